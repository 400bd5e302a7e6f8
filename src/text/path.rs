//! How paths are shown: the same on every system.
use std::path::Path;

/// A path with `/` between its parts, and U+FFFD where a name is not UTF-8.
pub fn shown_path(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}
