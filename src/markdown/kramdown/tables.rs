//! Tables: lines that all have a `|` (kramdown 2.4.0, `lib/kramdown/parser/kramdown/table.rb`).
use super::{KramdownBlock, KramdownReader, lines};
use std::ops::Range;

/// Where the table that begins at `at` ends.
pub(super) fn end(block: &KramdownBlock<'_>, at: usize) -> Option<usize> {
    if !lines::has_pipe(block.line(at)) {
        return None;
    }
    let mut end = at;
    let mut rows = 0;
    while end < block.text.len() {
        let line = block.line(end);
        let separates_rows = lines::separates_rows(line);
        let continues = lines::has_pipe(line) || (separates_rows && end > at);
        if !continues {
            break;
        }
        if !separates_rows {
            rows += 1;
            if cells(block, end).len() < 2 && !lines::outdented(line).is_some_and(|line| line.starts_with('|')) {
                return None;
            }
        }
        end += line.len();
    }
    let after = block.line(end.min(block.text.len()));
    let ends_block = lines::is_blank(after) || lines::is_end_mark(after) || lines::is_attribute_list(after);
    (rows > 0 && ends_block).then_some(end)
}

/// The cells of the row at `at`: the text between its `|`, except those in code spans.
fn cells(block: &KramdownBlock<'_>, at: usize) -> Vec<Range<usize>> {
    let line = block.line(at).trim_end();
    let bytes = line.as_bytes();
    let (mut cells, mut start, mut place) = (Vec::new(), 0, 0);
    // From this number of backticks on, a code span is known to have no end.
    let mut unclosed = usize::MAX;
    while let Some(found) = bytes.get(place..).and_then(|rest| memchr::memchr3(b'\\', b'`', b'|', rest)) {
        place += found;
        match bytes[place] {
            b'\\' => place += 1,
            b'`' => place += code_span(&line[place..], &mut unclosed) - 1,
            b'|' => {
                if !line[start..place].trim_start().is_empty() || start > 0 {
                    cells.push(at + start..at + place);
                }
                start = place + 1;
            }
            _ => {}
        }
        place += 1;
    }
    if start < line.len() {
        cells.push(at + start..at + line.len());
    }
    cells
}

/// The length of the code span at the start of `rest`, or of its backticks when it has no end.
fn code_span(rest: &str, unclosed: &mut usize) -> usize {
    let run = rest.bytes().take_while(|byte| *byte == b'`').count();
    if run >= *unclosed {
        return run;
    }
    let end = memchr::memmem::find(&rest.as_bytes()[run..], &rest.as_bytes()[..run]);
    if end.is_none() {
        *unclosed = run;
    }
    end.map_or(run, |found| run + found + run)
}

impl KramdownReader {
    /// Reads a table and returns where it ends.
    pub(super) fn table(&mut self, block: &KramdownBlock<'_>, range: Range<usize>) -> usize {
        self.open("table", block, range.start);
        self.open("tbody", block, range.start);
        let mut at = range.start;
        while at < range.end {
            let end = at + block.line(at).len();
            if !lines::separates_rows(block.line(at)) {
                self.open("tr", block, at);
                for cell in cells(block, at) {
                    self.element("td", block, cell);
                }
                self.close("tr", block, end);
            }
            at = end;
        }
        self.close("tbody", block, range.end);
        self.close("table", block, range.end);
        range.end
    }
}
