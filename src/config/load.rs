//! Reads the text of a config file: its own keys on top of the presets and files that it extends.
use super::deserialize::{ConfigReader, quoted};
use super::effective::{Config, ConfigSource, Override};
use super::merge::Change;
use super::named_files::{NamedFiles, folder_of};
use super::preset::{self as presets, UnknownPreset};
use super::raw;
use super::rule_levels::{Levels, UnknownRuleName};
use super::settings::Settings;
use super::value_types::{Globs, Located};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::{Disk, System};
use crate::front_matter::{SyntaxProblem, YamlFile};
use crate::text::{SourceFile, Span, locked};
use globset::GlobSet;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

/// Reads the text of a config file; `root` is the folder that its globs are relative to. Files that it names are read from disk,
/// relative to the folder of the config.
///
/// # Errors
/// Every problem in it, as findings of `config/invalid` at their bytes; nothing is checked with half a config.
pub fn read(source: &SourceFile, root: &Path) -> Result<Config, Vec<Diagnostic>> {
    read_from(&Disk::shared(), source, root)
}

/// Does the same, with the files that the config names read from another file system.
pub(super) fn read_from(system: &Arc<dyn System>, source: &SourceFile, root: &Path) -> Result<Config, Vec<Diagnostic>> {
    let folder = folder_of(source.path(), &**system);
    let real = system.canonical(source.path()).unwrap_or_else(|| source.path().to_path_buf());
    let mut layers = Layers::new(NamedFiles::of(&folder, system));
    let mut found = layers.add_file(source, &folder, real).1;
    let mut config = layers.merged(root);
    if !found.is_empty() {
        found.append(&mut config.warnings);
        found.sort_by_key(|finding| finding.span);
        return Err(found);
    }
    config.path = Some(source.path().to_path_buf());
    Ok(config)
}

/// The config of a built-in preset.
///
/// # Errors
/// There is no preset with this name.
pub fn preset(name: &str, root: &Path) -> Result<Config, UnknownPreset> {
    /// The presets that were read: a run over several sites without a config asks for the same ones again.
    static READ: Mutex<BTreeMap<&str, Config>> = Mutex::new(BTreeMap::new());
    let (name, text) = presets::named(name)?;
    let mut read = locked(&READ);
    let config = read.entry(name).or_insert_with(|| {
        let mut layers = Layers::new(NamedFiles::of(Path::new(""), &Disk::shared()));
        layers.add_preset(name, text);
        Config { preset: Some(name.to_string()), ..layers.merged(Path::new("")) }
    });
    Ok(Config { root: root.to_path_buf(), ..config.clone() })
}

/// The files and presets that a config is made of, each of them once however often it is named.
struct Layers {
    files: Rc<NamedFiles>,
    all: Vec<Layer>,
    /// Which layer a file is, by its path without links.
    known_files: HashMap<PathBuf, usize>,
    /// Which layer a preset is, by the address of its text.
    known_presets: HashMap<*const u8, usize>,
    /// The files being read, each extended by the one before.
    open: Vec<usize>,
}

/// One file or preset.
#[derive(Default)]
struct Layer {
    file: raw::File,
    source: Option<ConfigSource>,
    /// What it extends, as layers.
    extends: Vec<usize>,
    built_in: bool,
}

impl Layers {
    fn new(files: NamedFiles) -> Self {
        Self {
            files: Rc::new(files),
            all: Vec::new(),
            known_files: HashMap::new(),
            known_presets: HashMap::new(),
            open: Vec::new(),
        }
    }

    /// Adds a file and everything it extends; returns its layer and the problems in it. `real` is its path without links, and `folder`
    /// what the paths in it are relative to.
    fn add_file(&mut self, source: &SourceFile, folder: &Path, real: PathBuf) -> (usize, Vec<Diagnostic>) {
        let mut reader = ConfigReader::new(folder, &self.files);
        let file = written(source, &mut reader);
        let at = self.all.len();
        self.all.push(Layer::default());
        self.known_files.insert(real, at);
        self.open.push(at);
        let extends = file.extends.iter().flatten().filter_map(|extended| self.extend(extended, &mut reader)).collect();
        self.open.pop();
        let text = SourceFile::new(source.path(), source.bytes());
        let source = Some(ConfigSource { preset: None, text: Arc::new(text) });
        self.all[at] = Layer { file, source, extends, built_in: false };
        (at, reader.finish())
    }

    /// The layer of what a file extends; `None` when it cannot be extended.
    fn extend(&mut self, extended: &Located, reader: &mut ConfigReader) -> Option<usize> {
        let name = extended.text.as_str();
        let is_file = name.contains(['/', '\\', '.']);
        match presets::named(name) {
            Ok((name, text)) => Some(self.add_preset(name, text)),
            Err(_) if is_file => self.extend_file(extended, reader),
            Err(_) => {
                reader.unknown("preset", name, extended.span, presets::preset_names());
                None
            }
        }
    }

    fn extend_file(&mut self, extended: &Located, reader: &mut ConfigReader) -> Option<usize> {
        let name = quoted(&extended.text);
        let refuse = |why: String, reader: &mut ConfigReader| {
            reader.wrong("bad-extends", extended.span, why);
            None
        };
        let (named, real) = match reader.locate(&extended.text) {
            Ok(paths) => paths,
            Err(why) => return refuse(format!("`{name}`: {why}"), reader),
        };
        match self.known_files.get(&real) {
            Some(at) if self.open.contains(at) => {
                let why = format!("`{name}` extends itself, directly or through another file");
                reader.wrong("circular-extends", extended.span, why);
                return None;
            }
            Some(at) => return Some(*at),
            None => {}
        }
        let bytes = match self.files.read(&real) {
            Ok(bytes) => bytes,
            Err(why) => return refuse(format!("`{name}`: {why}"), reader),
        };
        let source = SourceFile::new(&real, bytes);
        let (at, found) = self.add_file(&source, &self.files.folder_of(&named), real);
        let shown = self.files.shown(source.path());
        for finding in found {
            let message = if finding.detail == Some(IN_EXTENDED) {
                finding.message
            } else {
                let place = source.position(finding.span.start());
                let what = in_words(finding.detail.unwrap_or("problem"));
                format!("`{shown}`, line {}, column {}: {what}", place.line, place.column)
            };
            // Nothing of another file is quoted; whoever may check that file itself sees its text.
            let help = "a check with that file as `--config` shows what is wrong there";
            reader.wrong(IN_EXTENDED, extended.span, message).help(help);
        }
        Some(at)
    }

    fn add_preset(&mut self, name: &'static str, text: &'static str) -> usize {
        if let Some(at) = self.known_presets.get(&text.as_ptr()) {
            return *at;
        }
        let mut reader = ConfigReader::new(Path::new(""), &self.files);
        let source = SourceFile::new("preset", text);
        let file = written(&source, &mut reader);
        debug_assert!(reader.found.is_empty(), "a preset is a valid config: {:?}", reader.found);
        let at = self.all.len();
        let source = Some(ConfigSource { preset: Some(name), text: Arc::new(source) });
        self.all.push(Layer { file, source, extends: Vec::new(), built_in: true });
        self.known_presets.insert(text.as_ptr(), at);
        at
    }

    /// The layers in the order in which they are merged, the first file last. A layer that is named several times counts where it is
    /// named last, as later ones win.
    fn order(&self) -> Vec<usize> {
        fn add(layers: &[Layer], at: usize, order: &mut Vec<usize>) {
            if !order.contains(&at) {
                order.push(at);
                layers[at].extends.iter().rev().for_each(|extended| add(layers, *extended, order));
            }
        }
        let mut order = Vec::new();
        add(&self.all, 0, &mut order);
        order.reverse();
        order
    }

    /// The config that comes of all layers.
    fn merged(mut self, root: &Path) -> Config {
        let mut merging = Merging { config: Config::bare(root), settings: Settings::default() };
        for at in self.order() {
            let Layer { file, source, built_in, .. } = std::mem::take(&mut self.all[at]);
            merging.config.sources.extend(source);
            // A file that others extend is warned about when it is the config itself: only there is it known what it changes.
            if at == 0 && !built_in {
                merging.config.warnings = merging.levels_without_effect(&file);
            }
            merging.lay(file);
        }
        Config { settings: Arc::new(merging.settings), ..merging.config }
    }
}

/// A config while its layers are merged.
struct Merging {
    config: Config,
    settings: Settings,
}

impl Merging {
    /// Warns of levels in a file, and in its overrides, that change nothing.
    fn levels_without_effect(&self, file: &raw::File) -> Vec<Diagnostic> {
        let mut warnings: Vec<Diagnostic> =
            file.rules.iter().flat_map(|levels| levels.without_effect(&self.settings, &[])).collect();
        let mut settings = self.settings.clone();
        file.rules.iter().for_each(|levels| levels.apply(&mut settings));
        let mut earlier: Vec<&Levels> =
            self.config.overrides.iter().filter_map(|over| over.change.levels.as_ref()).collect();
        for levels in file.overrides.iter().flat_map(|overrides| &overrides.0).filter_map(|over| over.rules.as_ref()) {
            warnings.extend(levels.without_effect(&settings, &earlier));
            earlier.push(levels);
        }
        warnings.sort_by_key(|finding| finding.span);
        warnings
    }

    /// Merges the keys of one file on top of the layers so far.
    fn lay(&mut self, file: raw::File) {
        let config = &mut self.config;
        if let Some(generator) = file.generator {
            config.generator = generator.0;
        }
        if let Some(markdown) = file.markdown {
            config.markdown = markdown.0;
        }
        if let Some(posts) = &file.posts {
            config.posts = Some(posts.0.clone());
        }
        if let Some(exclude) = &file.exclude {
            config.exclude = exclude.0.clone();
        }
        let limits = file.limits.unwrap_or_default();
        if let Some(size) = limits.file_size {
            config.max_file_size = size.0;
        }
        let change = Change {
            locale: file.locale,
            pages: file.pages,
            unknown_fields: file.unknown_fields,
            fields: file.fields,
            key_order: file.key_order.map(|order| order.0),
            levels: file.rules,
            depth: limits.depth.map(|depth| depth.0),
        };
        change.apply(&mut self.settings, false);
        config.overrides.extend(file.overrides.into_iter().flat_map(|overrides| overrides.0).map(Override::from));
    }
}

impl From<raw::Override> for Override {
    fn from(over: raw::Override) -> Self {
        Self {
            files: over.files.map_or_else(GlobSet::empty, |globs| globs.0),
            change: Change {
                locale: over.locale,
                pages: over.pages,
                unknown_fields: over.unknown_fields,
                fields: over.fields,
                key_order: over.key_order.map(|order| order.0),
                levels: over.rules,
                depth: None,
            },
        }
    }
}

/// The detail of a problem that is in a file that the config extends.
const IN_EXTENDED: &str = "bad-extended-file";

/// What is wrong in another file. Nothing of it is quoted, so that the detail must say it.
fn in_words(detail: &str) -> String {
    match detail {
        "bad-extends" => "it extends what cannot be used".to_string(),
        "circular-extends" => "it extends itself, directly or through another file".to_string(),
        "bad-vocabulary" => "a file with allowed values cannot be used".to_string(),
        other => other.replace('-', " "),
    }
}

/// The keys of a file as written; problems go to the reader.
fn written(source: &SourceFile, reader: &mut ConfigReader) -> raw::File {
    for span in source.malformed() {
        reader.wrong("not-utf8", *span, "these bytes are not valid UTF-8");
    }
    if source.wide_encoding().is_some() {
        return raw::File::default();
    }
    let yaml = YamlFile::read(source);
    for problem in &yaml.problems {
        reader.add(finding(problem));
    }
    if let Some(span) = yaml.not_a_mapping {
        reader.wrong("wrong-type", first_line(source, span), "a config is a mapping of `key: value` lines");
    }
    if let Some(span) = yaml.lost {
        let message = "this is after the end of the config and is not read";
        reader.wrong("lost-content", first_line(source, span), message);
    }
    let entries = reader.entries_of(&yaml.entries);
    raw::File::read_entries(&entries, reader)
}

fn first_line(source: &SourceFile, span: Span) -> Span {
    let line = source.slice(span).lines().next().unwrap_or("");
    Span::new(span.start(), span.start() + line.len())
}

/// Turns a problem of the YAML into a finding in the config.
fn finding(problem: &SyntaxProblem) -> Diagnostic {
    let mut finding = Diagnostic::new(super::INVALID, Severity::Error, problem.span, problem.message.clone());
    problem.explain(&mut finding).detail(problem.cause.name());
    finding
}

impl Config {
    /// Turns rules on and off from the command line: with `select` only what it names runs, then what `ignore` names is off. Names are
    /// rules, groups or `all`. A group stands for those of its rules that are on; one that is off runs when it is named itself, or by
    /// `all`: at its default level, as a warning when that is off.
    ///
    /// # Errors
    /// A name is not that of a rule or a group.
    pub fn select(&mut self, select: &[String], ignore: &[String]) -> Result<(), UnknownRuleName> {
        let change = Change { levels: Some(Levels::selected(select, ignore, &self.settings)?), ..Change::default() };
        let chooses = !select.is_empty() || !ignore.is_empty();
        if chooses && self.unselected.is_none() {
            self.unselected = Some(Arc::new(self.clone()));
        }
        change.apply(Arc::make_mut(&mut self.settings), false);
        // The command line wins over overrides, too.
        if chooses && !self.overrides.is_empty() {
            self.overrides.push(Override { files: Globs::everything().0, change });
        }
        Ok(())
    }

    /// Turns on the rules of a group that are off by default, except those of which the config itself says something.
    pub(super) fn turn_on(&mut self, group: &str) {
        let change = Change { levels: Some(Levels::turned_on(group, &self.settings)), ..Change::default() };
        change.apply(Arc::make_mut(&mut self.settings), false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{FieldType, Matches};

    fn config(text: &str) -> Config {
        read(&SourceFile::new("frontlint.yaml", text), Path::new("")).expect("a valid config")
    }

    #[test]
    fn the_preset_post_requires_its_five_fields() {
        let config = preset("post", Path::new("")).unwrap();
        let names: Vec<&str> = config.settings.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["title", "layout", "author", "project-date", "filename"]);
        assert!(config.settings.fields.iter().all(|field| field.required));
        assert_eq!(config.settings.field("filename").unwrap().matches, Some(Matches::FileStem));
    }

    #[test]
    fn a_config_wins_over_what_it_extends_key_by_key() {
        let config = config("extends: [post]\nfields:\n  project-date: {required: false}\n  title: {required: true}\n");
        let date = config.settings.field("project-date").unwrap();
        assert_eq!((date.required, &date.kind), (false, &Some(FieldType::Date)));
        assert!(config.settings.field("author").unwrap().required);
    }

    #[test]
    fn an_override_applies_to_its_files_only() {
        let config = config(concat!(
            "fields: {title: {required: true}}\n",
            "overrides:\n  - files: [\"_drafts/**\"]\n    fields: {title: {required: false}}\n",
        ));
        let required = |path: &str| config.settings_for(Path::new(path)).field("title").unwrap().required;
        assert!(required("_posts/a.md") && !required("_drafts/a.md"));
    }
}
