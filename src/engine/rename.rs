//! Renames a key in the front matter of all posts: only the bytes of the key change, and every value stays.
use super::candidate::{FileCandidate, Status};
use super::check_file::dialect;
use super::discover::Discovered;
use super::fixing::{FixPlan, PlannedFile};
use super::threads::Threads;
use super::workspace::Workspace;
use crate::dialect::Dialect;
use crate::front_matter::{Entry, Format, FrontMatter, Key, Mapping, Value, places_of_toml_key};
use crate::text::{Edit, SourceFile, Span, path_order, shown_path};
use crate::values::side_by_side::{self, Entries, LoadedValue};
use crate::values::{Loader, Scalar, quote};
use std::path::PathBuf;
use std::sync::Arc;

/// A key to rename, by the keys above it, and its new name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub struct KeyRename {
    /// The keys from the top down to the one that is renamed.
    pub path: Vec<String>,
    /// The new name of the last one.
    pub name: String,
}

/// A post in which the key was not renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub struct LeftPost {
    /// The path that reports show.
    pub path: PathBuf,
    /// The 1-based line that keeps it from being renamed.
    pub line: usize,
    /// Why.
    pub why: String,
}

/// What a renaming comes to; nothing was written.
#[derive(Clone, Debug, Default)]
#[doc(hidden)]
pub struct RenamePlan {
    /// The files that change.
    pub files: FixPlan,
    /// The posts with the key that stay as they are.
    pub left: Vec<LeftPost>,
    /// Files and folders that could not be read, and why.
    pub unread: Vec<String>,
    /// How many posts were looked at.
    pub posts: usize,
}

/// What becomes of one post.
enum Renamed {
    NotAPost,
    Unread(String),
    /// It does not have the key.
    Same,
    File(PlannedFile),
    Left(LeftPost),
}

impl KeyRename {
    /// Reads both names: `seo.title` is the key `title` below `seo`; `\.` is a dot in a key. The new name may repeat the keys above it.
    ///
    /// # Errors
    /// Why the names cannot be used, as a sentence.
    pub fn new(old: &str, new: &str) -> Result<Self, String> {
        let (path, new_path) = (segments(old), segments(new));
        let (last, above) = path.split_last().map(|(last, above)| (last.clone(), above.to_vec())).unwrap_or_default();
        let name = match new_path.split_last() {
            Some((name, [])) => name.clone(),
            Some((name, others)) if others == above => name.clone(),
            _ => {
                return Err(format!(
                    "`{new}` is below another key than `{old}`; a key can only be renamed where it is, not moved"
                ));
            }
        };
        let is_usable = |key: &String| !key.is_empty() && !key.contains(char::is_control);
        if !path.iter().chain([&name]).all(is_usable) {
            return Err("a key must have a name, without line breaks".to_string());
        }
        if name == last {
            return Err(format!("`{old}` already has this name"));
        }
        Ok(Self { path, name })
    }
}

/// The keys of a path; a backslash before a dot makes it part of a key.
fn segments(path: &str) -> Vec<String> {
    let mut segments = vec![String::new()];
    let mut characters = path.chars().peekable();
    while let Some(character) = characters.next() {
        let last = segments.len() - 1;
        match character {
            '\\' if characters.next_if_eq(&'.').is_some() => segments[last].push('.'),
            '.' => segments.push(String::new()),
            other => segments[last].push(other),
        }
    }
    segments
}

impl Workspace {
    /// Plans the renaming of a key in all posts of these paths.
    #[doc(hidden)]
    pub fn plan_rename(&self, paths: &[PathBuf], rename: &KeyRename) -> RenamePlan {
        let threads = Threads::new(None);
        let Discovered { candidates, missing, problems, .. } =
            Discovered::of(paths, &self.checker.classifier, &threads);
        let mut plan = RenamePlan::default();
        plan.unread.extend(problems.iter().map(|problem| format!("{}: {}", shown_path(&problem.path), problem.why)));
        plan.unread.extend(self.checker.check_missing(missing).filter_map(|result| match result.status {
            Status::Failed(why) => Some(format!("{}: {why}", shown_path(&result.path))),
            _ => None,
        }));
        for renamed in threads.map(candidates, |file| self.renamed(&file.candidate(), rename)) {
            plan.posts += usize::from(!matches!(renamed, Renamed::NotAPost | Renamed::Unread(_)));
            match renamed {
                Renamed::NotAPost | Renamed::Same => {}
                Renamed::Unread(why) => plan.unread.push(why),
                Renamed::File(file) => plan.files.files.push(file),
                Renamed::Left(left) => plan.left.push(left),
            }
        }
        plan.files.files.sort_by_cached_key(|file| path_order(&file.path));
        plan.left.sort_by_cached_key(|left| path_order(&left.path));
        plan
    }

    fn renamed(&self, candidate: &FileCandidate, rename: &KeyRename) -> Renamed {
        let source = match self.checker.read(candidate) {
            Ok(source) => source,
            Err(error) => return Renamed::Unread(format!("{}: {error}", shown_path(&candidate.path))),
        };
        if !matches!(self.checker.classifier.by_text(&candidate.file, &source), Status::Checked(_)) {
            return Renamed::NotAPost;
        }
        let site = self.checker.classifier.site(&candidate.file).map(Arc::as_ref);
        let dialect = dialect(self.checker.config(candidate), site);
        match in_text(&source, &dialect, rename) {
            Ok(None) => Renamed::Same,
            Ok(Some(after)) => {
                let unchanged = PlannedFile::unchanged(&candidate.path, &candidate.real, source.bytes());
                Renamed::File(PlannedFile { after, ..unchanged })
            }
            Err((span, why)) => {
                let line = source.line_of(span.start());
                Renamed::Left(LeftPost { path: candidate.path.clone(), line, why })
            }
        }
    }
}

/// The bytes of a text with the key renamed; `None` when it does not have it.
fn in_text(source: &SourceFile, dialect: &Dialect, rename: &KeyRename) -> Result<Option<Vec<u8>>, (Span, String)> {
    let front = FrontMatter::parse(source, dialect);
    let any_case = dialect.generator.is_some_and(|generator| generator.facts().keys.any_case);
    let is = |key: &str, name: &str| if any_case { key.to_lowercase() == name.to_lowercase() } else { key == name };
    let Some((mapping, entry)) = find(&front.entries, &rename.path, &is) else { return Ok(None) };
    let is_malformed = |key: &Key| {
        let mut malformed = source.malformed().iter();
        malformed.any(|bytes| bytes.start() < key.span.end() && key.span.start() < bytes.end())
    };
    // They stand for other characters in the text that was read, so that what it says of them is of no use.
    let is_in_front = |bytes: &&Span| {
        front
            .fence
            .block()
            .is_some_and(|block| block.content.start() <= bytes.start() && bytes.end() <= block.content.end())
    };
    let malformed = source.malformed().iter().find(is_in_front).filter(|_| !front.problems.is_empty());
    if let Some(bytes) = malformed {
        return Err((*bytes, "its front matter has bytes that are not UTF-8".to_string()));
    }
    if let Some(problem) = front.problems.first() {
        return Err((problem.span, format!("its front matter cannot be read: {}", problem.message)));
    }
    // In Hugo another case of the same name is the same key.
    let clash = mapping.iter().find(|other| is(&other.key.text, &rename.name) && other.key.span != entry.key.span);
    if let Some(clash) = clash {
        return Err((clash.key.span, format!("it has a key `{}` already", clash.key.text)));
    }
    let loader = Loader::of(dialect, front.format());
    let Ok(before) = side_by_side::read(loader, &front) else {
        return Err((entry.key.span, format!("its front matter cannot be read by {}", loader.name())));
    };
    let keys = places(&entry.key, source, &front, &rename.path, &is);
    if let Some(key) = keys.iter().find(|key| is_malformed(key)) {
        return Err((key.span, "its key has bytes that are not UTF-8".to_string()));
    }
    let edit = |key: &Key| Edit::replace(key.span, quote::key_like(key, &rename.name, front.format()));
    let edits: Vec<Edit> = keys.iter().map(edit).collect();
    let Some(text) = Edit::apply(source.text(), &edits) else {
        return Err((entry.key.span, "its key cannot be replaced".to_string()));
    };
    let fixed = SourceFile::new(source.path(), text).with_site_path(source.site_path());
    let after = FrontMatter::parse(&fixed, dialect);
    let wanted = with_key(before, &rename.path, &rename.name, &is);
    if !after.problems.is_empty() || side_by_side::read(loader, &after).ok().as_ref() != Some(&wanted) {
        return Err((entry.key.span, "with the new name the front matter would be read differently".to_string()));
    }
    let (mut bytes, mut done) = (Vec::new(), 0);
    for Edit { span, text } in &edits {
        bytes.extend(&source.bytes()[done..span.start()]);
        bytes.extend(text.as_bytes());
        done = span.end();
    }
    bytes.extend(&source.bytes()[done..]);
    Ok(Some(bytes))
}

/// All places of a key: a table of TOML may be opened several times.
fn places(
    first: &Key,
    source: &SourceFile,
    front: &FrontMatter,
    path: &[String],
    is: &dyn Fn(&str, &str) -> bool,
) -> Vec<Key> {
    let block = front.fence.block().filter(|_| front.format() == Format::Toml);
    let places = block.map(|block| places_of_toml_key(source.slice(block.content), block.content.start(), path, is));
    places.filter(|keys| !keys.is_empty()).unwrap_or_else(|| vec![first.clone()])
}

/// The last entry at a path, and the mapping it is in.
fn find<'a>(
    mapping: &'a Mapping,
    path: &[String],
    is: &dyn Fn(&str, &str) -> bool,
) -> Option<(&'a Mapping, &'a Entry)> {
    let (first, below) = path.split_first()?;
    // Where case does not count, several may be meant.
    let mut entries = mapping.0.iter().rev().filter(|entry| is(&entry.key.text, first));
    entries.find_map(|entry| match &entry.value.value {
        _ if below.is_empty() => Some((mapping, entry)),
        Value::Mapping(inner) => find(inner, below, is),
        _ => None,
    })
}

/// The values with the key renamed.
fn with_key(entries: Entries, path: &[String], name: &str, is: &dyn Fn(&str, &str) -> bool) -> Entries {
    let Some((first, below)) = path.split_first() else { return entries };
    let renamed = entries.into_iter().map(|(key, value)| match (&key, value) {
        (Scalar::Text(text), value) if is(text, first) && below.is_empty() => (Scalar::Text(name.to_string()), value),
        (Scalar::Text(text), LoadedValue::Mapping(inner)) if is(text, first) => {
            (key, LoadedValue::Mapping(with_key(inner, below, name, is)))
        }
        (_, value) => (key, value),
    });
    renamed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(text: &str, old: &str, new: &str) -> Result<String, String> {
        let source = SourceFile::new("post.md", text);
        let rename = KeyRename::new(old, new)?;
        match in_text(&source, &Dialect::of(None), &rename) {
            Ok(None) => Err("it does not have the key".to_string()),
            Ok(Some(bytes)) => Ok(String::from_utf8(bytes).unwrap_or_default()),
            Err((span, why)) => Err(format!("{}: {why}", source.line_of(span.start()))),
        }
    }

    #[test]
    fn only_the_bytes_of_the_key_change() {
        for (before, old, new, after) in [
            (
                "---\r\ntitel : A # why\r\n# titel\r\nb: 1\r\n---\r\ntitel: x\r\n",
                "titel",
                "title",
                "---\r\ntitle : A # why\r\n# titel\r\nb: 1\r\n---\r\ntitel: x\r\n",
            ),
            ("\u{feff}---\n'a b': 1\n---\n", "a b", "c's", "\u{feff}---\n'c''s': 1\n---\n"),
            ("---\n\"a\": 1\n---\n", "a", "b", "---\n\"b\": 1\n---\n"),
            ("---\na: 1\n---\n", "a", "b: c", "---\n\"b: c\": 1\n---\n"),
            ("---\nseo: {titel: A, x: [1]}\n---\n", "seo.titel", "title", "---\nseo: {title: A, x: [1]}\n---\n"),
            ("---\nseo:\n  titel: A\n---\n", "seo.titel", "seo.title", "---\nseo:\n  title: A\n---\n"),
            ("---\na.b: 1\n---\n", "a\\.b", "c", "---\nc: 1\n---\n"),
            (
                "+++\ntitel = \"A\" # why\n[x]\ntitel = 1\n+++\n",
                "titel",
                "title",
                "+++\ntitle = \"A\" # why\n[x]\ntitel = 1\n+++\n",
            ),
            ("+++\n[seo]\ntitel = 1\n+++\n", "seo.titel", "a b", "+++\n[seo]\n\"a b\" = 1\n+++\n"),
            (
                "+++\n[titel.a]\nx = 1\n[titel.b] # [titel]\n\"titel\" = '[titel]'\n+++\n",
                "titel",
                "title",
                "+++\n[title.a]\nx = 1\n[title.b] # [titel]\n\"titel\" = '[titel]'\n+++\n",
            ),
            (
                "+++\nseo.titel.a = 1\nseo . \"titel\".b = 2\n[[x]]\nseo.titel = 1\n+++\n",
                "seo.titel",
                "title",
                "+++\nseo.title.a = 1\nseo . \"title\".b = 2\n[[x]]\nseo.titel = 1\n+++\n",
            ),
            (
                "+++\ny = {titel.a = [{titel = 1}], titel.b = \"\"\"\n[y.titel]\"\"\"\"}\n+++\n",
                "y.titel",
                "t",
                "+++\ny = {t.a = [{titel = 1}], t.b = \"\"\"\n[y.titel]\"\"\"\"}\n+++\n",
            ),
            (
                "+++\n[[titel]]\na = 1\n[[titel]]\na = 2\n[titel.b]\nc = 1\n+++\n",
                "titel",
                "c d",
                "+++\n[[\"c d\"]]\na = 1\n[[\"c d\"]]\na = 2\n[\"c d\".b]\nc = 1\n+++\n",
            ),
            (
                "{\"titel\": \"A\", \"x\": {\"titel\": 1}}\n",
                "titel",
                "title",
                "{\"title\": \"A\", \"x\": {\"titel\": 1}}\n",
            ),
        ] {
            assert_eq!(renamed(before, old, new).as_deref(), Ok(after));
        }
    }

    #[test]
    fn a_clash_and_a_broken_block_are_left_alone() {
        for (text, why) in [
            ("---\ntitel: A\ntitle: B\n---\n", "3: it has a key `title` already"),
            ("---\ntitel: A\nb: c: d\n---\n", "3: its front matter cannot be read"),
            ("---\nother: 1\n---\n", "it does not have the key"),
            ("---\nother: {titel: 1}\n---\n", "it does not have the key"),
        ] {
            let said = renamed(text, "titel", "title").unwrap_err();
            assert!(said.starts_with(why), "{said}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_named_before_what_is_read_in_their_place() {
        let source = SourceFile::new("post.md", b"---\nb: 1\na: \xe9\n---\n".to_vec());
        let rename = KeyRename::new("a", "c").unwrap();
        let left =
            in_text(&source, &Dialect::of(None), &rename).map_err(|(span, why)| (source.line_of(span.start()), why));
        assert_eq!(left, Err((3, "its front matter has bytes that are not UTF-8".to_string())));
    }

    #[test]
    fn a_key_cannot_be_moved() {
        assert!(KeyRename::new("a.b", "c.d").is_err());
        assert!(KeyRename::new("a", "a").is_err());
        assert!(KeyRename::new("a.", "b").is_err());
        assert_eq!(KeyRename::new("a.b", "a.c").map(|rename| rename.name), Ok("c".to_string()));
    }
}
