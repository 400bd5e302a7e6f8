//! Detects which generator builds the site in a folder, by the names and contents of its files.
use super::folder::Folder;
use super::settings;
use crate::dialect::Generator;
use std::collections::{BTreeSet, HashSet};
use std::ffi::OsStr;
use std::sync::LazyLock;

/// Keys of `_config.yml` of a Jupyter Book, which is not a site of posts.
const JUPYTER_KEYS: &[&str] = &["sphinx", "execute", "launch_buttons", "bibtex_bibfiles", "only_build_toc_files"];

/// The generator of the site with this folder as its root, and the name of what shows it; `None` when the folder is not the root of a site.
pub(super) fn of(folder: &Folder) -> Option<(Generator, String)> {
    own_file(folder).or_else(|| by_config_yml(folder)).or_else(|| by_config(folder)).or_else(|| by_package(folder))
}

/// The first generator of the list that has a file of its own here.
fn own_file(folder: &Folder) -> Option<(Generator, String)> {
    static FIRST_NAMES: LazyLock<HashSet<&OsStr>> = LazyLock::new(|| {
        let own = Generator::all().flat_map(|generator| generator.facts().detected_by.own_files);
        own.map(|name| OsStr::new(name.split('/').next().unwrap_or(name))).collect()
    });
    // Nearly every folder has none of these, and one look at its names says so.
    if folder.is_listed() && !folder.names().iter().any(|name| FIRST_NAMES.contains(name.as_os_str())) {
        return None;
    }
    Generator::all().find_map(|generator| {
        let name = generator.facts().detected_by.own_files.iter().find(|name| folder.contains(name))?;
        Some((generator, name.to_string()))
    })
}

/// The generator by `_config.yml`, which is the name of the settings in Jekyll, Hexo and Jupyter Book.
fn by_config_yml(folder: &Folder) -> Option<(Generator, String)> {
    if folder.has("_config.toml") {
        return Some((Generator::Jekyll, "_config.toml".to_string()));
    }
    let Some(name) = folder.first(&["_config.yml", "_config.yaml"]) else {
        // GitHub Pages runs Jekyll on a repository without settings.
        let is_jekyll = folder.has("_posts") && folder.has("_layouts");
        return is_jekyll.then(|| (Generator::Jekyll, "_posts".to_string()));
    };
    let keys = top_keys(folder, name);
    let count = |known: &[&str]| known.iter().filter(|key| keys.contains(**key)).count();
    let (hexo, jekyll) = (count(keys_of(Generator::Hexo)), count(keys_of(Generator::Jekyll)));
    if folder.has("_toc.yml") || count(JUPYTER_KEYS) > jekyll.max(hexo) {
        return None;
    }
    let package = || by_package(folder).is_some_and(|(generator, _)| generator == Generator::Hexo);
    let is_hexo = hexo > jekyll || hexo == jekyll && (folder.has("scaffolds") || package());
    Some((if is_hexo { Generator::Hexo } else { Generator::Jekyll }, name.to_string()))
}

/// The generator by `config.toml`, `config.yaml` or `config.json`: that of Hugo or Zola only when its keys show it, as other programs
/// use these names, too.
fn by_config(folder: &Folder) -> Option<(Generator, String)> {
    for name in ["config.toml", "config.yaml", "config.yml", "config.json"] {
        if !folder.has(name) {
            continue;
        }
        let keys = top_keys(folder, name);
        if name == "config.toml"
            && keys.contains("base_url")
            && count_in(&keys, keys_of(Generator::Zola)) >= count_in(&lower(&keys), keys_of(Generator::Hugo))
        {
            return Some((Generator::Zola, name.to_string()));
        }
        let lower = lower(&keys);
        let hugo = count_in(&lower, keys_of(Generator::Hugo));
        let has_content = folder.has("content") || folder.has("archetypes") || folder.has("themes");
        if hugo >= 2 && (lower.contains("baseurl") || has_content)
            || hugo == 1 && lower.contains("baseurl") && has_content
        {
            return Some((Generator::Hugo, name.to_string()));
        }
    }
    None
}

/// The first generator of the list whose package `package.json` names.
fn by_package(folder: &Folder) -> Option<(Generator, String)> {
    let text = folder.text("package.json")?;
    let is_named = |package: &str| text.contains(&format!("\"{package}\""));
    let found = Generator::all().find(|generator| generator.facts().detected_by.package.is_some_and(is_named))?;
    Some((found, "package.json".to_string()))
}

/// The keys that show whose settings a file with a common name are.
fn keys_of(generator: Generator) -> &'static [&'static str] {
    generator.facts().detected_by.settings_keys
}

fn lower(keys: &BTreeSet<String>) -> BTreeSet<String> {
    keys.iter().map(|key| key.to_lowercase()).collect()
}

fn count_in(keys: &BTreeSet<String>, known: &[&str]) -> usize {
    known.iter().filter(|key| keys.contains(**key)).count()
}

/// The top-level keys of a YAML, TOML or JSON file; of a broken one, those at the start of a line, which is enough to know the program.
fn top_keys(folder: &Folder, name: &str) -> BTreeSet<String> {
    if let Some(settings) = folder.settings(name) {
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
