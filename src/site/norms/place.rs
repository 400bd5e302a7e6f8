//! What the path of a post says: its folder without languages, versions and years, and the file that it is one version of.
use super::traits::PostTraits;
use crate::values::is_language_code;
use std::path::{Component, Path};

/// A folder that every file may be in once for each: a language or a version.
pub(super) fn is_copy_folder(name: &str) -> bool {
    is_language_code(name) || is_version(name)
}

/// A folder that says nothing about what its files are: a language, a version, a year, a month.
pub(super) fn is_passed_over(name: &str) -> bool {
    is_copy_folder(name) || name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a folder is named after a version: `v1.2`, `2.x`, `version-3`, `latest`. Four digits are a year.
fn is_version(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    if matches!(lower.as_str(), "latest" | "next" | "stable" | "current") {
        return true;
    }
    let number = lower.strip_prefix("version-").or_else(|| lower.strip_prefix('v')).unwrap_or(&lower);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | 'x'));
    is_number && (number.len() < lower.len() || number.contains(['.', 'x']))
}

/// The names of the folders of a path.
pub(super) fn folders(place: &Path) -> Vec<&str> {
    let parts = place.parent().into_iter().flat_map(Path::components);
    parts.filter_map(|part| if let Component::Normal(name) = part { name.to_str() } else { None }).collect()
}

/// The path with `*` for each language and version: equal for all files that are one text in several languages or versions.
pub(super) fn original(place: &Path) -> String {
    let mut path: Vec<&str> =
        folders(place).into_iter().map(|name| if is_copy_folder(name) { "*" } else { name }).collect();
    // A translation is in one folder more than its original: `fr/post.md`, `post.md`.
    path.dedup();
    path.retain(|name| *name != "*");
    let stem = place.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
    path.push(match stem.rsplit_once('.') {
        Some((bare, code)) if is_language_code(code) => bare,
        _ => stem,
    });
    path.join("/")
}

/// The language of a post: the one in its front matter, else that in its path; empty when neither says one.
pub(super) fn language(post: &PostTraits) -> String {
    let written = ["lang", "language", "locale"].iter().find_map(|key| post.text(key));
    if let Some(language) = written {
        return language.to_lowercase();
    }
    let stem = post.place.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
    let of_file = stem.rsplit_once('.').map(|(_, code)| code).filter(|code| is_language_code(code));
    let of_folder = || folders(&post.place).into_iter().find(|name| is_language_code(name));
    of_file.or_else(of_folder).unwrap_or("").to_lowercase()
}

/// Whether the file is about its folder: `_index.md` of Hugo, `index.md`, `README.md`.
pub(super) fn is_index(place: &Path) -> bool {
    let stem = place.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
    let bare = stem.split_once('.').map_or(stem, |(bare, _)| bare);
    matches!(bare.to_ascii_lowercase().as_str(), "index" | "_index" | "readme" | "404")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_no_year() {
        assert!(["v1.2", "2.x", "version-3", "latest", "1.0.0", "v6"].into_iter().all(is_version));
        assert!(!["2017", "03", "video", "blog", "v", "x"].into_iter().any(is_version));
    }

    #[test]
    fn translations_and_versions_are_one_file() {
        for place in ["docs/fr/intro.md", "docs/intro.md", "docs/v2.1/intro.md", "docs/intro.fr.md"] {
            assert_eq!(original(Path::new(place)), "docs/intro", "{place}");
        }
        assert_ne!(original(Path::new("2016/a.md")), original(Path::new("2017/a.md")));
    }
}
