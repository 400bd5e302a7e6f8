//! `frontlint files`: the files that would be checked, and why the others would not.
use super::args::{ConfigArgs, Files};
use super::{CommandError, FAILED, Streams, config};
use crate::engine::{self, Status};
use crate::files::Disk;
use crate::text::shown_path;

pub(super) fn run(args: &Files, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let chosen =
        ConfigArgs { config: args.config.clone(), preset: args.preset.clone(), select: Vec::new(), ignore: Vec::new() };
    let config = match config::chosen(&chosen, &Disk::shared())? {
        Ok(chosen) => chosen.config,
        Err(report) => return config::refuse(&report, streams),
    };
    let mut code = 0;
    for listed in engine::list(&super::or_current(&args.paths), &config) {
        let path = shown_path(&listed.path);
        match listed.status {
            Status::Checked(_) => writeln!(streams.stdout, "{path}")?,
            Status::Skipped(why) if !args.quiet => streams.note(&format!("{path} is skipped: {why}")),
            Status::Skipped(_) => {}
            Status::Failed(why) => {
                code = FAILED;
                streams.note(&format!("{path}: {why}"));
            }
        }
    }
    Ok(code)
}
