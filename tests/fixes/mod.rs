//! What holds for every fix that is offered, wherever it is offered.
//!
//! 1. Its edits can be made, and change the text.
//! 2. One that may be applied (`safe`, `unsafe`) takes its finding away: none of its rule and detail is left at its place.
//! 3. It brings no new finding: each one after it was there before, of the same rule and detail, at the same place (moved by the edits).
//! 4. It leaves no syntax problem in the front matter that was not there before.
//! 5. A safe one keeps what every loader reads: of a block that it reads, all keys and values; of a block that it refuses, those of
//!    the entries that are not broken, and in the entry that the problem lies in, the values that neither it nor the fix touches.
//!
//! What may be applied to the front matter may bring findings to light that the problem hid; [`may_uncover`] says which.
use frontlint::diagnostic::{Diagnostic, Fix, Safety};
use frontlint::dialect::{Dialect, Generator};
use frontlint::front_matter::{Entry, Format, FrontMatter, Node, Style, SyntaxCause, SyntaxProblem, Value};
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
        let touched: Vec<Span> = fix.edits.iter().map(|edit| edit.span).chain([found[index].span]).collect();
        broken.extend(changed_value(source, &fixed, &touched, dialect));
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

/// Law 5: the first value that changes. `touched` are the spans of the finding and of its edits.
fn changed_value(source: &SourceFile, fixed: &SourceFile, touched: &[Span], dialect: &Dialect) -> Option<String> {
    readers(dialect).into_iter().find_map(|(dialect, loaders)| {
        let (before, after) = (FrontMatter::parse(source, &dialect), FrontMatter::parse(fixed, &dialect));
        let loaders = match before.format() {
            Format::Yaml => loaders,
            Format::Toml => vec![Loader::Toml],
            Format::Json => vec![Loader::Json],
        };
        loaders.into_iter().find_map(|loader| {
            let values = match (whole(&before, loader), whole(&after, loader)) {
                (Some(before), Some(after)) if before == after => return None,
                (Some(before), after) => format!("{before:?}, now {after:?}"),
                (None, _) => lost(&before, &after, touched, loader)?,
            };
            Some(format!("is safe, and {} reads {values}", loader.name()))
        })
    })
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
fn lost(before: &FrontMatter, after: &FrontMatter, touched: &[Span], loader: Loader) -> Option<String> {
    // Whose the keys below a broken `[table` are, only its repair says.
    let is_of_broken_table = |entry: &Entry| {
        let broken = |problem: &SyntaxProblem| {
            problem.cause == SyntaxCause::UnclosedBracket && problem.span.start() < entry.key.span.start()
        };
        before.format() == Format::Toml && before.problems.iter().any(broken)
    };
    let entries = &before.entries.0;
    entries.iter().enumerate().filter(|(_, entry)| !entry.broken && !is_of_broken_table(entry)).find_map(
        |(index, entry)| {
            let end = entries.get(index + 1).map_or(usize::MAX, |next| next.key.span.start());
            let is_inside = |span: &Span| (entry.key.span.start()..end).contains(&span.start());
            let is_touched = touched.iter().any(is_inside);
            let was = leaves(&entry.value, loader);
            let is_kept = |now: &Entry| {
                let now = leaves(&now.value, loader);
                if is_touched { holds(&now, &was, touched) } else { values(&now) == values(&was) }
            };
            let key = &entry.key.text;
            let is_kept = after.entries.iter().filter(|now| now.key.text == *key).any(is_kept);
            (!is_kept).then(|| format!("`{key}` as {:?} no more", values(&was)))
        },
    )
}

/// A scalar inside a value: the keys above it, what a loader makes of it, and its bytes.
struct Leaf {
    path: Vec<String>,
    value: Option<Scalar>,
    /// `None` of a text that goes on over lines below, which may be the broken ones.
    span: Option<Span>,
}

fn values(leaves: &[Leaf]) -> Vec<(&[String], &Option<Scalar>)> {
    leaves.iter().map(|leaf| (leaf.path.as_slice(), &leaf.value)).collect()
}

/// Whether a value that the problem lies in still has the leaves that it does not touch, in their order.
fn holds(now: &[Leaf], was: &[Leaf], touched: &[Span]) -> bool {
    let is_sound = |leaf: &&Leaf| leaf.span.is_some_and(|span| !touched.iter().any(|other| other.touches(span)));
    let mut now = now.iter();
    was.iter().filter(is_sound).all(|old| now.any(|new| new.path == old.path && new.value == old.value))
}

fn leaves(node: &Node, loader: Loader) -> Vec<Leaf> {
    match &node.value {
        Value::Scalar { style, .. } => {
            let span = (!matches!(style, Style::Literal | Style::Folded)).then_some(node.span);
            vec![Leaf { path: Vec::new(), value: loader.scalar(node), span }]
        }
        Value::Alias(name) => vec![Leaf { path: vec![format!("*{name}")], value: None, span: Some(node.span) }],
        Value::Sequence(items) => items.iter().flat_map(|item| below("-", item, loader)).collect(),
        Value::Mapping(mapping) => {
            mapping.iter().flat_map(|entry| below(&entry.key.text, &entry.value, loader)).collect()
        }
    }
}

fn below(key: &str, node: &Node, loader: Loader) -> Vec<Leaf> {
    let mut found = leaves(node, loader);
    for leaf in &mut found {
        leaf.path.insert(0, key.to_string());
    }
    found
}
