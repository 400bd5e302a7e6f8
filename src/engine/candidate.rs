//! A file that may be a post.
use super::placed::PlacedConfig;
use crate::post::PostKind;
use crate::site::Site;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A file that may be a post.
#[derive(Clone, Debug)]
pub(super) struct FileCandidate {
    /// The path that the report shows: relative to the current directory when it is below it.
    pub(super) path: PathBuf,
    /// The absolute path, with the links of its folders resolved.
    pub(super) real: PathBuf,
    /// The folder that the run is about, unless the config of the file says another: its own name does not matter for the file.
    pub(super) top: Arc<Path>,
    /// The folder with the files that it is compared with, where no site, config or repository says which.
    pub(super) around: Arc<Path>,
    /// Whether the file was named itself, not found in a folder.
    pub(super) named: bool,
    /// The site of the file, looked up on first use.
    pub(super) site: OnceLock<Option<Arc<Site>>>,
    /// The config of the file, looked up on first use.
    pub(super) placed: OnceLock<Arc<PlacedConfig>>,
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
