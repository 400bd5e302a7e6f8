//! Walks folders for files that may be posts.
use super::is_candidate;
use super::read::in_words;
use ignore::{DirEntry, WalkBuilder, WalkState};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What a walk found, in no particular order.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Walk {
    /// Files whose extension a post may have.
    pub files: Vec<PathBuf>,
    /// Symbolic links to such files and to folders that may contain some; a walk does not follow them.
    pub links: Vec<PathBuf>,
    /// Folders that could not be read.
    pub problems: Vec<WalkProblem>,
}

/// A part of the tree that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WalkProblem {
    /// The path; that of the walked folder when the system gives none.
    pub path: PathBuf,
    /// The reason, in the words of a finding.
    pub message: String,
}

/// The most threads of a walk: more would slow each other down, as they poll for work.
const MOST_THREADS: usize = 32;

/// Walks a folder with some threads (0: one per core). `.gitignore` is respected as in git and ripgrep. Hidden folders and
/// `node_modules` are entered only when `enters_all`, `.git` never; no link is followed except `folder` itself.
pub(super) fn walk(folder: &Path, enters_all: bool, threads: usize) -> Walk {
    let walk = Mutex::new(Walk::default());
    let mut builder = WalkBuilder::new(folder);
    builder.hidden(!enters_all).threads(threads.min(MOST_THREADS)).filter_entry(move |entry| {
        let shut = entry.file_name() == ".git" || !enters_all && entry.file_name() == "node_modules";
        let other = entry.file_type().is_some_and(|kind| kind.is_file()) && !is_candidate(entry.path());
        entry.depth() == 0 || !shut && !other
    });
    if threads == 1 {
        // Even one thread of its own may be refused.
        let mut found = Walk::default();
        builder.build().for_each(|entry| found.add(entry, folder));
        return found;
    }
    builder.build_parallel().run(|| {
        let mut found = ThreadFinds { walk: Walk::default(), all: &walk };
        Box::new(move |entry| {
            found.walk.add(entry, folder);
            WalkState::Continue
        })
    });
    walk.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What one thread found; added to the rest when the thread is done.
struct ThreadFinds<'a> {
    walk: Walk,
    all: &'a Mutex<Walk>,
}

impl Drop for ThreadFinds<'_> {
    fn drop(&mut self) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.files.append(&mut self.walk.files);
        all.links.append(&mut self.walk.links);
        all.problems.append(&mut self.walk.problems);
    }
}

impl Walk {
    fn add(&mut self, entry: Result<DirEntry, ignore::Error>, walked: &Path) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return self.problems.push(problem(walked, &error)),
        };
        let is_file = !entry.file_type().is_none_or(|kind| kind.is_dir()) && is_candidate(entry.path());
        if !entry.path_is_symlink() {
            self.files.extend(is_file.then(|| entry.into_path()));
        } else if is_file || may_hold_posts(entry.path(), walked) {
            self.links.push(entry.into_path());
        }
    }
}

/// Whether a link points outside the walked folder, to a folder that contains a folder or a candidate.
fn may_hold_posts(link: &Path, walked: &Path) -> bool {
    let (Ok(target), Ok(walked)) = (link.canonicalize(), walked.canonicalize()) else { return false };
    let entries = std::fs::read_dir(&target).into_iter().flatten().filter(|_| !target.starts_with(&walked));
    let entries = entries.filter_map(Result::ok);
    entries.map(|entry| entry.path()).any(|path| is_candidate(&path) || path.is_dir())
}

fn unread(why: &str) -> String {
    format!("the folder could not be read: {why}")
}

fn problem(folder: &Path, mut error: &ignore::Error) -> WalkProblem {
    let mut path = folder.to_path_buf();
    loop {
        match error {
            ignore::Error::WithPath { path: at, err } => {
                path.clone_from(at);
                error = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error = err,
            ignore::Error::Io(error) => return WalkProblem { path, message: unread(&in_words(error)) },
            _ => return WalkProblem { path, message: unread(&error.to_string()) },
        }
    }
}
