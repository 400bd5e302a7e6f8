//! Where a repository begins: the search for a config and for a site ends there, and so does what a config may name.
use super::name::GIT;
use super::system::{PathKind, System};
use crate::text::path_in;
use std::path::Path;

/// Whether the folder is the root of a repository.
pub fn is_repository(system: &dyn System, folder: &Path) -> bool {
    repository_at(system, folder) == Some(true)
}

/// The same; `None` when the system does not say, as for a folder that nobody may look into.
pub fn repository_at(system: &dyn System, folder: &Path) -> Option<bool> {
    match system.kind(&path_in(folder, GIT)) {
        Some(PathKind::Unknown) => None,
        kind => Some(kind.is_some()),
    }
}

/// The root of the repository that a folder without links is in.
pub fn repository_above<'f>(system: &dyn System, folder: &'f Path) -> Option<&'f Path> {
    folder.ancestors().find(|above| is_repository(system, above))
}
