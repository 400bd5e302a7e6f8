//! Blocks of raw HTML, which Python-Markdown takes out of the text before it looks for Markdown: `HTMLExtractor` of
//! `markdown/htmlparser.py`, and `HTMLExtractorExtra` of `markdown/extensions/md_in_html.py`, both of version 3.11.
use super::super::mapped_text::MappedText;
use super::stash::{Element, ElementContent, Stash, Stashed};
use super::tags::{self, PythonMarkup, PythonMarkups, PythonTag};
use super::{Ambiguity, Variant};
use std::collections::HashMap;
use std::ops::Range;

/// How many unclosed blocks are read as if they were closed at the next blank line; the rest of the text is left as it is.
const MOST_RECOVERED: usize = 8;

/// How many open inline elements are remembered.
const MOST_INLINE: usize = 64;

/// The text with a placeholder in place of each block of HTML, and whether one of them is not closed and so contains the rest of the text.
pub(super) fn take_out(text: &MappedText<'_>, variant: Variant, stash: &mut Stash) -> (MappedText<'static>, Ambiguity) {
    let mut extractor = Extractor {
        view: text,
        text: &text.text,
        markups: PythonMarkups::new(&text.text),
        variant,
        recover: if variant.recover { MOST_RECOVERED } else { 0 },
        stash,
        rest: MappedText::empty(),
        raw: None,
        in_tail: false,
        open_inline: Vec::new(),
        elements: Vec::new(),
        counts: HashMap::new(),
        just_opened: false,
        doubts: Ambiguity::default(),
    };
    extractor.run();
    (extractor.rest, extractor.doubts)
}

struct Extractor<'v, 's> {
    view: &'v MappedText<'v>,
    text: &'v str,
    markups: PythonMarkups<'v>,
    variant: Variant,
    recover: usize,
    stash: &'s mut Stash,
    /// The text without the blocks of HTML.
    rest: MappedText<'static>,
    /// The block of raw HTML that is being read.
    raw: Option<Raw>,
    /// Whether the current place is after a block of HTML, on its last line.
    in_tail: bool,
    /// The open inline elements of this paragraph; comments inside them are not blocks.
    open_inline: Vec<String>,
    /// The elements that `md_in_html` reads, outermost first, and how many there are of each name.
    elements: Vec<OpenElement>,
    counts: HashMap<String, usize>,
    /// Whether nothing came between the start tag of one of these elements and the current place.
    just_opened: bool,
    doubts: Ambiguity,
}

/// A block of raw HTML: where it begins, and the elements that are open in it.
struct Raw {
    start: usize,
    open: Vec<String>,
    counts: HashMap<String, usize>,
}

/// An element that `md_in_html` reads.
struct OpenElement {
    name: String,
    tag: Range<usize>,
    kind: RawKind,
    content: MappedText<'static>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RawKind {
    Raw,
    Line,
    Blocks,
}

impl Extractor<'_, '_> {
    fn run(&mut self) {
        let mut at = 0;
        loop {
            let lt = memchr::memchr(b'<', &self.text.as_bytes()[at..]).map_or(self.text.len(), |found| at + found);
            self.data(at..lt);
            if lt < self.text.len() {
                at = self.markup(lt);
                continue;
            }
            let Some(raw) = self.raw.take() else { break };
            self.doubts.unclosed = true;
            if self.recover == 0 {
                self.stash_html(raw.start..lt);
                break;
            }
            self.recover -= 1;
            at = blank_line(&self.text[raw.start..]).map_or(lt, |found| raw.start + found);
            self.stash_html(raw.start..at);
            self.in_tail = false;
        }
        if let Some(outermost) = self.elements.first() {
            let name = outermost.name.clone();
            self.end_element(&name, self.text.len()..self.text.len());
        }
    }

    /// `handle_data`.
    fn data(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let text = &self.text[range.clone()];
        self.in_tail &= !text.contains('\n');
        if self.raw.is_some() {
            return;
        }
        if !self.open_inline.is_empty() && blank_line(text).is_some() {
            self.open_inline.clear();
        }
        self.just_opened = false;
        let view = self.view;
        self.out().keep(view, range);
    }

    /// The text that is being written: that of the innermost open element, else the rest.
    fn out(&mut self) -> &mut MappedText<'static> {
        self.elements.last_mut().map_or(&mut self.rest, |open| &mut open.content)
    }

    /// Reads what begins with the `<` at `at` and returns where the text continues.
    fn markup(&mut self, at: usize) -> usize {
        let end = match self.markups.at(at) {
            Some(PythonMarkup::Start(tag)) => return self.start_tag(at, &tag),
            Some(PythonMarkup::End(name, end)) => {
                let name = self.text[name].to_ascii_lowercase();
                self.end_tag(&name, at..end);
                return end;
            }
            Some(PythonMarkup::Comment(end)) => {
                let in_line = self.is_comment_of_line(at..end);
                self.doubts.versions |= in_line && self.at_line_start(at);
                self.empty(at..end, self.variant.lenient || !in_line);
                return end;
            }
            Some(PythonMarkup::Opaque(end)) if self.at_line_start(at) || self.in_tail || !self.elements.is_empty() => {
                self.empty(at..end, true);
                return end;
            }
            _ => at + 1,
        };
        self.data(at..end);
        end
    }

    /// `at_line_start`: whether only up to three spaces come before on the line.
    fn at_line_start(&self, at: usize) -> bool {
        let before = &self.text.as_bytes()[..at];
        let spaces = before.iter().rev().take(4).take_while(|byte| **byte == b' ').count();
        spaces < 4 && (spaces == at || before[at - spaces - 1] == b'\n')
    }

    /// `handle_starttag` of both extractors.
    fn start_tag(&mut self, at: usize, tag: &PythonTag) -> usize {
        let name = self.text[tag.name.clone()].to_ascii_lowercase();
        let is_block = self.is_block(&name);
        if tag.closed || name == "hr" {
            self.empty(at..tag.end, is_block);
            return tag.end;
        }
        let begins = self.at_line_start(at) || self.in_tail;
        // Before version 3.11, an element inside another one had to begin a line as well.
        self.doubts.versions |= self.just_opened && is_block && !begins;
        let may_begin = begins || (self.just_opened && !self.variant.lenient);
        if self.variant.extensions.inside_html && is_block && self.raw.is_none() && may_begin {
            let kind = self.kind(&name, tag.markdown.as_deref());
            if kind != RawKind::Raw || !self.elements.is_empty() {
                self.open_element(name, at..tag.end, kind);
                return tag.end;
            }
        }
        if is_block && begins && self.raw.is_none() && self.elements.is_empty() {
            self.raw = Some(Raw { start: at, open: Vec::new(), counts: HashMap::new() });
        }
        if let Some(raw) = &mut self.raw {
            *raw.counts.entry(name.clone()).or_default() += 1;
            let opaque = matches!(name.as_str(), "script" | "style");
            let end = if opaque { end_of_opaque(self.text, tag.end, &name) } else { tag.end };
            raw.open.push(name);
            return end;
        }
        self.data(at..tag.end);
        if !is_block && !crate::html::is_void(&name) && self.open_inline.len() < MOST_INLINE {
            self.open_inline.push(name);
        }
        tag.end
    }

    fn is_block(&mut self, name: &str) -> bool {
        self.doubts.versions |= name == "center";
        self.variant.is_block(name)
    }

    /// `handle_endtag` of both extractors.
    fn end_tag(&mut self, name: &str, tag: Range<usize>) {
        if let Some(raw) = &mut self.raw {
            if raw.counts.get(name).is_some_and(|count| *count > 0) {
                while let Some(open) = raw.open.pop() {
                    *raw.counts.entry(open.clone()).or_default() -= 1;
                    if open == name {
                        break;
                    }
                }
            }
            if raw.open.is_empty() {
                let start = raw.start;
                self.raw = None;
                self.in_tail = !before_blank_line(&self.text[tag.end..]);
                self.stash_html(start..tag.end);
            }
            return;
        }
        if self.is_block(name) && self.is_open(name) {
            return self.end_element(name, tag);
        }
        self.data(tag);
        if let Some(open) = self.open_inline.iter().rposition(|open| open == name) {
            self.open_inline.truncate(open);
        }
    }

    /// `handle_empty_tag`, for markup without an end tag.
    fn empty(&mut self, range: Range<usize>, is_block: bool) {
        if self.raw.is_some() {
            return;
        }
        let begins = self.at_line_start(range.start) || (self.in_tail && self.elements.is_empty());
        if !(begins && is_block) {
            return self.data(range);
        }
        self.in_tail = !before_blank_line(&self.text[range.end..]);
        self.stash_html(range);
    }

    fn stash_html(&mut self, range: Range<usize>) {
        let mark = self.stash.add(Stashed::Html(range));
        self.out().add(&format!("\n{mark}\n\n"));
        self.just_opened = false;
    }

    /// `handle_comment`: since version 3.11, a comment inside an inline element is part of its line.
    fn is_comment_of_line(&self, comment: Range<usize>) -> bool {
        /// Within how many bytes the end tag of that element is searched.
        const FARTHEST: usize = 500;
        if self.open_inline.is_empty() || blank_line(&self.text[comment.clone()]).is_some() {
            return false;
        }
        let rest = &self.text.as_bytes()[comment.end..];
        let near = &rest[..rest.len().min(FARTHEST)];
        let rest = &near[..memchr::memmem::find(near, b"\n\n").unwrap_or(near.len())];
        memchr::memmem::find_iter(rest, b"</").any(|found| {
            let name = &rest[found + 2..];
            let mut names = self.open_inline.iter().rev().take(4).map(String::as_bytes);
            names.any(|open| name.get(..open.len()).is_some_and(|name| name.eq_ignore_ascii_case(open)))
        })
    }

    /// `get_state`.
    fn kind(&self, name: &str, requested: Option<&str>) -> RawKind {
        let parent = self.elements.last().map(|open| open.kind);
        let requested = match (parent, requested) {
            (Some(RawKind::Raw), _) | (_, None) => return RawKind::Raw,
            (Some(RawKind::Line), Some(value)) if value != "0" => "span",
            (_, Some("markdown")) => "1",
            (_, Some(value)) => value,
        };
        let (line, raw) = (tags::contains_a_line(name), tags::is_raw(name));
        match requested {
            _ if raw => RawKind::Raw,
            "span" => RawKind::Line,
            "1" if line => RawKind::Line,
            "1" | "block" => RawKind::Blocks,
            _ => RawKind::Raw,
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|count| *count > 0)
    }

    fn open_element(&mut self, name: String, tag: Range<usize>, kind: RawKind) {
        if self.is_open("p") {
            self.end_element("p", tag.start..tag.start);
        }
        *self.counts.entry(name.clone()).or_default() += 1;
        self.elements.push(OpenElement { name, tag, kind, content: MappedText::empty() });
        self.just_opened = true;
    }

    /// Ends the innermost element of that name, and those that are still open inside it.
    fn end_element(&mut self, name: &str, end: Range<usize>) {
        while let Some(open) = self.elements.pop() {
            let found = open.name == name;
            *self.counts.entry(open.name.clone()).or_default() -= 1;
            let end = if found { end.clone() } else { end.start..end.start };
            let content = match open.kind {
                RawKind::Raw => ElementContent::Raw,
                RawKind::Line => ElementContent::Line(open.content),
                RawKind::Blocks => ElementContent::Blocks(open.content),
            };
            let mark =
                self.stash.add(Stashed::Element(Box::new(Element { name: open.name, tag: open.tag, end, content })));
            // An element with spaces before it stays on their line, so that it is not read as a block.
            let outermost = self.elements.is_empty();
            let before = &self.out().text;
            let stays = before.ends_with("\n\n") || (outermost && !before.ends_with('\n'));
            let gap = if stays { "" } else { "\n\n" };
            self.out().add(&format!("{gap}{mark}\n\n"));
            if found {
                break;
            }
        }
        self.just_opened = false;
        self.in_tail = self.elements.is_empty() && !before_blank_line(&self.text[end.end..]);
    }
}

/// Where the end tag of `script` or `style`, whose content is not parsed, begins; the end of the text when there is none.
fn end_of_opaque(text: &str, from: usize, name: &str) -> usize {
    let is_end_tag = |at: &usize| {
        let rest = text[from + at + 2..].trim_start();
        let after = rest.get(..name.len()).filter(|found| found.eq_ignore_ascii_case(name));
        after.is_some_and(|_| rest[name.len()..].trim_start().starts_with('>'))
    };
    memchr::memmem::find_iter(&text.as_bytes()[from..], b"</").find(is_end_tag).map_or(text.len(), |found| from + found)
}

/// `blank_line_re`: whether the rest of this line and the next line are blank.
fn before_blank_line(rest: &str) -> bool {
    after_blank(rest).and_then(after_blank).is_some()
}

/// The text after the line, when the line is blank.
fn after_blank(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches(' ');
    rest.strip_prefix('\n').or_else(|| rest.strip_prefix("\r\n"))
}

/// Where the first blank line of the text begins.
fn blank_line(text: &str) -> Option<usize> {
    let mut ends = memchr::memchr_iter(b'\n', text.as_bytes());
    ends.find(|end| matches!(text.as_bytes().get(end + 1), Some(b'\n' | b'\r')))
}
