//! What a line begins in kramdown 2.4.0 with its GFM parser, Jekyll's default: the `*_START` patterns of `lib/kramdown/parser/kramdown/*.rb`
//! and of `lib/kramdown/parser/gfm.rb` (kramdown-parser-gfm 1.1.0). Every function expects the start of a line.
use super::tags;
use crate::text::spend;

/// The number of bytes within which the end of a title, an address or a list of attributes is searched.
pub(in crate::markdown) const LONGEST_TITLE: usize = 4096;

/// The part of `rest` in which an end is searched.
pub(super) fn search_window(rest: &str) -> &[u8] {
    &rest.as_bytes()[..rest.len().min(LONGEST_TITLE)]
}

/// The first line of `rest`, its line end included.
pub(in crate::markdown) fn line(rest: &str) -> &str {
    let line = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest, |end| &rest[..=end]);
    spend(line.len());
    line
}

pub(in crate::markdown) fn is_blank(line: &str) -> bool {
    line.trim_start().is_empty()
}

/// Whether a line begins with a letter, as most do, and so not with the mark of a block.
pub(super) fn begins_with_a_letter(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// How many bytes the blank lines at the start of `rest` take.
pub(in crate::markdown) fn blank_lines(rest: &str) -> usize {
    let blank = rest.len() - rest.trim_start().len();
    if blank == rest.len() {
        return blank;
    }
    memchr::memrchr(b'\n', &rest.as_bytes()[..blank]).map_or(0, |end| end + 1)
}

/// The line without up to three spaces before it; `None` when there are more.
pub(super) fn outdented(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(' ');
    (line.len() - rest.len() <= 3).then_some(rest)
}

/// Whether the line begins with a tab or four spaces.
pub(super) fn is_indented(line: &str) -> bool {
    line.starts_with('\t') || line.starts_with("    ")
}

/// The length of a quotation's mark.
pub(super) fn quote_mark(line: &str) -> Option<usize> {
    let rest = outdented(line)?.strip_prefix('>')?;
    Some(line.len() - rest.strip_prefix(' ').unwrap_or(rest).len())
}

/// The level of a `#` heading, and where its text begins.
pub(super) fn heading(line: &str) -> Option<(usize, usize)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let body = text.trim_start_matches([' ', '\t']);
    ((1..=6).contains(&level) && body.len() < text.len()).then_some((level, line.len() - body.len()))
}

/// Whether the line is a horizontal rule: three or more `*`, `-` or `_`, with or without spaces between them.
pub(in crate::markdown) fn is_rule(line: &str) -> bool {
    let Some(rest) = outdented(line) else { return false };
    let Some(mark @ ('*' | '-' | '_')) = rest.chars().next() else { return false };
    rest.trim_end().chars().all(|c| c == mark || c == ' ' || c == '\t')
        && rest.chars().filter(|c| *c == mark).count() >= 3
}

/// The mark of a list item: whether the list is numbered, and how long the mark is, spaces before it included.
pub(super) fn item_mark(line: &str, most_spaces: usize) -> Option<(bool, usize)> {
    let rest = line.trim_start_matches(' ');
    let spaces = line.len() - rest.len();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (numbered, mark) = match rest.as_bytes().get(digits)? {
        b'.' if digits > 0 => (true, digits + 1),
        b'*' | b'+' | b'-' if digits == 0 => (false, 1),
        _ => return None,
    };
    let followed = matches!(rest.as_bytes().get(mark), Some(b' ' | b'\t' | b'|'));
    (followed && spaces <= most_spaces).then_some((numbered, spaces + mark))
}

/// The length of the mark (`:`) of a definition.
pub(super) fn definition_mark(line: &str, most_spaces: usize) -> Option<usize> {
    let rest = line.trim_start_matches(' ');
    let spaces = line.len() - rest.len();
    let followed = matches!(rest.strip_prefix(':')?.as_bytes().first(), Some(b' ' | b'\t' | b'|'));
    (followed && spaces <= most_spaces).then_some(spaces + 1)
}

/// The fence that begins the line: its character, its length and the text after it.
pub(in crate::markdown) fn fence(line: &str) -> Option<(u8, usize, &str)> {
    let rest = outdented(line)?;
    let mark = *rest.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = rest.bytes().take_while(|byte| *byte == mark).count();
    (length >= 3).then(|| (mark, length, rest[length..].trim()))
}

/// Whether the line is a block attribute list (`{: .class}`).
pub(super) fn is_attribute_list(line: &str) -> bool {
    let Some(rest) = outdented(line).map(str::trim_end) else { return false };
    rest.len() > 3 && rest.starts_with("{:") && rest.ends_with('}') && !matches!(rest.as_bytes()[2], b':' | b'/')
}

/// Whether the line is a lone `^`, which ends a block.
pub(super) fn is_end_mark(line: &str) -> bool {
    line.starts_with('^') && line.trim() == "^"
}

/// Whether a line begins with a tag that ends a paragraph: one of an element that is not inline.
pub(super) fn begins_block_tag(line: &str) -> bool {
    let Some(rest) = outdented(line).and_then(|rest| rest.strip_prefix('<')) else { return false };
    let name = rest.strip_prefix('/').unwrap_or(rest);
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return false;
    }
    let word = &name[..name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len())];
    let is_span = tags::is_span_element(word) || word == "script";
    if is_span {
        return false;
    }
    rest.len() == name.len() || closes(name)
}

fn closes(name: &str) -> bool {
    let rest = name.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | ':'));
    rest.trim_start().starts_with('>')
}

/// Whether a paragraph, a quotation or code that continues without its mark ends before this line.
pub(super) fn ends_lazily(line: &str) -> bool {
    is_blank(line) || is_attribute_list(line) || is_end_mark(line) || begins_block_tag(line)
}

/// Whether a paragraph ends before this line.
pub(super) fn ends_paragraph(line: &str) -> bool {
    !begins_with_a_letter(line)
        && (ends_lazily(line)
            || item_mark(line, 3).is_some()
            || definition_mark(line, 3).is_some()
            || heading(line).is_some()
            || quote_mark(line).is_some()
            || fence(line).is_some())
}

/// Whether the line has a `|` that is not escaped.
pub(super) fn has_pipe(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'|', bytes).any(|at| at == 0 || bytes[at - 1] != b'\\')
}

/// Whether the line is one that only separates the rows of a table.
pub(super) fn separates_rows(line: &str) -> bool {
    let line = line.trim_end();
    !line.is_empty()
        && (line.contains('-') || line.contains('='))
        && line.bytes().all(|byte| matches!(byte, b'+' | b'|' | b':' | b' ' | b'\t' | b'-' | b'='))
}
