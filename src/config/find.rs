//! The config file of a run: found upwards from a folder, read from disk.
use super::load::read;
use super::settings::Config;
use crate::diagnostic::Diagnostic;
use crate::files::in_words;
use crate::text::SourceFile;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The names a config may have, the first one there counts.
pub const NAMES: [&str; 4] = ["frontlint.yaml", "frontlint.yml", ".frontlint.yaml", ".frontlint.yml"];

/// A config that could not be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// It says something that cannot be; the findings are in `file`.
    #[error("the config {} is not valid", file.path().display())]
    Findings {
        /// The config file.
        file: Box<SourceFile>,
        /// What is wrong in it.
        diagnostics: Vec<Diagnostic>,
    },
    /// It could not be read.
    #[error("cannot read the config {}: {}", path.display(), in_words(error))]
    Io {
        /// The config file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// The nearest config at or above `start`, no farther up than the root of the repository (the folder that holds `.git`).
pub fn find(start: &Path) -> Option<PathBuf> {
    for folder in start.ancestors() {
        let found = NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file() || is_dangling(path));
        if found.is_some() || folder.join(".git").exists() {
            return found;
        }
    }
    None
}

/// A link to a config that is not there: what was to be asked is lost, and reading it will say so.
fn is_dangling(path: &Path) -> bool {
    path.is_symlink() && !path.exists()
}

/// Reads a config file; its globs are relative to its folder.
///
/// # Errors
/// It cannot be read, or says something that cannot be.
pub fn load(path: &Path) -> Result<Config, LoadError> {
    let bytes = std::fs::read(path).map_err(|error| LoadError::Io { path: path.to_path_buf(), error })?;
    let source = SourceFile::new(path, bytes);
    match read(&source, path.parent().unwrap_or(Path::new(""))) {
        Ok(config) if config.warnings.is_empty() => Ok(config),
        Ok(config) => Ok(Config { source: Some(Arc::new(source)), ..config }),
        Err(diagnostics) => Err(LoadError::Findings { file: Box::new(source), diagnostics }),
    }
}
