//! Start tags that Markdown shows as text, because a quote of theirs is never closed, their `>` is missing or a value needs quotes.
//!
//! Markdown takes nothing for a tag that is not complete, so what is left of one in its text is told only where no prose looks like
//! it: the name of an element and an attribute with its quote, or the end tag of that name left over in the same paragraph.
use super::attributes::runs_into_next;
use super::document::{HtmlDocument, HtmlProblem};
use super::elements::{is_element, is_void};
use super::rejected_tags::RejectedTag;
use super::structure::MOST_FOUND;
use super::text_scan::next_bracket;
use super::{ParseOptions, Segment};
use crate::text::{Span, char_boundary_before};

/// Bytes of a paragraph that are read after a `<`: longer tags are not looked for.
const LONGEST_TAG: usize = 2_000;

/// Adds the problem of each such tag and takes away the stray end tag that is left of it.
pub(super) fn tell(text: &str, pieces: &[Segment], reading: &ParseOptions<'_>, document: &mut HtmlDocument) {
    if !pieces.iter().any(|piece| matches!(piece, Segment::Text(_))) {
        return;
    }
    let mut in_code = 0_usize;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Segment::Open("pre", _) => in_code += 1,
            Segment::Close("pre", _) => in_code = in_code.saturating_sub(1),
            Segment::Text(span) if in_code == 0 && memchr::memchr(b'<', text[span.range()].as_bytes()).is_some() => {
                let limit = char_boundary_before(text, span.end() + LONGEST_TAG);
                let end = pieces[index + 1..]
                    .iter()
                    .find_map(|next| match next {
                        Segment::Open(name, at) | Segment::Close(name, at) if !is_in_paragraph(name) => Some(*at),
                        Segment::Open(_, at) | Segment::Close(_, at) if *at > limit => Some(limit),
                        Segment::Html(other) | Segment::Text(other) if other.start() > limit => Some(limit),
                        _ => None,
                    })
                    .unwrap_or(limit)
                    .clamp(span.end(), limit);
                in_text(text, *span, end, reading, document);
            }
            _ => {}
        }
    }
}

/// Looks through one text; its paragraph ends at `end`.
fn in_text(text: &str, span: Span, end: usize, reading: &ParseOptions<'_>, document: &mut HtmlDocument) {
    let bytes = text.as_bytes();
    let mut from = span.start();
    while let Some(at) = next_bracket(bytes, from, span.end()) {
        if document.problems.len() >= MOST_FOUND {
            return;
        }
        let stop = end.min(char_boundary_before(text, at + LONGEST_TAG));
        if let Some(after) = RejectedTag::read(&text[..stop], at).and_then(|tag| tag.told(reading, document)) {
            from = after;
            continue;
        }
        let found = IncompleteTag::read(&text[..stop], at);
        // Where the paragraph goes on the quote may be closed later.
        let sure = |tag: &IncompleteTag<'_>| stop == end || tag.quote.is_none_or(|quote| tag.recurs(quote));
        let after = found.filter(sure).and_then(|tag| tag.told(reading, end, document));
        from = after.unwrap_or(at + 1);
    }
}

/// Whether what Markdown calls so stands inside a paragraph.
fn is_in_paragraph(name: &str) -> bool {
    matches!(name, "em" | "strong" | "del" | "a")
}

/// A tag that is not complete.
#[derive(Debug)]
struct IncompleteTag<'a> {
    text: &'a str,
    name: &'a str,
    /// From its `<` to its last attribute.
    tag: Span,
    /// The quote that is never closed.
    quote: Option<usize>,
    /// It has an attribute with a quoted value.
    quoted: bool,
}

impl<'a> IncompleteTag<'a> {
    /// The one that begins at `at`; `None` when nothing, or something else, is wrong with it.
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
                // No further value in quotes: attributes of another kind, or words of the text.
                return cut.then_some(found);
            };
            let close = memchr::memchr(*quote, &bytes[value + 1..]).map(|found| value + 1 + found);
            found.quoted = true;
            let Some(close) = close.filter(|close| !is_anothers(&text[value + 1..*close])) else {
                return Some(Self { tag: Span::new(at, value + 1), quote: Some(value), ..found });
            };
            found.tag = Span::new(at, close + 1);
            next = close + 1;
        }
    }

    /// Whether the same quote comes again.
    fn recurs(&self, quote: usize) -> bool {
        let rest = &self.text.as_bytes()[quote..];
        memchr::memchr(rest[0], &rest[1..]).is_some()
    }

    /// Adds its problem if it is unmistakable; gives where the tag ends.
    fn told(&self, reading: &ParseOptions<'_>, end: usize, document: &mut HtmlDocument) -> Option<usize> {
        let tag = self.tag.shift(reading.offset);
        let name = self.name.to_ascii_lowercase();
        let last = if self.quoted { usize::MAX } else { end + reading.offset };
        let stray = stray_after(&name, tag, last, document);
        if stray.is_none() && !(self.quote.is_some() || self.quoted && is_void(&name)) {
            return None;
        }
        if let Some(stray) = stray.filter(|_| !is_void(&name)) {
            document.problems.remove(stray);
        }
        document.problems.push(match self.quote {
            Some(quote) => HtmlProblem::BrokenQuote(Span::new(quote, quote + 1).shift(reading.offset)),
            None => HtmlProblem::BrokenTag(tag),
        });
        Some(self.tag.end())
    }
}

impl RejectedTag<'_> {
    /// Adds its problem when its end tag was left over, or it has none; gives where the tag ends.
    fn told(&self, reading: &ParseOptions<'_>, document: &mut HtmlDocument) -> Option<usize> {
        let (tag, name) = (self.tag.shift(reading.offset), self.name.to_ascii_lowercase());
        if !is_void(&name) {
            let stray = stray_after(&name, tag, usize::MAX, document)?;
            document.problems.remove(stray);
        }
        // As text it was out of place in a table.
        document.problems.retain(
            |problem| !matches!(problem, HtmlProblem::Misplaced { what, .. } if what.span.start() == tag.start()),
        );
        let wrong: Vec<_> = self.wrong.iter().map(|wrong| wrong.shift(reading.offset)).collect();
        if !wrong.is_empty() {
            document.problems.push(HtmlProblem::Refused { tag, wrong });
        }
        Some(self.tag.end())
    }
}

/// The problem of the first stray end tag of this name that comes after a tag, up to `last`.
fn stray_after(name: &str, tag: Span, last: usize, document: &HtmlDocument) -> Option<usize> {
    document.problems.iter().position(|problem| match problem {
        HtmlProblem::Stray { end, closed: None } => {
            end.name() == name && end.span.start() >= tag.end() && end.span.start() <= last
        }
        _ => false,
    })
}

/// Whether the value reaches up to the quote of the next attribute, or over another tag.
fn is_anothers(value: &str) -> bool {
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

    fn told(text: &str) -> Option<(Span, Option<usize>)> {
        IncompleteTag::read(text, 0).map(|tag| (tag.tag, tag.quote))
    }

    #[test]
    fn the_quote_that_is_not_closed_is_found() {
        assert_eq!(told("<a href=\"x>y</a>"), Some((Span::new(0, 9), Some(8))));
        assert_eq!(told("<a class=\"b href=\"x\">y</a>"), Some((Span::new(0, 10), Some(9))));
        assert_eq!(told("<a class=\"b\" href=\"x>y</a> <i id=\"z\">"), Some((Span::new(0, 19), Some(18))));
        assert_eq!(told("<img src=\"a alt=\"b\">"), Some((Span::new(0, 10), Some(9))));
    }

    #[test]
    fn a_tag_is_cut_where_another_begins() {
        assert_eq!(told("<a href=\"x\" y</a>"), Some((Span::new(0, 11), None)));
        assert_eq!(told("<a href=\"x\"y</a>"), Some((Span::new(0, 11), None)));
        assert_eq!(told("<b text, more</b>"), Some((Span::new(0, 2), None)));
    }

    #[test]
    fn what_is_wrong_otherwise_or_no_tag_is_left_alone() {
        for text in
            ["<a href=\"x\"title=\"y\">z</a>", "<a href=x/y>z</a>", "<String>", "<b.c>", "<Input value=\"x", "< b"]
        {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
