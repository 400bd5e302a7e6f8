//! The mask: spaces in text and between attributes, `x` in attribute values; line ends are kept.
use super::Hidden;

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
    fn line_ends_are_kept() {
        assert_eq!(masked("a {{ b\r\nc }} d"), "a     \r\n     d");
    }
}
