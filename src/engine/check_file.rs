//! One file of a run: read, chosen, checked, and its findings made ready to print.
use super::check_post::{Checked, NamedRule, Plan};
use super::classify::{Classifier, Status};
use super::discover::FileCandidate;
use super::duplicates::{Claims, UnaskedPost};
use super::excerpt;
use super::run::Options;
use crate::config::{Config, Settings};
use crate::diagnostic::{Diagnostic, Finding, RuleId};
use crate::dialect::Dialect;
use crate::files::{self, ReadError};
use crate::post::PostKind;
use crate::rules::RULES;
use crate::rules::file::unreadable;
use crate::rules::site::duplicate_value::DuplicateValue;
use crate::site::Site;
use crate::text::SourceFile;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What visiting one file gave.
#[derive(Debug)]
pub(super) struct FileResult {
    pub(super) path: PathBuf,
    pub(super) status: Status,
    pub(super) named: bool,
    pub(super) findings: Vec<Finding>,
    pub(super) suppressed: usize,
    pub(super) left_out: Vec<(RuleId, usize)>,
    /// It could not be wholly checked.
    pub(super) failed: bool,
    pub(super) absent: Vec<String>,
    /// What no other post may say, until that is settled.
    pub(super) claims: Option<Claims>,
}

/// Visits the files of one run; shared by its threads.
pub(super) struct FileChecker<'a> {
    pub(super) chooser: Classifier<'a>,
    config: &'a Config,
    options: &'a Options,
    plans: Mutex<HashMap<PlanKey, Arc<Plan>>>,
}

/// What tells one plan from another.
#[derive(PartialEq, Eq, Hash)]
struct PlanKey {
    /// The overrides that are for the post, by their places.
    overrides: Vec<usize>,
    /// The fields that its site gives it.
    inherited: Vec<String>,
}

impl<'a> FileChecker<'a> {
    pub(super) fn new(config: &'a Config, options: &'a Options) -> Self {
        Self { chooser: Classifier::new(config), config, options, plans: Mutex::default() }
    }

    /// Reads a file and checks it if it is a post or a page.
    pub(super) fn visit(&self, candidate: &FileCandidate) -> FileResult {
        let site = self.chooser.site(candidate);
        match files::read(&candidate.path, self.config.max_file_size) {
            Ok(bytes) => self.visit_source(candidate, site.as_deref(), SourceFile::new(&candidate.path, bytes)),
            Err(ReadError::TooLarge(bytes)) => {
                let found = self.plan(candidate, site.as_deref()).too_large(bytes, self.config.max_file_size);
                self.located(candidate, Status::Checked(PostKind::Post), found, &empty(&candidate.path))
            }
            Err(error) => unread(&candidate.path, candidate.named, &error.to_string()),
        }
    }

    /// The same for a text that is already in memory.
    pub(super) fn visit_source(
        &self,
        candidate: &FileCandidate,
        site: Option<&Site>,
        source: SourceFile,
    ) -> FileResult {
        let source = source.with_place(self.chooser.place(candidate, site));
        match self.chooser.by_text(candidate, site, &source) {
            Status::Checked(kind) => self.check(candidate, site, &source, kind),
            status => FileResult { named: candidate.named, ..FileResult::nothing(candidate.path.clone(), status) },
        }
    }

    /// Checks a text as a post or a page, whatever it is.
    pub(super) fn check(
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

    /// What a post claims that nobody asked about.
    pub(super) fn claims(&self, candidate: &FileCandidate) -> Option<UnaskedPost> {
        let site = self.chooser.site(candidate);
        let bytes = files::read(&candidate.path, self.config.max_file_size).ok()?;
        let source = SourceFile::new(&candidate.path, bytes).with_place(self.chooser.place(candidate, site.as_deref()));
        let Status::Checked(kind) = self.chooser.by_text(candidate, site.as_deref(), &source) else { return None };
        let settings = self.config.settings_for(self.chooser.for_config(candidate));
        let rule: Vec<NamedRule> = RULES.iter().filter(|(rule, _)| *rule == DuplicateValue::ID).copied().collect();
        let checked = Plan::new(&rule, &settings).check(&source, &dialect(self.config, site.as_deref()), kind);
        let mut claims = checked.claims;
        // What a comment allows there is allowed here, too.
        claims.retain(|claim| !claim.key.is_address() && !claim.silenced);
        let claims = Claims::of(&source, claims, site.as_deref().map(|site| site.root.as_path()))?;
        Some(UnaskedPost { path: candidate.path.clone(), claims })
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
        let asked = PlanKey {
            overrides: self.config.overrides_of(self.chooser.for_config(candidate)),
            inherited: site.map(|site| site.inherited(&candidate.real)).unwrap_or_default(),
        };
        let make = |asked: &PlanKey| {
            let settings = self.config.settings_with(&asked.overrides);
            Arc::new(Plan::new(RULES, &with_inherited(settings, asked.inherited.clone())))
        };
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(plans.entry(asked).or_insert_with_key(make))
    }
}

impl FileResult {
    /// A file that was not even read.
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

/// How a post is read: as its site does, but for what the config fixes.
pub(super) fn dialect(config: &Config, site: Option<&Site>) -> Dialect {
    let of_site = site.filter(|site| config.generator.is_none_or(|chosen| chosen == site.generator));
    // Whether Hugo drops raw HTML is in the site's own config; where that is not seen, nothing is known to be lost.
    let elsewhere = || Dialect { raw_html: true, ..Dialect::of(config.generator) };
    let mut dialect = of_site.map_or_else(elsewhere, |site| site.dialect);
    dialect.markdown = config.markdown.unwrap_or(dialect.markdown);
    dialect
}

/// What is said of a file or folder that could not be read.
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
