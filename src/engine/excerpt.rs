//! Adds lines, columns and excerpts to findings while their file is in memory.
use super::line_changes::line_changes;
use crate::diagnostic::{Diagnostic, Excerpt, Extent, Finding};
use crate::text::{SourceFile, Span, char_boundary_after};

/// The number of lines shown before and after a finding.
const CONTEXT: usize = 1;
/// A finding over more lines than this is shown without its end.
const TALLEST: usize = 8;
/// Labels at most this many lines away are shown in the same excerpt.
const REACH: usize = 12;
/// Marks where a line was clipped.
const CLIPPED: &str = "…";

/// Adds lines and columns to a finding, and with a `width` an excerpt whose lines are clipped to that number of bytes.
pub(super) fn locate(source: &SourceFile, diagnostic: Diagnostic, width: Option<usize>) -> Finding {
    let extent = extent(source, diagnostic.span);
    let label_extents = diagnostic.labels.iter().map(|label| self::extent(source, label.span)).collect();
    let excerpt = width.map(|width| Box::new(cut(source, &diagnostic, extent, width)));
    Finding { diagnostic, extent, label_extents, excerpt }
}

/// The start and the end of a span as lines and columns.
pub(super) fn extent(source: &SourceFile, span: Span) -> Extent {
    Extent { start: source.position(span.start()), end: source.position(span.end()) }
}

/// The lines around a finding, clipped to `width` bytes.
pub(super) fn cut(source: &SourceFile, diagnostic: &Diagnostic, extent: Extent, width: usize) -> Excerpt {
    let own_labels = || diagnostic.labels.iter().map(|label| label.path.is_none().then_some(label.span));
    let line_of = |span: Span| source.line_of(span.start());
    let near = |line: &usize| line.abs_diff(extent.start.line) <= REACH;
    let label_lines: Vec<usize> = own_labels().flatten().map(line_of).filter(near).collect();
    let shown_end = extent.end.line.min(extent.start.line + TALLEST);
    let top = label_lines.iter().copied().min().unwrap_or(shown_end).min(extent.start.line);
    let bottom = label_lines.iter().copied().max().unwrap_or(0).max(shown_end);

    let first_line = top.saturating_sub(CONTEXT).max(1);
    let foci: Vec<usize> = std::iter::once(diagnostic.span).chain(own_labels().flatten()).map(Span::start).collect();
    let mut window = Window { width, ..Window::default() };
    for line in first_line..=bottom {
        window.add_line(source, line, &foci);
    }
    // After the last line end of a file there is no line to show.
    let below = bottom + 1..=(bottom + CONTEXT).min(source.lines().count());
    for line in below.filter(|line| source.lines().start_of(*line) < source.text().len()) {
        window.add_line(source, line, &foci);
    }
    let mut spans = vec![Some(window.place(diagnostic.span).unwrap_or_default())];
    spans.extend(own_labels().map(|span| window.place(span?)));
    let edits = diagnostic.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
    let changes = line_changes(source, edits, diagnostic.span.start(), width);
    Excerpt { text: window.text, first_line, spans, changes }
}

/// Clipped lines, and the place in the file where their bytes come from.
#[derive(Default)]
struct Window {
    width: usize,
    text: String,
    parts: Vec<ExcerptPart>,
}

/// A run of bytes of the file, and its place in the excerpt.
struct ExcerptPart {
    from: Span,
    to: usize,
}

impl Window {
    /// Adds a 1-based line; a long one is clipped to what surrounds the first of `foci` on it, or to its start.
    fn add_line(&mut self, source: &SourceFile, line: usize, foci: &[usize]) {
        let text = source.text();
        let line = source.line_span(line);
        let start = line.start();
        let end = start + source.slice(line).trim_end_matches(['\n', '\r']).len();
        let focus = foci.iter().copied().find(|focus| (start..=end).contains(focus)).unwrap_or(start);
        let from = focus.saturating_sub(self.width / 3).min(end.saturating_sub(self.width)).max(start);
        let from = char_boundary_after(text, from);
        let to = if end - from > self.width { char_boundary_after(text, from + self.width) } else { end };

        if from > start {
            self.text.push_str(CLIPPED);
        }
        self.parts.push(ExcerptPart { from: Span::new(from, to), to: self.text.len() });
        self.text.push_str(&text[from..to]);
        if to < end {
            self.text.push_str(CLIPPED);
        }
        self.text.push('\n');
    }

    /// The place in the excerpt of the shown part of a span of the file; `None` when its start is not shown.
    fn place(&self, span: Span) -> Option<Span> {
        let start_part =
            self.parts.iter().find(|part| part.from.start() <= span.start() && span.start() <= part.from.end())?;
        let start = start_part.to + span.start() - start_part.from.start();
        let last = self.parts.iter().rev().find(|part| part.from.start() <= span.end())?;
        let end = last.to + span.end().min(last.from.end()) - last.from.start();
        Some(Span::new(start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{RuleId, Severity};

    const WIDTH: usize = 80;

    fn excerpt(text: &str, span: Span, label: Option<Span>) -> Excerpt {
        let source = SourceFile::new("a.md", text);
        let mut diagnostic = Diagnostic::new(RuleId::new("group/name"), Severity::Error, span, "wrong");
        if let Some(label) = label {
            diagnostic.label(label, "here");
        }
        *locate(&source, diagnostic, Some(WIDTH)).excerpt.unwrap()
    }

    #[test]
    fn a_finding_is_shown_with_the_lines_around_it() {
        let shown = excerpt("one\r\ntwo\r\nthree\r\nfour\r\n", Span::new(5, 8), None);
        assert_eq!((shown.text.as_str(), shown.first_line), ("one\ntwo\nthree\n", 1));
        assert_eq!(shown.spans, [Some(Span::new(4, 7))]);
    }

    #[test]
    fn a_long_line_is_clipped_around_the_finding() {
        let text = format!("{}HERE{}", "é".repeat(5_000_000), "x".repeat(5_000_000));
        let shown = excerpt(&text, Span::new(10_000_000, 10_000_004), None);
        assert!(shown.text.len() < 2 * WIDTH, "{} bytes", shown.text.len());
        assert_eq!(&shown.text[shown.spans[0].unwrap().range()], "HERE");
    }

    #[test]
    fn a_finding_at_the_end_of_a_long_line_is_shown_with_what_is_before_it() {
        let text = format!("{}HERE\n", "x".repeat(1000));
        let shown = excerpt(&text, Span::new(1000, 1004), None);
        assert_eq!(shown.text, format!("…{}HERE\n", "x".repeat(WIDTH - 4)));
    }

    #[test]
    fn each_long_line_is_clipped_around_its_finding_or_label() {
        let text = format!("{}LABEL{}\n{}\n", "x".repeat(500), "x".repeat(500), "y".repeat(500));
        let shown = excerpt(&text, Span::new(1006, 1010), Some(Span::new(500, 505)));
        assert_eq!(&shown.text[shown.spans[1].unwrap().range()], "LABEL");
    }

    #[test]
    fn a_label_nearby_is_shown_and_one_far_away_is_not() {
        let text = "line\n".repeat(100);
        let near = excerpt(&text, Span::new(250, 254), Some(Span::new(225, 229)));
        assert_eq!(near.first_line, 45);
        assert_eq!(&near.text[near.spans[1].unwrap().range()], "line");
        assert_eq!(excerpt(&text, Span::new(250, 254), Some(Span::new(0, 4))).spans[1], None);
    }

    #[test]
    fn a_finding_over_many_lines_keeps_its_shown_part() {
        let text = "line\n".repeat(100);
        let shown = excerpt(&text, Span::new(0, 400), None);
        assert_eq!(shown.text.lines().count(), 1 + TALLEST + CONTEXT);
        assert_eq!(shown.spans[0].unwrap().start(), 0);
    }

    #[test]
    fn an_empty_span_at_the_end_of_the_file_has_its_place() {
        let shown = excerpt("one\n", Span::at(4), None);
        assert_eq!(shown.spans, [Some(Span::at(4))]);
    }
}
