//! Finds the files of a run from its paths: named or found in folders, each file once.
use super::classify::{Classifier, Listed, Status};
use crate::files::{self, Walk};
use crate::site::Site;
use rayon::prelude::*;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A file that may be a post.
#[derive(Clone, Debug)]
pub(super) struct FileCandidate {
    /// The path that the report shows: relative to the current directory when it is below it.
    pub(super) path: PathBuf,
    /// The absolute path, with the links of its folders resolved.
    pub(super) real: PathBuf,
    /// The folder that the run is about: its own name does not matter for the file.
    top: Arc<Path>,
    /// Whether the file was named itself, not found in a folder.
    pub(super) named: bool,
    /// The site of the file, looked up on first use.
    pub(super) site: OnceLock<Option<Arc<Site>>>,
}

impl FileCandidate {
    /// A file that was named itself.
    pub(super) fn named(path: &Path, classifier: &Classifier<'_>) -> Self {
        let real = real_of(path);
        let top = classifier.top(&real).or_else(|| real.parent()).unwrap_or(Path::new("")).into();
        Self { path: classifier.shown(path), real, top, named: true, site: OnceLock::new() }
    }

    /// The path below the folder that the run is about.
    pub(super) fn below_top(&self) -> &Path {
        self.real.strip_prefix(&self.top).unwrap_or(&self.real)
    }
}

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
    pub(super) fn of(paths: &[PathBuf], classifier: &Classifier<'_>, threads: usize) -> Self {
        let mut discovered = Self { seen: (paths.len() > 1).then(HashSet::new), ..Self::default() };
        for path in paths {
            if path.is_dir() {
                let walk = classifier.system.walk(path, classifier.enters_all(), threads);
                discovered.add_walk(path, walk, classifier);
            } else {
                discovered.add_named(FileCandidate::named(path, classifier), classifier);
            }
        }
        discovered
    }

    fn add_walk(&mut self, folder: &Path, walk: Walk, classifier: &Classifier<'_>) {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        let shown = classifier.shown(folder);
        let top: Arc<Path> = classifier.top(&real).unwrap_or(&real).into();
        let candidate = |path: &Path| {
            let below = path.strip_prefix(folder).unwrap_or(path);
            let (path, real) = (join(&shown, below), join(&real, below));
            FileCandidate { path, real, top: Arc::clone(&top), named: false, site: OnceLock::new() }
        };
        let choose = |path: &PathBuf| {
            let candidate = candidate(path);
            let status = classifier.by_name(&candidate);
            // What only another generator has as a post is left out like any other file.
            classifier.has_extension_of_posts(&candidate).then_some((candidate, status))
        };
        let chosen: Vec<_> = walk.files.par_iter().filter_map(choose).collect();
        for (candidate, status) in chosen {
            self.add(candidate, status);
        }
        for path in &walk.links {
            // A link to a folder counts if a post in that folder would be checked.
            let post = if files::is_candidate(path) { path.clone() } else { path.join("post.md") };
            if classifier.by_name(&candidate(&post)).is_none() {
                self.links.push(candidate(path).path);
            }
        }
        let problem =
            |problem: files::WalkProblem| UnreadFolder { path: candidate(&problem.path).path, why: problem.message };
        self.problems.extend(walk.problems.into_iter().map(problem));
    }

    /// A file that a walk would ignore is not part of the site, even when it is named.
    fn add_named(&mut self, candidate: FileCandidate, classifier: &Classifier<'_>) {
        if classifier.system.is_ignored(&candidate.real) {
            self.aside.push((candidate, Status::Skipped("git ignores it".to_string())));
        } else {
            let status = classifier.by_name(&candidate);
            self.add(candidate, status);
        }
    }

    fn add(&mut self, candidate: FileCandidate, aside: Option<Status>) {
        let is_new = self.seen.as_mut().is_none_or(|seen| seen.insert(candidate.real.clone()));
        match aside {
            _ if !is_new => {}
            None => self.candidates.push(candidate),
            // A file that does not exist is not judged by its name, so that reading it reports an error.
            Some(_) if candidate.named && candidate.real.symlink_metadata().is_err() => self.candidates.push(candidate),
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

/// The real path of a file, the same however it was named; a link as the file itself is not resolved.
fn real_of(path: &Path) -> PathBuf {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
    }
}

/// Joins the two, without a slash at the end when `below` is empty.
fn join(folder: &Path, below: &Path) -> PathBuf {
    if below.as_os_str() == OsStr::new("") { folder.to_path_buf() } else { folder.join(below) }
}
