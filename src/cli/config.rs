//! Chooses the config of a run: the named file, the named preset, the file that is found, or the preset `post`.
use super::args::ConfigArgs;
use super::{CommandError, FAILED, Streams};
use crate::config::{self, Config, LoadError};
use crate::diagnostic::{FileFindings, Report};
use crate::engine;
use crate::files::{System, in_words};
use crate::report::{self, ReportFormat, ReportStyle};
use crate::text::shown_path;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The preset of a run without a config.
const DEFAULT_PRESET: &str = "post";

/// The config of a run.
pub(super) struct ChosenConfig {
    pub(super) config: Config,
    /// The current directory.
    pub(super) current: PathBuf,
    /// Warnings about the config file, for the report.
    pub(super) warnings: Option<FileFindings>,
}

/// The config to use, or a report of the problems in its file.
pub(super) fn chosen(
    args: &ConfigArgs,
    system: &Arc<dyn System>,
) -> Result<Result<ChosenConfig, Report>, CommandError> {
    let current = std::env::current_dir()
        .map_err(|error| CommandError::Message(format!("the current folder cannot be found: {}", in_words(&error))))?;
    let file = match &args.config {
        Some(file) => Some(without_dots(&current.join(file))),
        None if args.preset.is_some() => None,
        None => config::find(&**system, &current),
    };
    let mut config = match file {
        Some(file) => match config::load(system, &file) {
            Ok(config) => config,
            Err(LoadError::Findings { file, diagnostics }) => {
                return Ok(Err(engine::refused(&file, &from(&current, file.path()), diagnostics)));
            }
            Err(LoadError::Io { path, error }) => {
                let path = from(&current, &path);
                return Err(CommandError::Message(format!(
                    "cannot read the config {}: {}",
                    shown_path(&path),
                    in_words(&error)
                )));
            }
        },
        None => config::preset(args.preset.as_deref().unwrap_or(DEFAULT_PRESET), &current)
            .map_err(|unknown| CommandError::Message(unknown.to_string()))?,
    };
    config.select(&args.select, &args.ignore).map_err(|unknown| CommandError::Message(unknown.to_string()))?;
    let shown = config.path.as_ref().map(|file| from(&current, file)).unwrap_or_default();
    let warnings = engine::config_warnings(&config, &shown);
    Ok(Ok(ChosenConfig { config, current, warnings }))
}

/// Prints the problems in the config file to standard error, one per line; the run has failed.
pub(super) fn refuse(report: &Report, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    report::write(report, ReportFormat::Concise, ReportStyle::PLAIN, streams.stderr)?;
    Ok(FAILED)
}

/// A path as one would type it in the folder `current`; both are absolute.
fn from(current: &Path, path: &Path) -> PathBuf {
    let mut up = PathBuf::new();
    for folder in current.ancestors() {
        if let Ok(rest) = path.strip_prefix(folder) {
            return up.join(rest);
        }
        up.push("..");
    }
    path.to_path_buf()
}

/// An absolute path without `.` and `..`, so that it can be compared with others.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            _ => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_config_is_shown_as_one_would_type_its_path() {
        let shown = |path| from(Path::new("/site/blog/fr"), Path::new(path));
        assert_eq!(shown("/site/blog/fr/frontlint.yaml"), Path::new("frontlint.yaml"));
        assert_eq!(shown("/site/frontlint.yaml"), Path::new("../../frontlint.yaml"));
        assert_eq!(shown("/site/blog/en/frontlint.yaml"), Path::new("../en/frontlint.yaml"));
    }

    #[test]
    fn dots_in_a_path_are_resolved() {
        assert_eq!(without_dots(Path::new("/site/blog/../x/./a.yaml")), Path::new("/site/x/a.yaml"));
    }
}
