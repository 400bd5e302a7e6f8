//! The attributes of one tag with their bytes, read as the tag states of the WHATWG HTML standard do: "13.2.5.32 Before attribute name
//! state" to "13.2.5.39 After attribute value (quoted) state" (<https://html.spec.whatwg.org/#before-attribute-name-state>).
use crate::text::Span;

/// One attribute, by its bytes in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The bytes of its name.
    pub name: Span,
    /// The bytes of its value without quotes; `None` when there is no `=` or nothing after it.
    pub value: Option<Span>,
    /// The quote around the value, `"` or `'`; `None` when the value has none.
    pub quote: Option<u8>,
}

impl Attribute {
    /// The whole attribute, quotes included. A closing quote counts even where the text ends before it.
    pub fn span(&self) -> Span {
        let Some(value) = self.value else { return self.name };
        Span::new(self.name.start(), value.end() + usize::from(self.quote.is_some()))
    }
}

/// The attributes of the tag that is `text[tag]`, in order; spans are bytes of `text`.
pub fn attributes(text: &str, tag: Span) -> impl Iterator<Item = Attribute> {
    let bytes = &text.as_bytes()[..tag.end().min(text.len())];
    let slash = usize::from(bytes.get(tag.start() + 1) == Some(&b'/'));
    let mut scan = AttributeScan { bytes, at: tag.start() + 1 + slash };
    scan.skip_until(|byte| is_space(byte) || matches!(byte, b'/' | b'>'));
    std::iter::from_fn(move || scan.attribute())
}

/// Whether the tag `text[tag]` of this name has neither attributes nor anything else besides its name.
pub(super) fn is_bare(text: &str, tag: Span, name: &str) -> bool {
    text[tag.range()].trim_start_matches('<').trim_end_matches(['>', '/', ' ']).eq_ignore_ascii_case(name)
}

/// Whether a quoted value reaches up to the quote that opens the next value: `/a class=` of `href="/a class="b"`.
pub(super) fn runs_into_next(value: &str) -> bool {
    value.ends_with('=') && value.contains([' ', '\t', '\n'])
}

/// The values of the tag `text[tag]` that end in a quote but do not begin with one: `Two words"` of `alt=Two words"`.
pub fn half_quoted(text: &str, tag: Span) -> Vec<Span> {
    let (mut found, mut open) = (Vec::new(), None);
    for attribute in attributes(text, tag) {
        let name = text.get(attribute.name.range()).unwrap_or("");
        match (attribute.value, attribute.quote) {
            (_, Some(_)) => open = None,
            (Some(value), None) if ends_half(text.get(value.range()).unwrap_or("")) => {
                found.push(value);
                open = None;
            }
            (Some(value), None) => open = Some(value.start()),
            (None, None) if ends_half(name) => {
                found.extend(open.take().map(|start| Span::new(start, attribute.name.end())));
            }
            (None, None) if name.contains(['"', '\'']) => open = None,
            (None, None) => {}
        }
    }
    found
}

/// Typographic quotes, which are ordinary characters in HTML.
const CURLY: [char; 6] = ['“', '”', '„', '‟', '‘', '’'];

/// The value in typographic quotes that begins at `at`, in the part of `text` up to `end`.
pub fn curly_quoted(text: &str, at: usize, end: usize) -> Option<Span> {
    let inner = text.get(at..end)?.strip_prefix(CURLY)?;
    let close = inner.find(CURLY)?;
    let length = inner[close..].chars().next().map_or(0, char::len_utf8);
    // Where something follows directly, the quotes are not around a whole value.
    let ends = inner[close + length..].chars().next().is_none_or(|c| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    ends.then(|| Span::new(at, end - inner.len() + close + length))
}

/// Whether a word ends in a quote and has no other.
fn ends_half(word: &str) -> bool {
    word.len() > 1 && word.ends_with(['"', '\'']) && !word[..word.len() - 1].contains(['"', '\''])
}

struct AttributeScan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl AttributeScan<'_> {
    fn attribute(&mut self) -> Option<Attribute> {
        self.skip_until(|byte| !is_space(byte) && byte != b'/');
        if self.at >= self.bytes.len() || self.bytes[self.at] == b'>' {
            return None;
        }
        let start = self.at;
        // The first character belongs to the name, even if it is `=`.
        self.at += 1;
        self.skip_until(|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let name = Span::new(start, self.at);
        self.skip_until(|byte| !is_space(byte));
        if self.bytes.get(self.at) != Some(&b'=') {
            return Some(Attribute { name, value: None, quote: None });
        }
        self.at += 1;
        self.skip_until(|byte| !is_space(byte));
        let (value, quote) = self.value();
        Some(Attribute { name, value, quote })
    }

    fn value(&mut self) -> (Option<Span>, Option<u8>) {
        let start = self.at;
        match self.bytes.get(start) {
            None | Some(b'>') => (None, None),
            Some(quote @ (b'"' | b'\'')) => {
                let rest = &self.bytes[start + 1..];
                let end = start + 1 + memchr::memchr(*quote, rest).unwrap_or(rest.len());
                self.at = (end + 1).min(self.bytes.len());
                (Some(Span::new(start + 1, end)), Some(*quote))
            }
            Some(_) => {
                self.skip_until(|byte| is_space(byte) || byte == b'>');
                (Some(Span::new(start, self.at)), None)
            }
        }
    }

    fn skip_until(&mut self, stop: impl Fn(u8) -> bool) {
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        self.at += rest.iter().position(|byte| stop(*byte)).unwrap_or(rest.len());
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tag: &str) -> Vec<(&str, Option<&str>, Option<u8>)> {
        attributes(tag, Span::new(0, tag.len()))
            .map(|found| (&tag[found.name.range()], found.value.map(|value| &tag[value.range()]), found.quote))
            .collect()
    }

    #[test]
    fn names_values_and_quotes_have_their_bytes() {
        assert_eq!(
            read("<img src = \"a b\" alt='' width=3 hidden/>"),
            [
                ("src", Some("a b"), Some(b'"')),
                ("alt", Some(""), Some(b'\'')),
                ("width", Some("3"), None),
                ("hidden", None, None)
            ]
        );
    }

    #[test]
    fn values_that_lost_their_first_quote_are_seen() {
        let found = |tag: &str| -> Vec<String> {
            half_quoted(tag, Span::new(0, tag.len())).iter().map(|value| tag[value.range()].to_owned()).collect()
        };
        assert_eq!(found("<img alt=Two words\" src='x'>"), ["Two words\""]);
        assert_eq!(found("<a href=x?y=z\" b=c' d>"), ["x?y=z\"", "c'"]);
        assert!(found("<a b=c d=\"e\" f=it's>").is_empty());
    }

    #[test]
    fn odd_tags_are_read_as_browsers_read_them() {
        assert_eq!(read("<a =x=y>"), [("=x", Some("y"), None)]);
        assert_eq!(read("<a b=>"), [("b", None, None)]);
        assert_eq!(read("<a b=\"x"), [("b", Some("x"), Some(b'"'))]);
        assert_eq!(read("</p a>"), [("a", None, None)]);
    }
}
