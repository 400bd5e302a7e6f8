//! A list or an inline table of TOML that is never closed: the parser takes the lines below for what is in it.
use super::found::TomlProblem;
use super::{line_at, word_length};
use std::ops::Range;
use toml::de::DeTable;

/// How many of one block are told apart.
const MOST: usize = 8;

/// A bracket that opens a value and is never closed.
pub(super) struct UnclosedBracket {
    /// The bracket's place.
    pub(super) at: usize,
    /// Where its value ends, with the last thing in it.
    end: usize,
}

/// The brackets that are never closed, and the text with other values in their places, of the same length.
pub(super) fn cover_unclosed(text: &str) -> (Vec<UnclosedBracket>, String) {
    let mut covered = text.to_string();
    let mut all = Vec::new();
    while all.len() < MOST {
        let Some(unclosed) = first(&covered) else { break };
        let cover: String =
            covered[unclosed.at..unclosed.end].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        covered.replace_range(unclosed.at..unclosed.end, &format!("0{}", &cover[1..]));
        all.push(unclosed);
    }
    (all, covered)
}

fn first(text: &str) -> Option<UnclosedBracket> {
    let errors = DeTable::parse_recoverable(text).1;
    let is_unclosed = |message: &str| message.starts_with("unclosed array,") || message.starts_with("unclosed inline");
    errors.iter().find(|error| is_unclosed(error.message()))?;
    let first = errors.iter().filter_map(toml::de::Error::span).map(|span| span.start).min()?;
    let line = line_at(text, first);
    let is_entry = entry_value(text, &line).is_some() || text[line.clone()].starts_with('[');
    // An entry inside the list was meant to stand below it.
    let mut last = if is_entry && opening(text, &line).is_none_or(|open| open > first) { line.start } else { line.end };
    let mut above = line;
    let at = loop {
        if let Some(at) = opening(text, &above).filter(|at| *at < last) {
            break at;
        }
        above = line_at(text, above.start.checked_sub(1)?);
    };
    last = at + text[at..last].trim_end().len();
    Some(UnclosedBracket { at, end: last })
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
    /// The bytes of the value, as far as it goes.
    pub(super) fn value(&self) -> Range<usize> {
        self.at..self.end
    }

    pub(super) fn found(&self, text: &str) -> TomlProblem {
        let line = line_at(text, self.at);
        let key = &text[line.start..line.start + word_length(&text[line.clone()])];
        let end = self.at + text[self.at..self.end].trim_end_matches([' ', '\t', '\r', '\n', ',']).len();
        let found = TomlProblem::new(
            "unclosed-bracket",
            self.at..self.at + 1,
            format!("the bracket that opens the value of `{key}` is never closed"),
            "TOML reads on, over the next keys, in search of its end",
        );
        let closing = closing(&text[self.at..end]);
        // The keys below may have been meant for an inline table, but not for a list.
        let is_list = closing == "]";
        found.fix("add the closing bracket", vec![(end..self.end.max(end), closing)]).sure_if(is_list)
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
