//! What an error of the JSON parser comes from, and how the text can be read on after it.
use super::{SPACES, words};
use crate::front_matter::draft::{Draft, Mask, Wording};
use crate::front_matter::quotes::escaped;
use jsonc_parser::errors::{ParseError, ParseErrorKind as Kind};
use std::ops::Range;

/// A problem whose repair can also be made while the rest is read.
pub(super) fn repaired(words: Wording, problem: Range<usize>, at: Range<usize>, new: String) -> Draft {
    Draft::new(words, problem).mask(Mask::Text(at.clone(), new.clone())).safe(vec![(at, new)])
}

/// The same where the repair is of another length, so that `cover` takes its place meanwhile.
pub(super) fn covered(words: Wording, at: Range<usize>, new: String, cover: String) -> Draft {
    Draft::new(words, at.clone()).mask(Mask::Text(at.clone(), cover)).safe(vec![(at, new)])
}

/// What the error comes from.
pub(super) fn explain(text: &str, error: &ParseError) -> Draft {
    let range = error.range();
    let at = range.start.min(text.len())..range.end.clamp(range.start, text.len());
    let before = text[..at.start].trim_end_matches(SPACES).len();
    match error.kind() {
        Kind::TrailingCommasNotAllowed => {
            let comma =
                text[..at.start.max(1)].rfind(',').filter(|_| !text[at.clone()].starts_with(',')).unwrap_or(at.start);
            covered(words::trailing_comma(), comma..comma + 1, String::new(), " ".into())
        }
        Kind::CommentsNotAllowed => comment(text, at.start),
        // `2017-01-18`: the parser read `2017` and stopped in the middle of the word.
        Kind::ExpectedComma if text[at.start..].starts_with(is_of_word) && text[..at.start].ends_with(is_of_word) => {
            word(text, text[..at.start].trim_end_matches(is_of_word).len())
        }
        Kind::SingleQuotedStringsNotAllowed => single_quotes(text, at.start),
        Kind::UnexpectedColon if open_list(&text[..at.start]).is_some() => unclosed_list(text, &at),
        Kind::ExpectedComma if text[at.start..].starts_with(':') && open_list(&text[..at.start]).is_some() => {
            unclosed_list(text, &at)
        }
        Kind::ExpectedComma => repaired(words::missing_comma(), before..before, before..before, ",".into()),
        Kind::UnexpectedWord => constant(text, at.start).unwrap_or_else(|| word(text, at.start)),
        Kind::UnexpectedToken if text[at.start..].starts_with(char::is_alphabetic) => {
            constant(text, at.start).unwrap_or_else(|| word(text, at.start))
        }
        Kind::ExpectedStringObjectProperty => word(text, at.start),
        Kind::UnexpectedCloseBrace | Kind::UnexpectedCloseBracket => closing_bracket(text, at, before),
        Kind::UnterminatedObject | Kind::UnterminatedArray => Draft::new(words::never_closed(), at),
        Kind::ExpectedColonAfterObjectKey => {
            // The parser stops at what follows the key.
            let is_key = text[..before].ends_with('"');
            let words = words::missing_colon();
            if is_key { repaired(words, at, before..before, ":".into()) } else { Draft::new(words, at) }
        }
        Kind::UnexpectedToken if text[at.start..].starts_with(['“', '”', '„']) => curly_quotes(text, at.start),
        other => {
            let words = other.to_string();
            let mut letters = words.chars();
            let words: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
            Draft::new(words::syntax(&words), at)
        }
    }
}

fn comment(text: &str, start: usize) -> Draft {
    let rest = &text[start..];
    let length = if rest.starts_with("/*") {
        rest.find("*/").map_or(rest.len(), |end| end + 2)
    } else {
        rest.find('\n').unwrap_or(rest.len())
    };
    let at = start..start + rest[..length].trim_end_matches(SPACES).len();
    let space = |c: char| if c == '\n' { "\n".to_string() } else { " ".repeat(c.len_utf8()) };
    let cover: String = text[at.clone()].chars().map(space).collect();
    Draft::new(words::comment(), at.clone()).mask(Mask::Text(at, cover))
}

fn single_quotes(text: &str, start: usize) -> Draft {
    let rest = &text[start..];
    let length = rest[1..].find('\'').map_or(rest.len(), |end| end + 2);
    let at = start..start + length;
    let inner = rest[1..length].trim_end_matches('\'');
    let is_good = !inner.contains(['"', '\n', '\\']) && length >= 2;
    let words = words::single_quotes();
    if is_good { repaired(words, at.clone(), at, format!("\"{inner}\"")) } else { Draft::new(words, at) }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '+' | '.' | '_')
}

/// A word up to the next character of JSON's own.
fn word_at(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    rest[..rest.find([',', '}', ']', ':', '\n', '\r']).unwrap_or(rest.len())].trim_end_matches(SPACES)
}

/// A text without quotes, or with typographic ones.
fn word(text: &str, start: usize) -> Draft {
    let word = word_at(text, start);
    let at = start..start + word.len();
    let inner = word.trim_matches(['“', '”', '„', '‘', '’']);
    let cover = if word.len() > 1 { format!("\"{}\"", "x".repeat(word.len() - 2)) } else { "0".into() };
    let draft = covered(words::unquoted(word), at, escaped(inner), cover);
    if word.is_empty() { draft.mask(Mask::Nothing) } else { draft }
}

/// `True`, `None`: a constant as other languages write it.
fn constant(text: &str, start: usize) -> Option<Draft> {
    let word = word_at(text, start);
    let literal = match word.to_lowercase().as_str() {
        "true" => "true",
        "false" => "false",
        "null" | "none" => "null",
        _ => return None,
    };
    let at = start..start + word.len();
    let cover = format!("{literal:<width$}", width = word.len());
    Some(covered(words::constant(word, literal), at, literal.into(), cover))
}

/// `}` while a `[` is open, or a bracket where a value is missing.
fn closing_bracket(text: &str, at: Range<usize>, before: usize) -> Draft {
    let (seen, own, closing) = if text[at.start..].starts_with('}') { ('}', '{', ']') } else { (']', '[', '}') };
    if open_bracket(&text[..at.start]) == Some(own) {
        return Draft::new(words::missing_value(seen), at);
    }
    repaired(words::not_closed_before(seen, closing), at, before..before, closing.into())
}

fn curly_quotes(text: &str, start: usize) -> Draft {
    let inner = &text[start + '“'.len_utf8()..];
    let length = inner.find(['“', '”', '"', '\n', '\r']).unwrap_or(inner.len());
    let closer = inner[length..].chars().next().filter(|c| !matches!(c, '\n' | '\r')).map_or(0, char::len_utf8);
    let at = start..start + '“'.len_utf8() + length + closer;
    let cover = format!("\"{}\"", "x".repeat(at.len() - 2));
    covered(words::curly_quotes(), at, escaped(&inner[..length]), cover)
}

/// A key inside a list: the list was intended to end before it. `at` is the colon.
fn unclosed_list(text: &str, at: &Range<usize>) -> Draft {
    let key_end = text[..at.start].trim_end_matches(SPACES).len();
    let key = text[..key_end].strip_suffix('"').and_then(|before| before.rfind('"')).unwrap_or(key_end);
    let before = text[..key].trim_end_matches(SPACES);
    let end = before.strip_suffix(',').unwrap_or(before).trim_end_matches(SPACES).len();
    let open = open_list(&text[..at.start]).unwrap_or(at.start);
    let edits = vec![(end..end, "]".to_string())];
    Draft::new(words::unclosed_list(), open..open + 1).mask(Mask::Text(end..end, "]".into())).probable(edits)
}

/// The place of the last bracket that is open at the end of a text, when it opens a list.
fn open_list(text: &str) -> Option<usize> {
    let (mut open, mut quoted, mut escaped) = (Vec::new(), false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => open.push((at, c)),
            ']' | '}' if !quoted => _ = open.pop(),
            _ => {}
        }
    }
    open.pop().filter(|(_, c)| *c == '[').map(|(at, _)| at)
}

/// The last bracket that is open at the end of a text.
fn open_bracket(text: &str) -> Option<char> {
    let (mut open, mut quoted, mut escaped) = (Vec::new(), false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => open.push(c),
            ']' | '}' if !quoted => _ = open.pop(),
            _ => {}
        }
    }
    open.pop()
}
