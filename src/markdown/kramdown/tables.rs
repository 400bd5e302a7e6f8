//! Tables: lines that all have a `|` (kramdown 2.4.0, `lib/kramdown/parser/kramdown/table.rb`).
use super::tags::{self, KramdownMarkup};
use super::{KramdownBlock, KramdownReader, lines};
use std::borrow::Cow;
use std::ops::Range;

/// Where the table that begins at `at` ends; `None` where kramdown sees no table.
pub(super) fn end(block: &KramdownBlock<'_>, at: usize) -> Option<usize> {
    if !lines::has_pipe(block.line(at)) {
        return None;
    }
    let mut end = at;
    let mut rows = TableRows::default();
    while end < block.text.len() {
        let line = block.line(end);
        if !lines::has_pipe(line) {
            break;
        }
        rows.take(line, end == at);
        end += line.len();
    }
    let after = block.line(end.min(block.text.len()));
    let ends_block = lines::is_blank(after) || lines::is_end_mark(after) || lines::is_attribute_list(after);
    (ends_block && rows.have_a_body() && has_pipes_outside_of_html(block, at..end)).then_some(end)
}

/// What the lines of a table were so far: kramdown sees no table where there are only rows of its head.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a part that is there or not")]
struct TableRows {
    /// Whether there are rows that no line ended yet.
    pending: bool,
    has_head: bool,
    has_body: bool,
    has_foot: bool,
}

impl TableRows {
    fn take(&mut self, line: &str, is_first: bool) {
        if !lines::separates_rows(line) {
            self.pending = true;
        } else if line.contains('=') {
            self.has_body |= std::mem::take(&mut self.pending);
            self.has_foot |= !is_first;
        } else if self.pending && !self.has_head && !self.has_foot {
            (self.has_head, self.pending) = (true, false);
        } else if self.pending && !self.has_foot {
            (self.has_body, self.pending) = (true, false);
        }
    }

    fn have_a_body(&self) -> bool {
        self.has_body || self.pending && !self.has_foot
    }
}

/// Whether a `|` is outside of code and of inline elements in the lines of what may be a table, by the walk over its parts at the end of
/// `parse_table`. A `|` in an attribute or inside `<b>` makes no table, although cells are later split at it.
fn has_pipes_outside_of_html(block: &KramdownBlock<'_>, range: Range<usize>) -> bool {
    let end = range.start + block.text[range.clone()].trim_end_matches('\n').len();
    let mut walk = TableWalk {
        block,
        end,
        start: range.start,
        text: range.start,
        open: Vec::new(),
        unclosed: usize::MAX,
        pipe_on_line: false,
        stopped: false,
    };
    let mut at = range.start;
    while let Some(found) = block.text.as_bytes().get(at..end).and_then(|rest| memchr::memchr2(b'`', b'<', rest)) {
        at += found;
        at = if block.text.as_bytes()[at] == b'`' { walk.code(at) } else { walk.markup(at) };
        if walk.stopped {
            break;
        }
    }
    walk.text_to(end);
    walk.pipe_on_line
}

/// The walk over the parts of a table: texts, code and elements.
struct TableWalk<'a, 'v> {
    block: &'a KramdownBlock<'v>,
    start: usize,
    end: usize,
    /// Where the text began that was not looked at yet.
    text: usize,
    /// The open elements: their names, and whether their content is not Markdown.
    open: Vec<(Cow<'v, str>, bool)>,
    /// From this number of backticks on, a code span is known to have no end.
    unclosed: usize,
    pipe_on_line: bool,
    stopped: bool,
}

impl TableWalk<'_, '_> {
    /// Reads the backticks at `at` and returns where the walk continues.
    fn code(&mut self, at: usize) -> usize {
        if self.open.last().is_some_and(|(_, raw)| *raw) {
            return at + 1;
        }
        let before = (at > self.start).then(|| self.block.text.as_bytes()[at - 1]);
        match code_span(&self.block.text[at..self.end], before, &mut self.unclosed) {
            Err(marks) => at + marks,
            Ok(code) => {
                let end = at + code.end;
                if self.open.is_empty() {
                    self.text_to(at);
                    self.code_part(&self.block.text[at + code.marks..end - code.marks]);
                    self.text = end;
                }
                end
            }
        }
    }

    /// Reads the `<` at `at` and returns where the walk continues. End tags and tags of blocks are text.
    fn markup(&mut self, at: usize) -> usize {
        let block = self.block;
        let Some((markup, after)) = block.markups.at(at).filter(|(_, after)| *after <= self.end) else { return at + 1 };
        match markup {
            KramdownMarkup::Opaque if !block.text[at..].starts_with("<!") => return at + 1,
            KramdownMarkup::Opaque if self.open.is_empty() => {
                self.text_to(at);
                self.text_to(after);
            }
            KramdownMarkup::Opaque => {}
            KramdownMarkup::End(name) => {
                let name = tags::normal(&block.text[name]);
                if self.open.pop_if(|(open, _)| *open == name).is_some() {
                    self.text = after;
                }
            }
            KramdownMarkup::Start(tag) => {
                let name = tags::normal(&block.text[tag.name]);
                if !tags::is_refused_in_text(&name) {
                    self.text_to(at);
                    self.text = after;
                    let raw = tags::has_raw_content(&name) || self.open.last().is_some_and(|(_, raw)| *raw);
                    let is_open = !tag.closed && !tags::is_void(&name);
                    self.open.extend(is_open.then_some((name, raw)));
                }
            }
        }
        after
    }

    /// Looks at the text up to `end`, unless it is inside an element.
    fn text_to(&mut self, end: usize) {
        let text = self.block.text[self.text..end].trim_end_matches('\n');
        self.text = end;
        if self.stopped || text.is_empty() || !self.open.is_empty() {
            return;
        }
        let (first, last) = (lines::line(text), text.rsplit('\n').next().unwrap_or(text));
        let has_lines = first.len() < text.len();
        self.stopped = has_lines && !self.pipe_on_line && !lines::has_pipe(first);
        if !self.stopped {
            self.pipe_on_line = (!has_lines && self.pipe_on_line) || lines::has_pipe(last);
        }
    }

    fn code_part(&mut self, code: &str) {
        let count = if self.stopped { 0 } else { code.trim_end_matches('\n').split('\n').count() };
        self.stopped |= count > 2 || (count == 2 && !self.pipe_on_line);
        self.pipe_on_line &= self.stopped || count < 2;
    }
}

/// The cells of the row at `at`: the text between its `|`, except those in code.
fn cells(block: &KramdownBlock<'_>, at: usize) -> Vec<Range<usize>> {
    let line = block.line(at).trim_end();
    let bytes = line.as_bytes();
    let (mut cells, mut start, mut place) = (Vec::new(), 0, 0);
    // From this number of backticks on, a code span is known to have no end.
    let mut unclosed = usize::MAX;
    let last_code_end = line.rfind("</code>").unwrap_or(0);
    while let Some(found) = bytes.get(place..).and_then(|rest| memchr::memchr3(b'<', b'`', b'|', rest)) {
        place += found;
        match bytes[place] {
            b'<' => place += code_element(&line[place..], last_code_end.saturating_sub(place)).max(1) - 1,
            b'`' => {
                let before = place.checked_sub(1).map(|before| bytes[before]);
                let code = code_span(&line[place..], before, &mut unclosed);
                place += code.map_or_else(|length| length, |code| code.end) - 1;
            }
            b'|' if place == 0 || bytes[place - 1] != b'\\' => {
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

/// The length of a `<code …>…</code>` at the start of `rest`, which a row keeps whole; 0 where there is none. The last end tag of the line
/// begins at `last`.
fn code_element(rest: &str, last: usize) -> usize {
    let content = rest.strip_prefix("<code").and_then(|tag| tag.find('>')).map(|end| "<code".len() + end + 1);
    let end =
        content.filter(|content| *content <= last).and_then(|content| Some(content + rest[content..].find("</code>")?));
    end.map_or(0, |end| end + "</code>".len())
}

/// A code span: the length of its marks, and where it ends.
struct CodeSpan {
    marks: usize,
    end: usize,
}

/// The code span at the start of `rest`, or the number of its backticks when they begin none: without an end, or a lone one between spaces.
fn code_span(rest: &str, before: Option<u8>, unclosed: &mut usize) -> Result<CodeSpan, usize> {
    let marks = rest.bytes().take_while(|byte| *byte == b'`').count();
    let is_blank = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_whitespace());
    let is_lone = marks == 1 && is_blank(before) && is_blank(rest.as_bytes().get(1).copied());
    if is_lone || marks >= *unclosed {
        return Err(marks);
    }
    let Some(found) = memchr::memmem::find(&rest.as_bytes()[marks..], &rest.as_bytes()[..marks]) else {
        *unclosed = marks;
        return Err(marks);
    };
    Ok(CodeSpan { marks, end: marks + found + marks })
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
