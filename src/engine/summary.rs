//! Sums up a run: its findings in order, its notes and its exit code.
use super::counts::FAILED;
use super::counts::count_findings;
use super::options::{Options, Outcome};
use super::tally::Tally;
use crate::diagnostic::{Report, Severity, Summary};
use crate::rules::MOST_FINDINGS;
use crate::text::{path_order, shown_path};
use std::path::PathBuf;

/// How many files of one kind the notes name; of the others they give only the number.
const NAMED_IN_NOTES: usize = 5;

/// Puts the results of all files in order; `links` were not followed, and `first` are the notes that come before all others.
pub(super) fn conclude(mut tally: Tally, first: Vec<String>, links: Vec<PathBuf>, options: &Options) -> Outcome {
    let mut notes = first;
    add_notes(&mut tally, links, &mut notes);
    let Tally { mut summary, failed, mut files, .. } = tally;
    files.sort_by_cached_key(|file| path_order(&file.path));
    summary.exit = exit_code(&summary, options, failed);
    let mut report = Report { files, notes, summary };
    let hidden = keep_from(options.min_severity, &mut report);
    if hidden > 0 {
        let least = options.min_severity.name();
        report.notes.push(match hidden {
            1 => format!("1 finding below `{least}` is not shown"),
            _ => format!("{hidden} findings below `{least}` are not shown"),
        });
    }
    Outcome { report, elsewhere: Vec::new() }
}

/// Drops what is less severe, and counts again; how much that was.
fn keep_from(least: Severity, report: &mut Report) -> usize {
    if least == Severity::Info {
        return 0;
    }
    let all = report.summary.errors + report.summary.warnings + report.summary.infos;
    let Summary { files, skipped, suppressed, exit, .. } = report.summary;
    report.summary = Summary { files, skipped, suppressed, exit, ..Summary::default() };
    for file in &mut report.files {
        file.findings.retain(|finding| finding.diagnostic.severity >= least);
        count_findings(&file.findings, &mut report.summary);
    }
    report.files.retain(|file| !file.findings.is_empty());
    all - report.summary.errors - report.summary.warnings - report.summary.infos
}

/// The exit code: 2 when something could not be checked, else 1 when too much was found, else 0.
fn exit_code(summary: &Summary, options: &Options, failed: bool) -> u8 {
    let reaches = |limit: Severity| match limit {
        Severity::Error => summary.errors > 0,
        Severity::Warning => summary.errors + summary.warnings > 0,
        Severity::Info => summary.errors + summary.warnings + summary.infos > 0,
    };
    let too_much =
        options.fail_on.is_some_and(reaches) || options.max_warnings.is_some_and(|most| summary.warnings > most);
    match (failed, too_much && !options.exit_zero) {
        (true, _) => FAILED,
        (false, true) => 1,
        (false, false) => 0,
    }
}

fn add_notes(tally: &mut Tally, mut links: Vec<PathBuf>, notes: &mut Vec<String>) {
    tally.left_out.sort_by_cached_key(|(path, ..)| path_order(path));
    for (path, rule, count) in &tally.left_out {
        let path = shown_path(path);
        notes.push(format!(
            "{path}: {} of {rule} left out; at most {MOST_FINDINGS} are reported",
            if *count == 1 { "1 more finding".to_string() } else { format!("{count} more findings") }
        ));
    }
    tally.skipped.sort_by_cached_key(|(path, _)| path_order(path));
    let skipped = tally.skipped.iter().map(|(path, why)| format!("skipped {}: {why}", shown_path(path)));
    first_few(skipped, "named files that are not posts were skipped", notes);
    links.sort();
    let links = links
        .iter()
        .map(|path| format!("skipped {}: symbolic links are followed only when they are named", shown_path(path)));
    first_few(links, "symbolic links were skipped", notes);
    if tally.summary.files == 0 {
        notes.push(format!("checked 0 posts{}", but_left_out(tally.not_posts)));
    } else if let Some(note) = without_front_matter(tally.bare) {
        notes.push(note);
    }
}

/// How many files of the folders would have been checked if they were posts, where none is.
fn but_left_out(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "; 1 file that could be a post was left out: `frontlint files` says why".to_string(),
        _ => format!("; {count} files that could be posts were left out: `frontlint files` says why"),
    }
}

/// How many files of the folders were left out although their names are those of posts.
fn without_front_matter(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 file without front matter was left out: `frontlint files` names it".to_string()),
        _ => Some(format!("{count} files without front matter were left out: `frontlint files` names them")),
    }
}

/// Adds the first few of some notes, and the number of the others.
pub(super) fn first_few(all: impl Iterator<Item = String>, what: &str, notes: &mut Vec<String>) {
    let mut all = all.fuse();
    notes.extend(all.by_ref().take(NAMED_IN_NOTES));
    let more = all.count();
    if more > 0 {
        notes.push(format!("{more} more {what}"));
    }
}
