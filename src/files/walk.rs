//! Walking folders for files that may be posts.
use super::is_candidate;
use super::read::in_words;
use ignore::{WalkBuilder, WalkState};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// What a walk found, in no order.
#[derive(Debug, Default)]
pub struct Walk {
    /// Candidates, by extension.
    pub files: Vec<PathBuf>,
    /// Symbolic links to candidates, which a walk does not follow.
    pub links: Vec<PathBuf>,
    /// Folders that could not be read.
    pub faults: Vec<WalkFault>,
}

/// A place of the tree that could not be looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkFault {
    /// Where; the walked folder itself when the system does not say.
    pub path: PathBuf,
    /// What the system says.
    pub message: String,
}

/// Walks a folder on some threads (0: as many as there are cores). `.gitignore` counts as git and ripgrep count it. Hidden
/// folders and `node_modules` are entered only when `enters_all`, `.git` never; no link is followed but `folder` itself.
pub fn walk(folder: &Path, enters_all: bool, threads: usize) -> Walk {
    let walk = Mutex::new(Walk::default());
    let mut builder = WalkBuilder::new(folder);
    builder.hidden(!enters_all).threads(threads).filter_entry(move |entry| {
        let shut = entry.file_name() == ".git" || !enters_all && entry.file_name() == "node_modules";
        entry.depth() == 0 || !shut
    });
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            let mut walk = walk.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match entry {
                Ok(entry) => {
                    let folder = entry.file_type().is_none_or(|kind| kind.is_dir());
                    if !folder && is_candidate(entry.path()) {
                        if entry.path_is_symlink() {
                            walk.links.push(entry.into_path());
                        } else {
                            walk.files.push(entry.into_path());
                        }
                    }
                }
                Err(error) => walk.faults.push(fault(folder, &error)),
            }
            WalkState::Continue
        })
    });
    walk.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn fault(folder: &Path, mut error: &ignore::Error) -> WalkFault {
    let mut path = folder.to_path_buf();
    loop {
        match error {
            ignore::Error::WithPath { path: at, err } => {
                path.clone_from(at);
                error = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error = err,
            ignore::Error::Io(error) => return WalkFault { path, message: in_words(error) },
            _ => return WalkFault { path, message: error.to_string() },
        }
    }
}
