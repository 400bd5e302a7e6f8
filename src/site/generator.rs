//! Detects which generator builds the site in a folder, by the names and contents of its files.
use super::folder::Folder;
use super::settings;
use crate::dialect::{Flavour, Generator};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Files that only one generator has.
const OWN_FILES: &[(&str, Generator)] = &[
    ("hugo.toml", Generator::Hugo),
    ("hugo.yaml", Generator::Hugo),
    ("hugo.yml", Generator::Hugo),
    ("hugo.json", Generator::Hugo),
    ("zola.toml", Generator::Zola),
    ("astro.config.mjs", Generator::Astro),
    ("astro.config.js", Generator::Astro),
    ("astro.config.ts", Generator::Astro),
    ("astro.config.mts", Generator::Astro),
    ("astro.config.cjs", Generator::Astro),
    ("docusaurus.config.js", Generator::Docusaurus),
    ("docusaurus.config.ts", Generator::Docusaurus),
    ("docusaurus.config.mjs", Generator::Docusaurus),
    ("docusaurus.config.cjs", Generator::Docusaurus),
    (".eleventy.js", Generator::Eleventy),
    ("eleventy.config.js", Generator::Eleventy),
    ("eleventy.config.mjs", Generator::Eleventy),
    ("eleventy.config.cjs", Generator::Eleventy),
    ("eleventy.config.ts", Generator::Eleventy),
    ("mkdocs.yml", Generator::Mkdocs),
    ("mkdocs.yaml", Generator::Mkdocs),
    (".vitepress", Generator::Vitepress),
];

/// Keys of `_config.yml` that only Hexo has, from its default config.
const HEXO_KEYS: &[&str] = &[
    "source_dir",
    "public_dir",
    "tag_dir",
    "archive_dir",
    "category_dir",
    "code_dir",
    "i18n_dir",
    "skip_render",
    "new_post_name",
    "default_layout",
    "titlecase",
    "filename_case",
    "render_drafts",
    "post_asset_folder",
    "relative_link",
    "index_generator",
    "pagination_dir",
    "default_category",
    "category_map",
    "tag_map",
    "updated_option",
    "pretty_urls",
    "meta_generator",
];

/// Keys of `_config.yml` of Jekyll, its plugins and GitHub Pages.
const JEKYLL_KEYS: &[&str] = &[
    "markdown",
    "kramdown",
    "plugins",
    "gems",
    "baseurl",
    "collections",
    "collections_dir",
    "defaults",
    "exclude",
    "include",
    "keep_files",
    "sass",
    "remote_theme",
    "highlighter",
    "safe",
    "lsi",
    "paginate",
    "paginate_path",
    "liquid",
    "whitelist",
    "future",
    "show_drafts",
    "redcarpet",
    "incremental",
    "relative_permalinks",
    "repository",
    "destination",
    "plugins_dir",
    "layouts_dir",
    "pygments",
    "google_analytics",
    "markdown_ext",
    "encoding",
    "port",
];

/// Keys of `_config.yml` of a Jupyter Book, which is not a site of posts.
const JUPYTER_KEYS: &[&str] = &["sphinx", "execute", "launch_buttons", "bibtex_bibfiles", "only_build_toc_files"];

/// Keys of Zola's `config.toml`; none of them is a key of Hugo.
const ZOLA_KEYS: &[&str] = &[
    "base_url",
    "compile_sass",
    "build_search_index",
    "generate_feed",
    "generate_feeds",
    "feed_filename",
    "feed_filenames",
    "default_language",
    "minify_html",
    "taxonomies_root",
    "extra",
    "markdown",
    "slugify",
    "ignored_content",
    "hard_link_static",
];

/// Keys of Hugo's `config.toml` in lower case: Hugo ignores case in keys.
const HUGO_KEYS: &[&str] = &[
    "baseurl",
    "languagecode",
    "theme",
    "params",
    "markup",
    "menu",
    "menus",
    "outputs",
    "permalinks",
    "taxonomies",
    "contentdir",
    "publishdir",
    "defaultcontentlanguage",
    "defaultcontentlanguageinsubdir",
    "enablerobotstxt",
    "enablegitinfo",
    "enableemoji",
    "buildfuture",
    "builddrafts",
    "paginate",
    "pagination",
    "googleanalytics",
    "disqusshortname",
    "disablekinds",
    "module",
    "services",
    "frontmatter",
    "languages",
    "themesdir",
    "pygmentsstyle",
    "pygmentscodefences",
    "canonifyurls",
    "relativeurls",
    "uglyurls",
    "summarylength",
    "related",
    "imaging",
    "outputformats",
    "mediatypes",
    "sitemap",
    "privacy",
    "copyright",
    "hascjklanguage",
];

/// Packages in `package.json` that show the generator, for those that need no settings file.
const PACKAGES: &[(&str, Generator)] = &[
    ("\"@11ty/eleventy\"", Generator::Eleventy),
    ("\"hexo\"", Generator::Hexo),
    ("\"@docusaurus/core\"", Generator::Docusaurus),
    ("\"astro\"", Generator::Astro),
    ("\"vitepress\"", Generator::Vitepress),
];

/// The generator of the site with this folder as its root; `None` when the folder is not the root of a site.
pub(super) fn of(folder: &Folder) -> Option<Generator> {
    own_file(folder).or_else(|| by_config_yml(folder)).or_else(|| by_config(folder)).or_else(|| by_package(folder))
}

fn own_file(folder: &Folder) -> Option<Generator> {
    let found = OWN_FILES.iter().find(|(name, _)| folder.has(name)).map(|(_, generator)| *generator);
    let is_hugo = || {
        ["hugo.toml", "hugo.yaml", "config.toml", "config.yaml"].iter().any(|name| {
            folder.has("config") && folder.system().is_file(&folder.path().join("config/_default").join(name))
        })
    };
    found.or_else(|| is_hugo().then_some(Generator::Hugo))
}

/// The generator by `_config.yml`, which is the name of the settings in Jekyll, Hexo and Jupyter Book.
fn by_config_yml(folder: &Folder) -> Option<Generator> {
    if folder.has("_config.toml") {
        return Some(Generator::Jekyll);
    }
    let Some(name) = folder.first(&["_config.yml", "_config.yaml"]) else {
        // GitHub Pages runs Jekyll on a repository without settings.
        return (folder.has("_posts") && folder.has("_layouts")).then_some(Generator::Jekyll);
    };
    let keys = top_keys(folder, name);
    let count = |known: &[&str]| known.iter().filter(|key| keys.contains(**key)).count();
    let (hexo, jekyll) = (count(HEXO_KEYS), count(JEKYLL_KEYS));
    if folder.has("_toc.yml") || count(JUPYTER_KEYS) > jekyll.max(hexo) {
        return None;
    }
    let package = || by_package(folder) == Some(Generator::Hexo);
    let is_hexo = hexo > jekyll || hexo == jekyll && (folder.has("scaffolds") || package());
    Some(if is_hexo { Generator::Hexo } else { Generator::Jekyll })
}

/// The generator by `config.toml`, `config.yaml` or `config.json`: that of Hugo or Zola only when its keys show it, as other programs
/// use these names, too.
fn by_config(folder: &Folder) -> Option<Generator> {
    for name in ["config.toml", "config.yaml", "config.yml", "config.json"] {
        if !folder.has(name) {
            continue;
        }
        let keys = top_keys(folder, name);
        if name == "config.toml"
            && keys.contains("base_url")
            && count_in(&keys, ZOLA_KEYS) >= count_in(&lower(&keys), HUGO_KEYS)
        {
            return Some(Generator::Zola);
        }
        let lower = lower(&keys);
        let hugo = count_in(&lower, HUGO_KEYS);
        let has_content = folder.has("content") || folder.has("archetypes") || folder.has("themes");
        if hugo >= 2 && (lower.contains("baseurl") || has_content)
            || hugo == 1 && lower.contains("baseurl") && has_content
        {
            return Some(Generator::Hugo);
        }
    }
    None
}

fn by_package(folder: &Folder) -> Option<Generator> {
    let text = folder.text("package.json")?;
    PACKAGES.iter().find(|(package, _)| text.contains(package)).map(|(_, generator)| *generator)
}

fn lower(keys: &BTreeSet<String>) -> BTreeSet<String> {
    keys.iter().map(|key| key.to_lowercase()).collect()
}

fn count_in(keys: &BTreeSet<String>, known: &[&str]) -> usize {
    known.iter().filter(|key| keys.contains(**key)).count()
}

/// The top-level keys of a YAML, TOML or JSON file; of a broken one, those at the start of a line, which is enough to know the program.
fn top_keys(folder: &Folder, name: &str) -> BTreeSet<String> {
    if let Some(settings) = settings::parse(&folder.path().join(name), &**folder.system()) {
        return settings::member_names(&settings).map(str::to_string).collect();
    }
    let text = folder.text(name).unwrap_or_default();
    text.lines().filter_map(key_of_line).map(str::to_string).collect()
}

fn key_of_line(line: &str) -> Option<&str> {
    let line = line.trim_start_matches('[');
    let end = line.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')?;
    let ends_key = line[end..].trim_start().starts_with([':', '=', ']', '.']);
    (end > 0 && ends_key).then(|| &line[..end])
}

/// Docusaurus reads `.md` as MDX unless its settings say `format: 'detect'` or `'md'`.
pub(super) fn docusaurus_markdown(folder: &Folder) -> Flavour {
    static FORMAT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"\bformat\s*:\s*['"](?:detect|md)['"]"#).expect("a valid pattern"));
    let names = ["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs"];
    let text = folder.first(&names).and_then(|name| folder.text(name)).unwrap_or_default();
    if FORMAT.is_match(&text) { Flavour::Commonmark } else { Flavour::Mdx }
}
