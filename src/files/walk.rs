//! Walks folders for files that may be posts, with as many threads as there are.
use super::ignore_files::{FolderRules, Found, IgnoreFiles};
use super::is_candidate;
use super::notes::WalkProblem;
use crate::text::locked;
use std::ffi::OsStr;
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// What a walk found, in no particular order.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Walk {
    /// Files whose extension a post may have.
    pub files: Vec<PathBuf>,
    /// Symbolic links to such files and to folders that may contain some; a walk does not follow them.
    pub links: Vec<PathBuf>,
    /// Folders that could not be read.
    pub problems: Vec<WalkProblem>,
}

/// The most threads of a walk: more would slow each other down, as they wait for the same disk.
const MOST_THREADS: usize = 32;

/// Walks a folder, whose path has no links; `on_threads` does the same work on some threads at once. What git ignores is left out as in ripgrep. Hidden folders and `node_modules`
/// are entered only when `enters_all`, `.git` never; no link is followed.
pub(super) fn walk(
    folder: &Path,
    enters_all: bool,
    on_threads: &dyn Fn(&(dyn Fn() + Sync)),
    ignore_files: &IgnoreFiles,
) -> Walk {
    let above = folder.parent().and_then(|above| ignore_files.of_folder(above));
    let first = Pending { path: folder.to_path_buf(), above };
    let queue = FolderQueue { waiting: Mutex::new(Waiting { folders: vec![first], busy: 0 }), changed: Condvar::new() };
    let walker = Walker { folder, enters_all, ignore_files, queue };
    let all = Mutex::new(Walk::default());
    let started = AtomicUsize::new(0);
    on_threads(&|| {
        if started.fetch_add(1, Ordering::Relaxed) >= MOST_THREADS {
            return;
        }
        let found = walker.work();
        let mut all = locked(&all);
        all.files.extend(found.files);
        all.links.extend(found.links);
        all.problems.extend(found.problems);
    });
    all.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// A folder that is still to be looked into, with the rules of the folder above it.
struct Pending {
    path: PathBuf,
    above: Option<Arc<FolderRules>>,
}

/// The folders that are still to be looked into.
struct FolderQueue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

struct Waiting {
    folders: Vec<Pending>,
    /// How many threads look into a folder, and may find more.
    busy: usize,
}

impl FolderQueue {
    /// The next folder; `None` when all were looked into.
    fn next(&self) -> Option<Pending> {
        let mut waiting = locked(&self.waiting);
        loop {
            if let Some(folder) = waiting.folders.pop() {
                waiting.busy += 1;
                return Some(folder);
            }
            if waiting.busy == 0 {
                return None;
            }
            waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// One folder was looked into, and had these in it.
    fn done(&self, found: Vec<Pending>) {
        let mut waiting = locked(&self.waiting);
        waiting.busy -= 1;
        waiting.folders.extend(found);
        drop(waiting);
        self.changed.notify_all();
    }
}

struct Walker<'a> {
    folder: &'a Path,
    enters_all: bool,
    ignore_files: &'a IgnoreFiles,
    queue: FolderQueue,
}

impl Walker<'_> {
    /// What one thread finds until all folders were looked into.
    fn work(&self) -> Walk {
        let mut walk = Walk::default();
        while let Some(folder) = self.queue.next() {
            let found = self.look_into(folder, &mut walk);
            self.queue.done(found);
        }
        walk
    }

    /// Adds what is in one folder; returns the folders in it.
    fn look_into(&self, Pending { path: folder, above }: Pending, walk: &mut Walk) -> Vec<Pending> {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                walk.problems.push(WalkProblem::unread(&folder, &error));
                return Vec::new();
            }
        };
        let mut found = Found::default();
        let mut here = Vec::new();
        for entry in entries {
            match entry.and_then(|entry| Ok((entry.file_type()?, entry))) {
                Ok((kind, entry)) => {
                    let name = entry.file_name();
                    found.name(&name);
                    if self.may_matter(kind, &name) {
                        here.push((kind, entry));
                    }
                }
                Err(error) => walk.problems.push(WalkProblem::unread(&folder, &error)),
            }
        }
        let rules = self.ignore_files.below(above, &folder, found);
        let mut folders = Vec::new();
        for (kind, entry) in here {
            let path = entry.path();
            if self.is_left_out(rules.as_deref(), &path, kind, &entry) {
                continue;
            }
            if kind.is_dir() {
                folders.push(Pending { path, above: rules.clone() });
            } else if !kind.is_symlink() {
                walk.files.push(path);
            } else if is_candidate(&path) || may_hold_posts(&path, self.folder) {
                walk.links.push(path);
            }
        }
        folders
    }

    /// Whether a name may be that of a post, or of a folder with posts.
    fn may_matter(&self, kind: FileType, name: &OsStr) -> bool {
        let is_shut = name == ".git" || !self.enters_all && name == "node_modules";
        !is_shut && (kind.is_dir() || kind.is_symlink() || is_candidate(Path::new(name)))
    }

    /// Whether git ignores it, or it is hidden and git does not expressly keep it.
    fn is_left_out(&self, rules: Option<&FolderRules>, path: &Path, kind: FileType, entry: &DirEntry) -> bool {
        let matched = self.ignore_files.matched(rules, path, kind.is_dir());
        let is_hidden = || !self.enters_all && is_hidden(entry);
        matched.is_ignore() || matched.is_none() && is_hidden()
    }
}

/// Whether the name begins with a dot, or Windows hides the file.
fn is_hidden(entry: &DirEntry) -> bool {
    #[cfg(windows)]
    {
        use std::os::windows::fs::MetadataExt;
        const FILE_ATTRIBUTE_HIDDEN: u32 = 2;
        if entry.metadata().is_ok_and(|metadata| metadata.file_attributes() & FILE_ATTRIBUTE_HIDDEN != 0) {
            return true;
        }
    }
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Whether a link points outside the walked folder, to a folder that contains a folder or a candidate; or to one that nobody may look into.
fn may_hold_posts(link: &Path, walked: &Path) -> bool {
    let target = match link.canonicalize() {
        Ok(target) => target,
        Err(error) => return error.kind() == io::ErrorKind::PermissionDenied,
    };
    if target.starts_with(walked) || !target.is_dir() {
        return false;
    }
    let Ok(entries) = fs::read_dir(&target) else { return true };
    entries.filter_map(Result::ok).map(|entry| entry.path()).any(|path| is_candidate(&path) || path.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ignore::WalkBuilder;
    use std::thread;

    const FOLDERS: [&str; 7] = ["a", "b", "c d", ".h", "node_modules", "drafts", "é"];
    const FILES: [&str; 6] = ["x.md", "y.html", ".z.md", "t.txt", "draft.md", "[b].md"];
    const GLOBS: [&str; 16] = [
        "x.md",
        "*.html",
        "a/",
        "/b",
        "!x.md",
        "drafts",
        "**/y.html",
        "a/**/x.md",
        "# x.md",
        "\\[b\\].md",
        "!.h",
        ".z.md",
        "é/",
        "c d",
        "*",
        "!*.md",
    ];

    /// The same numbers on every system.
    struct RandomTree(u64);

    impl RandomTree {
        fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 % limit as u64).unwrap()
        }

        fn rules(&mut self) -> String {
            (0..=self.below(3)).map(|_| GLOBS[self.below(GLOBS.len())]).collect::<Vec<_>>().join("\n")
        }

        /// Fills a folder with files, ignore files, repositories and folders.
        fn fill(&mut self, folder: &Path, depth: usize) {
            fs::create_dir_all(folder).unwrap();
            for name in FILES {
                if self.below(2) == 0 {
                    fs::write(folder.join(name), "").unwrap();
                }
            }
            for (name, share) in [(".gitignore", 3), (".ignore", 6)] {
                if self.below(share) == 0 {
                    fs::write(folder.join(name), self.rules()).unwrap();
                }
            }
            if self.below(5) == 0 {
                fs::create_dir_all(folder.join(".git/info")).unwrap();
                fs::write(folder.join(".git/info/exclude"), self.rules()).unwrap();
            }
            for name in FOLDERS {
                if depth > 0 && self.below(3) == 0 {
                    self.fill(&folder.join(name), depth - 1);
                }
            }
        }
    }

    /// The walk of ripgrep is what git ignores is held against.
    fn walk_of_ripgrep(folder: &Path, enters_all: bool) -> Vec<PathBuf> {
        let mut builder = WalkBuilder::new(folder);
        builder.hidden(!enters_all).filter_entry(move |entry| {
            entry.depth() == 0 || entry.file_name() != ".git" && (enters_all || entry.file_name() != "node_modules")
        });
        let entries = builder.build().map(Result::unwrap).filter(|entry| entry.file_type().unwrap().is_file());
        entries.map(ignore::DirEntry::into_path).filter(|path| is_candidate(path)).collect()
    }

    #[test]
    fn a_walk_finds_what_ripgrep_finds_with_any_number_of_threads() {
        let mut numbers = RandomTree(0x9e37_79b9_7f4a_7c15);
        let mut found = 0;
        for _ in 0..60 {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path().canonicalize().unwrap();
            numbers.fill(&root, 3);
            for start in [root.clone(), root.join("a"), root.join("drafts")].iter().filter(|start| start.is_dir()) {
                for enters_all in [false, true] {
                    let mut wanted = walk_of_ripgrep(start, enters_all);
                    wanted.sort();
                    found += wanted.len();
                    for threads in [1, 4] {
                        let on_threads = |work: &(dyn Fn() + Sync)| {
                            thread::scope(|scope| {
                                for _ in 0..threads {
                                    scope.spawn(work);
                                }
                            });
                        };
                        let mut walk = walk(start, enters_all, &on_threads, &IgnoreFiles::default());
                        walk.files.sort();
                        assert_eq!(walk.files, wanted, "{}", start.display());
                        assert_eq!(walk.problems, []);
                    }
                }
            }
        }
        assert!(found > 1000, "{found}");
    }

    #[test]
    fn a_named_file_is_ignored_where_ripgrep_ignores_it() {
        let mut numbers = RandomTree(0x51_7cc1_b727_220a);
        let mut ignored = 0;
        for _ in 0..40 {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path().canonicalize().unwrap();
            fs::create_dir_all(root.join(".git/info")).unwrap();
            numbers.fill(&root, 3);
            for entry in walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap) {
                if !entry.file_type().is_file() || entry.path().iter().any(|part| part == ".git") {
                    continue;
                }
                let repository = entry.path().ancestors().skip(1).find(|above| above.join(".git").exists()).unwrap();
                let mut matcher = WalkBuilder::new(repository).hidden(false).build_matchers().pop().unwrap();
                let below = entry.path().strip_prefix(repository).unwrap();
                let wanted = matcher.matched(below, false).is_ignore();
                ignored += usize::from(wanted);
                assert_eq!(IgnoreFiles::default().contains(entry.path()), wanted, "{}", entry.path().display());
            }
        }
        assert!(ignored > 100, "{ignored}");
    }
}
