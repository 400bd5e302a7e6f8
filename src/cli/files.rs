//! `frontlint files`: the files that would be checked, and why the others would not.
use super::args::Files;
use super::{CommandError, FAILED, Streams, config, explain_site};
use crate::engine::{Status, Workspace};
use crate::files::Disk;
use crate::report::sanitize;
use crate::text::shown_path;

pub(super) fn run(args: &Files, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let chosen = match config::chosen(&args.source, &Disk::shared())? {
        Ok(chosen) => chosen,
        Err(report) => return config::refuse(&report, streams),
    };
    let workspace = Workspace::open(Disk::shared(), &chosen.current, chosen.configs);
    let mut code = 0;
    if args.explain_site {
        explain_site::run(&workspace, &super::or_current(&args.paths), streams)?;
        let configs = workspace.config_report();
        return if configs.summary.exit == FAILED { config::refuse(&configs, streams) } else { Ok(code) };
    }
    let listed = workspace.list(&super::or_current(&args.paths));
    let configs = workspace.config_report();
    if !args.quiet {
        configs.notes.iter().for_each(|note| streams.note(note));
    }
    if configs.summary.exit == FAILED {
        code = config::refuse(&configs, streams)?;
    }
    for listed in listed {
        let path = shown_path(&listed.path);
        match listed.status {
            Status::Checked(_) => writeln!(streams.stdout, "{}", sanitize(&path))?,
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
