//! The options of a run, and its outcome.
use crate::diagnostic::{FileFindings, Report, Severity};

/// The options of a run besides its configs.
#[derive(Clone, Debug)]
pub struct Options {
    /// The number of threads; one per core when `None`.
    pub jobs: Option<usize>,
    /// Keep the lines around each finding, for reports that show them, each clipped to this number of bytes.
    pub excerpts: Option<usize>,
    /// The lowest severity that makes the run fail; `None` is never.
    pub fail_on: Option<Severity>,
    /// Findings never make the run fail; files that could not be checked still do.
    pub exit_zero: bool,
    /// More warnings than this make the run fail.
    pub max_warnings: Option<usize>,
    /// A text that is checked alone is compared with the other posts of its site, which are read for that.
    pub reads_site: bool,
    /// The files are kept, so that their fixes can be planned.
    pub keeps_files: bool,
    /// Findings less severe than this are neither kept nor counted; the exit code is as if they were.
    pub min_severity: Severity,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            jobs: None,
            excerpts: None,
            fail_on: Some(Severity::Error),
            exit_zero: false,
            max_warnings: None,
            reads_site: false,
            keeps_files: false,
            min_severity: Severity::Info,
        }
    }
}

/// The result of a run.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Outcome {
    /// The findings, sorted, with the notes, the counts and the exit code.
    pub report: Report,
    /// After the check of one text: findings that it causes in other posts. They are not counted.
    pub elsewhere: Vec<FileFindings>,
}
