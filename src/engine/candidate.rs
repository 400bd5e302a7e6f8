//! A file that may be a post, and its folder, which says most of what is known of it.
use super::placed::PlacedConfig;
use crate::post::PostKind;
use crate::site::Site;
use std::ffi::{OsStr, OsString};
use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A folder that is walked, or that of a file that was named itself.
#[derive(Debug)]
pub(super) struct RunFolder {
    /// The path that the report shows: relative to the current directory when it is below it.
    pub(super) path: PathBuf,
    /// The absolute path, without links.
    pub(super) real: PathBuf,
    /// The folder that the run is about, unless the config of the file says another: its own name does not matter for the file.
    pub(super) top: PathBuf,
    /// The folder with the files that its files are compared with, where no site, config or repository says which.
    pub(super) around: PathBuf,
    /// Whether a file was named itself, not found in a walk.
    pub(super) named: bool,
}

/// A folder with files that may be posts. What is known of it is looked up on first use, once for all its files.
#[derive(Debug)]
pub(super) struct FoundFolder {
    pub(super) run: Arc<RunFolder>,
    /// The path below that folder.
    below: Box<Path>,
    pub(super) site: OnceLock<FolderSite>,
    pub(super) placed: OnceLock<Arc<PlacedConfig>>,
    /// The folder with the whole of what its files are compared with.
    pub(super) whole: OnceLock<PathBuf>,
    /// The preset that was chosen for its files, which have no config.
    pub(super) chosen: OnceLock<Arc<PlacedConfig>>,
}

/// The site of a folder.
#[derive(Debug)]
pub(super) struct FolderSite {
    pub(super) site: Option<Arc<Site>>,
    /// Whether it is a folder of posts of that site, or in one, so that every file in it is a post.
    pub(super) of_posts: bool,
}

/// A file that may be a post, as it waits for its turn: small, as all files of a run wait at the same time.
#[derive(Clone, Debug)]
pub(super) struct FoundFile {
    pub(super) folder: Arc<FoundFolder>,
    pub(super) name: Box<OsStr>,
}

/// A file that may be a post, with its paths.
#[derive(Clone, Debug)]
pub(super) struct FileCandidate {
    pub(super) file: FoundFile,
    /// The path that the report shows.
    pub(super) path: PathBuf,
    /// The absolute path, with the links of its folders resolved.
    pub(super) real: PathBuf,
}

impl FoundFolder {
    /// The folder with this path below one of the run.
    pub(super) fn new(run: &Arc<RunFolder>, below: &Path) -> Self {
        let (site, placed, whole, chosen) = (OnceLock::new(), OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { run: Arc::clone(run), below: below.into(), site, placed, whole, chosen }
    }

    /// The absolute path, without links.
    pub(super) fn real(&self) -> PathBuf {
        join([&self.run.real, &self.below])
    }
}

impl FoundFile {
    pub(super) fn new(folder: &Arc<FoundFolder>, name: OsString) -> Self {
        Self { folder: Arc::clone(folder), name: name.into_boxed_os_str() }
    }

    /// Whether the file was named itself, not found in a folder.
    pub(super) fn is_named(&self) -> bool {
        self.folder.run.named
    }

    /// The path that the report shows.
    pub(super) fn path(&self) -> PathBuf {
        join([&self.folder.run.path, &self.folder.below, Path::new(&self.name)])
    }

    /// The absolute path, with the links of its folders resolved.
    pub(super) fn real(&self) -> PathBuf {
        join([&self.folder.run.real, &self.folder.below, Path::new(&self.name)])
    }

    /// The file with its paths.
    pub(super) fn candidate(self) -> FileCandidate {
        FileCandidate { path: self.path(), real: self.real(), file: self }
    }
}

/// The parts as one path, which has no slash at its end when the last ones are empty.
pub(super) fn join<const N: usize>(parts: [&Path; N]) -> PathBuf {
    // Three parts for each file: `Path::join` would ask each time what kind of path the part is.
    let mut path = OsString::with_capacity(parts.iter().map(|part| part.as_os_str().len() + 1).sum());
    for part in parts.iter().filter(|part| !part.as_os_str().is_empty()) {
        if !path.is_empty() && !path.as_encoded_bytes().ends_with(MAIN_SEPARATOR_STR.as_bytes()) {
            path.push(MAIN_SEPARATOR_STR);
        }
        path.push(part);
    }
    path.into()
}

/// A file of a run, and what happens to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The path, relative to the current directory when it is below it.
    pub path: PathBuf,
    /// What happens to it.
    pub status: Status,
}

/// What happens to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The file is checked.
    Checked(PostKind),
    /// The file is not checked; the reason, as a sentence about "it".
    Skipped(String),
    /// The file should have been checked and could not be; the reason.
    Failed(String),
}
