//! Dates in characters that look like those of ASCII: dashes of a word processor, full-width digits.
use super::{Cause, DateError};

/// The error for a text such as `2017–01–18`, with dashes of a word processor or full-width digits, which no generator reads but whose
/// date is evident; `is_date` reads the text in plain characters.
pub(super) fn in_plain_characters(text: &str, is_date: impl Fn(&str) -> bool) -> Option<DateError> {
    let odd = text.find(|c| plain_character(c) != c)?;
    let plain: String = text.chars().map(plain_character).collect();
    if !is_date(&plain) {
        return None;
    }
    let character = text[odd..].chars().next()?;
    let (seen, wanted) = names_of(character);
    let message = format!("`{}` is not a date: it contains {seen} (`{character}`) instead of {wanted}", text.trim());
    let part = odd..odd + character.len_utf8();
    Some(DateError { cause: Cause::NotADate, part, message, corrected: Some(plain) })
}

fn plain_character(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '－' => '-',
        '／' => '/',
        '：' => ':',
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        other => other,
    }
}

/// What a character is called that looks like one of ASCII, and what that one is called.
fn names_of(character: char) -> (&'static str, String) {
    let plain = plain_character(character);
    let seen = match character {
        '‐' => "a typographic hyphen",
        '‑' => "a non-breaking hyphen",
        '‒' => "a figure dash",
        '–' => "an en dash",
        '—' => "an em dash",
        '−' => "a minus sign",
        '－' => "a full-width hyphen",
        '／' => "a full-width slash",
        '：' => "a full-width colon",
        _ => "a full-width digit",
    };
    let wanted = match plain {
        '-' => "a hyphen",
        '/' => "a slash",
        ':' => "a colon",
        _ => return (seen, format!("the digit `{plain}`")),
    };
    (seen, format!("{wanted} (`{plain}`)"))
}
