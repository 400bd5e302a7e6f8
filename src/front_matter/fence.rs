//! Fences: which lines open and close the front matter, as the site's generator sees them.
use super::Format;
use crate::dialect::Dialect;
use crate::text::{SourceFile, Span};

/// What was found at the top of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fence {
    /// Nothing that looks like front matter.
    Missing,
    /// A block the generator reads.
    Block(Block),
    /// Something that was meant as front matter, which the generator does not read as such.
    Bad(Fault, Option<Block>),
    /// An opening fence without its closing one: the opening line's bytes, without its line end.
    Unclosed(Span),
}

/// A block between two fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// How it is written.
    pub format: Format,
    /// The opening fence, without blanks after it and without its line end.
    pub open: Span,
    /// What lies between: from the line after the opening fence to the start of the closing one.
    pub content: Span,
    /// The closing fence, likewise; for `{` blocks the closing brace.
    pub close: Span,
    /// Where the body starts.
    pub body: usize,
}

/// Why a fence is bad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable kebab-case cause, the `detail` of `front-matter/bad-fence`.
    pub cause: &'static str,
    /// The bytes of the cause.
    pub span: Span,
}

impl Fence {
    /// The block whose entries can be read, also behind a bad fence.
    pub fn block(&self) -> Option<&Block> {
        match self {
            Self::Block(block) | Self::Bad(_, Some(block)) => Some(block),
            _ => None,
        }
    }
}

/// Looks at the top of a post.
pub fn find(source: &SourceFile, _dialect: &Dialect) -> Fence {
    let text = source.text();
    match text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")) {
        Some(at) => Fence::Block(Block {
            format: Format::Yaml,
            open: Span::new(0, 3),
            content: Span::new(4, at + 5),
            close: Span::new(at + 5, at + 8),
            body: at + 9,
        }),
        None => Fence::Missing,
    }
}
