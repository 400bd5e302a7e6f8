//! Findings in the config itself: the report of one that cannot be used, and warnings beside those of the posts.
use super::summary::FAILED;
use super::{excerpt, tally};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, FileFindings, Finding, Report, Summary};
use crate::text::SourceFile;
use std::path::Path;

/// Lines of a config are clipped to this many bytes.
const WIDTH: usize = 120;

/// The report of a config that cannot be used, which it calls `shown`: nothing was checked, exit code 2.
pub fn refused(file: &SourceFile, shown: &Path, found: Vec<Diagnostic>) -> Report {
    let findings = located(file, found);
    let mut summary = Summary { exit: FAILED, ..Summary::default() };
    tally::count_findings(&findings, &mut summary);
    Report { files: vec![FileFindings { path: shown.to_path_buf(), findings }], summary, ..Report::default() }
}

/// What a run warns of in a config that can be used, which its report calls `shown`.
pub fn config_warnings(config: &Config, shown: &Path) -> Option<FileFindings> {
    let source = config.source.as_ref()?;
    let findings = located(source, config.warnings.clone());
    (!findings.is_empty()).then(|| FileFindings { path: shown.to_path_buf(), findings })
}

fn located(file: &SourceFile, mut found: Vec<Diagnostic>) -> Vec<Finding> {
    found.sort_by_key(|finding| finding.span);
    found.into_iter().map(|finding| excerpt::locate(file, finding, Some(WIDTH))).collect()
}
