//! Whether a change of front matter keeps what is read of it: every value of every loader, and every comment.
use super::side_by_side::LoadedValue;
use super::{Loader, Scalar, side_by_side};
use crate::dialect::{Dialect, Generator};
use crate::front_matter::{Format, FrontMatter, comments};
use crate::text::SourceFile;

/// Compares the values of two texts of one post.
///
/// # Errors
/// What is no longer the same: the values that a loader of the site, or of any generator, reads of a block that it reads before the
/// change. A block that nothing reads can only be repaired, and so nothing is compared.
pub fn keeps_values(before: &SourceFile, after: &SourceFile, dialect: &Dialect) -> Result<(), String> {
    if front_bytes(before, dialect) == front_bytes(after, dialect) {
        return Ok(());
    }
    let any_case = dialect.generator.is_some_and(|generator| generator.facts().keys.any_case);
    for (dialect, loaders) in readers(dialect) {
        let (old, new) = (FrontMatter::parse(before, &dialect), FrontMatter::parse(after, &dialect));
        let loaders = match old.format() {
            Format::Yaml => loaders,
            Format::Toml => vec![Loader::Toml],
            Format::Json => vec![Loader::Json],
        };
        for loader in loaders {
            let Some(values) = whole(&old, loader, any_case) else { continue };
            if whole(&new, loader, any_case).as_ref() != Some(&values) {
                return Err(format!("the values that {} reads", loader.name()));
            }
        }
    }
    Ok(())
}

/// Compares the keys with their values, in whatever table each is: all that must be the same after a key was only moved.
///
/// # Errors
/// What is no longer the same, where the block could be read before the change.
pub fn keeps_pairs(before: &SourceFile, after: &SourceFile, dialect: &Dialect) -> Result<(), String> {
    if front_bytes(before, dialect) == front_bytes(after, dialect) {
        return Ok(());
    }
    let pairs = |source| {
        let front = FrontMatter::parse(source, dialect);
        let entries = side_by_side::read(Loader::of(dialect, front.format()), &front).ok()?;
        let mut pairs = Vec::new();
        add_pairs(&entries, &mut pairs);
        pairs.sort_unstable();
        Some(pairs)
    };
    match pairs(before) {
        Some(old) if pairs(after).as_ref() != Some(&old) => Err("the values of other keys".into()),
        _ => Ok(()),
    }
}

/// Adds each key whose value is not a mapping, printed with that value.
fn add_pairs(entries: &[(Scalar, LoadedValue)], pairs: &mut Vec<String>) {
    for (key, value) in entries {
        match value {
            LoadedValue::Mapping(inner) => add_pairs(inner, pairs),
            // A list of tables is one of mappings, and a key may leave one.
            LoadedValue::List(items) if items.iter().any(|item| matches!(item, LoadedValue::Mapping(_))) => {
                for item in items {
                    match item {
                        LoadedValue::Mapping(inner) => add_pairs(inner, pairs),
                        _ => pairs.push(format!("{key:?}: {item:?}")),
                    }
                }
            }
            _ => pairs.push(format!("{key:?}: {value:?}")),
        }
    }
}

/// Compares the comments in the front matter of two texts of one post.
///
/// # Errors
/// A comment is no longer the same; it may be at another place, with the key that it is about. Of a block that cannot be read it is not known what is a comment.
pub fn keeps_comments(before: &SourceFile, after: &SourceFile, dialect: &Dialect) -> Result<(), String> {
    let (old, new) = (FrontMatter::parse(before, dialect), FrontMatter::parse(after, dialect));
    let is_whole = old.problems.is_empty() && new.problems.is_empty();
    let sorted = |source, front| {
        let mut comments = comments::of(source, front);
        comments.sort_unstable();
        comments
    };
    if is_whole && sorted(before, &old) != sorted(after, &new) { Err("a comment".into()) } else { Ok(()) }
}

/// The bytes of the front matter, fences included.
fn front_bytes<'a>(source: &'a SourceFile, dialect: &Dialect) -> &'a [u8] {
    let front = FrontMatter::parse(source, dialect);
    source.bytes().get(..front.fence.body_start().unwrap_or(0)).unwrap_or_default()
}

/// Every way to read front matter: that of the site itself, then each generator's own.
fn readers(dialect: &Dialect) -> Vec<(Dialect, Vec<Loader>)> {
    let mut readers = vec![(*dialect, Loader::YAML.to_vec())];
    let of_generator = |one| {
        let dialect = Dialect::of(Some(one));
        (dialect, vec![Loader::of(&dialect, Format::Yaml)])
    };
    readers.extend(Generator::all().map(of_generator));
    readers
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
        entries.join("\n")
    })
}
