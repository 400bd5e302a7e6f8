//! Lines, columns and excerpts of what a site adds to the findings of its posts: their texts are read again, each once.
use super::excerpt;
use super::findings::SiteResult;
use crate::diagnostic::{Extent, FileFindings, Finding};
use crate::rules::FactStore;
use crate::text::{SourceFile, Span, path_order};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Gives findings their places; `read` gives the text of a post by the path that reports show.
pub(super) fn locate(
    result: &SiteResult,
    facts: &FactStore,
    excerpts: Option<usize>,
    read: &dyn Fn(&Path) -> SourceFile,
) -> Vec<FileFindings> {
    let mut files: Vec<FileFindings> = Vec::new();
    for (post, found) in &result.found {
        let path = facts.path(*post);
        let source = read(path);
        let findings = found.iter().map(|finding| excerpt::locate(&source, finding.clone(), excerpts)).collect();
        files.push(FileFindings { path: path.to_path_buf(), findings });
    }
    locate_labels(&mut files, read);
    files.sort_by_cached_key(|file| path_order(&file.path));
    files
}

/// Labels in other posts: the places of all those in one post are found while its text is in memory.
fn locate_labels(files: &mut [FileFindings], read: &dyn Fn(&Path) -> SourceFile) {
    let mut extents: BTreeMap<(PathBuf, Span), Option<Extent>> =
        labels(files).map(|(path, span)| ((path.to_path_buf(), span), None)).collect();
    let mut last: Option<(PathBuf, SourceFile)> = None;
    for ((path, span), extent) in &mut extents {
        let source = match last.take_if(|(known, _)| known == path) {
            Some((_, source)) => source,
            None => read(path),
        };
        *extent = Some(excerpt::extent(&source, *span));
        last = Some((path.clone(), source));
    }
    for Finding { diagnostic, label_extents, .. } in files.iter_mut().flat_map(|file| &mut file.findings) {
        for (label, place) in diagnostic.labels.iter().zip(label_extents) {
            let known = label.path.as_ref().and_then(|path| *extents.get(&(path.clone(), label.span))?);
            *place = known.unwrap_or(*place);
        }
    }
}

fn labels(files: &[FileFindings]) -> impl Iterator<Item = (&Path, Span)> {
    let all = files.iter().flat_map(|file| &file.findings).flat_map(|finding| &finding.diagnostic.labels);
    all.filter_map(|label| Some((label.path.as_deref()?, label.span)))
}
