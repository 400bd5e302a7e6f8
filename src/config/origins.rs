//! Where each value of a config comes from: the file or preset, and its line there.
use super::effective::Config;
use crate::front_matter::{Entry, Mapping, Node, Value, YamlFile};
use crate::text::SourceFile;
use std::path::Path;

/// A value of a config, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueOrigin {
    /// The key, with those around it: `fields.title.required`.
    pub key: String,
    /// The value as it is written, on one line.
    pub value: String,
    /// Which of the config's sources has it.
    pub source: usize,
    /// Its line there.
    pub line: usize,
    /// The files of the override that it is in.
    pub files: Option<String>,
}

/// The values of a config and of what it extends, later ones in place of earlier ones. With a path (relative to the root of the config)
/// what overrides set for this file counts, too; without one they are listed on their own.
pub fn origins(config: &Config, path: Option<&Path>) -> Vec<ValueOrigin> {
    let applying = path.map(|path| config.overrides_of(path));
    let mut origins: Vec<ValueOrigin> = Vec::new();
    let (mut overriding, mut number) = (Vec::new(), 0);
    for (source, layer) in config.sources.iter().enumerate() {
        let yaml = YamlFile::read(&layer.text);
        let reader = OriginReader { text: &layer.text, source };
        for entry in &yaml.entries {
            match entry.key.text.as_str() {
                "extends" => {}
                "overrides" => {
                    for item in items(&entry.value) {
                        overriding.push((number, reader.of_override(item)));
                        number += 1;
                    }
                }
                key => reader.add(key, entry, &mut origins),
            }
        }
    }
    // Overrides win over all files, in their order.
    for (number, over) in overriding {
        match &applying {
            None => origins.extend(over),
            Some(applying) if applying.contains(&number) => over.into_iter().for_each(|one| set(one, &mut origins)),
            Some(_) => {}
        }
    }
    origins
}

fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Sequence(items) => items,
        _ => &[],
    }
}

/// Puts a value in the place of an earlier one.
fn set(origin: ValueOrigin, origins: &mut Vec<ValueOrigin>) {
    match origins.iter_mut().find(|known| known.key == origin.key) {
        Some(known) => *known = origin,
        None => origins.push(origin),
    }
}

struct OriginReader<'a> {
    text: &'a SourceFile,
    source: usize,
}

impl OriginReader<'_> {
    /// Adds the values of an entry; the settings of fields, rules and limits are values of their own.
    fn add(&self, key: &str, entry: &Entry, origins: &mut Vec<ValueOrigin>) {
        let last = key.rsplit('.').next().unwrap_or(key);
        let holds_fields = last == "fields" && matches!(entry.value.value, Value::Mapping(_));
        match &entry.value.value {
            Value::Mapping(names) if holds_fields => {
                for name in names {
                    match &name.value.value {
                        Value::Mapping(settings) => {
                            self.add_all(&format!("{key}.{}", name.key.text), settings, origins);
                        }
                        _ => set(self.origin(format!("{key}.{}", name.key.text), name), origins),
                    }
                }
            }
            Value::Mapping(settings) if matches!(key, "rules" | "limits") => self.add_all(key, settings, origins),
            _ => set(self.origin(key.to_owned(), entry), origins),
        }
    }

    fn add_all(&self, key: &str, settings: &Mapping, origins: &mut Vec<ValueOrigin>) {
        for setting in settings {
            self.add(&format!("{key}.{}", setting.key.text), setting, origins);
        }
    }

    fn of_override(&self, item: &Node) -> Vec<ValueOrigin> {
        let Value::Mapping(entries) = &item.value else { return Vec::new() };
        let files = entries.get("files").map(|entry| self.one_line(&entry.value));
        let mut found = Vec::new();
        for entry in entries.iter().filter(|entry| entry.key.text != "files") {
            self.add(&entry.key.text, entry, &mut found);
        }
        found.into_iter().map(|origin| ValueOrigin { files: files.clone(), ..origin }).collect()
    }

    fn origin(&self, key: String, entry: &Entry) -> ValueOrigin {
        let line = self.text.line_of(entry.key.span.start());
        ValueOrigin { key, value: self.one_line(&entry.value), source: self.source, line, files: None }
    }

    fn one_line(&self, node: &Node) -> String {
        self.text.slice(node.span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read;

    fn config() -> Config {
        let text = "\
extends: [post]
fields:
  title: {length: {max: 70}}
  layout: {required: false}
rules:
  html/obsolete-element: off
overrides:
  - files: [\"_drafts/**\"]
    fields:
      title:
        required: false
";
        read(&SourceFile::new("frontlint.yaml", text), Path::new("")).expect("a valid config")
    }

    fn place(config: &Config, path: Option<&str>, key: &str) -> Vec<(String, Option<&'static str>, usize)> {
        let all = origins(config, path.map(Path::new)).into_iter().filter(|origin| origin.key == key);
        all.map(|origin| (origin.value, config.sources[origin.source].preset, origin.line)).collect()
    }

    #[test]
    fn each_value_has_the_place_that_sets_it() {
        let config = config();
        assert_eq!(place(&config, None, "fields.layout.required"), [("false".to_owned(), None, 4)]);
        assert_eq!(place(&config, None, "fields.title.length"), [("{max: 70}".to_owned(), None, 3)]);
        assert_eq!(place(&config, None, "rules.html/obsolete-element"), [("off".to_owned(), None, 6)]);
        assert_eq!(place(&config, None, "fields.author.required")[0].1, Some("post"));
    }

    #[test]
    fn an_override_counts_for_its_files() {
        let config = config();
        let key = "fields.title.required";
        assert_eq!(place(&config, Some("_drafts/a.md"), key), [("false".to_owned(), None, 11)]);
        assert_eq!(place(&config, Some("_posts/a.md"), key)[0].1, Some("post"));
        assert_eq!(place(&config, None, key).len(), 2, "without a file both are listed");
    }
}
