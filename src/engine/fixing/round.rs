//! One round of fixes in one text: chooses those that can be made together, and drops those after which the text is not better.
use super::law::{Kept, Known, obeys};
use super::{MadeFix, Recheck, Rechecked, RefusedFix};
use crate::diagnostic::{Fix, Safety};
use crate::fix::{self, Applied};
use crate::text::{Budget, Edit, SourceFile};
use crate::values::kept;
use std::collections::HashSet;

/// How often one text is checked again in a round, to find out which of its fixes must be dropped.
const MOST_CHECKS: usize = 100;
/// How many bytes are read again for that.
const MOST_BYTES: usize = 64 << 20;

/// What a round did to a text.
#[derive(Debug, Default)]
pub(super) struct Round {
    /// The new text with its findings; `None` when no fix was made.
    pub(super) text: Option<(Vec<u8>, Rechecked)>,
    pub(super) made: Vec<MadeFix>,
    pub(super) refused: Vec<RefusedFix>,
    /// All edits that were made.
    pub(super) edits: Vec<Edit>,
}

/// Makes the fixes that are wanted: the safe ones first, since only they must keep every value.
pub(super) fn round(source: &SourceFile, checked: &Rechecked, least: Safety, recheck: &dyn Recheck) -> Round {
    let mut refused = Vec::new();
    for safety in [Safety::Safe, Safety::Unsafe].into_iter().filter(|safety| *safety >= least) {
        let is_wanted = |index: &usize| {
            checked.is_wanted(*index) && fix_of(checked, *index).is_some_and(|fix| fix.safety == safety)
        };
        let (wanted, impossible): (Vec<usize>, Vec<usize>) =
            (0..checked.found.len()).filter(is_wanted).partition(|index| obstacle(source, checked, *index).is_none());
        let mut trial = Trial {
            known: Known { source, checked },
            safety,
            recheck,
            checks: Budget::new(MOST_CHECKS),
            bytes: Budget::new(MOST_BYTES),
            best: None,
            refused: Vec::new(),
        };
        for index in impossible {
            trial.refuse(index, obstacle(source, checked, index).unwrap_or_default().to_string());
        }
        trial.extend(&[], &wanted);
        refused.append(&mut trial.refused);
        if let Some(best) = trial.best {
            return best.into_round(source, checked, refused);
        }
    }
    Round { refused, ..Round::default() }
}

fn fix_of(checked: &Rechecked, index: usize) -> Option<&Fix> {
    checked.found.get(index)?.fix.as_deref()
}

/// Why the fix of a finding cannot be made whatever else is.
fn obstacle(source: &SourceFile, checked: &Rechecked, index: usize) -> Option<&'static str> {
    fix::obstacle(source, fix_of(checked, index)?)
}

/// The largest set of fixes so far that obeys the laws.
struct Good {
    fixed: Vec<usize>,
    bytes: Vec<u8>,
    checked: Rechecked,
}

impl Good {
    fn into_round(self, source: &SourceFile, checked: &Rechecked, refused: Vec<RefusedFix>) -> Round {
        let made = self.fixed.iter().filter_map(|index| MadeFix::of(&checked.found[*index], source)).collect();
        let edits = self.fixed.iter().filter_map(|index| fix_of(checked, *index));
        let edits = edits.flat_map(|fix| fix.edits.iter().cloned()).collect();
        Round { text: Some((self.bytes, self.checked)), made, refused, edits }
    }
}

/// Tries sets of fixes of one safety.
struct Trial<'a> {
    known: Known<'a>,
    safety: Safety,
    recheck: &'a dyn Recheck,
    checks: Budget,
    bytes: Budget,
    best: Option<Good>,
    refused: Vec<RefusedFix>,
}

impl Trial<'_> {
    /// Adds as many of `more` as possible to the fixes that are `good` together, and returns all of these: all at once if that is
    /// possible, else one half after the other, so that one that must be dropped is found in few steps.
    fn extend(&mut self, good: &[usize], more: &[usize]) -> Vec<usize> {
        if more.is_empty() {
            return good.to_vec();
        }
        let all: Vec<usize> = good.iter().chain(more).copied().collect();
        match self.attempt(&all, good) {
            Ok(fixed) => fixed,
            Err(why) => {
                if let [only] = more {
                    self.refuse(*only, why);
                    return good.to_vec();
                }
                let (first, second) = more.split_at(more.len() / 2);
                let good = self.extend(good, first);
                self.extend(&good, second)
            }
        }
    }

    /// Makes these fixes, those of `good` for certain; of others with one place the first. Returns those made.
    fn attempt(&mut self, all: &[usize], good: &[usize]) -> Result<Vec<usize>, String> {
        let Known { source, checked } = self.known;
        let fixes: Vec<(usize, &Fix)> =
            all.iter().filter_map(|index| Some((*index, fix_of(checked, *index)?))).collect();
        let Applied { bytes, made } = fix::apply(source, fixes.iter().map(|(_, fix)| *fix));
        let done: Vec<(usize, &Fix)> =
            fixes.into_iter().zip(made).filter(|(_, made)| *made).map(|(fix, _)| fix).collect();
        let numbers: Vec<usize> = done.iter().map(|(index, _)| *index).collect();
        // What overlaps with a fix that is made waits for the next round.
        if numbers == good {
            return Ok(numbers);
        }
        if !(self.checks.take(1) && self.bytes.take(bytes.len())) {
            return Err("take too long to verify beside the other fixes of this file".to_string());
        }
        let edits: Vec<&Edit> = done.iter().flat_map(|(_, fix)| &fix.edits).collect();
        let after = SourceFile::new(source.path(), bytes).with_site_path(source.site_path());
        let set: HashSet<usize> = numbers.iter().copied().collect();
        let kept = if self.safety == Safety::Safe { Kept::ValuesAndComments } else { Kept::Nothing };
        if self.safety == Safety::Unsafe {
            self.moves_keep_pairs(done.iter().map(|(_, fix)| *fix))?;
        }
        let checked = obeys(&self.known, &set, &edits, kept, &after, self.recheck)?;
        self.best = Some(Good { fixed: numbers.clone(), bytes: after.bytes().to_vec(), checked });
        Ok(numbers)
    }

    /// A fix that only moves a key changes what reads it, and nothing else.
    fn moves_keep_pairs<'f>(&self, fixes: impl Iterator<Item = &'f Fix>) -> Result<(), String> {
        let source = self.known.source;
        let moves: Vec<&Fix> = fixes.filter(|fix| fix::is_move(source, fix)).collect();
        if moves.is_empty() {
            return Ok(());
        }
        let bytes = fix::apply(source, moves).bytes;
        let after = SourceFile::new(source.path(), bytes).with_site_path(source.site_path());
        kept::keeps_pairs(source, &after, &self.recheck.dialect()).map_err(|lost| format!("change {lost}"))
    }

    fn refuse(&mut self, index: usize, why: String) {
        let finding = &self.known.checked.found[index];
        self.refused.extend(MadeFix::of(finding, self.known.source).map(|fix| RefusedFix { fix, why }));
    }
}
