//! What MkDocs' settings say of its pages: the extensions of Python-Markdown.
use super::settings::{Settings, items};
use crate::dialect::PythonExtensions;

/// The extensions that the site turns on beside those that MkDocs itself does; `None` when they are not all seen, for the settings cannot be
/// read or stand on others (`INHERIT`).
pub(super) fn extensions(settings: &Settings) -> Option<PythonExtensions> {
    if settings.0.is_null() || settings.get(&["INHERIT"]).is_some() {
        return None;
    }
    let mut extensions = PythonExtensions::DEFAULT;
    let Some(listed) = settings.get(&["markdown_extensions"]) else { return Some(extensions) };
    for item in items(listed) {
        // An item is a name, or a name with its options.
        for name in item.as_str().into_iter().chain(names(item)) {
            extensions = extensions.with(name);
        }
    }
    Some(extensions)
}

/// The names of a mapping's members, whether they have a value or not.
fn names(value: &serde_yaml::Value) -> impl Iterator<Item = &str> {
    value.as_mapping().into_iter().flatten().filter_map(|(name, _)| name.as_str())
}
