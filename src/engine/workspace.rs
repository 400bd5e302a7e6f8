//! A workspace: checks posts and keeps what their sites must know of them, so that one changed text is checked again without the others.
use super::beyond_run::BeyondRun;
use super::candidate::{FileCandidate, FoundFile, Listed, Status};
use super::check_file::FileChecker;
use super::classify::Classifier;
use super::config_report::ConfigReport;
use super::discover::{Discovered, Unread};
use super::findings::{self, SiteResult};
use super::locate::locate;
use super::options::{Options, Outcome};
use super::plan::NamedRule;
use super::result::FileResult;
use super::summary;
use super::tally::Tally;
use super::threads::Threads;
use super::unset::{Choice, Run};
use crate::catalogue;
use crate::config::{Config, Configs};
use crate::diagnostic::{Report, RuleId};
use crate::files::{Notes, ReadError, System};
use crate::post::PostKind;
use crate::rules::{Fact, FactPost, FactStore, RULES};
use crate::site::Site;
use crate::text::{SourceFile, locked, path_order, shown_path};
use crate::trace::TraceRequest;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Posts that are checked with their configs, on one file system. Configs are read once.
pub struct Workspace {
    pub(super) checker: FileChecker,
    /// What is known of the posts of the last check.
    pub(super) facts: FactStore,
    /// The files of the last run, when its options keep them.
    pub(super) files: Vec<FoundFile>,
}

/// The config that one file has.
#[doc(hidden)]
#[derive(Debug)]
pub struct OwnConfig {
    /// Its settings.
    pub config: Arc<Config>,
    /// The file, from the root of the config.
    pub path: PathBuf,
    /// Without a config: which preset was chosen, and why.
    pub why: Option<String>,
    /// The config cannot be used; [`Workspace::config_report`] says why.
    pub is_broken: bool,
}

impl Workspace {
    /// Opens a workspace. Relative paths begin at the folder `current`, and reports show paths from there; nothing is read yet but what
    /// the names of folders say.
    ///
    /// `configs` is one [`Config`](crate::Config) for all files, or [`Configs::nearest`].
    pub fn open(system: Arc<dyn System>, current: &Path, configs: impl Into<Configs>) -> Self {
        Self::with_rules(RULES.to_vec(), system, current, configs)
    }

    /// Opens a workspace in which only these rules exist.
    #[doc(hidden)]
    pub fn with_rules(
        rules: Vec<NamedRule>,
        system: Arc<dyn System>,
        current: &Path,
        configs: impl Into<Configs>,
    ) -> Self {
        let checker = FileChecker::new(Classifier::new(system, current, configs.into()), rules);
        Self { checker, facts: FactStore::default(), files: Vec::new() }
    }

    /// The size in bytes of the largest text that is checked as this file.
    #[doc(hidden)]
    pub fn max_file_size(&self, path: &Path) -> u64 {
        let classifier = &self.checker.classifier;
        classifier.placed(&classifier.named(path)).config.max_file_size
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
        let Discovered { candidates, missing, aside, links, problems, .. } =
            Discovered::of(paths, classifier, &threads);
        let configs = classifier.configs.report();
        self.files = if options.keeps_files { candidates.clone() } else { Vec::new() };
        let choice = self.checker.choose_presets(&candidates, &Run { paths, text: None, threads: &threads });
        let (total, done, beyond_run) = (candidates.len(), AtomicUsize::new(0), Mutex::new(BeyondRun::default()));
        let facts = Mutex::new(FactStore::default());
        let check = |mut tally: Tally, file: FoundFile| {
            let candidate = file.candidate();
            let mut result = self.checker.check_file(&candidate, options.excerpts);
            if result.facts.iter().any(Fact::asks_beyond_run) {
                locked(&beyond_run).add(classifier.whole_folder(&candidate.file), &result.facts);
            }
            if !result.facts.is_empty() {
                keep(&mut locked(&facts), &candidate, &mut result);
            }
            tally.add(result);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            tally
        };
        let mut tally = threads.fold(candidates, check, Tally::merge);
        let without = aside.iter().filter(|(file, _)| classifier.placed(file).problem.is_some()).count();
        for (file, status) in aside {
            tally.add(FileResult::of(&file.candidate(), status));
        }
        self.checker.check_missing(missing).for_each(|result| tally.add(result));
        let mut unread: HashSet<PathBuf> = tally.unread.iter().cloned().collect();
        for problem in problems {
            unread.insert(problem.path.clone());
            tally.add(self.checker.unread(&classifier.named(&problem.path).candidate(), &problem.why));
        }
        let mut facts = facts.into_inner().unwrap_or_else(PoisonError::into_inner);
        let beyond_run = beyond_run.into_inner().unwrap_or_else(PoisonError::into_inner);
        let not_compared = beyond_run.gather(paths, &self.checker, &mut facts, &threads);
        facts.sort();
        facts.set_whole(&|site| self.has_all_posts(paths, site));
        self.facts = facts;
        let site = self.of_site(&|path| self.source(path));
        let files = locate(&site, &self.facts, options.excerpts, &|path| self.source(path));
        tally.add_site(files, site.suppressed.len());
        let mut notes = first_notes(&mut tally, configs, choice.notes);
        notes.extend(left_unchecked(without));
        notes.extend(report_broken(&mut tally, &site));
        notes.extend(self.report_unread(&mut tally, &unread));
        say_unread(choice.unread.into_iter().chain(not_compared), &mut notes);
        summary::conclude(tally, notes, links, options)
    }

    /// The config of a file, which need not exist.
    #[doc(hidden)]
    pub fn config_of(&self, path: &Path) -> OwnConfig {
        let candidate = self.checker.classifier.named(path).candidate();
        let run = Run { paths: &[], text: None, threads: &Threads::new(None) };
        self.checker.choose_presets(std::slice::from_ref(&candidate.file), &run);
        let placed = self.checker.classifier.placed(&candidate.file);
        let path = self.checker.classifier.for_config(&candidate).to_path_buf();
        let is_broken = placed.problem.is_some();
        OwnConfig { config: Arc::clone(&placed.config), path, why: placed.why.clone(), is_broken }
    }

    /// Does what [`Self::check_text`] does.
    #[doc(hidden)]
    pub fn run_source(&mut self, source: SourceFile, options: &Options) -> Outcome {
        let (candidate, Choice { notes, mut unread }, mut tally) = self.prepare(&source, options);
        let text = source.bytes().to_vec();
        let mut result = match self.checker.classifier.aside(&candidate.file) {
            Some(status) => FileResult::of(&candidate, status),
            None => self.checker.check_source(&candidate, source, options.excerpts),
        };
        self.facts.remove(&candidate.real);
        if options.reads_site && result.facts.iter().any(Fact::asks_beyond_run) {
            let mut beyond_run = BeyondRun::default();
            beyond_run.add(self.checker.classifier.whole_folder(&candidate.file), &result.facts);
            keep(&mut self.facts, &candidate, &mut result);
            unread.extend(beyond_run.gather(&[], &self.checker, &mut self.facts, &Threads::new(options.jobs)));
            self.facts.sort();
        }
        keep(&mut self.facts, &candidate, &mut result);
        tally.add(result);
        let source = |path: &Path| {
            if path == candidate.path { SourceFile::new(path, text.clone()) } else { self.source(path) }
        };
        let mut site = self.of_site(&source);
        site.keep_about(&candidate.path, &self.facts);
        let files = locate(&site, &self.facts, options.excerpts, &source);
        let (own, elsewhere) = files.into_iter().partition(|file| file.path == candidate.path);
        tally.add_site(own, site.suppressed.len());
        let without = usize::from(self.checker.classifier.placed(&candidate.file).problem.is_some());
        let mut notes: Vec<String> = notes.into_iter().chain(left_unchecked(without)).collect();
        notes.extend(report_broken(&mut tally, &site));
        notes.extend(self.report_unread(&mut tally, &HashSet::new()));
        say_unread(unread.into_iter(), &mut notes);
        Outcome { elsewhere, ..summary::conclude(tally, notes, Vec::new(), options) }
    }

    /// Checks a text without a name (standard input), always as a post; rules about names and folders report nothing.
    #[doc(hidden)]
    pub fn run_unnamed(&self, source: SourceFile, options: &Options) -> Outcome {
        let (candidate, Choice { mut notes, unread }, mut tally) = self.prepare(&source, options);
        if self.checker.classifier.placed(&candidate.file).problem.is_none() {
            let too_large = self.checker.too_large(&candidate, source.bytes().len(), options.excerpts);
            let source = source.with_site_path("");
            let check = || self.checker.check_as(&candidate, &source, PostKind::Post, options.excerpts);
            tally.add(too_large.unwrap_or_else(check));
        }
        notes.extend(self.report_unread(&mut tally, &HashSet::new()));
        say_unread(unread.into_iter(), &mut notes);
        summary::conclude(tally, notes, Vec::new(), options)
    }

    /// A text as a file of its path, with its config; what is to be said about that is in the notes and in the tally.
    pub(super) fn prepare(&self, source: &SourceFile, options: &Options) -> (FileCandidate, Choice, Tally) {
        let file = self.checker.classifier.named(source.path());
        self.checker.classifier.placed(&file);
        let configs = self.checker.classifier.configs.report();
        let is_post = self.checker.classifier.aside(&file).is_none();
        let run = Run { paths: &[], text: Some(source), threads: &Threads::new(options.jobs) };
        let files = std::slice::from_ref(&file);
        let choice = if is_post { self.checker.choose_presets(files, &run) } else { Choice::default() };
        let mut tally = Tally::default();
        let notes = first_notes(&mut tally, configs, choice.notes);
        (file.candidate(), Choice { notes, ..choice }, tally)
    }

    /// Fails a run for which something could not be read that says which posts there are, or how they are read: each such file is reported,
    /// unless it is among the `known` ones. Returns notes about what was passed over.
    fn report_unread(&self, tally: &mut Tally, known: &HashSet<PathBuf>) -> Vec<String> {
        let classifier = &self.checker.classifier;
        let notes = classifier.notes();
        for (path, message) in notes.unread {
            let candidate = classifier.named(&path).candidate();
            if !known.contains(&candidate.path) {
                tally.add(self.checker.unread(&candidate, &message));
            }
        }
        let line = |(path, why): (&PathBuf, &String), what: &str| {
            format!("{} was {what}: {why}", shown_path(&classifier.shown(path)))
        };
        let mut said = Vec::new();
        let passed_over = notes.passed_over.iter().map(|file| line(file, "passed over"));
        summary::first_few(passed_over, "files were passed over", &mut said);
        let cut = notes.cut.iter().map(|file| line(file, "read in part"));
        summary::first_few(cut, "files were read in part", &mut said);
        said
    }

    /// Those of these names that are groups of which no rule ran on any post so far.
    #[doc(hidden)]
    pub fn idle_groups<'n>(&self, names: &'n [String]) -> Vec<&'n str> {
        let mut groups: Vec<&str> = names.iter().map(|name| name.trim()).collect();
        groups.retain(|name| catalogue::pages().iter().any(|page| page.rule.group() == *name));
        groups.sort_unstable();
        groups.dedup();
        // A rule that the command line names itself is on, so that its group is not idle.
        groups.retain(|group| self.checker.is_idle(group));
        groups
    }

    /// The files that a run of these paths would check, and why not the others; sorted by path.
    #[doc(hidden)]
    pub fn list(&self, paths: &[PathBuf]) -> Vec<Listed> {
        let threads = Threads::new(None);
        let classifier = &self.checker.classifier;
        let mut discovered = Discovered::of(paths, classifier, &threads);
        // What is wrong in its config is reported once, not for every file.
        discovered.aside.retain(|(file, _)| classifier.placed(file).problem.is_none());
        let mut listed = discovered.listed_aside();
        let known: HashSet<PathBuf> = listed.iter().map(|listed| listed.path.clone()).collect();
        let missing = self.checker.check_missing(discovered.missing);
        listed.extend(missing.map(|result| Listed { path: result.path, status: result.status }));
        listed.extend(threads.map(discovered.candidates, |file| {
            let candidate = file.candidate();
            let status = match self.checker.read(&candidate) {
                Ok(source) => classifier.by_text(&candidate.file, &source),
                Err(ReadError::TooLarge(_)) => Status::Checked(PostKind::Post),
                Err(error) => Status::Failed(error.to_string()),
            };
            Listed { path: candidate.path, status }
        }));
        let Notes { unread, passed_over, .. } = classifier.notes();
        let noted = |(path, message): (PathBuf, String), status: fn(String) -> Status| {
            let path = classifier.named(&path).path();
            (!known.contains(&path)).then(|| Listed { path, status: status(message) })
        };
        listed.extend(unread.into_iter().filter_map(|file| noted(file, Status::Failed)));
        listed.extend(passed_over.into_iter().filter_map(|file| noted(file, Status::Skipped)));
        listed.sort_by_cached_key(|listed| path_order(&listed.path));
        listed
    }

    /// What is wrong in the configs that were read so far.
    #[doc(hidden)]
    pub fn config_report(&self) -> Report {
        self.checker.classifier.configs.report().into_report()
    }

    /// Whether all posts of a site are below one of these paths; without a site, whether a folder was walked.
    fn has_all_posts(&self, paths: &[PathBuf], site: Option<&Site>) -> bool {
        let classifier = &self.checker.classifier;
        paths.iter().any(|path| match site {
            Some(site) => self.checker.is_above(path, &site.root),
            None => classifier.system.is_folder(&classifier.absolute(path)),
        })
    }

    /// What the rules find in the facts of all posts; `source` gives the text of a post by the path that reports show.
    pub(super) fn of_site(&self, source: &dyn Fn(&Path) -> SourceFile) -> SiteResult {
        let asked = self.checker.trace.as_ref().and_then(|request| {
            let post = self.facts.known(request.file())?;
            Some((request, post, source(self.facts.path(post))))
        });
        let traced =
            asked.as_ref().and_then(|(request, post, source)| Some((*post, request.of(request.file(), source)?)));
        findings::of_site(&self.checker.rules, &self.facts, traced)
    }

    /// The text of a post by the path that reports show; empty when it is no longer there.
    pub(super) fn source(&self, path: &Path) -> SourceFile {
        let classifier = &self.checker.classifier;
        let limit = classifier.placed(&classifier.named(path)).config.max_file_size;
        let bytes = classifier.system.read(&classifier.absolute(path), limit);
        SourceFile::new(path, bytes.unwrap_or_default())
    }
}

/// Adds the findings in configs, and returns the notes that a run begins with.
fn first_notes(tally: &mut Tally, configs: ConfigReport, presets: Vec<String>) -> Vec<String> {
    tally.failed |= configs.failed;
    configs.files.into_iter().for_each(|file| tally.add_findings(file));
    let mut notes = Vec::new();
    summary::first_few(configs.notes.into_iter(), "folders have several configs", &mut notes);
    summary::first_few(presets.into_iter(), "sites have no config", &mut notes);
    notes
}

/// Says which posts are not part of the run and could not be read: they may have a field, or the same address.
fn say_unread(unread: impl Iterator<Item = Unread>, notes: &mut Vec<String>) {
    let unread: BTreeSet<Unread> = unread.collect();
    let unread = unread.iter().map(|Unread { path, why }| format!("{} was not compared: {why}", shown_path(path)));
    summary::first_few(unread, "files were not compared", notes);
}

/// Says how many files were not checked because their config cannot be used.
fn left_unchecked(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 file was not checked, because its config cannot be used".to_string()),
        _ => Some(format!("{count} files were not checked, because their config cannot be used")),
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
