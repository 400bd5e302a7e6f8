//! What `_config.yml` of Jekyll says about its posts: `markdown`, `kramdown`, `exclude`, `defaults`.
//! As in Jekyll 4.4 `lib/jekyll/entry_filter.rb` and `lib/jekyll/frontmatter_defaults.rb`.
use super::folder::Folder;
use super::globs::matcher;
use super::settings::{GeneratorSettings, member, member_names};
use crate::dialect::Flavour;
use crate::yaml_value::Value;
use globset::GlobSet;
use std::path::{Path, PathBuf};

/// The kind of Markdown; kramdown by default.
pub(super) fn markdown(settings: &GeneratorSettings) -> Flavour {
    let name = settings.text("markdown").unwrap_or("kramdown").to_lowercase();
    match name.as_str() {
        "kramdown" | "gfm" => Flavour::Kramdown,
        name if name.starts_with("commonmark") => Flavour::Commonmark,
        // Redcarpet, RDiscount, or a converter of the site's own.
        _ => Flavour::Unknown,
    }
}

/// Whether the settings let kramdown read Markdown inside block-level HTML.
pub(super) fn html_holds_blocks(settings: &GeneratorSettings) -> bool {
    settings.get(&["kramdown", "parse_block_html"]).and_then(Value::as_bool).unwrap_or(false)
}

/// The files that Jekyll excludes.
#[derive(Debug, Default)]
pub(super) struct Excluded(Vec<(String, Option<GlobSet>)>);

impl Excluded {
    /// The files below a key of the settings; none where the generator has no such key.
    pub(super) fn of(key: Option<&str>, folder: &Folder, settings: &GeneratorSettings) -> Self {
        let Some(key) = key else { return Self::default() };
        let names = settings.first_items(key, folder).iter().filter_map(|name| name.as_str());
        let entry = |name: &str| {
            let is_glob = name.contains(['*', '?', '[', '{', '\\']);
            (name.trim_matches('/').to_string(), if is_glob { glob(name.trim_start_matches('/')) } else { None })
        };
        Self(names.map(entry).collect())
    }

    /// Whether `path`, which is relative to the root of the site, or a folder above it is excluded (`EntryFilter`).
    pub(super) fn contains(&self, path: &Path) -> bool {
        path.ancestors().filter(|above| !above.as_os_str().is_empty()).any(|above| {
            self.0
                .iter()
                .any(|(name, glob)| is_named(above, name) || glob.as_ref().is_some_and(|glob| glob.is_match(above)))
        })
    }
}

/// Whether the path has this name. Lengths are compared first, as paths are compared segment by segment and nearly all differ.
fn is_named(path: &Path, name: &str) -> bool {
    path.as_os_str().len() == name.len() && path == Path::new(name)
}

/// One entry of `defaults`: fields for the files in its scope.
#[derive(Debug)]
pub(super) struct Default {
    /// Folders that are removed from the path of a file, because scopes do not name them.
    bases: Vec<PathBuf>,
    path: String,
    glob: Option<GlobSet>,
    kind: Option<String>,
    fields: Vec<String>,
}

/// All `defaults` that give a field a value.
pub(super) fn defaults(folder: &Folder, settings: &GeneratorSettings) -> Vec<Default> {
    let bases: Vec<PathBuf> =
        ["source", "collections_dir"].iter().filter_map(|key| settings.text(key)).map(PathBuf::from).collect();
    let entries = settings.first_items("defaults", folder);
    entries
        .iter()
        .filter_map(|entry| {
            let scope = member(entry, "scope");
            let in_scope = |key| scope.and_then(|scope| member(scope, key)).and_then(|value| value.as_str());
            let path = in_scope("path").unwrap_or("").trim_start_matches('/').to_string();
            Some(Default {
                bases: bases.clone(),
                glob: if path.contains('*') { glob(&path) } else { None },
                path,
                kind: in_scope("type").map(str::to_string),
                fields: member_names(member(entry, "values")?).map(str::to_string).collect(),
            })
        })
        .collect()
}

impl Default {
    /// The fields it gives the file at `path`, which is relative to the root of the site; none outside its scope.
    pub(super) fn fields(&self, path: &Path) -> &[String] {
        let is_of_kind = self.kind.as_deref().is_none_or(|kind| is_of_kind(path, kind));
        let shortened = self.bases.iter().filter_map(|base| path.strip_prefix(base).ok());
        if is_of_kind && [path].into_iter().chain(shortened).any(|path| self.matches(path)) {
            &self.fields
        } else {
            &[]
        }
    }

    fn matches(&self, path: &Path) -> bool {
        match &self.glob {
            Some(glob) => path.ancestors().any(|above| glob.is_match(above)),
            // Jekyll compares the paths as strings, not folder by folder.
            None => path.to_string_lossy().replace('\\', "/").starts_with(&self.path),
        }
    }
}

/// Whether the file is of this type in Jekyll: `posts`, `drafts`, `pages`, or the name of the collection that its folder belongs to.
fn is_of_kind(path: &Path, kind: &str) -> bool {
    let collection = path.iter().rev().skip(1).find_map(|folder| folder.to_str()?.strip_prefix('_'));
    match collection {
        Some("drafts") => matches!(kind, "drafts" | "posts"),
        Some(name) => name == kind,
        None => kind == "pages",
    }
}

/// A glob as in Ruby's `File.fnmatch?`, where `*` matches `/`, too.
fn glob(written: &str) -> Option<GlobSet> {
    matcher(written.trim_end_matches('/'), false)
}
