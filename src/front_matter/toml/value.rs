//! What is wrong with a value of TOML that is written without quotes.
use super::date;
use super::line::{TomlLine, after_value};
use super::words;
use crate::front_matter::draft::Draft;
use crate::front_matter::quotes::escaped;
use std::ops::Range;
use toml::de::DeValue;

/// What the parser says of strings without quotes.
const UNQUOTED: [&str; 4] = ["must be quoted", "invalid boolean", "leading zero", "expected"];

impl TomlLine<'_> {
    /// What is wrong with the value of `key` that begins at byte `from`.
    pub(super) fn value_problem(&self, at: &Range<usize>, message: &str, key: &str, from: usize) -> Option<Draft> {
        let value = &self.text[from..self.range.end];
        let value = value.split(" #").next().unwrap_or(value).trim_end();
        let whole = from..from + value.len();
        let first = value.chars().next();
        match first {
            None => return Some(no_value(key, whole)),
            Some(mark @ ('"' | '\'')) => return self.quoted_problem(at, message, key, whole, mark),
            Some('[' | '{') => return self.item_problem(at.start, message),
            Some('=') => return Some(second_equals(value, from)),
            Some(_) => {}
        }
        let shown = value.trim_end_matches([',', ';']).trim_end();
        let after = value[shown.len()..].trim_start();
        if let Some(after) = after.chars().next().filter(|_| after.len() == 1 && is_value(shown)) {
            return Some(after_value(whole.end - 1, after));
        }
        if let Some(date) = date::in_toml(shown) {
            let at = whole.start..whole.start + shown.len();
            let words = words::date_of_another_form(shown, &date.text);
            return Some(Draft::new(words, at.clone()).repair(date.is_sure && at == whole, vec![(at, date.text)]));
        }
        if date::is_ambiguous(shown) {
            return Some(Draft::new(words::impossible_date(shown, "it can be one of two days"), whole));
        }
        let is_date = first.is_some_and(|first| first.is_ascii_digit() || matches!(first, '+' | '-'));
        if is_date && ["date", "time", "hour"].iter().any(|word| message.contains(word)) {
            let why = message.trim_start_matches("invalid date, ");
            return Some(Draft::new(words::impossible_date(value, why), whole));
        }
        if let Some(number) = without_leading_zeros(shown) {
            return Some(
                Draft::new(words::leading_zero(key, shown, number), whole.clone())
                    .probable(vec![(whole.start..whole.start + shown.len(), number.to_string())]),
            );
        }
        if shown.starts_with(['“', '”', '„', '«', '‘', '’']) {
            return Some(curly_quotes(shown, key, whole, self.range.end));
        }
        constant(shown, key, &whole)
            .or_else(|| UNQUOTED.iter().any(|words| message.contains(words)).then(|| self.unquoted(shown, key, whole)))
    }

    /// `title = Hello you`; `shown` is the text without what ends it.
    fn unquoted(&self, shown: &str, key: &str, whole: Range<usize>) -> Draft {
        let bare = in_curly_quotes(shown);
        // A text with TOML's own characters was probably intended as something else.
        let is_text = bare.is_some() || !shown.contains(['"', '=', '[', ']', '{', '}']);
        let edits = if is_text { vec![(whole.clone(), escaped(bare.unwrap_or(shown)))] } else { Vec::new() };
        // One word may be a typo for a boolean, a comma may separate items, and what follows `#` may belong to the text.
        let is_whole = whole.len() == shown.len() && whole.end == self.range.end;
        let is_sentence = shown.starts_with(char::is_alphabetic) && shown.contains(' ') && !shown.contains([',', ';']);
        Draft::new(words::unquoted(key), whole).repair(is_whole && (is_sentence || bare.is_some()), edits)
    }
}

/// Whether a text is a value of TOML.
pub(super) fn is_value(text: &str) -> bool {
    DeValue::parse(text).is_ok()
}

/// The text between typographic quotes, when there are some around all of it.
pub(super) fn in_curly_quotes(text: &str) -> Option<&str> {
    text.strip_prefix(['“', '”', '„'])?.strip_suffix(['“', '”'])
}

/// `title =`
fn no_value(key: &str, at: Range<usize>) -> Draft {
    Draft::new(words::no_value(key), at)
}

/// `date == 2017-01-18`
fn second_equals(value: &str, from: usize) -> Draft {
    let gap = from + value.len() - value.trim_start_matches(['=', ' ', '\t']).len();
    Draft::new(words::second_equals(), from..from + 1).safe(vec![(from..gap, String::new())])
}

/// `7` of `07`: a whole number without the zeros before it.
fn without_leading_zeros(shown: &str) -> Option<&str> {
    let is_number = shown.len() > 1 && shown.bytes().all(|byte| byte.is_ascii_digit());
    let number = shown.trim_start_matches('0');
    (is_number && shown.starts_with('0')).then_some(if number.is_empty() { "0" } else { number })
}

/// `“Hugo”`, `“Hugo"`: typographic quotes around a value, or at least before it.
fn curly_quotes(shown: &str, key: &str, whole: Range<usize>, line_end: usize) -> Draft {
    let inner = in_curly_quotes(shown).or_else(|| {
        let (_, rest) = shown.split_at(shown.chars().next().map_or(0, char::len_utf8));
        Some(rest.strip_suffix(['"', '\'', '“', '”', '»', '’', '‘']).unwrap_or(rest))
    });
    let inner = inner.filter(|inner| !inner.contains(['"', '[', ']', '{', '}']));
    let is_sure = in_curly_quotes(shown).is_some() && whole.len() == shown.len() && whole.end == line_end;
    let first = whole.start..whole.start + shown.chars().next().map_or(0, char::len_utf8);
    let edits = inner.map(|inner| vec![(whole.clone(), escaped(inner))]).unwrap_or_default();
    Draft::new(words::curly_quotes(key), first).repair(is_sure, edits)
}

/// `True`, `yes`, `null`: what other languages read as a boolean or as nothing.
fn constant(shown: &str, key: &str, whole: &Range<usize>) -> Option<Draft> {
    let literal = match shown.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => "true",
        "false" | "no" | "off" => "false",
        "null" | "nil" | "none" | "~" => return Some(Draft::new(words::null(key, shown), whole.clone())),
        _ => return None,
    };
    let differs_in_case = shown.eq_ignore_ascii_case(literal);
    let draft = Draft::new(words::constant(shown, literal, differs_in_case), whole.clone());
    Some(draft.repair(differs_in_case && whole.len() == shown.len(), vec![(whole.clone(), literal.into())]))
}
