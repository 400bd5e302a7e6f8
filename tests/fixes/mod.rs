//! What holds for every fix that is offered, wherever it is offered.
//!
//! 1. Its edits can be made, and change the text.
//! 2. One that may be applied (`safe`, `unsafe`) takes its finding away: none of its rule and detail is left at its place.
//! 3. It brings no new finding: each one after it was there before, of the same rule and detail, at the same place (moved by the edits).
//! 4. It leaves no syntax problem in the front matter that was not there before.
//! 5. A safe one keeps what every loader reads: of a block that it reads, all keys and values; of a block that it refuses, those of
//!    the entries that are not broken.
//!
//! What may be applied to the front matter may bring findings to light that the problem hid; [`may_uncover`] says which.
use frontlint::diagnostic::{Diagnostic, Fix, Safety};
use frontlint::dialect::{Dialect, Generator};
use frontlint::front_matter::{Entry, Format, FrontMatter, Node, SyntaxCause, SyntaxProblem, Value};
use frontlint::text::{Edit, SourceFile, Span};
use frontlint::values::{Loader, Scalar, side_by_side};
use std::ops::RangeInclusive;

/// The laws that the fixes of these findings break, in words. `check` finds what is wrong in a text, as `found` was.
pub(crate) fn broken_laws(
    source: &SourceFile,
    found: &[Diagnostic],
    dialect: &Dialect,
    check: &dyn Fn(&SourceFile) -> Vec<Diagnostic>,
) -> Vec<String> {
    let mut broken = Vec::new();
    for (index, finding) in found.iter().enumerate() {
        let Some(fix) = &finding.fix else { continue };
        for law in broken_by(source, found, index, fix, dialect, check) {
            broken.push(format!("the fix `{}` of `{}` {law}", fix.title, finding.message));
        }
    }
    broken
}

fn broken_by(
    source: &SourceFile,
    found: &[Diagnostic],
    index: usize,
    fix: &Fix,
    dialect: &Dialect,
    check: &dyn Fn(&SourceFile) -> Vec<Diagnostic>,
) -> Vec<String> {
    let Some(bytes) = applied(source, &fix.edits) else { return vec!["cannot be applied".into()] };
    if bytes == source.bytes() {
        return vec!["changes nothing".into()];
    }
    if fix.safety == Safety::Display {
        return Vec::new();
    }
    let fixed = SourceFile::new(source.path(), bytes).with_place(source.place());
    let mut broken = new_findings(&found[index], index, found, &check(&fixed), &fix.edits);
    broken.extend(new_problems(source, &fixed, &fix.edits, dialect));
    if fix.safety == Safety::Safe {
        broken.extend(changed_values(source, &fixed, dialect));
    }
    broken.iter().map(|law| format!("{law} in {:?}", shortened(fixed.text()))).collect()
}

fn shortened(text: &str) -> String {
    text.chars().take(300).collect()
}

/// The bytes after the edits; those that are not UTF-8 stay as they are.
fn applied(source: &SourceFile, edits: &[Edit]) -> Option<Vec<u8>> {
    Edit::apply(source.text(), edits)?;
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let (mut bytes, mut done) = (Vec::new(), 0);
    for edit in sorted {
        bytes.extend(&source.bytes()[done..edit.span.start()]);
        bytes.extend(edit.text.bytes());
        done = edit.span.end();
    }
    bytes.extend(&source.bytes()[done..]);
    Some(bytes)
}

/// Laws 2 and 3: each finding after the fix is paired with one that was there before, other than the fixed one.
fn new_findings(
    fixed: &Diagnostic,
    index: usize,
    before: &[Diagnostic],
    after: &[Diagnostic],
    edits: &[Edit],
) -> Vec<String> {
    let mut left: Vec<&Diagnostic> =
        before.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, finding)| finding).collect();
    let mut broken = Vec::new();
    for finding in after {
        let is_same = |other: &&Diagnostic| {
            other.rule == finding.rule
                && other.detail == finding.detail
                && moved(other.span.start(), edits).contains(&finding.span.start())
        };
        if let Some(same) = left.iter().position(is_same) {
            left.remove(same);
        } else if is_same(&fixed) {
            broken.push(format!("leaves it there ({} at {:?})", finding.message, finding.span));
        } else if !may_uncover(fixed, finding) {
            broken.push(format!("brings `{}` ({} {:?})", finding.message, finding.rule, finding.span));
        }
    }
    broken
}

/// Whether a problem in the front matter may have hidden a finding.
fn may_uncover(_fixed: &Diagnostic, _finding: &Diagnostic) -> bool {
    false
}

/// Where a place may be after edits: anywhere in what stands there instead.
fn moved(at: usize, edits: &[Edit]) -> RangeInclusive<usize> {
    let grown = |at: usize, edit: &Edit| at + edit.text.len() - edit.span.len();
    let before = edits.iter().filter(|edit| edit.span.end() <= at && edit.span != Span::at(at));
    let start = before.fold(at, grown);
    let around =
        edits.iter().filter(|edit| edit.span.start() <= at && (at < edit.span.end() || edit.span == Span::at(at)));
    around.fold(start..=start, |range, edit| {
        let first = start - (at - edit.span.start());
        *range.start().min(&first)..=*range.end().max(&(first + edit.text.len()))
    })
}

/// Law 4.
fn new_problems(source: &SourceFile, fixed: &SourceFile, edits: &[Edit], dialect: &Dialect) -> Vec<String> {
    let before = FrontMatter::parse(source, dialect).problems;
    let after = FrontMatter::parse(fixed, dialect).problems;
    let was_there = |cause: SyntaxCause, span: Span| {
        before.iter().any(|old| old.cause == cause && moved(old.span.start(), edits).contains(&span.start()))
    };
    after
        .iter()
        .filter(|problem| !was_there(problem.cause, problem.span))
        .map(|problem| format!("brings a syntax problem: {}", problem.message))
        .collect()
}

/// Every way to read front matter: that of the site itself, then each generator's own.
fn readers(dialect: &Dialect) -> Vec<(Dialect, Vec<Loader>)> {
    use Generator as G;
    let generators =
        [G::Jekyll, G::Hugo, G::Zola, G::Eleventy, G::Astro, G::Docusaurus, G::Mkdocs, G::Hexo, G::Vitepress, G::Plain];
    let mut readers = vec![(*dialect, Loader::YAML.to_vec())];
    readers.extend(generators.map(|one| (Dialect::of(Some(one)), vec![Loader::of_generator(one)])));
    readers
}

/// Law 5.
fn changed_values(source: &SourceFile, fixed: &SourceFile, dialect: &Dialect) -> Vec<String> {
    let mut broken = Vec::new();
    for (dialect, loaders) in readers(dialect) {
        let (before, after) = (FrontMatter::parse(source, &dialect), FrontMatter::parse(fixed, &dialect));
        let loaders = match before.format() {
            Format::Yaml => loaders,
            Format::Toml => vec![Loader::Toml],
            Format::Json => vec![Loader::Json],
        };
        for loader in loaders {
            let values = match (whole(&before, loader), whole(&after, loader)) {
                (Some(before), Some(after)) if before == after => continue,
                (Some(before), after) => format!("{before:?}, now {after:?}"),
                (None, _) => match lost(&before, &after, loader) {
                    Some(lost) => lost,
                    None => continue,
                },
            };
            broken.push(format!("is safe, and {} reads {values}", loader.name()));
        }
    }
    broken
}

/// What a loader makes of a block; `None` when it refuses it, or there is none.
fn whole(front: &FrontMatter, loader: Loader) -> Option<side_by_side::Entries> {
    let is_whole = front.fence.block().is_some()
        && front.problems.is_empty()
        && front.not_a_mapping.is_none()
        && front.lost.is_none();
    is_whole.then(|| side_by_side::read(loader, front).ok()).flatten()
}

/// An entry of a refused block that could be read, and reads otherwise now.
fn lost(before: &FrontMatter, after: &FrontMatter, loader: Loader) -> Option<String> {
    // Whose the keys below a broken `[table` are, only its repair says.
    let is_of_broken_table = |entry: &Entry| {
        let broken = |problem: &SyntaxProblem| {
            problem.cause == SyntaxCause::UnclosedBracket && problem.span.start() < entry.key.span.start()
        };
        before.format() == Format::Toml && before.problems.iter().any(broken)
    };
    let sound = before.entries.iter().filter(|entry| !entry.broken && !is_of_broken_table(entry));
    sound.into_iter().find_map(|entry| {
        let (key, was) = (&entry.key.text, scalars(&entry.value, loader));
        let is_kept = after.entries.iter().any(|other| other.key.text == *key && scalars(&other.value, loader) == was);
        (!is_kept).then(|| format!("`{key}` as {was:?} no more"))
    })
}

/// The scalars of a value, in their order, with the keys above them.
fn scalars(node: &Node, loader: Loader) -> Vec<(Vec<String>, Option<Scalar>)> {
    match &node.value {
        Value::Scalar { .. } => vec![(Vec::new(), loader.scalar(node))],
        Value::Alias(name) => vec![(vec![format!("*{name}")], None)],
        Value::Sequence(items) => items.iter().flat_map(|item| under("-", item, loader)).collect(),
        Value::Mapping(mapping) => {
            mapping.iter().flat_map(|entry| under(&entry.key.text, &entry.value, loader)).collect()
        }
    }
}

fn under(key: &str, node: &Node, loader: Loader) -> Vec<(Vec<String>, Option<Scalar>)> {
    let mut found = scalars(node, loader);
    for (path, _) in &mut found {
        path.insert(0, key.to_string());
    }
    found
}
