//! What a run comes to: its counts, its exit code.
use super::run::Options;
use crate::diagnostic::{Report, Safety, Severity};

/// Counts the findings of a report and gives the run its exit code; `failed` when something could not be checked.
pub(super) fn conclude(report: &mut Report, options: &Options, failed: bool) {
    let summary = &mut report.summary;
    let mut worst = None;
    for finding in report.files.iter().flat_map(|file| &file.findings) {
        match finding.diagnostic.severity {
            Severity::Error => summary.errors += 1,
            Severity::Warning => summary.warnings += 1,
            Severity::Info => summary.infos += 1,
        }
        worst = worst.max(Some(finding.diagnostic.severity));
        let applicable = finding.diagnostic.fix.as_ref().is_some_and(|fix| fix.safety > Safety::Display);
        summary.fixable += usize::from(applicable);
    }
    let bad = options.fail_on.is_some_and(|limit| worst >= Some(limit))
        || options.max_warnings.is_some_and(|limit| summary.warnings > limit);
    summary.exit = match (failed, bad && !options.exit_zero) {
        (true, _) => 2,
        (false, true) => 1,
        (false, false) => 0,
    };
}
