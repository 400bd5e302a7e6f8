//! What the settings and section pages of Hugo say about its posts: raw HTML, and the fields that `cascade` gives.
use super::folder::{Folder, parse};
use super::globs::matcher;
use super::settings::{GeneratorSettings, first_items, items, member, member_names};
use super::watched::Watched;
use crate::dialect::{DayOfName, Dialect, Generator};
use crate::front_matter::{FrontMatter, Node, Value as Parsed};
use crate::text::{SourceFile, limits};
use crate::yaml_value::{Mapping, Value};
use globset::GlobSet;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Whether raw HTML in Markdown reaches the page. Goldmark drops it by default; Blackfriday kept it.
pub(super) fn keeps_raw_html(settings: &GeneratorSettings) -> bool {
    let safe_off = settings.get(&["markup", "goldmark", "renderer", "unsafe"]).and_then(Value::as_bool);
    let handler = settings.get(&["markup", "defaultMarkdownHandler"]).and_then(Value::as_str);
    safe_off.unwrap_or(false) || handler.is_some_and(|handler| !handler.eq_ignore_ascii_case("goldmark"))
}

/// Whether the settings let Hugo use the day in the name of a file, and whether before or after that of the front matter.
pub(super) fn day_of_name(settings: &GeneratorSettings) -> DayOfName {
    let sources = settings.get(&["frontmatter", "date"]).map(items).unwrap_or_default();
    match sources.iter().position(|source| source.as_str() == Some(":filename")) {
        Some(0) => DayOfName::Day,
        Some(_) => DayOfName::Spare,
        None => DayOfName::Nothing,
    }
}

/// Adds the settings in this folder, `config/_default`: the main file, and one file for each part of it.
pub(super) fn add_config_folder(folder: &Path, system: &Watched, settings: &mut GeneratorSettings) {
    if !system.is_folder(folder) {
        return;
    }
    let read = |stem: &str| {
        ["toml", "yaml", "yml", "json"].iter().find_map(|end| parse(&folder.join(format!("{stem}.{end}")), system))
    };
    if settings.value.is_null() {
        settings.value = read("hugo").or_else(|| read("config")).unwrap_or_default();
    }
    if settings.value.is_null() {
        settings.value = Value::Mapping(Mapping::new());
    }
    let Some(all) = settings.value.as_mapping_mut() else { return };
    for part in ["markup", "cascade", "frontmatter", "security"] {
        if let Some(value) = read(part) {
            all.insert(part.into(), value);
        }
    }
}

/// The fields that a `cascade` gives its target pages.
#[derive(Clone, Debug)]
struct Cascade {
    target: Option<GlobSet>,
    fields: Vec<String>,
}

/// Every `cascade` of a site: in its settings, and in its section pages, each of which is read once.
#[derive(Debug)]
pub(super) struct Cascades {
    system: Arc<Watched>,
    generator: Generator,
    root: PathBuf,
    content: PathBuf,
    of_site: Vec<Cascade>,
    of_sections: Mutex<HashMap<PathBuf, Arc<[Cascade]>>>,
}

impl Cascades {
    pub(super) fn of(generator: Generator, root: &Folder, settings: &GeneratorSettings) -> Self {
        Self {
            system: Arc::clone(root.system()),
            generator,
            root: root.path().to_path_buf(),
            content: settings.text("contentDir").unwrap_or("content").into(),
            of_site: settings.first_items("cascade", root).iter().map(cascade).collect(),
            of_sections: Mutex::default(),
        }
    }

    /// The fields that the file at `path`, which is relative to the root of the site, is given.
    pub(super) fn fields(&self, path: &Path) -> Vec<String> {
        let content = path.strip_prefix(&self.content).unwrap_or(path);
        let mut fields = Vec::new();
        let mut take = |cascades: &[Cascade]| {
            let hit = |cascade: &&Cascade| cascade.target.as_ref().is_none_or(|target| is_target(target, content));
            fields.extend(cascades.iter().filter(hit).flat_map(|cascade| cascade.fields.iter().cloned()));
        };
        take(&self.of_site);
        for section in path.ancestors().skip(1) {
            take(&self.of_section(section));
        }
        fields
    }

    /// The cascades of the section page of a folder.
    fn of_section(&self, folder: &Path) -> Arc<[Cascade]> {
        let mut known = self.of_sections.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cascades) = known.get(folder) {
            return Arc::clone(cascades);
        }
        let page = ["_index.md", "_index.en.md", "_index.html"].iter().map(|name| self.root.join(folder).join(name));
        let cascades: Arc<[Cascade]> =
            page.into_iter().find_map(|page| self.section_cascades(&page)).unwrap_or_default().into();
        known.insert(folder.to_path_buf(), Arc::clone(&cascades));
        cascades
    }

    /// Reads `cascade` of a section page.
    fn section_cascades(&self, page: &Path) -> Option<Vec<Cascade>> {
        let source = SourceFile::new(page, self.system.read_up_to(page, limits::FILE_SIZE)?);
        let front = FrontMatter::parse(&source, &Dialect::of(Some(self.generator)));
        let value = to_value(&front.get("cascade")?.value);
        Some(first_items(page, "cascade", &value, &self.system).iter().map(cascade).collect())
    }
}

/// One entry of `cascade`: all its members except the target are fields, and so are those of `params`.
fn cascade(entry: &Value) -> Cascade {
    let target = ["_target", "target"].iter().find_map(|key| member(entry, key));
    let path = target.and_then(|target| member(target, "path")).and_then(Value::as_str);
    let own = member_names(entry).filter(|name| !matches!(*name, "_target" | "target" | "params"));
    let params = member(entry, "params").into_iter().flat_map(member_names);
    Cascade {
        target: path.and_then(|path| matcher(&path.to_lowercase(), true)),
        fields: own.chain(params).map(str::to_string).collect(),
    }
}

/// Whether a target such as `/articles/**` or `{/news/**}` matches this page: the path in Hugo has no extension, and in a site of
/// several languages no folder for the language.
fn is_target(target: &GlobSet, content: &Path) -> bool {
    let page = content.with_extension("").to_string_lossy().replace('\\', "/").to_lowercase();
    let bundle = page.strip_suffix("/index").unwrap_or(&page);
    let without_language =
        bundle.split_once('/').filter(|(language, _)| language.len() == 2 || language.get(2..3) == Some("-"));
    [Some(bundle), without_language.map(|(_, page)| page)]
        .into_iter()
        .flatten()
        .any(|page| target.is_match(format!("/{page}")))
}

/// Front matter as a plain value; only its structure and its strings matter here. The parser of the front matter limits the depth.
fn to_value(node: &Node) -> Value {
    match &node.value {
        _ if node.is_null() => Value::Null,
        Parsed::Scalar { text, .. } => Value::String(text.clone()),
        Parsed::Sequence(items) => Value::Sequence(items.iter().map(to_value).collect()),
        Parsed::Mapping(entries) => {
            let members = entries.iter().map(|entry| (Value::String(entry.key.text.clone()), to_value(&entry.value)));
            Value::Mapping(members.collect())
        }
        Parsed::Alias(name) => Value::String(name.clone()),
    }
}
