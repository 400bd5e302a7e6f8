//! Which start tag lacks its end tag. Among nested elements of one name the stack of the standard leaves the outermost open; the
//! indentation shows which one the author forgot to close.
use crate::text::{Budget, Span};
use std::cell::RefCell;

/// How many comparisons one body may take.
const BUDGET: usize = 200_000;
/// How many bytes on either side of a tag are looked at; lines are shorter.
const WINDOW: usize = 4_000;

/// An element whose end tag was found.
#[derive(Clone, Copy, Debug)]
struct Pair {
    start: Span,
    end: Span,
}

/// The elements closed so far, in the order of their end tags.
pub(super) struct UnclosedStart<'a> {
    text: &'a str,
    /// Where the body begins in the text.
    begin: usize,
    pairs: RefCell<Vec<Pair>>,
    budget: Budget,
}

impl<'a> UnclosedStart<'a> {
    pub(super) fn new(text: &'a str, begin: usize) -> Self {
        Self { text, begin, pairs: RefCell::default(), budget: Budget::new(BUDGET) }
    }

    /// Records that this end tag closed the element of this start tag.
    pub(super) fn closed(&self, start: Span, end: Span) {
        self.pairs.borrow_mut().push(Pair { start, end });
    }

    /// The start tag to report when the element of `open` was found unclosed: its own, or one inside it whose end tag fits it better.
    pub(super) fn start_to_report(&self, open: Span, name: &str) -> Span {
        let pairs = self.pairs.borrow();
        let first = pairs.iter().rposition(|pair| pair.end.start() < open.end()).map_or(0, |at| at + 1);
        let (mut best_start, mut limit) = (open, usize::MAX);
        loop {
            let mut best: Option<(i32, Pair)> = None;
            let mut outer = usize::MAX;
            for pair in pairs[first..].iter().rev() {
                if !self.budget.take(1) {
                    return best_start;
                }
                // Only pairs inside `best_start`, of its name, and not nested in one another.
                if pair.end.start() >= limit || pair.start.start() <= best_start.start() || pair.start.start() > outer {
                    continue;
                }
                if !self.is_called(pair.start, name) {
                    continue;
                }
                outer = pair.start.start();
                let gain = self.fit(best_start, pair.end) - self.fit(pair.start, pair.end);
                if gain > 0 && best.is_none_or(|(most, _)| gain >= most) {
                    best = Some((gain, *pair));
                }
            }
            let Some((_, pair)) = best else { return best_start };
            (best_start, limit) = (pair.start, pair.end.start());
        }
    }

    fn is_called(&self, start: Span, name: &str) -> bool {
        let tag = &self.text.as_bytes()[start.start() + 1..start.end()];
        tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && tag.get(name.len()).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
    }

    /// How well a start tag and an end tag match by their layout: 4 on one line, 3 on lines of their own with the same indentation.
    pub(super) fn fit(&self, start: Span, end: Span) -> i32 {
        let between = &self.text.as_bytes()[start.end()..end.start().min(start.end() + WINDOW)];
        if memchr::memchr(b'\n', between).is_none() {
            return 4;
        }
        let (opening, closing) = (self.line_before(start), self.line_before(end));
        if !is_space_only(closing) {
            // A `<div>` on a line of its own is not ended by a `</div>` after text on another line.
            return i32::from(!self.ends_line(start));
        }
        if indent(opening) != indent(closing) {
            return -2;
        }
        1 + i32::from(is_space_only(opening)) + i32::from(self.ends_line(start))
    }

    /// Whether both are the first on their lines and the second has more indentation than the first.
    pub(super) fn is_deeper(&self, first: Span, second: Span) -> bool {
        let (first, second) = (self.line_before(first), self.line_before(second));
        is_space_only(first) && is_space_only(second) && indent(second) > indent(first)
    }

    /// The text before a tag on its line.
    fn line_before(&self, tag: Span) -> &'a [u8] {
        let before = &self.text.as_bytes()[tag.start().saturating_sub(WINDOW).max(self.begin)..tag.start()];
        &before[memchr::memrchr(b'\n', before).map_or(0, |at| at + 1)..]
    }

    /// Whether only spaces follow a tag on its line.
    pub(super) fn ends_line(&self, tag: Span) -> bool {
        let rest = &self.text.as_bytes()[tag.end()..];
        rest.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).is_none_or(|byte| *byte == b'\n')
    }
}

fn is_space_only(line: &[u8]) -> bool {
    indent(line) == line.len()
}

fn indent(line: &[u8]) -> usize {
    line.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}
