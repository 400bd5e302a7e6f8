//! A text without some parts of the body (template tags, the marks of quotations and lists), with a map of its offsets to the body.
use crate::template::{Hidden, Masked};
use crate::text::Span;
use std::borrow::Cow;
use std::ops::Range;

/// Marks a run that was added to the text and has no place in the body.
const ADDED: usize = usize::MAX;

/// The text of a body that a Markdown parser reads.
#[derive(Clone, Debug)]
pub(super) struct MappedText<'a> {
    /// The parts that are kept, one after the other.
    pub(super) text: Cow<'a, str>,
    /// Where in the text a run begins, and where in the body (or [`ADDED`]); ordered by both.
    runs: Vec<(usize, usize)>,
}

impl<'a> MappedText<'a> {
    /// The whole body.
    pub(super) fn whole(text: &'a str) -> Self {
        Self { text: text.into(), runs: vec![(0, 0)] }
    }

    /// The body as it is after its template tags have run: where a tag begins a line, the text after the tag begins it.
    ///
    /// A line with nothing but tags becomes empty; inside a block of HTML, which a blank line would end, such a line is left out.
    pub(super) fn of(body: &'a Masked<'_>) -> MappedText<'a> {
        if body.hidden.is_empty() {
            return MappedText::whole(&body.text);
        }
        let shown = with_words(body);
        let whole = MappedText::whole(&shown);
        let mut view = MappedText::empty();
        let (mut at, mut in_html, mut after_blank) = (0, false, true);
        let mut hidden = body.hidden.iter().peekable();
        while at < shown.len() {
            let line_start = at;
            let mut end = line_end(&shown, at);
            let mut only_tags = false;
            let stands_apart = (in_html || after_blank) && is_only_tags(&shown, body, at, end);
            // Tags that begin the line, or go on after its end, are left out.
            while let Some(tag) = hidden.next_if(|tag| tag.span.start() < end) {
                let (start, after) = (tag.span.start(), tag.span.end().max(at));
                let leads = shown[at..start.max(at)].trim_start().is_empty() && (at == line_start || only_tags);
                let spans_lines = after > end;
                if !(leads || spans_lines) || (leads && tag.shows && !stands_apart) {
                    continue;
                }
                if !leads {
                    view.keep(&whole, at..start);
                }
                only_tags = leads;
                at = after;
                // The end is searched only after a tag has passed it, so that a line of thousands of tags takes linear time.
                if at >= end {
                    end = line_end(&shown, at);
                }
            }
            let rest = shown[at..end].trim_start();
            let blank = rest.is_empty();
            if only_tags && blank && in_html {
                at = end;
                continue;
            }
            after_blank = blank;
            in_html = if blank { false } else { in_html || rest.starts_with('<') };
            view.keep(&whole, at..end);
            at = end;
        }
        view
    }

    /// An empty view, to be filled by [`MappedText::keep`].
    pub(super) fn empty() -> Self {
        Self { text: Cow::Borrowed(""), runs: Vec::new() }
    }

    /// Adds a part of `from` at the end.
    pub(super) fn keep(&mut self, from: &MappedText<'_>, part: Range<usize>) {
        self.keep_as(from, part.clone(), &from.text[part]);
    }

    /// Adds a part of `from` at the end, with other characters of the same length.
    pub(super) fn keep_as(&mut self, from: &MappedText<'_>, part: Range<usize>, shown: &str) {
        let start = part.start;
        for (run, body) in from.runs_in(part) {
            let at = self.text.len();
            let continues = self.runs.last().is_some_and(|(start, first)| match *first {
                ADDED => body == ADDED,
                first => body != ADDED && first + (at - start) == body,
            });
            if !continues {
                self.runs.push((at, body));
            }
            self.text.to_mut().push_str(&shown[run.start - start..run.end - start]);
        }
    }

    /// Adds text that has no place in the body.
    pub(super) fn add(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.runs.last().is_none_or(|(_, body)| *body != ADDED) {
            self.runs.push((self.text.len(), ADDED));
        }
        self.text.to_mut().push_str(text);
    }

    /// Adds a line feed, unless the text ends with one.
    pub(super) fn end_line(&mut self) {
        if !self.text.ends_with('\n') {
            self.add("\n");
        }
    }

    /// The offset in the body of the offset `at` in the text; for added text, that of the end of the text before it.
    pub(super) fn body_offset(&self, at: usize) -> usize {
        let run = self.run_of(at);
        match self.runs.get(run) {
            // The run before was not added: runs of added text are joined.
            Some((start, ADDED)) => run.checked_sub(1).map_or(0, |last| self.runs[last].1 + start - self.runs[last].0),
            Some((start, body)) => body + (at - start),
            None => 0,
        }
    }

    /// The offset in the body just after the text before `end`.
    pub(super) fn body_end(&self, end: usize) -> usize {
        end.checked_sub(1).map_or(0, |last| self.body_offset(last) + 1)
    }

    /// The spans of the body that a part of the text comes from.
    pub(super) fn body_spans(&self, part: Range<usize>) -> impl Iterator<Item = Span> {
        self.runs_in(part).filter(|(_, body)| *body != ADDED).map(|(run, body)| Span::new(body, body + run.len()))
    }

    /// The runs of a part of the text, each with its offset in the body.
    fn runs_in(&self, part: Range<usize>) -> impl Iterator<Item = (Range<usize>, usize)> {
        let (mut at, mut run) = (part.start, self.run_of(part.start));
        std::iter::from_fn(move || {
            let (start, body) = *self.runs.get(run).filter(|_| at < part.end)?;
            let end = self.runs.get(run + 1).map_or(part.end, |(next, _)| part.end.min(*next));
            let found = (at..end, if body == ADDED { ADDED } else { body + (at - start) });
            (at, run) = (end, run + 1);
            Some(found)
        })
    }

    fn run_of(&self, at: usize) -> usize {
        self.runs.partition_point(|(start, _)| *start <= at).saturating_sub(1)
    }
}

/// The end of the line that contains `at`, its line feed included. Markdown parsers do not end lines at carriage returns.
fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |found| at + found + 1)
}

/// Whether the line contains nothing but tags and spaces.
fn is_only_tags(text: &str, body: &Masked<'_>, mut at: usize, end: usize) -> bool {
    let first = body.hidden.partition_point(|tag| tag.span.start() < at);
    for tag in &body.hidden[first..] {
        if tag.span.start() >= end {
            break;
        }
        if !text[at..tag.span.start()].trim_start().is_empty() {
            return false;
        }
        at = tag.span.end();
    }
    text.get(at..end).is_none_or(|rest| rest.trim_start().is_empty())
}

/// The masked text, with letters in place of tags that begin a line and show something: their spaces would make the line code.
fn with_words(body: &Masked<'_>) -> String {
    let text: &str = &body.text;
    let mut shown = String::with_capacity(text.len());
    let (mut line, mut searched) = (0, 0);
    for Hidden { span, .. } in body.hidden.iter().filter(|tag| tag.shows) {
        let before = &text.as_bytes()[searched..span.start()];
        line = memchr::memrchr(b'\n', before).map_or(line, |found| searched + found + 1);
        searched = span.start();
        shown.push_str(&text[shown.len()..searched]);
        if shown.as_bytes()[line..].iter().all(|byte| matches!(byte, b' ' | b'\t')) {
            shown.extend(text[span.range()].chars().map(|c| if c == ' ' { 'x' } else { c }));
        }
    }
    shown.push_str(&text[shown.len()..]);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Templates;
    use crate::template::mask;

    fn viewed(text: &str) -> String {
        MappedText::of(&mask(text, Templates::Liquid)).text.into_owned()
    }

    #[test]
    fn what_follows_a_tag_begins_the_line() {
        assert_eq!(viewed("{% if a %}<div>\n  {% if b %}{% if c %} d"), "<div>\n d");
        assert_eq!(viewed("{{ a }} is *b*"), "xxxxxxx is *b*");
    }

    #[test]
    fn a_line_of_tags_does_not_end_a_block_of_html() {
        assert_eq!(
            viewed("<div>\n{% if a %}\n    <p>\n{% endif %}\n</div>\n\n{% if b %}\nc"),
            "<div>\n    <p>\n</div>\n\n\nc"
        );
    }

    #[test]
    fn a_tag_with_a_value_stays_in_its_paragraph() {
        assert_eq!(viewed("a <b>\n{{ c }}\nd</b>"), "a <b>\nxxxxxxx\nd</b>");
        assert_eq!(viewed("\n{% include a %}\n\nb"), "\n\n\nb");
    }

    #[test]
    fn a_comment_of_several_lines_leaves_no_blank_line() {
        assert_eq!(viewed("a {% comment %}\n\n{% endcomment %}b"), "a b");
    }

    #[test]
    fn spans_are_mapped_back_to_the_body() {
        let text = "{% if a %}<div>\n{% if b %}\n</div>";
        let body = mask(text, Templates::Liquid);
        let view = MappedText::of(&body);
        assert_eq!(view.text, "<div>\n</div>");
        let spans: Vec<&str> = view.body_spans(0..view.text.len()).map(|span| &text[span.range()]).collect();
        assert_eq!(spans, ["<div>\n", "</div>"]);
    }
}
