//! Quotations, lists, definitions and footnotes: blocks whose lines, without their marks, are blocks again (kramdown 2.4.0,
//! `lib/kramdown/parser/kramdown/{blockquote,list,footnote}.rb`).
use super::super::mapped_text::MappedText;
use super::starts::code_end;
use super::{KramdownBlock, KramdownReader, MOST_LEVELS, Paragraphs, lines};

impl KramdownReader {
    pub(super) fn quotation(&mut self, block: &KramdownBlock<'_>, at: usize) -> usize {
        let mut inner = MappedText::empty();
        let mut end = at;
        while end < block.text.len() && (end == at || !lines::ends_lazily(block.line(end))) {
            let line = block.line(end);
            inner.keep(block.view, end + lines::quote_mark(line).unwrap_or(0)..end + line.len());
            end += line.len();
        }
        self.contents("blockquote", block, at, end, inner, Paragraphs::Shown);
        end
    }

    pub(super) fn list(&mut self, block: &KramdownBlock<'_>, at: usize) -> usize {
        let numbered = lines::item_mark(block.line(at), 3).is_some_and(|(numbered, _)| numbered);
        let name = if numbered { "ol" } else { "ul" };
        self.open(name, block, at);
        let (mut end, mut most_spaces) = (at, 3);
        while end < block.text.len() {
            let line = block.line(end);
            match lines::item_mark(line, most_spaces) {
                Some((same, mark)) if same == numbered => {
                    let item = KramdownItem::read(block, end, mark);
                    most_spaces = item.indentation.saturating_sub(1).min(3);
                    self.contents("li", block, end, item.end, item.inner, Paragraphs::OfItem);
                    end = item.end;
                    if item.last {
                        break;
                    }
                }
                _ => break,
            }
        }
        self.close(name, block, end);
        end
    }

    pub(super) fn definition(&mut self, block: &KramdownBlock<'_>, at: usize) -> usize {
        let mark = lines::definition_mark(block.line(at), 3).unwrap_or(0);
        let item = KramdownItem::read(block, at, mark);
        self.contents("dd", block, at, item.end, item.inner, Paragraphs::OfItem);
        item.end
    }

    pub(super) fn footnote(&mut self, block: &KramdownBlock<'_>, at: usize, mark: usize) -> usize {
        let mut inner = MappedText::empty();
        let mut line_start = at + block.line(at).len();
        inner.keep(block.view, at + mark..line_start);
        let end = code_end(block, line_start);
        while line_start < end {
            let line = block.line(line_start);
            let indentation = if line.starts_with('\t') { 1 } else { line.len() - line.trim_start_matches(' ').len() };
            inner.keep(block.view, line_start + indentation.min(4)..line_start + line.len());
            line_start += line.len();
        }
        self.contents("div", block, at, end, inner, Paragraphs::Shown);
        end
    }

    /// Reads an element of Markdown itself whose content is blocks.
    fn contents(
        &mut self,
        name: &'static str,
        block: &KramdownBlock<'_>,
        at: usize,
        end: usize,
        mut inner: MappedText<'_>,
        shown: Paragraphs,
    ) {
        self.open(name, block, at);
        if self.level < MOST_LEVELS {
            self.level += 1;
            inner.end_line();
            self.blocks(&KramdownBlock::new(&inner), 0, None, shown);
            self.level -= 1;
        } else {
            self.add_text(block, at..end);
        }
        self.close(name, block, end);
    }
}

/// One item of a list.
struct KramdownItem {
    inner: MappedText<'static>,
    /// How far the following lines must be indented to belong to the item.
    indentation: usize,
    end: usize,
    /// Whether an end mark or a horizontal rule ended the list.
    last: bool,
}

impl KramdownItem {
    fn read(block: &KramdownBlock<'_>, at: usize, mark: usize) -> Self {
        let first = block.line(at);
        let text = first[mark..].trim_start();
        let indentation = if text.is_empty() || lines::is_attribute_list(text) {
            4
        } else {
            columns(&first[..first.len() - text.len()])
        };
        let mut item = Self { inner: MappedText::empty(), indentation, end: at + first.len(), last: false };
        item.inner.keep(block.view, at + first.len() - text.len()..item.end);
        if text.is_empty() {
            item.inner.end_line();
        }
        item.lines(block);
        item
    }

    fn lines(&mut self, block: &KramdownBlock<'_>) {
        let mut after_blank = false;
        while self.end < block.text.len() {
            let line = block.line(self.end);
            if lines::is_blank(line) {
                after_blank = true;
                self.inner.keep(block.view, self.end..self.end + line.len());
                self.end += line.len();
                continue;
            }
            if lines::is_end_mark(line) {
                self.end += line.len();
                self.last = true;
                return;
            }
            if after_blank && lines::is_rule(line) {
                self.last = true;
                return;
            }
            let own = indentation_of(line, self.indentation);
            let next_item = own.is_none()
                && (lines::item_mark(line, self.indentation.saturating_sub(1).min(3)).is_some()
                    || lines::definition_mark(line, 3).is_some());
            let html = lines::is_attribute_list(line) || lines::begins_block_tag(line);
            if next_item || (own.is_none() && (after_blank || html)) {
                return;
            }
            self.inner.keep(block.view, self.end + own.unwrap_or(0)..self.end + line.len());
            self.end += line.len();
            after_blank = false;
        }
    }
}

/// The width of spaces and marks, where a tab goes to the next multiple of four.
fn columns(text: &str) -> usize {
    text.bytes().fold(0, |width, byte| if byte == b'\t' { (width / 4 + 1) * 4 } else { width + 1 })
}

/// How many bytes make up `wanted` columns of indentation; `None` when the line has less.
fn indentation_of(line: &str, wanted: usize) -> Option<usize> {
    let (mut width, mut bytes) = (0, 0);
    for byte in line.bytes() {
        if width >= wanted {
            break;
        }
        width = match byte {
            b' ' => width + 1,
            b'\t' => (width / 4 + 1) * 4,
            _ => return None,
        };
        bytes += 1;
    }
    Some(bytes)
}
