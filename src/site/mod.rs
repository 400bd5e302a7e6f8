//! The site of a post, by its own files: its generator, its Markdown, and the fields that it gives its posts.
mod astro;
mod bare_pages;
mod data_files;
mod docusaurus;
mod eleventy;
mod folder;
mod generator;
mod globs;
mod hugo;
mod inherited;
mod jekyll;
mod layouts;
mod mkdocs;
pub mod norms;
mod settings;
mod version;
mod watched;

use crate::dialect::generators::{BarePages, DateGrammar, DialectSetting};
use crate::dialect::{DayOfName, Dialect, Generator};
use crate::files::{GIT, Notes, System};
use crate::text::path_below;
use folder::Folder;
use inherited::Inherited;
use layouts::LayoutFolder;
pub use layouts::Layouts;
use settings::GeneratorSettings;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
pub use version::FoundVersion;
use watched::Watched;

/// One site: a folder with the files of a generator.
#[derive(Debug)]
pub struct Site {
    /// The folder with the files of the generator; absolute.
    pub root: PathBuf,
    /// The program that builds it.
    pub generator: Generator,
    /// The file or folder that shows that, from the root.
    pub shown_by: String,
    /// How it reads its files.
    pub dialect: Dialect,
    /// The version of the generator, and what says so; `None` when nothing does.
    pub version: Option<FoundVersion>,
    /// The version of the package that reads Markdown, where that has one of its own.
    pub renderer: Option<FoundVersion>,
    /// Whether its posts are in a folder `_posts`.
    pub has_posts_folder: bool,
    sources: bare_pages::SourceFolders,
    /// The folders of posts of the generator that the site has, and where it has them.
    posts_folders: Vec<&'static str>,
    inherited: Inherited,
    excluded: jekyll::Excluded,
    layouts: LayoutFolder,
    taxonomies: Option<Vec<String>>,
}

impl Site {
    fn at(folder: &Folder) -> Option<Self> {
        let (generator, shown_by) = generator::of(folder)?;
        folder.note_unlisted();
        let mut settings = settings::read(folder, generator);
        if let Some(further) = generator.facts().files.settings_folder {
            hugo::add_config_folder(&folder.path().join(further), folder.system(), &mut settings);
        }
        let mut dialect = Dialect::of(Some(generator));
        let version = version::find(folder, &generator.facts().versions);
        let renderer = version::find(folder, &generator.facts().renderer);
        dialect.version = version.as_ref().and_then(|found| found.newest);
        dialect.renderer = renderer.as_ref().and_then(|found| found.newest);
        for setting in generator.facts().dialect_settings {
            apply(*setting, &mut dialect, folder, &settings);
        }
        Some(Self {
            root: folder.path().to_path_buf(),
            generator,
            shown_by,
            dialect,
            version,
            renderer,
            has_posts_folder: holds_posts(folder, &settings),
            sources: bare_pages::SourceFolders::of(folder, generator.facts().files.bare_pages),
            posts_folders: posts_folders(generator, folder),
            inherited: Inherited::of(generator, folder, &settings),
            excluded: jekyll::Excluded::of(generator.facts().files.exclude_key, folder, &settings),
            taxonomies: generator.facts().files.taxonomies.and_then(|key| taxonomies(key, &settings)),
            layouts: match generator.facts().files.layout_files {
                Some(layouts) => LayoutFolder::of_files(layouts, generator.facts().detected_by.own_files, folder),
                None => LayoutFolder::of(generator.facts().files.layouts, folder, &settings),
            },
        })
    }

    /// The site in a folder of this one that has posts outside of its own folder, as `website` with `docs` beside it.
    fn outward(above: &Folder) -> Option<Self> {
        const PARTS: [&str; 4] = ["site", "doc", "web", "www"];
        let may_be_one = |name: &&OsString| {
            name.to_str().is_some_and(|name| !name.starts_with('.') && PARTS.iter().any(|part| name.contains(part)))
        };
        let generators = || Generator::all().filter(|one| matches!(one.facts().files.bare_pages, BarePages::In { .. }));
        above.names().iter().filter(may_be_one).find_map(|name| {
            let path = above.path().join(name);
            let has = |file: &str| above.system().is_known_file(&path.join(file));
            generators().find(|one| one.facts().detected_by.own_files.iter().any(|file| has(file)))?;
            let site = Self::at(&Folder::list(&path, above.system()))?;
            site.sources.is_outward(&site.root).then_some(site)
        })
    }

    /// The fields that the site gives this file although its front matter does not have them; `path` is absolute.
    pub fn inherited(&self, path: &Path) -> Vec<String> {
        self.below(path).map(|below| self.inherited.fields(below)).unwrap_or_default()
    }

    /// Whether a Markdown file without front matter is a page of the site all the same; `path` is absolute.
    pub fn publishes_bare(&self, path: &Path) -> bool {
        self.sources.contain(path)
    }

    /// Whether the generator makes no page of a file in its folders because a name in its path begins with `_`; `path` is absolute.
    pub fn leaves_out(&self, path: &Path) -> bool {
        self.sources.leave_out(path)
    }

    /// Whether a file with front matter is a page and not a post: it is outside the folders of posts, or describes one.
    pub fn is_page(&self, path: &Path) -> bool {
        let folder_pages = self.generator.facts().files.folder_pages;
        if folder_pages.is_empty() {
            return false;
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let is_of_folder = folder_pages.contains(&stem.split('.').next().unwrap_or_default());
        let is_in_posts = |below: &Path| self.posts_folders.iter().any(|folder| below.starts_with(folder));
        is_of_folder || !self.posts_folders.is_empty() && self.below(path).is_some_and(|below| !is_in_posts(below))
    }

    /// The folders in which every Markdown file is a page, absolute.
    pub fn source_folders(&self) -> &[PathBuf] {
        self.sources.folders()
    }

    /// The folders of posts of the generator that the site has.
    pub fn posts_folders(&self) -> &[&'static str] {
        &self.posts_folders
    }

    /// Whether the settings of the generator exclude this file (`exclude` in Jekyll).
    pub fn excludes(&self, path: &Path) -> bool {
        self.below(path).is_some_and(|below| self.excluded.contains(below))
    }

    /// The taxonomies that the settings name; `None` where a post may have any.
    pub fn taxonomies(&self) -> Option<&[String]> {
        self.taxonomies.as_deref()
    }

    /// The layouts of the site; `None` when it keeps none itself, or may have others that are not known.
    pub fn layouts(&self) -> Option<&Layouts> {
        self.layouts.layouts()
    }

    /// The path from the root of the site.
    fn below<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        path_below(path, &self.root)
    }
}

/// Lets a setting of the site change how its posts are read.
fn apply(setting: DialectSetting, dialect: &mut Dialect, folder: &Folder, settings: &GeneratorSettings) {
    match setting {
        DialectSetting::KramdownOptions => {
            dialect.markdown = jekyll::markdown(settings);
            dialect.html_holds_blocks = jekyll::html_holds_blocks(settings);
        }
        DialectSetting::GoldmarkRawHtml => dialect.raw_html = hugo::keeps_raw_html(settings),
        DialectSetting::DateSources => {
            dialect.day_of_name = hugo::day_of_name(settings);
            dialect.own.date_keys = settings.get(&["frontmatter"]).is_some();
        }
        DialectSetting::ContentPolicy => dialect.own.policy = settings.get(&["security", "allowContent"]).is_some(),
        DialectSetting::PostFileName => {
            if settings.text("new_post_name").is_some_and(|name| name.contains(":year")) {
                dialect.day_of_name = DayOfName::Spare;
            }
        }
        DialectSetting::TemplateEngines => {
            if let Some(templates) = dialect.generator.and_then(|one| eleventy::templates(folder, one)) {
                dialect.templates = templates;
            }
        }
        DialectSetting::MarkdownExtensions => {
            dialect.python_extensions = mkdocs::extensions(settings);
            dialect.templates = mkdocs::templates(settings);
        }
        DialectSetting::MdxFormat => {
            dialect.markdown = dialect.generator.map_or(dialect.markdown, |one| docusaurus::markdown(folder, one));
        }
        DialectSetting::FrontMatterEngines => {
            let own = dialect.generator.map(|one| eleventy::engines(folder, one)).unwrap_or_default();
            dialect.toml_by_name = own.toml;
            dialect.enables_indented_code = own.indented_code;
            dialect.own.bare_files = own.bare_files;
            dialect.dates = own.dates.then_some(DateGrammar::Unknown);
        }
        DialectSetting::ContentSchemas => {
            dialect.dates = astro::dates(folder);
            dialect.own.loose_schemas = astro::is_loose(folder);
        }
    }
}

/// The names of the taxonomies below a key of the settings, and of those of each language; `None` where there are no settings.
fn taxonomies(key: &str, settings: &GeneratorSettings) -> Option<Vec<String>> {
    let languages = settings.get(&["languages"]).and_then(|languages| languages.as_mapping());
    let of_languages = languages.into_iter().flatten().filter_map(|(_, language)| settings::member(language, key));
    let lists = settings.get(&[key]).into_iter().chain(of_languages);
    let names = lists
        .flat_map(settings::items)
        .filter_map(|taxonomy| settings::member(taxonomy, "name")?.as_str().map(str::to_string));
    (!settings.value.is_null()).then(|| names.collect())
}

/// The folders for posts of a generator that its site has.
fn posts_folders(generator: Generator, site: &Folder) -> Vec<&'static str> {
    let known = generator.facts().files.posts_folders.iter().copied();
    known.filter(|name| site.has(name.split('/').next().unwrap_or(name))).collect()
}

/// Whether there is a folder `_posts`, in the site itself or in one of its folders.
fn holds_posts(site: &Folder, settings: &GeneratorSettings) -> bool {
    let has_posts = |folder: PathBuf| site.system().is_folder(&folder.join("_posts"));
    let sources = ["source", "collections_dir"].into_iter().filter_map(|key| settings.text(key));
    // A folder beside the posts that nobody may look into has nothing to do with the site.
    let has_known_posts = |name: &OsString| site.system().is_known_folder(&site.path().join(name).join("_posts"));
    site.has("_posts")
        || sources.chain(["source"]).any(|source| has_posts(site.path().join(source)))
        || site.names().iter().any(has_known_posts)
}

/// The sites that files belong to; each folder is looked at once. May be shared between threads; all paths are absolute.
#[derive(Debug)]
pub struct Sites {
    system: Arc<Watched>,
    top: Option<PathBuf>,
    /// What is known of each folder by its path, byte for byte.
    known: Mutex<HashMap<OsString, Surroundings>>,
}

/// The sites that a folder may belong to.
#[derive(Clone, Debug, Default)]
struct Surroundings {
    /// The site that it is in.
    site: Option<Arc<Site>>,
    /// Sites further down in the folders above it that have posts outside of their own folders.
    outward: Vec<Arc<Site>>,
}

impl Sites {
    /// Looks no further up than `top` (the folder of the config) and the root of the repository.
    pub fn new(system: Arc<dyn System>, top: Option<&Path>) -> Self {
        Self { system: Arc::new(Watched::new(system)), top: top.map(Path::to_path_buf), known: Mutex::default() }
    }

    /// The site of a file: the nearest folder above it with the files of a generator; `None` when there is none.
    pub fn of(&self, file: &Path) -> Option<Arc<Site>> {
        self.of_folder(file.parent()?)
    }

    /// What files of sites could not be read, and what was passed over, so far.
    pub fn notes(&self) -> Notes {
        self.system.notes()
    }

    /// The site that a folder is in.
    pub fn of_folder(&self, folder: &Path) -> Option<Arc<Site>> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut looked_at = Vec::new();
        let mut found = Surroundings::default();
        for above in folder.ancestors() {
            if let Some(surroundings) = known().get(above.as_os_str()) {
                found.site.clone_from(&surroundings.site);
                found.outward.extend(surroundings.outward.iter().cloned());
                break;
            }
            looked_at.push(above);
            // The lock is not held while the disk is read; at worst two threads look at the same folder.
            let listed = Folder::list(above, &self.system);
            found.site = Site::at(&listed).map(Arc::new);
            if found.site.is_some() {
                break;
            }
            found.outward.extend(Site::outward(&listed).map(Arc::new));
            if listed.has(GIT) || self.top.as_deref() == Some(above) {
                break;
            }
        }
        let mut site = found.site.clone();
        for above in looked_at.into_iter().rev() {
            let reaches = |other: &&Arc<Site>| other.sources.reach_outside(&other.root, above);
            site = found.site.clone().or_else(|| found.outward.iter().find(reaches).cloned());
            let surroundings = Surroundings { site: site.clone(), outward: found.outward.clone() };
            known().insert(above.as_os_str().to_os_string(), surroundings);
        }
        site
    }
}
