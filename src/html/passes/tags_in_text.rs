//! Start tags that Markdown shows as text, because a quote is never closed, the `>` is missing or an attribute is not written as
//! Markdown expects it ("6.6 Raw HTML" of CommonMark 0.31.2, <https://spec.commonmark.org/0.31.2/#raw-html>).
//!
//! Prose may look like the beginning of a tag, so an incomplete tag is reported only where no prose looks like it: the name of an
//! element with a quoted attribute, or with an end tag of that name that has nothing to close in the same paragraph.
use super::pass::{BodyFacts, ProblemChanges};
use super::rejected_tags::RejectedTag;
use crate::html::attributes::runs_into_next;
use crate::html::document::{HtmlProblem, MOST_FOUND, TagRef};
use crate::html::elements::{is_element, is_void};
use crate::html::input::Segment;
use crate::html::text_scan::next_bracket;
use crate::text::{Span, char_boundary_before};
use std::collections::HashMap;

/// Bytes of a paragraph that are read after a `<`: longer tags are not looked for.
const LONGEST_TAG: usize = 2_000;

/// Adds the problem of each such tag. Drops the stray end tag that an incomplete tag leaves; that of a rejected tag stays, with the
/// tag's problem naming it, so that the order of rules decides which of the two is reported.
pub(super) fn run(facts: &BodyFacts<'_>, problems: &[HtmlProblem]) -> ProblemChanges {
    let (text, segments) = (facts.text, facts.segments);
    let mut search = TextSearch { text, problems, strays: None, changes: ProblemChanges::default() };
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
    search.changes
}

/// The search through the text of one body.
struct TextSearch<'a> {
    text: &'a str,
    problems: &'a [HtmlProblem],
    /// The stray end tags by name, once one is looked for.
    strays: Option<HashMap<&'a str, Vec<UnexplainedEnd<'a>>>>,
    changes: ProblemChanges,
}

/// A stray end tag whose element was not closed by anything else.
#[derive(Clone, Copy)]
struct UnexplainedEnd<'a> {
    /// The place of its problem in the list.
    place: usize,
    end: &'a TagRef,
    /// Whether a tag that was already found explains it.
    explained: bool,
}

impl<'a> TextSearch<'a> {
    /// Searches one text, whose paragraph ends at `end`.
    fn in_text(&mut self, span: Span, end: usize) {
        let text = self.text;
        let mut from = span.start();
        while let Some(at) = next_bracket(text.as_bytes(), from, span.end()) {
            if self.changes.count(self.problems.len()) >= MOST_FOUND {
                return;
            }
            let stop = end.min(char_boundary_before(text, at + LONGEST_TAG));
            if let Some(after) = RejectedTag::read(&text[..stop], at).and_then(|tag| self.rejected(tag)) {
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
    fn rejected(&mut self, found: RejectedTag<'_>) -> Option<usize> {
        let (tag, name) = (found.tag, found.name.to_ascii_lowercase());
        let stray = if is_void(&name) { None } else { Some(self.stray_after(&name, tag, usize::MAX)?) };
        let (place, end) = match stray {
            Some(stray) => {
                stray.explained = true;
                (Some(stray.place), Some(stray.end.clone()))
            }
            None => (None, None),
        };
        if found.reasons.is_empty() {
            // Only our own Markdown reader rejects the tag, so nothing that follows from its being text is true.
            if let Some(place) = place {
                self.changes.drop(place);
            }
            self.drop_misplaced_at(tag.start());
        } else {
            self.changes.add(HtmlProblem::ShownAsText { tag, reasons: found.reasons, end });
        }
        Some(tag.end())
    }

    /// Adds the problem of an incomplete tag if no prose looks like it; returns where the tag ends.
    fn incomplete(&mut self, found: &IncompleteTag<'_>, end: usize) -> Option<usize> {
        let name = found.name.to_ascii_lowercase();
        // Where its `>` begins a quotation, the paragraph ends in the tag.
        let last = if found.quoted || is_before_quotation(self.text, found.tag.end()) { usize::MAX } else { end };
        let stray = self.stray_after(&name, found.tag, last);
        if stray.is_none() && !(found.quote.is_some() || found.quoted && is_void(&name)) {
            return None;
        }
        let problem = match found.quote {
            Some(quote) => HtmlProblem::BrokenQuote(Span::new(quote, quote + 1)),
            None => HtmlProblem::BrokenTag(found.tag),
        };
        match stray.filter(|_| !is_void(&name)) {
            Some(stray) => {
                stray.explained = true;
                let place = stray.place;
                self.changes.replace(&[place], problem);
            }
            None => self.changes.add(problem),
        }
        Some(found.tag.end())
    }

    /// The first stray end tag of this name after a tag, up to `last`, that no other tag explains.
    fn stray_after(&mut self, name: &str, tag: Span, last: usize) -> Option<&mut UnexplainedEnd<'a>> {
        let strays = self.strays.get_or_insert_with(|| strays_by_name(self.problems));
        strays.get_mut(name)?.iter_mut().find(|stray| {
            let is_near = stray.end.span.start() >= tag.end() && stray.end.span.start() <= last;
            is_near && !stray.explained
        })
    }

    /// Drops the misplaced content at this offset: the tag there is text, so browsers have nothing to move.
    fn drop_misplaced_at(&mut self, offset: usize) {
        for (place, problem) in self.problems.iter().enumerate() {
            if matches!(problem, HtmlProblem::Misplaced { what, .. } if what.span.start() == offset) {
                self.changes.drop(place);
            }
        }
    }
}

fn strays_by_name(problems: &[HtmlProblem]) -> HashMap<&str, Vec<UnexplainedEnd<'_>>> {
    let mut strays: HashMap<&str, Vec<UnexplainedEnd<'_>>> = HashMap::new();
    for (place, problem) in problems.iter().enumerate() {
        if let HtmlProblem::Stray { end, closed: None } = problem {
            strays.entry(end.name()).or_default().push(UnexplainedEnd { place, end, explained: false });
        }
    }
    strays
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
        // The text after a lost `>` goes on with the name: `<h3Welcome</h3>`.
        let begun = name.bytes().take_while(|byte| !byte.is_ascii_uppercase()).count();
        if begun < length && is_element(&name[..begun]) {
            let end = at + 1 + begun;
            let cut = memchr::memchr2(b'<', b'>', &bytes[end..]).is_none_or(|found| bytes[end + found] == b'<');
            let name = &name[..begun];
            return cut.then(|| Self { text, name, tag: Span::new(at, end), quote: None, quoted: false });
        }
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

/// Whether a byte may be of the name of an attribute, as browsers read it.
fn is_name_char(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'=' | b'/')
}

/// Whether the line ends here, and the next one begins with `>`.
fn is_before_quotation(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches([' ', '\t', '\r']);
    rest.strip_prefix('\n').is_some_and(|next| next.trim_start_matches([' ', '\t']).starts_with('>'))
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
        assert_eq!(read("<h3Welcome</h3>"), Some((Span::new(0, 3), None)));
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
