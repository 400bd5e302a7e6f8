//! The mask: spaces in text and between attributes, `x` in attribute values; line ends are kept.
use super::Hidden;
use crate::text::Span;
use std::iter::Peekable;

/// `text` with the bytes of `hidden` (in order, without overlaps) masked, so that it reads as the HTML of a rendered page.
pub(super) fn fill(text: &str, hidden: &[Hidden]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut place = HtmlState::Text;
    let mut at = 0;
    for Hidden { span: tag, .. } in hidden {
        let before = &text[at..tag.start()];
        place = place.after_all(before.as_bytes());
        let filler = if place.is_value() { 'x' } else { ' ' };
        masked.push_str(before);
        masked.extend(text[tag.range()].bytes().map(|byte| match byte {
            b'\n' | b'\r' => char::from(byte),
            _ => filler,
        }));
        if place == HtmlState::BeforeValue {
            place = HtmlState::Unquoted;
        }
        at = tag.end();
    }
    masked.push_str(&text[at..]);
    masked
}

/// The hidden parts, and the tags of HTML whose names template tags make: `<h{{ n }}>`, `</{% if a %}ul{% endif %}>`. What element that is is
/// not known.
pub(super) fn with_made_names(text: &str, hidden: &[Hidden]) -> Vec<Hidden> {
    let mut parts: Vec<Hidden> = Vec::with_capacity(hidden.len());
    let mut rest = hidden.iter().copied().peekable();
    while let Some(part) = rest.next() {
        // What a made name has taken in is hidden already.
        if let Some(last) = parts.last_mut().filter(|last| part.span.start() < last.span.end()) {
            last.span = Span::new(last.span.start(), last.span.end().max(part.span.end()));
            continue;
        }
        let Some(start) = name_start(text, part.span.start()) else {
            parts.push(part);
            continue;
        };
        let mut inside = rest.clone();
        match end_of_tag(text, part.span.end(), &mut inside) {
            Some(end) if parts.last().is_none_or(|last| last.span.end() <= start) => {
                parts.push(Hidden { span: Span::new(start, end), shows: false, unread: part.unread });
                rest = inside;
            }
            _ => parts.push(part),
        }
    }
    parts
}

/// Where the tag begins whose name a template tag at `at` makes, or goes on with: `<div{{ x }}>` has its name, and `x` makes attributes.
fn name_start(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let written = &text[before.len()..at];
    let is_made = matches!(written, "" | "h" | "H") || written.ends_with('-');
    let before = before.strip_suffix('/').unwrap_or(before);
    (is_made && before.ends_with('<')).then(|| before.len() - 1)
}

/// Where the tag of HTML ends that goes on at `at`; the hidden parts inside it are taken.
fn end_of_tag(text: &str, mut at: usize, hidden: &mut Peekable<impl Iterator<Item = Hidden>>) -> Option<usize> {
    let last = at + LONGEST_TAG;
    let mut quote = None;
    while at < last {
        if let Some(part) = hidden.next_if(|part| part.span.start() <= at) {
            at = at.max(part.span.end());
            continue;
        }
        let byte = *text.as_bytes().get(at)?;
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Longer tags are not looked for.
const LONGEST_TAG: usize = 2_000;

/// The place of a byte in the HTML, as far as the filler depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HtmlState {
    Text,
    /// Directly after a `<`.
    Opened,
    /// In a tag but outside of values.
    Tag,
    /// In a tag after `=`.
    BeforeValue,
    Quoted(u8),
    Unquoted,
}

impl HtmlState {
    fn is_value(self) -> bool {
        matches!(self, Self::BeforeValue | Self::Quoted(_) | Self::Unquoted)
    }

    fn after_all(mut self, mut bytes: &[u8]) -> Self {
        while let Some((byte, rest)) = bytes.split_first() {
            self = self.after(*byte);
            bytes = match self {
                Self::Text => &rest[memchr::memchr(b'<', rest).unwrap_or(rest.len())..],
                Self::Quoted(quote) => &rest[memchr::memchr(quote, rest).unwrap_or(rest.len())..],
                _ => rest,
            };
        }
        self
    }

    fn after(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Quoted(quote), _) if byte == quote => Self::Tag,
            (Self::Quoted(_), _) => self,
            (Self::Text | Self::Opened, b'<') => Self::Opened,
            (Self::Opened, _) if byte.is_ascii_alphabetic() || byte == b'/' => Self::Tag,
            (Self::Text | Self::Opened, _) | (_, b'>') => Self::Text,
            (Self::Tag, b'=') => Self::BeforeValue,
            (Self::BeforeValue, b'"' | b'\'') => Self::Quoted(byte),
            (Self::BeforeValue, _) if byte.is_ascii_whitespace() => self,
            (Self::BeforeValue, _) => Self::Unquoted,
            (Self::Unquoted, _) if byte.is_ascii_whitespace() => Self::Tag,
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dialect::Templates;
    use crate::template::mask;

    fn masked(text: &str) -> String {
        mask(text, Templates::Liquid).text.into_owned()
    }

    #[test]
    fn a_value_is_never_empty_and_never_split() {
        assert_eq!(masked(r#"<a href="{{ "/x" }}">{{é}}</a>"#), r#"<a href="xxxxxxxxxx">      </a>"#);
        assert_eq!(masked("<a href={{ x y }}.html {{ z }}>"), "<a href=xxxxxxxxx.html        >");
    }

    #[test]
    fn a_tag_whose_name_a_template_makes_is_masked_as_a_whole() {
        assert_eq!(masked("<h{{ n }} id=\"{{ a }}>\">b</h{{ n }}>c"), "                        b           c");
        assert_eq!(masked("<{% if a %}b{% else %}i{% endif %}>c</b>"), "                                   c</b>");
        assert_eq!(masked("<div{% if a %} id=b{% endif %}>"), "<div           id=bxxxxxxxxxxx>");
        assert_eq!(masked("a-{{ b }}>"), "a-       >");
    }

    #[test]
    fn line_ends_are_kept() {
        assert_eq!(masked("a {{ b\r\nc }} d"), "a     \r\n     d");
    }
}
