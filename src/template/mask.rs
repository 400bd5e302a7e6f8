//! The mask: spaces in text and between attributes, `x` in attribute values; line ends are kept.
use super::Hidden;

/// `text` with the bytes of `hidden` (in order, without overlaps) masked, so that it reads as the HTML of a rendered page.
pub(super) fn fill(text: &str, hidden: &[Hidden]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut place = HtmlState::Text;
    let mut at = 0;
    for Hidden { span: tag, .. } in hidden {
        place = place.after_all(&bytes[at..tag.start()]);
        let filler = if place.is_value() { b'x' } else { b' ' };
        for byte in bytes[tag.range()].iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
            *byte = filler;
        }
        if place == HtmlState::BeforeValue {
            place = HtmlState::Unquoted;
        }
        at = tag.end();
    }
    String::from_utf8(bytes).expect("whole characters were replaced by ASCII")
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

    fn filled(text: &str) -> String {
        mask(text, Templates::Liquid).text.into_owned()
    }

    #[test]
    fn a_value_is_never_empty_and_never_split() {
        assert_eq!(filled(r#"<a href="{{ "/x" }}">{{é}}</a>"#), r#"<a href="xxxxxxxxxx">      </a>"#);
        assert_eq!(filled("<a href={{ x y }}.html {{ z }}>"), "<a href=xxxxxxxxx.html        >");
    }

    #[test]
    fn line_ends_are_kept() {
        assert_eq!(filled("a {{ b\r\nc }} d"), "a     \r\n     d");
    }
}
