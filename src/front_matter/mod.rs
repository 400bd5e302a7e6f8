//! Front matter: the block between a post's fences as one tree of entries that all know their bytes.
pub mod fence;
mod tree;
mod yaml;

pub use fence::{Block, Fault, Fence};
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
}

impl FrontMatter {
    /// Finds and reads the front matter of a post. Never fails: what is wrong is in the value.
    pub fn parse(source: &SourceFile, dialect: &Dialect) -> Self {
        let fence = fence::find(source, dialect);
        let _ = yaml::read;
        Self { fence, entries: Mapping::default(), faults: Vec::new(), not_a_mapping: None }
    }

    /// The entry of a top-level key, the last one when it is written twice (as loaders read it).
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Whether rules about fields can trust the entries: the block was found and is a mapping.
    pub fn is_readable(&self) -> bool {
        self.fence.block().is_some() && self.not_a_mapping.is_none()
    }
}
