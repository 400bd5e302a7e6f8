//! From the paths of a run to the files to look at: walked or named, each once.
use super::classify::{Classifier, Listed, Status};
use crate::files::{self, Ignored, Walk};
use crate::site::Site;
use rayon::prelude::*;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A file to look at.
#[derive(Clone, Debug)]
pub(super) struct FileCandidate {
    /// As the user knows it: relative to the current directory where it lies below it.
    pub(super) path: PathBuf,
    /// Absolute, the links in its folders resolved.
    pub(super) real: PathBuf,
    /// The folder that the run is about: its own name says nothing of the file.
    top: Arc<Path>,
    /// It was named itself, not found in a folder.
    pub(super) named: bool,
    /// The site it belongs to, once somebody has asked.
    pub(super) site: OnceLock<Option<Arc<Site>>>,
}

impl FileCandidate {
    /// A file that was named itself.
    pub(super) fn named(path: &Path, chooser: &Classifier<'_>) -> Self {
        let real = real_of(path);
        let top = chooser.top(&real).or_else(|| real.parent()).unwrap_or(Path::new("")).into();
        Self { path: chooser.shown(path), real, top, named: true, site: OnceLock::new() }
    }

    /// Its path below the folder that the run is about.
    pub(super) fn below_top(&self) -> &Path {
        self.real.strip_prefix(&self.top).unwrap_or(&self.real)
    }
}

/// A folder that could not be read, and what is said of it.
#[derive(Debug)]
pub(super) struct UnreadFolder {
    pub(super) path: PathBuf,
    pub(super) why: String,
}

/// What the paths of a run come to.
#[derive(Debug, Default)]
pub(super) struct Discovered {
    /// Files whose names may be a post's, in no order.
    pub(super) candidates: Vec<FileCandidate>,
    /// Files whose names say that they are none.
    pub(super) aside: Vec<(FileCandidate, Status)>,
    /// Links found in folders, not followed.
    pub(super) links: Vec<PathBuf>,
    /// Folders that could not be read.
    pub(super) problems: Vec<UnreadFolder>,
    /// The files so far, where more than one of the paths may lead to one.
    seen: Option<HashSet<PathBuf>>,
}

impl Discovered {
    /// Looks at every path: a folder is walked, anything else is a file that was named.
    pub(super) fn of(paths: &[PathBuf], chooser: &Classifier<'_>, threads: usize) -> Self {
        let mut gathered = Self { seen: (paths.len() > 1).then(HashSet::new), ..Self::default() };
        let mut ignored = Ignored::default();
        for path in paths {
            if path.is_dir() {
                let walk = files::walk(path, chooser.enters_all(), threads);
                gathered.add_walk(path, walk, chooser);
            } else {
                gathered.add_named(FileCandidate::named(path, chooser), &mut ignored, chooser);
            }
        }
        gathered
    }

    fn add_walk(&mut self, folder: &Path, walk: Walk, chooser: &Classifier<'_>) {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        let shown = chooser.shown(folder);
        let top: Arc<Path> = chooser.top(&real).unwrap_or(&real).into();
        let candidate = |path: &Path| {
            let below = path.strip_prefix(folder).unwrap_or(path);
            let (path, real) = (join(&shown, below), join(&real, below));
            FileCandidate { path, real, top: Arc::clone(&top), named: false, site: OnceLock::new() }
        };
        let choose = |path: &PathBuf| {
            let candidate = candidate(path);
            let status = chooser.by_name(&candidate);
            (candidate, status)
        };
        let chosen: Vec<_> = walk.files.par_iter().map(choose).collect();
        for (candidate, status) in chosen {
            self.add(candidate, status);
        }
        for path in &walk.links {
            // Of a folder, what counts is whether a post in it would be one.
            let post = if files::is_candidate(path) { path.clone() } else { path.join("post.md") };
            if chooser.by_name(&candidate(&post)).is_none() {
                self.links.push(candidate(path).path);
            }
        }
        let problem =
            |problem: files::WalkProblem| UnreadFolder { path: candidate(&problem.path).path, why: problem.message };
        self.problems.extend(walk.problems.into_iter().map(problem));
    }

    /// A file that a walk would not come by is none of the site's, even when it is named.
    fn add_named(&mut self, candidate: FileCandidate, ignored: &mut Ignored, chooser: &Classifier<'_>) {
        if ignored.holds(&candidate.real) {
            self.aside.push((candidate, Status::Skipped("git is told to ignore it".to_string())));
        } else {
            let status = chooser.by_name(&candidate);
            self.add(candidate, status);
        }
    }

    fn add(&mut self, candidate: FileCandidate, aside: Option<Status>) {
        let is_new = self.seen.as_mut().is_none_or(|seen| seen.insert(candidate.real.clone()));
        match aside {
            _ if !is_new => {}
            None => self.candidates.push(candidate),
            // What is not there cannot be told by its name: reading it will say so.
            Some(_) if candidate.named && candidate.real.symlink_metadata().is_err() => self.candidates.push(candidate),
            Some(status) => self.aside.push((candidate, status)),
        }
    }

    /// What was set aside, as a list for people.
    pub(super) fn listed_aside(&mut self) -> Vec<Listed> {
        let aside = self.aside.drain(..).map(|(candidate, status)| Listed { path: candidate.path, status });
        let problems =
            self.problems.drain(..).map(|problem| Listed { path: problem.path, status: Status::Failed(problem.why) });
        aside.chain(problems).collect()
    }
}

/// The same file has the same real path however it was named; its own link, if it is one, is not resolved.
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

/// `folder/below`, without a slash at the end when there is nothing below.
fn join(folder: &Path, below: &Path) -> PathBuf {
    if below.as_os_str() == OsStr::new("") { folder.to_path_buf() } else { folder.join(below) }
}
