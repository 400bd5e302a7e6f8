//! What a page shows below a bad example: the help of each finding, and what its fix makes of the post.
use super::Example;
use super::escapes::escape;
use frontlint::diagnostic::{Diagnostic, Fix};
use frontlint::text::{Edit, SourceFile, Span};
use std::fmt::Write;

/// The body of the block; empty when there is nothing to show.
pub(crate) fn of(example: &Example, source: &SourceFile, found: &[Diagnostic]) -> String {
    let mut output = String::new();
    for finding in found {
        let words = of_one(example, source, finding);
        if found.len() > 1 && !words.is_empty() {
            let _ = writeln!(output, "{} {}", place(source, finding.span.start()), finding.rule);
        }
        output.push_str(&words);
    }
    output
}

/// `LINE:COLUMN`
fn place(source: &SourceFile, offset: usize) -> String {
    let position = source.lines().position(source.text(), offset);
    format!("{}:{}", position.line, position.column)
}

fn of_one(example: &Example, source: &SourceFile, finding: &Diagnostic) -> String {
    let mut output = String::new();
    for label in &finding.labels {
        if let Some(path) = &label.path {
            let file = SourceFile::new(path, example.beside(path));
            let (start, end) = (place(&file, label.span.start()), place(&file, label.span.end()));
            let _ = writeln!(output, "label in {}, {start} to {end}: {}", path.display(), label.message);
        }
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(output, "help: {help}");
    }
    if let Some(fix) = &finding.fix {
        let _ = writeln!(output, "fix ({}): {}", fix.safety.name(), fix.title);
        output.push_str(&diff(source.text(), fix, example.has("escapes")));
    }
    output
}

/// The lines that a fix changes, before (`-`) and after (`+`). The line above is shown too where the
/// changed ones do not say by themselves where they are: what is only inserted, or is in the post twice.
fn diff(text: &str, fix: &Fix, escapes: bool) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| edit.span);
    let mut output = String::new();
    let mut rest = &edits[..];
    while let Some(first) = rest.first() {
        let mut lines = whole_lines(text, first);
        let mut taken = 1;
        while let Some(next) = rest.get(taken).filter(|next| next.span.start() < lines.end()) {
            lines = lines.cover(whole_lines(text, next));
            taken += 1;
        }
        output.push_str(&hunk(text, lines, &rest[..taken], escapes));
        rest = &rest[taken..];
    }
    output
}

/// The lines that an edit touches, whole, and the next one where it takes a line end away.
fn whole_lines(text: &str, edit: &Edit) -> Span {
    let span = edit.span;
    let start = text[..span.start()].rfind('\n').map_or(0, |end| end + 1);
    let is_of_lines = start == span.start() && text[..span.end()].ends_with('\n');
    let end = if is_of_lines && !span.is_empty() && (edit.text.is_empty() || edit.text.ends_with('\n')) {
        span.end()
    } else {
        text[span.end()..].find('\n').map_or(text.len(), |end| span.end() + end + 1)
    };
    Span::new(start, end)
}

fn hunk(text: &str, lines: Span, edits: &[Edit], escapes: bool) -> String {
    let within: Vec<Edit> = edits
        .iter()
        .map(|edit| {
            let (start, end) = (edit.span.start() - lines.start(), edit.span.end() - lines.start());
            Edit::replace(Span::new(start, end), edit.text.as_str())
        })
        .collect();
    let old = &text[lines.range()];
    let new = Edit::apply(old, &within).expect("the edits of a fix can be made");
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let before = old.iter().zip(&new).take_while(same).count();
    let after = old[before..].iter().rev().zip(new[before..].iter().rev()).take_while(same).count();
    let (gone, come) = (&old[before..old.len() - after], &new[before..new.len() - after]);
    let mut output = String::new();
    let start = lines.start() + old[..before].iter().map(|line| line.len()).sum::<usize>();
    let is_known = !gone.is_empty() && text.matches(&gone.concat()).count() == 1;
    if let Some(above) = text[..start].split_inclusive('\n').next_back().filter(|_| !is_known) {
        output.push_str(&shown(" ", above, escapes));
    }
    let changed = gone.iter().map(|line| ("-", line)).chain(come.iter().map(|line| ("+", line)));
    output.extend(changed.map(|(sign, line)| shown(sign, line, escapes)));
    if let Some(below) = text.split_inclusive('\n').next().filter(|_| start == 0 && gone.is_empty()) {
        output.push_str(&shown(" ", below, escapes));
    }
    output
}

fn shown(sign: &str, line: &str, escapes: bool) -> String {
    let end = if line.ends_with('\n') { "" } else { "\n\\ no line end" };
    format!("{sign}{}{end}\n", escape(line.strip_suffix('\n').unwrap_or(line), escapes))
}
