//! The config file of a run: looked for in a folder and the folders above, and read from disk.
use super::effective::Config;
use super::load::read_from;
use super::named_files::folder_of;
use crate::diagnostic::Diagnostic;
use crate::files::{PathKind, ReadError, System, is_repository, repository_above};
use crate::text::{SourceFile, limits, path_in};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The names a config may have; the first one that exists is used.
pub const NAMES: [&str; 4] = ["frontlint.yaml", "frontlint.yml", ".frontlint.yaml", ".frontlint.yml"];

/// A config that could not be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The config is not valid; the findings are in `file`.
    #[error("the config {} is not valid", file.path().display())]
    Findings {
        /// The config file.
        file: Box<SourceFile>,
        /// The problems in the file.
        diagnostics: Vec<Diagnostic>,
    },
    /// The config could not be read.
    #[error("the config {} could not be read: {why}", path.display())]
    Unreadable {
        /// The config file.
        path: PathBuf,
        /// The reason, in the words of a finding.
        why: String,
    },
}

/// The nearest config in `start` or a folder above it, up to the root of the repository (the folder with `.git`).
pub fn find(system: &dyn System, start: &Path) -> Option<PathBuf> {
    for folder in start.ancestors() {
        let found = in_folder(system, folder);
        if found.is_some() || is_repository(system, folder) {
            return found;
        }
    }
    None
}

/// The config in this folder itself. A link to nothing counts, and so does what is not a file: to read it is an error, where to pass over it
/// would silently check posts without their config.
pub fn in_folder(system: &dyn System, folder: &Path) -> Option<PathBuf> {
    all_in_folder(system, folder).next()
}

/// The names of the configs beside this one, which is used instead of them.
pub fn ignored_beside(system: &dyn System, config: &Path) -> Vec<&'static str> {
    let names = config.parent().into_iter().flat_map(|folder| all_in_folder(system, folder));
    let others = names.filter(|other| other != config);
    others.filter_map(|other| NAMES.into_iter().find(|name| other.ends_with(name))).collect()
}

/// Every config in this folder, the one that is used first.
fn all_in_folder(system: &dyn System, folder: &Path) -> impl Iterator<Item = PathBuf> {
    let named = NAMES.iter().map(move |name| path_in(folder, name)).filter(|path| system.has_name(path));
    named.filter(|path| system.kind(path) != Some(PathKind::Folder))
}

/// Whether nobody may look into this folder, so that it may have a config.
pub fn is_shut(system: &dyn System, folder: &Path) -> bool {
    system.kind(&path_in(folder, NAMES[0])) == Some(PathKind::Unknown)
}

/// Reads a config file, which must be a regular file; its globs are relative to its folder. Where it was found rather than named, a link
/// must not lead out of the repository: a stranger's would show the text of other files.
///
/// # Errors
/// The file cannot be read, or is not a valid config.
pub fn load(system: &Arc<dyn System>, path: &Path) -> Result<Config, LoadError> {
    let folder = folder_of(path, &**system);
    let root = repository_above(&**system, &folder).unwrap_or(&folder);
    let leaves = system.canonical(path).is_some_and(|real| !real.starts_with(root));
    if leaves {
        let why = "it is a link to a file outside of the repository; a config there must be named by `--config`";
        return Err(LoadError::Unreadable { path: path.to_path_buf(), why: why.to_string() });
    }
    read_with(system, path, system.read(path, limits::CONFIG_SIZE))
}

/// Does the same for a config that the user named, which may be anywhere, and may be a pipe.
///
/// # Errors
/// The file cannot be read, or is not a valid config.
pub fn load_named(system: &Arc<dyn System>, path: &Path) -> Result<Config, LoadError> {
    read_with(system, path, system.read_named(path, limits::CONFIG_SIZE))
}

fn read_with(system: &Arc<dyn System>, path: &Path, bytes: Result<Vec<u8>, ReadError>) -> Result<Config, LoadError> {
    let bytes = bytes.map_err(|error| {
        let why = error.in_words(limits::CONFIG_SIZE);
        LoadError::Unreadable { path: path.to_path_buf(), why }
    })?;
    let source = SourceFile::new(path, bytes);
    match read_from(system, &source, path.parent().unwrap_or(Path::new(""))) {
        Ok(config) if config.warnings.is_empty() => Ok(config),
        Ok(config) => Ok(Config { source: Some(Arc::new(source)), ..config }),
        Err(diagnostics) => Err(LoadError::Findings { file: Box::new(source), diagnostics }),
    }
}
