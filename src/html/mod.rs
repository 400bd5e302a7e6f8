//! HTML: tags, attributes, the standard's parse errors and the stack of open elements, all with their bytes. Facts, not verdicts.
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

/// One step of a body for the HTML parser. HTML arrives as itself; Markdown's own elements arrive as themselves too,
/// so that HTML crossing them is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Bytes that are HTML.
    Html(Span),
    /// Markdown opens an element here (`p`, `li`, `em`…).
    Open(&'static str, usize),
    /// Markdown closes it here.
    Close(&'static str, usize),
    /// Markdown text (already known to hold no HTML).
    Text(Span),
}

/// Where the HTML of a body stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseContext<'a> {
    /// It is a whole document, with its own `<html>`.
    Document,
    /// It comes inside an element of this name; a post's body inside `body`.
    Inside(&'a str),
}

/// How a body is read.
#[derive(Clone, Copy, Debug)]
pub struct ParseOptions<'a> {
    /// Where it stands.
    pub context: ParseContext<'a>,
    /// Bytes to add to every span: where the text begins in its file.
    pub offset: usize,
    /// Parts of the text that only some renderings hold: no problem is seen between two of them.
    pub conditional: &'a [Span],
    /// Texts that are not read because only other renderings show them: the later branches of conditions.
    pub unread: &'a [&'a str],
    /// How deep elements may nest before their structure is no longer followed.
    pub max_depth: usize,
    /// Read on after a problem as its author would recover it, so that one mistake is one problem. Without it everything is read, and
    /// every error counted, as the standard does.
    pub recover: bool,
}

impl ParseOptions<'_> {
    /// A body that begins at `offset` in its file.
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

/// Reads the segments of `text` as HTML. Linear in the text; nothing recurs.
pub fn parse(text: &str, segments: &[Segment], options: &ParseOptions<'_>) -> HtmlDocument {
    let holds_html = segments.iter().any(|segment| matches!(segment, Segment::Html(_)));
    let mut document = if holds_html { structure::read(text, segments, options) } else { HtmlDocument::default() };
    if options.recover {
        end_tag_typos::report(text, segments, options, &mut document);
        tags_in_text::report(text, segments, options, &mut document);
    }
    document
}
