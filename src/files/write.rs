//! Replaces the bytes of a file, whole or not at all: a neighbour is written, and takes the name of the file in one step.
use super::is_candidate;
use super::read::in_words;
use crate::text::{shown_path, without_dots};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::{Builder, NamedTempFile};

/// What the name of a neighbour has between the name of the file and the random end.
const MARK: &str = ".frontlint-";
/// How many random characters the name of a neighbour ends with.
const RANDOM: usize = 12;
/// Names that are longer than this, in bytes, would be too long for a neighbour with the same name.
const LONGEST: usize = 200;

/// Why a file was not written; it is as it was before.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// It has other bytes than those that were checked.
    #[error("it was changed by something else since it was read")]
    Changed,
    /// Other names lead to the same bytes, and would no longer do so.
    #[error("it has {0} names (hard links), which would no longer lead to the same file")]
    HardLink(u64),
    /// A link leads out of the folder that may be changed.
    #[error("it is a link to `{}`, outside of `{}`", shown_path(.0), shown_path(.1))]
    Outside(PathBuf, PathBuf),
    /// Nobody may write it.
    #[error("it is read-only")]
    ReadOnly,
    /// A new file cannot have the same owner.
    #[error("it belongs to another user or group, which the new file could not: {}", in_words(.0))]
    Owner(io::Error),
    /// The system refused to write beside it or in its place.
    #[error("{}", in_words(.0))]
    Io(#[from] io::Error),
}

/// Writes one file after the other; can be stopped between two of them from another thread.
#[derive(Debug, Default)]
pub struct FileWriter {
    turn: Mutex<()>,
}

impl FileWriter {
    /// Replaces the bytes of a file, which must still have the bytes `before`. Its mode and its owner stay.
    ///
    /// # Errors
    /// Why it was not written.
    pub fn replace(&self, path: &Path, before: &[u8], after: &[u8]) -> Result<(), WriteError> {
        let _turn = self.stop();
        let known = writable(path)?;
        let current = fs::read(path)?;
        if current != before {
            return Err(WriteError::Changed);
        }
        drop(current);
        let neighbour = neighbour(path)?;
        // Another run does not mistake it for one that was left behind. Where a file system has no locks, nothing is lost.
        let _ = neighbour.as_file().try_lock();
        neighbour.as_file().write_all(after)?;
        keep_owner(&neighbour, &known)?;
        neighbour.as_file().set_permissions(known.permissions())?;
        neighbour.as_file().sync_all()?;
        if !is_same(&known, &fs::metadata(path)?) {
            return Err(WriteError::Changed);
        }
        neighbour.persist(path).map_err(|error| error.error)?;
        sync_folder(path);
        Ok(())
    }

    /// Waits until no file is half written. As long as the guard lives, no other file is begun.
    pub fn stop(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The file that a name leads to, when it may be written: a link is followed only below `root`. Both paths are absolute, `root` is
/// without links.
///
/// # Errors
/// The target is elsewhere, or there is none.
pub fn target(named: &Path, root: &Path) -> Result<PathBuf, WriteError> {
    let real = named.canonicalize()?;
    if real == without_dots(named) || real.starts_with(root) {
        return Ok(real);
    }
    Err(WriteError::Outside(real, root.to_path_buf()))
}

/// Removes the neighbours in a folder that runs left behind which were killed while they wrote, and returns their paths. One that is
/// being written by another run stays.
pub fn remove_left_behind(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths =
        entries.filter_map(Result::ok).filter(|entry| is_neighbour(&entry.file_name())).map(|entry| entry.path());
    let is_removed = |path: &PathBuf| {
        let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        let is_free = || File::open(path).is_ok_and(|file| file.try_lock().is_ok());
        is_file && is_free() && fs::remove_file(path).is_ok()
    };
    paths.filter(is_removed).collect()
}

/// What is known of a file that may be replaced.
fn writable(path: &Path) -> Result<Metadata, WriteError> {
    let known = fs::metadata(path)?;
    if known.permissions().readonly() {
        return Err(WriteError::ReadOnly);
    }
    match names(&known) {
        0 | 1 => Ok(known),
        more => Err(WriteError::HardLink(more)),
    }
}

fn neighbour(path: &Path) -> Result<NamedTempFile, WriteError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().filter(|name| name.len() <= LONGEST).unwrap_or(OsStr::new("post.md")));
    prefix.push(MARK);
    Ok(Builder::new().prefix(&prefix).rand_bytes(RANDOM).tempfile_in(folder)?)
}

/// Whether a name is that of a neighbour: `.NAME.frontlint-` and the random end, where NAME is that of a file that may be a post.
fn is_neighbour(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    let Some((start, random)) = bytes.split_at_checked(bytes.len().wrapping_sub(RANDOM)) else { return false };
    let name = start.strip_prefix(b".").and_then(|start| start.strip_suffix(MARK.as_bytes()));
    let name = name.map(|name| String::from_utf8_lossy(name).into_owned());
    random.iter().all(u8::is_ascii_alphanumeric) && name.is_some_and(|name| is_candidate(Path::new(&name)))
}

/// Whether two looks at a file saw the same file, unchanged.
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.len() == other.len() && one.modified().ok() == other.modified().ok() && id(one) == id(other)
}

/// Makes the new name last through a power failure, where the system can do that.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = path;
}

#[cfg(unix)]
mod system {
    use super::WriteError;
    use std::fs::Metadata;
    use std::os::unix::fs::{MetadataExt, chown};
    use tempfile::NamedTempFile;

    /// How many names a file has.
    pub(super) fn names(metadata: &Metadata) -> u64 {
        metadata.nlink()
    }

    /// What tells a file from all others.
    pub(super) fn id(metadata: &Metadata) -> (u64, u64) {
        (metadata.dev(), metadata.ino())
    }

    /// Gives the neighbour the owner and the group of the file.
    pub(super) fn keep_owner(neighbour: &NamedTempFile, known: &Metadata) -> Result<(), WriteError> {
        let own = neighbour.as_file().metadata()?;
        if (own.uid(), own.gid()) == (known.uid(), known.gid()) {
            return Ok(());
        }
        chown(neighbour.path(), Some(known.uid()), Some(known.gid())).map_err(WriteError::Owner)
    }
}

#[cfg(not(unix))]
mod system {
    use super::WriteError;
    use std::fs::Metadata;
    use tempfile::NamedTempFile;

    /// Not known here.
    pub(super) fn names(_: &Metadata) -> u64 {
        1
    }

    /// Not known here.
    pub(super) fn id(_: &Metadata) -> (u64, u64) {
        (0, 0)
    }

    /// A new file has the owner of its folder here.
    pub(super) fn keep_owner(_: &NamedTempFile, _: &Metadata) -> Result<(), WriteError> {
        Ok(())
    }
}

use system::{id, keep_owner, names};

#[cfg(test)]
mod tests {
    use super::*;

    fn post() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("post.md");
        fs::write(&path, "before").unwrap();
        (folder, path)
    }

    fn names_in(folder: &Path) -> Vec<OsString> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    }

    #[test]
    fn a_file_gets_its_new_bytes_and_nothing_stays_beside_it() {
        let (folder, path) = post();
        FileWriter::default().replace(&path, b"before", b"after").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"after");
        assert_eq!(names_in(folder.path()), ["post.md"]);
    }

    #[test]
    fn a_file_that_was_changed_stays_as_it_is() {
        let (folder, path) = post();
        let error = FileWriter::default().replace(&path, b"earlier", b"after").unwrap_err();
        assert!(matches!(error, WriteError::Changed), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"before");
        assert_eq!(names_in(folder.path()), ["post.md"]);
    }

    #[test]
    fn a_read_only_file_stays_as_it_is() {
        let (_folder, path) = post();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let error = FileWriter::default().replace(&path, b"before", b"after").unwrap_err();
        assert!(matches!(error, WriteError::ReadOnly), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"before");
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_stays() {
        use std::os::unix::fs::PermissionsExt;
        for mode in [0o600, 0o644, 0o755, 0o640] {
            let (_folder, path) = post();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            FileWriter::default().replace(&path, b"before", b"after").unwrap();
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, mode);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_hard_link_stays_one() {
        let (folder, path) = post();
        fs::hard_link(&path, folder.path().join("other.md")).unwrap();
        let error = FileWriter::default().replace(&path, b"before", b"after").unwrap_err();
        assert!(matches!(error, WriteError::HardLink(2)), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"before");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_only_below_the_root() {
        let (folder, path) = post();
        let outside = tempfile::tempdir().unwrap();
        let outside = outside.path().canonicalize().unwrap();
        fs::write(outside.join("a.md"), "").unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::os::unix::fs::symlink(&path, root.join("in.md")).unwrap();
        std::os::unix::fs::symlink(outside.join("a.md"), root.join("out.md")).unwrap();
        std::os::unix::fs::symlink(&outside, root.join("folder")).unwrap();
        assert_eq!(target(&root.join("in.md"), &root).unwrap(), path);
        fs::create_dir(root.join("x")).unwrap();
        assert_eq!(target(&root.join("x/../post.md"), &root).unwrap(), path);
        assert_eq!(target(&outside.join("a.md"), &root).unwrap(), outside.join("a.md"));
        for link in ["out.md", "folder/a.md"] {
            let error = target(&root.join(link), &root).unwrap_err();
            assert!(matches!(error, WriteError::Outside(..)), "{error}");
        }
    }

    #[test]
    fn what_was_left_behind_is_removed_unless_it_is_being_written() {
        let (folder, path) = post();
        let held = neighbour(&path).unwrap();
        held.as_file().try_lock().unwrap();
        let (_, left) = neighbour(&path).unwrap().keep().unwrap();
        for other in [".post.md.frontlint-short", ".notes.txt.frontlint-abcdefghijkl", "post.md.frontlint-abcdefghijkl"]
        {
            fs::write(folder.path().join(other), "").unwrap();
        }
        let folder = path.parent().unwrap();
        assert_eq!(remove_left_behind(folder), [left]);
        assert_eq!(names_in(folder).len(), 5);
        drop(held);
    }

    #[test]
    fn a_name_that_is_almost_too_long_can_be_written() {
        let (folder, _) = post();
        let path = folder.path().join(format!("{}.md", "é".repeat(120)));
        fs::write(&path, "before").unwrap();
        FileWriter::default().replace(&path, b"before", b"after").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"after");
    }
}
