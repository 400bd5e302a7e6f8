//! Repairs tried out: a fix is offered only when the block can be read with it.
use super::draft::{Draft, Repair};
use crate::text::{Budget, Edit};

/// How many repairs of one block are tried.
const MAX_TRIALS: usize = 100;
/// How many bytes are read again to try them.
const MAX_READ: usize = 2 << 20;

/// Which repairs are good: each is made alone, the other problems being masked, and `reads` says whether that text can be read.
pub(super) fn verify_each(text: &str, drafts: &[Draft], reads: impl Fn(usize, &str) -> bool) -> Vec<bool> {
    let (trials, bytes) = (Budget::new(MAX_TRIALS), Budget::new(MAX_READ));
    let is_good = |index: usize| {
        let Some(repair) = drafts[index].repair.as_ref().filter(|repair| changes(text, repair)) else { return false };
        if !(bytes.take(text.len()) && trials.take(1)) {
            return false;
        }
        let edits: Vec<Edit> = masks_of_others(text, drafts, index).chain(as_edits(repair)).collect();
        Edit::apply(text, &edits).is_some_and(|repaired| reads(index, &repaired))
    };
    (0..drafts.len()).map(is_good).collect()
}

/// Whether `reads` can read the block with all repairs made, and the problems without a repair masked: for a language whose
/// text is read on after a problem as if that were repaired.
pub(super) fn verify_together(text: &str, drafts: &[Draft], reads: impl Fn(&str) -> bool) -> bool {
    let edits = drafts.iter().flat_map(|draft| match &draft.repair {
        Some(repair) => as_edits(repair).collect::<Vec<_>>(),
        None => draft.mask.edit(text).into_iter().collect(),
    });
    Edit::apply(text, &edits.collect::<Vec<_>>()).is_some_and(|repaired| reads(&repaired))
}

/// The masks of the other problems; those inside the draft's own mask are part of what it repairs.
pub(super) fn masks_of_others(text: &str, drafts: &[Draft], index: usize) -> impl Iterator<Item = Edit> {
    let own = drafts[index].mask.range();
    let others = drafts.iter().enumerate().filter(move |(other, _)| *other != index).map(|(_, draft)| &draft.mask);
    others.filter(move |other| !own.contains(&other.range().start)).filter_map(|other| other.edit(text))
}

fn as_edits(repair: &Repair) -> impl Iterator<Item = Edit> {
    repair.edits.iter().map(|(at, new)| Edit::replace(at.clone().into(), new.clone()))
}

fn changes(text: &str, repair: &Repair) -> bool {
    repair.edits.iter().any(|(at, new)| text.get(at.clone()) != Some(new))
}
