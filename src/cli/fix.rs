//! `frontlint --fix` and `--diff`: makes the fixes of a run, or shows what they would change.
use super::args::Check;
use super::fix_args::FixArgs;
use super::{CommandError, FAILED, Streams, progress, terminal};
use crate::diagnostic::{Report, Safety};
use crate::engine::{FixOptions, FixPlan, MadeFix, Options, Outcome, PlannedFile, Workspace};
use crate::files::{self, Disk, FileWriter, WriteError};
use crate::report::{self, ReportStyle, sanitize};
use crate::text::{SourceFile, path_below, plural, shown_path};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How many notes of one kind are shown.
const SHOWN: usize = 5;
/// The exit code of a process that was interrupted, as shells have it for SIGINT.
const INTERRUPTED: i32 = 130;

/// What a run did to its files.
#[derive(Debug, Default)]
pub(super) struct Fixed {
    /// The fixes of each file that was written.
    made: Vec<(PathBuf, Vec<MadeFix>)>,
    /// What was not fixed, and why.
    notes: Vec<String>,
    /// A file could not be written, or rules disagree.
    pub(super) failed: bool,
}

impl Fixed {
    /// How many fixes were made.
    pub(super) fn fixes(&self) -> usize {
        self.made.iter().map(|(_, made)| made.len()).sum()
    }

    /// Adds what another step could not do.
    pub(super) fn add_problems(&mut self, other: &Self) {
        self.notes.extend(other.notes.iter().cloned());
        self.failed |= other.failed;
    }

    /// How many files have them.
    pub(super) fn files(&self) -> usize {
        self.made.len()
    }
}

/// Which fixes the options want.
pub(super) fn options(args: &FixArgs, options: &Options) -> FixOptions {
    let least = if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    FixOptions { least, min_severity: options.min_severity, group: None, jobs: options.jobs }
}

/// Plans the fixes of what a run found in its files.
pub(super) fn plan(args: &Check, workspace: &mut Workspace, found: &Report, run: &Options) -> FixPlan {
    let bar = progress::Bar::new(!args.output.quiet && terminal::shows_progress());
    let plan = workspace.plan_fixes(found, &options(&args.fix, run), &|done, total| bar.at(done, total));
    bar.clear();
    plan
}

/// Plans comments that suppress what a run found in its files.
pub(super) fn plan_ignores(
    args: &Check,
    workspace: &mut Workspace,
    found: &Report,
    run: &Options,
) -> Result<FixPlan, CommandError> {
    let plan = workspace.plan_ignores(found, &options(&args.fix, run), args.fix.reason.as_deref());
    plan.map_err(|why| CommandError::Message(why.to_string()))
}

/// How many findings comments suppress now.
pub(super) fn ignored(ignored: &Fixed) -> String {
    match (ignored.fixes(), ignored.files()) {
        (0, _) => "no comment was added".to_string(),
        (1, _) => "added a comment for 1 finding".to_string(),
        (count, files) => format!("added comments for {count} findings in {}", plural(files, "file")),
    }
}

/// Plans the fixes of the text on standard input.
pub(super) fn plan_text(args: &Check, workspace: &mut Workspace, source: SourceFile, run: &Options) -> FixPlan {
    let as_post = args.stdin_filename.is_none();
    let mut plan = FixPlan::default();
    plan.files.push(workspace.plan_fixes_of(source, as_post, &options(&args.fix, run)));
    plan
}

/// What a plan does to a text that is not written to a file.
pub(super) fn as_written(plan: &FixPlan) -> Fixed {
    let made = plan.changed().map(|file| (file.path.clone(), file.made.clone())).collect();
    Fixed { made, ..noted(plan) }
}

/// What a plan would do to files that are not written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Planned {
    /// Make fixes.
    Fixes,
    /// Add comments that suppress findings.
    Ignores,
}

impl Planned {
    /// How many of them there are, and in how many files.
    fn counted(self, plan: &FixPlan) -> (usize, String) {
        let count: usize = plan.changed().map(|file| file.made.len()).sum();
        let files = plural(plan.changed().count(), "file");
        let said = match (self, count) {
            (Self::Fixes, 0) => "nothing to fix".to_string(),
            (Self::Fixes, _) => format!("{count} would be fixed in {files}; nothing was written"),
            (Self::Ignores, 0) => "no comment would be added".to_string(),
            (Self::Ignores, 1) => "a comment would be added for 1 finding; nothing was written".to_string(),
            (Self::Ignores, _) => {
                format!("comments would be added for {count} findings in {files}; nothing was written")
            }
        };
        (count, said)
    }
}

/// Prints what would change; the exit code is 1 when that is something.
pub(super) fn show(
    plan: &FixPlan,
    planned: Planned,
    look: ReportStyle,
    failed: bool,
    streams: &mut Streams<'_>,
) -> Result<u8, CommandError> {
    patch(plan, look, streams)?;
    let noted = noted(plan);
    say(&noted, streams);
    let (count, said) = planned.counted(plan);
    streams.note(&said);
    Ok(if failed || noted.failed { FAILED } else { u8::from(count > 0) })
}

/// Prints the changes of a plan as a unified diff.
pub(super) fn patch(plan: &FixPlan, look: ReportStyle, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let for_terminal = terminal::is_read_by_people();
    // A patch is exact to the byte, except in the log of a service that would obey it.
    streams.is_raw.set(!for_terminal && !is_log_of_service());
    for file in plan.changed() {
        report::diff(&file.path, (&file.before, &file.after), look, for_terminal, streams.stdout)?;
    }
    Ok(())
}

/// Writes the files of a plan, one after the other.
pub(super) fn write(plan: &FixPlan, quiet: bool, current: &Path) -> Fixed {
    let mut fixed = noted(plan);
    let changed: Vec<&PlannedFile> = plan.changed().collect();
    let bar = progress::Bar::new(!quiet && terminal::shows_progress());
    let (writer, root) = (Arc::new(FileWriter::default()), root(current));
    let written = Arc::new(AtomicUsize::new(0));
    if !changed.is_empty() {
        stop_between_files(Arc::clone(&writer), Arc::clone(&written), changed.len());
    }
    let mut problems = Vec::new();
    for (done, file) in changed.iter().enumerate() {
        let named = current.join(&file.path);
        let result = files::target(&named, &root).and_then(|path| writer.replace(&path, &file.before, &file.after));
        match result {
            Ok(()) => {
                written.fetch_add(1, Ordering::Relaxed);
                fixed.made.push((file.path.clone(), file.made.clone()));
            }
            Err(error) => problems.push((file, error)),
        }
        bar.at(done + 1, changed.len());
    }
    bar.clear();
    fixed.failed |= !problems.is_empty();
    first_few(
        problems.iter().map(|(file, error)| not_written(file, error)),
        "files were not written",
        &mut fixed.notes,
    );
    fixed
}

/// Removes what killed runs left in these folders, and names it.
pub(super) fn remove_left_behind(folders: &BTreeSet<PathBuf>, current: &Path, streams: &mut Streams<'_>) {
    for path in folders.iter().flat_map(|folder| files::remove_left_behind(folder)) {
        streams.note(&format!(
            "removed {}, which an interrupted run had left behind",
            shown_path(path_below(&path, current).unwrap_or(&path))
        ));
    }
}

/// Adds what was fixed to the report of what is left.
pub(super) fn conclude(fixed: &Fixed, args: &FixArgs, outcome: &mut Outcome, streams: &mut Streams<'_>) {
    say(fixed, streams);
    let summary = &mut outcome.report.summary;
    if args.makes_fixes() {
        summary.fixed = Some(fixed.fixes());
        summary.fixed_files = Some(fixed.files());
    }
    if args.exit_non_zero_on_fix && fixed.fixes() > 0 {
        summary.exit = summary.exit.max(1);
    }
    if fixed.failed {
        summary.exit = FAILED;
    }
}

/// Writes which fixes were made, by file.
pub(super) fn list(fixed: &Fixed, out: &mut dyn Write) -> io::Result<()> {
    for (path, made) in &fixed.made {
        writeln!(out, "{}: {} fixed", sanitize(&shown_path(path)), made.len())?;
        let mut kinds: BTreeMap<(String, &str), usize> = BTreeMap::new();
        for fix in made {
            *kinds.entry((fix.rule.to_string(), &fix.title)).or_default() += 1;
        }
        for ((rule, title), count) in kinds {
            writeln!(out, "  {count} × {rule}: {}", sanitize(title))?;
        }
    }
    if fixed.made.is_empty() { Ok(()) } else { writeln!(out) }
}

/// What a plan leaves as it is, and why.
pub(super) fn noted(plan: &FixPlan) -> Fixed {
    let mut fixed = Fixed::default();
    let refused = plan.files.iter().flat_map(|file| file.refused.iter().map(move |refused| (file, refused)));
    let lines = refused.map(|(file, refused)| {
        let MadeFix { rule, title, line, .. } = &refused.fix;
        format!(
            "{}:{line}: the fix of `{rule}` was not made ({title}): it would {}",
            shown_path(&file.path),
            refused.why
        )
    });
    first_few(lines, "fixes were not made", &mut fixed.notes);
    for file in &plan.files {
        let Some([one, other]) = file.undone else { continue };
        fixed.failed = true;
        fixed.notes.push(format!(
            "{} was left as it is: the fixes of `{one}` and `{other}` undo each other; this is a bug in frontlint, please report it",
            shown_path(&file.path)
        ));
    }
    fixed
}

fn not_written(file: &PlannedFile, error: &WriteError) -> String {
    format!("{} was not fixed and is as it was: {error}", shown_path(&file.path))
}

fn first_few(lines: impl Iterator<Item = String>, what: &str, notes: &mut Vec<String>) {
    let mut lines = lines.fuse();
    notes.extend(lines.by_ref().take(SHOWN));
    let more = lines.count();
    if more > 0 {
        notes.push(format!("{more} more {what}"));
    }
}

/// Says what was not fixed, and why.
pub(super) fn say(fixed: &Fixed, streams: &mut Streams<'_>) {
    for note in &fixed.notes {
        streams.note(note);
    }
}

/// The folder that a run may change files in through links: the repository of the current folder, or that itself.
fn root(current: &Path) -> PathBuf {
    files::repository_above(&*Disk::shared(), current).unwrap_or(current).to_path_buf()
}

/// Lets an interrupted run end between two files.
fn stop_between_files(writer: Arc<FileWriter>, written: Arc<AtomicUsize>, total: usize) {
    let once = Mutex::new(());
    // Where the system refuses, an interrupted run may leave a neighbour behind, which the next one removes.
    let _ = ctrlc::set_handler(move || {
        let _once = once.lock().unwrap_or_else(PoisonError::into_inner);
        let _turn = writer.stop();
        let written = written.load(Ordering::Relaxed);
        let _ = writeln!(
            io::stderr(),
            "frontlint: interrupted; {written} of {total} files were written, each of them whole"
        );
        std::process::exit(INTERRUPTED);
    });
}

/// Whether the output is part of a log whose reader obeys some lines.
fn is_log_of_service() -> bool {
    ["GITHUB_ACTIONS", "TF_BUILD"].iter().any(|name| std::env::var_os(name).is_some())
}
