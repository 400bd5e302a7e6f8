//! `frontlint fmt`: makes the safe fixes of the rules of `style`, and no others.
use super::check::{Stdin, run_text};
use super::fix_args::Fmt;
use super::{CommandError, FAILED, Streams, config, fix, progress, terminal};
use crate::diagnostic::{Diagnostic, FileFindings, Finding, Report, Safety, Severity};
use crate::engine::{FixOptions, FixPlan, Options, Workspace};
use crate::files::Disk;
use crate::report::{self, ReportFormat, ReportStyle, sanitize};
use crate::rules::is_mandatory;
use crate::text::{SourceFile, plural, shown_path};
use std::io;

/// The rules whose fixes are made: all of this group, unless a config turns them off by name.
const GROUP: &str = "style";

/// The rules of front matter that cannot be read.
const UNREADABLE: [&str; 3] = ["front-matter/invalid-syntax", "front-matter/not-a-mapping", "front-matter/unclosed"];

/// Formats posts; the exit code is 1 when `--check` or `--diff` finds some that would change.
pub(super) fn run(args: &Fmt, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let chosen = match config::chosen(&args.config, &Disk::shared())? {
        Ok(chosen) => chosen,
        Err(report) => return config::refuse(&report, streams),
    };
    let mut workspace = Workspace::open(Disk::shared(), &chosen.current, chosen.configs.with_group(GROUP));
    let options = Options {
        jobs: args.jobs.map(usize::from),
        fail_on: None,
        reads_site: true,
        keeps_files: true,
        ..Options::default()
    };
    let stdin = Stdin { paths: &args.paths, is_asked: args.stdin, name: args.stdin_filename.as_deref() };
    if let Some(source) = stdin.read(&workspace, streams)? {
        return text(args, source, &mut workspace, &options, streams);
    }
    let bar = progress::Bar::new(!args.quiet && terminal::shows_progress());
    let found = workspace.run(&super::or_current(&args.paths), &options, &|done, total| bar.at(done, total)).report;
    let plan = workspace.plan_fixes(&found, &wanted(&options), &|done, total| bar.at(done, total));
    bar.clear();
    let failed = say_what_failed(&found, args, streams)?;
    if args.check || args.diff {
        return show(args, &plan, &found, failed, streams);
    }
    fix::remove_left_behind(&workspace.folders(), &chosen.current, streams);
    let fixed = fix::write(&plan, args.quiet, &chosen.current);
    fix::say(&fixed, streams);
    if !args.quiet {
        let of = plural(found.summary.files, "post");
        streams.note(&match fixed.files() {
            0 => format!("nothing to format in {of}"),
            files => format!("formatted {files} of {of}"),
        });
    }
    Ok(if failed || fixed.failed { FAILED } else { 0 })
}

/// The fixes that are made.
fn wanted(options: &Options) -> FixOptions {
    FixOptions { least: Safety::Safe, min_severity: Severity::Info, group: Some(GROUP), jobs: options.jobs }
}

/// Shows what would change, and writes nothing.
fn show(
    args: &Fmt,
    plan: &FixPlan,
    found: &Report,
    failed: bool,
    streams: &mut Streams<'_>,
) -> Result<u8, CommandError> {
    if args.diff {
        fix::patch(plan, terminal::look(args.color), streams)?;
    } else {
        for file in plan.changed() {
            writeln!(streams.stdout, "{}", sanitize(&shown_path(&file.path)))?;
        }
    }
    let noted = fix::noted(plan);
    fix::say(&noted, streams);
    let count = plan.changed().count();
    if !args.quiet {
        let of = plural(found.summary.files, "post");
        streams.note(&match count {
            0 => format!("nothing to format in {of}"),
            _ => format!("{count} of {of} would change; nothing was written"),
        });
    }
    Ok(if failed || noted.failed { FAILED } else { u8::from(count > 0) })
}

/// Says which files could not be checked or formatted, and shows the notes of the run.
fn say_what_failed(found: &Report, args: &Fmt, streams: &mut Streams<'_>) -> Result<bool, CommandError> {
    let is_unread = |file: &&FileFindings| file.findings.iter().any(|finding| is_unformatted(&finding.diagnostic));
    let unread = found.files.iter().filter(is_unread).count();
    let failed = found.summary.exit == FAILED || unread > 0;
    if failed || !args.quiet {
        for note in &found.notes {
            streams.note(note);
        }
    }
    if failed {
        let mut shown = found.clone();
        for file in &mut shown.files {
            file.findings.retain(|Finding { diagnostic, .. }| {
                is_mandatory(diagnostic.rule) || is_of_config(diagnostic.rule.group()) || is_unformatted(diagnostic)
            });
        }
        report::write(&shown, ReportFormat::Concise, ReportStyle::PLAIN, streams.stderr)?;
    }
    if unread > 0 {
        streams.note(&format!("the front matter of {} could not be formatted", plural(unread, "post")));
    }
    Ok(failed)
}

/// Whether a finding says that front matter cannot be read, so that it stays as it is.
fn is_unformatted(found: &Diagnostic) -> bool {
    found.severity == Severity::Error && UNREADABLE.contains(&found.rule.as_str())
}

fn is_of_config(group: &str) -> bool {
    group == "config"
}

/// Formats the text on standard input.
fn text(
    args: &Fmt,
    source: SourceFile,
    workspace: &mut Workspace,
    options: &Options,
    streams: &mut Streams<'_>,
) -> Result<u8, CommandError> {
    let before = source.bytes().to_vec();
    let copy = SourceFile::new(source.path(), before.clone());
    let is_named = args.stdin_filename.is_some();
    let found = run_text(is_named, copy, workspace, options).report;
    let failed = say_what_failed(&found, args, streams)?;
    let mut plan = FixPlan::default();
    plan.files.push(workspace.plan_fixes_of(source, !is_named, &wanted(options)));
    if args.check || args.diff {
        return show(args, &plan, &found, failed, streams);
    }
    let noted = fix::noted(&plan);
    fix::say(&noted, streams);
    streams.is_raw.set(true);
    streams.stdout.write_all(plan.files.first().map_or(&before, |file| &file.after))?;
    // Of a text over the limit only the start was read.
    io::copy(streams.stdin, streams.stdout)?;
    Ok(if failed || noted.failed { FAILED } else { 0 })
}
