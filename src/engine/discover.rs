//! Finds the files of a run from its paths: named or found in folders, each file once.
use super::candidate::{FoundFile, FoundFolder, Listed, RunFolder, Status, join};
use super::classify::{Classifier, above_posts};
use super::glob::{self, Expanded};
use super::threads::Threads;
use crate::files::{self, PathKind, Walk};
use crate::text::path_below;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many files of a walk are looked at before those looked at are put away.
const SHARE: usize = 1024;

/// A file or folder that could not be read, and the reason.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unread {
    pub(super) path: PathBuf,
    pub(super) why: String,
}

/// What was found at the paths of a run.
#[derive(Debug, Default)]
pub(super) struct Discovered {
    /// Files that may be posts by their names, in no particular order.
    pub(super) candidates: Vec<FoundFile>,
    /// Named paths that lead to nothing; to read them is an error.
    pub(super) missing: Vec<FoundFile>,
    /// Files that are not posts by their names.
    pub(super) aside: Vec<(FoundFile, Status)>,
    /// Links found in folders, which are not followed.
    pub(super) links: Vec<PathBuf>,
    /// Folders that could not be read.
    pub(super) problems: Vec<Unread>,
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
                Some(_) => discovered.add_named(classifier.named(path), classifier),
                None => discovered.add_expanded(path, classifier, threads),
            }
        }
        discovered
    }

    /// Adds what a glob leads to; any other path that leads to nothing is missing.
    fn add_expanded(&mut self, path: &Path, classifier: &Classifier, threads: &Threads) {
        let Some(Expanded { files, problems }) = glob::expand(path, classifier, threads) else {
            self.add_named(classifier.named(path), classifier);
            return;
        };
        for file in files {
            self.add_named(classifier.named(&file), classifier);
        }
        let unread = |problem: files::WalkProblem| Unread {
            path: or_dot(classifier.shown(&problem.path)),
            why: problem.message,
        };
        self.problems.extend(problems.into_iter().map(unread));
    }

    fn add_folder(&mut self, folder: &Path, classifier: &Classifier, threads: &Threads) {
        let folder = WalkedFolder::of(folder, classifier);
        let enters_all = classifier.enters_all(&folder.run.real);
        self.walk(&folder, enters_all, classifier, threads);
        if enters_all {
            return;
        }
        // The walk passed over the hidden folders of configs further down, which may name posts there.
        for inner in classifier.configs.with_posts_below(&folder.run.real) {
            let known = self.candidates.iter().chain(self.aside.iter().map(|(file, _)| file));
            self.seen.get_or_insert_with(|| known.map(FoundFile::real).collect());
            self.walk(&folder.inner(&inner), true, classifier, threads);
        }
    }

    fn walk(&mut self, folder: &WalkedFolder, enters_all: bool, classifier: &Classifier, threads: &Threads) {
        let Walk { mut files, links, problems, .. } =
            classifier.system.walk(&folder.run.real, enters_all, &|work| threads.on_each(work));
        let choose = |(folder, names): (FoundFolder, Vec<OsString>)| {
            let (folder, says) = (Arc::new(folder), OnceCell::new());
            let files = names.into_iter().map(|name| FoundFile::new(&folder, name));
            // What only another generator has as a post is left out like any other file.
            let posts = files.filter(|file| classifier.has_extension_of_posts(file));
            posts.map(|file| (classifier.by_name(&file, &says), file)).collect::<Vec<_>>()
        };
        self.candidates.reserve_exact(files.len());
        // In shares, so that the paths of the walk and what becomes of them are not both in memory.
        while !files.is_empty() {
            let share = files.split_off(files.len().saturating_sub(SHARE));
            for (status, file) in threads.map(folder.by_folder(&share), choose).into_iter().flatten() {
                self.add(file, status, classifier);
            }
        }
        for path in &links {
            // A link to a folder counts if a post in that folder would be checked.
            let post = if files::is_candidate(path) { path.clone() } else { path.join("post.md") };
            if folder.file(&post).is_some_and(|file| classifier.aside(&file).is_none()) {
                self.links.push(folder.shown(path));
            }
        }
        let unread =
            |problem: files::WalkProblem| Unread { path: or_dot(folder.shown(&problem.path)), why: problem.message };
        self.problems.extend(problems.into_iter().map(unread));
    }

    /// A file that a walk would ignore is not part of the site, even when it is named.
    fn add_named(&mut self, file: FoundFile, classifier: &Classifier) {
        if classifier.system.is_ignored(&file.real()) {
            self.aside.push((file, Status::Skipped("git ignores it".to_string())));
        } else {
            let status = classifier.aside(&file);
            self.add(file, status, classifier);
        }
    }

    fn add(&mut self, file: FoundFile, aside: Option<Status>, classifier: &Classifier) {
        let is_new = self.seen.as_mut().is_none_or(|seen| seen.insert(file.real()));
        match aside {
            _ if !is_new => {}
            // A file that does not exist is not judged by its name, so that reading it reports an error.
            _ if file.is_named() && !classifier.system.has_name(&file.real()) => self.missing.push(file),
            None => self.candidates.push(file),
            Some(status) => self.aside.push((file, status)),
        }
    }

    /// The files that are not checked, with the reasons.
    pub(super) fn listed_aside(&mut self) -> Vec<Listed> {
        let aside = self.aside.drain(..).map(|(file, status)| Listed { path: file.path(), status });
        let problems =
            self.problems.drain(..).map(|problem| Listed { path: problem.path, status: Status::Failed(problem.why) });
        aside.chain(problems).collect()
    }
}

/// A folder that is walked.
struct WalkedFolder {
    run: Arc<RunFolder>,
}

impl WalkedFolder {
    fn of(folder: &Path, classifier: &Classifier) -> Self {
        let named = classifier.absolute(folder);
        let real = classifier.system.canonical(&named).unwrap_or(named);
        let run = RunFolder {
            path: classifier.shown(folder),
            top: classifier.top(&real).unwrap_or(&real).to_path_buf(),
            around: above_posts(&real).unwrap_or(&real).to_path_buf(),
            real,
            named: false,
        };
        Self { run: Arc::new(run) }
    }

    /// A folder below it.
    fn inner(&self, real: &Path) -> Self {
        let below = path_below(real, &self.run.real).unwrap_or(real);
        let run = RunFolder {
            path: join([&self.run.path, below]),
            real: real.to_path_buf(),
            top: self.run.top.clone(),
            around: self.run.around.clone(),
            named: false,
        };
        Self { run: Arc::new(run) }
    }

    /// A path of the walk as reports show it.
    fn shown(&self, path: &Path) -> PathBuf {
        join([&self.run.path, self.below(path)])
    }

    fn below<'p>(&self, path: &'p Path) -> &'p Path {
        path_below(path, &self.run.real).unwrap_or(path)
    }

    /// The file with this path in the walk.
    fn file(&self, path: &Path) -> Option<FoundFile> {
        let folder = Arc::new(FoundFolder::new(&self.run, self.below(path.parent()?)));
        Some(FoundFile::new(&folder, path.file_name()?.to_os_string()))
    }

    /// The names of the files that follow each other in the walk and are in one folder; a folder may come more than once.
    fn by_folder(&self, files: &[PathBuf]) -> Vec<(FoundFolder, Vec<OsString>)> {
        let of_folder = |files: &[PathBuf]| {
            let folder = FoundFolder::new(&self.run, self.below(files.first()?.parent()?));
            Some((folder, files.iter().filter_map(|file| file.file_name()).map(OsStr::to_os_string).collect()))
        };
        files.chunk_by(|one, next| folder_of(one) == folder_of(next)).filter_map(of_folder).collect()
    }
}

/// The text of the path of a file's folder, which is compared faster than the path.
fn folder_of(file: &Path) -> Option<&OsStr> {
    file.parent().map(Path::as_os_str)
}

/// A path that the system does not let the program look at.
fn unknown(path: &Path, classifier: &Classifier) -> Unread {
    let file = classifier.named(path);
    let why = match classifier.system.read(&classifier.absolute(path), 0) {
        // The current folder may be known to be one, and yet nobody may look into it.
        Err(error) if classifier.system.is_folder(&file.real()) => {
            error.to_string().replace("the file could", "the folder could")
        }
        Err(error) => error.to_string(),
        Ok(_) => "the file could not be read".to_string(),
    };
    Unread { path: file.path(), why }
}

/// The path as one would type it, when it is that of the current folder.
fn or_dot(path: PathBuf) -> PathBuf {
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
}
