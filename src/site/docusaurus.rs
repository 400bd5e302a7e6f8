//! What the settings of Docusaurus say about its pages. They are JavaScript, which is not run.
use super::folder::Folder;
use crate::dialect::{Flavour, Generator};
use regex::Regex;
use std::sync::LazyLock;

/// Docusaurus reads `.md` as MDX unless its settings say `format: 'detect'` or `'md'`.
pub(super) fn markdown(folder: &Folder, generator: Generator) -> Flavour {
    static FORMAT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"\bformat\s*:\s*['"](?:detect|md)['"]"#).expect("a valid pattern"));
    let settings = folder.first(generator.facts().detected_by.own_files);
    let text = settings.and_then(|name| folder.text(name)).unwrap_or_default();
    if FORMAT.is_match(&text) { Flavour::Commonmark } else { generator.facts().markdown }
}
