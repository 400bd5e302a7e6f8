//! What is said of signs that do not belong where they are: before a key, around an entry, between values.
use crate::front_matter::SyntaxCause as C;
use crate::front_matter::draft::Wording;

/// `name` is the key without the sign.
pub(in super::super) fn sign_before_key(first: char, name: &str) -> Wording {
    Wording::new(C::ReservedCharacter, format!("`{first}` before the key `{name}` has a special meaning in YAML"))
        .help("a key is written without any sign before it")
        .fix(format!("write `{name}`"))
}

pub(in super::super) fn braces_around_entry() -> Wording {
    Wording::new(C::Syntax, "a line in braces is a mapping of its own, which cannot be between other keys")
        .help("front matter is `key: value` lines without braces; remove the braces")
        .fix("remove the braces")
}

pub(in super::super) fn texts_in_a_row(holder: &str) -> Wording {
    Wording::new(C::TextAfterQuote, format!("text follows the closing quote of {holder}"))
        .help("several strings are a list, which is written in brackets; if they are one text, put it in quotes of the other kind")
        .fix("write a list")
}

pub(in super::super) fn lone_quote(holder: &str) -> Wording {
    Wording::new(C::QuoteInsideQuotes, format!("this quote in {holder} opens a string that is never closed"))
        .help("a value that begins with a quote ends at the next one; remove the lone quote, and put the whole value in quotes of the other kind")
        .fix("remove the lone quote, and quote the value")
}
