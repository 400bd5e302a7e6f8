//! HTML: tags, attributes, parse errors of the standard and the stack of open elements, all with their bytes. Rules decide what
//! to report.
mod attributes;
mod document;
mod elements;
mod error_code;
mod input;
mod lookahead;
mod open_elements;
mod passes;
mod skip_markdown;
mod structure;
mod text_scan;
mod tokens;
mod unclosed_start;

pub use attributes::{Attribute, attributes, curly_quoted, half_quoted};
pub use document::{Consequence, HtmlDocument, HtmlParseError, HtmlProblem, RejectReason, Tag, TagKind, TagRef};
pub use elements::{has_optional_end, is_element, is_inline, is_obsolete, is_void};
pub use error_code::ErrorCode;
pub use input::{ParseContext, ParseOptions, Segment};
pub use tokens::{Spanned, Start, tokens};

/// Parses the segments of a body as HTML. `text` is the whole file, so that every span is one of bytes of the file. Linear in the
/// length of the text, and without recursion.
///
/// The tree builder (`structure`) notes what it sees; the passes of `passes/mod.rs`, in their order, decide what of it is a problem.
pub fn parse(text: &str, segments: &[Segment], options: &ParseOptions<'_>) -> HtmlDocument {
    let has_html = segments.iter().any(|segment| matches!(segment, Segment::Html(_)));
    let mut document = if has_html { structure::read(text, segments, options) } else { HtmlDocument::default() };
    if options.recover {
        let problems = std::mem::take(&mut document.problems);
        document.problems = passes::run(text, segments, options, &document, problems);
    }
    document
}

/// Parses a body that its site may read in several ways, and keeps what all of them have: only that is certain.
///
/// Each further reading is made only while the earlier ones leave something to report, since all that it can do is take that back.
pub fn parse_all(
    text: &str,
    readings: impl IntoIterator<Item = Vec<Segment>>,
    options: &ParseOptions<'_>,
) -> HtmlDocument {
    let mut readings = readings.into_iter();
    let Some(segments) = readings.next() else { return HtmlDocument::default() };
    let mut document = parse(text, &segments, options);
    let mut others = Vec::new();
    let mut found = None;
    while document.may_be_reported(text)
        && let Some(segments) = readings.next()
    {
        let mut other = parse(text, &segments, options);
        document.keep_common(&other);
        other.keep_problems_and_errors();
        others.push(other);
        let found = found.get_or_insert_with(|| std::mem::take(&mut document.problems));
        document.problems = passes::agreed(text, found, &others, None);
    }
    if let (Some(found), true) = (found, options.trace.is_some()) {
        passes::agreed(text, &found, &others, options.trace);
    }
    document
}
