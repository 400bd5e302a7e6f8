//! The segments of a text that marked 0.3 reads, as they are found.
use super::super::kramdown::lines::LONGEST_TITLE;
use super::super::kramdown::normal_link_name;
use super::old_text::OldBlock;
use crate::html::Segment;
use crate::text::Span;
use std::collections::HashSet;
use std::ops::Range;

/// Reads blocks and spans into segments.
pub(super) struct OldReader {
    pub(super) segments: Vec<Segment>,
    /// Length of the body in bytes.
    pub(super) length: usize,
    pub(super) names: HashSet<String>,
    pub(super) level: usize,
}

impl OldReader {
    pub(super) fn open(&mut self, name: &'static str, block: &OldBlock<'_>, at: usize) {
        self.segments.push(Segment::Open(name, block.view.body_offset(at).min(self.length)));
    }

    pub(super) fn close(&mut self, name: &'static str, block: &OldBlock<'_>, end: usize) {
        let end = block.text[..end].trim_end().len();
        self.segments.push(Segment::Close(name, block.view.body_end(end).min(self.length)));
    }

    pub(super) fn add_html(&mut self, block: &OldBlock<'_>, range: Range<usize>) {
        for span in block.view.body_spans(range) {
            match self.segments.last_mut() {
                Some(Segment::Html(last)) if last.end() == span.start() => *last = last.cover(span),
                _ => self.segments.push(Segment::Html(span)),
            }
        }
    }

    /// Adds text, if there is any in the range.
    pub(super) fn add_text(&mut self, block: &OldBlock<'_>, range: Range<usize>) {
        let text = &block.text[range.clone()];
        if text.trim_start().is_empty() {
            return;
        }
        let start = range.start + (text.len() - text.trim_start().len());
        let end = range.start + text.trim_end().len();
        let span = Span::new(block.view.body_offset(start), block.view.body_end(end).min(self.length));
        match self.segments.last_mut() {
            Some(Segment::Text(last)) => *last = last.cover(span),
            _ => self.segments.push(Segment::Text(span)),
        }
    }

    /// Whether a link of this name is defined.
    pub(super) fn knows(&self, name: &str) -> bool {
        name.len() < LONGEST_TITLE && self.names.contains(&normal_link_name(name))
    }
}
