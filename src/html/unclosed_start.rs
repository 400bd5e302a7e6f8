//! Which start tag lacks its end tag. Among nested elements of one name the standard's stack leaves the outermost open;
//! how the tags are indented says which one the author forgot to close.
use crate::text::{Budget, Span};
use std::cell::RefCell;

/// Comparisons that may be spent on one body.
const BUDGET: usize = 200_000;
/// Bytes looked at on either side of a tag: lines are shorter.
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
    pairs: RefCell<Vec<Pair>>,
    budget: Budget,
}

impl<'a> UnclosedStart<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, pairs: RefCell::default(), budget: Budget::new(BUDGET) }
    }

    /// Notes that the element of this start tag was closed by that end tag.
    pub(super) fn closed(&self, start: Span, end: Span) {
        self.pairs.borrow_mut().push(Pair { start, end });
    }

    /// The start tag to name when the element of `open` was found unclosed: it, or one inside it whose end tag fits it better.
    pub(super) fn victim(&self, open: Span, name: &str) -> Span {
        let pairs = self.pairs.borrow();
        let first = pairs.iter().rposition(|pair| pair.end.start() < open.end()).map_or(0, |at| at + 1);
        let (mut victim, mut limit) = (open, usize::MAX);
        loop {
            let mut best: Option<(i32, Pair)> = None;
            let mut outer = usize::MAX;
            for pair in pairs[first..].iter().rev() {
                if !self.budget.take(1) {
                    return victim;
                }
                // Those inside `victim`, of its name, and not inside one another.
                if pair.end.start() >= limit || pair.start.start() <= victim.start() || pair.start.start() > outer {
                    continue;
                }
                if !self.is_called(pair.start, name) {
                    continue;
                }
                outer = pair.start.start();
                let gain = self.fit(victim, pair.end) - self.fit(pair.start, pair.end);
                if gain > 0 && best.is_none_or(|(most, _)| gain >= most) {
                    best = Some((gain, *pair));
                }
            }
            let Some((_, pair)) = best else { return victim };
            (victim, limit) = (pair.start, pair.end.start());
        }
    }

    fn is_called(&self, start: Span, name: &str) -> bool {
        let tag = &self.text.as_bytes()[start.start() + 1..start.end()];
        tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && tag.get(name.len()).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
    }

    /// How well a start and an end tag look like a pair: 4 on one line, 3 on lines of their own at one indentation.
    pub(super) fn fit(&self, start: Span, end: Span) -> i32 {
        let between = &self.text.as_bytes()[start.end()..end.start().min(start.end() + WINDOW)];
        if memchr::memchr(b'\n', between).is_none() {
            return 4;
        }
        let (opening, closing) = (self.line_before(start), self.line_before(end));
        if !is_blank(closing) {
            // `<div>` on a line of its own, `</div>` at the end of a text line: not how anybody pairs them.
            return i32::from(!self.ends_line(start));
        }
        if indent(opening) != indent(closing) {
            return -2;
        }
        1 + i32::from(is_blank(opening)) + i32::from(self.ends_line(start))
    }

    /// Whether both stand first on their lines and the second is indented more than the first.
    pub(super) fn is_deeper(&self, first: Span, second: Span) -> bool {
        let (first, second) = (self.line_before(first), self.line_before(second));
        is_blank(first) && is_blank(second) && indent(second) > indent(first)
    }

    /// What stands before a tag on its line.
    fn line_before(&self, tag: Span) -> &'a [u8] {
        let before = &self.text.as_bytes()[tag.start().saturating_sub(WINDOW)..tag.start()];
        &before[memchr::memrchr(b'\n', before).map_or(0, |at| at + 1)..]
    }

    /// Whether nothing but blanks stands after a tag on its line.
    pub(super) fn ends_line(&self, tag: Span) -> bool {
        let rest = &self.text.as_bytes()[tag.end()..];
        rest.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).is_none_or(|byte| *byte == b'\n')
    }
}

fn is_blank(line: &[u8]) -> bool {
    indent(line) == line.len()
}

fn indent(line: &[u8]) -> usize {
    line.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}
