//! A look ahead: which end tags come later that do not belong to a start tag after this place.
use super::elements::{is_raw_text, is_void};
use super::input::Segment;
use crate::text::{Budget, Span, limits};
use std::cell::OnceCell;

/// How many tags one search looks at.
const REACH: usize = 2_000;

/// The tags of a body, collected when the first search begins.
pub(super) struct Lookahead<'a> {
    text: &'a str,
    segments: &'a [Segment],
    tags: OnceCell<Vec<LaterTag<'a>>>,
    budget: Budget,
}

struct LaterTag<'a> {
    name: &'a str,
    end: bool,
    start: usize,
}

impl<'a> Lookahead<'a> {
    pub(super) fn new(text: &'a str, segments: &'a [Segment]) -> Self {
        Self { text, segments, tags: OnceCell::new(), budget: Budget::new(limits::HTML_STEPS) }
    }

    /// The names of the end tags after `from` that close something opened before `from`, in order and as written.
    pub(super) fn unmatched_ends(&self, from: usize) -> impl Iterator<Item = &'a str> {
        let tags = self.tags.get_or_init(|| {
            let mut tags: Vec<_> = self.segments.iter().flat_map(|segment| self.tags_of(segment)).collect();
            // No search needs to look further than to the last end tag.
            tags.truncate(tags.iter().rposition(|tag| tag.end).map_or(0, |last| last + 1));
            tags
        });
        let first = tags.partition_point(|tag| tag.start < from);
        let mut rest = tags[first..].iter().take(REACH);
        let mut open: Vec<&str> = Vec::new();
        std::iter::from_fn(move || {
            loop {
                let tag = rest.next()?;
                let cost = 1 + if tag.end { open.len() } else { 0 };
                if !self.budget.take(cost) {
                    return None;
                }
                if !tag.end {
                    open.push(tag.name);
                    continue;
                }
                match open.iter().rposition(|name| name.eq_ignore_ascii_case(tag.name)) {
                    Some(at) => open.truncate(at),
                    None => return Some(tag.name),
                }
            }
        })
    }

    /// The names of all tags without a partner, start tags and end tags.
    pub(super) fn unmatched(&self) -> impl Iterator<Item = &'a str> {
        let tags: Vec<LaterTag<'a>> = self.segments.iter().flat_map(|segment| self.tags_of(segment)).collect();
        let (mut open, mut alone): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        for tag in tags.iter().take(REACH) {
            let start = open.iter().rposition(|name| tag.end && name.eq_ignore_ascii_case(tag.name));
            match start {
                Some(at) => alone.extend(open.drain(at..).skip(1)),
                None if tag.end => alone.push(tag.name),
                None => open.push(tag.name),
            }
        }
        alone.into_iter().chain(open)
    }

    fn tags_of(&self, segment: &Segment) -> Vec<LaterTag<'a>> {
        let Segment::Html(span) = segment else { return Vec::new() };
        let (mut tags, mut at) = (Vec::new(), span.start());
        while let Some(found) = memchr::memchr(b'<', &self.text.as_bytes()[at..span.end()]) {
            at = self.tag(Span::new(at + found, span.end()), &mut tags);
        }
        tags
    }

    /// Reads the tag or comment at the `<` where `rest` begins, and returns where it ends.
    fn tag(&self, rest: Span, tags: &mut Vec<LaterTag<'a>>) -> usize {
        let text = &self.text[rest.range()];
        if let Some(comment) = text.strip_prefix("<!--") {
            return rest.start() + comment.find("-->").map_or(text.len(), |end| "<!--".len() + end + "-->".len());
        }
        let end = text.starts_with("</");
        let from = 1 + usize::from(end);
        let length = text[from..].find(|c: char| !is_name(c)).unwrap_or(text.len() - from);
        let name = &text[from..from + length];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return rest.start() + 1;
        }
        let (after, closed) = tag_end(text, from + length);
        let lower = name.to_ascii_lowercase();
        if end || !(closed || is_void(&lower)) {
            tags.push(LaterTag { name, end, start: rest.start() });
        }
        if !end && is_raw_text(&lower) {
            let ending = format!("</{lower}");
            let bytes = &text.as_bytes()[after..];
            let found = memchr::memmem::find_iter(bytes, "</").find(|at| {
                bytes[*at..].get(..ending.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(ending.as_bytes()))
            });
            return rest.start() + after + found.unwrap_or(bytes.len());
        }
        rest.start() + after
    }
}

/// Where the tag ends whose name ends at `at`, and whether it ends in `/>`. A tag that runs into another one ends before it.
fn tag_end(text: &str, at: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let (mut at, mut value) = (at, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return (at + 1, bytes[at - 1] == b'/'),
            b'<' => return (at, false),
            quote @ (b'"' | b'\'') if value => {
                let Some(length) = memchr::memchr(*quote, &bytes[at + 1..]) else { return (bytes.len(), false) };
                at += length + 1;
                value = false;
            }
            b'=' => value = true,
            byte if byte.is_ascii_whitespace() => {}
            _ => value = false,
        }
        at += 1;
    }
    (bytes.len(), false)
}

fn is_name(c: char) -> bool {
    !c.is_ascii_whitespace() && !matches!(c, '/' | '>' | '<')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> Vec<String> {
        let segments = [Segment::Html(Span::new(0, text.len()))];
        let ahead = Lookahead::new(text, &segments);
        ahead.unmatched_ends(0).map(str::to_string).collect()
    }

    #[test]
    fn balanced_tags_are_passed_over() {
        assert_eq!(ends("<b>x</b></i><br><img alt='</u>'/><div><p>y</div></DIV>"), ["i", "DIV"]);
    }

    #[test]
    fn comments_and_scripts_contain_no_tags() {
        assert_eq!(ends("<!-- </b> --><script>'</i>'</script></u>"), ["u"]);
    }
}
