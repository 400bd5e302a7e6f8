//! What is kept of the files of a run while it lasts: counts, and those files that have something to report.
use super::candidate::Status;
use super::classify::NO_FRONT_MATTER;
use super::counts::count_findings;
use super::result::FileResult;
use crate::diagnostic::{FileFindings, Finding, RuleId, Summary};
use crate::post::PostKind;
use std::collections::HashMap;
use std::path::PathBuf;

/// The sum of some results.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) summary: Summary,
    /// How many of the files are posts, not pages.
    pub(super) posts: usize,
    /// Whether something could not be checked completely.
    pub(super) failed: bool,
    /// The files that could not be read.
    pub(super) unread: Vec<PathBuf>,
    /// The files with findings.
    pub(super) files: Vec<FileFindings>,
    /// Rules with more findings in a file than are kept.
    pub(super) left_out: Vec<(PathBuf, RuleId, usize)>,
    /// Named files that are not posts, and why.
    pub(super) skipped: Vec<(PathBuf, String)>,
    /// How many files of folders have the extension of a post and are none.
    pub(super) not_posts: usize,
    /// How many of those have no front matter.
    pub(super) bare: usize,
}

impl Tally {
    /// Adds the result of a file; without findings nothing of it stays but numbers.
    pub(super) fn add(&mut self, result: FileResult) {
        let FileResult { path, status, named, findings, suppressed, left_out, failed, .. } = result;
        match status {
            Status::Checked(kind) => {
                self.summary.files += 1;
                self.posts += usize::from(kind == PostKind::Post);
            }
            Status::Skipped(why) if named => {
                self.summary.skipped += 1;
                self.skipped.push((path.clone(), why));
            }
            Status::Failed(_) => self.unread.push(path.clone()),
            Status::Skipped(why) => {
                self.not_posts += 1;
                self.bare += usize::from(why == NO_FRONT_MATTER);
            }
        }
        self.failed |= failed;
        self.summary.suppressed += suppressed;
        self.left_out.extend(left_out.into_iter().map(|(rule, more)| (path.clone(), rule, more)));
        self.add_findings(FileFindings { path, findings });
    }

    /// Adds findings of a file.
    pub(super) fn add_findings(&mut self, file: FileFindings) {
        count_findings(&file.findings, &mut self.summary);
        if !file.findings.is_empty() {
            self.files.push(file);
        }
    }

    /// Adds what a site found in some files, which may have other findings, and how many findings comments suppressed.
    pub(super) fn add_site(&mut self, files: Vec<FileFindings>, suppressed: usize) {
        self.summary.suppressed += suppressed;
        if files.is_empty() {
            return;
        }
        let known: HashMap<PathBuf, usize> =
            self.files.iter().enumerate().map(|(at, file)| (file.path.clone(), at)).collect();
        for file in files {
            let Some(at) = known.get(&file.path) else {
                self.add_findings(file);
                continue;
            };
            count_findings(&file.findings, &mut self.summary);
            let all = &mut self.files[*at].findings;
            all.extend(file.findings);
            all.sort_by_key(|Finding { diagnostic, .. }| (diagnostic.span.start(), diagnostic.rule));
        }
    }

    /// Adds another sum.
    pub(super) fn merge(mut self, mut other: Self) -> Self {
        // The larger one grows, so that not all files are moved again and again.
        if other.files.len() > self.files.len() {
            std::mem::swap(&mut self, &mut other);
        }
        let (sum, more) = (&mut self.summary, &other.summary);
        sum.files += more.files;
        sum.skipped += more.skipped;
        sum.errors += more.errors;
        sum.warnings += more.warnings;
        sum.infos += more.infos;
        sum.fixable += more.fixable;
        sum.suppressed += more.suppressed;
        self.posts += other.posts;
        self.not_posts += other.not_posts;
        self.bare += other.bare;
        self.failed |= other.failed;
        self.files.append(&mut other.files);
        self.unread.append(&mut other.unread);
        self.left_out.append(&mut other.left_out);
        self.skipped.append(&mut other.skipped);
        self
    }
}
