//! Lines of JSON with a quote too few or too many: every text ends with its line, though the parser reads on over the lines.
use super::{JsonProblem, parses_up_to};
use std::ops::Range;

/// Lines longer than this are not tried.
const LONGEST: usize = 2000;
/// Nor are those of blocks longer than this: each try reads the block.
const LONGEST_BLOCK: usize = 16 * 1024;
/// How many places on a line are tried.
const MOST: usize = 64;

/// The first line at or after `from` with an odd number of quotes, and what is wrong with it.
pub(super) fn odd_line(text: &str, from: usize) -> Option<(JsonProblem, Range<usize>)> {
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

/// Whether a text goes on over the end of its line.
pub(super) fn goes_over_lines(text: &str) -> bool {
    text.split('\n').any(|line| quotes(line).len() % 2 == 1)
}

/// Places of the quotes of a line that no backslash stands before.
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

fn problem(text: &str, line: &Range<usize>) -> JsonProblem {
    let shown = &text[line.clone()];
    let all = quotes(shown);
    let first = line.start + all.last().copied().unwrap_or(0);
    let below = text[line.end..].trim_start();
    let next = below.split('\n').next().unwrap_or("");
    if quotes(next).len() % 2 == 1 && !next.starts_with(['"', '}', ']']) {
        let message = "a text in JSON ends with its line, and this one goes on below";
        let found =
            JsonProblem::new("unclosed-quote", first..first + 1, message, "write `\\n` for a line end inside a text");
        return JsonProblem { mask: Some((line.end..line.end + 1, " ".into())), ..found };
    }
    if shown.len() <= LONGEST && text.len() <= LONGEST_BLOCK {
        let mended = |edit: &(Range<usize>, &str)| {
            let mut tried = text[..line.end].to_string();
            tried.replace_range(edit.0.clone(), edit.1);
            let end = tried.len();
            tried.push_str(&text[line.end..]);
            parses_up_to(&tried, end)
        };
        let insertions = boundaries(shown).into_iter().map(|at| (line.start + at..line.start + at, "\""));
        if let Some((at, _)) = insertions.take(MOST).find(mended) {
            return inserted(shown, line, &all, at.start);
        }
        let deletions = all.iter().map(|at| (line.start + at..line.start + at + 1, " "));
        if let Some((at, _)) = deletions.take(MOST).find(mended) {
            let found = JsonProblem::new("text-after-quote", at.clone(), "one quote too many", "remove it");
            return found.covered("remove it", String::new(), " ".into());
        }
    }
    let message = "this quote is one too many, or its partner is missing";
    let found = JsonProblem::new("unclosed-quote", first..first + 1, message, "texts stand between two double quotes");
    JsonProblem { mask: Some((line.clone(), " ".repeat(shown.len()))), unread: true, ..found }
}

/// A quote is missing at `at`: before it stands the text that it closes, or after it the one that it opens.
fn inserted(shown: &str, line: &Range<usize>, quotes: &[usize], at: usize) -> JsonProblem {
    let before = quotes.iter().filter(|quote| line.start + **quote < at).count();
    let (cause, quote, message, title) = if before % 2 == 1 {
        (
            "unclosed-quote",
            quotes[before - 1],
            "the quote that opens this text is never closed",
            "add the closing quote",
        )
    } else {
        let quote = quotes.get(before).copied().unwrap_or(shown.len().saturating_sub(1));
        ("missing-opening-quote", quote, "this quote closes a text that none opens", "add the opening quote")
    };
    let quote = line.start + quote;
    JsonProblem::new(cause, quote..quote + 1, message, "texts stand between two double quotes, and end with their line")
        .mended(title, at..at, "\"".into())
}

/// Where a text may begin or end on a line: beside the signs of JSON's own, without the blanks between.
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
