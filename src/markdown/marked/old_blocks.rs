//! What begins at a line for marked 0.3, and where it ends: the patterns of `block` in its `lib/marked.js` (0.3.19), tried in the order of its
//! lexer.
use super::super::kramdown::lines::{blank_lines, is_blank, line};
use super::old_text::{OldBlock, definition, end_before_blank, is_word, tag_end};
use std::ops::Range;

/// What begins at the start of a line.
pub(super) enum OldBlockKind {
    Code(usize),
    Heading(usize, usize),
    Underlined(usize),
    Rule,
    Quotation(usize),
    List(Vec<OldItem>),
    /// Where the HTML ends, and whether its content is not read as Markdown.
    Html(usize, bool),
    Definition,
    Table(usize),
}

/// One item of a list.
pub(super) struct OldItem {
    pub(super) range: Range<usize>,
    /// The length of its mark, with the spaces around it.
    pub(super) mark: usize,
    /// Whether its text is in a paragraph.
    pub(super) loose: bool,
}

/// What begins at `at`; `None` for text. Tables and definitions are known at the top only.
pub(super) fn kind_of(block: &OldBlock<'_>, at: usize, top: bool) -> Option<OldBlockKind> {
    let line = block.line(at);
    if line.starts_with("    ") {
        return Some(OldBlockKind::Code(code_end(block, at)));
    }
    if let Some(end) = fence_end(block, at) {
        return Some(OldBlockKind::Code(end));
    }
    let bare = line.trim_start_matches(' ');
    let spaces = line.len() - bare.len();
    let level = bare.bytes().take_while(|byte| *byte == b'#').count();
    let heading = bare[level..].trim_start_matches(' ');
    if (1..=6).contains(&level) && heading.len() < bare.len() - level && !is_blank(heading) {
        return Some(OldBlockKind::Heading(level, line.len() - heading.len()));
    }
    if let Some(end) = table_end(block, at, false).filter(|_| top) {
        return Some(OldBlockKind::Table(end));
    }
    if is_rule(line) {
        return Some(OldBlockKind::Rule);
    }
    if spaces <= 3 && bare.starts_with('>') {
        return Some(OldBlockKind::Quotation(quotation_end(block, at)));
    }
    if let Some(mark) = item_mark(line) {
        return Some(OldBlockKind::List(items(block, at, mark)));
    }
    if let Some((end, is_raw)) = html_end(block, at) {
        return Some(OldBlockKind::Html(end, is_raw));
    }
    if top && definition(line).is_some() {
        return Some(OldBlockKind::Definition);
    }
    if let Some(end) = table_end(block, at, true).filter(|_| top) {
        return Some(OldBlockKind::Table(end));
    }
    underlined(block, at).map(OldBlockKind::Underlined)
}

fn code_end(block: &OldBlock<'_>, at: usize) -> usize {
    let mut end = at;
    while end < block.text.len() && block.line(end).starts_with("    ") && !is_blank(block.line(end)) {
        end += block.line(end).len();
        end += blank_lines(&block.text[end..]);
    }
    end.max(at + block.line(at).len())
}

/// Where fenced code ends; a fence may have one word after it, and must be closed.
fn fence_end(block: &OldBlock<'_>, at: usize) -> Option<usize> {
    let line = block.line(at);
    let bare = line.trim();
    let mark = *bare.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = bare.bytes().take_while(|byte| *byte == mark).count();
    let info = bare[length..].trim_start_matches([' ', '.']);
    let is_fence = length >= 3 && !info.contains(' ') && line.ends_with('\n');
    is_fence.then(|| block.fence_end(at + line.len(), &bare[..length])).flatten()
}

/// Whether the line is a rule.
fn is_rule(line: &str) -> bool {
    let bare = line.trim_start_matches(' ');
    line.len() - bare.len() <= 3 && is_rule_of_marks(bare)
}

fn is_rule_of_marks(bare: &str) -> bool {
    let Some(mark @ (b'-' | b'_' | b'*')) = bare.bytes().next() else { return false };
    let bare = bare.trim_end();
    bare.bytes().all(|byte| byte == mark || byte == b' ') && bare.bytes().filter(|byte| *byte == mark).count() >= 3
}

/// The level of the heading whose text is this line.
fn underlined(block: &OldBlock<'_>, at: usize) -> Option<usize> {
    let next = at + block.line(at).len();
    let below = block.text.get(next..).map(line)?.trim_matches([' ', '\n', '\r']);
    let mark = below.bytes().next().filter(|mark| matches!(mark, b'=' | b'-'))?;
    let is_underline = below.len() >= 2 && below.bytes().all(|byte| matches!(byte, b'=' | b'-'));
    is_underline.then_some(if mark == b'=' { 1 } else { 2 })
}

/// The length of the mark of a list item, with the spaces around it.
fn item_mark(line: &str) -> Option<usize> {
    let bare = line.trim_start_matches(' ');
    let mark = bullet(bare)?;
    let text = bare[mark..].trim_start_matches(' ');
    (text.len() < bare.len() - mark && !text.is_empty()).then_some(line.len() - text.len())
}

/// The length of the bullet or number at the start of `text`.
fn bullet(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.as_bytes().get(digits)? {
        b'*' | b'+' | b'-' if digits == 0 => Some(1),
        b'.' if digits > 0 => Some(digits + 1),
        _ => None,
    }
}

/// The items of the list that begins at `at`.
fn items(block: &OldBlock<'_>, at: usize, mark: usize) -> Vec<OldItem> {
    let first = block.line(at);
    let indentation = &first[..first.len() - first.trim_start_matches(' ').len()];
    let own_mark =
        |line: &str| line.strip_prefix(indentation).filter(|rest| bullet(rest).is_some()).and_then(|_| item_mark(line));
    let kind = |line: &str| {
        (!line.trim_start().starts_with(|c: char| c.is_ascii_digit())).then(|| line.trim_start().as_bytes()[0])
    };
    let mut items = vec![OldItem { range: at..at + first.len(), mark, loose: false }];
    let (mut from, mut after_blank, mut next_is_loose) = (at + first.len(), false, false);
    while from < block.text.len() {
        let line = block.line(from);
        let Some(item) = items.last_mut() else { break };
        if is_blank(line) {
            after_blank = true;
            from += line.len();
            continue;
        }
        let is_rule = is_rule_of_marks(line) || line.strip_prefix(indentation).is_some_and(is_rule_of_marks);
        let mark = own_mark(line);
        let is_outside = after_blank && !line.starts_with(' ') && mark.is_none();
        let is_other_list = mark.is_some() && kind(line) != kind(first);
        if is_rule || is_outside || is_other_list || definition(line).is_some() {
            break;
        }
        if let Some(mark) = mark {
            item.loose |= after_blank || next_is_loose;
            next_is_loose = after_blank;
            items.push(OldItem { range: from..from + line.len(), mark, loose: next_is_loose });
        } else {
            item.loose |= after_blank;
            item.range.end = from + line.len();
        }
        after_blank = false;
        from += line.len();
    }
    items
}

/// Where a quotation ends; lines without a mark go on with its text.
fn quotation_end(block: &OldBlock<'_>, at: usize) -> usize {
    let (mut end, mut has_text) = (at, false);
    while end < block.text.len() {
        let line = block.line(end);
        let bare = line.trim_start_matches(' ');
        match bare.strip_prefix('>').filter(|_| line.len() - bare.len() <= 3) {
            Some(text) => has_text = !is_blank(text),
            None if is_blank(line) || !has_text || interrupts(block, end) => break,
            None => {}
        }
        end += line.len();
    }
    end
}

/// Whether a paragraph ends before the line at `at`, lists and fenced code aside.
fn interrupts(block: &OldBlock<'_>, at: usize) -> bool {
    let line = block.line(at);
    let bare = line.trim_start_matches(' ');
    let level = bare.bytes().take_while(|byte| *byte == b'#').count();
    let is_heading = (1..=6).contains(&level) && !is_blank(&bare[level..]);
    is_heading
        || is_rule(line)
        || bare.starts_with('>') && line.len() - bare.len() <= 3
        || line.strip_prefix('<').is_some_and(|rest| block_name(rest).is_some())
        || underlined(block, at).is_some()
}

/// Where the paragraph ends that begins at `at`.
pub(super) fn paragraph_end(block: &OldBlock<'_>, at: usize) -> usize {
    let mut end = at + block.line(at).len();
    while end < block.text.len() {
        let line = block.line(end);
        if is_blank(line) || item_mark(line).is_some() || interrupts(block, end) || fence_end(block, end).is_some() {
            break;
        }
        end += line.len();
    }
    end
}

/// Where the block of HTML ends that begins at `at`: a comment, an element up to an end tag of its name, or one tag, each of them with a blank line
/// or nothing after it (a comment: with nothing else on its line). Also whether its content is left alone.
fn html_end(block: &OldBlock<'_>, at: usize) -> Option<(usize, bool)> {
    let start = at + (block.text[at..].len() - block.text[at..].trim_start_matches(' ').len());
    let rest = block.text[start..].strip_prefix('<')?;
    if rest.starts_with("!--") {
        return block.html_ends().comment(start + 4).map(|end| (end, false));
    }
    let name = block_name(rest)?;
    let after = start + 1 + name.len();
    if let Some(end) = block.html_ends().tag(name, after + 1) {
        return Some((end, matches!(name, "pre" | "script" | "style")));
    }
    let end = tag_end(block.text, after, block.text.len(), false)?;
    end_before_blank(block.text, end).map(|end| (end, false))
}

/// The name at the start of `text` that begins a block: any but those of inline elements, and not a part of an address.
fn block_name(text: &str) -> Option<&str> {
    let name = &text[..text.bytes().take_while(|byte| is_word(*byte)).count()];
    let rest = &text[name.len()..];
    let is_address = || {
        let next = rest
            .trim_start_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '@' || c.is_whitespace()));
        next.starts_with('@')
    };
    (!name.is_empty() && !INLINE.contains(&name) && !rest.starts_with(':') && !is_address()).then_some(name)
}

/// Where the table ends that begins at `at`, whose rows begin with a `|` or not.
fn table_end(block: &OldBlock<'_>, at: usize, piped: bool) -> Option<usize> {
    let head = block.line(at);
    if !head.contains('|') || piped && !head.trim_start_matches(' ').starts_with('|') {
        return None;
    }
    let below = at + head.len();
    let delimiters = block.text.get(below..).map(line)?;
    if !is_delimiter_row(delimiters) || delimiters.trim_start().starts_with('|') != piped {
        return None;
    }
    let mut end = below + delimiters.len();
    while end < block.text.len() {
        let row = block.line(end);
        if !row.contains('|') || piped && !row.trim_start_matches(' ').starts_with('|') {
            break;
        }
        end += row.len();
    }
    Some(end)
}

/// Whether the line is the one below the head of a table.
pub(super) fn is_delimiter_row(line: &str) -> bool {
    let bare = line.trim();
    bare.contains('|')
        && bare.contains(['-', ':'])
        && bare.bytes().all(|byte| matches!(byte, b'-' | b':' | b'|' | b' '))
}

/// The cells of a row.
pub(super) fn cells(row: &str) -> Vec<Range<usize>> {
    let bare = row.trim();
    let start = row.len() - row.trim_start().len();
    let (from, to) =
        (usize::from(bare.starts_with('|')), bare.len() - usize::from(bare.len() > 1 && bare.ends_with('|')));
    let mut cells = Vec::new();
    let mut at = from;
    for bar in memchr::memchr_iter(b'|', &bare.as_bytes()[from..to]).map(|found| from + found).chain([to]) {
        cells.push(start + at..start + bar);
        at = bar + 1;
    }
    cells
}

/// The names of `_tag` that begin no block.
const INLINE: &[&str] = &[
    "a", "em", "strong", "small", "s", "cite", "q", "dfn", "abbr", "data", "time", "code", "var", "samp", "kbd", "sub",
    "sup", "i", "b", "u", "mark", "ruby", "rt", "rp", "bdi", "bdo", "span", "br", "wbr", "ins", "del", "img",
];
