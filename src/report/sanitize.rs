//! Makes text of posts safe for a terminal: nothing in it can move the cursor, change colours or reorder the line.
use std::borrow::Cow;

/// Replaces control characters by their pictures (`␛`), and invisible and reordering ones by their number (`<U+202E>`), so that
/// `text` stays on one line. Every character is replaced alone, so that the result for a prefix is a prefix of the result.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain || !text.chars().any(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match picture(character) {
            Some(picture) => shown.push(picture),
            None if is_harmful(character) => shown.extend(format!("<U+{:04X}>", u32::from(character)).chars()),
            None => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// Whether a character is a control character other than the tab, reorders text, or has no width and joins nothing.
pub(super) fn is_harmful(character: char) -> bool {
    match character {
        '\t' => false,
        '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => true,
        _ => character.is_control(),
    }
}

fn picture(character: char) -> Option<char> {
    match character {
        '\t' => None,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)),
        '\x7f' => Some('␡'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_of_any_language_is_left_alone() {
        for text in ["Été 2017\t« vœux »", "مرحبا", "👩\u{200d}👩\u{200d}👧", "10\u{202f}€"] {
            assert!(matches!(sanitize(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn escape_sequences_line_ends_and_reordering_marks_are_shown() {
        assert_eq!(sanitize("a\x1b[31mb\nc\r\x7f"), "a␛[31mb␊c␍␡");
        assert_eq!(sanitize("\u{9b}31m \u{202e}x \u{200b}"), "<U+009B>31m <U+202E>x <U+200B>");
    }
}
