//! The layouts that a site keeps itself, when no theme and no plugin adds others. As in Jekyll 4.3
//! `lib/jekyll/readers/layout_reader.rb` and `lib/jekyll/entry_filter.rb`; `tests/layouts/verdicts.txt` records what Jekyll does.
use super::folder::{Folder, parse, text_of};
use super::settings::{GeneratorSettings, items, member_names};
use super::watched::Watched;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Keys of the settings by which a site has more layouts, or has them elsewhere; `layouts` is that of Jekyll 2.
const ELSEWHERE: [&str; 3] = ["theme", "remote_theme", "layouts"];
/// Layouts of the theme that GitHub Pages uses when the settings name none: `jekyll-theme-primer`, which has had all four since
/// <https://github.com/pages-themes/primer/pull/20>. Minima, the theme of `jekyll new`, has the same ones.
const OF_GITHUB_PAGES: [&str; 4] = ["default", "home", "page", "post"];

/// Where the layouts of a site are; they are listed on first use.
#[derive(Debug)]
pub(super) struct LayoutFolder {
    system: Arc<Watched>,
    root: PathBuf,
    /// The folder, relative to the root; `None` when the settings do not say all.
    folder: Option<PathBuf>,
    /// What `include` of the settings names.
    included: Vec<String>,
    /// Whether its files are named by their paths.
    by_path: bool,
    listed: OnceLock<Option<Layouts>>,
}

/// The layouts that a site keeps itself.
#[derive(Debug)]
pub struct Layouts {
    /// Their folder, relative to the root of the site.
    pub folder: PathBuf,
    /// Their names, sorted: `post`, `blog/post`.
    pub names: Vec<String>,
    /// Whether GitHub Pages may build the site, with its own theme.
    by_github: bool,
    /// Whether the build stops at one that is not there.
    pub stops: bool,
}

impl LayoutFolder {
    /// `folder` is the usual one of the generator.
    pub(super) fn of(folder: Option<&str>, site: &Folder, settings: &GeneratorSettings) -> Self {
        let has_theme = ELSEWHERE.iter().any(|key| settings.get(&[key]).is_some_and(|value| !value.is_null()));
        let folder = folder.filter(|_| !has_theme && !is_broken(site, settings)).map(|usual| {
            let source = settings.text("source").unwrap_or("");
            Path::new(source).join(settings.text("layouts_dir").unwrap_or(usual))
        });
        let included = settings.get(&["include"]).map(items).unwrap_or_default();
        Self {
            system: Arc::clone(site.system()),
            root: site.path().to_path_buf(),
            folder,
            included: included.iter().filter_map(|name| name.as_str()).map(str::to_string).collect(),
            by_path: false,
            listed: OnceLock::new(),
        }
    }

    /// Layouts that are named by the paths of their files in this folder; none where the settings, which are a program that is not run,
    /// may say that there are others.
    pub(super) fn of_files(folder: &str, own_files: &[&str], site: &Folder) -> Self {
        let text = site.first(own_files).and_then(|name| site.text(name)).unwrap_or_default().to_lowercase();
        let says_more = ["include", "layout", "dir", "input", "template", "extension", "require(\"./", "from \"./"];
        let is_usual = !says_more.iter().any(|word| text.contains(word));
        Self {
            system: Arc::clone(site.system()),
            root: site.path().to_path_buf(),
            folder: is_usual.then(|| folder.into()),
            included: Vec::new(),
            by_path: true,
            listed: OnceLock::new(),
        }
    }

    /// The layouts; `None` when the site has no folder for them, or may have others elsewhere.
    pub(super) fn layouts(&self) -> Option<&Layouts> {
        self.listed.get_or_init(|| self.list()).as_ref()
    }

    fn list(&self) -> Option<Layouts> {
        let folder = self.folder.as_ref()?;
        let path = self.root.join(folder);
        let files = self.system.files_below(&path);
        if self.by_path {
            return self.list_paths(folder, &files);
        }
        let mut names: Vec<String> =
            files.iter().filter_map(|file| self.name_of(file.strip_prefix(&path).ok()?)).collect();
        names.sort();
        names.dedup();
        let site = Folder::list(&self.root, &self.system);
        if names.is_empty() || self.has_other_settings(&site) || self.has_plugin() {
            return None;
        }
        let by_github = site.text("Gemfile").is_none_or(|text| text.contains("github-pages"));
        Some(Layouts { folder: folder.clone(), names, by_github, stops: false })
    }

    /// The paths of the files in the folder, and the same without their extensions.
    fn list_paths(&self, folder: &Path, files: &[PathBuf]) -> Option<Layouts> {
        let path = self.root.join(folder);
        let mut names: Vec<String> = Vec::new();
        for file in files.iter().filter_map(|file| file.strip_prefix(&path).ok()?.to_str()) {
            let name = file.replace('\\', "/");
            let start = name.rfind('/').map_or(0, |at| at + 1);
            // `post.11ty.js` is `post`, too.
            names.extend(name[start..].match_indices('.').map(|(at, _)| name[..start + at].to_string()));
            names.push(name);
        }
        names.sort();
        names.dedup();
        (!names.is_empty()).then(|| Layouts { folder: folder.to_path_buf(), names, by_github: false, stops: true })
    }

    /// The name of the layout in a file: its path in the folder, without the last extension. `None` for files that Jekyll leaves out:
    /// those that are hidden, those without an extension, and those whose path or own name begins as that of a special file.
    fn name_of(&self, file: &Path) -> Option<String> {
        let path = file.to_str()?.replace('\\', "/");
        let own = path.rsplit('/').next()?;
        let (name, extension) = path.rsplit_once('.').filter(|_| own.contains('.'))?;
        let is_hidden = path.split('/').any(|part| part.starts_with('.'));
        let is_special = [&path, own].iter().any(|name| name.starts_with(['_', '#', '~'])) || path.ends_with('~');
        let is_included = || self.included.iter().any(|start| path.starts_with(start) || own.starts_with(start));
        (!is_hidden && !extension.is_empty() && (!is_special || is_included())).then(|| name.to_string())
    }

    /// Whether a second settings file, as for `jekyll build --config`, names a theme or another folder.
    fn has_other_settings(&self, site: &Folder) -> bool {
        let others = site
            .names()
            .iter()
            .filter_map(|name| name.to_str())
            .filter(|name| name.starts_with("_config") && !name.starts_with("_config."));
        let mut keys = others
            .filter_map(|name| parse(&self.root.join(name), &self.system))
            .flat_map(|settings| member_names(&settings).map(str::to_string).collect::<Vec<_>>());
        keys.any(|key| ELSEWHERE.contains(&key.as_str()) || matches!(key.as_str(), "layouts_dir" | "source"))
    }

    /// Whether a plugin of the site's own may add layouts.
    fn has_plugin(&self) -> bool {
        let plugins = self.system.files_below(&self.root.join("_plugins"));
        plugins.iter().any(|path| text_of(path, &self.system).is_some_and(|text| text.contains("layouts")))
    }
}

impl Layouts {
    /// Whether the site has this layout, or may have it.
    pub fn may_have(&self, name: &str) -> bool {
        let is_known = self.names.binary_search_by(|known| known.as_str().cmp(name)).is_ok();
        is_known || self.by_github && OF_GITHUB_PAGES.contains(&name)
    }
}

/// Whether there is a settings file that cannot be read.
fn is_broken(site: &Folder, settings: &GeneratorSettings) -> bool {
    let text = || ["_config.yml", "_config.yaml", "_config.toml"].iter().find_map(|name| site.text(name));
    let has_key = |text: String| text.lines().any(|line| !line.trim_start().is_empty() && !line.starts_with('#'));
    settings.value.is_null() && text().is_some_and(has_key)
}
