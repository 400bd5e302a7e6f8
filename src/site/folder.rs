//! A folder that may be the root of a site: the names of its files, and the text of the few that are read.
use crate::files::System;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file larger than this, in bytes, is not read as settings of a generator.
const MAX_SIZE: u64 = 1 << 20;

/// The names in one folder.
#[derive(Debug)]
pub(super) struct Folder {
    system: Arc<dyn System>,
    path: PathBuf,
    /// The names, sorted.
    names: Vec<OsString>,
}

impl Folder {
    /// Lists a folder; one that cannot be listed is empty.
    pub(super) fn list(path: &Path, system: &Arc<dyn System>) -> Self {
        let mut names = system.list(path);
        names.sort_unstable();
        Self { system: Arc::clone(system), path: path.to_path_buf(), names }
    }

    pub(super) fn system(&self) -> &Arc<dyn System> {
        &self.system
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The names of its files and folders.
    pub(super) fn names(&self) -> &[OsString] {
        &self.names
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.binary_search_by(|known| known.as_os_str().cmp(OsStr::new(name))).is_ok()
    }

    /// Whether there is such a file or folder, in a folder of this one when the name has a slash.
    pub(super) fn contains(&self, name: &str) -> bool {
        match name.split_once('/') {
            Some((first, _)) => self.has(first) && self.system.is_file(&self.path.join(name)),
            None => self.has(name),
        }
    }

    /// The first of these names that exists.
    pub(super) fn first<'a>(&self, names: &[&'a str]) -> Option<&'a str> {
        names.iter().copied().find(|name| self.has(name))
    }

    /// The text of a file of this folder; `None` when it does not exist or cannot be read.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        if self.has(name) { text_of(&self.path.join(name), &*self.system) } else { None }
    }
}

/// The text of a file, unless it is too large for settings.
pub(super) fn text_of(path: &Path, system: &dyn System) -> Option<String> {
    let bytes = system.read(path, MAX_SIZE).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_string())
}
