//! Sums up a run: its findings in order, its counts, its notes and its exit code.
use super::check_file::FileResult;
use super::classify::Status;
use super::duplicates::{self, OtherPost};
use super::run::{Options, Outcome};
use crate::config::Config;
use crate::diagnostic::{FileFindings, Finding, RareField, Report, Safety, Severity, Summary};
use crate::post::PostKind;
use crate::rules::MOST_FINDINGS;
use crate::text::{path_order, shown_path};
use std::path::PathBuf;

/// The exit code of a run that failed itself, whatever it found.
pub(super) const FAILED: u8 = 2;
/// How many files of one kind the notes name; of the others they give only the number.
const NAMED_IN_NOTES: usize = 5;
/// Fields can be rare only when at least this many posts were checked.
const ENOUGH_POSTS: usize = 20;

/// Puts together the results of all files; `others` are posts that are not part of the run, `links` were not followed.
pub(super) fn conclude(
    mut results: Vec<FileResult>,
    others: Vec<OtherPost>,
    links: Vec<PathBuf>,
    config: &Config,
    options: &Options,
) -> Outcome {
    results.sort_by_cached_key(|file| path_order(&file.path));
    duplicates::settle(&mut results, others, config, options);
    let notes = notes(&results, links);
    let failed = results.iter().any(|file| file.failed);
    let mut report =
        Report { preset: config.preset.clone(), rare_fields: rare_fields(&results, config), ..Report::default() };
    for file in results {
        count(&file, &mut report.summary);
        if !file.findings.is_empty() {
            report.files.push(FileFindings { path: file.path, findings: file.findings });
        }
    }
    if let Some(file) = &options.config_warnings {
        count_findings(&file.findings, &mut report.summary);
        report.files.push(file.clone());
        report.files.sort_by_cached_key(|file| path_order(&file.path));
    }
    report.summary.exit = exit_code(&report.summary, options, failed);
    Outcome { report, notes }
}

fn count(file: &FileResult, summary: &mut Summary) {
    match file.status {
        Status::Checked(_) => summary.files += 1,
        Status::Skipped(_) => summary.skipped += usize::from(file.named),
        Status::Failed(_) => {}
    }
    summary.suppressed += file.suppressed;
    count_findings(&file.findings, summary);
}

/// Adds findings to the counts.
pub(super) fn count_findings(findings: &[Finding], summary: &mut Summary) {
    for finding in findings {
        match finding.diagnostic.severity {
            Severity::Error => summary.errors += 1,
            Severity::Warning => summary.warnings += 1,
            Severity::Info => summary.infos += 1,
        }
        let applicable = finding.diagnostic.fix.as_ref().is_some_and(|fix| fix.safety > Safety::Display);
        summary.fixable += usize::from(applicable);
    }
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

/// Built-in required fields that at least nine in ten posts do not have: the preset is probably not the site's.
fn rare_fields(results: &[FileResult], config: &Config) -> Vec<RareField> {
    let posts = results.iter().filter(|file| file.status == Status::Checked(PostKind::Post)).count();
    if posts < ENOUGH_POSTS {
        return Vec::new();
    }
    let built_in = config.settings.fields.iter().filter(|field| field.built_in && field.required);
    let rare = built_in.filter_map(|field| {
        let absent = results.iter().filter(|file| file.absent.contains(&field.name)).count();
        let rare = absent * 10 >= posts * 9;
        rare.then(|| RareField { field: field.name.clone(), present: posts - absent, posts })
    });
    rare.collect()
}

fn notes(results: &[FileResult], links: Vec<PathBuf>) -> Vec<String> {
    let mut notes = Vec::new();
    for file in results {
        for (rule, count) in &file.left_out {
            let path = shown_path(&file.path);
            notes.push(format!(
                "{path}: {count} more findings of {rule} are left out; at most {MOST_FINDINGS} are reported"
            ));
        }
    }
    let skipped = results.iter().filter_map(|file| match &file.status {
        Status::Skipped(why) if file.named => Some(format!("skipped {}: {why}", shown_path(&file.path))),
        _ => None,
    });
    first_few(skipped, "named files that are not posts were skipped", &mut notes);
    let mut links = links;
    links.sort();
    let links = links
        .iter()
        .map(|path| format!("skipped {}: symbolic links are followed only when they are named", shown_path(path)));
    first_few(links, "symbolic links were skipped", &mut notes);
    let checked = results.iter().any(|file| matches!(file.status, Status::Checked(_)));
    if !checked {
        notes.push("checked 0 posts".to_string());
    }
    notes
}

/// Adds the first few of some notes, and the number of the others.
fn first_few(all: impl Iterator<Item = String>, what: &str, notes: &mut Vec<String>) {
    let mut all = all.fuse();
    notes.extend(all.by_ref().take(NAMED_IN_NOTES));
    let more = all.count();
    if more > 0 {
        notes.push(format!("{more} more {what}"));
    }
}
