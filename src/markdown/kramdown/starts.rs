//! What begins at a line, and where it ends, tried in the order of `lib/kramdown/parser/kramdown.rb` (kramdown 2.4.0) with the changes of
//! `lib/kramdown/parser/gfm.rb` (kramdown-parser-gfm 1.1.0).
use super::{KramdownBlock, Preceding, html, lines, link_name, tables};

/// What begins at the start of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Code(usize),
    Quotation,
    Heading(usize, usize),
    Underlined(usize),
    List,
    Definition,
    Html(html::HtmlStart),
    Math(usize),
    Table(usize),
    Footnote(usize),
    Extension(html::Extension),
    /// A line that shows nothing and separates nothing.
    Nothing,
    /// A line that shows nothing and ends the block before it.
    Boundary,
}

/// What begins at `at`, tried in kramdown's order; `None` for a paragraph.
pub(super) fn kind_of(block: &KramdownBlock<'_>, at: usize, last: Preceding) -> Option<BlockKind> {
    let line = block.line(at);
    let after_boundary = last == Preceding::Boundary;
    if lines::begins_with_a_letter(line) {
        return if after_boundary { line_or_table(block, at, line) } else { None };
    }
    if lines::is_indented(line) {
        return Some(BlockKind::Code(code_end(block, at)));
    }
    if let Some(end) = fence_end(block, at) {
        return Some(BlockKind::Code(end));
    }
    if lines::quote_mark(line).is_some() {
        return Some(BlockKind::Quotation);
    }
    if let Some((level, text)) = lines::heading(line) {
        return Some(BlockKind::Heading(level, text));
    }
    if lines::is_rule(line) {
        return Some(BlockKind::Nothing);
    }
    if lines::item_mark(line, 3).is_some() {
        return Some(BlockKind::List);
    }
    if lines::definition_mark(line, 3).is_some() && at > 0 && last != Preceding::Other {
        return Some(BlockKind::Definition);
    }
    let trimmed = lines::outdented(line)?;
    if let Some(begin) = html::begins(block, at) {
        return Some(BlockKind::Html(begin));
    }
    if after_boundary && let Some(kind) = line_or_table(block, at, line) {
        return Some(kind);
    }
    if trimmed.starts_with('[') {
        return footnote_mark(line).map(BlockKind::Footnote).or_else(|| link_name(line).map(|_| BlockKind::Nothing));
    }
    if trimmed.starts_with("*[") && trimmed.contains("]:") {
        return Some(BlockKind::Nothing);
    }
    if trimmed.starts_with("{:") {
        return html::extension(block, at).map(BlockKind::Extension).or_else(|| {
            lines::is_attribute_list(line).then_some(if after_boundary {
                BlockKind::Boundary
            } else {
                BlockKind::Nothing
            })
        });
    }
    lines::is_end_mark(line).then_some(BlockKind::Boundary)
}

/// A block whose first line does not begin with a mark: an underlined heading, math, a table.
fn line_or_table(block: &KramdownBlock<'_>, at: usize, line: &str) -> Option<BlockKind> {
    let underlined = underline(&block.text[at + line.len()..]).map(BlockKind::Underlined);
    let math = || math_end(block, at).map(BlockKind::Math);
    underlined.or_else(math).or_else(|| tables::end(block, at).map(BlockKind::Table))
}

pub(super) fn paragraph_end(block: &KramdownBlock<'_>, at: usize) -> usize {
    let mut end = at + block.line(at).len();
    while end < block.text.len() && !lines::ends_paragraph(block.line(end)) {
        end += block.line(end).len();
    }
    end
}

/// Where indented code ends. As in a paragraph, following lines without indentation belong to it.
pub(super) fn code_end(block: &KramdownBlock<'_>, at: usize) -> usize {
    let mut end = at;
    loop {
        let next = end + lines::blank_lines(&block.text[end..]);
        if next >= block.text.len() || !lines::is_indented(block.line(next)) {
            return end;
        }
        end = next;
        while end < block.text.len() {
            let line = block.line(end);
            if lines::is_blank(line) || (!lines::is_indented(line) && lines::ends_lazily(line)) {
                break;
            }
            end += line.len();
        }
    }
}

/// Where fenced code ends; `None` when the fence is not closed or has two words after it, and so is not a fence.
fn fence_end(block: &KramdownBlock<'_>, at: usize) -> Option<usize> {
    let line = block.line(at);
    let (mark, length, info) = lines::fence(line)?;
    if info.contains(char::is_whitespace) {
        return None;
    }
    let closing = block.closing_fence(at + line.len(), mark, length)?;
    Some(closing.start + block.line(closing.start).len())
}

/// The level of the heading when the line at the start of `rest` underlines the one before it with `=` or `-`.
fn underline(rest: &str) -> Option<usize> {
    let mark = *rest.as_bytes().first().filter(|mark| matches!(mark, b'=' | b'-'))?;
    let all = lines::line(rest).trim_end().bytes().all(|byte| byte == mark);
    all.then_some(if mark == b'-' { 2 } else { 1 })
}

/// Where a block of math (`$$ … $$`) ends.
fn math_end(block: &KramdownBlock<'_>, at: usize) -> Option<usize> {
    let line = block.line(at);
    let start = at + line.len() - lines::outdented(line)?.strip_prefix("$$")?.len();
    let end = start + memchr::memmem::find(&block.text.as_bytes()[start..], b"$$")? + 2;
    let rest = block.line(end);
    let next = end + rest.len();
    let ends_block = next >= block.text.len() || lines::is_blank(block.line(next));
    (lines::is_blank(rest) && ends_block).then_some(next)
}

fn footnote_mark(line: &str) -> Option<usize> {
    let rest = lines::outdented(line)?.strip_prefix("[^")?;
    let name = rest.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let text = name.strip_prefix("]:").filter(|_| name.len() < rest.len())?;
    Some(line.len() - text.len())
}
