//! `frontlint check`: the run and its report.
use super::args::{Check, Cli, OutputArgs, Verdict, format_named};
use super::fix::Planned;
use super::{CommandError, FAILED, Streams, config, fix, progress, terminal, wrong_calls};
use crate::config::preset_names;
use crate::diagnostic::Report;
use crate::engine::{FixPlan, Options, Outcome, Workspace};
use crate::files::{Disk, in_words, near_path};
use crate::report::{self, ReportFormat, ReportStyle};
use crate::text::spelling::nearest;
use crate::text::{SourceFile, shown_path};
use crate::trace::TraceRequest;
use clap::CommandFactory;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name of standard input in the report when none was given.
const STDIN_NAME: &str = "stdin.md";
/// Sets the format of reports where no option does.
const FORMAT_VARIABLE: &str = "FRONTLINT_FORMAT";
/// Columns that a report needs beside the line of a post.
const BESIDE_EXCERPT: usize = 14;

pub(super) fn run(args: &Check, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    if let Some(answer) = not_a_command(&args.paths) {
        return Err(CommandError::Message(answer));
    }
    let format = format(args)?;
    let look = terminal::look(args.output.color);
    let trace = traced(args)?;
    let outcome = match config::chosen_with_rules(&args.config, &Disk::shared())? {
        Ok(chosen) => {
            let options = options(args, format, look);
            let mut workspace = Workspace::open(Disk::shared(), &chosen.current, chosen.configs);
            if let Some(request) = &trace {
                workspace.trace(Arc::clone(request));
            }
            let outcome = check(args, &mut workspace, &options, streams)?;
            if !args.output.quiet {
                note_idle_groups(&args.config.select, &workspace, streams);
            }
            if args.fix.is_wanted() {
                let fixing = Fixing { args, options, format, look, current: &chosen.current };
                return fixing.run(outcome, &mut workspace, streams);
            }
            outcome.run
        }
        Err(report) => Outcome { report, ..Outcome::default() },
    };
    if let Some(trace) = trace {
        note_trace(&trace, streams);
    }
    end(outcome, args, format, look, streams)
}

/// Shows the notes and the report of a run; returns its exit code.
fn end(
    mut outcome: Outcome,
    args: &Check,
    format: ReportFormat,
    look: ReportStyle,
    streams: &mut Streams<'_>,
) -> Result<u8, CommandError> {
    // Notes about what could not be checked are shown even with `--quiet`.
    if !args.output.quiet || outcome.report.summary.exit == FAILED {
        for note in &outcome.report.notes {
            streams.note(note);
        }
    }
    streams.begins_commands.set(format == ReportFormat::Github);
    if format == ReportFormat::Github {
        from_workspace(&mut outcome.report);
    }
    print(&outcome.report, format, look, &args.output, streams)?;
    let exit = outcome.report.summary.exit;
    // The process ends here, so that freeing the memory of every finding would only take time.
    std::mem::forget(outcome);
    Ok(exit)
}

/// A run that makes fixes, or shows what they would change.
struct Fixing<'a> {
    args: &'a Check,
    options: Options,
    format: ReportFormat,
    look: ReportStyle,
    current: &'a Path,
}

impl Fixing<'_> {
    fn run(
        &self,
        checked: CheckedInput,
        workspace: &mut Workspace,
        streams: &mut Streams<'_>,
    ) -> Result<u8, CommandError> {
        let failed = checked.run.report.summary.exit == FAILED;
        match checked.stdin {
            Some(source) => self.text(checked.run, source, workspace, streams),
            None if self.args.fix.diff => {
                let report = &checked.run.report;
                let (plan, planned) = if self.args.fix.add_ignores {
                    (fix::plan_ignores(self.args, workspace, report, &self.options)?, Planned::Ignores)
                } else {
                    (fix::plan(self.args, workspace, report, &self.options), Planned::Fixes)
                };
                fix::show(&plan, planned, self.look, failed, streams)
            }
            None => self.files(checked.run, workspace, streams),
        }
    }

    /// Fixes files, and reports what is left in them.
    fn files(
        &self,
        mut outcome: Outcome,
        workspace: &mut Workspace,
        streams: &mut Streams<'_>,
    ) -> Result<u8, CommandError> {
        let Self { args, options, format, look, current } = self;
        fix::remove_left_behind(&workspace.folders(), current, streams);
        let mut plan = FixPlan::default();
        if args.fix.makes_fixes() {
            plan = fix::plan(args, workspace, &outcome.report, options);
        }
        let mut fixed = fix::write(&plan, args.output.quiet, current);
        if fixed.fixes() > 0 {
            outcome = run_files(args, workspace, options);
        }
        if args.fix.add_ignores {
            let plan = fix::plan_ignores(args, workspace, &outcome.report, options)?;
            let ignored = fix::write(&plan, args.output.quiet, current);
            streams.note(&fix::ignored(&ignored));
            fixed.add_problems(&ignored);
            outcome = run_files(args, workspace, options);
        }
        fix::conclude(&fixed, &args.fix, &mut outcome, streams);
        if args.fix.show_fixes {
            let out = if is_for_people(*format) { &mut *streams.stdout } else { &mut *streams.stderr };
            fix::list(&fixed, out)?;
        }
        if args.fix.fix_only {
            outcome.report.files.clear();
        }
        end(outcome, args, *format, *look, streams)
    }

    /// Prints the fixed text, or what would change; the report of what is left goes to standard error.
    fn text(
        &self,
        checked: Outcome,
        source: SourceFile,
        workspace: &mut Workspace,
        streams: &mut Streams<'_>,
    ) -> Result<u8, CommandError> {
        let Self { args, options, format, look, .. } = self;
        let path = source.path().to_path_buf();
        let before = source.bytes().to_vec();
        let plan = fix::plan_text(args, workspace, source, options);
        if args.fix.diff {
            return fix::show(&plan, Planned::Fixes, *look, checked.report.summary.exit == FAILED, streams);
        }
        let after = plan.files.first().map_or(before, |file| file.after.clone());
        let fixed = fix::as_written(&plan);
        streams.is_raw.set(true);
        streams.stdout.write_all(&after)?;
        // Of a text over the limit only the start was read.
        io::copy(streams.stdin, streams.stdout)?;
        let mut outcome = if fixed.fixes() > 0 {
            run_text(stdin_is_named(args), SourceFile::new(path, after), workspace, options)
        } else {
            checked
        };
        fix::conclude(&fixed, &args.fix, &mut outcome, streams);
        if args.fix.show_fixes {
            fix::list(&fixed, streams.stderr)?;
        }
        if args.fix.fix_only {
            outcome.report.files.clear();
        }
        let format = if is_for_people(*format) { ReportFormat::Concise } else { *format };
        let mut report = Vec::new();
        for note in &outcome.report.notes {
            streams.note(note);
        }
        report::write(&outcome.report, format, ReportStyle { color: false, links: false, ..*look }, &mut report)?;
        let _ = streams.stderr.write_all(&report);
        Ok(outcome.report.summary.exit)
    }
}

/// The format of the report: by the option, then the environment, then whether people read it.
fn format(args: &Check) -> Result<ReportFormat, CommandError> {
    // A value that is not UTF-8 is no format either, and must not be passed over.
    let variable = std::env::var_os(FORMAT_VARIABLE).filter(|value| !value.is_empty());
    let variable = variable.map(|value| value.to_string_lossy().into_owned());
    let format = match (args.format, variable) {
        (Some(format), _) => format,
        (None, Some(name)) => format_named(&name)
            .map_err(|formats| CommandError::Message(format!("`{FORMAT_VARIABLE}` is `{name}`; {formats}")))?,
        (None, None) if terminal::is_read_by_people() => ReportFormat::Grouped,
        (None, None) => ReportFormat::Concise,
    };
    if args.output.statistics && !is_for_people(format) && format != ReportFormat::Concise {
        return Err(CommandError::Message(format!(
            "`--statistics` prints tables for people, not `{}`; leave out one of the two",
            format.name()
        )));
    }
    Ok(format)
}

/// What was checked, and what was found.
struct CheckedInput {
    run: Outcome,
    /// The text on standard input, where that was checked and may be fixed.
    stdin: Option<SourceFile>,
}

fn check(
    args: &Check,
    workspace: &mut Workspace,
    options: &Options,
    streams: &mut Streams<'_>,
) -> Result<CheckedInput, CommandError> {
    let stdin = Stdin { paths: &args.paths, is_asked: args.stdin, name: args.stdin_filename.as_deref() };
    if let Some(source) = stdin.read(workspace, streams)? {
        let stdin = args.fix.is_wanted().then(|| SourceFile::new(source.path(), source.bytes()));
        return Ok(CheckedInput { run: run_text(stdin_is_named(args), source, workspace, options), stdin });
    }
    Ok(CheckedInput { run: run_files(args, workspace, options), stdin: None })
}

/// Checks the files of the paths.
fn run_files(args: &Check, workspace: &mut Workspace, options: &Options) -> Outcome {
    let bar = progress::Bar::new(!args.output.quiet && terminal::shows_progress());
    let paths = super::or_current(&args.paths);
    let outcome = workspace.run(&paths, options, &|done, total| bar.at(done, total));
    bar.clear();
    outcome
}

/// Checks a text: with a name it may be a page or no post at all; without one it is checked as a post.
pub(super) fn run_text(is_named: bool, source: SourceFile, workspace: &mut Workspace, options: &Options) -> Outcome {
    if is_named { workspace.run_source(source, options) } else { workspace.run_unnamed(source, options) }
}

/// What is said of a first path that does not exist and looks like a command: `frontlint fix`, `frontlint chekc`.
fn not_a_command(paths: &[PathBuf]) -> Option<String> {
    let first = paths.first().filter(|path| path.symlink_metadata().is_err())?.to_str()?;
    let cli = Cli::command();
    let commands = || cli.get_subcommands().map(clap::Command::get_name);
    if let Some(to) = wrong_calls::command(first) {
        return Some(format!("there is no file, folder or command `{first}`: {to}"));
    }
    // Of several paths the others are checked, and each that is missing is a finding.
    let is_word = (paths.len() == 1 || nearest(first, commands()).is_some())
        && first.starts_with(|first: char| first.is_ascii_lowercase())
        && first.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let to = match nearest(first, commands()) {
        Some(command) => format!("did you mean `{command}`?"),
        None => match near_in_current(first) {
            Some(near) => format!("did you mean `{}`?", shown_path(&near)),
            None => format!("the commands are {}", commands().chain(["help"]).collect::<Vec<_>>().join(", ")),
        },
    };
    is_word.then(|| format!("there is no file, folder or command `{first}`; {to}"))
}

/// The file or folder here that has nearly this name.
fn near_in_current(name: &str) -> Option<PathBuf> {
    near_path(&*Disk::shared(), &std::env::current_dir().ok()?, Path::new(name))
}

fn options(args: &Check, format: ReportFormat, look: ReportStyle) -> Options {
    let Verdict { fail_on, exit_zero, max_warnings } = &args.verdict;
    Options {
        jobs: args.jobs.map(usize::from),
        excerpts: is_for_people(format).then(|| look.width.saturating_sub(BESIDE_EXCERPT)),
        min_severity: args.output.min_severity.into(),
        fail_on: fail_on.severity(),
        exit_zero: *exit_zero,
        max_warnings: *max_warnings,
        reads_site: true,
        keeps_files: args.fix.is_wanted(),
    }
}

/// Says which of the selected groups have no rule that is on: that nothing was found in them says nothing of the posts.
fn note_idle_groups(selected: &[String], workspace: &Workspace, streams: &mut Streams<'_>) {
    for group in workspace.idle_groups(selected) {
        let by_preset = if preset_names().any(|preset| preset == group) {
            format!(", and all of them by the preset `{group}` (`extends: [{group}]` in the config)")
        } else {
            String::new()
        };
        streams.note(&format!(
            "every rule of `{group}` is off, so that none was checked: a rule is turned on by its own name{by_preset}"
        ));
    }
}

/// The line of `--trace-finding`.
fn traced(args: &Check) -> Result<Option<Arc<TraceRequest>>, CommandError> {
    let Some((file, line)) = &args.trace_finding else { return Ok(None) };
    let real = file.canonicalize().map_err(|error| {
        CommandError::Message(format!("cannot trace a line of `{}`: {}", file.display(), in_words(&error)))
    })?;
    Ok(Some(Arc::new(TraceRequest::new(real, *line))))
}

/// Shows what became of the findings at the line.
fn note_trace(trace: &TraceRequest, streams: &mut Streams<'_>) {
    let notes = trace.notes();
    if notes.is_empty() {
        streams.note("trace: no step found anything at this line");
    }
    for note in &notes {
        streams.note(&format!("trace: {note}"));
    }
}

fn stdin_is_named(args: &Check) -> bool {
    args.stdin_filename.is_some()
}

/// What a command line says of standard input.
pub(super) struct Stdin<'a> {
    pub(super) paths: &'a [PathBuf],
    pub(super) is_asked: bool,
    pub(super) name: Option<&'a Path>,
}

impl Stdin<'_> {
    /// The text on standard input, when that is what to look at.
    pub(super) fn read(
        &self,
        workspace: &Workspace,
        streams: &mut Streams<'_>,
    ) -> Result<Option<SourceFile>, CommandError> {
        let dash = self.paths == [PathBuf::from("-")];
        if !(self.is_asked || dash || self.name.is_some()) {
            return if self.paths.iter().any(|path| path.as_os_str() == "-") {
                Err(CommandError::Message(
                    "`-` is standard input and cannot be combined with other paths; for a file of this name, write `./-`"
                        .into(),
                ))
            } else {
                Ok(None)
            };
        }
        if !(dash || self.paths.is_empty()) {
            return Err(CommandError::Message(
                "`--stdin-filename` is for the text on standard input, which cannot be combined with other paths than `-`"
                    .into(),
            ));
        }
        let name = self.name.unwrap_or(Path::new(STDIN_NAME));
        if name.file_name().is_none() {
            return Err(CommandError::Message(format!("`{}` is not the name of a file", name.display())));
        }
        let mut bytes = Vec::new();
        // One byte more than the limit shows that the text is too large, which the report then says.
        Read::take(&mut *streams.stdin, workspace.max_file_size(name) + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| CommandError::Message(format!("cannot read standard input: {}", in_words(&error))))?;
        Ok(Some(SourceFile::new(name, bytes)))
    }
}

/// Makes paths relative to the root of the checkout, as GitHub needs them, wherever in it the run takes place.
fn from_workspace(report: &mut Report) {
    let (Some(root), Ok(current)) = (std::env::var_os("GITHUB_WORKSPACE"), std::env::current_dir()) else { return };
    // Either may be given by another name: through a link, or in the long form of Windows.
    let (Ok(root), Ok(current)) = (Path::new(&root).canonicalize(), current.canonicalize()) else { return };
    let Ok(below) = current.strip_prefix(root) else { return };
    for file in &mut report.files {
        file.path = below.join(&file.path);
    }
}

/// Prints the report to standard output; the counts of the format for editors go to standard error.
fn print(
    report: &Report,
    format: ReportFormat,
    look: ReportStyle,
    args: &OutputArgs,
    streams: &mut Streams<'_>,
) -> Result<(), CommandError> {
    if args.statistics {
        report::statistics(report, look, streams.stdout)?;
        return Ok(());
    }
    report::write(report, format, look, streams.stdout)?;
    if args.quiet {
        return Ok(());
    }
    if is_for_people(format) {
        report::ending(report, look, streams.stdout)?;
    } else if format == ReportFormat::Github {
        report::summary(report, look, streams.stdout)?;
    } else if format == ReportFormat::Concise {
        let mut text = Vec::new();
        report::summary(report, ReportStyle { color: false, links: false, ..look }, &mut text)?;
        let _ = streams.stderr.write_all(&text);
    }
    Ok(())
}

/// Whether the format shows lines of posts, for people.
fn is_for_people(format: ReportFormat) -> bool {
    matches!(format, ReportFormat::Grouped | ReportFormat::Full)
}
