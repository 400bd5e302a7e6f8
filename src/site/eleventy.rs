//! What the settings of Eleventy say about its templates. They are JavaScript, which is not run.
use super::folder::Folder;
use crate::dialect::Generator;
use regex::Regex;
use std::sync::LazyLock;

/// Whether Nunjucks runs in HTML or in Markdown; else both are Liquid.
pub(super) fn has_nunjucks(folder: &Folder, generator: Generator) -> bool {
    static ENGINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"\b(?:html|markdown)TemplateEngine["']?\s*[:=]\s*["']njk\b"#).expect("a valid pattern")
    });
    let settings = folder.first(generator.facts().detected_by.own_files);
    settings.and_then(|name| folder.text(name)).is_some_and(|text| ENGINE.is_match(&text))
}
