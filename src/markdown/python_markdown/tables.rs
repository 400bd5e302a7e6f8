//! Tables: `markdown/extensions/tables.py` of Python-Markdown 3.11, which MkDocs turns on.
use super::lines::TextBlock;
use std::ops::Range;

/// The cells of each row, the head first; `None` when the block is not a table.
pub(super) fn rows(block: &TextBlock) -> Option<Vec<Vec<Range<usize>>>> {
    if block.len() < 2 || !block.line(1).bytes().all(|byte| matches!(byte, b'|' | b':' | b'-' | b' ')) {
        return None;
    }
    let head = block.line(0).trim_matches(' ');
    let border = head.starts_with('|') || ends_with_border(head);
    let cells = cells(block, 0, border);
    let single = || {
        (1..block.len()).all(|row| {
            let row = block.line(row).trim_matches(' ');
            row.starts_with('|') || ends_with_border(row)
        })
    };
    let is_table = cells.len() > 1 || (border && single());
    if !is_table || self::cells(block, 1, border).len() != cells.len() {
        return None;
    }
    let width = cells.len();
    let mut rows = vec![cells];
    for row in 2..block.len() {
        let mut cells = self::cells(block, row, border);
        cells.truncate(width);
        let end = cells.last().map_or(block.bytes_of(row).end, |cell| cell.end);
        cells.resize(width, end..end);
        rows.push(cells);
    }
    if rows.len() == 1 {
        let end = block.bytes().end;
        rows.push(vec![end..end; width]);
    }
    Some(rows)
}

/// `RE_END_BORDER`: whether a row ends with a `|` that is not escaped.
fn ends_with_border(row: &str) -> bool {
    let Some(before) = row.strip_suffix('|') else { return false };
    before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0
}

/// `_split_row`: the cells of a row, in bytes of the text.
fn cells(block: &TextBlock, number: usize, border: bool) -> Vec<Range<usize>> {
    let line = block.line(number);
    let mut start = line.len() - line.trim_start_matches(' ').len();
    let mut end = line.trim_end_matches(' ').len().max(start);
    let row = &line[start..end];
    if border {
        start += usize::from(row.starts_with('|'));
        end -= usize::from(row.len() > 1 && ends_with_border(row));
    }
    let offset = block.bytes_of(number).start;
    let bytes = line.as_bytes();
    let code = code_spans(&line[start..end], start);
    let (mut cells, mut cell, mut at, mut span) = (Vec::new(), start, start, 0);
    while at < end {
        match bytes[at] {
            b'\\' if matches!(bytes.get(at + 1), Some(b'\\' | b'|')) => at += 1,
            b'|' => {
                while code.get(span).is_some_and(|code: &Range<usize>| code.end <= at) {
                    span += 1;
                }
                if code.get(span).is_none_or(|code| at < code.start) {
                    cells.push(offset + cell..offset + at);
                    cell = at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    cells.push(offset + cell..offset + end.max(cell));
    cells
}

/// The code spans of a row: from a run of backticks to the next one of its length.
fn code_spans(row: &str, offset: usize) -> Vec<Range<usize>> {
    let runs = super::spans::backticks(row);
    super::spans::pairs(&runs).into_iter().map(|span| offset + span.start..offset + span.end).collect()
}
