//! marked 0.3, which hexo-renderer-marked before 1 runs with `gfm`, `tables`, `smartLists` and `breaks` (marked 0.3.19, `lib/marked.js`): block by
//! block, in the order of its lexer.
use super::super::kramdown::lines::{blank_lines, is_blank, line};
use super::super::kramdown::normal_link_name;
use super::super::mapped_text::MappedText;
use super::old_blocks::{self, OldBlockKind, OldItem};
use super::old_segments::OldReader;
use super::old_text::{self, OldBlock};
use crate::html::Segment;
use std::collections::HashSet;
use std::ops::Range;

/// Blocks nested deeper than this are read as text.
const MOST_LEVELS: usize = 32;

/// The segments of `view`, whose body has this length.
pub(super) fn segments(view: &MappedText<'_>, length: usize) -> Vec<Segment> {
    let spaced = with_spaces(view);
    let view = spaced.as_ref().unwrap_or(view);
    let names = link_names(&view.text);
    let mut reader = OldReader { segments: Vec::new(), length, names, level: 0 };
    reader.blocks(&OldBlock::new(view), TextPlace::Top);
    reader.segments
}

/// The view with four spaces for each tab before a line's text; elsewhere a tab is as good as a space.
fn with_spaces(view: &MappedText<'_>) -> Option<MappedText<'static>> {
    let text: &str = &view.text;
    memchr::memchr(b'\t', text.as_bytes())?;
    let (mut spaced, mut kept, mut at) = (MappedText::empty(), 0, 0);
    while at < text.len() {
        let line = line(&text[at..]);
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        for tab in memchr::memchr_iter(b'\t', &line.as_bytes()[..indentation]) {
            spaced.keep(view, kept..at + tab);
            spaced.add("    ");
            kept = at + tab + 1;
        }
        at += line.len();
    }
    spaced.keep(view, kept..text.len());
    Some(spaced)
}

/// The names that `[name]: …` lines define.
fn link_names(text: &str) -> HashSet<String> {
    let lines = text.contains("]:").then(|| text.lines()).into_iter().flatten();
    lines.filter_map(old_text::definition).map(normal_link_name).collect()
}

/// Where a text is: marked knows paragraphs and tables only outside of list items.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextPlace {
    Top,
    /// An item; its text has a paragraph of its own when blank lines separate the items.
    Item {
        loose: bool,
    },
}

impl OldReader {
    fn blocks(&mut self, block: &OldBlock<'_>, place: TextPlace) {
        let mut at = 0;
        let mut text: Option<Range<usize>> = None;
        while at < block.text.len() {
            let blank = blank_lines(&block.text[at..]);
            if blank > 0 {
                self.end_text(block, &mut text, place);
                at += blank;
                continue;
            }
            let Some(kind) = old_blocks::kind_of(block, at, place == TextPlace::Top) else {
                let end = if place == TextPlace::Top {
                    old_blocks::paragraph_end(block, at)
                } else {
                    at + block.line(at).len()
                };
                text = Some(text.map_or(at, |open| open.start)..end);
                if place == TextPlace::Top {
                    self.end_text(block, &mut text, place);
                }
                at = end;
                continue;
            };
            self.end_text(block, &mut text, place);
            at = self.block(block, at, kind, place);
        }
        self.end_text(block, &mut text, place);
    }

    fn end_text(&mut self, block: &OldBlock<'_>, text: &mut Option<Range<usize>>, place: TextPlace) {
        let Some(range) = text.take() else { return };
        if place == (TextPlace::Item { loose: false }) {
            self.spans(block, range);
        } else {
            self.element("p", block, range);
        }
    }

    fn block(&mut self, block: &OldBlock<'_>, at: usize, kind: OldBlockKind, place: TextPlace) -> usize {
        let next = at + block.line(at).len();
        match kind {
            OldBlockKind::Code(end) => {
                self.open("pre", block, at);
                self.add_text(block, at..end);
                self.close("pre", block, end);
                end
            }
            OldBlockKind::Heading(level, text) => self.element(HEADINGS[level - 1], block, at + text..next),
            OldBlockKind::Underlined(level) => {
                self.element(HEADINGS[level - 1], block, at..next) + block.line(next).len()
            }
            OldBlockKind::Rule | OldBlockKind::Definition => next,
            OldBlockKind::Quotation(end) => {
                let mut inner = MappedText::empty();
                let mut from = at;
                while from < end {
                    let line = block.line(from);
                    let bare = line.trim_start_matches(' ').strip_prefix('>');
                    let bare = bare.map_or(line, |bare| bare.strip_prefix(' ').unwrap_or(bare));
                    inner.keep(block.view, from + (line.len() - bare.len())..from + line.len());
                    from += line.len();
                }
                self.contents("blockquote", block, at..end, &inner, place);
                end
            }
            OldBlockKind::List(items) => self.list(block, at, items),
            // Only the content of `<pre>`, `<script>` and `<style>` is left alone; all other HTML is read as a line of Markdown is.
            OldBlockKind::Html(end, is_raw) => {
                let range = at..at + block.text[at..end].trim_end().len();
                if is_raw {
                    self.add_html(block, range);
                } else {
                    self.spans(block, range);
                }
                end
            }
            OldBlockKind::Table(end) => self.table(block, at..end),
        }
    }

    fn list(&mut self, block: &OldBlock<'_>, at: usize, items: Vec<OldItem>) -> usize {
        let numbered = block.line(at).trim_start().starts_with(|c: char| c.is_ascii_digit());
        let name = if numbered { "ol" } else { "ul" };
        let end = items.last().map_or(at, |item| item.range.end);
        self.open(name, block, at);
        for item in items {
            let mut inner = MappedText::empty();
            let mut from = item.range.start + item.mark;
            while from < item.range.end {
                let line = block.line(from);
                let spaces = line.len() - line.trim_start_matches(' ').len();
                let cut = if from > item.range.start + item.mark { spaces.min(item.mark) } else { 0 };
                inner.keep(block.view, from + cut..from + line.len());
                from += line.len();
            }
            self.contents("li", block, item.range, &inner, TextPlace::Item { loose: item.loose });
        }
        self.close(name, block, end);
        end
    }

    fn table(&mut self, block: &OldBlock<'_>, range: Range<usize>) -> usize {
        self.open("table", block, range.start);
        let mut at = range.start;
        while at < range.end {
            let line = block.line(at);
            if !is_blank(line) && !old_blocks::is_delimiter_row(line) {
                self.open("tr", block, at);
                for cell in old_blocks::cells(line) {
                    self.element("td", block, at + cell.start..at + cell.end);
                }
                self.close("tr", block, at + line.len());
            }
            at += line.len();
        }
        self.close("table", block, range.end);
        range.end
    }

    /// Reads an element whose content is blocks.
    fn contents(
        &mut self,
        name: &'static str,
        block: &OldBlock<'_>,
        range: Range<usize>,
        inner: &MappedText<'_>,
        place: TextPlace,
    ) {
        self.open(name, block, range.start);
        if self.level < MOST_LEVELS {
            self.level += 1;
            self.blocks(&OldBlock::new(inner), place);
            self.level -= 1;
        } else {
            self.add_text(block, range.clone());
        }
        self.close(name, block, range.end);
    }

    /// Reads an element of Markdown itself around one or more lines of text; returns where that ends.
    fn element(&mut self, name: &'static str, block: &OldBlock<'_>, range: Range<usize>) -> usize {
        let end = range.end;
        self.open(name, block, range.start);
        self.spans(block, range);
        self.close(name, block, end);
        end
    }
}

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
