//! Blocks of HTML, and kramdown's own extensions (`{::nomarkdown}`, `{::comment}`, `{::options}`): kramdown 2.4.0,
//! `lib/kramdown/parser/kramdown/{html,extensions}.rb`.
use super::lines::search_window;
use super::tags::{KramdownMarkup, KramdownTag, Model};
use super::{KramdownBlock, KramdownReader, MOST_LEVELS, Paragraphs, lines, tags};
use crate::html::{Segment, is_element};
use crate::text::spelling::is_one_typo_apart;
use std::borrow::Cow;
use std::ops::Range;

/// The start of a block of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum HtmlStart {
    /// A comment, and where it ends (at the end of the text, when it is not closed).
    Comment(usize),
    /// A start tag, and where it ends.
    Tag(KramdownTag, usize),
    /// A tag without its `>`, which kramdown shows as text, and where the text that may belong to the tag ends.
    Broken(usize),
}

/// The block of HTML that begins at `at`.
pub(super) fn begins(block: &KramdownBlock<'_>, at: usize) -> Option<HtmlStart> {
    let rest = &block.text[at..];
    if rest.starts_with("<!--") {
        return Some(HtmlStart::Comment(block.markups.comment(at).unwrap_or(block.text.len())));
    }
    let indented = rest.len() - lines::outdented(rest)?.len();
    let start = at + indented;
    if !block.text[start..].starts_with('<') {
        return None;
    }
    match block.markups.at(start) {
        Some((KramdownMarkup::Start(tag), end)) => {
            let name = tags::normal(&block.text[tag.name.clone()]);
            (!tags::is_span_element(&name)).then_some(HtmlStart::Tag(tag, end))
        }
        Some(_) => None,
        None => broken_tag(block, start).map(HtmlStart::Broken),
    }
}

/// Where the end tag that begins the line ends, when it is that of `name`.
pub(super) fn end_tag(block: &KramdownBlock<'_>, at: usize, name: &str) -> Option<usize> {
    let line = block.line(at);
    let start = at + line.len() - lines::outdented(line)?.len();
    if !block.text[start..].starts_with("</") {
        return None;
    }
    match block.markups.at(start)? {
        (KramdownMarkup::End(found), end) if block.text[found.clone()].eq_ignore_ascii_case(name) => Some(end),
        _ => None,
    }
}

/// Where a tag ends that has no `>` before the next tag or the end of its paragraph; `None` when the tag has one.
fn broken_tag(block: &KramdownBlock<'_>, start: usize) -> Option<usize> {
    let rest = &block.text[start..];
    let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    if !tags::is_block_element(&name.to_ascii_lowercase()) {
        return None;
    }
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return None,
            (None, b'<') => return Some(start + at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (_, b'\n') if lines::is_blank(lines::line(&rest[at + 1..])) => return Some(start + at + 1),
            _ => {}
        }
    }
    Some(block.text.len())
}

/// The start of the next line when only spaces are left of this one, else `at`.
fn after_spaces(block: &KramdownBlock<'_>, at: usize) -> usize {
    let line = block.line(at);
    if line.ends_with('\n') && lines::is_blank(line) { at + line.len() } else { at }
}

impl KramdownReader {
    /// Reads a block of HTML and returns where it ends.
    pub(super) fn html_block(&mut self, block: &KramdownBlock<'_>, at: usize, begin: HtmlStart) -> usize {
        match begin {
            HtmlStart::Comment(end) => {
                self.add_html(block, at..end);
                after_spaces(block, end)
            }
            HtmlStart::Broken(end) => {
                self.add_html(block, at..end);
                end
            }
            HtmlStart::Tag(tag, end) => {
                let end = self.html_element(block, at, &tag, end);
                after_spaces(block, end)
            }
        }
    }

    /// Reads an element whose start tag is `start..end` and returns where it ends.
    fn html_element(&mut self, block: &KramdownBlock<'_>, start: usize, tag: &KramdownTag, end: usize) -> usize {
        let name = tags::normal(&block.text[tag.name.clone()]);
        let default = if self.html_holds_blocks { Model::Default } else { Model::Raw };
        if tag.closed || tags::is_void(&name) {
            self.add_html(block, start..end);
            return end;
        }
        if is_raw_text(&name) {
            let end = end_of_element(block, end, &name).end;
            self.add_html(block, start..end);
            return end;
        }
        match self.model(&name, tag.markdown.unwrap_or(default)) {
            Model::Raw | Model::Default => self.raw(block, start, end, name),
            model => self.markdown_inside(block, start..end, &name, model),
        }
    }

    fn model(&self, name: &str, requested: Model) -> Model {
        match requested {
            _ if self.level >= MOST_LEVELS => Model::Raw,
            Model::Default => tags::content(name),
            model => model,
        }
    }

    /// Reads an element whose content is Markdown and returns where its end tag ends.
    fn markdown_inside(&mut self, block: &KramdownBlock<'_>, tag: Range<usize>, name: &str, model: Model) -> usize {
        self.add_html(block, tag.clone());
        if model == Model::Block {
            self.level += 1;
            let (end, _) = self.blocks(block, after_spaces(block, tag.end), Some(name), Paragraphs::Shown);
            self.level -= 1;
            return end;
        }
        let end_tag = end_of_element(block, tag.end, name);
        let first = self.segments.len();
        let shown = self.spans(block, tag.end..end_tag.start);
        if shown.has_stray || end_tag.is_empty() || shown.blocks.iter().any(|block| block == name) {
            // It lacks its own end tag, so that blocks are in its text: a consequence, and no mistake of theirs.
            for segment in &mut self.segments[first..] {
                if let Segment::ShownTag(tag) = segment {
                    *segment = Segment::Html(*tag);
                }
            }
        }
        self.add_html(block, end_tag.clone());
        end_tag.end
    }

    /// Reads HTML up to the end tag of the element `name`; only elements with the attribute `markdown` contain Markdown.
    fn raw<'v>(&mut self, block: &KramdownBlock<'v>, start: usize, content: usize, name: Cow<'v, str>) -> usize {
        let (mut open, mut run, mut at) = (vec![name], start, content);
        while let Some(found) = memchr::memchr(b'<', &block.text.as_bytes()[at..]) {
            let lt = at + found;
            match block.markups.at(lt) {
                Some((KramdownMarkup::Opaque, end)) => at = end,
                Some((KramdownMarkup::End(name), end)) => {
                    at = end;
                    self.end_raw(&mut open, &tags::normal(&block.text[name]));
                    if open.is_empty() {
                        self.add_html(block, run..at);
                        return at;
                    }
                }
                Some((KramdownMarkup::Start(tag), end)) => {
                    let name = tags::normal(&block.text[tag.name.clone()]);
                    at = end;
                    if tag.closed || tags::is_void(&name) {
                        continue;
                    }
                    match self.model(&name, tag.markdown.unwrap_or(Model::Raw)) {
                        _ if is_raw_text(&name) => at = end_of_element(block, end, &name).end,
                        Model::Raw | Model::Default => open.push(name),
                        model => {
                            self.add_html(block, run..lt);
                            at = self.markdown_inside(block, lt..end, &name, model);
                            run = at;
                        }
                    }
                }
                None => {
                    let broken = block.text[lt..].starts_with("<!--").then_some(block.text.len());
                    if let Some(end) = broken.or_else(|| broken_tag(block, lt)) {
                        at = end;
                        continue;
                    }
                    // kramdown writes this `<` as `&lt;`.
                    self.add_html(block, run..lt);
                    self.add_text(block, lt..lt + 1);
                    at = lt + 1;
                    run = at;
                }
            }
        }
        self.add_html(block, run..block.text.len());
        block.text.len()
    }

    /// Reads an end tag in raw HTML: kramdown accepts only that of the innermost element.
    fn end_raw(&mut self, open: &mut Vec<Cow<'_, str>>, name: &str) {
        let near = open.len().saturating_sub(DEEPEST);
        let Some(at) = open[near..].iter().rposition(|open| open == name).map(|at| near + at) else {
            let misspelt = open.last().is_some_and(|last| is_one_typo_apart(last, name)) && !is_element(name);
            self.overlaps |= misspelt;
            if misspelt && self.recover {
                open.pop();
            }
            return;
        };
        let innermost = at + 1 == open.len();
        self.overlaps |= !innermost;
        if innermost || self.recover {
            open.truncate(at);
        }
    }

    /// Reads an extension and returns where it ends.
    pub(super) fn extension(&mut self, block: &KramdownBlock<'_>, extension: Extension) -> usize {
        match extension.name {
            ExtensionName::Comment => {}
            ExtensionName::NoMarkdown => self.add_html(block, extension.body),
            ExtensionName::Options { html_holds_blocks } => {
                self.html_holds_blocks = html_holds_blocks.unwrap_or(self.html_holds_blocks);
            }
        }
        extension.end
    }
}

/// How many open elements an end tag can end: the limit of the depth of all HTML.
const DEEPEST: usize = 512;

fn is_raw_text(name: &str) -> bool {
    matches!(name, "script" | "style")
}

/// The end tag of an element whose content is not parsed; empty and at the end of the text when there is none.
fn end_of_element(block: &KramdownBlock<'_>, from: usize, name: &str) -> Range<usize> {
    for at in memchr::memmem::find_iter(&block.text.as_bytes()[from..], b"</") {
        if let Some((KramdownMarkup::End(found), end)) = block.markups.at(from + at)
            && block.text[found].eq_ignore_ascii_case(name)
        {
            return from + at..end;
        }
    }
    block.text.len()..block.text.len()
}

/// One of kramdown's extensions.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Extension {
    name: ExtensionName,
    body: Range<usize>,
    end: usize,
}

#[derive(Debug, PartialEq, Eq)]
enum ExtensionName {
    Comment,
    NoMarkdown,
    Options { html_holds_blocks: Option<bool> },
}

/// The end marks of extensions (`{:/comment}`, `{:/}`): one list of them for each name.
#[derive(Debug, Default)]
pub(super) struct EndMarks([Vec<Range<usize>>; EXTENSIONS.len()]);

const EXTENSIONS: [&str; 3] = ["comment", "nomarkdown", "options"];

impl EndMarks {
    pub(super) fn read(text: &str) -> Self {
        let mut stops = Self::default();
        for start in memchr::memmem::find_iter(text.as_bytes(), b"{:/") {
            let name = &text[start + 3..];
            let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
            let name_end = start + 3 + name.len();
            if !text[name_end..].starts_with('}') {
                continue;
            }
            let end = name_end + 1;
            for (known, places) in EXTENSIONS.iter().zip(&mut stops.0) {
                if name.is_empty() || name == *known {
                    places.push(start..end);
                }
            }
        }
        stops
    }

    fn after(&self, name: &str, at: usize) -> Option<Range<usize>> {
        let places = &self.0[EXTENSIONS.iter().position(|known| *known == name)?];
        places.get(places.partition_point(|stop| stop.start < at)).cloned()
    }
}

/// The extension that begins as a block at `at`: its start and end marks are alone on their lines.
pub(super) fn extension(block: &KramdownBlock<'_>, at: usize) -> Option<Extension> {
    let line = block.line(at);
    let start = at + line.len() - lines::outdented(line)?.len();
    let line_end = at + line.len();
    let mut found = extension_in_line(block, start, block.text.len())?;
    let alone = |from: usize| lines::is_blank(block.line(from));
    if !alone(found.body.start) {
        return None;
    }
    if found.end > line_end {
        if !alone(found.end) {
            return None;
        }
        found.body.start = line_end;
    }
    found.end += block.line(found.end).len();
    Some(found)
}

/// The extension that begins with the `{` at `at` in a line of text and ends before `limit`.
pub(super) fn extension_in_line(block: &KramdownBlock<'_>, at: usize, limit: usize) -> Option<Extension> {
    let inner = block.text[at..limit].strip_prefix("{::")?;
    let end = memchr::memchr2(b'}', b'\n', search_window(inner))?;
    let inner = inner[end..].starts_with('}').then(|| &inner[..end])?;
    let start = at + "{::".len() + inner.len() + 1;
    let word = inner.split_whitespace().next()?.trim_end_matches('/');
    let name = extension_name(word, inner)?;
    if inner.ends_with('/') {
        return Some(Extension { name, body: start..start, end: start });
    }
    let stop = block.end_marks().after(word, start).filter(|stop| stop.end <= limit)?;
    Some(Extension { name, body: start..stop.start, end: stop.end })
}

fn extension_name(word: &str, inner: &str) -> Option<ExtensionName> {
    match word {
        "comment" => Some(ExtensionName::Comment),
        "nomarkdown" => Some(ExtensionName::NoMarkdown),
        "options" => {
            let value = inner.split_once("parse_block_html=").map(|(_, value)| value.trim_start_matches(['"', '\'']));
            Some(ExtensionName::Options { html_holds_blocks: value.map(|value| value.starts_with("true")) })
        }
        _ => None,
    }
}
