//! The file system as sites see it: what a site's own files would say and nobody may read is noted, so that a run does not silently go on
//! without it.
use crate::files::{Notes, PathKind, ReadError, System, WalkProblem, in_words};
use crate::text::{limits, locked};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A file system that notes what could not be read.
#[derive(Debug)]
pub(super) struct Watched {
    system: Arc<dyn System>,
    notes: Mutex<Notes>,
}

impl Watched {
    pub(super) fn new(system: Arc<dyn System>) -> Self {
        Self { system, notes: Mutex::default() }
    }

    /// What could not be read, and what was passed over, so far.
    pub(super) fn notes(&self) -> Notes {
        locked(&self.notes).clone()
    }

    /// The bytes of a file of the site; `None` when there is none, it cannot be read, or it is too large for such a file.
    pub(super) fn read(&self, path: &Path) -> Option<Vec<u8>> {
        self.read_up_to(path, limits::SITE_FILE_SIZE)
    }

    /// The bytes of a file of at most `limit` bytes.
    pub(super) fn read_up_to(&self, path: &Path, limit: u64) -> Option<Vec<u8>> {
        match self.system.read(path, limit) {
            Ok(bytes) => return Some(bytes),
            Err(ReadError::NotAFile("a folder")) => {}
            Err(error) if error.is_nothing() => {}
            Err(error @ ReadError::Io(_)) => self.note_unread(path, error.to_string()),
            Err(error) => self.pass_over(path, &error.in_words(limit)),
        }
        None
    }

    /// The bytes of a file without which a site is understood nearly as well: nothing is noted when it cannot be read.
    pub(super) fn read_quietly(&self, path: &Path, limit: u64) -> Option<Vec<u8>> {
        self.system.read(path, limit).ok()
    }

    /// The names in a folder.
    pub(super) fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.system.list(folder)
    }

    /// Whether there is something of this name; nothing is noted.
    pub(super) fn has_name(&self, path: &Path) -> bool {
        self.system.has_name(path)
    }

    /// Whether this is known to be a folder; nothing is noted.
    pub(super) fn is_known_folder(&self, path: &Path) -> bool {
        self.system.kind(path) == Some(PathKind::Folder)
    }

    /// Whether this is known to be a file; nothing is noted.
    pub(super) fn is_known_file(&self, path: &Path) -> bool {
        self.system.kind(path) == Some(PathKind::File)
    }

    /// Whether this is a folder.
    pub(super) fn is_folder(&self, path: &Path) -> bool {
        self.kind(path) == Some(PathKind::Folder)
    }

    /// Whether this is a file.
    pub(super) fn is_file(&self, path: &Path) -> bool {
        self.kind(path) == Some(PathKind::File)
    }

    fn kind(&self, path: &Path) -> Option<PathKind> {
        let kind = self.system.kind(path);
        if kind == Some(PathKind::Unknown) {
            self.note_unread(path, "whether it is there could not be found out: permission denied".to_string());
        }
        kind
    }

    /// Every file below a folder.
    pub(super) fn files_below(&self, folder: &Path) -> Vec<PathBuf> {
        let (files, problems) = self.system.files_below(folder);
        for WalkProblem { path, message, .. } in problems {
            self.note_unread(&path, message);
        }
        files
    }

    /// Notes that the root of a site cannot be listed.
    pub(super) fn note_unlisted(&self, folder: &Path, error: &io::Error) {
        self.note_unread(folder, format!("the folder could not be read: {}", in_words(error)));
    }

    /// Notes that a file has more than is used.
    pub(super) fn note_cut(&self, file: &Path, why: String) {
        locked(&self.notes).cut(file, why);
    }

    /// Notes that something was passed over.
    pub(super) fn pass_over(&self, path: &Path, why: &str) {
        locked(&self.notes).passed_over(path, why.to_string());
    }

    fn note_unread(&self, path: &Path, why: String) {
        locked(&self.notes).unread(path, why);
    }
}
