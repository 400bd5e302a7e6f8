//! A config file's text, read whole: its own keys laid over the presets and files it extends.
use super::levels::Levels;
use super::meant::{Config, Override, Settings};
use super::merge::Change;
use super::parts::Globs;
use super::preset as presets;
use super::reader::{Reader, Written};
use super::{UnknownPreset, written};
use crate::diagnostic::Diagnostic;
use crate::front_matter::{Entry, Key, Mapping, Node, Style, Value};
use crate::text::{SourceFile, Span};
use globset::{GlobSet, GlobSetBuilder};
use std::path::Path;
use std::sync::Arc;

/// Reads a config file's text; `root` is the folder its globs are relative to.
///
/// # Errors
/// Everything that is wrong in it, as findings of `config/invalid` at their bytes; nothing is checked with half a config.
pub fn read(source: &SourceFile, root: &Path) -> Result<Config, Vec<Diagnostic>> {
    let mut reader = Reader::default();
    let mut config = Config::bare(root);
    let mut settings = Settings::default();
    let file = written(source, &mut reader);
    for extended in file.extends.iter().flatten() {
        match presets::text(&extended.text) {
            Ok(text) => lay_preset(text, &mut config, &mut settings),
            Err(_) => {
                reader.unknown("preset", &extended.text, extended.span, presets::names());
            }
        }
    }
    lay(file, &mut config, &mut settings, false);
    config.path = Some(source.path().to_path_buf());
    config.settings = Arc::new(settings);
    if reader.found.is_empty() { Ok(config) } else { Err(reader.found) }
}

/// The config of a built-in preset.
///
/// # Errors
/// There is none of this name.
pub fn preset(name: &str, root: &Path) -> Result<Config, UnknownPreset> {
    let text = presets::text(name)?;
    let mut config = Config::bare(root);
    let mut settings = Settings::default();
    lay_preset(text, &mut config, &mut settings);
    config.preset = Some(name.to_string());
    config.settings = Arc::new(settings);
    Ok(config)
}

fn lay_preset(text: &str, config: &mut Config, settings: &mut Settings) {
    let mut reader = Reader::default();
    let file = written(&SourceFile::new("preset", text), &mut reader);
    debug_assert!(reader.found.is_empty(), "a preset is a valid config: {:?}", reader.found);
    lay(file, config, settings, true);
}

/// Lays one file over what is there already.
fn lay(file: written::File, config: &mut Config, settings: &mut Settings, built_in: bool) {
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
    change.apply(settings, built_in);
    config.overrides.extend(file.overrides.into_iter().flatten().map(|over| Override {
        files: over.files.as_ref().map_or_else(GlobSet::empty, set_of),
        change: Change {
            locale: over.locale,
            unknown_fields: over.unknown_fields,
            fields: over.fields,
            levels: over.rules,
            depth: None,
        },
    }));
}

fn set_of(globs: &Globs) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for glob in &globs.0 {
        set.add(glob.clone());
    }
    set.build().expect("each glob was built alone before")
}

/// What the file says; what is wrong goes to the reader.
fn written(source: &SourceFile, reader: &mut Reader) -> written::File {
    match serde_yaml::from_str::<serde_yaml::Value>(source.text()) {
        Ok(tree) => written::File::read(&node(&tree), reader).unwrap_or_default(),
        Err(error) => {
            let at = error.location().map_or(0, |place| place.index());
            reader.wrong("syntax", Span::at(at), error.to_string());
            written::File::default()
        }
    }
}

fn node(value: &serde_yaml::Value) -> Node {
    use serde_yaml::Value as Yaml;
    let scalar = |text: String| Value::Scalar { text, style: Style::Plain };
    let value = match value {
        Yaml::Null => scalar(String::new()),
        Yaml::Bool(value) => scalar(value.to_string()),
        Yaml::Number(value) => scalar(value.to_string()),
        Yaml::String(value) => Value::Scalar { text: value.clone(), style: Style::Double },
        Yaml::Sequence(items) => Value::Sequence(items.iter().map(node).collect()),
        Yaml::Mapping(entries) => Value::Mapping(Mapping(entries.iter().map(entry).collect())),
        Yaml::Tagged(tagged) => return node(&tagged.value),
    };
    Node { value, span: Span::at(0), tag: None, anchor: None }
}

fn entry((key, value): (&serde_yaml::Value, &serde_yaml::Value)) -> Entry {
    let text = node(key).text().unwrap_or("").to_string();
    Entry { key: Key { text, span: Span::at(0), style: Style::Plain }, colon: None, value: node(value), broken: false }
}

impl Config {
    /// Turns rules on and off from the command line: with `select` only what it names runs (at its default level, a warning when that is
    /// off), then what `ignore` names is off. Names are rules or whole groups.
    ///
    /// # Errors
    /// A name that is neither.
    pub fn select(&mut self, select: &[String], ignore: &[String]) -> Result<(), super::UnknownRule> {
        let change = Change { levels: Some(Levels::selected(select, ignore, &self.settings)?), ..Change::default() };
        change.apply(Arc::make_mut(&mut self.settings), false);
        // The command line wins over overrides too.
        if !select.is_empty() || !ignore.is_empty() {
            self.overrides.push(Override { files: set_of(&Globs::everything()), change });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::FieldType;

    fn config(text: &str) -> Config {
        read(&SourceFile::new("frontlint.yaml", text), Path::new("")).expect("a valid config")
    }

    #[test]
    fn the_preset_post_asks_for_its_five_fields() {
        let config = preset("post", Path::new("")).unwrap();
        let names: Vec<&str> = config.settings.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["title", "layout", "author", "project-date", "filename"]);
        assert!(config.settings.fields.iter().all(|field| field.required && field.built_in));
        assert!(config.settings.field("filename").unwrap().matches_file_stem);
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
    fn an_override_holds_for_its_files_only() {
        let config = config(concat!(
            "fields: {title: {required: true}}\n",
            "overrides:\n  - files: [\"_drafts/**\"]\n    fields: {title: {required: false}}\n",
        ));
        let required = |path: &str| config.settings_for(Path::new(path)).field("title").unwrap().required;
        assert!(required("_posts/a.md") && !required("_drafts/a.md"));
    }
}
