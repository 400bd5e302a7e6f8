//! A workspace: checks posts and keeps what their sites must know of them, so that one changed text is checked again without the others.
use super::candidate::{FileCandidate, Listed, Status};
use super::check_file::FileChecker;
use super::classify::Classifier;
use super::discover::Discovered;
use super::findings::{self, SiteResult};
use super::locate::locate;
use super::options::{Options, Outcome};
use super::result::FileResult;
use super::summary;
use super::tally::Tally;
use super::threads::Threads;
use crate::config::Config;
use crate::diagnostic::RuleId;
use crate::files::{ReadError, System};
use crate::post::PostKind;
use crate::rules::{FactPost, FactStore};
use crate::site::Site;
use crate::text::{SourceFile, path_order};
use crate::trace::TraceRequest;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Posts that are checked with one config, on one file system.
pub struct Workspace {
    checker: FileChecker,
    /// What is known of the posts of the last check.
    facts: FactStore,
    /// The number of posts in the last check.
    posts: usize,
}

impl Workspace {
    /// Opens a workspace. Relative paths begin at the folder `current`, and reports show paths from there; nothing is read yet but what
    /// the names of folders say.
    pub fn open(system: Arc<dyn System>, current: &Path, config: impl Into<Arc<Config>>) -> Self {
        let checker = FileChecker::new(Classifier::new(system, current, config.into()));
        Self { checker, facts: FactStore::default(), posts: 0 }
    }

    /// Notes from now on what becomes of the findings at one line.
    #[doc(hidden)]
    pub fn trace(&mut self, request: Arc<TraceRequest>) {
        self.checker.trace = Some(request);
    }

    /// Checks the posts of `paths`, named or in folders, and keeps what their sites must know of them.
    ///
    /// ```no_run
    /// use frontlint::{Disk, Workspace, preset};
    ///
    /// let config = preset("none", "/site".as_ref()).expect("a built-in preset");
    /// let mut workspace = Workspace::open(Disk::shared(), "/site".as_ref(), config);
    /// let outcome = workspace.check(&["_posts".into()]);
    /// println!("{} errors", outcome.report.summary.errors);
    /// // As someone types in an editor:
    /// let outcome = workspace.check_text("_posts/2017-01-18-voeux.md".as_ref(), "---\ntitle: Voeux\n---\n");
    /// assert!(outcome.elsewhere.is_empty());
    /// ```
    pub fn check(&mut self, paths: &[PathBuf]) -> Outcome {
        self.run(paths, &Options::default(), &|_, _| {})
    }

    /// Checks a text as if it were the file of this path: it may be a page, or not a post at all. Of the other posts, what the last
    /// [`Workspace::check`] kept is compared; none is read again, except for the line that a label points to.
    pub fn check_text(&mut self, path: &Path, text: impl Into<Vec<u8>>) -> Outcome {
        self.run_source(SourceFile::new(path, text), &Options::default())
    }

    /// Does what [`Self::check`] does; `progress` is called from any thread with the number of files done and their total. The outcome is
    /// the same for any number of threads.
    #[doc(hidden)]
    pub fn run(&mut self, paths: &[PathBuf], options: &Options, progress: &(dyn Fn(usize, usize) + Sync)) -> Outcome {
        let threads = Threads::new(options.jobs);
        let classifier = &self.checker.classifier;
        let Discovered { candidates, aside, links, problems, .. } = Discovered::of(paths, classifier, &threads);
        let (total, done, beyond_run) = (candidates.len(), AtomicUsize::new(0), AtomicBool::new(false));
        let facts = Mutex::new(FactStore::default());
        let check = |mut tally: Tally, candidate: FileCandidate| {
            let mut result = self.checker.check_file(&candidate, options.excerpts);
            if result.facts.iter().any(|fact| fact.beyond_run) {
                beyond_run.store(true, Ordering::Relaxed);
            }
            if !result.facts.is_empty() {
                keep(&mut facts.lock().unwrap_or_else(PoisonError::into_inner), &candidate, &mut result);
            }
            tally.add(result);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            tally
        };
        let mut tally = threads.fold(candidates, check, Tally::merge);
        for (candidate, status) in aside {
            tally.add(FileResult::of(&candidate, status));
        }
        for problem in problems {
            tally.add(self.checker.unread(&classifier.named(&problem.path), &problem.why));
        }
        let mut facts = facts.into_inner().unwrap_or_else(PoisonError::into_inner);
        if beyond_run.into_inner() {
            self.add_rest_of_site(paths, &mut facts, &threads);
        }
        facts.sort();
        facts.set_whole(&|site| self.has_all_posts(paths, site));
        (self.facts, self.posts) = (facts, tally.posts);
        let mut site = findings::of_site(&self.facts, self.config(), self.posts);
        let summed_up = std::mem::take(&mut site.summed_up);
        let files = locate(&site, &self.facts, options.excerpts, &|path| self.source(path));
        tally.add_site(files, site.suppressed.len());
        let broke = report_broken(&mut tally, &site);
        let mut outcome = summary::conclude(tally, summed_up, links, self.config(), options);
        outcome.notes.extend(broke);
        outcome
    }

    /// Does what [`Self::check_text`] does.
    #[doc(hidden)]
    pub fn run_source(&mut self, source: SourceFile, options: &Options) -> Outcome {
        let candidate = self.checker.classifier.named(source.path());
        let text = source.bytes().to_vec();
        let mut result = match self.checker.classifier.by_name(&candidate) {
            Some(status) => FileResult::of(&candidate, status),
            None => self.checker.check_source(&candidate, source, options.excerpts),
        };
        self.facts.remove(&candidate.real);
        keep(&mut self.facts, &candidate, &mut result);
        let mut tally = Tally::default();
        tally.add(result);
        let mut site = findings::of_site(&self.facts, self.config(), self.posts);
        site.keep_about(&candidate.path, &self.facts);
        let source = |path: &Path| {
            if path == candidate.path { SourceFile::new(path, text.clone()) } else { self.source(path) }
        };
        let files = locate(&site, &self.facts, options.excerpts, &source);
        let (own, elsewhere) = files.into_iter().partition(|file| file.path == candidate.path);
        tally.add_site(own, site.suppressed.len());
        let broke = report_broken(&mut tally, &site);
        let mut outcome = summary::conclude(tally, Vec::new(), Vec::new(), self.config(), options);
        outcome.notes.extend(broke);
        Outcome { elsewhere, ..outcome }
    }

    /// Checks a text without a name (standard input), always as a post; rules about names and folders report nothing.
    #[doc(hidden)]
    pub fn run_unnamed(&self, source: SourceFile, options: &Options) -> Outcome {
        let candidate = self.checker.classifier.named(source.path());
        let mut tally = Tally::default();
        tally.add(self.checker.check_as(&candidate, &source.with_site_path(""), PostKind::Post, options.excerpts));
        summary::conclude(tally, Vec::new(), Vec::new(), self.config(), options)
    }

    /// The files that a run of these paths would check, and why not the others; sorted by path.
    #[doc(hidden)]
    pub fn list(&self, paths: &[PathBuf]) -> Vec<Listed> {
        let threads = Threads::new(None);
        let classifier = &self.checker.classifier;
        let mut discovered = Discovered::of(paths, classifier, &threads);
        let mut listed = discovered.listed_aside();
        listed.extend(threads.map(discovered.candidates, |candidate| {
            let status = match self.checker.read(&candidate) {
                Ok(source) => classifier.by_text(&candidate, classifier.site(&candidate).as_deref(), &source),
                Err(ReadError::TooLarge(_)) => Status::Checked(PostKind::Post),
                Err(error) => Status::Failed(error.to_string()),
            };
            Listed { path: candidate.path, status }
        }));
        listed.sort_by_cached_key(|listed| path_order(&listed.path));
        listed
    }

    /// Adds the facts of posts that are not part of the run, when some facts are compared with those, too: all beside and below the config.
    fn add_rest_of_site(&self, paths: &[PathBuf], facts: &mut FactStore, threads: &Threads) {
        let classifier = &self.checker.classifier;
        let Some(root) = classifier.config_folder() else { return };
        if paths.iter().any(|path| self.is_above(path, root)) {
            return;
        }
        let mut rest = Discovered::of(&[root.to_path_buf()], classifier, threads).candidates;
        rest.retain(|candidate| !facts.has(&candidate.real));
        let gather = |candidate: FileCandidate| {
            let noted = self.checker.facts_beyond_run(&candidate);
            (candidate, noted)
        };
        for (candidate, noted) in threads.map(rest, gather) {
            let site = classifier.site(&candidate);
            let FileCandidate { path, real, .. } = &candidate;
            facts.add(&FactPost { path, real, site: site.as_ref(), in_run: false }, noted);
        }
    }

    /// Whether all posts of a site are below one of these paths; without a site, whether a folder was walked.
    fn has_all_posts(&self, paths: &[PathBuf], site: Option<&Site>) -> bool {
        let classifier = &self.checker.classifier;
        paths.iter().any(|path| match site {
            Some(site) => self.is_above(path, &site.root),
            None => classifier.system.is_folder(&classifier.absolute(path)),
        })
    }

    /// Whether a folder is in the folder of this path, or is it.
    fn is_above(&self, path: &Path, folder: &Path) -> bool {
        let classifier = &self.checker.classifier;
        classifier.system.canonical(&classifier.absolute(path)).is_some_and(|path| folder.starts_with(path))
    }

    /// The text of a post by the path that reports show; empty when it is no longer there.
    fn source(&self, path: &Path) -> SourceFile {
        let classifier = &self.checker.classifier;
        let bytes = classifier.system.read(&classifier.absolute(path), self.config().max_file_size);
        SourceFile::new(path, bytes.unwrap_or_default())
    }

    fn config(&self) -> &Config {
        self.checker.config()
    }
}

/// Fails a run in which a rule broke on a site, and says so.
fn report_broken(tally: &mut Tally, site: &SiteResult) -> Vec<String> {
    tally.failed |= !site.broke.is_empty();
    let note = |(rule, why): &(RuleId, String)| {
        format!("the rule `{rule}` failed on the posts of a site; this is a bug in frontlint, please report it: {why}")
    };
    site.broke.iter().map(note).collect()
}

/// Keeps the facts of a file.
fn keep(facts: &mut FactStore, candidate: &FileCandidate, result: &mut FileResult) {
    let FileCandidate { path, real, .. } = candidate;
    let noted = std::mem::take(&mut result.facts);
    facts.add(&FactPost { path, real, site: result.site.as_ref(), in_run: true }, noted);
}
