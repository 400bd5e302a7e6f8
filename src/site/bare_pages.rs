//! Markdown files without front matter that a generator publishes: those of its source folders.
use super::folder::Folder;
use crate::dialect::generators::BarePages;
use crate::text::path_below;
use regex::Regex;
use std::path::{Component, Path, PathBuf};

/// The folders of a site in which every Markdown file is a page.
#[derive(Debug, Default)]
pub(super) struct SourceFolders {
    /// Absolute, without `..`; they may be beside the site.
    folders: Vec<PathBuf>,
    without_underscore: bool,
}

impl SourceFolders {
    pub(super) fn of(site: &Folder, facts: BarePages) -> Self {
        let BarePages::In { folders, named_in, pattern, replaces, without_underscore } = facts else {
            return Self::default();
        };
        let named = named(site, named_in, pattern);
        let usual = folders.iter().filter(|_| !replaces || named.is_empty()).map(ToString::to_string);
        let folders = usual.chain(named.iter().cloned()).map(|folder| plain(&site.path().join(folder))).collect();
        Self { folders, without_underscore }
    }

    /// Whether a file is in one of the folders and is not left out; its path is absolute.
    pub(super) fn contain(&self, path: &Path) -> bool {
        self.below(path).any(|below| !self.is_left_out(below))
    }

    /// Whether a file is in one of the folders and is left out because of its name or that of a folder; its path is absolute.
    pub(super) fn leave_out(&self, path: &Path) -> bool {
        self.without_underscore && self.below(path).any(|below| self.is_left_out(below))
    }

    /// The path of a file below each of the folders that it is in.
    fn below<'p>(&self, path: &'p Path) -> impl Iterator<Item = &'p Path> {
        self.folders.iter().filter_map(move |folder| path_below(path, folder))
    }

    fn is_left_out(&self, below: &Path) -> bool {
        self.without_underscore && below.iter().any(|part| part.as_encoded_bytes().starts_with(b"_"))
    }

    /// The folders, absolute.
    pub(super) fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Whether some are not below the folder of the site.
    pub(super) fn is_outward(&self, site: &Path) -> bool {
        self.folders.iter().any(|source| path_below(source, site).is_none())
    }

    /// Whether a folder is one of those that are not below the folder of the site, or in it.
    pub(super) fn reach_outside(&self, site: &Path, folder: &Path) -> bool {
        let outside = self.folders.iter().filter(|source| path_below(source, site).is_none());
        outside.into_iter().any(|source: &PathBuf| path_below(folder, source).is_some())
    }
}

/// The folders that the settings name. They are often JavaScript, which is not run.
fn named(site: &Folder, files: &[&str], pattern: &str) -> Vec<String> {
    let Ok(pattern) = Regex::new(pattern) else { return Vec::new() };
    let there = files.iter().filter(|name| site.contains(name));
    let texts = there.filter_map(|name| super::folder::text_of(&site.path().join(name), site.system()));
    let found = texts
        .flat_map(|text| pattern.captures_iter(&text).map(|found| found[1].trim().to_string()).collect::<Vec<_>>());
    found.filter(|name| !name.is_empty() && !name.contains("://")).collect()
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
