//! Whether `.gitignore` ignores a file that was named, and so not found by a walk.
use ignore::{IncrementalIgnore, WalkBuilder};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The ignore files of repositories, each read once.
#[derive(Debug, Default)]
pub(super) struct Ignored {
    /// The matchers by the root of the repository.
    matchers: HashMap<PathBuf, Option<IncrementalIgnore>>,
    roots: HashMap<PathBuf, Option<PathBuf>>,
}

impl Ignored {
    /// Whether git ignores the file with this absolute path; never outside a repository.
    pub(super) fn contains(&mut self, path: &Path) -> bool {
        let Some(folder) = path.parent() else { return false };
        let root = self.roots.entry(folder.to_path_buf()).or_insert_with(|| repository_of(folder));
        let Some(root) = root else { return false };
        let matcher = self.matchers.entry(root.clone()).or_insert_with(|| {
            // Hidden files are not ignored here: their names are checked elsewhere.
            WalkBuilder::new(&root).hidden(false).build_matchers().pop()
        });
        let below = path.strip_prefix(&root).unwrap_or(path);
        matcher.as_mut().is_some_and(|matcher| matcher.matched(below, false).is_ignore())
    }
}

/// The nearest folder with `.git`: this one or one above.
fn repository_of(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|above| above.join(".git").exists()).map(Path::to_path_buf)
}
