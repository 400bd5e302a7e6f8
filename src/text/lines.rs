//! Lines and columns of byte offsets, computed only where a person or another program reads them.
use super::{char_boundary_before, spend};
use std::sync::OnceLock;

/// A place as people read it: line and column count from 1, the column in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// 1-based line; LF, CRLF and a lone CR each end one.
    pub line: usize,
    /// 1-based column in Unicode scalar values; a tab is one.
    pub column: usize,
}

/// Columns are counted from the start of the line up to this many bytes, and beyond that from the nearest block of the text.
const BLOCK: usize = 4096;

/// Where each line of a text starts.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before each multiple of [`BLOCK`]. The counts exist only when a line is long, so that a thousand findings
    /// on one line of megabytes cost no more than on short lines.
    blocks: OnceLock<Vec<u32>>,
}

impl LineIndex {
    /// Finds the lines of `text`, in time linear in its length.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        // Lines of prose are longer; where lines are shorter, growing the list once more costs little.
        let mut starts = Vec::with_capacity(bytes.len() / 32 + 2);
        starts.push(0);
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { starts, blocks: OnceLock::new() }
    }

    /// The number of lines; the empty one after a final line end counts.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The 0-based number of the line that contains `offset` (bytes).
    fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= offset).saturating_sub(1)
    }

    /// The 1-based number of the line that contains `offset` (bytes).
    pub fn number(&self, offset: usize) -> usize {
        self.line_of(offset) + 1
    }

    /// Offset in bytes of the first byte of a 1-based line; the last line's for a number past the end.
    pub fn start_of(&self, line: usize) -> usize {
        let last = self.starts.len() - 1;
        self.starts[line.saturating_sub(1).min(last)] as usize
    }

    /// The text before `offset` on its own line.
    fn before<'a>(&self, text: &'a str, offset: usize) -> (usize, &'a str) {
        let offset = char_boundary_before(text, offset);
        let line = self.line_of(offset);
        (line + 1, &text[self.starts[line] as usize..offset])
    }

    /// Line and column of `offset` (bytes) in the `text` this index was made of.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let (line, before) = self.before(text, offset);
        if before.len() <= BLOCK {
            return Position { line, column: before.chars().count() + 1 };
        }
        let start = self.starts[line - 1] as usize;
        let column = self.characters(text, start + before.len()) - self.characters(text, start) + 1;
        Position { line, column }
    }

    /// How many characters begin before `offset`.
    fn characters(&self, text: &str, offset: usize) -> usize {
        let begin_in = |bytes: &[u8]| bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
        let blocks = self.blocks.get_or_init(|| {
            let counts = text.as_bytes().chunks(BLOCK).map(begin_in);
            let sums = counts.scan(0, |sum, count| Some(std::mem::replace(sum, *sum + count)));
            sums.map(|sum| u32::try_from(sum).unwrap_or(u32::MAX)).collect()
        });
        let block = (offset / BLOCK).min(blocks.len().saturating_sub(1));
        blocks.get(block).map_or(0, |sum| *sum as usize) + begin_in(&text.as_bytes()[block * BLOCK..offset])
    }

    /// 0-based line and 0-based column in UTF-16 code units, as the Language Server Protocol counts.
    pub fn utf16_position(&self, text: &str, offset: usize) -> (usize, usize) {
        let (line, before) = self.before(text, offset);
        (line - 1, before.encode_utf16().count())
    }

    /// 1-based line and 1-based column in bytes.
    pub fn byte_position(&self, text: &str, offset: usize) -> (usize, usize) {
        let (line, before) = self.before(text, offset);
        (line, before.len() + 1)
    }
}

/// Where the line of `offset` starts: after the last line feed or carriage return before it.
pub fn line_start(text: &str, offset: usize) -> usize {
    let start = memchr::memrchr2(b'\n', b'\r', &text.as_bytes()[..offset]).map_or(0, |line_end| line_end + 1);
    spend(offset - start);
    start
}

/// Where the line of `offset` ends: at the first line feed or carriage return from there, else at the end of the text.
pub fn line_end(text: &str, offset: usize) -> usize {
    let length = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[offset..]);
    let end = length.map_or(text.len(), |length| offset + length);
    spend(end - offset);
    end
}

/// The text up to its first line feed or carriage return.
pub fn first_line(text: &str) -> &str {
    &text[..line_end(text, 0)]
}

/// The spaces and tabs between the start of a line and `offset`; `None` when there is other text between them.
pub fn indentation_before(text: &str, offset: usize) -> Option<&str> {
    let before = text[..offset].trim_end_matches([' ', '\t']);
    (before.is_empty() || before.ends_with('\n')).then(|| &text[before.len()..offset])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_spaces_and_tabs_are_indentation() {
        assert_eq!(indentation_before("a\n \tb", 4), Some(" \t"));
        assert_eq!(indentation_before("  b", 2), Some("  "));
        assert_eq!(indentation_before("a b", 2), None);
        assert_eq!(first_line("a b\r\nc"), "a b");
    }

    #[test]
    fn a_line_lies_between_two_line_ends() {
        let text = "a\r\nbc\rd";
        assert_eq!((line_start(text, 4), line_end(text, 4)), (3, 5));
        assert_eq!((line_start(text, 0), line_end(text, 0)), (0, 1));
        assert_eq!((line_start(text, 7), line_end(text, 7)), (6, 7));
    }

    fn place(text: &str, offset: usize) -> (usize, usize) {
        let position = LineIndex::new(text).position(text, offset);
        (position.line, position.column)
    }

    #[test]
    fn every_kind_of_line_end_ends_one_line() {
        let text = "a\nb\r\nc\rd";
        assert_eq!(place(text, 2), (2, 1));
        assert_eq!(place(text, 5), (3, 1));
        assert_eq!(place(text, 7), (4, 1));
        assert_eq!(place(text, 8), (4, 2));
    }

    #[test]
    fn columns_count_scalar_values_and_utf16_counts_units() {
        let text = "é🎉x";
        assert_eq!(place(text, 6), (1, 3));
        assert_eq!(LineIndex::new(text).utf16_position(text, 6), (0, 3));
        assert_eq!(LineIndex::new(text).byte_position(text, 6), (1, 7));
    }

    #[test]
    fn columns_far_along_a_line_count_the_same() {
        let text = format!("a\n{}", "é🎉x".repeat(3000));
        for (count, (at, _)) in text.char_indices().skip(2).enumerate().step_by(97) {
            assert_eq!(place(&text, at), (2, count + 1));
        }
        assert_eq!(place(&text, text.len()), (2, 9001));
    }

    #[test]
    fn an_offset_inside_a_character_has_the_position_of_that_character() {
        assert_eq!(place("é", 1), (1, 1));
    }

    #[test]
    fn the_end_of_a_file_is_on_its_last_line() {
        assert_eq!(place("a\n", 2), (2, 1));
        assert_eq!(place("", 0), (1, 1));
    }
}
