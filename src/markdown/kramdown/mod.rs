//! kramdown 2.4.0 with its GFM parser (kramdown-parser-gfm 1.1.0), as Jekyll runs it: block by block, so that the bytes that it reads as HTML
//! are known.
//!
//! The blocks are tried in the order of `lib/kramdown/parser/kramdown.rb`. The content of a block element is HTML up to its end tag, whatever
//! it is; misplaced tags are HTML here too, although kramdown shows them as text, so that they can be reported. Tags of blocks in a line of
//! text are segments of their own.
mod containers;
mod html;
pub(super) mod lines;
mod spans;
mod starts;
mod tables;
mod tags;

use super::mapped_text::MappedText;
use crate::html::Segment;
use lines::line;
use starts::{BlockKind, kind_of, paragraph_end};
use std::cell::{Cell, OnceCell};
use std::collections::HashSet;
use std::ops::Range;
use tags::KramdownMarkups;

/// Blocks nested deeper than this are read as text: nobody writes them, and each level is read once more.
const MOST_LEVELS: usize = 48;

/// The interpretations of `view`: the segments as kramdown reads them and, when an element inside HTML lacks its end tag, so that kramdown reads
/// the rest of the post as HTML, those with that end tag. Consequences of such a mistake are then not reported as problems of their own.
///
/// `html_holds_blocks` is kramdown's option `parse_block_html`.
pub(super) fn interpretations(view: &MappedText<'_>, length: usize, html_holds_blocks: bool) -> Vec<Vec<Segment>> {
    let faithful = KramdownReader::read(view, length, html_holds_blocks, false);
    let recovered = faithful.overlaps.then(|| KramdownReader::read(view, length, html_holds_blocks, true).segments);
    std::iter::once(faithful.segments).chain(recovered).collect()
}

/// Reads blocks and spans into segments.
struct KramdownReader {
    segments: Vec<Segment>,
    /// Length of the body in bytes.
    length: usize,
    links: Links,
    /// kramdown's option `parse_block_html`, which `{::options parse_block_html="true" /}` sets.
    html_holds_blocks: bool,
    level: usize,
    /// Whether an end tag of HTML also ends the elements that are still open inside its own.
    recover: bool,
    /// Whether there was an end tag with open elements inside its own.
    overlaps: bool,
}

impl KramdownReader {
    fn read(view: &MappedText<'_>, length: usize, html_holds_blocks: bool, recover: bool) -> Self {
        let links = Links::of(&view.text);
        let mut reader =
            Self { segments: Vec::new(), length, links, html_holds_blocks, level: 0, recover, overlaps: false };
        reader.blocks(&KramdownBlock::new(view), 0, None, Paragraphs::Shown);
        reader
    }
}

/// The facts about the links of a text that are needed before it is read.
struct Links {
    /// The names that `[name]: …` lines define.
    names: HashSet<String>,
    /// Whether there are links in HTML, inside which links of Markdown would be nested.
    in_html: bool,
}

impl Links {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let begins_link = |at: usize| matches!(bytes.get(at + 1), Some(b'a' | b'A'));
        Self { names: link_names(text), in_html: memchr::memchr_iter(b'<', bytes).any(begins_link) }
    }
}

/// A text that is read as blocks.
struct KramdownBlock<'v> {
    view: &'v MappedText<'v>,
    text: &'v str,
    markups: KramdownMarkups<'v>,
    fences: OnceCell<Vec<ClosingFence>>,
    end_marks: OnceCell<html::EndMarks>,
    /// The part of a line that was looked at last, because many blocks of HTML may be on one line.
    seen: Cell<(usize, usize)>,
}

/// A line that is a fence and nothing else.
struct ClosingFence {
    start: usize,
    mark: u8,
    length: usize,
    /// The greatest length of a fence of backticks, and of one of tildes, from here on.
    longest: [usize; 2],
}

impl<'v> KramdownBlock<'v> {
    fn new(view: &'v MappedText<'v>) -> Self {
        let text: &str = &view.text;
        Self {
            view,
            text,
            markups: KramdownMarkups::new(text),
            fences: OnceCell::new(),
            end_marks: OnceCell::new(),
            seen: Cell::new((0, 0)),
        }
    }

    /// The fences, in order. They are found on first use, because most blocks do not need them.
    fn fences(&self) -> &[ClosingFence] {
        self.fences.get_or_init(|| {
            let mut at = 0;
            let mut fences = Vec::new();
            while at < self.text.len() {
                let line = self.line(at);
                if let Some((mark, length, "")) = lines::fence(line) {
                    fences.push(ClosingFence { start: at, mark, length, longest: [0; 2] });
                }
                at += line.len();
            }
            let mut longest = [0; 2];
            for fence in fences.iter_mut().rev() {
                let of_mark = &mut longest[usize::from(fence.mark == b'~')];
                *of_mark = fence.length.max(*of_mark);
                fence.longest = longest;
            }
            fences
        })
    }

    /// The end marks of kramdown's extensions.
    fn end_marks(&self) -> &html::EndMarks {
        self.end_marks.get_or_init(|| html::EndMarks::read(self.text))
    }

    /// The fence that closes one of this character and length, which ends before `from`.
    fn closing_fence(&self, from: usize, mark: u8, length: usize) -> Option<&ClosingFence> {
        let fences = self.fences();
        let later = &fences[fences.partition_point(|fence| fence.start < from)..];
        // Where none is long enough, none of the later ones is looked at.
        later.first().filter(|first| first.longest[usize::from(mark == b'~')] >= length)?;
        later.iter().find(|fence| fence.mark == mark && fence.length >= length)
    }

    /// The rest of the line from `at` on, its line end included.
    fn line(&self, at: usize) -> &'v str {
        let (start, end) = self.seen.get();
        if start <= at && at < end {
            return &self.text[at..end];
        }
        let line = line(&self.text[at..]);
        self.seen.set((at, at + line.len()));
        line
    }
}

/// Whether the first paragraph of a text gets an element of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paragraphs {
    Shown,
    /// In a list item the first paragraph has none, unless a blank line and more content follow it.
    OfItem,
}

/// What comes before the current block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Preceding {
    /// Nothing, a blank line or an end mark.
    Boundary,
    Paragraph,
    Other,
}

impl KramdownReader {
    /// Reads blocks from `at` to the end of the text, or to the end tag of the element `inside`; returns where it stopped, and whether that was
    /// at the end tag.
    fn blocks(
        &mut self,
        block: &KramdownBlock<'_>,
        mut at: usize,
        inside: Option<&str>,
        shown: Paragraphs,
    ) -> (usize, bool) {
        let start = at;
        let mut last = Preceding::Boundary;
        let mut paragraph: Option<Range<usize>> = None;
        while at < block.text.len() {
            let rest = &block.text[at..];
            let blank = lines::blank_lines(rest);
            if blank > 0 {
                self.end_paragraph(block, &mut paragraph, start, shown);
                at += blank;
                last = Preceding::Boundary;
                continue;
            }
            if let Some(end) = inside.and_then(|name| html::end_tag(block, at, name)) {
                self.end_paragraph(block, &mut paragraph, start, shown);
                self.add_html(block, at..end);
                return (end, true);
            }
            let Some(kind) = kind_of(block, at, last) else {
                let end = paragraph_end(block, at);
                paragraph = Some(paragraph.map_or(at, |open| open.start)..end);
                (at, last) = (end, Preceding::Paragraph);
                continue;
            };
            self.end_paragraph(block, &mut paragraph, start, shown);
            last = if matches!(kind, BlockKind::Boundary | BlockKind::Extension(_)) {
                Preceding::Boundary
            } else {
                Preceding::Other
            };
            at = self.block(block, at, kind);
        }
        self.end_paragraph(block, &mut paragraph, start, shown);
        (at, false)
    }

    /// Reads the block that begins at `at` and returns where it ends.
    fn block(&mut self, block: &KramdownBlock<'_>, at: usize, kind: BlockKind) -> usize {
        let end = at + block.line(at).len();
        match kind {
            BlockKind::Code(end) => self.code(block, at..end),
            BlockKind::Quotation => self.quotation(block, at),
            BlockKind::Heading(level, text) => self.heading(block, level, at + text..end),
            BlockKind::Underlined(level) => self.heading(block, level, at..end) + block.line(end).len(),
            BlockKind::List => self.list(block, at),
            BlockKind::Definition => self.definition(block, at),
            BlockKind::Html(begin) => self.html_block(block, at, begin),
            BlockKind::Math(end) => self.add_text(block, at..end),
            BlockKind::Table(end) => self.table(block, at..end),
            BlockKind::Footnote(mark) => self.footnote(block, at, mark),
            BlockKind::Extension(extension) => self.extension(block, extension),
            BlockKind::Nothing | BlockKind::Boundary => end,
        }
    }

    fn end_paragraph(
        &mut self,
        block: &KramdownBlock<'_>,
        paragraph: &mut Option<Range<usize>>,
        start: usize,
        shown: Paragraphs,
    ) {
        let Some(range) = paragraph.take() else { return };
        let after = &block.text[range.end..];
        let is_first = || range.start == start + lines::blank_lines(&block.text[start..]);
        let more = || lines::blank_lines(after) > 0 && !lines::is_blank(after);
        if shown == Paragraphs::OfItem && is_first() && !more() {
            self.spans(block, range);
            return;
        }
        self.element("p", block, range);
    }

    fn heading(&mut self, block: &KramdownBlock<'_>, level: usize, range: Range<usize>) -> usize {
        let end = range.end;
        self.element(["h1", "h2", "h3", "h4", "h5", "h6"][level - 1], block, range);
        end
    }

    /// Reads an element of Markdown itself around one or more lines of text.
    fn element(&mut self, name: &'static str, block: &KramdownBlock<'_>, range: Range<usize>) {
        self.open(name, block, range.start);
        self.spans(block, range.clone());
        self.close(name, block, range.end);
    }

    fn code(&mut self, block: &KramdownBlock<'_>, range: Range<usize>) -> usize {
        self.open("pre", block, range.start);
        let end = self.add_text(block, range);
        self.close("pre", block, end);
        end
    }

    fn open(&mut self, name: &'static str, block: &KramdownBlock<'_>, at: usize) {
        let at = block.view.body_offset(at).min(self.length);
        self.segments.push(Segment::Open(name, at));
    }

    fn close(&mut self, name: &'static str, block: &KramdownBlock<'_>, end: usize) {
        let end = block.text[..end].trim_end().len();
        self.segments.push(Segment::Close(name, block.view.body_end(end).min(self.length)));
    }

    fn add_html(&mut self, block: &KramdownBlock<'_>, range: Range<usize>) {
        for span in block.view.body_spans(range).filter(|span| span.start() < self.length) {
            let span = crate::text::Span::new(span.start(), span.end().min(self.length));
            match self.segments.last_mut() {
                Some(Segment::Html(last)) if last.end() == span.start() => *last = last.cover(span),
                _ => self.segments.push(Segment::Html(span)),
            }
        }
    }

    /// Adds a tag that is shown as text.
    fn add_shown_tag(&mut self, block: &KramdownBlock<'_>, range: Range<usize>) {
        let (start, end) = (block.view.body_offset(range.start), block.view.body_end(range.end));
        if start < end && end <= self.length {
            self.segments.push(Segment::ShownTag((start..end).into()));
        }
    }

    /// Adds text, if there is any in the range; returns the end of the range.
    fn add_text(&mut self, block: &KramdownBlock<'_>, range: Range<usize>) -> usize {
        let text = &block.text[range.clone()];
        if text.trim_start().is_empty() {
            return range.end;
        }
        let start = range.start + (text.len() - text.trim_start().len());
        let end = range.start + text.trim_end().len();
        let (from, to) = (block.view.body_offset(start), block.view.body_end(end).min(self.length));
        match self.segments.last_mut() {
            Some(Segment::Text(last)) => *last = last.cover((from..to).into()),
            _ => self.segments.push(Segment::Text((from..to).into())),
        }
        range.end
    }
}

/// The name that a line `[name]: where` defines, in the form in which links are looked up.
fn link_name(line: &str) -> Option<String> {
    let rest = lines::outdented(line)?.strip_prefix('[')?;
    let (name, target) = rest.split_once("]:")?;
    (!name.is_empty() && !name.contains(']') && !target.trim_start().is_empty()).then(|| normal_link_name(name))
}

pub(super) fn normal_link_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn link_names(text: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut after = 0;
    for found in memchr::memmem::find_iter(text.as_bytes(), b"]:") {
        if found < after {
            continue;
        }
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..found]).map_or(0, |end| end + 1);
        let line = line(&text[start..]);
        names.extend(link_name(line));
        after = start + line.len();
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        crate::markdown::in_short(text, &interpretations(&MappedText::whole(text), text.len(), false)[0])
    }

    #[test]
    fn with_its_option_a_block_of_html_contains_blocks() {
        let text = "<div>\n`<b>`\n</div>\n";
        let read = |option| interpretations(&MappedText::whole(text), text.len(), option).remove(0);
        assert!(!read(false).iter().any(|segment| matches!(segment, Segment::Open("p", _))));
        assert!(read(true).iter().any(|segment| matches!(segment, Segment::Open("p", _))));
    }

    #[test]
    fn a_block_of_html_goes_on_to_its_end_tag() {
        assert_eq!(shown("<div>\n\n*a* `<br>`\n</div>\n*c*"), "[<div>\n\n*a* `<br>`\n</div>] +p _ -p");
        assert_eq!(shown("<p>a</p> *b* <i>"), "[<p>a</p>] +p _ [<i>] -p");
    }

    #[test]
    fn a_less_than_sign_in_html_is_text() {
        assert_eq!(shown("<div>a < b</div>"), "[<div>a ] _ [ b</div>]");
    }

    #[test]
    fn html_in_quotations_and_lists_comes_without_their_marks() {
        assert_eq!(shown("> <div>\n> a\n> </div>"), "+blockquote [<div>\n] [a\n] [</div>] -blockquote");
        assert_eq!(shown("* a\n\n  <p>\n  b</p>\n"), "+ul +li +p _ -p [<p>\n] [b</p>] -li -ul");
    }

    #[test]
    fn comments_of_kramdown_are_not_shown() {
        assert_eq!(shown("{::comment}\n<b>\n{:/comment}\n\na {::comment}<i>{:/} b"), "+p _ -p");
    }

    #[test]
    fn a_tag_without_an_end_goes_on_to_the_next_one() {
        assert_eq!(shown("<div class=\"a\"\n<p>b</p>\n</div>"), "[<div class=\"a\"\n<p>b</p>] +p [</div>] -p");
    }

    #[test]
    fn items_separated_by_blank_lines_contain_paragraphs() {
        assert_eq!(shown("* a\n* b"), "+ul +li _ -li +li _ -li -ul");
        assert_eq!(shown("* a\n\n  c\n* b"), "+ul +li +p _ -p +p _ -p -li +li _ -li -ul");
    }

    #[test]
    fn links_contain_their_text() {
        assert_eq!(shown("[a <b>c</b>](<d>) ![<i></i>](e)"), "+p +a _ [<b>] _ [</b>] -a _ -p");
        assert_eq!(shown("[a][b] <i>\n\n[b]: c"), "+p +a _ -a [<i>] -p");
        assert_eq!(shown("[a] [<b>]"), "+p _ [<b>] _ -p");
    }

    #[test]
    fn links_are_read_only_beside_html_or_links_in_html() {
        assert_eq!(shown("[a](b)\n\n<i>"), "+p _ -p +p [<i>] -p");
        assert_eq!(shown("[a](b)\n\n<a>"), "+p +a _ -a -p +p [<a>] -p");
    }

    #[test]
    fn line_ends_of_two_bytes_change_nothing() {
        let text = "a\n<div>\n\n* b\n</div>\n\n* c\n\n  <p>d</p>\n\n``` x\n<i>\n```\n{: .e}\nf\n===\n";
        let two = text.replace('\n', "\r\n");
        assert_eq!(shown(&two).replace('\r', ""), shown(text));
    }

    #[test]
    fn deep_nesting_and_unclosed_marks_are_read_to_their_end() {
        for nasty in
            ["> ", "* ", "[", "[a](", "`a", "<div>", "<b>", "<div markdown=\"1\">\n", "$$", "{::comment}", "<!--", "| "]
        {
            let text = nasty.repeat(20_000);
            let ends = |segment: &Segment| match segment {
                Segment::Html(span) | Segment::Text(span) | Segment::ShownTag(span) => span.end(),
                Segment::Open(_, at) | Segment::Close(_, at) => *at,
            };
            for segments in interpretations(&MappedText::whole(&text), text.len(), false) {
                assert!(segments.iter().all(|segment| ends(segment) <= text.len()), "{nasty}");
            }
        }
    }
}
