//! Expands a glob that no shell has expanded: it was in quotes, or the shell is one of Windows.
use super::classify::Classifier;
use super::threads::Threads;
use crate::files::WalkProblem;
use crate::text::{limits, path_below};
use globset::{GlobBuilder, GlobMatcher};
use std::path::{Path, PathBuf};

/// What a glob leads to.
pub(super) struct Expanded {
    /// The files that it names, or that are in folders that it names, as a shell would write them.
    pub(super) files: Vec<PathBuf>,
    /// Folders that could not be read, with their full paths.
    pub(super) problems: Vec<WalkProblem>,
}

/// Expands a path that leads to nothing; `None` when it is no glob, or one that matches nothing.
pub(super) fn expand(path: &Path, classifier: &Classifier, threads: &Threads) -> Option<Expanded> {
    let text = path.to_str().filter(|text| text.len() <= limits::GLOB_LENGTH)?;
    let special = text.find(['*', '?', '[', '{'])?;
    let (folder, pattern) = text.split_at(text[..special].rfind('/').map_or(0, |slash| slash + 1));
    let glob = GlobBuilder::new(pattern).literal_separator(true).build().ok()?.compile_matcher();
    let named = classifier.absolute(Path::new(folder));
    let real = classifier.system.canonical(&named)?;
    let walk = classifier.system.walk(&real, classifier.enters_all(&real), &|work| threads.on_each(work));
    let below = walk.files.iter().filter_map(|file| path_below(file, &real));
    let mut files: Vec<PathBuf> =
        below.filter(|file| is_named(file, &glob)).map(|file| Path::new(folder).join(file)).collect();
    files.sort_unstable();
    (!files.is_empty()).then_some(Expanded { files, problems: walk.problems })
}

/// Whether the glob matches a file, or a folder that it is in.
fn is_named(file: &Path, glob: &GlobMatcher) -> bool {
    file.ancestors().any(|above| !above.as_os_str().is_empty() && glob.is_match(above))
}
