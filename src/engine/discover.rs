//! Finds the files of a run from its paths: named or found in folders, each file once.
use super::candidate::{FileCandidate, Listed, Status};
use super::classify::Classifier;
use super::threads::Threads;
use crate::files::{self, Walk};
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
            if classifier.system.is_folder(&classifier.absolute(path)) {
                discovered.add_folder(path, classifier, threads);
            } else {
                discovered.add_named(classifier.named(path), classifier);
            }
        }
        discovered
    }

    fn add_folder(&mut self, folder: &Path, classifier: &Classifier, threads: &Threads) {
        let walked = classifier.absolute(folder);
        let Walk { mut files, links, problems, .. } =
            classifier.system.walk(&walked, classifier.enters_all(), threads.for_walk());
        let real = classifier.system.canonical(&walked).unwrap_or_else(|| walked.clone());
        let shown = classifier.shown(folder);
        let top: Arc<Path> = classifier.top(&real).unwrap_or(&real).into();
        let candidate = |path: &Path| {
            let below = path_below(path, &walked).unwrap_or(path);
            let (path, real) = (join(&shown, below), join(&real, below));
            FileCandidate { path, real, top: Arc::clone(&top), named: false, site: OnceLock::new() }
        };
        let choose = |path: PathBuf| {
            let candidate = candidate(&path);
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
            if classifier.by_name(&candidate(&post)).is_none() {
                self.links.push(candidate(path).path);
            }
        }
        let problem =
            |problem: files::WalkProblem| UnreadFolder { path: candidate(&problem.path).path, why: problem.message };
        self.problems.extend(problems.into_iter().map(problem));
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

/// Joins the two, without a slash at the end when `below` is empty.
fn join(folder: &Path, below: &Path) -> PathBuf {
    if below.as_os_str() == OsStr::new("") { folder.to_path_buf() } else { folder.join(below) }
}
