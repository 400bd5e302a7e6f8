//! Whether a change of front matter keeps what is read of it: every value of every loader, and every comment.
use super::{Loader, side_by_side};
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
    for (dialect, loaders) in readers(dialect) {
        let (old, new) = (FrontMatter::parse(before, &dialect), FrontMatter::parse(after, &dialect));
        let loaders = match old.format() {
            Format::Yaml => loaders,
            Format::Toml => vec![Loader::Toml],
            Format::Json => vec![Loader::Json],
        };
        for loader in loaders {
            let Some(values) = whole(&old, loader) else { continue };
            if whole(&new, loader).as_ref() != Some(&values) {
                return Err(format!("the values that {} reads", loader.name()));
            }
        }
    }
    Ok(())
}

/// Compares the comments in the front matter of two texts of one post.
///
/// # Errors
/// A comment is no longer the same. Of a block that cannot be read it is not known what is a comment.
pub fn keeps_comments(before: &SourceFile, after: &SourceFile, dialect: &Dialect) -> Result<(), String> {
    let (old, new) = (FrontMatter::parse(before, dialect), FrontMatter::parse(after, dialect));
    let is_whole = old.problems.is_empty() && new.problems.is_empty();
    if is_whole && comments::of(before, &old) != comments::of(after, &new) { Err("a comment".into()) } else { Ok(()) }
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
fn whole(front: &FrontMatter, loader: Loader) -> Option<String> {
    let is_whole = front.fence.block().is_some()
        && front.problems.is_empty()
        && front.not_a_mapping.is_none()
        && front.lost.is_none();
    let read = is_whole.then(|| side_by_side::read(loader, front).ok()).flatten();
    read.map(|entries| format!("{entries:?}"))
}
