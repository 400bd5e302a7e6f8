//! How paths are shown, ordered and shortened: the same on every system.
use std::ffi::OsString;
use std::path::{Component, MAIN_SEPARATOR, MAIN_SEPARATOR_STR, Path, PathBuf};

/// A path with `/` between its segments, and U+FFFD where a name is not UTF-8.
pub fn shown_path(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// The key that orders paths as their text is ordered, with `/` between the segments.
pub fn path_order(path: &Path) -> Vec<u8> {
    let key = path.as_os_str().as_encoded_bytes().to_vec();
    if cfg!(windows) { key.into_iter().map(|b| if b == b'\\' { b'/' } else { b }).collect() } else { key }
}

/// The part of `path` below `folder`, as [`Path::strip_prefix`] gives it; `None` when it is not below.
///
/// Where both paths are UTF-8 their text is compared first: going through the segments of each file's path, several times a file,
/// was 3 % of the instructions of a whole check.
pub fn path_below<'p>(path: &'p Path, folder: &Path) -> Option<&'p Path> {
    let below = || {
        let rest = path.to_str()?.strip_prefix(folder.to_str()?)?.strip_prefix(MAIN_SEPARATOR)?;
        let is_plain = !rest.is_empty() && !rest.starts_with([MAIN_SEPARATOR, '.']) && folder.file_name().is_some();
        is_plain.then(|| Path::new(rest))
    };
    below().or_else(|| path.strip_prefix(folder).ok())
}

/// An absolute path without `.` and `..`, so that it can be compared with others; it is not looked up, so that links in it stay.
pub fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = plain.pop(),
            _ => plain.push(part),
        }
    }
    plain
}

/// The path of a name in a folder, as [`Path::join`] gives it, for a plain name.
///
/// To join a path asks what kind of path the name is, which took half of the search for configs: several names in each folder.
pub fn path_in(folder: &Path, name: &str) -> PathBuf {
    let text = folder.as_os_str();
    if text.is_empty() || text.as_encoded_bytes().ends_with(MAIN_SEPARATOR_STR.as_bytes()) || cfg!(windows) {
        return folder.join(name);
    }
    let mut path = OsString::with_capacity(text.len() + 1 + name.len());
    path.push(text);
    path.push(MAIN_SEPARATOR_STR);
    path.push(name);
    path.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_folder_is_what_the_standard_library_says() {
        for folder in ["", "/", "/site", "/site/", "site", ".", "..", "/site/./"] {
            assert_eq!(
                path_in(Path::new(folder), ".git").as_os_str(),
                Path::new(folder).join(".git").as_os_str(),
                "{folder}"
            );
        }
    }

    #[test]
    fn a_path_below_a_folder_is_what_the_standard_library_says() {
        let folders = ["", "/", "/site", "/site/", "/site/./", "site", "/si", "/site/a", "..", "/site/..", "./site"];
        let paths = [
            "/site",
            "/site/",
            "/site/a.md",
            "/site//a.md",
            "/site/./a.md",
            "/site/.a.md",
            "/site/a/b.md",
            "/sites/a.md",
            "site/a.md",
            "a.md",
            "../a.md",
            "",
        ];
        for folder in folders {
            for path in paths {
                let (path, folder) = (Path::new(path), Path::new(folder));
                assert_eq!(path_below(path, folder), path.strip_prefix(folder).ok(), "{path:?} below {folder:?}");
            }
        }
    }

    #[test]
    fn dots_in_a_path_are_resolved() {
        assert_eq!(without_dots(Path::new("/site/blog/../x/./a.yaml")), Path::new("/site/x/a.yaml"));
    }
}
