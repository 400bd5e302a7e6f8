//! What fixes in some posts mean for the findings of whole sites.
use super::OfSites;
use super::draft::Draft;
use super::shift::{Shift, new_finding};
use crate::diagnostic::Diagnostic;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Compares the findings of sites before and after a round. Where one is new, the rounds of the drafts that it is about are taken back;
/// returns the numbers of these.
pub(in crate::engine) fn settle(drafts: &mut [Draft], before: &OfSites, after: &OfSites) -> Vec<usize> {
    let numbers: HashMap<PathBuf, usize> =
        drafts.iter().enumerate().map(|(number, draft)| (draft.file.path.clone(), number)).collect();
    let mut taken_back = HashSet::new();
    for (path, found) in after {
        let Some(new) = first_new(drafts, &numbers, path, before.get(path), found) else { continue };
        let places = new.labels.iter().filter_map(|label| label.path.as_deref()).chain([path.as_path()]);
        let culprits = places.filter_map(|place| numbers.get(place).copied());
        let culprits: Vec<usize> = culprits.filter(|number| drafts[*number].has_changed()).collect();
        for number in culprits {
            drafts[number].take_back(new);
            taken_back.insert(number);
        }
    }
    taken_back.into_iter().collect()
}

fn first_new<'a>(
    drafts: &[Draft],
    numbers: &HashMap<PathBuf, usize>,
    path: &Path,
    before: Option<&'a Vec<Diagnostic>>,
    after: &'a [Diagnostic],
) -> Option<&'a Diagnostic> {
    let edits = numbers.get(path).map_or(&[][..], |number| drafts[*number].last_edits());
    let before = before.into_iter().flatten();
    new_finding(before, after, &HashSet::new(), &Shift::of(edits))
}
