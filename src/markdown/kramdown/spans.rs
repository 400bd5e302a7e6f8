//! Lines of text: code spans, autolinks, math, links and tags (kramdown 2.4.0,
//! `lib/kramdown/parser/kramdown/{codespan,autolink,math,link,html,extensions}.rb`).
use super::lines::{LONGEST_TITLE, search_window};
use super::tags::{self, KramdownMarkup, KramdownTag, Model};
use super::{KramdownBlock, KramdownReader, html, normal_link_name};
use crate::text::ByteSet;
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Where text stops that is not raw. The text of a link ends at a `]`, where the caller has to look.
static STOPS: ByteSet = ByteSet::of(b"<`$\\{![]");

/// Where the pairs of brackets change.
static BRACKETS: ByteSet = ByteSet::of(b"\\<[]()");

impl KramdownReader {
    /// Reads text and the tags in it.
    pub(super) fn spans<'v>(&mut self, block: &KramdownBlock<'v>, range: Range<usize>) -> ShownTags<'v> {
        let bytes = &block.text.as_bytes()[range.clone()];
        // Links of Markdown matter only where they may be nested in links of HTML, or contain them.
        let special = if self.links.in_html {
            memchr::memchr3(b'<', b'{', b'[', bytes)
        } else {
            memchr::memchr2(b'<', b'{', bytes)
        };
        if special.is_none() {
            self.add_text(block, range);
            return ShownTags::default();
        }
        let links = if memchr::memchr(b'[', bytes).is_some() {
            Brackets::read(block, range.clone())
        } else {
            Brackets::default()
        };
        let mut text = SpanReader {
            block,
            range: range.clone(),
            at: range.start,
            open: vec![],
            shown: ShownTags::default(),
            links,
            unclosed: usize::MAX,
        };
        let mut shown = range.start;
        let mut open_links: Vec<(usize, usize)> = Vec::new();
        while text.at < range.end {
            let start = text.at;
            if let Some((end_of_text, after)) = open_links.last().copied()
                && start >= end_of_text
            {
                self.add_text(block, shown..start);
                self.close("a", block, end_of_text);
                open_links.pop();
                text.at = after.max(start);
                shown = text.at;
                continue;
            }
            match text.next(&self.links.names, open_links.is_empty()) {
                KramdownSpan::Text => {}
                KramdownSpan::Html => {
                    self.add_text(block, shown..start);
                    self.add_html(block, start..text.at);
                    shown = text.at;
                }
                KramdownSpan::ShownTag => {
                    self.add_text(block, shown..start);
                    self.add_shown_tag(block, start..text.at);
                    shown = text.at;
                }
                KramdownSpan::Extension(extension) => {
                    self.add_text(block, shown..start);
                    shown = self.extension(block, extension);
                    text.at = shown;
                }
                KramdownSpan::Link(end_of_text, after) => {
                    self.add_text(block, shown..start);
                    self.open("a", block, start);
                    open_links.push((end_of_text, after));
                    shown = text.at;
                }
            }
        }
        self.add_text(block, shown..range.end);
        for (end, _) in open_links {
            self.close("a", block, end.min(range.end));
        }
        text.shown
    }
}

/// What was seen of the tags that are shown as text.
#[derive(Default)]
pub(super) struct ShownTags<'v> {
    /// The names of the blocks whose start tags were shown, without those whose end tags were; at most [`MOST_SHOWN`].
    open: Vec<Cow<'v, str>>,
    /// The names of all of them, at most [`MOST_SHOWN`].
    pub(super) blocks: Vec<Cow<'v, str>>,
    /// Whether there was an end tag of an element that does not begin in the text.
    pub(super) has_stray: bool,
}

/// Among how many start tags that are shown as text that of an end tag is looked for.
const MOST_SHOWN: usize = 64;

/// What was read in a text.
enum KramdownSpan {
    Text,
    Html,
    /// The tag of a block, which is shown as text.
    ShownTag,
    Extension(html::Extension),
    /// A link: where its text ends, and where the whole link ends.
    Link(usize, usize),
}

struct SpanReader<'a, 'v> {
    block: &'a KramdownBlock<'v>,
    range: Range<usize>,
    at: usize,
    /// The open elements: their names, and whether their content is not Markdown.
    open: Vec<(Cow<'v, str>, bool)>,
    shown: ShownTags<'v>,
    links: Brackets,
    /// From this number of backticks on, a code span is known to have no end.
    unclosed: usize,
}

impl SpanReader<'_, '_> {
    fn rest(&self) -> &str {
        &self.block.text[self.at..self.range.end]
    }

    /// Reads what begins here, else skips text up to the next place where something can begin.
    fn next(&mut self, names: &HashSet<String>, may_link: bool) -> KramdownSpan {
        let raw = self.open.last().is_some_and(|(_, raw)| *raw);
        let bytes = self.rest().as_bytes();
        match bytes[0] {
            b'<' => return self.markup(raw),
            _ if raw => self.skip_char(),
            b'`' => self.code_span(),
            b'$' if bytes.starts_with(b"$$") => {
                let length = memchr::memmem::find(&bytes[2..], b"$$").map_or(2, |found| found + 4);
                self.at += length;
            }
            b'\\' => self.at += self.rest().chars().take(2).map(char::len_utf8).sum::<usize>(),
            b'{' if bytes.starts_with(b"{:") => {
                if let Some(extension) = html::extension_in_line(self.block, self.at, self.range.end) {
                    return KramdownSpan::Extension(extension);
                }
                self.at += self.attributes_of_span().unwrap_or(1);
            }
            b'!' if bytes.get(1) == Some(&b'[') => {
                let image = self.links.link(self.block, self.at + 1, self.range.end, names);
                self.at = image.map_or(self.at + 1, |(_, after)| after);
            }
            b'[' if may_link && bytes.get(1) != Some(&b'^') => {
                let link = self.links.link(self.block, self.at, self.range.end, names);
                self.at += 1;
                if let Some((end, after)) = link {
                    return KramdownSpan::Link(end, after);
                }
            }
            _ => self.skip_char(),
        }
        self.skip_plain_text(raw);
        KramdownSpan::Text
    }

    /// The length of a list of attributes (`{: .x}`) just after a link, a tag, code or emphasis.
    fn attributes_of_span(&self) -> Option<usize> {
        let before = self.block.text[self.range.start..self.at].bytes().next_back()?;
        matches!(before, b')' | b']' | b'>' | b'`' | b'*' | b'_').then_some(())?;
        let end = memchr::memchr2(b'}', b'\n', search_window(self.rest()))?;
        self.rest()[end..].starts_with('}').then_some(end + 1)
    }

    fn skip_char(&mut self) {
        self.at += self.rest().chars().next().map_or(1, char::len_utf8);
    }

    fn skip_plain_text(&mut self, raw: bool) {
        let bytes = &self.block.text.as_bytes()[self.at..self.range.end];
        let stop = if raw { memchr::memchr2(b'<', b']', bytes) } else { STOPS.find(bytes) };
        self.at += stop.unwrap_or(bytes.len());
    }

    fn code_span(&mut self) {
        let run = self.rest().bytes().take_while(|byte| *byte == b'`').count();
        let after = self.at + run;
        let before = self.block.text[self.range.start..self.at].chars().next_back();
        let next = self.block.text[after..self.range.end].chars().next();
        let lone = run == 1 && before.is_none_or(char::is_whitespace) && next.is_some_and(char::is_whitespace);
        if lone || run >= self.unclosed {
            self.at = after;
            return;
        }
        let fence = "`".repeat(run);
        if let Some(found) = self.block.text[after..self.range.end].find(&fence) {
            self.at = after + found + run;
        } else {
            self.unclosed = run;
            self.at = after;
        }
    }

    fn markup(&mut self, raw: bool) -> KramdownSpan {
        if !raw && let Some(length) = autolink(self.rest()) {
            self.at += length;
            return KramdownSpan::Text;
        }
        match self.block.markups.at(self.at).filter(|(_, end)| *end <= self.range.end) {
            Some((KramdownMarkup::Opaque, end)) if self.rest().starts_with("<!") => self.at = end,
            Some((KramdownMarkup::End(name), end)) => {
                let name = tags::normal(&self.block.text[name]);
                self.at = end;
                if self.open.last().is_some_and(|(open, _)| *open == name) {
                    self.open.pop();
                } else if let Some(start) = self.shown.open.iter().rposition(|shown| *shown == name) {
                    self.shown.open.truncate(start);
                    return KramdownSpan::ShownTag;
                } else {
                    self.shown.has_stray = true;
                }
            }
            Some((KramdownMarkup::Start(tag), end)) => {
                self.at = end;
                if self.is_shown(&tag) {
                    return KramdownSpan::ShownTag;
                }
                self.start_tag(&tag, raw);
            }
            _ => {
                self.at += if self.rest().starts_with("<<") { 2 } else { 1 };
                return KramdownSpan::Text;
            }
        }
        KramdownSpan::Html
    }

    /// Whether a start tag is shown as text.
    fn is_shown(&mut self, tag: &KramdownTag) -> bool {
        let name = tags::normal(&self.block.text[tag.name.clone()]);
        if !tags::is_refused_in_text(&name) {
            return false;
        }
        if !tag.closed && !tags::is_void(&name) {
            if self.shown.open.len() < MOST_SHOWN {
                self.shown.open.push(name.clone());
            }
            if self.shown.blocks.len() < MOST_SHOWN {
                self.shown.blocks.push(name);
            }
        }
        true
    }

    fn start_tag(&mut self, tag: &KramdownTag, raw: bool) {
        let name = tags::normal(&self.block.text[tag.name.clone()]);
        if tag.closed || tags::is_void(&name) {
            return;
        }
        let raw = match tag.markdown {
            Some(Model::Span) => false,
            Some(Model::Default) => tags::has_raw_content(&name),
            Some(Model::Raw) => true,
            Some(Model::Block) | None => raw || tags::has_raw_content(&name),
        };
        self.open.push((name, raw));
    }
}

/// The length of an autolink (`<https://…>`, `<me@example.org>`) at the start of `rest`.
fn autolink(rest: &str) -> Option<usize> {
    let inner = &rest[1..memchr::memchr2(b'>', b'\n', search_window(rest))?];
    if !rest[1 + inner.len()..].starts_with('>') {
        return None;
    }
    let is_url = ["mailto:", "http:", "https:", "ftp:", "ftps:"]
        .iter()
        .any(|scheme| inner.len() > scheme.len() && inner.starts_with(scheme));
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let is_address = inner.split_once('@').is_some_and(|(name, host)| is_part(name) && is_part(host));
    (is_url || is_address).then_some(inner.len() + 2)
}

/// The pairs of brackets in a text.
#[derive(Default)]
struct Brackets {
    /// The offsets of opening and closing `[ ]` and `( )`, ordered by the opening one.
    pairs: Vec<(usize, usize)>,
}

impl Brackets {
    fn read(block: &KramdownBlock<'_>, range: Range<usize>) -> Self {
        let bytes = block.text.as_bytes();
        let (mut squares, mut rounds, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
        // Brackets are a pair only inside the same element.
        let mut open = Vec::new();
        let mut at = range.start;
        while let Some(found) = bytes.get(at..range.end).and_then(|rest| BRACKETS.find(rest)) {
            at += found;
            match bytes[at] {
                b'\\' => at += 1,
                b'<' => {
                    if let Some((markup, end)) = block.markups.at(at).filter(|(_, end)| *end <= range.end) {
                        apply(&markup, block, &mut open);
                        while squares.last().is_some_and(|(_, depth)| *depth > open.len()) {
                            squares.pop();
                        }
                        at = end;
                        continue;
                    }
                }
                b'[' => squares.push((at, open.len())),
                b'(' => rounds.push(at),
                b']' if squares.last().is_some_and(|(_, depth)| *depth == open.len()) => {
                    pairs.extend(squares.pop().map(|(start, _)| (start, at)));
                }
                b')' => pairs.extend(rounds.pop().map(|start| (start, at))),
                _ => {}
            }
            at += 1;
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    fn close(&self, open: usize) -> Option<usize> {
        let at = self.pairs.binary_search_by_key(&open, |(start, _)| *start).ok()?;
        Some(self.pairs[at].1)
    }

    /// The link whose `[` is at `open`: where its text ends, and where the whole link ends.
    fn link(
        &self,
        block: &KramdownBlock<'_>,
        open: usize,
        limit: usize,
        names: &HashSet<String>,
    ) -> Option<(usize, usize)> {
        let close = self.close(open)?;
        let after = close + 1;
        let text = &block.text[open + 1..close];
        let rest = &block.text[after..limit];
        if rest.starts_with('(') {
            return self.destination(block, after, limit).map(|end| (close, end));
        }
        let spaces = rest.len() - rest.trim_start().len();
        if let Some(end) = rest[spaces..].strip_prefix('[').and_then(|id| id.find(']')) {
            let id = &rest[spaces + 1..spaces + 1 + end];
            let name = if id.is_empty() { text } else { id };
            let known = name.len() < LONGEST_TITLE && names.contains(&normal_link_name(name));
            return known.then_some((close, after + spaces + end + 2));
        }
        let known = !names.is_empty() && text.len() < LONGEST_TITLE && names.contains(&normal_link_name(text));
        known.then_some((close, after))
    }

    /// Where the destination and title end that begin with the `(` at `open`.
    fn destination(&self, block: &KramdownBlock<'_>, open: usize, limit: usize) -> Option<usize> {
        let rest = &block.text[open..limit];
        let longest = rest.len().min(LONGEST_TITLE);
        if let Some(inner) = rest.strip_prefix("(<") {
            let end = memchr::memchr(b'>', search_window(inner))? + 3;
            if rest[end..].starts_with(')') {
                return Some(open + end + 1);
            }
            let quote = end + (rest[end..].len() - rest[end..].trim_start().len());
            return title_end(rest, quote).map(|end| open + end);
        }
        let quoted = rest.as_bytes()[..longest]
            .windows(2)
            .position(|pair| pair[0].is_ascii_whitespace() && matches!(pair[1], b'"' | b'\''));
        match (self.close(open), quoted) {
            (Some(close), Some(quote)) if close > open + quote => title_end(rest, quote + 1).map(|end| open + end),
            (None, Some(quote)) => title_end(rest, quote + 1).map(|end| open + end),
            (Some(close), _) => Some(close + 1),
            (None, None) => None,
        }
    }
}

/// Adds or removes the element that the markup opens or closes.
fn apply<'v>(markup: &KramdownMarkup, block: &KramdownBlock<'v>, open: &mut Vec<Cow<'v, str>>) {
    match markup {
        KramdownMarkup::Start(tag) if !tag.closed => {
            let name = tags::normal(&block.text[tag.name.clone()]);
            if !tags::is_void(&name) && !tags::is_refused_in_text(&name) {
                open.push(name);
            }
        }
        KramdownMarkup::End(name)
            if open.last().is_some_and(|last| *last == tags::normal(&block.text[name.clone()])) =>
        {
            open.pop();
        }
        _ => {}
    }
}

/// Where the title ends whose quote is at `start`, its `)` included.
fn title_end(rest: &str, start: usize) -> Option<usize> {
    let quote = *rest.as_bytes().get(start).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let bytes = &rest.as_bytes()[..rest.len().min(start + LONGEST_TITLE)];
    memchr::memchr_iter(quote, bytes.get(start + 2..)?).find_map(|found| {
        let mut end = start + 2 + found + 1;
        while bytes.get(end).is_some_and(u8::is_ascii_whitespace) {
            end += 1;
        }
        (bytes.get(end) == Some(&b')')).then_some(end + 1)
    })
}
