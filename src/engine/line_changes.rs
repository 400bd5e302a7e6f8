//! The lines that the edits of a fix change, cut out while the file is in memory.
use crate::diagnostic::LineChange;
use crate::text::{Edit, SourceFile, Span, char_boundary_after};

/// Edits over more bytes than this are not shown: they remove what is left of a file.
const LONGEST: usize = 4096;
/// Marks where a line was clipped.
const CLIPPED: &str = "…";

/// What the edits change, line by line, each clipped to about `width` bytes, around `focus` where that is on the line; nothing when they
/// are too long to show.
pub(super) fn line_changes(source: &SourceFile, edits: &[Edit], focus: usize, width: usize) -> Vec<LineChange> {
    if edits.iter().any(|edit| edit.span.len().max(edit.text.len()) > LONGEST) {
        return Vec::new();
    }
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let end_line = |edit: &Edit| source.line_of(edit.span.end());
    let same_lines =
        |one: &&Edit, other: &&Edit| source.line_of(other.span.start()) <= end_line(one) && gap(one, other) <= LONGEST;
    sorted.chunk_by(same_lines).filter_map(|together| change(source, together, focus, width)).collect()
}

fn gap(one: &Edit, other: &Edit) -> usize {
    other.span.start().saturating_sub(one.span.end())
}

/// The change of edits that follow one another on the same lines.
fn change(source: &SourceFile, edits: &[&Edit], focus: usize, width: usize) -> Option<LineChange> {
    let (first, last) = (edits.first()?.span, edits.last()?.span);
    let number = source.line_of(first.start());
    let text = source.text();
    let line_start = source.line_span(number).start();
    let last_line = source.line_span(source.line_of(last.end()));
    let line_end = last_line.start() + source.slice(last_line).trim_end_matches(['\n', '\r']).len();
    let line_end = line_end.max(last.end());
    // As an excerpt clips the line of the finding, so that both can be compared.
    let is_near = source.line_of(focus) == number && focus.abs_diff(first.start()) <= width / 2;
    let focus = if is_near { focus } else { first.start() };
    let from = focus.saturating_sub(width / 3).min(line_end.saturating_sub(width)).min(first.start()).max(line_start);
    let from = char_boundary_after(text, from);
    let to = char_boundary_after(text, (last.end() + width).min(line_end));
    let shift = |span: Span| Span::new(span.start() - from, span.end() - from);
    let moved: Vec<Edit> = edits.iter().map(|edit| Edit::replace(shift(edit.span), edit.text.as_str())).collect();
    let before = text.get(from..to)?;
    let after = Edit::apply(before, &moved)?;
    let (start, end) = (if from > line_start { CLIPPED } else { "" }, if to < line_end { CLIPPED } else { "" });
    let lines = |text: &str| -> Vec<String> { format!("{start}{text}{end}").lines().map(str::to_owned).collect() };
    let (mut removed, mut written) = (lines(before), lines(&after));
    let above = removed.iter().zip(&written).take_while(|(one, other)| one == other).count();
    removed.drain(..above);
    written.drain(..above);
    let same = removed.iter().rev().zip(written.iter().rev()).take_while(|(one, other)| one == other).count();
    removed.truncate(removed.len() - same);
    written.truncate(written.len() - same);
    Some(LineChange { line: number + above, removed, written })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 30;

    fn changes(text: &str, edits: &[Edit]) -> Vec<(usize, Vec<String>, Vec<String>)> {
        let changes = line_changes(&SourceFile::new("a.md", text), edits, 0, WIDTH);
        changes.into_iter().map(|change| (change.line, change.removed, change.written)).collect()
    }

    fn strings(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn edits_on_one_line_are_one_change() {
        let edits = [Edit::insert(7, "\""), Edit::insert(15, "\"")];
        assert_eq!(
            changes("title: Foo: bar\nlayout: post\n", &edits),
            [(1, strings(&["title: Foo: bar"]), strings(&["title: \"Foo: bar\""]))]
        );
    }

    #[test]
    fn a_line_that_is_removed_or_added_is_the_only_one_shown() {
        let text = "one\ntwo\nthree\n";
        assert_eq!(changes(text, &[Edit::delete(Span::new(4, 8))]), [(2, strings(&["two"]), strings(&[]))]);
        assert_eq!(changes(text, &[Edit::insert(4, "new\n")]), [(2, strings(&[]), strings(&["new"]))]);
        let both = [Edit::delete(Span::new(0, 4)), Edit::insert(14, "four\n")];
        assert_eq!(changes(text, &both), [(1, strings(&["one"]), strings(&[])), (4, strings(&[]), strings(&["four"]))]);
    }

    #[test]
    fn a_long_line_is_clipped_around_the_edit() {
        let text = format!("{}HERE{}\n", "é".repeat(1_000_000), "x".repeat(1_000_000));
        let found = changes(&text, &[Edit::replace(Span::new(2_000_000, 2_000_004), "there")]);
        let (line, removed, written) = &found[0];
        assert_eq!(*line, 1);
        assert!(
            removed[0].starts_with("…é") && removed[0].contains("HERE") && removed[0].ends_with("x…"),
            "{removed:?}"
        );
        assert!(written[0].contains("there") && written[0].len() < 3 * WIDTH, "{written:?}");
    }

    #[test]
    fn an_edit_of_half_a_file_is_not_shown() {
        assert_eq!(changes(&"x".repeat(2 * LONGEST), &[Edit::delete(Span::new(0, 2 * LONGEST))]), []);
    }
}
