//! HTML: tags, attributes, parse errors of the standard and the stack of open elements, all with their bytes. Rules decide what
//! to report.
mod attributes;
mod conditional;
mod document;
mod elements;
mod end_tag_typos;
mod error_code;
mod intersect;
mod lookahead;
mod open_elements;
mod rejected_tags;
mod skip_markdown;
mod structure;
mod tags_in_text;
mod text_scan;
mod tokens;
mod unclosed_start;

pub use attributes::{Attribute, attributes, curly_quoted, half_quoted};
pub use document::{Consequence, HtmlDocument, HtmlParseError, HtmlProblem, RejectReason, Tag, TagKind, TagRef};
pub use elements::{has_optional_end, is_element, is_obsolete, is_void};
pub use error_code::ErrorCode;
pub use tokens::{Spanned, Start, tokens};

use crate::text::Span;

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
    /// Bytes to add to every span: the offset of the text in its file.
    pub offset: usize,
    /// Parts of the text that only some renderings show: two places in different parts never make a problem.
    pub conditional: &'a [Span],
    /// Texts that are not read because only other renderings show them: the later branches of conditions.
    pub unread: &'a [&'a str],
    /// How deep elements may be nested before their structure is no longer followed.
    pub max_depth: usize,
    /// Whether to repair a problem as its author would before reading on, so that one mistake is one problem. Without recovery
    /// everything is read, and every error counted, exactly as in the standard.
    pub recover: bool,
}

impl ParseOptions<'_> {
    /// The options for a body that begins at `offset` in its file.
    pub fn body(offset: usize) -> Self {
        ParseOptions {
            context: ParseContext::Inside("body"),
            offset,
            conditional: &[],
            unread: &[],
            max_depth: 512,
            recover: true,
        }
    }
}

/// Parses the segments of `text` as HTML. Linear in the length of the text, and without recursion.
///
/// The problems pass several stations, each of which sees what those before it left. The tree builder adds them (`structure`), and
/// with them goes what may be rendered apart (`conditional`). Then a typo replaces the element that it left open (`end_tag_typos`),
/// and tags that Markdown shows as text are added (`tags_in_text`). Where a body is parsed in two ways, `intersect` keeps what both
/// have.
pub fn parse(text: &str, segments: &[Segment], options: &ParseOptions<'_>) -> HtmlDocument {
    let holds_html = segments.iter().any(|segment| matches!(segment, Segment::Html(_)));
    let mut document = if holds_html { structure::read(text, segments, options) } else { HtmlDocument::default() };
    if options.recover {
        end_tag_typos::report(text, segments, options, &mut document);
        tags_in_text::report(text, segments, options, &mut document);
    }
    document
}
