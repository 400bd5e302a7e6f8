//! Front matter: the block between a post's fences as one tree of entries that all know their bytes.
mod cause;
pub mod comments;
mod draft;
pub mod fence;
mod glance;
pub mod invisible;
mod json;
mod problem;
pub(crate) mod quotes;
mod toml;
mod tree;
mod verify;
mod yaml;

pub use self::toml::{first_table, places as places_of_toml_key};
use self::toml::{is_toml, read as read_toml};
pub use cause::{FenceCause, SyntaxCause};
pub use fence::{Block, Fence, FenceProblem, UnclosedFence};
pub use glance::{Glance, Presence};
pub use problem::SyntaxProblem;
pub use tree::{Entry, Key, Mapping, Node, Style, Value};

use self::draft::Draft;
use crate::diagnostic::{Fix, Safety};
use crate::dialect::{Dialect, Generator};
use crate::text::{Edit, SourceFile, Span, limits, line_start, spelling};

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

/// A post's front matter: where it is and what it says.
#[derive(Debug)]
pub struct FrontMatter {
    /// The fences and what is between them, as the site's generator finds them.
    pub fence: Fence,
    /// The entries that could be read, in the order written; those of broken neighbours too.
    pub entries: Mapping,
    /// What could not be read, one problem per cause.
    pub problems: Vec<SyntaxProblem>,
    /// The block is a list or a scalar instead of `key: value` lines: its bytes.
    pub not_a_mapping: Option<Span>,
    /// Text in the block that loaders drop in silence: a second document, or lines that are indented less than the first one.
    pub lost: Option<Span>,
    /// Keys that are written twice in a language that lets only one into the tree: the first, and the later one.
    pub duplicates: Vec<(Span, Span)>,
    /// Which keys there are is known, even if some values are broken.
    entries_known: bool,
}

/// What a whole file of YAML says, such as a config.
#[derive(Debug)]
pub struct YamlFile {
    /// The entries that could be read.
    pub entries: Mapping,
    /// What could not be read, one problem per cause.
    pub problems: Vec<SyntaxProblem>,
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
            problems: read.problems,
            not_a_mapping: read.not_a_mapping,
            lost: read.rest.map(|start| Span::new(start, source.text().len())),
        }
    }
}

impl FrontMatter {
    /// Finds and reads the front matter of a post. Never fails: what is wrong is in the value.
    pub fn parse(source: &SourceFile, dialect: &Dialect) -> Self {
        let fence = in_its_language(fence::find(source, dialect), source);
        let mut front = Self { fence, ..Self::empty() };
        if let Some(block) = front.fence.block().copied() {
            front.read(source, &block, dialect.fences().tabs_indent);
            front.doubt_dates(source.text(), dialect);
        }
        front
    }

    /// Reads a text that is all block, without fences; spans are bytes of it.
    pub fn of_block(text: &str, format: Format) -> Self {
        let mut front = Self::empty();
        front.take(read(text, 0, format), text.len());
        front
    }

    fn empty() -> Self {
        Self {
            fence: Fence::Missing,
            entries: Mapping::default(),
            problems: Vec::new(),
            not_a_mapping: None,
            lost: None,
            duplicates: Vec::new(),
            entries_known: false,
        }
    }

    fn read(&mut self, source: &SourceFile, block: &Block, tabs_indent: bool) {
        let text = source.slice(block.content);
        let of_tabs = tabs_indent && block.format == Format::Yaml && text.contains("\n\t");
        let start = block.content.start();
        let read = if of_tabs { yaml::read_with_tabs(text, start) } else { read(text, start, block.format) };
        self.take(read, block.content.end());
        // Hexo leaves out the braces between `;;;` lines, but not after `---json`.
        let is_named = block.format == Format::Json && source.slice(block.open).starts_with("---");
        if is_named && self.problems.is_empty() && !self.entries.0.is_empty() {
            self.problems.extend(json::without_braces(source.text(), block.content));
        }
        if let Some(problem) = self.fence_in_text(source.text(), block) {
            // The keys below the fence are out of sight.
            self.entries_known = false;
            self.problems.push(problem);
        }
    }

    /// What is written for a date of another form is evident only where the value of the key is a date: `version = 2024-4-1` may be a text.
    fn doubt_dates(&mut self, text: &str, dialect: &Dialect) {
        if self.format() != Format::Toml {
            return;
        }
        let of_dates = self.problems.iter_mut().filter(|problem| problem.cause == SyntaxCause::ImpossibleDate);
        for problem in of_dates {
            let at = problem.span.start();
            let before = &text[line_start(text, at)..at];
            let key = before.split('=').next().unwrap_or(before).trim().trim_matches(['"', '\'']);
            let is_safe = |fix: &&mut Fix| fix.safety == Safety::Safe;
            if let Some(fix) = problem.fix.as_mut().filter(is_safe).filter(|_| !is_date_key(key, dialect)) {
                fix.safety = Safety::Unsafe;
            }
        }
    }

    fn take(&mut self, read: Read, end: usize) {
        self.entries_known = read.keys_known;
        self.entries = read.entries;
        self.problems = read.problems;
        self.duplicates = read.duplicates;
        self.not_a_mapping = read.not_a_mapping;
        self.lost = read.rest.map(|start| Span::new(start, end));
    }

    /// A `---` line that was intended as part of the `|` or `>` text before it: text and keys go on below it, up to another fence.
    fn fence_in_text(&self, text: &str, block: &Block) -> Option<SyntaxProblem> {
        let last = self.entries.0.last().filter(|_| self.problems.is_empty() && block.format == Format::Yaml)?;
        let Value::Scalar { style: Style::Literal | Style::Folded, .. } = last.value.value else { return None };
        let header = last.value.span.start()..last.value.span.start() + 1;
        let shown = &text[last.value.span.range()];
        let first = shown.split(['\n', '\r']).skip(1).find(|line| !line.trim_start().is_empty())?;
        let indent = &first[..first.len() - first.trim_start().len()];
        if !fence::goes_on_below(text, block.body, indent) {
            return None;
        }
        let draft = Draft::new(yaml::fence_in_text(&last.key.text), block.close.range())
            .label(header, "the text begins here")
            .probable(vec![(block.close.start()..block.close.start(), indent.into())]);
        Some(draft.into_problem(0, true))
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

/// Whether the generator reads a key as a date; any generator, where it is not known which one the site has.
fn is_date_key(key: &str, dialect: &Dialect) -> bool {
    let reads = |generator: Generator| {
        let keys = &generator.facts().keys;
        keys.dates.iter().any(|date| if keys.any_case { spelling::is_same(date, key) } else { *date == key })
    };
    dialect.generator.map_or_else(|| Generator::all().any(reads), reads)
}

/// How many values a block of this length in bytes may have.
fn most_values(length: usize) -> usize {
    limits::VALUES.max(length / 4)
}

/// What a block says, whatever language it is written in.
#[derive(Debug, Default)]
struct Read {
    entries: Mapping,
    problems: Vec<SyntaxProblem>,
    not_a_mapping: Option<Span>,
    duplicates: Vec<(Span, Span)>,
    /// Text that loaders drop, from here to the end of the block.
    rest: Option<usize>,
    /// Every key of the block is known, even if its value is broken.
    keys_known: bool,
}

fn read(text: &str, base: usize, format: Format) -> Read {
    match format {
        Format::Yaml => yaml::read(text, base),
        Format::Toml => read_toml(text, base),
        Format::Json => json::read(text, base),
    }
}

/// Fences around the wrong language: `+++` around YAML, `---` around TOML.
fn in_its_language(fence: Fence, source: &SourceFile) -> Fence {
    let Fence::Block(block) = fence else { return fence };
    let text = source.slice(block.content);
    let cause = match block.format {
        Format::Yaml if looks_like(text, '=') && is_toml(text) => FenceCause::TomlInYamlFences,
        Format::Toml if looks_like(text, ':') && (yaml::is_yaml(text) || has_keys_of_yaml(text)) => {
            FenceCause::YamlInTomlFences
        }
        _ => return fence,
    };
    let (format, right) = if block.format == Format::Yaml { (Format::Toml, "+++") } else { (Format::Yaml, "---") };
    let repair = vec![Edit::replace(block.open, right), Edit::replace(block.close, right)];
    let problem = FenceProblem { cause, span: block.open, seen_by_some: false, leaves_text: false, repair };
    Fence::Bad(problem, Some(Block { format, ..block }))
}

/// Whether several lines at the margin have a key of YAML, and none has one of TOML: it is YAML, even if it is broken.
fn has_keys_of_yaml(text: &str) -> bool {
    let mut keys = 0;
    for line in text.lines() {
        let word = line.len() - line.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-')).len();
        let after = line[word..].trim_start_matches([' ', '\t']);
        if word > 0 && after.starts_with('=') || line.starts_with('[') {
            return false;
        }
        let ends_key =
            line[word..].strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
        keys += usize::from(word > 0 && ends_key);
    }
    keys > 1
}

/// Whether the first line with text has its key followed by `separator`.
fn looks_like(text: &str, separator: char) -> bool {
    let first = text.lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.and_then(|line| line.find([':', '=']).map(|at| line[at..].starts_with(separator))).unwrap_or(false)
}
