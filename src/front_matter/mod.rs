//! Front matter: the block between a post's fences as one tree of entries that all know their bytes.
pub mod fence;
mod tree;
mod yaml;

pub use fence::{Block, Fault, Fence, Unclosed};
pub use tree::{Entry, Key, Mapping, Node, Style, SyntaxFault, Value};

use crate::dialect::Dialect;
use crate::text::{SourceFile, Span};

/// How the block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `---`
    Yaml,
    /// `+++` or `---toml`
    Toml,
    /// `{`, `;;;` or `---json`
    Json,
}

/// A post's front matter: where it stands and what it says.
#[derive(Debug)]
pub struct FrontMatter {
    /// The fences and what lies between, as the site's generator finds them.
    pub fence: Fence,
    /// The entries that could be read, in the order written; those of broken neighbours too.
    pub entries: Mapping,
    /// What could not be read, one fault per cause.
    pub faults: Vec<SyntaxFault>,
    /// The block is a list or a scalar instead of `key: value` lines: its bytes.
    pub not_a_mapping: Option<Span>,
    /// Text in the block that loaders drop in silence: a second document, or lines left of an indented first one.
    pub lost: Option<Span>,
    /// Which keys there are is known, even if some values are broken.
    entries_known: bool,
}

/// What a whole file of YAML says, such as a config.
#[derive(Debug)]
pub struct YamlFile {
    /// The entries that could be read.
    pub entries: Mapping,
    /// What could not be read, one fault per cause.
    pub faults: Vec<SyntaxFault>,
    /// The file is a list or a scalar instead of `key: value` lines: its bytes.
    pub not_a_mapping: Option<Span>,
    /// A second document, which nobody reads.
    pub lost: Option<Span>,
}

impl YamlFile {
    /// Reads the file. Never fails: what is wrong is in the value.
    pub fn read(source: &SourceFile) -> Self {
        let read = yaml::read(source.text(), 0);
        Self {
            entries: read.entries,
            faults: read.faults,
            not_a_mapping: read.not_a_mapping,
            lost: read.rest.map(|start| Span::new(start, source.text().len())),
        }
    }
}

impl FrontMatter {
    /// Finds and reads the front matter of a post. Never fails: what is wrong is in the value.
    pub fn parse(source: &SourceFile, dialect: &Dialect) -> Self {
        let fence = fence::find(source, dialect);
        let mut front = Self {
            fence,
            entries: Mapping::default(),
            faults: Vec::new(),
            not_a_mapping: None,
            lost: None,
            entries_known: false,
        };
        if let Some(block) = front.fence.block().copied() {
            front.read(source, &block);
        }
        front
    }

    fn read(&mut self, source: &SourceFile, block: &Block) {
        let read = match block.format {
            Format::Yaml => yaml::read(source.slice(block.content), block.content.start()),
            Format::Toml | Format::Json => return,
        };
        self.entries_known = read.keys_known;
        self.entries = read.entries;
        self.faults = read.faults;
        self.not_a_mapping = read.not_a_mapping;
        self.lost = read.rest.map(|start| Span::new(start, block.content.end()));
    }

    /// How the block is written; YAML when there is none.
    pub fn format(&self) -> Format {
        self.fence.block().map_or(Format::Yaml, |block| block.format)
    }

    /// The entry of a top-level key, the last one when it is written twice (as loaders read it).
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Whether rules about fields can trust the entries: the block was found, is a mapping, and every key in it is known.
    pub fn is_readable(&self) -> bool {
        self.entries_known && self.not_a_mapping.is_none()
    }
}
