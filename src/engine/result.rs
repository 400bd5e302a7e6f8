//! The result of one file of a run.
use super::candidate::{FileCandidate, Status};
use super::excerpt;
use crate::diagnostic::{Diagnostic, Finding, RuleId};
use crate::rules::Fact;
use crate::site::Site;
use crate::text::SourceFile;
use std::path::PathBuf;
use std::sync::Arc;

/// The result of one file.
#[derive(Debug)]
pub(super) struct FileResult {
    pub(super) path: PathBuf,
    pub(super) status: Status,
    pub(super) named: bool,
    pub(super) findings: Vec<Finding>,
    pub(super) suppressed: usize,
    pub(super) left_out: Vec<(RuleId, usize)>,
    /// Whether the file could not be checked completely.
    pub(super) failed: bool,
    /// What the site must know of the post.
    pub(super) facts: Vec<Fact>,
    pub(super) site: Option<Arc<Site>>,
}

impl FileResult {
    /// A file without findings.
    pub(super) fn of(candidate: &FileCandidate, status: Status) -> Self {
        Self {
            path: candidate.path.clone(),
            status,
            named: candidate.file.is_named(),
            findings: Vec::new(),
            suppressed: 0,
            left_out: Vec::new(),
            failed: false,
            facts: Vec::new(),
            site: None,
        }
    }

    /// Adds findings while their text is in memory.
    pub(super) fn located(self, found: Vec<Diagnostic>, source: &SourceFile, excerpts: Option<usize>) -> Self {
        let findings = found.into_iter().map(|finding| excerpt::locate(source, finding, excerpts)).collect();
        Self { findings, ..self }
    }
}
