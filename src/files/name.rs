//! What a file's name and folders tell: whether it may be a post at all.
use std::ffi::OsStr;
use std::path::Path;

/// The extensions a post may have.
const EXTENSIONS: [&str; 6] = ["md", "markdown", "mkd", "mdx", "html", "htm"];

/// Stems of files that are about the project, not of the site.
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

/// Folders whose files are the generator's, wherever they lie.
const GENERATOR_FOLDERS: [&str; 9] =
    ["_layouts", "_includes", "_data", "_sass", "layouts", "partials", "archetypes", "themes", "node_modules"];

/// Folders directly under the site's root that hold its output or other people's files.
const ROOT_FOLDERS: [&str; 4] = ["_site", "public", "vendor", "target"];

/// Why a file is no post whatever it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aside {
    /// A README, a licence…
    Document,
    /// Below a folder whose name begins with a dot.
    Hidden(String),
    /// Below a folder of the generator's own, or of its output.
    GeneratorFolder(String),
}

/// Whether the extension is one of a post's.
pub fn is_candidate(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or("");
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// Why a file is set aside by its name; `path` is relative to the site's root, or to what the run is about when
/// `from_site_root` is false.
pub fn aside(path: &Path, from_site_root: bool) -> Option<Aside> {
    let folders = path.parent().map(Path::components).into_iter().flatten();
    for (depth, folder) in folders.enumerate() {
        let name = folder.as_os_str().to_string_lossy();
        if name.len() > 1 && name.starts_with('.') && name != ".." {
            return Some(Aside::Hidden(name.into_owned()));
        }
        if GENERATOR_FOLDERS.contains(&&*name) || from_site_root && depth == 0 && ROOT_FOLDERS.contains(&&*name) {
            return Some(Aside::GeneratorFolder(name.into_owned()));
        }
    }
    let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or("");
    // A translated one (`README.fr.md`, `README-fr.md`) is a document too.
    let stem = stem.split(['.', '-']).next().unwrap_or(stem);
    DOCUMENTS.iter().any(|document| stem.eq_ignore_ascii_case(document)).then_some(Aside::Document)
}
