//! The settings of a generator, whether in YAML, TOML or JSON.
use super::folder::Folder;
use super::watched::Watched;
use crate::dialect::Generator;
use crate::text::limits;
use crate::yaml_value::Value;
use std::path::Path;

/// The settings file of a site; empty when there is none or it is broken, which its generator reports.
#[derive(Clone, Debug, Default)]
pub(super) struct GeneratorSettings {
    pub(super) value: Value,
    /// The name of the file.
    name: Option<&'static str>,
}

impl GeneratorSettings {
    /// A value by its keys from the top; upper and lower case are the same, as in Hugo.
    pub(super) fn get(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter().try_fold(&self.value, |value, key| member(value, key))
    }

    /// The items of the list below a key that are used.
    pub(super) fn first_items(&self, key: &str, folder: &Folder) -> &[Value] {
        let file = folder.path().join(self.name.unwrap_or_default());
        self.get(&[key]).map(|value| first_items(&file, key, value, folder.system())).unwrap_or_default()
    }

    /// A string by its key.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.get(&[key])?.as_str()
    }
}

/// A member of a mapping by its name; upper and lower case are the same.
pub(super) fn member<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let is_it = |name: &Value| name.as_str().is_some_and(|name| name.eq_ignore_ascii_case(key));
    value.as_mapping()?.iter().find(|(name, _)| is_it(name)).map(|(_, value)| value)
}

/// The names of the members of a mapping that have a value.
pub(super) fn member_names(value: &Value) -> impl Iterator<Item = &str> {
    let members = value.as_mapping().into_iter().flatten();
    members.filter(|(_, value)| !value.is_null()).filter_map(|(name, _)| name.as_str())
}

/// The values of a list, or the one value.
pub(super) fn items(value: &Value) -> &[Value] {
    match value {
        Value::Sequence(items) => items,
        Value::Null => &[],
        single => std::slice::from_ref(single),
    }
}

/// The items of a list in a file of the site that are used; a note says when there are more.
pub(super) fn first_items<'v>(file: &Path, key: &str, value: &'v Value, system: &Watched) -> &'v [Value] {
    let all = items(value);
    let Some(used) = all.get(..limits::GLOBS).filter(|_| all.len() > limits::GLOBS) else { return all };
    system.note_cut(file, format!("`{key}` has {} items, of which the first {} are used", all.len(), limits::GLOBS));
    used
}

/// The settings in the main file of a site with this generator.
pub(super) fn read(folder: &Folder, generator: Generator) -> GeneratorSettings {
    let name = folder.first(generator.facts().files.settings);
    let value = name.and_then(|name| folder.settings(name)).map(|value| (*value).clone()).unwrap_or_default();
    let name = name.or(generator.facts().files.settings_folder);
    GeneratorSettings { value, name }
}
