//! Decides which files are posts, which are pages, and why the others are neither.
use super::candidate::{FileCandidate, FolderSite, FoundFile, FoundFolder, RunFolder, Status};
use super::placed::{PlacedConfig, PlacedConfigs};
use crate::config::Configs;
use crate::dialect::FenceRules;
use crate::files::{self, NotAPost, Notes, System, is_repository};
use crate::front_matter::fence::has_front_matter;
use crate::post::PostKind;
use crate::site::{Site, Sites};
use crate::text::{SourceFile, locked, path_below};
use globset::GlobSet;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Tells posts from other files, by the same rules for named files and for those found in folders.
#[derive(Debug)]
pub(super) struct Classifier {
    pub(super) system: Arc<dyn System>,
    pub(super) configs: PlacedConfigs,
    pub(super) sites: Sites,
    /// The roots of repositories, by the folders in them.
    repositories: Mutex<HashMap<OsString, Option<PathBuf>>>,
    /// The folder that relative paths begin at, and that reports show paths from.
    pub(super) current: PathBuf,
}

/// Why a file that could be a post is none.
pub(super) const NO_FRONT_MATTER: &str = "it has no front matter";

impl Classifier {
    pub(super) fn new(system: Arc<dyn System>, current: &Path, configs: Configs) -> Self {
        let current = system.canonical(current).unwrap_or_else(|| current.to_path_buf());
        let config = configs.for_all().filter(|config| config.path.is_some());
        // The nearest config may be below the root of its site; one for all files is not.
        let top = config.map(|config| current.join(&config.root));
        let top = top.map(|top| system.canonical(&top).unwrap_or(top));
        let sites = Sites::new(Arc::clone(&system), top.as_deref());
        let configs = PlacedConfigs::new(Arc::clone(&system), &current, configs);
        Self { system, configs, sites, repositories: Mutex::default(), current }
    }

    /// A file that was named itself.
    pub(super) fn named(&self, path: &Path) -> FoundFile {
        let (path, real) = (self.shown(path), self.real_of(path));
        let top = self.top(&real);
        let around = top.filter(|top| !is_too_wide(top)).or_else(|| above_posts(&real)).or_else(|| real.parent());
        let around = around.unwrap_or(Path::new("")).to_path_buf();
        let top = top.or_else(|| real.parent()).unwrap_or(Path::new("")).to_path_buf();
        let path = if path.as_os_str().is_empty() { PathBuf::from(".") } else { path };
        let (path, folder, name) = match (path.parent(), real.parent(), real.file_name()) {
            (Some(shown), Some(folder), Some(name)) if path.file_name() == Some(name) => (shown.into(), folder, name),
            _ => (path, &*real, OsStr::new("")),
        };
        let run = Arc::new(RunFolder { path, real: folder.to_path_buf(), top, around, named: true });
        FoundFile::new(&Arc::new(FoundFolder::new(&run, Path::new(""))), name.to_os_string())
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
    pub(super) fn site<'f>(&self, file: &'f FoundFile) -> Option<&'f Arc<Site>> {
        self.folder_site(&file.folder).site.as_ref()
    }

    /// Whether the file is in a folder of posts of its site.
    pub(super) fn is_in_posts(&self, file: &FoundFile) -> bool {
        self.folder_site(&file.folder).of_posts
    }

    fn folder_site<'f>(&self, folder: &'f FoundFolder) -> &'f FolderSite {
        folder.site.get_or_init(|| {
            let real = folder.real();
            let site = self.sites.of_folder(&real);
            let below = site.as_ref().and_then(|site| path_below(&real, &site.root)).unwrap_or(&real);
            let of_posts = below.iter().any(|part| part == "_posts" || part == "_drafts");
            FolderSite { site, of_posts }
        })
    }

    /// The config of a file.
    pub(super) fn placed<'f>(&'f self, file: &'f FoundFile) -> &'f PlacedConfig {
        let folder = &file.folder;
        let placed = folder.placed.get_or_init(|| self.configs.of_folder(&folder.real()));
        self.configs.of_name(&file.name, folder.chosen.get(), placed)
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
        path_below(&candidate.real, &self.placed(&candidate.file).root).unwrap_or(&candidate.real)
    }

    /// The path of the file in its site, whatever the current directory: rules about names and folders use it.
    pub(super) fn place<'c>(&self, candidate: &'c FileCandidate) -> &'c Path {
        let site = self.site(&candidate.file).map(|site| &*site.root);
        let mut roots = site.into_iter().chain(self.placed(&candidate.file).folder());
        roots.find_map(|root| path_below(&candidate.real, root)).unwrap_or(&candidate.real)
    }

    /// Whether the extension is one that posts have in the generator of the file's site.
    pub(super) fn has_extension_of_posts(&self, file: &FoundFile) -> bool {
        let of_site = || self.site(file).map(|site| site.generator);
        files::is_candidate_of(Path::new(&file.name), || self.placed(file).config.generator.or_else(of_site))
    }

    /// Decides by the name alone: `Some` when the file is not a post.
    pub(super) fn aside(&self, file: &FoundFile) -> Option<Status> {
        if self.has_extension_of_posts(file) {
            return self.by_name(file, &OnceCell::new());
        }
        Some(Status::Skipped("a post's name ends in .md, .markdown, .mkd, .mdx, .html or .htm".to_string()))
    }

    /// Decides by a name whose extension is that of a post; what the folder says is kept in `says`, for its other files.
    pub(super) fn by_name(&self, file: &FoundFile, says: &OnceCell<FolderSays>) -> Option<Status> {
        let skipped = |why: &str| Some(Status::Skipped(why.to_string()));
        let placed = self.placed(file);
        if placed.problem.is_some() {
            return Some(Status::Failed("its config cannot be used".to_string()));
        }
        let matches = |globs: &GlobSet| {
            let real = file.real();
            globs.is_match(path_below(&real, &placed.root).unwrap_or(&real))
        };
        if !placed.config.exclude.is_empty() && matches(&placed.config.exclude) {
            return skipped("the config excludes it");
        }
        if let Some(posts) = &placed.config.posts {
            return if matches(posts) { None } else { skipped("no glob of `posts` in the config matches it") };
        }
        if self.site(file).is_some_and(|site| site.excludes(&file.real())) {
            return skipped("the site's own `exclude` leaves it out");
        }
        let says = says.get_or_init(|| self.says(file));
        let document = || files::is_about_project(Path::new(&file.name)).then_some(&NotAPost::Document);
        match says.below_top.as_ref().or_else(document).or(says.in_site.as_ref())? {
            NotAPost::Document => skipped("it is a document about the project, not a post of the site"),
            NotAPost::Hidden(folder) => skipped(&format!("it is in the hidden folder `{folder}`")),
            NotAPost::GeneratorFolder(folder) => {
                skipped(&format!("it is in `{folder}`, which is not a folder for posts"))
            }
        }
    }

    /// What the folder of a file says of all files in it.
    fn says(&self, file: &FoundFile) -> FolderSays {
        let real = file.folder.real();
        // The folder that the run is about is that of the config, if the file is below it.
        let of_config = self.placed(file).folder().and_then(|folder| path_below(&real, folder));
        let below_top = of_config.or_else(|| path_below(&real, &file.folder.run.top)).unwrap_or(&real);
        let in_site = self.site(file).and_then(|site| path_below(&real, &site.root));
        FolderSays {
            below_top: files::folder_aside(below_top, false),
            in_site: in_site.and_then(|below| files::folder_aside(below, true)),
        }
    }

    /// Decides by the text what the name left open.
    pub(super) fn by_text(&self, file: &FoundFile, source: &SourceFile) -> Status {
        let post = Status::Checked(PostKind::Post);
        let (config, site) = (&self.placed(file).config, self.site(file));
        if config.posts.is_some() || self.is_in_posts(file) {
            return post;
        }
        let rules = site.map(|site| site.generator.facts().fences);
        if begins_as_post(source, rules.as_ref()) {
            let is_page = site.is_some_and(|site| site.has_posts_folder || site.is_page(&file.real()))
                || self.is_front_page(file);
            return if is_page { Status::Checked(PostKind::Page) } else { post };
        }
        let is_bare_page = |site: &Arc<Site>| site.publishes_bare(&file.real());
        let is_own = |site: &&Arc<Site>| config.generator.is_none_or(|chosen| chosen == site.generator);
        if files::is_markdown(Path::new(&file.name)) && site.filter(is_own).is_some_and(is_bare_page) {
            return post;
        }
        if site.is_some_and(|site| must_be_post(site, &file.real())) {
            return post;
        }
        let lone = file.is_named() && site.is_none() && config.path.is_none();
        if lone && !files::is_document(Path::new(&file.name)) {
            return post;
        }
        if let Some(site) = site.filter(is_own).filter(|site| site.leaves_out(&file.real())) {
            let generator = site.generator.title();
            return Status::Skipped(format!("{generator} makes no page of it: a name in its path begins with `_`"));
        }
        Status::Skipped(NO_FRONT_MATTER.to_string())
    }

    /// Whether the file is the home page of its site, or what is shown for addresses that do not exist.
    fn is_front_page(&self, file: &FoundFile) -> bool {
        let name = Path::new(&file.name);
        let stem = name.file_stem().and_then(OsStr::to_str);
        if stem != Some("404") && (stem != Some("index") || files::is_markdown(name)) {
            return false;
        }
        let root = self.site(file).map(|site| &*site.root).or_else(|| self.placed(file).folder());
        root.is_some_and(|root| file.real().parent() == Some(root))
    }

    /// The current folder, if the path is below it: a run with this path is about that.
    pub(super) fn top(&self, real: &Path) -> Option<&Path> {
        path_below(real, &self.current).map(|_| &*self.current)
    }

    /// The root of the repository that a folder is in; each folder is looked at once.
    fn repository_of(&self, folder: &Path) -> Option<PathBuf> {
        let mut known = locked(&self.repositories);
        let mut looked_at = Vec::new();
        let mut root = None;
        for above in folder.ancestors() {
            if let Some(found) = known.get(above.as_os_str()) {
                root.clone_from(found);
                break;
            }
            looked_at.push(above.as_os_str().to_os_string());
            if is_repository(&*self.system, above) {
                root = Some(above.to_path_buf());
                break;
            }
        }
        known.extend(looked_at.into_iter().map(|folder| (folder, root.clone())));
        root
    }

    /// The folder with the whole of what a file is compared with: its site, else the folder of its config, else its repository, else the
    /// folder that was walked, or the current one.
    pub(super) fn whole_folder<'f>(&self, file: &'f FoundFile) -> &'f Path {
        file.folder.whole.get_or_init(|| {
            if let Some(site) = self.site(file) {
                return site.root.clone();
            }
            let real = file.folder.real();
            let above = |folder: &&Path| path_below(&real, folder).is_some();
            if let Some(folder) = self.placed(file).folder().filter(above) {
                return folder.to_path_buf();
            }
            // Some keep their settings, and so their whole home folder, in a repository.
            let repository = self.repository_of(&real).filter(|top| !is_too_wide(top));
            repository.unwrap_or_else(|| file.folder.run.around.clone())
        })
    }
}

/// Why no file of a folder is a post, by the names of the folders that it is in.
#[derive(Debug)]
pub(super) struct FolderSays {
    /// By the folders below the one that the run is about.
    below_top: Option<NotAPost>,
    /// By the folders of its site.
    in_site: Option<NotAPost>,
}

/// The folder that holds `_posts`, when the path is below one or is it.
pub(super) fn above_posts(path: &Path) -> Option<&Path> {
    let is_posts = |folder: &&Path| folder.file_name().is_some_and(|name| name == "_posts" || name == "_drafts");
    path.ancestors().find(is_posts).and_then(Path::parent)
}

/// Whether a folder has too much below it: all files of a user or of a computer are not one site.
fn is_too_wide(folder: &Path) -> bool {
    folder.parent().is_none() || is_home(folder)
}

/// Whether this is the home folder of the user.
fn is_home(folder: &Path) -> bool {
    ["HOME", "USERPROFILE"].iter().filter_map(std::env::var_os).any(|home| Path::new(&home) == folder)
}

/// Whether the site is not built without front matter in this file.
fn must_be_post(site: &Site, real: &Path) -> bool {
    let files = &site.generator.facts().files;
    let below = path_below(real, &site.root).and_then(|below| below.components().next());
    let is_in_posts = below.is_some_and(|folder| files.posts_folders.iter().any(|posts| folder.as_os_str() == *posts));
    files.all_are_posts && is_in_posts && real.extension().is_some_and(|extension| extension == "md")
}

/// Whether a file of an unknown kind begins with front matter, also after what hides it from the generator (UTF-16, a merge conflict).
fn begins_as_post(source: &SourceFile, rules: Option<&FenceRules>) -> bool {
    let text: Cow<'_, str> = match source.wide_encoding() {
        Some(_) => {
            source.bytes().iter().filter(|byte| byte.is_ascii() && **byte != 0).map(|byte| char::from(*byte)).collect()
        }
        None => source.text().into(),
    };
    let is_conflict = || {
        let after = text.strip_prefix("<<<<<<< ").and_then(|rest| rest.split_once('\n'));
        after.is_some_and(|(_, rest)| has_front_matter(rest, rules))
    };
    has_front_matter(&text, rules) || is_conflict()
}
