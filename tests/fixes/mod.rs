//! What holds for every fix that is offered, wherever it is offered.
//!
//! 1. Its edits can be made, and change the text.
//! 2. It takes its finding away: none of its rule and detail is left at its place.
//! 3. It brings no new finding: each one after it was there before, of the same rule and detail, at the same place (moved by the edits).
//!    What a mere suggestion (`display`) writes may have fields that the author has yet to fill in.
//! 4. It leaves no syntax problem in the front matter that was not there before.
//! 5. A safe one keeps what every loader reads: of a block that it reads, all keys and values; of a block that it refuses, those of
//!    the entries that are not broken, and in the entry with the problem, the values that neither it nor the fix touches.
//!
//! A fix may not even bring a finding to light that the problem hid: what is wrong behind it must have been told before.
use frontlint::diagnostic::{Diagnostic, Fix, Safety};
use frontlint::dialect::{Dialect, Generator};
use frontlint::front_matter::{Entry, Format, FrontMatter, Node, Style, SyntaxCause, SyntaxProblem, Value};
use frontlint::text::{Edit, SourceFile, Span};
use frontlint::values::{Loader, side_by_side};
use std::ops::RangeInclusive;

/// Finds what is wrong in a text.
pub(crate) type Check<'a> = &'a dyn Fn(&SourceFile) -> Vec<Diagnostic>;

/// The laws that the fixes of these findings break, in words; `check` found them in `source`.
#[allow(dead_code, reason = "the tests with random texts ask for less")]
pub(crate) fn broken_laws(
    source: &SourceFile,
    found: &[Diagnostic],
    dialect: &Dialect,
    check: Check<'_>,
) -> Vec<String> {
    each_fix(found, |index, fix| {
        let Some(fixed) = made(source, fix, Safety::Display)? else { return Ok(()) };
        let mut after = check(&fixed);
        if fix.safety == Safety::Display {
            after.retain(|finding| !["field", "post"].contains(&finding.rule.group()));
        }
        assert_gone_and_none_new(index, found, &after, &fix.edits)?;
        assert_no_new_problem(source, &fixed, &fix.edits, dialect)?;
        if fix.safety < Safety::Safe {
            return Ok(());
        }
        let touched: Vec<Span> = fix.edits.iter().map(|edit| edit.span).chain([found[index].span]).collect();
        changed_value(source, &fixed, dialect, &|before, after, loader| lost(before, after, &touched, loader))
    })
}

/// The same of a text that is broken in many places at once, where one problem hides others, and what is kept of a block that cannot
/// be read says little: each fix can be made and changes something, and a safe one takes its finding away and keeps what is read.
#[allow(dead_code, reason = "only the tests with random texts ask for it")]
pub(crate) fn broken_in_noise(
    source: &SourceFile,
    found: &[Diagnostic],
    dialect: &Dialect,
    check: Check<'_>,
) -> Vec<String> {
    each_fix(found, |index, fix| {
        let Some(fixed) = made(source, fix, Safety::Safe)? else { return Ok(()) };
        let after = check(&fixed);
        let left = unpaired(index, found, &after, &fix.edits);
        if let Some(left) = left.iter().find(|left| is_moved(&found[index], left, &fix.edits)) {
            return Err(format!("leaves it there ({} at {:?}) in {:?}", left.message, left.span, fixed.text()));
        }
        changed_value(source, &fixed, dialect, &|_, _, _| None)
    })
}

fn each_fix(found: &[Diagnostic], law: impl Fn(usize, &Fix) -> Result<(), String>) -> Vec<String> {
    let fixes = found.iter().enumerate().filter_map(|(index, finding)| Some((index, finding, finding.fix.as_ref()?)));
    let broken = fixes.filter_map(|(index, finding, fix)| {
        let why = law(index, fix).err()?;
        Some(format!("the {} fix `{}` of `{}` {why}", fix.safety.name(), fix.title, finding.message))
    });
    broken.collect()
}

/// Law 1: the text with a fix made; `None` when it is less safe than asked for, and nothing more is asked of it.
fn made(source: &SourceFile, fix: &Fix, least: Safety) -> Result<Option<SourceFile>, String> {
    let bytes = applied(source, &fix.edits).ok_or("cannot be made")?;
    if bytes == source.bytes() {
        return Err("changes nothing".into());
    }
    Ok((fix.safety >= least).then(|| SourceFile::new(source.path(), bytes).with_site_path(source.site_path())))
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

/// Laws 2 and 3.
fn assert_gone_and_none_new(
    index: usize,
    before: &[Diagnostic],
    after: &[Diagnostic],
    edits: &[Edit],
) -> Result<(), String> {
    let Some(left) = unpaired(index, before, after, edits).into_iter().next() else { return Ok(()) };
    let what = if is_moved(&before[index], left, edits) { "leaves it there" } else { "brings another finding" };
    Err(format!("{what}: {} {:?} at {:?}: {}", left.rule, left.detail, left.span, left.message))
}

/// Those after the fix that were not there before: each is paired with one before, other than the fixed one.
fn unpaired<'a>(index: usize, before: &[Diagnostic], after: &'a [Diagnostic], edits: &[Edit]) -> Vec<&'a Diagnostic> {
    let others = before.iter().enumerate().filter(|(other, _)| *other != index);
    let mut others: Vec<&Diagnostic> = others.map(|(_, finding)| finding).collect();
    let mut new = Vec::new();
    for finding in after {
        match others.iter().position(|other| is_moved(other, finding, edits)) {
            Some(same) => _ = others.remove(same),
            None => new.push(finding),
        }
    }
    new
}

/// Whether a finding after the edits is one from before them.
fn is_moved(before: &Diagnostic, after: &Diagnostic, edits: &[Edit]) -> bool {
    before.rule == after.rule
        && before.detail == after.detail
        && moved(before.span.start(), edits).contains(&after.span.start())
}

/// Where a place may be after edits: anywhere in the text that replaces it.
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
pub(crate) fn assert_no_new_problem(
    source: &SourceFile,
    fixed: &SourceFile,
    edits: &[Edit],
    dialect: &Dialect,
) -> Result<(), String> {
    let before = FrontMatter::parse(source, dialect).problems;
    let after = FrontMatter::parse(fixed, dialect).problems;
    let was_there = |cause: SyntaxCause, span: Span| {
        before.iter().any(|old| old.cause == cause && moved(old.span.start(), edits).contains(&span.start()))
    };
    match after.iter().find(|problem| !was_there(problem.cause, problem.span)) {
        Some(problem) => Err(format!("brings a syntax problem: {} in {:?}", problem.message, fixed.text())),
        None => Ok(()),
    }
}

/// Every way to read front matter: that of the site itself, then each generator's own.
fn readers(dialect: &Dialect) -> Vec<(Dialect, Vec<Loader>)> {
    let mut readers = vec![(*dialect, Loader::YAML.to_vec())];
    readers.extend(Generator::all().map(|one| (Dialect::of(Some(one)), vec![one.facts().loader])));
    readers
}

/// What a loader lost of a block that it refuses, in words.
pub(crate) type Lost<'a> = &'a dyn Fn(&FrontMatter, &FrontMatter, Loader) -> Option<String>;

/// Law 5; `lost` says what is asked of a block that a loader refuses.
pub(crate) fn changed_value(
    source: &SourceFile,
    fixed: &SourceFile,
    dialect: &Dialect,
    lost: Lost<'_>,
) -> Result<(), String> {
    let any_case = dialect.generator.is_some_and(|generator| generator.facts().keys.any_case);
    for (dialect, loaders) in readers(dialect) {
        let (before, after) = (FrontMatter::parse(source, &dialect), FrontMatter::parse(fixed, &dialect));
        let loaders = match before.format() {
            Format::Yaml => loaders,
            Format::Toml => vec![Loader::Toml],
            Format::Json => vec![Loader::Json],
        };
        for loader in loaders {
            let values = match (whole(&before, loader, any_case), whole(&after, loader, any_case)) {
                (Some(before), after) if after.as_ref() != Some(&before) => format!("{before}, now {after:?}"),
                (Some(_), _) => continue,
                (None, _) => match lost(&before, &after, loader) {
                    Some(lost) => lost,
                    None => continue,
                },
            };
            return Err(format!("is safe, and {} reads {values} in {:?}", loader.name(), fixed.text()));
        }
    }
    Ok(())
}

/// What a loader makes of a block, printed, since not-a-number is not equal to itself; `None` when it refuses it, or there is none.
fn whole(front: &FrontMatter, loader: Loader, any_case: bool) -> Option<String> {
    let is_whole = front.fence.block().is_some()
        && front.problems.is_empty()
        && front.not_a_mapping.is_none()
        && front.lost.is_none();
    let read = is_whole.then(|| side_by_side::read(loader, front).ok()).flatten();
    read.map(|entries| {
        // The order of the keys at the top means nothing to any generator.
        let mut entries: Vec<String> = entries
            .iter()
            .map(|(key, value)| {
                let key = format!("{key:?}");
                format!("{}: {value:?}", if any_case { key.to_lowercase() } else { key })
            })
            .collect();
        entries.sort_unstable();
        entries.join(", ")
    })
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
    value: String,
    /// `None` of a text that goes on over lines below, which may be the broken ones.
    span: Option<Span>,
}

fn values(leaves: &[Leaf]) -> Vec<(&[String], &str)> {
    leaves.iter().map(|leaf| (leaf.path.as_slice(), leaf.value.as_str())).collect()
}

/// Whether a value with the problem in it still has the leaves that it does not touch, in their order.
fn holds(now: &[Leaf], was: &[Leaf], touched: &[Span]) -> bool {
    let is_sound = |leaf: &&Leaf| leaf.span.is_some_and(|span| !touched.iter().any(|other| other.touches(span)));
    let mut now = now.iter();
    was.iter().filter(is_sound).all(|old| now.any(|new| new.path == old.path && new.value == old.value))
}

fn leaves(node: &Node, loader: Loader) -> Vec<Leaf> {
    match &node.value {
        Value::Scalar { style, .. } => {
            let span = (!matches!(style, Style::Literal | Style::Folded)).then_some(node.span);
            vec![Leaf { path: Vec::new(), value: format!("{:?}", loader.scalar(node)), span }]
        }
        Value::Alias(name) => {
            vec![Leaf { path: vec![format!("*{name}")], value: String::new(), span: Some(node.span) }]
        }
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
