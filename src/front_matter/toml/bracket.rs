//! A list or an inline table of TOML that is never closed: the parser reads the lines below as part of it.
use super::{line_at, word_length, words};
use crate::front_matter::draft::{Draft, Mask};
use std::ops::Range;
use toml::de::DeTable;

/// How many of one block are reported.
const MOST: usize = 8;

/// A bracket that opens a value and is never closed.
pub(super) struct UnclosedBracket {
    /// The bracket's place.
    pub(super) at: usize,
    /// Where its value ends, with the last thing in it.
    end: usize,
    /// Another value of the same length.
    cover: String,
}

/// The brackets that are never closed, and the text with other values in their places, of the same length.
pub(super) fn cover_unclosed(text: &str) -> (Vec<UnclosedBracket>, String) {
    let mut covered = text.to_string();
    let mut all = Vec::new();
    while all.len() < MOST {
        let Some(value) = first(&covered) else { break };
        let cover: String = covered[value.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        let cover = format!("0{}", &cover[1..]);
        covered.replace_range(value.clone(), &cover);
        all.push(UnclosedBracket { at: value.start, end: value.end, cover });
    }
    (all, covered)
}

/// The first value whose bracket is never closed, as far as it goes.
fn first(text: &str) -> Option<Range<usize>> {
    let errors = DeTable::parse_recoverable(text).1;
    let is_unclosed = |message: &str| message.starts_with("unclosed array,") || message.starts_with("unclosed inline");
    errors.iter().find(|error| is_unclosed(error.message()))?;
    let mut places: Vec<usize> = errors.iter().filter_map(toml::de::Error::span).map(|span| span.start).collect();
    places.sort_unstable();
    places.dedup();
    // An error above the list, such as a key written twice, leads to a value whose brackets are closed.
    places
        .into_iter()
        .take(MOST)
        .filter_map(|place| value_around(text, place))
        .find(|value| !closing(&text[value.clone()]).is_empty())
}

/// The value with a bracket that an error at `place` may be part of.
fn value_around(text: &str, place: usize) -> Option<Range<usize>> {
    let line = line_at(text, place);
    let is_entry = entry_value(text, &line).is_some() || text[line.clone()].starts_with('[');
    // An entry inside the list was intended to be below it.
    let mut last = if is_entry && opening(text, &line).is_none_or(|open| open > place) { line.start } else { line.end };
    let mut above = line;
    let at = loop {
        if let Some(at) = opening(text, &above).filter(|at| *at < last) {
            break at;
        }
        above = line_at(text, above.start.checked_sub(1)?);
    };
    last = at + text[at..last].trim_end().len();
    Some(at..last)
}

/// Where the value of `key = value` begins.
fn entry_value(text: &str, line: &Range<usize>) -> Option<usize> {
    let shown = &text[line.clone()];
    let word = shown.len()
        - shown.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"')).len();
    let value = shown[word..].trim_start().strip_prefix('=').filter(|_| word > 0)?;
    Some(line.end - value.trim_start().len())
}

/// The bracket that the value of a line begins with.
fn opening(text: &str, line: &Range<usize>) -> Option<usize> {
    entry_value(text, line).filter(|at| text[*at..line.end].starts_with(['[', '{']))
}

impl UnclosedBracket {
    pub(super) fn draft(&self, text: &str) -> Draft {
        let line = line_at(text, self.at);
        let key = &text[line.start..line.start + word_length(&text[line.clone()])];
        let end = self.at + text[self.at..self.end].trim_end_matches([' ', '\t', '\r', '\n', ',']).len();
        let closing = closing(&text[self.at..end]);
        // The keys below may have been intended for an inline table, but not for a list.
        let is_list = closing == "]";
        Draft::new(words::unclosed_bracket(key), self.at..self.at + 1)
            .mask(Mask::Text(self.at..self.end, self.cover.clone()))
            .repair(is_list, vec![(end..self.end.max(end), closing)])
    }
}

/// What closes the brackets that are open at the end of a value, the innermost first.
fn closing(value: &str) -> String {
    let (mut open, mut quote, mut escaped) = (Vec::new(), None, false);
    for letter in value.chars() {
        match (letter, quote) {
            _ if escaped => escaped = false,
            ('\\', Some('"')) => escaped = true,
            (_, Some(mark)) => quote = quote.filter(|_| letter != mark),
            ('"' | '\'', None) => quote = Some(letter),
            ('[', None) => open.push(']'),
            ('{', None) => open.push('}'),
            (']' | '}', None) => _ = open.pop(),
            _ => {}
        }
    }
    open.into_iter().rev().collect()
}
