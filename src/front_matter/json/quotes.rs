//! Lines of JSON with a quote too few or too many: every string ends with its line, though the parser reads on over the lines.
use super::explain::{covered, repaired};
use super::{parses_up_to, words};
use crate::front_matter::draft::{Draft, Mask};
use std::ops::Range;

/// Lines longer than this are not tried.
const LONGEST: usize = 2000;
/// Nor are those of blocks longer than this: each try reads the block.
const LONGEST_BLOCK: usize = 16 * 1024;
/// How many places on a line are tried.
const MOST: usize = 64;

/// The first line at or after `from` with an odd number of quotes, and what is wrong with it.
pub(super) fn odd_line(text: &str, from: usize) -> Option<(Draft, Range<usize>)> {
    let mut start = from;
    while start < text.len() {
        let end = start + text[start..].find('\n').unwrap_or(text.len() - start);
        let line = start..end;
        if is_odd(&text[line.clone()]) {
            return Some((problem(text, &line), line));
        }
        start = end + 1;
    }
    None
}

fn is_odd(line: &str) -> bool {
    // Other quotes and comments are explained where the parser stops at them.
    let is_other = line.contains(['“', '”', '„', '\'']) || line.contains("//") || line.contains("/*");
    quotes(line).len() % 2 == 1 && !is_other
}

/// Whether a string goes on over the end of its line.
pub(super) fn goes_over_lines(text: &str) -> bool {
    text.split('\n').any(|line| quotes(line).len() % 2 == 1)
}

/// Places of the quotes of a line that have no backslash before them.
fn quotes(line: &str) -> Vec<usize> {
    let (mut places, mut escaped) = (Vec::new(), false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' if !escaped => places.push(at),
            b'\\' if !escaped => {
                escaped = true;
                continue;
            }
            _ => {}
        }
        escaped = false;
    }
    places
}

fn problem(text: &str, line: &Range<usize>) -> Draft {
    let shown = &text[line.clone()];
    let all = quotes(shown);
    let first = line.start + all.last().copied().unwrap_or(0);
    let below = text[line.end..].trim_start();
    let next = below.split('\n').next().unwrap_or("");
    if quotes(next).len() % 2 == 1 && !next.starts_with(['"', '}', ']']) {
        let draft = Draft::new(words::string_over_lines(), first..first + 1);
        return draft.mask(Mask::Text(line.end..line.end + 1, " ".into()));
    }
    if shown.len() <= LONGEST && text.len() <= LONGEST_BLOCK {
        let reads_with = |edit: &(Range<usize>, &str)| {
            let mut tried = text[..line.end].to_string();
            tried.replace_range(edit.0.clone(), edit.1);
            let end = tried.len();
            tried.push_str(&text[line.end..]);
            parses_up_to(&tried, end)
        };
        let insertions = boundaries(shown).into_iter().map(|at| (line.start + at..line.start + at, "\""));
        if let Some((at, _)) = insertions.take(MOST).find(reads_with) {
            return inserted(shown, line, &all, at.start);
        }
        let deletions = all.iter().map(|at| (line.start + at..line.start + at + 1, " "));
        if let Some((index, (at, _))) = deletions.take(MOST).enumerate().find(|(_, edit)| reads_with(edit)) {
            // Of two quotes that close a string, the second is covered: a space before it would be a part of the string.
            let run = text[at.start..].len() - text[at.start..].trim_start_matches('"').len();
            let cover = if index % 2 == 1 { at.start + run - 1 } else { at.start };
            let found = covered(words::extra_quote(), at, String::new(), " ".into());
            return found.mask(Mask::Text(cover..cover + 1, " ".into()));
        }
    }
    let mask = Mask::Text(line.clone(), " ".repeat(shown.len()));
    let mut draft = Draft::new(words::odd_quote(), first..first + 1).mask(mask);
    draft.hides_keys = true;
    draft
}

/// A quote is missing at `at`: it closes the string before that place, or opens the one after it.
fn inserted(shown: &str, line: &Range<usize>, quotes: &[usize], at: usize) -> Draft {
    let before = quotes.iter().filter(|quote| line.start + **quote < at).count();
    let (words, quote) = if before % 2 == 1 {
        (words::unclosed_quote(), quotes[before - 1])
    } else {
        let quote = quotes.get(before).copied().unwrap_or(shown.len().saturating_sub(1));
        (words::missing_opening_quote(), quote)
    };
    let quote = line.start + quote;
    repaired(words, quote..quote + 1, at..at, "\"".into())
}

/// Where a string may begin or end on a line: beside the characters of JSON's own, without the spaces between.
fn boundaries(line: &str) -> Vec<usize> {
    let mut places = Vec::new();
    for (at, _) in line.char_indices().filter(|(_, c)| matches!(c, ',' | ':' | '[' | ']' | '{' | '}')) {
        places.push(line[..at].trim_end().len());
        places.push(line.len() - line[at + 1..].trim_start().len());
    }
    places.push(line.trim_end_matches([' ', '\t', '\r', ',']).len());
    places.push(line.len() - line.trim_start().len());
    places.sort_unstable();
    places.dedup();
    places
}
