//! Finds the files of a run from its paths: named or found in folders, each file once.
use super::candidate::{FileCandidate, Listed, Status};
use super::classify::{Classifier, above_posts};
use super::threads::Threads;
use crate::files::{self, PathKind, Walk};
use crate::text::path_below;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// How many files of a walk are looked at before those looked at are put away.
const SHARE: usize = 1024;

/// A folder that could not be read, and the reason.
#[derive(Debug)]
pub(super) struct UnreadFolder {
    pub(super) path: PathBuf,
    pub(super) why: String,
}

/// What was found at the paths of a run.
#[derive(Debug, Default)]
pub(super) struct Discovered {
    /// Files that may be posts by their names, in no particular order.
    pub(super) candidates: Vec<FileCandidate>,
    /// Files that are not posts by their names.
    pub(super) aside: Vec<(FileCandidate, Status)>,
    /// Links found in folders, which are not followed.
    pub(super) links: Vec<PathBuf>,
    /// Folders that could not be read.
    pub(super) problems: Vec<UnreadFolder>,
    /// The files so far, kept only when several paths may lead to the same file.
    seen: Option<HashSet<PathBuf>>,
}

impl Discovered {
    /// Looks at every path: folders are walked, anything else is a named file.
    pub(super) fn of(paths: &[PathBuf], classifier: &Classifier, threads: &Threads) -> Self {
        let mut discovered = Self { seen: (paths.len() > 1).then(HashSet::new), ..Self::default() };
        for path in paths {
            match classifier.system.kind(&classifier.absolute(path)) {
                Some(PathKind::Folder) => discovered.add_folder(path, classifier, threads),
                // Whether it is a file or a folder cannot be known; reading it says why.
                Some(PathKind::Unknown) => discovered.problems.push(unknown(path, classifier)),
                _ => discovered.add_named(classifier.named(path), classifier),
            }
        }
        discovered
    }

    fn add_folder(&mut self, folder: &Path, classifier: &Classifier, threads: &Threads) {
        let named = classifier.absolute(folder);
        let real = classifier.system.canonical(&named).unwrap_or(named);
        let folder = WalkedFolder {
            shown: classifier.shown(folder),
            top: classifier.top(&real).unwrap_or(&real).into(),
            around: above_posts(&real).unwrap_or(&real).into(),
            real,
        };
        let enters_all = classifier.enters_all(&folder.real);
        self.walk(&folder, enters_all, classifier, threads);
        if enters_all {
            return;
        }
        // The walk passed over the hidden folders of configs further down, which may name posts there.
        for inner in classifier.configs.with_posts_below(&folder.real) {
            let known = self.candidates.iter().chain(self.aside.iter().map(|(candidate, _)| candidate));
            self.seen.get_or_insert_with(|| known.map(|candidate| candidate.real.clone()).collect());
            self.walk(&folder.inner(&inner), true, classifier, threads);
        }
    }

    fn walk(&mut self, folder: &WalkedFolder, enters_all: bool, classifier: &Classifier, threads: &Threads) {
        let Walk { mut files, links, problems, .. } =
            classifier.system.walk(&folder.real, enters_all, threads.number());
        let choose = |path: PathBuf| {
            let candidate = folder.candidate(&path);
            let status = classifier.by_name(&candidate);
            // What only another generator has as a post is left out like any other file.
            classifier.has_extension_of_posts(&candidate).then_some((candidate, status))
        };
        self.candidates.reserve_exact(files.len());
        // In shares, so that the paths of the walk and what becomes of them are not both in memory.
        while !files.is_empty() {
            let share = files.split_off(files.len().saturating_sub(SHARE));
            for (candidate, status) in threads.map(share, choose).into_iter().flatten() {
                self.add(candidate, status, classifier);
            }
        }
        for path in &links {
            // A link to a folder counts if a post in that folder would be checked.
            let post = if files::is_candidate(path) { path.clone() } else { path.join("post.md") };
            if classifier.by_name(&folder.candidate(&post)).is_none() {
                self.links.push(folder.candidate(path).path);
            }
        }
        let unread = |problem: files::WalkProblem| UnreadFolder {
            path: or_dot(folder.candidate(&problem.path).path),
            why: problem.message,
        };
        self.problems.extend(problems.into_iter().map(unread));
    }

    /// A file that a walk would ignore is not part of the site, even when it is named.
    fn add_named(&mut self, candidate: FileCandidate, classifier: &Classifier) {
        if classifier.system.is_ignored(&candidate.real) {
            self.aside.push((candidate, Status::Skipped("git ignores it".to_string())));
        } else {
            let status = classifier.by_name(&candidate);
            self.add(candidate, status, classifier);
        }
    }

    fn add(&mut self, candidate: FileCandidate, aside: Option<Status>, classifier: &Classifier) {
        let is_new = self.seen.as_mut().is_none_or(|seen| seen.insert(candidate.real.clone()));
        match aside {
            _ if !is_new => {}
            None => self.candidates.push(candidate),
            // A file that does not exist is not judged by its name, so that reading it reports an error.
            Some(_) if candidate.named && !classifier.system.has_name(&candidate.real) => {
                self.candidates.push(candidate);
            }
            Some(status) => self.aside.push((candidate, status)),
        }
    }

    /// The files that are not checked, with the reasons.
    pub(super) fn listed_aside(&mut self) -> Vec<Listed> {
        let aside = self.aside.drain(..).map(|(candidate, status)| Listed { path: candidate.path, status });
        let problems =
            self.problems.drain(..).map(|problem| Listed { path: problem.path, status: Status::Failed(problem.why) });
        aside.chain(problems).collect()
    }
}

/// A folder that is walked.
struct WalkedFolder {
    /// Its path without links.
    real: PathBuf,
    /// Its path in reports.
    shown: PathBuf,
    top: Arc<Path>,
    around: Arc<Path>,
}

impl WalkedFolder {
    /// A file that was found in it.
    fn candidate(&self, path: &Path) -> FileCandidate {
        let below = path_below(path, &self.real).unwrap_or(path);
        let (path, real) = (join(&self.shown, below), join(&self.real, below));
        let (site, placed) = (OnceLock::new(), OnceLock::new());
        FileCandidate {
            path,
            real,
            top: Arc::clone(&self.top),
            around: Arc::clone(&self.around),
            named: false,
            site,
            placed,
        }
    }

    /// A folder below it.
    fn inner(&self, real: &Path) -> Self {
        let below = path_below(real, &self.real).unwrap_or(real);
        let (top, around) = (Arc::clone(&self.top), Arc::clone(&self.around));
        Self { real: real.to_path_buf(), shown: join(&self.shown, below), top, around }
    }
}

/// A path that the system does not let the program look at.
fn unknown(path: &Path, classifier: &Classifier) -> UnreadFolder {
    let candidate = classifier.named(path);
    let why = match classifier.system.read(&classifier.absolute(path), 0) {
        // The current folder may be known to be one, and yet nobody may look into it.
        Err(error) if classifier.system.is_folder(&candidate.real) => {
            error.to_string().replace("the file could", "the folder could")
        }
        Err(error) => error.to_string(),
        Ok(_) => "the file could not be read".to_string(),
    };
    UnreadFolder { path: candidate.path, why }
}

/// The path as one would type it, when it is that of the current folder.
fn or_dot(path: PathBuf) -> PathBuf {
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
}

/// Joins the two, without a slash at the end when `below` is empty.
fn join(folder: &Path, below: &Path) -> PathBuf {
    if below.as_os_str() == OsStr::new("") { folder.to_path_buf() } else { folder.join(below) }
}
