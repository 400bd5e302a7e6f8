//! The data files of a site that hold the values of a key: the items of a list, or the keys of a mapping.
use super::traits::{KeyTraits, ScalarKind};
use crate::files::System;
use crate::yaml_value::{self, Value};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// How many data files are looked at.
const MOST_FILES: usize = 64;
/// The size in bytes of the largest data file that is looked at.
const LARGEST: u64 = 1 << 20;
/// A key must have so many values, and so many different ones, before a file is said to hold them.
const ENOUGH: (usize, usize) = (10, 3);

/// A data file, and the values that it holds.
#[derive(Clone, Debug)]
pub struct ValueFile {
    /// The path from the folder of the config.
    pub name: String,
    values: Arc<HashSet<String>>,
}

impl ValueFile {
    /// The data files in these folders, which are relative to `root`; those without values are left out.
    pub fn in_folders(root: &Path, folders: &[&str], system: &dyn System) -> Vec<Self> {
        let mut names: Vec<String> = Vec::new();
        for folder in folders {
            let listed = system
                .list(&root.join(folder))
                .unwrap_or_default()
                .into_iter()
                .filter_map(|name| name.into_string().ok());
            let is_data = |name: &String| [".yml", ".yaml", ".json"].iter().any(|end| name.ends_with(end));
            names.extend(listed.filter(is_data).map(|name| format!("{folder}/{name}")));
        }
        names.sort();
        names.truncate(MOST_FILES);
        let read = |name: String| {
            let bytes = system.read(&root.join(&name), LARGEST).ok()?;
            let values = Arc::new(values(&String::from_utf8(bytes).ok()?)?);
            Some(Self { name, values })
        };
        names.into_iter().filter_map(read).collect()
    }

    /// Whether a value is in the file.
    pub(super) fn holds(&self, value: &str) -> bool {
        self.values.contains(value)
    }
}

/// The values of a list or the keys of a mapping; `None` when the file has anything else, as a config would not take it.
fn values(text: &str) -> Option<HashSet<String>> {
    let text_of = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    };
    match yaml_value::parse(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()? {
        Value::Sequence(items) => items.iter().map(text_of).collect(),
        Value::Mapping(members) => members.keys().map(text_of).collect(),
        _ => None,
    }
}

/// The file that holds nearly all values of a key, and all that it holds.
pub(super) fn holding(files: &[ValueFile], values: &[&KeyTraits]) -> Option<(String, Arc<HashSet<String>>)> {
    if files.is_empty() {
        return None;
    }
    let mut texts = Vec::new();
    for scalar in values.iter().flat_map(|key| key.value.scalars()) {
        texts.push(scalar.text.as_deref().filter(|_| scalar.kind == ScalarKind::Text)?);
    }
    let different: HashSet<&str> = texts.iter().copied().collect();
    if texts.len() < ENOUGH.0 || different.len() < ENOUGH.1 {
        return None;
    }
    let holds = |file: &&ValueFile| {
        super::habit::is_usual(texts.iter().filter(|text| file.values.contains(**text)).count(), texts.len())
    };
    files.iter().find(holds).map(|file| (file.name.clone(), Arc::clone(&file.values)))
}
