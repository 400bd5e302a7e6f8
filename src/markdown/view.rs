//! A text with parts of the body left out (template tags, the marks of quotations and lists), whose places lead back to the body.
use crate::text::Span;
use std::borrow::Cow;
use std::ops::Range;

/// What a Markdown reader sees of a body.
#[derive(Debug)]
pub(super) struct View<'a> {
    /// The parts that are kept, one after the other.
    pub(super) text: Cow<'a, str>,
    /// Where in the text a run begins, and where in the body; ordered by both.
    runs: Vec<(usize, usize)>,
}

impl<'a> View<'a> {
    /// The whole body.
    pub(super) fn whole(text: &'a str) -> Self {
        Self { text: text.into(), runs: vec![(0, 0)] }
    }

    /// An empty view, to be filled by [`View::keep`].
    pub(super) fn empty() -> Self {
        Self { text: Cow::Borrowed(""), runs: Vec::new() }
    }

    /// Adds a part of `from` at the end.
    pub(super) fn keep(&mut self, from: &View<'_>, part: Range<usize>) {
        for (piece, body) in from.runs_in(part) {
            let at = self.text.len();
            let continues = self.runs.last().is_some_and(|(start, first)| first + (at - start) == body);
            if !continues {
                self.runs.push((at, body));
            }
            self.text.to_mut().push_str(&from.text[piece]);
        }
    }

    /// Ends the last line, if it is not ended; what is added stands for no byte of the body.
    pub(super) fn end_line(&mut self) {
        if !self.text.ends_with('\n') {
            self.text.to_mut().push('\n');
        }
    }

    /// The place in the body that the place `at` of the text stands for.
    pub(super) fn body_offset(&self, at: usize) -> usize {
        self.runs.get(self.run_of(at)).map_or(0, |(start, body)| body + (at - start))
    }

    /// The place in the body just after the text before `end`.
    pub(super) fn body_end(&self, end: usize) -> usize {
        end.checked_sub(1).map_or(0, |last| self.body_offset(last) + 1)
    }

    /// The parts of the body that a part of the text stands for.
    pub(super) fn body_spans(&self, part: Range<usize>) -> impl Iterator<Item = Span> {
        self.runs_in(part).map(|(piece, body)| Span::new(body, body + piece.len()))
    }

    /// A part of the text, cut where the body was; each with its place in the body.
    fn runs_in(&self, part: Range<usize>) -> impl Iterator<Item = (Range<usize>, usize)> {
        let (mut at, mut run) = (part.start, self.run_of(part.start));
        std::iter::from_fn(move || {
            let (start, body) = *self.runs.get(run).filter(|_| at < part.end)?;
            let end = self.runs.get(run + 1).map_or(part.end, |(next, _)| part.end.min(*next));
            let found = (at..end, body + (at - start));
            (at, run) = (end, run + 1);
            Some(found)
        })
    }

    fn run_of(&self, at: usize) -> usize {
        self.runs.partition_point(|(start, _)| *start <= at).saturating_sub(1)
    }
}
