//! How paths are shown and ordered: the same on every system.
use std::path::Path;

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
