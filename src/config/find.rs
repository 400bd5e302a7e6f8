//! The config file of a run: looked for in a folder and the folders above, and read from disk.
use super::effective::Config;
use super::load::read_from;
use crate::diagnostic::Diagnostic;
use crate::files::{PathKind, System, in_words};
use crate::text::SourceFile;
use std::io;
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
    #[error("cannot read the config {}: {}", path.display(), in_words(error))]
    Io {
        /// The config file.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
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

/// The config in this folder itself. A link to a config that does not exist counts as found: to read it is an error, where to pass over
/// it would silently check posts without their config.
pub fn in_folder(system: &dyn System, folder: &Path) -> Option<PathBuf> {
    let named = NAMES.iter().map(|name| folder.join(name)).filter(|path| system.has_name(path));
    named.into_iter().find(|path| matches!(system.kind(path), Some(PathKind::File) | None))
}

/// Whether the folder is the root of a repository, where the search for a config and for a site ends.
pub fn is_repository(system: &dyn System, folder: &Path) -> bool {
    system.kind(&folder.join(".git")).is_some()
}

/// Reads a config file; its globs are relative to its folder.
///
/// # Errors
/// The file cannot be read, or is not a valid config.
pub fn load(system: &Arc<dyn System>, path: &Path) -> Result<Config, LoadError> {
    let bytes = system.read_named(path).map_err(|error| LoadError::Io { path: path.to_path_buf(), error })?;
    let source = SourceFile::new(path, bytes);
    match read_from(system, &source, path.parent().unwrap_or(Path::new(""))) {
        Ok(config) if config.warnings.is_empty() => Ok(config),
        Ok(config) => Ok(Config { source: Some(Arc::new(source)), ..config }),
        Err(diagnostics) => Err(LoadError::Findings { file: Box::new(source), diagnostics }),
    }
}
