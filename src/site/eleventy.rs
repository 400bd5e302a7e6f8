//! What the settings of Eleventy say about its templates. They are JavaScript, which is not run.
use super::folder::Folder;
use crate::dialect::{Generator, Templates};
use regex::Regex;
use std::sync::LazyLock;

/// What the settings add to the readers of front matter and Markdown.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of the site that is on or off")]
pub(super) struct Engines {
    /// TOML, by any name.
    pub(super) toml: bool,
    /// A reader of dates (`addDateParsing`).
    pub(super) dates: bool,
    /// The code of four spaces that Eleventy takes out of Markdown: `amendLibrary("md", (md) => md.enable("code"))`.
    pub(super) indented_code: bool,
    /// Pages in files without an extension: `configureErrorReporting({ allowMissingExtensions: true })`, or the key for all pages.
    pub(super) bare_files: bool,
}

/// The readers that the settings seem to add.
pub(super) fn engines(folder: &Folder, generator: Generator) -> Engines {
    static CODE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"\benable\(\s*\[?[^)\]]*["'`]code["'`]"#).expect("a valid pattern"));
    static REFUSED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"\ballowMissingExtensions["']?\s*:\s*false\b"#).expect("a valid pattern"));
    let settings = folder.first(generator.facts().detected_by.own_files);
    let text = settings.and_then(|name| folder.text(name)).unwrap_or_default();
    let indented_code = text.contains("enable(") && CODE.is_match(&text);
    // What is behind the name may be computed, so that only `false` is sure.
    let bare_files = text.contains("llowMissingExtension") && !REFUSED.is_match(&text);
    Engines { indented_code, bare_files, toml: text.contains("toml"), dates: text.contains("addDateParsing") }
}

/// The template language, where the settings name Nunjucks for Markdown or only for HTML; else both are Liquid.
pub(super) fn templates(folder: &Folder, generator: Generator) -> Option<Templates> {
    static ENGINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"\b(html|markdown)TemplateEngine["']?\s*[:=]\s*["']njk\b"#).expect("a valid pattern")
    });
    let settings = folder.first(generator.facts().detected_by.own_files);
    let text = settings.and_then(|name| folder.text(name))?;
    let kinds: Vec<&str> = ENGINE.captures_iter(&text).filter_map(|found| Some(found.get(1)?.as_str())).collect();
    let in_markdown = kinds.contains(&"markdown");
    (!kinds.is_empty()).then_some(if in_markdown { Templates::Nunjucks } else { Templates::HtmlNunjucks })
}
