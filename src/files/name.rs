//! Whether a file may be a post, by its name and its folders; and the names of repositories.
use crate::dialect::Generator;
use std::ffi::OsStr;
use std::path::Path;
use std::sync::LazyLock;

/// The extensions a post may have.
const EXTENSIONS: [&str; 6] = ["md", "markdown", "mkd", "mdx", "html", "htm"];

/// Stems of files that are about the project, not part of the site.
const DOCUMENTS: [&str; 16] = [
    "README",
    "LICENSE",
    "LICENCE",
    "COPYING",
    "NOTICE",
    "CHANGELOG",
    "CHANGES",
    "HISTORY",
    "CONTRIBUTING",
    "CONTRIBUTORS",
    "CODE_OF_CONDUCT",
    "SECURITY",
    "SUPPORT",
    "GOVERNANCE",
    "AUTHORS",
    "PULL_REQUEST_TEMPLATE",
];

/// Folders of generators, which contain no posts wherever they are.
static GENERATOR_FOLDERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let own = Generator::all().flat_map(|generator| generator.facts().files.own_folders);
    own.copied().chain(["node_modules"]).collect()
});

/// Extensions that posts have in some generators only.
static OTHER_EXTENSIONS: LazyLock<Vec<&str>> =
    LazyLock::new(|| Generator::all().flat_map(|generator| generator.facts().files.extensions).copied().collect());

/// Folders directly below the root of the site with its output or with files of others.
const ROOT_FOLDERS: [&str; 4] = ["_site", "public", "vendor", "target"];

/// What a folder has that is the root of a repository: a folder, or in a further worktree a file.
pub const GIT: &str = ".git";

/// With one of these in it, a folder has `.gitignore` files that count: as in ripgrep, also where only Jujutsu is used.
pub(super) const REPOSITORIES: [&str; 2] = [GIT, ".jj"];

/// Why a file is not a post, whatever it contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAPost {
    /// It is a README, a licence or the like.
    Document,
    /// It is in a folder whose name begins with a dot.
    Hidden(String),
    /// It is in a folder of the generator itself, or of its output.
    GeneratorFolder(String),
}

/// Whether the extension is one that a post may have, in some generator at least.
pub fn is_candidate(path: &Path) -> bool {
    has_extension(path, &EXTENSIONS) || has_extension(path, &OTHER_EXTENSIONS)
}

/// Whether the extension is one of Markdown.
pub fn is_markdown(path: &Path) -> bool {
    has_extension(path, &EXTENSIONS[..4])
}

/// Whether the extension is one that a post may have; the generator of the site is looked up only when it matters.
pub fn is_candidate_of(path: &Path, generator: impl FnOnce() -> Option<Generator>) -> bool {
    has_extension(path, &EXTENSIONS)
        || has_extension(path, &OTHER_EXTENSIONS)
            && generator().is_some_and(|generator| has_extension(path, generator.facts().files.extensions))
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or("");
    extensions.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// Why no file in a folder is a post, by the names of the folders on the way to it; `path` is relative to the root of the site, or to
/// the folder of the run when `from_site_root` is false.
pub fn folder_aside(path: &Path, from_site_root: bool) -> Option<NotAPost> {
    for (depth, folder) in path.components().enumerate() {
        let name = folder.as_os_str().to_string_lossy();
        if name.len() > 1 && name.starts_with('.') && name != ".." {
            return Some(NotAPost::Hidden(name.into_owned()));
        }
        if GENERATOR_FOLDERS.contains(&&*name) || from_site_root && depth == 0 && ROOT_FOLDERS.contains(&&*name) {
            return Some(NotAPost::GeneratorFolder(name.into_owned()));
        }
    }
    None
}

/// Whether the name is that of a document about the project, whatever it contains.
pub fn is_about_project(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or("");
    // A name in capitals is that of a project document; a page of the site would be in lower case.
    document(path).is_some_and(|document| document == "README" || name.starts_with(document))
}

/// Whether the name, in upper or lower case, is that of a project document, which is a post only when it has front matter.
pub fn is_document(path: &Path) -> bool {
    document(path).is_some()
}

/// The project document that has this name in upper or lower case; a translation (`README.fr.md`, `README-zh-CN.md`) is one, too.
fn document(path: &Path) -> Option<&'static str> {
    let stem = path.file_stem().and_then(OsStr::to_str)?;
    DOCUMENTS.into_iter().find(|document| {
        let Some(start) = stem.get(..document.len()) else { return false };
        let rest = &stem[document.len()..];
        start.eq_ignore_ascii_case(document) && (rest.is_empty() || is_language(rest))
    })
}

/// Whether this is a language after a name: `.fr`, `-pt-BR`, `_zh_Hans`.
fn is_language(suffix: &str) -> bool {
    let mut parts = suffix.split(['.', '-', '_']);
    let letters = |part: &str, least: usize| {
        (least..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    parts.next() == Some("")
        && parts.next().is_some_and(|part| letters(part, 2) && part.len() <= 3)
        && parts.next().is_none_or(|part| letters(part, 2))
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn project_documents_are_not_posts_but_posts_about_them_are() {
        let is_aside = |name: &str| is_about_project(Path::new(name));
        for name in
            ["README.md", "readme.md", "docs/README.fr.md", "README-zh-CN.md", "LICENSE.md", "CODE_OF_CONDUCT.md"]
        {
            assert!(is_aside(name), "{name}");
        }
        for name in ["security-best-practices.md", "changes-to-rustdoc.md", "contributing.md", "readme-driven-work.md"]
        {
            assert!(!is_aside(name), "{name}");
        }
        assert!(is_document(Path::new("contributing.md")));
    }

    #[test]
    fn an_extension_may_be_in_upper_or_lower_case() {
        assert!(is_candidate(Path::new("a.MD")) && is_candidate(Path::new("a.b.html")));
        assert!(!is_candidate(Path::new("md")) && !is_candidate(Path::new(".md")) && !is_candidate(Path::new("a.txt")));
    }
}
