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
        .find(|value| !open_at_end(&text[value.clone()]).0.is_empty())
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
        let (closing, is_in_string) = open_at_end(&text[self.at..end]);
        // The keys below may have been intended for an inline table, but not for a list.
        let is_list = closing == "]";
        let draft = Draft::new(words::unclosed_bracket(key), self.at..self.at + 1)
            .mask(Mask::Text(self.at..self.end, self.cover.clone()));
        // Inside a string a bracket closes nothing.
        if is_in_string { draft } else { draft.repair(is_list, vec![(end..self.end.max(end), closing)]) }
    }
}

/// What closes the brackets that are open at the end of a value, the innermost first, and whether a string or a comment is open there.
fn open_at_end(value: &str) -> (String, bool) {
    let (mut open, mut at, mut is_in_string) = (Vec::new(), 0, false);
    while let Some(letter) = value[at..].chars().next() {
        at += match letter {
            '"' | '\'' => {
                let length = string_length(&value[at..]);
                is_in_string |= length.is_none();
                length.unwrap_or_else(|| line_length(&value[at..]))
            }
            '#' => {
                let length = line_length(&value[at..]);
                is_in_string |= at + length == value.len();
                length
            }
            _ => letter.len_utf8(),
        };
        match letter {
            '[' => open.push(']'),
            '{' => open.push('}'),
            ']' | '}' => _ = open.pop(),
            _ => {}
        }
    }
    (open.into_iter().rev().collect(), is_in_string)
}

fn line_length(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// Length of the string of one of the four kinds that a text begins with; `None` when it is not closed.
fn string_length(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let long = if quote == '"' { "\"\"\"" } else { "'''" };
    let (mark, is_long) = if text.starts_with(long) { (long, true) } else { (&text[..1], false) };
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(mark.len()) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = quote == '"',
            '\n' if !is_long => return None,
            _ if text[at..].starts_with(mark) => return Some(at + mark.len()),
            _ => {}
        }
    }
    None
}
