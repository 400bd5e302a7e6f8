//! A look at files without checking them: at the fields, the facts or the habits of posts.
use super::candidate::FoundFile;
use super::check_file::FileChecker;
use super::discover::{Discovered, Unread};
use super::threads::Threads;
use crate::files::ReadError;
use std::path::PathBuf;

/// What was seen in some files.
#[derive(Debug)]
pub(super) struct Looked<T> {
    pub(super) seen: Vec<T>,
    /// The files and folders that could not be read.
    pub(super) unread: Vec<Unread>,
    /// Named paths that lead to nothing.
    pub(super) missing: Vec<FoundFile>,
}

impl FileChecker {
    /// Looks at each file that may be a post, on all threads; `see` gives nothing for those that are not wanted.
    pub(super) fn look<T: Send>(
        &self,
        paths: &[PathBuf],
        threads: &Threads,
        see: impl Fn(&FoundFile) -> Result<Option<T>, ReadError> + Sync,
    ) -> Looked<T> {
        let Discovered { candidates, missing, problems, .. } = Discovered::of(paths, &self.classifier, threads);
        let mut looked = Looked { seen: Vec::new(), unread: problems, missing };
        let see = |file: FoundFile| see(&file).map_err(|error| Unread { path: file.path(), why: error.to_string() });
        for seen in threads.map(candidates, see) {
            match seen {
                Ok(seen) => looked.seen.extend(seen),
                Err(unread) => looked.unread.push(unread),
            }
        }
        looked
    }
}
