//! A line of a block as its writer intended it: indentation, dashes, key, value. Lines that YAML refuses are read, too.
use crate::text::spend;
use std::ops::Range;

/// One line; ranges are bytes of the block.
#[derive(Clone, Debug)]
pub(super) struct LenientLine {
    /// The line without its line end.
    pub(super) line: Range<usize>,
    /// Its text, from after the indentation and any `- ` to its last byte that is not a space.
    pub(super) content: Range<usize>,
    /// The width of the spaces and tabs before everything else.
    pub(super) indent: usize,
    /// The first dash of a list item.
    pub(super) dash: Option<usize>,
    /// The key, when the line has `key:` with a space or the line end after it.
    pub(super) key: Option<Range<usize>>,
    /// What comes after the key and its colon, or all of the content; a comment after it is left out. May be empty.
    pub(super) value: Range<usize>,
    /// The line is part of the text of a `|` or `>` above.
    pub(super) in_block_text: bool,
}

impl LenientLine {
    /// Whether there is nothing to read: the line is blank, a comment, or text of a block scalar.
    pub(super) fn is_idle(&self, text: &str) -> bool {
        self.in_block_text || self.content.is_empty() || text[self.content.clone()].starts_with('#')
    }

    /// The column at which the row's own key or text starts.
    pub(super) fn column(&self) -> usize {
        self.content.start - self.line.start
    }

    /// Whether its key is one word, not prose or a URL.
    pub(super) fn has_word_key(&self, text: &str) -> bool {
        self.key.clone().is_some_and(|key| is_word(text[key].trim_matches(['"', '\''])))
    }
}

/// The rows of `range`, which begins a line of `text`.
pub(super) fn rows(text: &str, range: Range<usize>) -> Vec<LenientLine> {
    spend(range.len());
    // A line takes much more memory than its text, so the list does not grow beyond its length.
    let count = memchr::memchr2_iter(b'\n', b'\r', text[range.clone()].as_bytes()).count() + 1;
    let (mut rows, mut at): (Vec<LenientLine>, usize) = (Vec::with_capacity(count), range.start);
    // Column of the key whose block text we are in.
    let mut block: Option<usize> = None;
    while at < range.end {
        let rest = &text[at..range.end];
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let mut row = row(text, at..at + length);
        if let Some(column) = block {
            row.in_block_text = row.content.is_empty() || row.indent > column;
            if !row.in_block_text {
                block = None;
            }
        }
        if block.is_none() && is_block_header(&text[row.value.clone()]) {
            block = Some(if row.key.is_some() { row.column() } else { row.indent });
        }
        at = (at + length + usize::from(rest[length..].starts_with("\r\n")) + 1).min(range.end);
        rows.push(row);
    }
    rows
}

fn row(text: &str, line: Range<usize>) -> LenientLine {
    let shown = &text[line.clone()];
    let indent = shown.len() - shown.trim_start_matches([' ', '\t']).len();
    let end = line.start + shown.trim_end_matches([' ', '\t']).len();
    let (mut start, mut dash) = ((line.start + indent).min(end), None);
    while text[start..end].starts_with("- ") || text[start..end].starts_with("-\t") || &text[start..end] == "-" {
        dash = dash.or(Some(start));
        start += 1;
        start = end - text[start..end].trim_start_matches([' ', '\t']).len();
    }
    let content = start..end;
    let (key, value_start) = match key_in(&text[content.clone()]) {
        Some((key_end, colon)) => (Some(start..start + key_end), start + colon + 1),
        None => (None, start),
    };
    let value = text[value_start..end].trim_start_matches([' ', '\t']);
    let value_start = end - value.len();
    let value = value_start..value_start + without_comment(value).len();
    LenientLine { line, content, indent, dash, key, value, in_block_text: false }
}

/// Length of the key and place of its colon in `key: value`, as the parser sees a key on one line.
fn key_in(content: &str) -> Option<(usize, usize)> {
    let first = content.chars().next()?;
    if matches!(first, '#' | '[' | '{') {
        return None;
    }
    if matches!(first, '"' | '\'')
        && let Some(end) = quoted_length(content)
    {
        let colon = content.len() - content[end..].trim_start_matches([' ', '\t']).len();
        if is_colon(content, colon) {
            return Some((end, colon));
        }
    }
    let comment = content.find(" #").map_or(content.len(), |at| at + 1);
    for (at, _) in content.match_indices(':') {
        if at > comment {
            return None;
        }
        if is_colon(content, at) {
            return Some((content[..at].trim_end_matches([' ', '\t']).len(), at)).filter(|(length, _)| *length > 0);
        }
    }
    None
}

/// Whether there is a colon at `at`, with a space or the end after it.
pub(super) fn is_colon(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    rest.starts_with(':') && rest[1..].chars().next().is_none_or(|c| matches!(c, ' ' | '\t' | '\n' | '\r'))
}

/// The length of the quoted string that `text` begins with, quotes included; `None` when it does not end.
pub(super) fn quoted_length(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == '"' => at += 1,
            b'\'' if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            byte if char::from(byte) == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// A value without ` # comment`; ` #word` is kept as text, which YAML would lose.
fn without_comment(value: &str) -> &str {
    let from = match value.chars().next() {
        Some('"' | '\'') => quoted_length(value).unwrap_or(value.len()),
        Some('#') => return "",
        _ => 0,
    };
    let comment = value[from..].match_indices(" #").find(|(at, _)| {
        let after = &value[from + at + 2..];
        after.is_empty() || after.starts_with([' ', '\t', '#'])
    });
    match comment {
        Some((at, _)) => value[..from + at].trim_end_matches([' ', '\t']),
        None => value,
    }
}

/// Whether a value is `|` or `>` with its indicators and nothing else.
pub(super) fn is_block_header(value: &str) -> bool {
    value
        .strip_prefix(['|', '>'])
        .is_some_and(|rest| rest.len() <= 2 && rest.bytes().all(|b| matches!(b, b'+' | b'-' | b'1'..=b'9')))
}

/// Whether a name is one word as keys are: letters, digits, `_`, `-`, `.`.
pub(super) fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$'))
}
