//! Start tags that Markdown shows as text, because a quote is never closed, the `>` is missing or an attribute is not written as
//! Markdown expects it ("6.6 Raw HTML" of CommonMark 0.31.2, <https://spec.commonmark.org/0.31.2/#raw-html>).
//!
//! Prose may look like the beginning of a tag, so an incomplete tag is reported only where no prose looks like it: the name of an
//! element with a quoted attribute, or with an end tag of that name that has nothing to close in the same paragraph.
use super::attributes::runs_into_next;
use super::document::{HtmlDocument, HtmlProblem};
use super::elements::{is_element, is_void};
use super::rejected_tags::RejectedTag;
use super::structure::MOST_FOUND;
use super::text_scan::next_bracket;
use super::{ParseOptions, Segment};
use crate::text::{Span, char_boundary_before};
use std::collections::HashSet;

/// Bytes of a paragraph that are read after a `<`: longer tags are not looked for.
const LONGEST_TAG: usize = 2_000;

/// Adds the problem of each such tag. Removes the stray end tag that an incomplete tag leaves; that of a rejected tag stays, with the
/// tag's problem naming it, so that the order of rules decides which of the two is reported.
pub(super) fn report(text: &str, segments: &[Segment], options: &ParseOptions<'_>, document: &mut HtmlDocument) {
    if !segments.iter().any(|segment| matches!(segment, Segment::Text(_))) {
        return;
    }
    let mut search = TextSearch { text, options, document, explained: HashSet::new() };
    let mut in_code = 0_usize;
    for (index, segment) in segments.iter().enumerate() {
        match segment {
            Segment::Open("pre", _) => in_code += 1,
            Segment::Close("pre", _) => in_code = in_code.saturating_sub(1),
            Segment::Text(span) if in_code == 0 && memchr::memchr(b'<', text[span.range()].as_bytes()).is_some() => {
                let limit = char_boundary_before(text, span.end() + LONGEST_TAG);
                let end = segments[index + 1..]
                    .iter()
                    .find_map(|next| match next {
                        Segment::Open(name, at) | Segment::Close(name, at) if !is_in_paragraph(name) => Some(*at),
                        Segment::Open(_, at) | Segment::Close(_, at) if *at > limit => Some(limit),
                        Segment::Html(other) | Segment::Text(other) if other.start() > limit => Some(limit),
                        _ => None,
                    })
                    .unwrap_or(limit)
                    .clamp(span.end(), limit);
                search.in_text(*span, end);
            }
            _ => {}
        }
    }
}

/// The search through the text of one body.
struct TextSearch<'a, 'd> {
    text: &'a str,
    options: &'a ParseOptions<'a>,
    document: &'d mut HtmlDocument,
    /// Stray end tags that belong to a rejected tag that was already found.
    explained: HashSet<Span>,
}

impl<'a> TextSearch<'a, '_> {
    /// Searches one text, whose paragraph ends at `end`.
    fn in_text(&mut self, span: Span, end: usize) {
        let text: &'a str = self.text;
        let mut from = span.start();
        while let Some(at) = next_bracket(text.as_bytes(), from, span.end()) {
            if self.document.problems.len() >= MOST_FOUND {
                return;
            }
            let stop = end.min(char_boundary_before(text, at + LONGEST_TAG));
            if let Some(after) = RejectedTag::read(&text[..stop], at).and_then(|tag| self.rejected(&tag)) {
                from = after;
                continue;
            }
            let found = IncompleteTag::read(&text[..stop], at);
            // Where the paragraph continues, the quote may be closed later.
            let is_sure = |tag: &IncompleteTag<'_>| stop == end || tag.quote.is_none_or(|quote| tag.recurs(quote));
            let after = found.filter(is_sure).and_then(|tag| self.incomplete(&tag, end));
            from = after.unwrap_or(at + 1);
        }
    }

    /// Adds the problem of a rejected tag when its end tag has nothing to close, or the element is void; returns where the tag ends.
    fn rejected(&mut self, found: &RejectedTag<'_>) -> Option<usize> {
        let (tag, name) = (found.tag.shift(self.options.offset), found.name.to_ascii_lowercase());
        let stray = if is_void(&name) { None } else { Some(self.stray_after(&name, tag, usize::MAX)?) };
        if found.reasons.is_empty() {
            // Only our own Markdown reader rejects the tag, so nothing that follows from its being text is true.
            if let Some(stray) = stray {
                self.document.problems.remove(stray);
            }
            let begins_here = |problem: &HtmlProblem| matches!(problem, HtmlProblem::Misplaced { what, .. } if what.span.start() == tag.start());
            self.document.problems.retain(|problem| !begins_here(problem));
            return Some(found.tag.end());
        }
        let end = stray.and_then(|stray| match &self.document.problems[stray] {
            HtmlProblem::Stray { end, .. } => Some(end.clone()),
            _ => None,
        });
        self.explained.extend(end.as_ref().map(|end| end.span));
        let reasons = found.reasons.iter().map(|reason| reason.shift(self.options.offset)).collect();
        self.document.problems.push(HtmlProblem::ShownAsText { tag, reasons, end });
        Some(found.tag.end())
    }

    /// Adds the problem of an incomplete tag if no prose looks like it; returns where the tag ends.
    fn incomplete(&mut self, found: &IncompleteTag<'_>, end: usize) -> Option<usize> {
        let offset = self.options.offset;
        let (tag, name) = (found.tag.shift(offset), found.name.to_ascii_lowercase());
        let last = if found.quoted { usize::MAX } else { end + offset };
        let stray = self.stray_after(&name, tag, last);
        if stray.is_none() && !(found.quote.is_some() || found.quoted && is_void(&name)) {
            return None;
        }
        if let Some(stray) = stray.filter(|_| !is_void(&name)) {
            self.document.problems.remove(stray);
        }
        self.document.problems.push(match found.quote {
            Some(quote) => HtmlProblem::BrokenQuote(Span::new(quote, quote + 1).shift(offset)),
            None => HtmlProblem::BrokenTag(tag),
        });
        Some(found.tag.end())
    }

    /// The first stray end tag of this name after a tag, up to `last`, that no other tag explains.
    fn stray_after(&self, name: &str, tag: Span, last: usize) -> Option<usize> {
        self.document.problems.iter().position(|problem| match problem {
            HtmlProblem::Stray { end, closed: None } => {
                let is_near = end.span.start() >= tag.end() && end.span.start() <= last;
                end.name() == name && is_near && !self.explained.contains(&end.span)
            }
            _ => false,
        })
    }
}

/// Whether Markdown's element of this name is inside a paragraph.
fn is_in_paragraph(name: &str) -> bool {
    matches!(name, "em" | "strong" | "del" | "a")
}

/// A start tag that is not complete.
#[derive(Debug)]
struct IncompleteTag<'a> {
    text: &'a str,
    name: &'a str,
    /// The bytes from its `<` to its last attribute.
    tag: Span,
    /// The quote that is never closed.
    quote: Option<usize>,
    /// Whether it has an attribute with a quoted value.
    quoted: bool,
}

impl<'a> IncompleteTag<'a> {
    /// The tag that begins at `at`; `None` when nothing, or something else, is wrong with it.
    fn read(text: &'a str, at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let length = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = &text[at + 1..at + 1 + length];
        let one_case =
            !name.bytes().any(|byte| byte.is_ascii_uppercase()) || !name.bytes().any(|b| b.is_ascii_lowercase());
        if !one_case || !is_element(&name.to_ascii_lowercase()) {
            return None;
        }
        let mut found = Self { text, name, tag: Span::new(at, at + 1 + length), quote: None, quoted: false };
        let mut next = at + 1 + length;
        loop {
            let gap = spaces(bytes, next);
            next += gap;
            let cut = memchr::memchr2(b'<', b'>', &bytes[next..]).is_none_or(|found| bytes[next + found] == b'<');
            if gap == 0 {
                let ends = matches!(bytes.get(next), None | Some(b'<'));
                return (ends || cut && found.quoted).then_some(found);
            }
            let name_end = next + bytes[next..].iter().take_while(|byte| is_name_char(**byte)).count();
            let equals = name_end + spaces(bytes, name_end);
            let value = equals + 1 + spaces(bytes, (equals + 1).min(bytes.len()));
            let quote = bytes.get(value).filter(|quote| matches!(quote, b'"' | b'\''));
            let Some(quote) = quote.filter(|_| name_end > next && bytes[equals] == b'=') else {
                // No further value in quotes: other attributes, or words of the text.
                return cut.then_some(found);
            };
            let close = memchr::memchr(*quote, &bytes[value + 1..]).map(|found| value + 1 + found);
            found.quoted = true;
            let Some(close) = close.filter(|close| !belongs_to_next(&text[value + 1..*close])) else {
                return Some(Self { tag: Span::new(at, value + 1), quote: Some(value), ..found });
            };
            found.tag = Span::new(at, close + 1);
            next = close + 1;
        }
    }

    /// Whether the same quote occurs again.
    fn recurs(&self, quote: usize) -> bool {
        let rest = &self.text.as_bytes()[quote..];
        memchr::memchr(rest[0], &rest[1..]).is_some()
    }
}

/// Whether a value reaches up to the quote of the next attribute, or over another tag.
fn belongs_to_next(value: &str) -> bool {
    runs_into_next(value) || value.contains("</")
}

fn spaces(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

fn is_name_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Span, Option<usize>)> {
        IncompleteTag::read(text, 0).map(|tag| (tag.tag, tag.quote))
    }

    #[test]
    fn the_quote_that_is_not_closed_is_found() {
        assert_eq!(read("<a href=\"x>y</a>"), Some((Span::new(0, 9), Some(8))));
        assert_eq!(read("<a class=\"b href=\"x\">y</a>"), Some((Span::new(0, 10), Some(9))));
        assert_eq!(read("<a class=\"b\" href=\"x>y</a> <i id=\"z\">"), Some((Span::new(0, 19), Some(18))));
        assert_eq!(read("<img src=\"a alt=\"b\">"), Some((Span::new(0, 10), Some(9))));
    }

    #[test]
    fn a_tag_is_cut_where_another_begins() {
        assert_eq!(read("<a href=\"x\" y</a>"), Some((Span::new(0, 11), None)));
        assert_eq!(read("<a href=\"x\"y</a>"), Some((Span::new(0, 11), None)));
        assert_eq!(read("<b text, more</b>"), Some((Span::new(0, 2), None)));
    }

    #[test]
    fn other_text_and_other_problems_are_left_alone() {
        for text in
            ["<a href=\"x\"title=\"y\">z</a>", "<a href=x/y>z</a>", "<String>", "<b.c>", "<Input value=\"x", "< b"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
