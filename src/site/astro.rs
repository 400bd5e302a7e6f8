//! What the schemas of Astro's content collections take as a date, and whether they take more than they name. They are TypeScript, which is not run.
use super::folder::Folder;
use crate::dialect::generators::DateGrammar;
use regex::Regex;
use std::sync::LazyLock;

/// The files with the schemas, of Astro 5 and before.
const SCHEMAS: &[&str] = &[
    "src/content.config.ts",
    "src/content.config.mts",
    "src/content.config.js",
    "src/content.config.mjs",
    "src/content/config.ts",
    "src/content/config.mts",
    "src/content/config.js",
    "src/content/config.mjs",
];

/// What reads dates: `z.coerce.date()` where a schema has it; nothing that is known where a schema takes texts as dates by itself.
/// `None` for `z.date()`, and where there is no schema to be seen.
pub(super) fn dates(folder: &Folder) -> Option<DateGrammar> {
    static BY_ITSELF: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\.or\(\s*z\.date|union\(\s*\[[^\]]*z\.date|preprocess\(|new Date\(|\.transform\(")
            .expect("a valid pattern")
    });
    let text = SCHEMAS.iter().find_map(|name| folder.text(name))?;
    if text.contains("coerce.date") {
        return Some(DateGrammar::ZodCoerce);
    }
    (BY_ITSELF.is_match(&text) || !text.contains("date(")).then_some(DateGrammar::Unknown)
}

/// Whether a schema may take another type than it names, or nothing; not where there is no schema to be seen.
pub(super) fn is_loose(folder: &Folder) -> bool {
    static MORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\bnull|coerce\.|preprocess\(|\.transform\(|\bunion\(|\.or\(|\.catch\(|z\.(?:any|unknown)\(|passthrough|schema: (?:\(\) => )?\w+Schema|from .(?:\.|@/|~)")
            .expect("a valid pattern")
    });
    SCHEMAS.iter().find_map(|name| folder.text(name)).is_some_and(|text| MORE.is_match(&text))
}
