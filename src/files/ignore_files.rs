//! The files that say what git ignores: `.gitignore`, `.ignore` and `.git/info/exclude` of each folder, and the user's own for all
//! repositories. Only regular files of limited size are read, as a repository may come from a stranger.
use super::notes::Notes;
use super::read::{ReadError, read};

use super::name::{GIT, REPOSITORIES};
use crate::text::{Budget, limits, locked};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::HashMap;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

/// What the ignore files of a folder and of the folders above it say. As in ripgrep: `.ignore` wins over `.gitignore`, that over
/// `.git/info/exclude`, that over the user's own file; of each kind the nearest wins; only `.ignore` counts outside of a repository.
#[derive(Debug)]
pub(super) struct FolderRules {
    above: Option<Arc<FolderRules>>,
    plain: Gitignore,
    git: Gitignore,
    exclude: Gitignore,
    /// Whether this folder is the root of a repository.
    is_repository: bool,
    /// Whether this folder or one above is.
    in_repository: bool,
    /// Whether this folder or one above ignores anything.
    has_rules: bool,
}

/// Which ignore files a folder has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    plain: bool,
    git: bool,
    repository: bool,
}

impl Found {
    /// Notes a name of the folder.
    pub(super) fn name(&mut self, name: &std::ffi::OsStr) {
        match name.to_str() {
            Some(".ignore") => self.plain = true,
            Some(".gitignore") => self.git = true,
            Some(name) => self.repository |= REPOSITORIES.contains(&name),
            None => {}
        }
    }

    /// Looks for the names in a folder that is not listed.
    fn in_folder(folder: &Path) -> Self {
        let has = |name: &str| folder.join(name).symlink_metadata().is_ok();
        Self { plain: has(".ignore"), git: has(".gitignore"), repository: REPOSITORIES.into_iter().any(has) }
    }

    fn is_nothing(self) -> bool {
        !self.plain && !self.git && !self.repository
    }
}

/// The ignore files of the computer, those of each folder read once.
#[derive(Debug)]
pub(super) struct IgnoreFiles {
    /// The rules of folders that were not found by a walk.
    known: Mutex<HashMap<PathBuf, Option<Arc<FolderRules>>>>,
    /// The user's own file, for all repositories.
    own: OnceLock<Gitignore>,
    /// How many bytes may still be read.
    left: Mutex<Budget>,
    notes: Mutex<Notes>,
}

impl Default for IgnoreFiles {
    fn default() -> Self {
        Self {
            known: Mutex::default(),
            own: OnceLock::new(),
            left: Mutex::new(Budget::new(limits::IGNORE_BYTES)),
            notes: Mutex::default(),
        }
    }
}

impl IgnoreFiles {
    /// What could not be read, and what was passed over.
    pub(super) fn notes(&self) -> Notes {
        locked(&self.notes).clone()
    }

    /// The rules of a folder by its path without links.
    pub(super) fn of_folder(&self, folder: &Path) -> Option<Arc<FolderRules>> {
        let known = || locked(&self.known);
        let mut unknown = Vec::new();
        let mut rules = None;
        for folder in folder.ancestors() {
            if let Some(found) = known().get(folder) {
                rules.clone_from(found);
                break;
            }
            unknown.push(folder);
        }
        for folder in unknown.into_iter().rev() {
            rules = self.below(rules, folder, Found::in_folder(folder));
            known().insert(folder.to_path_buf(), rules.clone());
        }
        rules
    }

    /// The rules of a folder, given those of the folder above and which ignore files it has.
    pub(super) fn below(
        &self,
        above: Option<Arc<FolderRules>>,
        folder: &Path,
        found: Found,
    ) -> Option<Arc<FolderRules>> {
        if found.is_nothing() {
            return above;
        }
        let rules = |is_there: bool, name: &str| {
            if is_there { self.read(&folder.join(name), folder, true) } else { Gitignore::empty() }
        };
        let (plain, git) = (rules(found.plain, ".ignore"), rules(found.git, ".gitignore"));
        let exclude = match exclude_file(folder).filter(|_| found.repository) {
            Some(file) => self.read(&file, folder, true),
            None => Gitignore::empty(),
        };
        let has_own = [&plain, &git, &exclude].iter().any(|rules| !rules.is_empty());
        Some(Arc::new(FolderRules {
            is_repository: found.repository,
            in_repository: found.repository || above.as_ref().is_some_and(|above| above.in_repository),
            has_rules: has_own || above.as_ref().is_some_and(|above| above.has_rules),
            above,
            plain,
            git,
            exclude,
        }))
    }

    /// Whether the file or folder is ignored, or expressly not ignored, by the rules of its folder; its path has no links.
    pub(super) fn matched(&self, rules: Option<&FolderRules>, path: &Path, is_folder: bool) -> Match<()> {
        let Some(nearest) = rules else { return Match::None };
        let (mut plain, mut git, mut exclude) = (Match::None, Match::None, Match::None);
        let mut in_repository = nearest.in_repository;
        let mut next = Some(nearest).filter(|nearest| nearest.has_rules);
        while let Some(rules) = next {
            let or = |known: Match<()>, rules: &Gitignore| {
                if known.is_none() && !rules.is_empty() { rules.matched(path, is_folder).map(|_| ()) } else { known }
            };
            plain = or(plain, &rules.plain);
            if in_repository {
                git = or(git, &rules.git);
                exclude = or(exclude, &rules.exclude);
            }
            // What is above the root of a repository is not about the repository.
            in_repository &= !rules.is_repository;
            next = rules.above.as_deref();
        }
        let own = || if nearest.in_repository { self.own().matched(path, is_folder).map(|_| ()) } else { Match::None };
        let nearer = plain.or(git).or(exclude);
        if nearer.is_none() { own() } else { nearer }
    }

    /// Whether git ignores the file with this absolute path, or a folder above it in its repository; never outside of one.
    pub(super) fn contains(&self, path: &Path) -> bool {
        let Some(folder) = path.parent() else { return false };
        let root = folder.ancestors().find(|above| above.join(GIT).exists());
        let Some(below) = root.and_then(|root| path.strip_prefix(root).ok()) else { return false };
        // From the folder in the root down to the file itself.
        let depth = below.iter().count();
        let mut steps: Vec<&Path> = path.ancestors().take(depth).collect();
        steps.reverse();
        steps.into_iter().any(|step| {
            let rules = step.parent().and_then(|folder| self.of_folder(folder));
            self.matched(rules.as_deref(), step, step != path).is_ignore()
        })
    }

    /// The user's own rules for all repositories.
    fn own(&self) -> &Gitignore {
        self.own.get_or_init(|| {
            // As in ripgrep, its globs are relative to the current folder.
            let (Ok(current), Some(file)) = (env::current_dir(), self.own_file()) else { return Gitignore::empty() };
            self.read(&file, &current, false)
        })
    }

    /// The file of `core.excludesFile` in git's settings, else the usual one.
    fn own_file(&self) -> Option<PathBuf> {
        let variable = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let home = env::home_dir();
        let config = variable("XDG_CONFIG_HOME").or_else(|| Some(home.as_ref()?.join(".config")));
        let settings = [
            variable("GIT_CONFIG_GLOBAL"),
            home.as_ref().map(|home| home.join(".gitconfig")),
            config.as_ref().map(|config| config.join("git/config")),
            variable("GIT_CONFIG_SYSTEM").or_else(|| Some("/etc/gitconfig".into())),
        ];
        let named = settings.into_iter().flatten().find_map(|file| excludes_file(&self.bytes(&file, false)?));
        match named {
            Some(named) => Some(home_expanded(&named, home.as_deref())),
            None => config.map(|config| config.join("git/ignore")),
        }
    }

    /// The rules in a file, whose globs are relative to `root`; none when there is no such file or it is not to be read.
    fn read(&self, file: &Path, root: &Path, of_site: bool) -> Gitignore {
        let Some(bytes) = self.bytes(file, of_site) else { return Gitignore::empty() };
        let mut builder = GitignoreBuilder::new(root);
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        for line in bytes.split(|byte| *byte == b'\n') {
            // As in ripgrep, what comes after a line that is not UTF-8 is not read, and a glob that is not valid is left out.
            let Ok(line) = std::str::from_utf8(line) else { break };
            let _ = builder.add_line(None, line.strip_suffix('\r').unwrap_or(line));
        }
        builder.build().unwrap_or_else(|_| {
            self.pass_over(file, "its globs are too much to be matched together");
            Gitignore::empty()
        })
    }

    /// The bytes of a file; `None` when there is none or it is not to be read.
    fn bytes(&self, file: &Path, of_site: bool) -> Option<Vec<u8>> {
        match read(file, limits::IGNORE_SIZE) {
            Ok(bytes) if locked(&self.left).take(bytes.len()) => Some(bytes),
            Ok(_) => self.pass_over(file, "the files that say what git ignores have more than 16 MiB together"),
            // Git, too, reads nothing from a folder, and `/dev/null` is how to have no such file.
            Err(ReadError::NotAFile("a folder") | ReadError::Missing | ReadError::Dangling) => None,
            Err(ReadError::NotAFile(_)) if file.canonicalize().is_ok_and(|file| file == Path::new("/dev/null")) => None,
            Err(error) if error.is_nothing() => None,
            Err(error @ ReadError::Io(_)) if of_site => {
                let mut notes = locked(&self.notes);
                notes.unread(file, error.to_string());
                None
            }
            Err(error) => self.pass_over(file, &error.in_words(limits::IGNORE_SIZE)),
        }
    }

    fn pass_over(&self, file: &Path, why: &str) -> Option<Vec<u8>> {
        locked(&self.notes).passed_over(file, why.to_string());
        None
    }
}

/// The file `info/exclude` of the repository in a folder; in a further worktree `.git` is a file that names the folder of the repository.
fn exclude_file(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(GIT);
    if !git.is_file() {
        return Some(git.join("info/exclude"));
    }
    let line = |file: &Path| {
        let bytes = read(file, limits::IGNORE_SIZE).ok()?;
        Some(String::from_utf8(bytes).ok()?.lines().next()?.to_string())
    };
    let of_worktree = PathBuf::from(line(&git)?.strip_prefix("gitdir: ")?);
    let common = line(&of_worktree.join("commondir"))?;
    Some(if common.starts_with('.') { of_worktree.join(common) } else { common.into() }.join("info/exclude"))
}

/// The value of `core.excludesFile` in settings of git: the first line that sets it, whatever its section.
fn excludes_file(settings: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(settings);
    text.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        let value = value.trim().trim_matches('"').trim();
        let is_path = !value.is_empty() && !value.contains(char::is_whitespace);
        (key.trim().eq_ignore_ascii_case("excludesfile") && is_path).then(|| value.to_string())
    })
}

/// A path with the home folder in place of `~`.
fn home_expanded(path: &str, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix('~'), home) {
        (Some(below), Some(home)) => {
            let mut whole = OsString::from(home);
            whole.push(below);
            whole.into()
        }
        _ => path.into(),
    }
}
