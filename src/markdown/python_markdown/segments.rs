//! The tree of blocks as segments, with the code and HTML that were taken out of the text back in their places.
use super::super::mapped_text::MappedText;
use super::blocks::{BlockNode, BlockReader, Child, NodeKind, TextRange};
use super::spans::{self, PythonSpan};
use super::stash::{ElementContent, Stash, Stashed};
use super::{Ambiguity, Variant, fences, html};
use crate::html::Segment;
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;

/// The segments of a text, in order, and why there may be other interpretations.
pub(super) fn read(text: MappedText<'static>, length: usize, variant: Variant) -> (Vec<Segment>, Ambiguity) {
    let mut stash = Stash::default();
    let source = fences::take_out(text, variant.extensions.nested_fences, &mut stash);
    let (rest, doubts) = html::take_out(&source, variant, &mut stash);
    let BlockReader { nodes, references, .. } = BlockReader::read(rest, variant.extensions, &mut stash);
    let mut writer = Writer { segments: Vec::new(), at: 0, length, source, stash, references, variant, doubts };
    writer.tree(&nodes);
    (writer.segments, writer.doubts)
}

struct Writer {
    segments: Vec<Segment>,
    /// Where the last segment ends.
    at: usize,
    /// Length of the body in bytes.
    length: usize,
    /// The text that HTML was taken out of.
    source: MappedText<'static>,
    stash: Stash,
    references: HashSet<String>,
    variant: Variant,
    doubts: Ambiguity,
}

impl Writer {
    fn tree(&mut self, nodes: &[BlockNode]) {
        let mut path = vec![(0, 0)];
        while let Some((node, child)) = path.last_mut() {
            let current = &nodes[*node];
            let Some(next) = current.children.get(*child) else {
                let node = *node;
                path.pop();
                if node > 0 {
                    self.leave(current);
                }
                continue;
            };
            *child += 1;
            match next {
                Child::Node(next) => {
                    self.enter(&nodes[*next]);
                    path.push((*next, 0));
                }
                Child::Text(words) => self.spans(words),
                Child::Code(code) => self.add_text(&code.of.view, code.range.clone()),
            }
        }
    }

    fn enter(&mut self, node: &BlockNode) {
        match &node.kind {
            NodeKind::Own("hr" | "label") => {}
            NodeKind::Own("p") if self.is_alone(node) => {}
            NodeKind::Own(name) => self.open(name, node.start),
            NodeKind::Written(number, _) => {
                let Stashed::Element(element) = self.stash.get(*number) else { return };
                let is_raw = matches!(element.content, ElementContent::Raw);
                let end = if is_raw { element.end.start } else { element.tag.end };
                self.source_html(element.tag.start..end);
            }
        }
    }

    fn leave(&mut self, node: &BlockNode) {
        match &node.kind {
            NodeKind::Own("hr" | "label") => {}
            NodeKind::Own("p") if self.is_alone(node) => {}
            NodeKind::Own(name) => self.segments.push(Segment::Close(name, self.at)),
            NodeKind::Written(number, _) => {
                let Stashed::Element(element) = self.stash.get(*number) else { return };
                self.source_html(element.end.clone());
            }
        }
    }

    /// Whether a paragraph contains only one block of HTML or code, or one tag of a block element, so that its own tags are not written
    /// (`RawHtmlPostprocessor`).
    fn is_alone(&self, paragraph: &BlockNode) -> bool {
        let [Child::Text(words)] = paragraph.children.as_slice() else { return false };
        let text = words.of.view.text[words.range.clone()].trim();
        if let Some((_, length)) = self.stash.at(text) {
            return length == text.len();
        }
        let Some(inner) = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')) else { return false };
        let name = inner.strip_prefix('/').unwrap_or(inner).split(' ').next().unwrap_or("").trim_end_matches('/');
        let is_block = inner.starts_with(['!', '?']) || self.variant.is_block(&name.to_ascii_lowercase());
        is_block && !inner.contains(['<', '>'])
    }

    fn spans(&mut self, words: &TextRange) {
        let view = &words.of.view;
        let text = &view.text[words.range.clone()];
        let start = words.range.start;
        if memchr::memchr2(b'<', 2, text.as_bytes()).is_none() {
            return self.add_text(view, words.range.clone());
        }
        let (found, differs) = spans::read(text, &self.references, self.variant);
        self.doubts.versions |= differs;
        let mut shown = start;
        for found in found {
            match found {
                PythonSpan::Html(html) | PythonSpan::Broken(html) => {
                    self.add_text(view, shown..start + html.start);
                    self.add_html(view, start + html.start..start + html.end);
                    shown = start + html.end;
                }
                PythonSpan::Link(at) => {
                    self.add_text(view, shown..start + at);
                    self.open("a", view.body_offset(start + at));
                    shown = start + at;
                }
                PythonSpan::LinkEnd(end, after) => {
                    self.add_text(view, shown..start + end);
                    self.segments.push(Segment::Close("a", self.at));
                    shown = start + after;
                }
                PythonSpan::Image(image) => {
                    self.add_text(view, shown..start + image.end);
                    shown = start + image.end;
                }
                PythonSpan::Mark(at) => {
                    self.add_text(view, shown..start + at);
                    shown = start + at + self.mark(&text[at..]);
                }
            }
        }
        self.add_text(view, shown..words.range.end);
    }

    /// Adds what the placeholder at the start of `text` replaces; returns the length of the placeholder.
    fn mark(&mut self, text: &str) -> usize {
        let Some((number, length)) = self.stash.at(text) else { return 1 };
        match self.stash.get(number) {
            Stashed::Code(range) => self.code(range.clone()),
            Stashed::Html(range) => self.source_html(range.clone()),
            Stashed::Element(element) => {
                // The content of such an element is shown as it is written.
                let (tag, end) = (element.tag.clone(), element.end.clone());
                self.source_html(tag.clone());
                let source = std::mem::replace(&mut self.source, MappedText::empty());
                self.add_text(&source, tag.end..end.start);
                self.source = source;
                self.source_html(end);
            }
        }
        length
    }

    fn code(&mut self, range: Range<usize>) {
        self.open("pre", range.start);
        self.text((range.start..range.end.min(self.length)).into());
        self.segments.push(Segment::Close("pre", self.at));
    }

    /// Adds HTML of the text that it was taken out of, with the code inside it.
    fn source_html(&mut self, range: Range<usize>) {
        let source = std::mem::replace(&mut self.source, MappedText::empty());
        let mut at = range.start;
        for mark in memchr::memchr_iter(2, source.text[range.clone()].as_bytes()) {
            let mark = range.start + mark;
            if let Some((number, length)) = self.stash.at(&source.text[mark..])
                && let Stashed::Code(code) = self.stash.get(number)
            {
                let code = code.clone();
                self.add_html(&source, at..mark);
                self.code(code);
                at = mark + length;
            }
        }
        self.add_html(&source, at..range.end);
        self.source = source;
    }

    fn open(&mut self, name: &'static str, at: usize) {
        self.at = at.clamp(self.at, self.length.max(self.at));
        self.segments.push(Segment::Open(name, self.at));
    }

    fn add_html(&mut self, view: &MappedText<'_>, range: Range<usize>) {
        for span in view.body_spans(range) {
            if span.start() >= self.length || span.start() < self.at {
                continue;
            }
            let span = Span::new(span.start(), span.end().min(self.length));
            self.at = span.end();
            match self.segments.last_mut() {
                Some(Segment::Html(last)) if last.end() == span.start() => *last = last.cover(span),
                _ => self.segments.push(Segment::Html(span)),
            }
        }
    }

    /// Adds text, if there is any in the range.
    fn add_text(&mut self, view: &MappedText<'_>, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let text = &view.text[range.clone()];
        if text.trim_start().is_empty() {
            return;
        }
        let start = range.start + (text.len() - text.trim_start().len());
        let end = range.start + text.trim_end().len();
        self.text((view.body_offset(start)..view.body_end(end).min(self.length)).into());
    }

    fn text(&mut self, span: Span) {
        if span.start() < self.at || span.end() <= span.start() {
            return;
        }
        self.at = span.end();
        match self.segments.last_mut() {
            Some(Segment::Text(last)) => *last = last.cover(span),
            _ => self.segments.push(Segment::Text(span)),
        }
    }
}
