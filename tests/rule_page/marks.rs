//! Marks: the lines of an example that say where its findings and their labels are.
use super::escapes::pieces;
use frontlint::diagnostic::{Diagnostic, RuleId};
use frontlint::text::Span;
use std::fmt::Write;
use std::sync::LazyLock;

/// A line of the post, as the page shows it.
struct Line<'a> {
    shown: &'a str,
    /// Each place of the line in the post, with the column that shows it; the last one is where the line ends.
    columns: Vec<(usize, usize)>,
}

/// Where a mark goes: under which line, after how many spaces, how wide it is, and where below that line its span ends.
struct Place {
    line: usize,
    indent: usize,
    width: usize,
    below: Below,
}

enum Below {
    /// The span ends on its first line.
    No,
    /// It ends so many lines below, in this column.
    Line(usize, usize),
    /// All of it is after the last line end.
    End,
}

/// The text of a post, from the body of its block.
pub(crate) fn text_of(body: &str, escapes: bool) -> Vec<u8> {
    let lines = body.split_inclusive('\n').filter(|line| !is_mark(line));
    lines.flat_map(|line| pieces(line, escapes)).flat_map(|(_, bytes)| bytes).collect()
}

/// The body of a block with the marks of these findings, instead of those that it has.
pub(crate) fn marked(body: &str, escapes: bool, own: RuleId, found: &[Diagnostic]) -> String {
    let lines = lines(body, escapes);
    let mut marks = vec![String::new(); lines.len()];
    for finding in found {
        let place = place(&lines, finding.span);
        let rule = if finding.rule == own { String::new() } else { format!("[{}]", finding.rule) };
        let detail = finding.detail.map(|detail| format!("({detail})")).unwrap_or_default();
        let words = format!("{}{rule}{detail} {}", finding.severity.name(), finding.message);
        draw(&mut marks[place.line], &place, "^", &words);
    }
    for (number, finding) in found.iter().enumerate() {
        let name = if found.len() > 1 { format!("label {}", number + 1) } else { "label".to_string() };
        for label in finding.labels.iter().filter(|label| label.path.is_none()) {
            let place = place(&lines, label.span);
            draw(&mut marks[place.line], &place, "~", &format!("{name}: {}", label.message));
        }
    }
    lines.iter().zip(&marks).flat_map(|(line, marks)| [line.shown, "\n", marks]).collect()
}

fn is_mark(line: &str) -> bool {
    static MARK: LazyLock<regex::Regex> = LazyLock::new(|| {
        regex::Regex::new(
            r"^ *(?:\^+|~+|\|)(?: … (?:\d+(?::\d+)?|end))? (?:(?:error|warning|info)(?:\[|\(| )|label(?: \d+)?: )",
        )
        .expect("a valid pattern")
    });
    MARK.is_match(line)
}

fn lines(body: &str, escapes: bool) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut offset = 0;
    for shown in body.lines().filter(|line| !is_mark(line)) {
        let (mut columns, mut column) = (Vec::new(), 0);
        for (width, bytes) in pieces(shown, escapes) {
            columns.push((offset, column));
            offset += bytes.len();
            column += width;
        }
        columns.push((offset, column));
        offset += "\n".len();
        lines.push(Line { shown, columns });
    }
    lines
}

fn place(lines: &[Line<'_>], span: Span) -> Place {
    let of = |offset: usize| {
        let line = lines.iter().rposition(|line| line.columns[0].0 <= offset).expect("an example has a line");
        let column = lines[line].columns.iter().rfind(|(at, _)| *at <= offset).expect("the line begins before it").1;
        let last = lines[line].columns.last().expect("a line has an end");
        // After the last line end.
        if offset > last.0 { (line + 1, 0) } else { (line, column) }
    };
    let ((line, indent), end) = (of(span.start()), of(span.end()));
    if line == lines.len() {
        return Place { line: line - 1, indent: 0, width: 0, below: Below::End };
    }
    let full = lines[line].columns.last().expect("a line has an end").1;
    let width = if end.0 == line { end.1 } else { full } - indent;
    Place { line, indent, width, below: if end.0 > line { Below::Line(end.0 - line, end.1) } else { Below::No } }
}

fn draw(marks: &mut String, place: &Place, sign: &str, words: &str) {
    let drawn = if place.width == 0 { "|".to_string() } else { sign.repeat(place.width) };
    let _ = write!(marks, "{}{drawn}", " ".repeat(place.indent));
    let _ = match place.below {
        Below::No => Ok(()),
        Below::Line(lines, 0) => write!(marks, " … {lines}"),
        Below::Line(lines, column) => write!(marks, " … {lines}:{}", column + 1),
        Below::End => write!(marks, " … end"),
    };
    let _ = writeln!(marks, " {words}");
}
