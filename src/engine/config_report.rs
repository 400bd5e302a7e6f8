//! The report of a config that cannot be used: nothing was checked.
use super::summary::FAILED;
use super::{excerpt, summary};
use crate::diagnostic::{Diagnostic, FileFindings, Report, Summary};
use crate::text::SourceFile;
use std::path::Path;

/// Lines of a config are clipped to so many bytes.
const WIDTH: usize = 120;

/// What is wrong in the config `file`, which the report calls `shown`; no files, exit code 2.
pub fn refused(file: &SourceFile, shown: &Path, mut found: Vec<Diagnostic>) -> Report {
    found.sort_by_key(|finding| finding.span);
    let findings: Vec<_> = found.into_iter().map(|finding| excerpt::locate(file, finding, Some(WIDTH))).collect();
    let mut summary = Summary { exit: FAILED, ..Summary::default() };
    summary::count_findings(&findings, &mut summary);
    Report { files: vec![FileFindings { path: shown.to_path_buf(), findings }], summary, ..Report::default() }
}
