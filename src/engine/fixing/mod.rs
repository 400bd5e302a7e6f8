//! Fixes planned and verified in memory: in rounds, until nothing is left to fix; nothing is written here.
mod draft;
mod ignores;
mod law;
mod markdown_lines;
mod round;
mod shift;
mod sites;

pub(super) use draft::{Draft, DraftFile};
pub(super) use ignores::is_reason;
pub(super) use sites::settle;

use crate::diagnostic::{Diagnostic, RuleId, Safety, Severity};
use crate::dialect::Dialect;
use crate::rules::Fact;
use crate::text::SourceFile;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How many rounds of fixes a text gets: those that overlap wait for the next one.
pub(super) const MOST_ROUNDS: usize = 10;

/// The findings of sites, by the path of the post that reports show.
pub(super) type OfSites = BTreeMap<PathBuf, Vec<Diagnostic>>;

/// Checks a text in place of a file.
pub(super) trait Recheck {
    /// The findings of the text.
    fn check(&self, source: &SourceFile) -> Rechecked;
    /// How the site reads it.
    fn dialect(&self) -> Dialect;
}

/// What was found in a text.
#[derive(Debug)]
pub(super) struct Rechecked {
    /// Those of the post, then those of its site.
    pub(super) found: Vec<Diagnostic>,
    /// How many of them are those of its site.
    pub(super) of_site: usize,
    /// What the site must know of it.
    pub(super) facts: Vec<Fact>,
    /// Rules with more findings than are kept.
    pub(super) left_out: Vec<RuleId>,
    /// Why it cannot be compared with what it was before, as the end of a sentence: it would …
    pub(super) problem: Option<String>,
    /// The lowest severity of what is fixed.
    pub(super) least: Severity,
    /// The only group of rules whose findings are fixed.
    pub(super) group: Option<&'static str>,
    /// What all rules find that the config turns on, where options select only some.
    pub(super) unselected: Option<Unselected>,
}

/// What all rules that the config turns on find in a text.
#[derive(Debug)]
pub(super) struct Unselected {
    pub(super) found: Vec<Diagnostic>,
    /// Rules with more findings than are kept.
    pub(super) left_out: Vec<RuleId>,
}

impl Rechecked {
    /// A text that cannot be compared; what the fixes would do, as the end of a sentence.
    pub(super) fn problem(problem: &str) -> Self {
        Self {
            found: Vec::new(),
            of_site: 0,
            facts: Vec::new(),
            left_out: Vec::new(),
            problem: Some(problem.to_string()),
            least: Severity::Info,
            unselected: None,
            group: None,
        }
    }

    /// Whether the fix of a finding is wanted.
    fn is_wanted(&self, index: usize) -> bool {
        let is_of_group = |finding: &Diagnostic| self.group.is_none_or(|group| finding.rule.group() == group);
        self.found.get(index).is_some_and(|finding| finding.severity >= self.least && is_of_group(finding))
    }
}

/// A fix that was made in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MadeFix {
    /// The rule whose finding it repairs.
    pub rule: RuleId,
    /// What it does, in the imperative.
    pub title: String,
    /// How far it can be trusted.
    pub safety: Safety,
    /// The 1-based line of the finding, in the text as it was when the fix was made.
    pub line: usize,
}

impl MadeFix {
    /// The fix of a finding; `None` when it has none.
    fn of(finding: &Diagnostic, source: &SourceFile) -> Option<Self> {
        let fix = finding.fix.as_deref()?;
        let line = source.line_of(finding.span.start());
        Some(Self { rule: finding.rule, title: fix.title.clone(), safety: fix.safety, line })
    }
}

/// A fix that was not made, because the text would not be better after it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RefusedFix {
    /// The fix.
    pub fix: MadeFix,
    /// What it would do, as the end of a sentence: it would …
    pub why: String,
}

/// A file with the fixes that can be made in it. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlannedFile {
    /// The path that reports show.
    pub path: PathBuf,
    /// The absolute path, with the links of its folders resolved.
    pub real: PathBuf,
    /// The bytes that were read and checked.
    pub before: Vec<u8>,
    /// The bytes with all fixes made.
    pub after: Vec<u8>,
    /// The fixes, in the order in which they were made.
    pub made: Vec<MadeFix>,
    /// Fixes that were not made.
    pub refused: Vec<RefusedFix>,
    /// Two rules that undo each other's fixes in this file, so that none was made.
    pub undone: Option<[RuleId; 2]>,
}

/// What can be fixed in the files of a run, all of it verified before the first byte is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FixPlan {
    /// The files with fixes, made or refused, sorted by path.
    pub files: Vec<PlannedFile>,
}

impl PlannedFile {
    /// A file in which nothing is fixed.
    pub(super) fn unchanged(path: &Path, real: &Path, bytes: &[u8]) -> Self {
        Self {
            path: path.to_path_buf(),
            real: real.to_path_buf(),
            before: bytes.to_vec(),
            after: bytes.to_vec(),
            made: Vec::new(),
            refused: Vec::new(),
            undone: None,
        }
    }
}

impl FixPlan {
    /// The files that change.
    pub fn changed(&self) -> impl Iterator<Item = &PlannedFile> {
        self.files.iter().filter(|file| file.before != file.after)
    }
}

/// Which fixes are wanted.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct FixOptions {
    /// The least safety of the fixes that are made; suggestions never are.
    pub least: Safety,
    /// Findings less severe than this stay as they are.
    pub min_severity: Severity,
    /// Only findings of the rules of this group are fixed; of all rules when `None`.
    pub group: Option<&'static str>,
    /// The number of threads; one per core when `None`.
    pub jobs: Option<usize>,
}
