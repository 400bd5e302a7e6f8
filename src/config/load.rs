//! Reads the text of a config file: its own keys on top of the presets and files that it extends.
use super::LARGEST_FILE;
use super::deserialize::ConfigReader;
use super::effective::{Config, Override};
use super::merge::Change;
use super::preset::{self as presets, UnknownPreset};
use super::raw;
use super::rule_levels::{Levels, UnknownRuleName};
use super::settings::Settings;
use super::value_types::{Globs, Located};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::{Disk, System};
use crate::front_matter::{SyntaxProblem, YamlFile};
use crate::text::{SourceFile, Span};
use globset::{GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many files may extend each other in a chain.
const MAX_CHAIN: usize = 16;

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
    let mut layers = ConfigLayers::new(root, system);
    let mut found = layers.add_file(source);
    let mut config = layers.finish();
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
    let mut layers = ConfigLayers::new(root, &Disk::shared());
    layers.add_preset(presets::text(name)?);
    let mut config = layers.finish();
    config.preset = Some(name.to_string());
    Ok(config)
}

/// A config while its files are read: each file is merged on top of what it extends.
struct ConfigLayers {
    system: Arc<dyn System>,
    config: Config,
    settings: Settings,
    /// The files being read, each extended by the one before.
    chain: Vec<PathBuf>,
}

impl ConfigLayers {
    fn new(root: &Path, system: &Arc<dyn System>) -> Self {
        let system = Arc::clone(system);
        Self { system, config: Config::bare(root), settings: Settings::default(), chain: Vec::new() }
    }

    /// The path without links and dots where it exists, so that one file has one path.
    fn real(&self, path: &Path) -> PathBuf {
        self.system.canonical(path).unwrap_or_else(|| path.to_path_buf())
    }

    fn finish(self) -> Config {
        Config { settings: Arc::new(self.settings), ..self.config }
    }

    /// Merges a file and everything it extends on top of the layers so far; returns the problems in the file.
    fn add_file(&mut self, source: &SourceFile) -> Vec<Diagnostic> {
        let mut reader = ConfigReader::new(source.path().parent().unwrap_or(Path::new("")), &self.system);
        let file = written(source, &mut reader);
        self.chain.push(self.real(source.path()));
        for extended in file.extends.iter().flatten() {
            self.extend(extended, &mut reader);
        }
        self.chain.pop();
        // A file that others extend is warned about when it is the config itself: only there is it known what it changes.
        if self.chain.is_empty() {
            self.config.warnings = self.levels_without_effect(&file);
        }
        self.lay(file, false);
        reader.found.sort_by_key(|finding| finding.span);
        reader.found
    }

    fn extend(&mut self, extended: &Located, reader: &mut ConfigReader) {
        let name = extended.text.as_str();
        let is_file = name.contains(['/', '\\', '.']);
        match presets::text(name) {
            Ok(text) => self.add_preset(text),
            Err(_) if is_file => self.extend_file(extended, reader),
            Err(_) => reader.unknown("preset", name, extended.span, presets::preset_names()),
        }
    }

    fn extend_file(&mut self, extended: &Located, reader: &mut ConfigReader) {
        let (name, path) = (&extended.text, reader.path(&extended.text));
        let refuse = |reader: &mut ConfigReader, why: String| {
            reader.wrong("bad-extends", extended.span, why);
        };
        if self.chain.contains(&self.real(&path)) {
            return refuse(reader, format!("`{name}` extends itself, directly or through another file"));
        }
        if self.chain.len() >= MAX_CHAIN {
            return refuse(
                reader,
                format!("`{name}` is at the end of a chain of more than {MAX_CHAIN} files that extend each other"),
            );
        }
        let bytes = match self.system.read(&path, LARGEST_FILE) {
            Ok(bytes) => bytes,
            Err(error) => return refuse(reader, format!("`{name}`: {error}")),
        };
        let source = SourceFile::new(path, bytes);
        for finding in self.add_file(&source) {
            let place = source.position(finding.span.start());
            let message = format!("`{name}`, line {}, column {}: {}", place.line, place.column, finding.message);
            let here = reader.wrong("bad-extends", extended.span, message);
            here.help = finding.help;
        }
    }

    fn add_preset(&mut self, text: &str) {
        let mut reader = ConfigReader::new(Path::new(""), &self.system);
        let file = written(&SourceFile::new("preset", text), &mut reader);
        debug_assert!(reader.found.is_empty(), "a preset is a valid config: {:?}", reader.found);
        self.lay(file, true);
    }

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
    fn lay(&mut self, file: raw::File, built_in: bool) {
        let config = &mut self.config;
        if let Some(generator) = file.generator {
            config.generator = generator.0;
        }
        if let Some(markdown) = file.markdown {
            config.markdown = markdown.0;
        }
        if let Some(posts) = &file.posts {
            config.posts = Some(set_of(posts));
        }
        if let Some(exclude) = &file.exclude {
            config.exclude = set_of(exclude);
        }
        let limits = file.limits.unwrap_or_default();
        if let Some(size) = limits.file_size {
            config.max_file_size = size.0;
        }
        let change = Change {
            locale: file.locale,
            unknown_fields: file.unknown_fields,
            fields: file.fields,
            levels: file.rules,
            depth: limits.depth,
        };
        change.apply(&mut self.settings, built_in);
        config.overrides.extend(file.overrides.into_iter().flat_map(|overrides| overrides.0).map(Override::from));
    }
}

impl From<raw::Override> for Override {
    fn from(over: raw::Override) -> Self {
        Self {
            files: over.files.as_ref().map_or_else(GlobSet::empty, set_of),
            change: Change {
                locale: over.locale,
                unknown_fields: over.unknown_fields,
                fields: over.fields,
                levels: over.rules,
                depth: None,
            },
        }
    }
}

fn set_of(globs: &Globs) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for glob in &globs.0 {
        set.add(glob.clone());
    }
    set.build().expect("each glob was built alone before")
}

/// The keys of a file as written; problems go to the reader.
fn written(source: &SourceFile, reader: &mut ConfigReader) -> raw::File {
    for span in source.malformed() {
        reader.wrong("not-utf8", *span, "these bytes are not valid UTF-8");
    }
    if source.evident_encoding().is_some() {
        return raw::File::default();
    }
    let yaml = YamlFile::read(source);
    reader.found.extend(yaml.problems.iter().map(finding));
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
        change.apply(Arc::make_mut(&mut self.settings), false);
        // The command line wins over overrides, too.
        let chooses = !select.is_empty() || !ignore.is_empty();
        if chooses && !self.overrides.is_empty() {
            self.overrides.push(Override { files: set_of(&Globs::everything()), change });
        }
        Ok(())
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
        assert!(config.settings.fields.iter().all(|field| field.required && field.built_in));
        assert_eq!(config.settings.field("filename").unwrap().matches, Some(Matches::FileStem));
    }

    #[test]
    fn a_config_wins_over_what_it_extends_key_by_key() {
        let config = config("extends: [post]\nfields:\n  project-date: {required: false}\n  title: {required: true}\n");
        let date = config.settings.field("project-date").unwrap();
        assert_eq!((date.required, &date.kind), (false, &Some(FieldType::Date)));
        assert!(!config.settings.field("title").unwrap().built_in);
        assert!(config.settings.field("author").unwrap().built_in);
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
