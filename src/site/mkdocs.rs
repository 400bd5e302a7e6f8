//! What the settings of MkDocs say about its pages: the extensions of Python-Markdown, and whether a plugin runs templates.
use super::settings::{GeneratorSettings, items};
use crate::dialect::{PythonExtensions, Templates};
use crate::yaml_value::Value;

/// The extensions that the site turns on besides those that MkDocs has by default; `None` when not all are known, because the settings
/// cannot be read or are based on others (`INHERIT`).
pub(super) fn extensions(settings: &GeneratorSettings) -> Option<PythonExtensions> {
    if settings.value.is_null() || settings.get(&["INHERIT"]).is_some() {
        return None;
    }
    let mut extensions = PythonExtensions::DEFAULT;
    let Some(listed) = settings.get(&["markdown_extensions"]) else { return Some(extensions) };
    for name in names(listed) {
        extensions = extensions.with(name);
    }
    Some(extensions)
}

/// The template language. The plugin `macros` runs Jinja in pages, with functions and delimiters of the site's own, so that its tags are
/// masked and nothing is reported about them.
pub(super) fn templates(settings: &GeneratorSettings) -> Templates {
    let has_macros = settings.get(&["plugins"]).is_some_and(|plugins| names(plugins).any(|name| name == "macros"));
    if has_macros { Templates::Unknown } else { Templates::None }
}

/// The names in a list or a mapping; an item of a list is a name, or a name with its options.
fn names(value: &Value) -> impl Iterator<Item = &str> {
    let members = |item| Value::as_mapping(item).into_iter().flatten().filter_map(|(name, _)| name.as_str());
    items(value).iter().flat_map(move |item| item.as_str().into_iter().chain(members(item)))
}
