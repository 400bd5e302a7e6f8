//! The report of a config that cannot be used: nothing was checked.
use super::{Options, excerpt, summary};
use crate::diagnostic::{Diagnostic, FileFindings, Report};
use crate::text::SourceFile;
use std::path::Path;

/// What is wrong in the config `file`, which the report calls `shown`; no files, exit code 2.
pub fn refused(file: &SourceFile, shown: &Path, mut found: Vec<Diagnostic>) -> Report {
    found.sort_by_key(|finding| finding.span);
    let findings = found.into_iter().map(|finding| excerpt::locate(file, finding, true)).collect();
    let files = vec![FileFindings { path: shown.to_path_buf(), findings }];
    let mut report = Report { files, ..Report::default() };
    summary::conclude(&mut report, &Options::default(), true);
    report
}
