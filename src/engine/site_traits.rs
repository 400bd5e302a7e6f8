//! What is known of the posts of each site, for learning its habits: front matter is read, nothing is checked.
use super::candidate::{FoundFile, Status};
use super::check_file::{FileChecker, dialect};
use super::discover::Discovered;
use super::look::Looked;
use super::threads::Threads;
use super::workspace::Workspace;
use crate::dialect::Generator;
use crate::files::ReadError;
use crate::post::Post;
use crate::site::Site;
use crate::site::norms::{PostTraits, ValueFile, unify_case};
use crate::text::{path_below, path_order, shown_path};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The posts of one site.
#[derive(Debug)]
pub struct SiteTraits {
    /// What the site's own files say; `None` for posts without a site.
    pub site: Option<Arc<Site>>,
    /// The posts whose front matter can be read, by path.
    pub posts: Vec<PostTraits>,
}

impl SiteTraits {
    /// The program that builds the site.
    pub fn generator(&self) -> Option<Generator> {
        self.site.as_ref().map(|site| site.generator)
    }
}

impl Workspace {
    /// What is known of the posts at these paths, site by site, for learning habits; and which files could not be read.
    #[doc(hidden)]
    pub fn traits(&self, paths: &[PathBuf]) -> (Vec<SiteTraits>, Vec<String>) {
        of(&self.checker, paths)
    }

    /// The site that all files at these paths belong to, posts or not; without files, that of the current folder.
    #[doc(hidden)]
    pub fn only_site(&self, paths: &[PathBuf]) -> Option<Arc<Site>> {
        let classifier = &self.checker.classifier;
        let mut candidates = Discovered::of(paths, classifier, &Threads::new(None)).candidates.into_iter();
        let Some(first) = candidates.next() else { return classifier.sites.of_folder(&classifier.current) };
        let site = classifier.site(&first).cloned()?;
        candidates.all(|other| classifier.site(&other).is_some_and(|other| other.root == site.root)).then_some(site)
    }

    /// The data files of a site, with paths from `root`, which is absolute; none when the site is not below it.
    #[doc(hidden)]
    pub fn value_files(&self, site: &SiteTraits, root: &Path) -> Vec<ValueFile> {
        let Some(site) = &site.site else { return Vec::new() };
        let Some(below) = path_below(&site.root, root).or((site.root == root).then_some(Path::new(""))) else {
            return Vec::new();
        };
        let names = site.generator.facts().files.data_folders.iter();
        let folders: Vec<String> = names.map(|name| shown_path(&below.join(name))).collect();
        let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
        ValueFile::in_folders(root, &folders, &*self.checker.classifier.system)
    }
}

/// What is known of the posts at these paths, by site, and which of them could not be read.
fn of(checker: &FileChecker, paths: &[PathBuf]) -> (Vec<SiteTraits>, Vec<String>) {
    let threads = Threads::new(None);
    let of_file = |file: &FoundFile| Ok(traits_of(checker, file)?.map(|traits| (file.clone(), traits)));
    let Looked { seen, unread, missing } = checker.look(paths, &threads, of_file);
    let mut unread: Vec<String> =
        unread.iter().map(|unread| format!("{}: {}", shown_path(&unread.path), unread.why)).collect();
    unread.extend(checker.check_missing(missing).filter_map(|result| match result.status {
        Status::Failed(why) => Some(format!("{}: {why}", shown_path(&result.path))),
        _ => None,
    }));
    let mut sites: Vec<SiteTraits> = Vec::new();
    for (file, post) in seen {
        let site = checker.classifier.site(&file).cloned();
        let root = |site: &Option<Arc<Site>>| site.as_ref().map(|site| site.root.clone());
        let at = sites.iter().position(|known| root(&known.site) == root(&site)).unwrap_or_else(|| {
            sites.push(SiteTraits { site, posts: Vec::new() });
            sites.len() - 1
        });
        sites[at].posts.push(post);
    }
    // What a site's own files say decides how its posts are read.
    for (path, message) in checker.classifier.notes().unread {
        let line = format!("{}: {message}", shown_path(&checker.classifier.shown(&path)));
        if !unread.contains(&line) {
            unread.push(line);
        }
    }
    for site in &mut sites {
        if site.generator().is_some_and(|generator| generator.facts().keys.any_case) {
            unify_case(&mut site.posts);
        }
        site.posts.sort_by_cached_key(|post| path_order(&post.path));
    }
    sites.sort_by_cached_key(|site| site.posts.first().map(|post| path_order(&post.path)));
    (sites, unread)
}

/// What is known of one file; nothing when it is not a post, or its front matter cannot be read.
fn traits_of(checker: &FileChecker, file: &FoundFile) -> Result<Option<PostTraits>, ReadError> {
    let candidate = file.clone().candidate();
    let source = checker.read(&candidate)?;
    let site = checker.classifier.site(file).map(Arc::as_ref);
    let place = checker.classifier.place(&candidate);
    // Without a site the folders are those that the user sees.
    let source = source.with_site_path(if place.is_absolute() { &candidate.path } else { place });
    let Status::Checked(kind) = checker.classifier.by_text(file, &source) else {
        return Ok(None);
    };
    let dialect = dialect(checker.config(&candidate), site);
    let inherited = site.map(|site| site.inherited(&candidate.real)).unwrap_or_default();
    Ok(PostTraits::of(&Post::new(&source, &dialect, kind), &candidate.path, inherited))
}
