//! Findings in configs: what makes one unusable, and warnings beside those of the posts.
use super::counts::{FAILED, count_findings};
use super::excerpt;
use crate::config::{Config, INVALID, LoadError};
use crate::diagnostic::{Diagnostic, FileFindings, Finding, Report, RuleId, Severity, Summary};
use crate::text::{SourceFile, Span, shown_path};
use std::path::{Path, PathBuf};

/// The rule of files and folders that cannot be read.
const UNREADABLE: RuleId = RuleId::new("file/unreadable");
/// Lines of a config are clipped to this many bytes.
const WIDTH: usize = 120;

/// What is to be said about configs.
#[derive(Clone, Debug, Default)]
pub(super) struct ConfigReport {
    /// Findings in the files.
    pub(super) files: Vec<FileFindings>,
    /// Whether one of them cannot be used, so that posts are left unchecked.
    pub(super) failed: bool,
    /// What is said beside the findings.
    pub(super) notes: Vec<String>,
}

impl ConfigReport {
    /// A config that cannot be used, which the report calls `shown`.
    pub(super) fn of_error(error: &LoadError, shown: &Path) -> Self {
        match error {
            LoadError::Findings { file, diagnostics } => Self::of_findings(file, shown, diagnostics.clone()),
            LoadError::Unreadable { why, .. } => {
                let message = format!("the config could not be read: {why}");
                let mut finding = Diagnostic::new(INVALID, Severity::Error, Span::at(0), message);
                finding.detail("unreadable");
                Self::of_findings(&SourceFile::new(shown, ""), shown, vec![finding])
            }
        }
    }

    /// A folder that may have a config, and that nobody may look into.
    pub(super) fn of_shut_folder(shown: &Path) -> Self {
        let shown = if shown.as_os_str().is_empty() { Path::new(".") } else { shown };
        let message = "the folder could not be read: permission denied";
        let mut finding = Diagnostic::new(UNREADABLE, Severity::Error, Span::at(0), message);
        finding.help("whether it has a config is not known, so that nothing was checked here; correct the permissions");
        Self::of_findings(&SourceFile::new(shown, ""), shown, vec![finding])
    }

    fn of_findings(file: &SourceFile, shown: &Path, found: Vec<Diagnostic>) -> Self {
        let findings = FileFindings { path: shown.to_path_buf(), findings: located(file, found) };
        Self { files: vec![findings], failed: true, ..Self::default() }
    }

    /// What is valid in a config but probably not intended.
    pub(super) fn of_warnings(config: &Config, current: &Path) -> Self {
        let (Some(source), Some(path)) = (&config.source, &config.path) else { return Self::default() };
        let findings = located(source, config.warnings.clone());
        Self { files: vec![FileFindings { path: as_typed(current, path), findings }], ..Self::default() }
    }

    /// Notes that the config `used` has others beside it, which are ignored: whoever changes one of those would wait in vain.
    pub(super) fn note_ignored(&mut self, used: &Path, ignored: &[&str]) {
        if ignored.is_empty() {
            return;
        }
        let (verb, ignored) = (if ignored.len() == 1 { "is" } else { "are" }, ignored.join("` and `"));
        let used = shown_path(used);
        self.notes.push(format!("`{used}` is used, `{ignored}` beside it {verb} ignored: a folder has one config"));
    }

    /// Adds what is to be said about another config.
    pub(super) fn add(&mut self, other: Self) {
        self.notes.extend(other.notes);
        self.files.extend(other.files);
        self.failed |= other.failed;
    }

    /// A report with nothing else.
    pub(super) fn into_report(self) -> Report {
        let mut summary = Summary { exit: if self.failed { FAILED } else { 0 }, ..Summary::default() };
        self.files.iter().for_each(|file| count_findings(&file.findings, &mut summary));
        Report { files: self.files, notes: self.notes, summary }
    }
}

/// The report of a config that cannot be used, which it calls `shown`: nothing was checked, exit code 2.
pub fn refused(error: &LoadError, shown: &Path) -> Report {
    ConfigReport::of_error(error, shown).into_report()
}

fn located(file: &SourceFile, mut found: Vec<Diagnostic>) -> Vec<Finding> {
    found.sort_by_key(|finding| finding.span);
    found.into_iter().map(|finding| excerpt::locate(file, finding, Some(WIDTH))).collect()
}

/// A path as one would type it in the folder `current`; both are absolute.
pub fn as_typed(current: &Path, path: &Path) -> PathBuf {
    let mut up = PathBuf::new();
    for folder in current.ancestors() {
        if let Ok(rest) = path.strip_prefix(folder) {
            return up.join(rest);
        }
        up.push("..");
    }
    path.to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_config_is_shown_as_one_would_type_its_path() {
        let shown = |path| as_typed(Path::new("/site/blog/fr"), Path::new(path));
        assert_eq!(shown("/site/blog/fr/frontlint.yaml"), Path::new("frontlint.yaml"));
        assert_eq!(shown("/site/frontlint.yaml"), Path::new("../../frontlint.yaml"));
        assert_eq!(shown("/site/blog/en/frontlint.yaml"), Path::new("../en/frontlint.yaml"));
    }
}
