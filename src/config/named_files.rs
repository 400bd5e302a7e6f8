//! The files that a config names. A config may come from a stranger, so that only regular files below the root of the repository are
//! read, few and small ones, each once; no message quotes their text.
use crate::files::{GIT, System, repository_above};
use crate::text::{Budget, limits, shown_path};
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The values of a vocabulary, or why they cannot be used.
type Values = Result<Arc<[String]>, String>;

/// What all files of one config have in common: where they may lie, and how much they may ask for together.
#[derive(Debug)]
pub(super) struct NamedFiles {
    system: Arc<dyn System>,
    /// The folder that they lie below: that of the repository, or of the config where there is no repository.
    root: PathBuf,
    /// The folder of the config itself.
    folder: PathBuf,
    /// How many more files may be read.
    left: Budget,
    /// The values of the vocabularies that were read, or why they cannot be used.
    vocabularies: RefCell<HashMap<PathBuf, Values>>,
    /// How many bytes of globs may still be used.
    pub(super) globs: Budget,
    /// How many bytes of memory patterns may still take.
    pub(super) patterns: Budget,
}

impl NamedFiles {
    /// The files that a config in `folder` may name.
    pub(super) fn of(folder: &Path, system: &Arc<dyn System>) -> Self {
        Self {
            root: repository_above(&**system, folder).unwrap_or(folder).to_path_buf(),
            folder: folder.to_path_buf(),
            system: Arc::clone(system),
            left: Budget::new(limits::CONFIG_FILES),
            vocabularies: RefCell::default(),
            globs: Budget::new(limits::GLOB_BYTES),
            patterns: Budget::new(limits::PATTERN_BYTES),
        }
    }

    /// The path of the file that a config in `folder` calls `name`, and the one without links, so that one file has one path; or why it
    /// must not be read. What lies elsewhere is not looked at, as even whether it exists is nobody's business.
    pub(super) fn locate(&self, folder: &Path, name: &str) -> Result<(PathBuf, PathBuf), String> {
        let is_inside =
            |path: &Path| path.strip_prefix(&self.root).is_ok_and(|below| !below.iter().any(|part| part == GIT));
        let outside = || "only files below the root of the repository are read, and none in `.git`".to_string();
        let path = joined(folder, name);
        if !is_inside(&path) {
            return Err(outside());
        }
        match self.system.canonical(&path) {
            Some(real) if is_inside(&real) => Ok((path, real)),
            Some(_) => Err(outside()),
            // Reading it says why it cannot be read.
            None => Ok((path.clone(), path)),
        }
    }

    /// The bytes of a file by the path that [`Self::locate`] gave; or why it cannot be read.
    pub(super) fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        if !self.left.take(1) {
            return Err(format!("a config may name {} files in all", limits::CONFIG_FILES));
        }
        self.system.read(path, limits::CONFIG_SIZE).map_err(|error| error.in_words(limits::CONFIG_SIZE))
    }

    /// A file as messages call it: from the folder of the config, else from the root of the repository.
    pub(super) fn shown(&self, path: &Path) -> String {
        let below = [&self.folder, &self.root].into_iter().find_map(|folder| path.strip_prefix(folder).ok());
        shown_path(below.unwrap_or(path))
    }

    /// The folder that the paths in a file are relative to.
    pub(super) fn folder_of(&self, named: &Path) -> PathBuf {
        folder_of(named, &*self.system)
    }

    /// The values in a vocabulary; `parse` takes them from its text when it is named for the first time.
    pub(super) fn vocabulary(
        &self,
        path: PathBuf,
        parse: impl FnOnce(Vec<u8>) -> Result<Vec<String>, String>,
    ) -> Values {
        let known = self.vocabularies.borrow().get(&path).cloned();
        known.unwrap_or_else(|| {
            let values = self.read(&path).and_then(parse).map(Arc::from);
            self.vocabularies.borrow_mut().insert(path, values.clone());
            values
        })
    }
}

/// The folder of a config without links; `file` may be relative to the current folder.
pub(super) fn folder_of(file: &Path, system: &dyn System) -> PathBuf {
    let folder = file.parent().unwrap_or(Path::new(""));
    let named = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    system.canonical(named).unwrap_or_else(|| folder.to_path_buf())
}

/// A path from a folder; its `.` and `..` are resolved by its text alone.
fn joined(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.to_path_buf();
    for part in Path::new(name).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                path.pop();
            }
            _ => path.push(part),
        }
    }
    path
}
