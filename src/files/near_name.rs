//! The path that was probably intended where there is nothing.
use super::system::System;
use crate::text::spelling::nearest;
use std::path::{Path, PathBuf};

/// The file or folder that was probably intended by a path from `current` that leads to nothing: one name of it, the first that there is
/// not, is a near miss of a name in its folder.
pub fn near_path(system: &dyn System, current: &Path, path: &Path) -> Option<PathBuf> {
    let is_listed = |wrong: &&Path| wrong.parent().is_some_and(|folder| system.is_folder(&current.join(folder)));
    let wrong = path.ancestors().find(is_listed)?;
    let (folder, name) = (wrong.parent()?, wrong.file_name()?.to_str()?);
    let mut names = system.list(&current.join(folder)).ok()?;
    names.sort_unstable();
    let near = folder.join(nearest(name, names.iter().filter_map(|name| name.to_str()))?);
    let rest = path.strip_prefix(wrong).ok()?;
    let near = if rest.as_os_str().is_empty() { near } else { near.join(rest) };
    system.has_name(&current.join(&near)).then_some(near)
}
