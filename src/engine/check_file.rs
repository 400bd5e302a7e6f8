//! One file of a run: reads it, decides whether it is a post, checks it, and prepares its findings for the report.
use super::candidate::{FileCandidate, FoundFile, Status};
use super::classify::Classifier;
use super::placed::PlacedConfig;
use super::plan::{Checked, NamedRule, Plan};
use super::result::FileResult;
use crate::config::{Config, Settings};
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::files::{self, ReadError};
use crate::post::PostKind;
use crate::rules::{Event, Fact, FactState, RULES};
use crate::site::Site;
use crate::text::{SourceFile, locked, shown_path};
use crate::trace::TraceRequest;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The start of a post, in bytes, which mostly holds its front matter.
const START: u64 = 2048;

/// How many paths that lead to nothing are compared with the names that there are.
const COMPARED: usize = 5;

/// Checks files, each with its config; shared by the threads of a run.
pub(super) struct FileChecker {
    pub(super) classifier: Classifier,
    /// The line of which every step is noted.
    pub(super) trace: Option<Arc<TraceRequest>>,
    pub(super) rules: Vec<NamedRule>,
    plans: Mutex<HashMap<PlanKey, Arc<Plan>>>,
    /// The presets that were chosen for files without a config, by the folder that each is for.
    pub(super) presets: Mutex<HashMap<PathBuf, Arc<PlacedConfig>>>,
}

/// What a plan depends on; files with equal keys share a plan.
#[derive(PartialEq, Eq, Hash)]
struct PlanKey {
    /// The config, by its number.
    config: usize,
    /// Whether all rules that the config turns on run, not only those that options select.
    unselected: bool,
    /// The overrides that apply to the post, by their index.
    overrides: Vec<usize>,
    /// The fields that the site gives the post.
    inherited: Vec<String>,
}

impl FileChecker {
    pub(super) fn new(classifier: Classifier, rules: Vec<NamedRule>) -> Self {
        Self { classifier, trace: None, rules, plans: Mutex::default(), presets: Mutex::default() }
    }

    /// The settings of a file's config.
    pub(super) fn config<'c>(&'c self, candidate: &'c FileCandidate) -> &'c Config {
        &self.classifier.placed(&candidate.file).config
    }

    /// Whether a folder is in the folder of this path, or is it.
    pub(super) fn is_above(&self, path: &Path, folder: &Path) -> bool {
        let path = self.classifier.system.canonical(&self.classifier.absolute(path));
        path.is_some_and(|path| folder.starts_with(path))
    }

    /// Reads a file and checks it if it is a post or a page.
    pub(super) fn check_file(&self, candidate: &FileCandidate, excerpts: Option<usize>) -> FileResult {
        match self.read(candidate) {
            Ok(source) => self.check_source(candidate, source, excerpts),
            Err(ReadError::TooLarge(size)) => {
                let event = Event::TooLarge { size, limit: self.config(candidate).max_file_size };
                self.event(candidate, Status::Checked(PostKind::Post), &event, excerpts)
            }
            Err(error) => self.unread(candidate, &error.to_string()),
        }
    }

    /// The results of named paths that lead to nothing; the first few are compared with the names that there are.
    pub(super) fn check_missing(&self, missing: Vec<FoundFile>) -> impl Iterator<Item = FileResult> {
        missing.into_iter().enumerate().map(|(index, file)| {
            let candidate = file.candidate();
            let why = (index < COMPARED).then(|| self.why_missing(&candidate)).flatten();
            why.map_or_else(|| self.check_file(&candidate, None), |why| self.unread(&candidate, &why))
        })
    }

    /// Why a path that leads to nothing cannot be read, where another one was probably intended.
    fn why_missing(&self, candidate: &FileCandidate) -> Option<String> {
        let near = files::near_path(&*self.classifier.system, &self.classifier.current, &candidate.path)?;
        Some(format!("{}; did you mean `{}`?", ReadError::Missing, shown_path(&near)))
    }

    /// The text of a file.
    pub(super) fn read(&self, candidate: &FileCandidate) -> Result<SourceFile, ReadError> {
        let bytes = self.classifier.system.read(&candidate.real, self.config(candidate).max_file_size)?;
        Ok(SourceFile::new(&candidate.path, bytes))
    }

    /// The start of a file with its front matter; `real` is its absolute path.
    pub(super) fn start_of(&self, file: &FoundFile, real: &Path) -> Result<Vec<u8>, ReadError> {
        let system = &self.classifier.system;
        let start = system.read_start(real, START)?;
        let is_whole = (start.len() as u64) < START || closes(&start);
        if is_whole { Ok(start) } else { system.read(real, self.classifier.placed(file).config.max_file_size) }
    }

    /// The result for a file or folder that could not be read.
    pub(super) fn unread(&self, candidate: &FileCandidate, why: &str) -> FileResult {
        let result = self.event(candidate, Status::Failed(why.to_string()), &Event::Unreadable(why), None);
        FileResult { failed: true, ..result }
    }

    fn event(
        &self,
        candidate: &FileCandidate,
        status: Status,
        event: &Event<'_>,
        excerpts: Option<usize>,
    ) -> FileResult {
        let mut found = Vec::new();
        self.plan(candidate).report(event, &mut found);
        FileResult::of(candidate, status).located(found, &SourceFile::new(&candidate.path, Vec::new()), excerpts)
    }

    /// Checks a text that is in memory if it is a post or a page.
    pub(super) fn check_source(
        &self,
        candidate: &FileCandidate,
        source: SourceFile,
        excerpts: Option<usize>,
    ) -> FileResult {
        if let Some(too_large) = self.too_large(candidate, source.bytes().len(), excerpts) {
            return too_large;
        }
        let source = source.with_site_path(self.classifier.place(candidate));
        match self.classifier.by_text(&candidate.file, &source) {
            Status::Checked(kind) => self.check_post(candidate, &source, kind, excerpts, true),
            status => FileResult::of(candidate, status),
        }
    }

    /// The result for a text that is over the limit, if it is.
    pub(super) fn too_large(
        &self,
        candidate: &FileCandidate,
        len: usize,
        excerpts: Option<usize>,
    ) -> Option<FileResult> {
        let (size, limit) = (len as u64, self.config(candidate).max_file_size);
        let event = Event::TooLarge { size, limit };
        (size > limit).then(|| self.event(candidate, Status::Checked(PostKind::Post), &event, excerpts))
    }

    /// Checks a text as a post or a page, without deciding whether it is one, and without other posts.
    pub(super) fn check_as(
        &self,
        candidate: &FileCandidate,
        source: &SourceFile,
        kind: PostKind,
        excerpts: Option<usize>,
    ) -> FileResult {
        self.check_post(candidate, source, kind, excerpts, false)
    }

    /// Checks a text as a post or a page beside others of its site: what may be a habit of that is left to a look at all of them.
    pub(super) fn check_beside(&self, candidate: &FileCandidate, source: &SourceFile, kind: PostKind) -> FileResult {
        self.check_post(candidate, source, kind, None, true)
    }

    /// Checks a post or a page; where others of its site are `beside` it, what may be a habit of the site is left to a look at all of them.
    fn check_post(
        &self,
        candidate: &FileCandidate,
        source: &SourceFile,
        kind: PostKind,
        excerpts: Option<usize>,
        beside: bool,
    ) -> FileResult {
        let site = self.classifier.site(&candidate.file);
        let plan = self.plan(candidate);
        let dialect = dialect(self.config(candidate), site.map(Arc::as_ref));
        let trace = self.trace.as_ref().and_then(|request| request.of(&candidate.real, source));
        let mut checked: Checked = plan.check_in(site.map(Arc::as_ref), source, &dialect, kind, trace);
        if beside {
            plan.leave_to_site(&mut checked);
        }
        let result = FileResult {
            suppressed: checked.suppressed,
            left_out: checked.left_out,
            failed: checked.broke,
            facts: checked.facts,
            site: site.cloned(),
            ..FileResult::of(candidate, Status::Checked(kind))
        };
        result.located(checked.findings, source, excerpts)
    }

    /// The facts of a post that is not part of the run, of the rules that compare the run with such posts.
    pub(super) fn facts_beyond_run(&self, candidate: &FileCandidate) -> Result<Vec<Fact>, ReadError> {
        let source = self.read(candidate)?.with_site_path(self.classifier.place(candidate));
        let Status::Checked(kind) = self.classifier.by_text(&candidate.file, &source) else {
            return Ok(Vec::new());
        };
        let settings = self.config(candidate).settings_for(self.classifier.for_config(candidate));
        let rules: Vec<_> = self.rules.iter().filter(|(_, code)| code.compares_beyond_run()).copied().collect();
        let site = self.classifier.site(&candidate.file).map(Arc::as_ref);
        let dialect = dialect(self.config(candidate), site);
        let plan = Plan::new(&rules, &settings);
        let mut checked = plan.check_in(site, &source, &dialect, kind, None);
        plan.leave_to_site(&mut checked);
        let mut facts = checked.facts;
        // A comment that suppresses the finding there suppresses it here, too.
        facts.retain(|fact| fact.beyond_run && fact.state != FactState::Suppressed);
        Ok(facts)
    }

    fn plan(&self, candidate: &FileCandidate) -> Arc<Plan> {
        self.plan_by(self.config(candidate), false, candidate)
    }

    /// Whether no rule of a group ran on any post, and there were posts.
    pub(super) fn is_idle(&self, group: &str) -> bool {
        let plans = locked(&self.plans);
        !plans.is_empty() && !plans.iter().any(|(key, plan)| !key.unselected && plan.has_some_of(group))
    }

    /// What the rules find in a text that the config turns on and options do not select; `None` when options select nothing.
    pub(super) fn check_unselected(
        &self,
        candidate: &FileCandidate,
        source: &SourceFile,
        kind: PostKind,
    ) -> Option<Checked> {
        let config = self.config(candidate).unselected()?;
        let site = self.classifier.site(&candidate.file).map(Arc::as_ref);
        Some(self.plan_by(config, true, candidate).check_in(site, source, &dialect(config, site), kind, None))
    }

    fn plan_by(&self, config: &Config, unselected: bool, candidate: &FileCandidate) -> Arc<Plan> {
        let site = self.classifier.site(&candidate.file);
        let key = PlanKey {
            config: self.classifier.placed(&candidate.file).id,
            unselected,
            overrides: config.overrides_of(self.classifier.for_config(candidate)),
            inherited: site.map(|site| site.inherited(&candidate.real)).unwrap_or_default(),
        };
        let make = |key: &PlanKey| {
            let settings = config.settings_with(&key.overrides);
            Arc::new(Plan::new(&self.rules, &with_inherited(settings, key.inherited.clone())))
        };
        let mut plans = locked(&self.plans);
        Arc::clone(plans.entry(key).or_insert_with_key(make))
    }
}

/// Whether a line after the first one begins as a closing fence does.
fn closes(start: &[u8]) -> bool {
    let closing = |line: &[u8]| line.starts_with(b"---") || line.starts_with(b"+++") || line.starts_with(b"...");
    memchr::memchr_iter(b'\n', start).any(|end| closing(&start[end + 1..]))
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

/// Checks one text as a post: nothing is read from disk, and nothing is known of the site but what the config sets.
pub fn check_one(source: &SourceFile, config: &Config) -> Vec<Diagnostic> {
    let path = source.site_path();
    let settings = config.settings_for(path.strip_prefix(&config.root).unwrap_or(path));
    Plan::new(RULES, &settings).check(source, &dialect(config, None), PostKind::Post).findings
}

/// Checks one file with every rule that its settings turn on.
pub fn check(source: &SourceFile, dialect: &Dialect, kind: PostKind, settings: &Arc<Settings>) -> Checked {
    Plan::new(RULES, settings).check(source, dialect, kind)
}

fn with_inherited(mut settings: Arc<Settings>, inherited: Vec<String>) -> Arc<Settings> {
    if !inherited.is_empty() {
        Arc::make_mut(&mut settings).inherited = inherited;
    }
    settings
}
