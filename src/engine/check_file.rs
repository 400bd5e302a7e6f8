//! One file of a run: reads it, decides whether it is a post, checks it, and prepares its findings for the report.
use super::check_post::{Checked, NamedRule, Plan};
use super::classify::{Classifier, Status};
use super::discover::FileCandidate;
use super::duplicates::{Claims, OtherPost};
use super::excerpt;
use super::run::Options;
use crate::config::{Config, Settings};
use crate::diagnostic::{Diagnostic, Finding, RuleId};
use crate::dialect::Dialect;
use crate::files::ReadError;
use crate::post::PostKind;
use crate::rules::RULES;
use crate::rules::file::unreadable;
use crate::rules::site::duplicate_value::DuplicateValue;
use crate::site::Site;
use crate::text::SourceFile;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

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
    pub(super) absent: Vec<String>,
    /// The values that no other post may have, until they are compared.
    pub(super) claims: Option<Claims>,
}

/// Checks the files of one run; shared by its threads.
pub(super) struct FileChecker<'a> {
    pub(super) classifier: Classifier<'a>,
    config: &'a Config,
    options: &'a Options,
    plans: Mutex<HashMap<PlanKey, Arc<Plan>>>,
}

/// What a plan depends on; files with equal keys share a plan.
#[derive(PartialEq, Eq, Hash)]
struct PlanKey {
    /// The overrides that apply to the post, by their index.
    overrides: Vec<usize>,
    /// The fields that the site gives the post.
    inherited: Vec<String>,
}

impl<'a> FileChecker<'a> {
    pub(super) fn new(config: &'a Config, options: &'a Options) -> Self {
        Self { classifier: Classifier::new(config), config, options, plans: Mutex::default() }
    }

    /// Reads a file and checks it if it is a post or a page.
    pub(super) fn check_file(&self, candidate: &FileCandidate) -> FileResult {
        let site = self.classifier.site(candidate);
        match self.classifier.system.read(&candidate.path, self.config.max_file_size) {
            Ok(bytes) => self.check_source(candidate, site.as_deref(), SourceFile::new(&candidate.path, bytes)),
            Err(ReadError::TooLarge(bytes)) => {
                let found = self.plan(candidate, site.as_deref()).too_large(bytes, self.config.max_file_size);
                self.located(candidate, Status::Checked(PostKind::Post), found, &empty(&candidate.path))
            }
            Err(error) => unread(&candidate.path, candidate.named, &error.to_string()),
        }
    }

    /// Does the same for a text that is already in memory.
    pub(super) fn check_source(
        &self,
        candidate: &FileCandidate,
        site: Option<&Site>,
        source: SourceFile,
    ) -> FileResult {
        let source = source.with_site_path(self.classifier.place(candidate, site));
        match self.classifier.by_text(candidate, site, &source) {
            Status::Checked(kind) => self.check_as(candidate, site, &source, kind),
            status => FileResult { named: candidate.named, ..FileResult::nothing(candidate.path.clone(), status) },
        }
    }

    /// Checks a text as a post or a page, without deciding whether it is one.
    pub(super) fn check_as(
        &self,
        candidate: &FileCandidate,
        site: Option<&Site>,
        source: &SourceFile,
        kind: PostKind,
    ) -> FileResult {
        let checked: Checked = self.plan(candidate, site).check(source, &dialect(self.config, site), kind);
        FileResult {
            suppressed: checked.suppressed,
            left_out: checked.left_out,
            failed: checked.broke,
            absent: checked.absent,
            claims: Claims::of(source, checked.claims, site.map(|site| site.root.as_path())),
            ..self.located(candidate, Status::Checked(kind), checked.findings, source)
        }
    }

    /// The claims of a post that is not part of the run.
    pub(super) fn claims(&self, candidate: &FileCandidate) -> Option<OtherPost> {
        let site = self.classifier.site(candidate);
        let bytes = self.classifier.system.read(&candidate.path, self.config.max_file_size).ok()?;
        let source =
            SourceFile::new(&candidate.path, bytes).with_site_path(self.classifier.place(candidate, site.as_deref()));
        let Status::Checked(kind) = self.classifier.by_text(candidate, site.as_deref(), &source) else { return None };
        let settings = self.config.settings_for(self.classifier.for_config(candidate));
        let rule: Vec<NamedRule> = RULES.iter().filter(|(rule, _)| *rule == DuplicateValue::ID).copied().collect();
        let checked = Plan::new(&rule, &settings).check(&source, &dialect(self.config, site.as_deref()), kind);
        let mut claims = checked.claims;
        // A comment that suppresses the finding there suppresses it here, too.
        claims.retain(|claim| !claim.key.is_address() && !claim.silenced);
        let claims = Claims::of(&source, claims, site.as_deref().map(|site| site.root.as_path()))?;
        Some(OtherPost { path: candidate.path.clone(), claims })
    }

    fn located(
        &self,
        candidate: &FileCandidate,
        status: Status,
        found: Vec<Diagnostic>,
        source: &SourceFile,
    ) -> FileResult {
        let locate = |finding| excerpt::locate(source, finding, self.options.excerpts);
        let findings = found.into_iter().map(locate).collect();
        FileResult { findings, named: candidate.named, ..FileResult::nothing(candidate.path.clone(), status) }
    }

    fn plan(&self, candidate: &FileCandidate, site: Option<&Site>) -> Arc<Plan> {
        let key = PlanKey {
            overrides: self.config.overrides_of(self.classifier.for_config(candidate)),
            inherited: site.map(|site| site.inherited(&candidate.real)).unwrap_or_default(),
        };
        let make = |key: &PlanKey| {
            let settings = self.config.settings_with(&key.overrides);
            Arc::new(Plan::new(RULES, &with_inherited(settings, key.inherited.clone())))
        };
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(plans.entry(key).or_insert_with_key(make))
    }
}

impl FileResult {
    /// A file that was not read.
    pub(super) fn aside(candidate: FileCandidate, status: Status) -> Self {
        Self { named: candidate.named, ..Self::nothing(candidate.path, status) }
    }

    fn nothing(path: PathBuf, status: Status) -> Self {
        Self {
            path,
            status,
            named: false,
            findings: Vec::new(),
            suppressed: 0,
            left_out: Vec::new(),
            failed: false,
            absent: Vec::new(),
            claims: None,
        }
    }
}

/// The dialect of a post: that of its site, except for what the config sets.
pub(super) fn dialect(config: &Config, site: Option<&Site>) -> Dialect {
    let of_site = site.filter(|site| config.generator.is_none_or(|chosen| chosen == site.generator));
    // Whether Hugo drops raw HTML is in the site's own config; without it, HTML is not known to be lost.
    let elsewhere = || Dialect { raw_html: true, ..Dialect::of(config.generator) };
    let mut dialect = of_site.map_or_else(elsewhere, |site| site.dialect);
    dialect.markdown = config.markdown.unwrap_or(dialect.markdown);
    dialect
}

/// The result for a file or folder that could not be read.
pub(super) fn unread(path: &Path, named: bool, why: &str) -> FileResult {
    let finding = excerpt::locate(&empty(path), unreadable::finding(why), None);
    FileResult {
        findings: vec![finding],
        named,
        failed: true,
        ..FileResult::nothing(path.to_path_buf(), Status::Failed(why.to_string()))
    }
}

fn empty(path: &Path) -> SourceFile {
    SourceFile::new(path, Vec::new())
}

fn with_inherited(mut settings: Arc<Settings>, inherited: Vec<String>) -> Arc<Settings> {
    if !inherited.is_empty() {
        Arc::make_mut(&mut settings).inherited = inherited;
    }
    settings
}
