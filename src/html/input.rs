//! What the HTML reader is given: the segments of a body, and how it is parsed.
use crate::text::Span;
use crate::trace::FindingTrace;

/// One step of a body for the HTML parser. HTML is passed on as it is; the elements that Markdown makes are steps of their own,
/// so that HTML that overlaps with them is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// HTML, by its bytes.
    Html(Span),
    /// Markdown opens an element here (`p`, `li`, `em`…).
    Open(&'static str, usize),
    /// Markdown closes it here.
    Close(&'static str, usize),
    /// Text of Markdown, which contains no HTML.
    Text(Span),
    /// The complete tag of a block in a line of text, which kramdown shows as text.
    ShownTag(Span),
}

impl Segment {
    /// Moves the segment `by` bytes towards the end of the file.
    pub fn shift(&mut self, by: usize) {
        match self {
            Self::Html(span) | Self::Text(span) | Self::ShownTag(span) => *span = span.shift(by),
            Self::Open(_, at) | Self::Close(_, at) => *at += by,
        }
    }
}

/// The context in which HTML is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseContext<'a> {
    /// A whole document with its own `<html>`.
    Document,
    /// The content of an element with this name; the body of a post is parsed inside `body`.
    Inside(&'a str),
}

/// How a body is parsed.
#[derive(Clone, Copy, Debug)]
pub struct ParseOptions<'a> {
    /// The context of the body.
    pub context: ParseContext<'a>,
    /// Where the body begins in the text of its file.
    pub start: usize,
    /// Parts of the text that only some renderings show: two places in different parts never make a problem.
    pub conditional: &'a [Span],
    /// Texts that are not read because only other renderings show them: the later branches of conditions.
    pub unread: &'a [&'a str],
    /// How deep elements may be nested before their structure is no longer followed.
    pub max_depth: usize,
    /// Whether to repair a problem as its author would before reading on, so that one mistake is one problem. Without recovery
    /// everything is read, and every error counted, exactly as in the standard.
    pub recover: bool,
    /// Who wants to know what becomes of the problems at one line.
    pub trace: Option<FindingTrace<'a>>,
}

impl ParseOptions<'_> {
    /// The options for a body that begins at `start` in its file.
    pub fn body(start: usize) -> Self {
        ParseOptions {
            context: ParseContext::Inside("body"),
            start,
            conditional: &[],
            unread: &[],
            max_depth: 512,
            recover: true,
            trace: None,
        }
    }
}
