//! What a run has to say about files that are not posts: those that could not be read, and those that were passed over.
use super::read::in_words;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// A part of the tree that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WalkProblem {
    /// The path; that of the walked folder when the system gives none.
    pub path: PathBuf,
    /// The reason, in the words of a finding.
    pub message: String,
}

impl WalkProblem {
    /// A folder that could not be read.
    pub(super) fn unread(folder: &Path, error: &io::Error) -> Self {
        Self { path: folder.to_path_buf(), message: format!("the folder could not be read: {}", in_words(error)) }
    }
}

/// Files and folders that are not posts and say something about posts, but were not read, or not to their end: each with the reason, the
/// first one that was noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notes {
    /// The system refused to read them, so that what they say of the posts is not known: the run has failed.
    pub unread: BTreeMap<PathBuf, String>,
    /// They are not what such a file is (a pipe, a device, far too large), and the run went on without them.
    pub passed_over: BTreeMap<PathBuf, String>,
    /// They say more than is used.
    pub cut: BTreeMap<PathBuf, String>,
}

impl Notes {
    /// Adds a file that could not be read.
    pub fn unread(&mut self, path: &Path, message: String) {
        add(&mut self.unread, path, message);
    }

    /// Adds a file that was passed over.
    pub fn passed_over(&mut self, path: &Path, message: String) {
        add(&mut self.passed_over, path, message);
    }

    /// Adds a file of which only a part is used.
    pub fn cut(&mut self, path: &Path, message: String) {
        add(&mut self.cut, path, message);
    }

    /// Adds others.
    pub fn extend(&mut self, other: Self) {
        let into = [&mut self.unread, &mut self.passed_over, &mut self.cut];
        for (all, more) in into.into_iter().zip([other.unread, other.passed_over, other.cut]) {
            for (path, message) in more {
                add(all, &path, message);
            }
        }
    }
}

/// Adds one, unless it is known.
fn add(all: &mut BTreeMap<PathBuf, String>, path: &Path, message: String) {
    if !all.contains_key(path) {
        all.insert(path.to_path_buf(), message);
    }
}
