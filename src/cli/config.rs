//! The config of a run: the file named, the preset named, the file found, or the preset `post`.
use super::args::ConfigArgs;
use super::{FAILED, Failure, Streams};
use crate::config::Config;
use crate::diagnostic::Report;
use crate::report::{self, Format, Look};
use std::path::Path;

/// The config to use; a report of what is wrong in the file when it cannot be used.
#[allow(clippy::unnecessary_wraps, reason = "config files are not read yet")]
pub(super) fn chosen(_args: &ConfigArgs) -> Result<Result<Config, Report>, Failure> {
    Ok(Ok(Config::bare(Path::new(""))))
}

/// Says what is wrong in the config file, a line each, on standard error; the run has failed.
pub(super) fn refuse(report: &Report, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let look = Look { color: false, unicode: false, narrated: false, width: 100 };
    report::write(report, Format::Concise, look, streams.stderr)?;
    Ok(FAILED)
}
