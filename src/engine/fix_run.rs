//! Plans the fixes of the files of a run: each file alone in rounds, and after each round what that means for the sites.
use super::candidate::{FileCandidate, FoundFile, Status};
use super::check_file::{FileChecker, dialect};
use super::fixing::{
    Draft, DraftFile, FixOptions, FixPlan, MOST_ROUNDS, OfSites, PlannedFile, Recheck, Rechecked, Unselected,
    is_reason, settle,
};
use super::options::Options;
use super::plan::Plan;
use super::threads::Threads;
use super::workspace::Workspace;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, FileFindings, Report, Safety, Severity};
use crate::dialect::Dialect;
use crate::post::PostKind;
use crate::rules::{FactPost, RULES};
use crate::text::{SourceFile, path_order};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

impl Workspace {
    /// Plans the fixes of what the last run reported, in rounds, and verifies all of them; nothing is written. `progress` is called from any
    /// thread with the number of files done in a round and their total.
    #[doc(hidden)]
    pub fn plan_fixes(
        &mut self,
        report: &Report,
        options: &FixOptions,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> FixPlan {
        let wanted = report.files.iter().filter(|file| has_wanted(file, options)).map(|file| &*file.path).collect();
        self.fix_run(&wanted, options).plan(progress)
    }

    /// The files of the last run with these paths, as they are now.
    fn fix_run<'w>(&'w mut self, paths: &HashSet<&Path>, options: &'w FixOptions) -> FixRun<'w> {
        let threads = Threads::new(options.jobs);
        let files: Vec<FoundFile> = self.files.iter().filter(|file| paths.contains(&*file.path())).cloned().collect();
        let checker = &self.checker;
        let read = |file: FoundFile| {
            let candidate = file.candidate();
            let source = checker.read(&candidate).ok()?;
            let site_path = checker.classifier.place(&candidate).to_path_buf();
            Some(drafted(checker, candidate, &source.with_site_path(site_path), false, options))
        };
        let (candidates, drafts) = threads.map(files, read).into_iter().flatten().unzip();
        let mut run = FixRun { workspace: self, candidates, drafts, as_post: false, threads, options };
        let all: Vec<usize> = (0..run.drafts.len()).collect();
        run.replace_facts(&all);
        run
    }

    /// Plans comments that suppress what the last run reported.
    ///
    /// # Errors
    /// The reason cannot be part of a comment.
    #[doc(hidden)]
    pub fn plan_ignores(
        &mut self,
        report: &Report,
        options: &FixOptions,
        reason: Option<&str>,
    ) -> Result<FixPlan, &'static str> {
        if reason.is_some_and(|reason| !is_reason(reason)) {
            return Err(
                "the reason must be one line of text, without `--`, `*/` and `<!`, which could end its comment",
            );
        }
        let wanted = |file: &&FileFindings| {
            file.findings.iter().any(|finding| finding.diagnostic.severity >= options.min_severity)
        };
        let paths = report.files.iter().filter(wanted).map(|file| &*file.path).collect();
        let mut run = self.fix_run(&paths, options);
        run.add_findings(&run.workspace.findings_of_sites());
        run.on_each(&|draft, recheck| draft.ignore(reason, recheck), &|_, _| {});
        Ok(run.into_plan())
    }

    /// The folders with the files of the last run, each once.
    #[doc(hidden)]
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let beside = self.files.chunk_by(|one, next| Arc::ptr_eq(&one.folder, &next.folder));
        beside.filter_map(|files| files.first()).map(|file| file.folder.real()).collect()
    }

    /// Plans the fixes of a text in the same way: as the file of its path, or else always `as_post`, whose path does not matter.
    #[doc(hidden)]
    pub fn plan_fixes_of(&mut self, source: SourceFile, as_post: bool, options: &FixOptions) -> PlannedFile {
        // Without a config it takes the preset that its site was found to have.
        let (candidate, ..) = self.prepare(&source, &Options { jobs: options.jobs, ..Options::default() });
        let site_path = if as_post { Path::new("") } else { self.checker.classifier.place(&candidate) };
        let source = source.with_site_path(site_path.to_path_buf());
        let unchanged = PlannedFile::unchanged(&candidate.path, &candidate.real, source.bytes());
        let (candidate, draft) = drafted(&self.checker, candidate, &source, as_post, options);
        let (candidates, drafts, threads) = (vec![candidate], vec![draft], Threads::new(Some(1)));
        let mut run = FixRun { workspace: self, candidates, drafts, as_post, threads, options };
        run.replace_facts(&[0]);
        run.plan(&|_, _| {}).files.pop().unwrap_or(unchanged)
    }

    /// Replaces the facts of some posts.
    fn replace_facts<'a>(&mut self, posts: impl Iterator<Item = (&'a FileCandidate, &'a Rechecked)>) {
        for (candidate, checked) in posts {
            let site = self.checker.classifier.site(&candidate.file).cloned();
            let FileCandidate { path, real, .. } = candidate;
            self.facts.remove(real);
            self.facts.add(&FactPost { path, real, site: site.as_ref(), in_run: true }, checked.facts.clone());
        }
    }

    fn findings_of_sites(&self) -> OfSites {
        let found = self.of_site(&|path| self.source(path)).found;
        found.into_iter().map(|(post, found)| (self.facts.path(post).to_path_buf(), found)).collect()
    }
}

/// Plans the fixes of one post, of which nothing is known but what the config says, in rounds, and verifies them.
///
/// ```
/// use frontlint::{Safety, SourceFile, plan_fixes, preset};
///
/// let source = SourceFile::new("post.md", "---\ntitle: Foo: bar\n---\n");
/// let config = preset("none", "".as_ref()).expect("a built-in preset");
/// let planned = plan_fixes(&source, &config, Safety::Safe);
/// assert_eq!(planned.after, b"---\ntitle: \"Foo: bar\"\n---\n");
/// assert_eq!(planned.made.len(), 1);
/// ```
pub fn plan_fixes(source: &SourceFile, config: &Config, least: Safety) -> PlannedFile {
    let path = source.site_path();
    let settings = config.settings_for(path.strip_prefix(&config.root).unwrap_or(path));
    let recheck = TextRecheck { plan: Plan::new(RULES, &settings), dialect: dialect(config, None) };
    let (path, real) = (source.path().to_path_buf(), source.path().to_path_buf());
    let file = DraftFile { path, real, site_path: source.site_path().to_path_buf() };
    let checked = recheck.check(source);
    let mut draft = Draft::new(file, source.bytes().to_vec(), checked);
    for _ in 0..MOST_ROUNDS {
        draft.advance(least, &recheck);
    }
    draft.into_planned()
}

/// Whether a file has a fix that is wanted.
fn has_wanted(file: &FileFindings, options: &FixOptions) -> bool {
    let findings = file.findings.iter().map(|finding| &finding.diagnostic);
    let is_of_group = |finding: &&Diagnostic| options.group.is_none_or(|group| finding.rule.group() == group);
    let mut wanted = findings.filter(|finding| finding.severity >= options.min_severity).filter(is_of_group);
    wanted.any(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safety >= options.least))
}

/// A file with the findings of its text.
fn drafted(
    checker: &FileChecker,
    candidate: FileCandidate,
    source: &SourceFile,
    as_post: bool,
    options: &FixOptions,
) -> (FileCandidate, Draft) {
    let recheck = FileRecheck { checker, candidate: &candidate, as_post, options };
    let found = recheck.check(source);
    let FileCandidate { path, real, .. } = &candidate;
    let file = DraftFile { path: path.clone(), real: real.clone(), site_path: source.site_path().to_path_buf() };
    let draft = Draft::new(file, source.bytes().to_vec(), found);
    (candidate, draft)
}

/// A run of fixing.
struct FixRun<'a> {
    workspace: &'a mut Workspace,
    candidates: Vec<FileCandidate>,
    /// One for each candidate.
    drafts: Vec<Draft>,
    as_post: bool,
    threads: Threads,
    options: &'a FixOptions,
}

impl FixRun<'_> {
    fn plan(mut self, progress: &(dyn Fn(usize, usize) + Sync)) -> FixPlan {
        let all: Vec<usize> = (0..self.drafts.len()).collect();
        let mut of_sites = self.workspace.findings_of_sites();
        self.add_findings(&of_sites);
        for _ in 0..MOST_ROUNDS {
            let least = self.options.least;
            self.on_each(&|draft, recheck| draft.advance(least, recheck), progress);
            let changed: Vec<usize> = all.iter().copied().filter(|number| self.drafts[*number].has_changed()).collect();
            if changed.is_empty() {
                break;
            }
            self.replace_facts(&changed);
            of_sites = self.settle(&of_sites);
            self.add_findings(&of_sites);
        }
        self.into_plan()
    }

    fn into_plan(self) -> FixPlan {
        let mut files: Vec<PlannedFile> = self.drafts.into_iter().map(Draft::into_planned).collect();
        files.sort_by_cached_key(|file| path_order(&file.path));
        FixPlan { files }
    }

    /// Does something with each file.
    fn on_each(&mut self, work: &(dyn Fn(&mut Draft, &dyn Recheck) + Sync), progress: &(dyn Fn(usize, usize) + Sync)) {
        let (total, done) = (self.drafts.len(), AtomicUsize::new(0));
        let (checker, as_post, options) = (&self.workspace.checker, self.as_post, self.options);
        let pairs: Vec<(&FileCandidate, Draft)> = self.candidates.iter().zip(self.drafts.drain(..)).collect();
        let change = |(candidate, mut draft): (&FileCandidate, Draft)| {
            work(&mut draft, &FileRecheck { checker, candidate, as_post, options });
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            draft
        };
        self.drafts = self.threads.map(pairs, change);
    }

    /// The findings of sites after a round; where a round caused new ones, it is taken back.
    fn settle(&mut self, before: &OfSites) -> OfSites {
        loop {
            let after = self.workspace.findings_of_sites();
            let taken_back = settle(&mut self.drafts, before, &after);
            if taken_back.is_empty() {
                return after;
            }
            self.replace_facts(&taken_back);
        }
    }

    fn replace_facts(&mut self, numbers: &[usize]) {
        if self.as_post {
            return;
        }
        let posts = numbers.iter().map(|number| (&self.candidates[*number], self.drafts[*number].checked()));
        self.workspace.replace_facts(posts);
    }

    /// Gives each draft what its site finds in it.
    fn add_findings(&mut self, of_sites: &OfSites) {
        if self.as_post {
            return;
        }
        for draft in &mut self.drafts {
            draft.set_of_site(of_sites);
        }
    }
}

/// Checks a text as a file of a workspace.
struct FileRecheck<'a> {
    checker: &'a FileChecker,
    candidate: &'a FileCandidate,
    as_post: bool,
    options: &'a FixOptions,
}

impl Recheck for FileRecheck<'_> {
    fn check(&self, source: &SourceFile) -> Rechecked {
        if self.checker.too_large(self.candidate, source.bytes().len(), None).is_some() {
            return Rechecked::problem("make the file larger than the limit");
        }
        let kind = match self.checker.classifier.by_text(&self.candidate.file, source) {
            _ if self.as_post => PostKind::Post,
            Status::Checked(kind) => kind,
            Status::Skipped(_) | Status::Failed(_) => return Rechecked::problem("hide the front matter of the post"),
        };
        let result = if self.as_post {
            self.checker.check_as(self.candidate, source, kind, None)
        } else {
            self.checker.check_beside(self.candidate, source, kind)
        };
        let unselected = self.checker.check_unselected(self.candidate, source, kind);
        Rechecked {
            problem: result.failed.then(|| "make a rule fail, which is a bug in frontlint".to_string()),
            found: result.findings.into_iter().map(|finding| finding.diagnostic).collect(),
            facts: result.facts,
            left_out: result.left_out.into_iter().map(|(rule, _)| rule).collect(),
            least: self.options.min_severity,
            group: self.options.group,
            of_site: 0,
            unselected: unselected.map(|checked| Unselected {
                found: checked.findings,
                left_out: checked.left_out.into_iter().map(|(rule, _)| rule).collect(),
            }),
        }
    }

    fn dialect(&self) -> Dialect {
        let site = self.checker.classifier.site(&self.candidate.file).map(Arc::as_ref);
        dialect(self.checker.config(self.candidate), site)
    }
}

/// Checks a text of which nothing is known but its config.
struct TextRecheck {
    plan: Plan,
    dialect: Dialect,
}

impl Recheck for TextRecheck {
    fn check(&self, source: &SourceFile) -> Rechecked {
        let checked = self.plan.check(source, &self.dialect, PostKind::Post);
        Rechecked {
            problem: checked.broke.then(|| "make a rule fail, which is a bug in frontlint".to_string()),
            found: checked.findings,
            facts: checked.facts,
            left_out: checked.left_out.into_iter().map(|(rule, _)| rule).collect(),
            least: Severity::Info,
            group: None,
            of_site: 0,
            unselected: None,
        }
    }

    fn dialect(&self) -> Dialect {
        self.dialect
    }
}
