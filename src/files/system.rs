//! The file system that everything is read from: the disk, or unsaved texts over it.
use super::ignore_files::IgnoreFiles;
use super::notes::{Notes, WalkProblem};
use super::read::{ReadError, is_nothing, read, read_named, read_start};
use super::walk::{Walk, walk};
use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// What a path leads to when links are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathKind {
    /// A file that can be read to its end.
    File,
    /// A folder.
    Folder,
    /// A pipe, a socket or a device.
    Other,
    /// What the system does not let the program look at: whether it is there is not known.
    Unknown,
}

/// A file system. All paths are absolute: nobody but the program itself knows a current directory.
pub trait System: fmt::Debug + Send + Sync {
    /// The bytes of a file of at most `limit` bytes; never those of a pipe, which might not end.
    ///
    /// # Errors
    /// There is no such file, it is too large, or it cannot be read.
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, ReadError>;

    /// The first bytes of a file, at most this many.
    ///
    /// # Errors
    /// There is no such file, or it cannot be read.
    fn read_start(&self, path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
        let mut bytes = self.read(path, u64::from(u32::MAX))?;
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    /// The bytes of what the user named, at most `limit` of them; it may be a pipe, if that ends in time.
    ///
    /// # Errors
    /// There is nothing, it is too large, or it cannot be read.
    fn read_named(&self, path: &Path, limit: u64) -> Result<Vec<u8>, ReadError>;

    /// The names in a folder, in any order.
    ///
    /// # Errors
    /// There is no such folder, or it cannot be listed.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// What a path leads to; `None` when there is nothing.
    fn kind(&self, path: &Path) -> Option<PathKind>;

    /// Whether the folder of the path has this name, even as a link to nothing.
    fn has_name(&self, path: &Path) -> bool;

    /// The path without links and dots; `None` when there is nothing.
    fn canonical(&self, path: &Path) -> Option<PathBuf>;

    /// Every file below a folder, in the order of their paths; a link is a file. The folder itself may be a link. What is in a folder that
    /// cannot be read is left out, and the folder is among the problems.
    fn files_below(&self, folder: &Path) -> (Vec<PathBuf>, Vec<WalkProblem>);

    /// Walks a folder, whose path is canonical, for files that may be posts. `on_threads` calls the work that it gets once on each
    /// thread there is, and returns when all have ended; together they find the files.
    fn walk(&self, folder: &Path, enters_all: bool, on_threads: &dyn Fn(&(dyn Fn() + Sync))) -> Walk;

    /// Whether git ignores a file that was not found by a walk.
    fn is_ignored(&self, path: &Path) -> bool;

    /// What the file system could not read, or passed over, while it found out what git ignores.
    fn notes(&self) -> Notes {
        Notes::default()
    }

    /// Whether the path leads to a file.
    fn is_file(&self, path: &Path) -> bool {
        self.kind(path) == Some(PathKind::File)
    }

    /// Whether the path leads to a folder.
    fn is_folder(&self, path: &Path) -> bool {
        self.kind(path) == Some(PathKind::Folder)
    }
}

/// The file system of the computer.
#[derive(Debug, Default)]
pub struct Disk {
    ignore_files: IgnoreFiles,
}

impl Disk {
    /// The file system of the computer, to be handed to what reads from it.
    pub fn shared() -> Arc<dyn System> {
        Arc::new(Self::default())
    }
}

impl System for Disk {
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
        read(path, limit)
    }

    fn read_start(&self, path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
        read_start(path, most)
    }

    fn read_named(&self, path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
        read_named(path, limit)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    fn kind(&self, path: &Path) -> Option<PathKind> {
        match std::fs::metadata(path) {
            Ok(file) if file.is_file() => Some(PathKind::File),
            Ok(folder) if folder.is_dir() => Some(PathKind::Folder),
            Ok(_) => Some(PathKind::Other),
            Err(error) if is_nothing(&error) => None,
            Err(_) => Some(PathKind::Unknown),
        }
    }

    fn has_name(&self, path: &Path) -> bool {
        path.symlink_metadata().is_ok()
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        path.canonicalize().ok()
    }

    fn files_below(&self, folder: &Path) -> (Vec<PathBuf>, Vec<WalkProblem>) {
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => files.push(entry.into_path()),
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_path_buf();
                    if let Some(error) = error.io_error().filter(|error| !is_nothing(error)) {
                        problems.push(WalkProblem::unread(&path, error));
                    }
                }
            }
        }
        (files, problems)
    }

    fn walk(&self, folder: &Path, enters_all: bool, on_threads: &dyn Fn(&(dyn Fn() + Sync))) -> Walk {
        walk(folder, enters_all, on_threads, &self.ignore_files)
    }

    fn is_ignored(&self, path: &Path) -> bool {
        self.ignore_files.contains(path)
    }

    fn notes(&self) -> Notes {
        self.ignore_files.notes()
    }
}

/// Texts that are not saved yet, over another file system; their paths are absolute.
#[derive(Debug)]
pub struct Overlay {
    below: Arc<dyn System>,
    texts: RwLock<HashMap<PathBuf, Arc<[u8]>>>,
}

impl Overlay {
    /// An overlay without texts.
    pub fn new(below: Arc<dyn System>) -> Self {
        Self { below, texts: RwLock::default() }
    }

    /// Lays a text over the file of this path, which need not exist.
    pub fn set(&self, path: impl Into<PathBuf>, text: impl Into<Vec<u8>>) {
        let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
        texts.insert(path.into(), text.into().into());
    }

    /// Takes the text of a file away, so that the file below is read again.
    pub fn remove(&self, path: &Path) {
        self.texts.write().unwrap_or_else(PoisonError::into_inner).remove(path);
    }

    fn text(&self, path: &Path) -> Option<Arc<[u8]>> {
        self.texts.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// The paths of the texts below a folder.
    fn below(&self, folder: &Path) -> Vec<PathBuf> {
        let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
        texts.keys().filter(|path| path.starts_with(folder) && *path != folder).cloned().collect()
    }
}

impl System for Overlay {
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
        match self.text(path) {
            Some(text) if text.len() as u64 > limit => Err(ReadError::TooLarge(text.len() as u64)),
            Some(text) => Ok(text.to_vec()),
            None => self.below.read(path, limit),
        }
    }

    fn read_start(&self, path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
        let start = |text: Arc<[u8]>| text.iter().take(usize::try_from(most).unwrap_or(usize::MAX)).copied().collect();
        self.text(path).map_or_else(|| self.below.read_start(path, most), |text| Ok(start(text)))
    }

    fn read_named(&self, path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
        if self.text(path).is_some() { self.read(path, limit) } else { self.below.read_named(path, limit) }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let texts = self.below(folder);
        let mut names = match self.below.list(folder) {
            // A folder may have nothing but texts.
            Err(error) if is_nothing(&error) && !texts.is_empty() => Vec::new(),
            names => names?,
        };
        for path in texts {
            let name = path.strip_prefix(folder).ok().and_then(|below| below.iter().next());
            names.extend(name.filter(|name| !names.iter().any(|known| known == name)).map(OsString::from));
        }
        Ok(names)
    }

    fn kind(&self, path: &Path) -> Option<PathKind> {
        if self.text(path).is_some() {
            return Some(PathKind::File);
        }
        self.below.kind(path).or_else(|| (!self.below(path).is_empty()).then_some(PathKind::Folder))
    }

    fn has_name(&self, path: &Path) -> bool {
        self.below.has_name(path) || self.kind(path).is_some()
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        self.below.canonical(path).or_else(|| self.kind(path).map(|_| path.to_path_buf()))
    }

    fn files_below(&self, folder: &Path) -> (Vec<PathBuf>, Vec<WalkProblem>) {
        let (mut files, problems) = self.below.files_below(folder);
        files.extend(self.below(folder));
        files.sort();
        files.dedup();
        (files, problems)
    }

    /// A text without a file is not found by a walk, as it may be one that git ignores.
    fn walk(&self, folder: &Path, enters_all: bool, on_threads: &dyn Fn(&(dyn Fn() + Sync))) -> Walk {
        self.below.walk(folder, enters_all, on_threads)
    }

    fn is_ignored(&self, path: &Path) -> bool {
        self.below.is_ignored(path)
    }

    fn notes(&self) -> Notes {
        self.below.notes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unsaved_text_is_read_instead_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, "on disk").unwrap();
        let overlay = Overlay::new(Arc::new(Disk::default()));
        overlay.set(&path, "unsaved");
        assert_eq!(overlay.read(&path, 100).unwrap(), b"unsaved");
        assert!(matches!(overlay.read(&path, 3), Err(ReadError::TooLarge(7))));
        overlay.remove(&path);
        assert_eq!(overlay.read(&path, 100).unwrap(), b"on disk");
    }

    #[test]
    fn a_text_without_a_file_is_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("_posts/a.md");
        let overlay = Overlay::new(Arc::new(Disk::default()));
        overlay.set(&path, "");
        assert_eq!(overlay.list(folder.path()).unwrap(), ["_posts"]);
        assert!(overlay.is_folder(&folder.path().join("_posts")) && overlay.is_file(&path));
        assert_eq!(overlay.files_below(folder.path()), (vec![path.clone()], Vec::new()));
        assert_eq!(overlay.canonical(&path), Some(path));
    }
}
