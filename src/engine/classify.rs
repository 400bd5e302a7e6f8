//! Decides which files are posts, which are pages, and why the others are neither.
use super::candidate::{FileCandidate, Status};
use super::placed::{PlacedConfig, PlacedConfigs};
use crate::config::{Configs, is_repository};
use crate::files::{self, NotAPost, Notes, System};
use crate::front_matter::fence::has_front_matter;
use crate::post::PostKind;
use crate::site::{Site, Sites};
use crate::text::{SourceFile, path_below};
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Tells posts from other files, by the same rules for named files and for those found in folders.
#[derive(Debug)]
pub(super) struct Classifier {
    pub(super) system: Arc<dyn System>,
    pub(super) configs: PlacedConfigs,
    sites: Sites,
    /// The folder that relative paths begin at, and that reports show paths from.
    pub(super) current: PathBuf,
}

impl Classifier {
    pub(super) fn new(system: Arc<dyn System>, current: &Path, configs: Configs) -> Self {
        let current = system.canonical(current).unwrap_or_else(|| current.to_path_buf());
        let config = configs.for_all().filter(|config| config.path.is_some());
        // The nearest config may be below the root of its site; one for all files is not.
        let top = config.map(|config| current.join(&config.root));
        let top = top.map(|top| system.canonical(&top).unwrap_or(top));
        let sites = Sites::new(Arc::clone(&system), top.as_deref());
        let configs = PlacedConfigs::new(Arc::clone(&system), &current, configs);
        Self { system, configs, sites, current }
    }

    /// A file that was named itself.
    pub(super) fn named(&self, path: &Path) -> FileCandidate {
        let real = self.real_of(path);
        // All files of a user or of a computer are not one site.
        let is_too_wide = |folder: &&Path| folder.parent().is_none() || is_home(folder);
        let top = self.top(&real);
        let around = top.filter(|top| !is_too_wide(top)).or_else(|| above_posts(&real)).or_else(|| real.parent());
        let around = around.unwrap_or(Path::new("")).into();
        let top = top.or_else(|| real.parent()).unwrap_or(Path::new("")).into();
        let (site, placed) = (OnceLock::new(), OnceLock::new());
        let shown = self.shown(path);
        let path = if shown.as_os_str().is_empty() { PathBuf::from(".") } else { shown };
        FileCandidate { path, real, top, around, named: true, site, placed }
    }

    /// The absolute path of a file, the same however it was named; a link as the file itself is not resolved.
    fn real_of(&self, path: &Path) -> PathBuf {
        let path = self.absolute(path);
        match (path.parent().and_then(|folder| self.system.canonical(folder)), path.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            _ => path,
        }
    }

    /// A path from the root of the file system.
    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        self.current.join(path)
    }

    /// What could not be read besides posts, and what was passed over, so far.
    pub(super) fn notes(&self) -> Notes {
        let mut notes = self.system.notes();
        notes.extend(self.sites.notes());
        notes
    }

    /// The site that a file belongs to.
    pub(super) fn site(&self, candidate: &FileCandidate) -> Option<Arc<Site>> {
        candidate.site.get_or_init(|| self.sites.of(&candidate.real)).clone()
    }

    /// The config of a file.
    pub(super) fn placed<'c>(&self, candidate: &'c FileCandidate) -> &'c PlacedConfig {
        candidate.placed.get_or_init(|| self.configs.of(&candidate.real))
    }

    /// Whether a walk of this folder enters hidden folders and those of generators, because `posts` may name files there.
    pub(super) fn enters_all(&self, real: &Path) -> bool {
        self.configs.of_folder(real).config.posts.is_some()
    }

    /// A path as the report shows it: relative to the current directory when it is below it.
    pub(super) fn shown(&self, path: &Path) -> PathBuf {
        let below = if path.is_absolute() { path_below(path, &self.current).unwrap_or(path) } else { path };
        below.components().filter(|part| *part != Component::CurDir).collect()
    }

    /// The path that the globs of the config are matched with.
    pub(super) fn for_config<'c>(&self, candidate: &'c FileCandidate) -> &'c Path {
        path_below(&candidate.real, &self.placed(candidate).root).unwrap_or(&candidate.real)
    }

    /// The path of the file in its site, whatever the current directory: rules about names and folders use it.
    pub(super) fn place<'c>(&self, candidate: &'c FileCandidate, site: Option<&Site>) -> &'c Path {
        let mut roots = site.map(|site| &*site.root).into_iter().chain(self.placed(candidate).folder());
        roots.find_map(|root| path_below(&candidate.real, root)).unwrap_or(&candidate.real)
    }

    /// Whether the extension is one that posts have in the generator of the file's site.
    pub(super) fn has_extension_of_posts(&self, candidate: &FileCandidate) -> bool {
        let of_site = || self.site(candidate).map(|site| site.generator);
        files::is_candidate_of(&candidate.path, || self.placed(candidate).config.generator.or_else(of_site))
    }

    /// Decides by the name alone: `Some` when the file is not a post.
    pub(super) fn by_name(&self, candidate: &FileCandidate) -> Option<Status> {
        let skipped = |why: &str| Some(Status::Skipped(why.to_string()));
        if !self.has_extension_of_posts(candidate) {
            return skipped("a post's name ends in .md, .markdown, .mkd, .mdx, .html or .htm");
        }
        let (placed, for_config) = (self.placed(candidate), self.for_config(candidate));
        if placed.problem.is_some() {
            return Some(Status::Failed("its config cannot be used".to_string()));
        }
        if placed.config.exclude.is_match(for_config) {
            return skipped("the config excludes it");
        }
        if let Some(posts) = &placed.config.posts {
            return if posts.is_match(for_config) {
                None
            } else {
                skipped("no glob of `posts` in the config matches it")
            };
        }
        let site = self.site(candidate);
        if site.as_ref().is_some_and(|site| site.excludes(&candidate.real)) {
            return skipped("the site's own `exclude` leaves it out");
        }
        match files::aside(self.below_top(candidate), false)
            .or_else(|| files::aside(path_below(&candidate.real, &site?.root)?, true))?
        {
            NotAPost::Document => skipped("it is a document about the project, not a post of the site"),
            NotAPost::Hidden(folder) => skipped(&format!("it is in the hidden folder `{folder}`")),
            NotAPost::GeneratorFolder(folder) => {
                skipped(&format!("it is in `{folder}`, which is not a folder for posts"))
            }
        }
    }

    /// Decides by the text what the name left open.
    pub(super) fn by_text(&self, candidate: &FileCandidate, site: Option<&Site>, source: &SourceFile) -> Status {
        let post = Status::Checked(PostKind::Post);
        let config = &self.placed(candidate).config;
        if config.posts.is_some() || is_in_posts(candidate, site) {
            return post;
        }
        if begins_as_post(source) {
            let is_page = site.is_some_and(|site| site.has_posts_folder);
            return if is_page { Status::Checked(PostKind::Page) } else { post };
        }
        let lone = candidate.named && site.is_none() && config.path.is_none();
        if lone && !files::is_document(&candidate.path) {
            return post;
        }
        Status::Skipped("it has no front matter".to_string())
    }

    /// The current folder, if the path is below it: a run with this path is about that.
    pub(super) fn top(&self, real: &Path) -> Option<&Path> {
        path_below(real, &self.current).map(|_| &*self.current)
    }

    /// The path below the folder that the run is about: that of the config, if the file is below it.
    fn below_top<'c>(&self, candidate: &'c FileCandidate) -> &'c Path {
        let of_config = self.placed(candidate).folder().and_then(|folder| path_below(&candidate.real, folder));
        of_config.or_else(|| path_below(&candidate.real, &candidate.top)).unwrap_or(&candidate.real)
    }

    /// The folder with the whole of what a file is compared with: its site, else the folder of its config, else its repository, else the
    /// folder that was walked, or the current one.
    pub(super) fn whole_folder(&self, candidate: &FileCandidate) -> PathBuf {
        if let Some(site) = self.site(candidate) {
            return site.root.clone();
        }
        let above = |folder: &&Path| path_below(&candidate.real, folder).is_some();
        if let Some(folder) = self.placed(candidate).folder().filter(above) {
            return folder.to_path_buf();
        }
        let mut folders = candidate.real.ancestors().skip(1);
        let repository = folders.find(|folder| is_repository(&*self.system, folder));
        repository.unwrap_or(&candidate.around).to_path_buf()
    }
}

/// Whether the file is in a folder of posts of its site.
pub(super) fn is_in_posts(candidate: &FileCandidate, site: Option<&Site>) -> bool {
    let below = match site {
        Some(site) => path_below(&candidate.real, &site.root).unwrap_or(&candidate.real),
        None => &candidate.real,
    };
    let folders = below.parent().map(Path::components).into_iter().flatten();
    folders.into_iter().any(|folder| folder.as_os_str() == "_posts" || folder.as_os_str() == "_drafts")
}

/// The folder that holds `_posts`, when the path is below one or is it.
pub(super) fn above_posts(path: &Path) -> Option<&Path> {
    let is_posts = |folder: &&Path| folder.file_name().is_some_and(|name| name == "_posts" || name == "_drafts");
    path.ancestors().find(is_posts).and_then(Path::parent)
}

/// Whether this is the home folder of the user.
fn is_home(folder: &Path) -> bool {
    ["HOME", "USERPROFILE"].iter().filter_map(std::env::var_os).any(|home| Path::new(&home) == folder)
}

/// Whether a file of an unknown kind begins with front matter, also after what hides it from the generator (UTF-16, a merge conflict).
fn begins_as_post(source: &SourceFile) -> bool {
    let text: Cow<'_, str> = match source.evident_encoding() {
        Some(_) => {
            source.bytes().iter().filter(|byte| byte.is_ascii() && **byte != 0).map(|byte| char::from(*byte)).collect()
        }
        None => source.text().into(),
    };
    let is_conflict = || {
        let after = text.strip_prefix("<<<<<<< ").and_then(|rest| rest.split_once('\n'));
        after.is_some_and(|(_, rest)| has_front_matter(rest))
    };
    has_front_matter(&text) || is_conflict()
}
