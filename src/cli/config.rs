//! Chooses the configs of a run: the named file, the named preset, or for each file the nearest config.
use super::args::{ConfigArgs, ConfigChoice};
use super::{CommandError, FAILED, Streams};
use crate::config::{self, Config, Configs};
use crate::diagnostic::Report;
use crate::engine::{self, as_typed};
use crate::files::{System, in_words};
use crate::report::{self, ReportFormat, ReportStyle};
use crate::text::without_dots;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The configs of a run.
pub(super) struct ChosenConfigs {
    pub(super) configs: Configs,
    /// The current directory.
    pub(super) current: PathBuf,
}

/// The configs to use, or a report of the problems in the file that was named.
pub(super) fn chosen(
    source: &ConfigChoice,
    system: &Arc<dyn System>,
) -> Result<Result<ChosenConfigs, Report>, CommandError> {
    choose(source, &[], &[], system)
}

/// Does the same with only the rules that options choose.
pub(super) fn chosen_with_rules(
    args: &ConfigArgs,
    system: &Arc<dyn System>,
) -> Result<Result<ChosenConfigs, Report>, CommandError> {
    choose(&args.source, &args.select, &args.ignore, system)
}

fn choose(
    source: &ConfigChoice,
    select: &[String],
    ignore: &[String],
    system: &Arc<dyn System>,
) -> Result<Result<ChosenConfigs, Report>, CommandError> {
    let current = std::env::current_dir()
        .map_err(|error| CommandError::Message(format!("the current folder cannot be found: {}", in_words(&error))))?;
    let mut config = match (&source.config, &source.preset) {
        (Some(file), _) => match named(&without_dots(&current.join(file)), &current, system) {
            Ok(config) => config,
            Err(report) => return Ok(Err(*report)),
        },
        (None, Some(name)) => {
            config::preset(name, &current).map_err(|unknown| CommandError::Message(unknown.to_string()))?
        }
        (None, None) => {
            let configs =
                Configs::nearest(select, ignore).map_err(|unknown| CommandError::Message(unknown.to_string()))?;
            return Ok(Ok(ChosenConfigs { configs, current }));
        }
    };
    config.select(select, ignore).map_err(|unknown| CommandError::Message(unknown.to_string()))?;
    Ok(Ok(ChosenConfigs { configs: config.into(), current }))
}

/// The config in a named file, or a report of the problems in it.
fn named(file: &Path, current: &Path, system: &Arc<dyn System>) -> Result<Config, Box<Report>> {
    config::load_named(system, file).map_err(|error| Box::new(engine::refused(&error, &as_typed(current, file))))
}

/// Prints the problems in the config file to standard error, one per line; the run has failed.
pub(super) fn refuse(report: &Report, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    report::write(report, ReportFormat::Concise, ReportStyle::PLAIN, streams.stderr)?;
    Ok(FAILED)
}
