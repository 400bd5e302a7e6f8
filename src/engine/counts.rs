//! What a run counts, and the exit code of one that failed.
use crate::diagnostic::{Finding, Safety, Severity, Summary};

/// The exit code of a run that failed itself, whatever it found.
pub(super) const FAILED: u8 = 2;

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
