//! A file while its fixes are planned.
use super::ignores::{Ignored, ignore};
use super::round::{Round, round};
use super::{MadeFix, OfSites, PlannedFile, Recheck, Rechecked, RefusedFix};
use crate::diagnostic::{Diagnostic, RuleId, Safety};
use crate::text::{Edit, SourceFile};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem;
use std::path::PathBuf;

/// Whose draft it is.
#[derive(Clone, Debug)]
pub(in crate::engine) struct DraftFile {
    /// The path that reports show.
    pub(in crate::engine) path: PathBuf,
    /// The absolute path, with the links of its folders resolved.
    pub(in crate::engine) real: PathBuf,
    /// The path that rules see.
    pub(in crate::engine) site_path: PathBuf,
}

/// A file with the fixes made so far.
pub(in crate::engine) struct Draft {
    pub(in crate::engine) file: DraftFile,
    before: Vec<u8>,
    bytes: Vec<u8>,
    /// The findings of the text, those of its site among them.
    checked: Rechecked,
    made: Vec<MadeFix>,
    /// Those of the last round.
    refused: Vec<RefusedFix>,
    undone: Option<[RuleId; 2]>,
    /// The hashes of all texts that it was.
    seen: HashSet<u64>,
    /// Whether another round may change it.
    is_open: bool,
    /// What the last round did, so that it can be taken back.
    last: Option<LastRound>,
}

/// A draft as it was before a round, and what that did.
struct LastRound {
    bytes: Vec<u8>,
    checked: Rechecked,
    made: usize,
    edits: Vec<Edit>,
}

impl Draft {
    pub(in crate::engine) fn new(file: DraftFile, bytes: Vec<u8>, checked: Rechecked) -> Self {
        Self {
            file,
            before: bytes.clone(),
            seen: HashSet::from([hash(&bytes)]),
            bytes,
            checked,
            made: Vec::new(),
            refused: Vec::new(),
            undone: None,
            is_open: true,
            last: None,
        }
    }

    /// Its text as it is now.
    fn source(&self) -> SourceFile {
        SourceFile::new(&self.file.path, self.bytes.clone()).with_site_path(&self.file.site_path)
    }

    /// Makes the fixes of one round.
    pub(in crate::engine) fn advance(&mut self, least: Safety, recheck: &dyn Recheck) {
        self.last = None;
        if !self.is_open {
            return;
        }
        let Round { text, made, refused, edits } = round(&self.source(), &self.checked, least, recheck);
        self.refused = refused;
        let Some((bytes, checked)) = text else {
            self.is_open = false;
            return;
        };
        if !self.seen.insert(hash(&bytes)) {
            self.give_up(&made);
            return;
        }
        let (bytes, checked) = (mem::replace(&mut self.bytes, bytes), mem::replace(&mut self.checked, checked));
        self.last = Some(LastRound { bytes, checked, made: self.made.len(), edits });
        self.made.extend(made);
    }

    /// Leaves the file alone: the fixes of two rules undo each other.
    fn give_up(&mut self, again: &[MadeFix]) {
        let last = again.last().map(|fix| fix.rule);
        let other = self.made.iter().rev().map(|fix| fix.rule).find(|rule| Some(*rule) != last).or(last);
        self.undone = last.zip(other).map(|(one, other)| [one.min(other), one.max(other)]);
        self.bytes.clone_from(&self.before);
        self.made.clear();
        self.is_open = false;
    }

    /// What was found in its text as it is now.
    pub(in crate::engine) fn checked(&self) -> &Rechecked {
        &self.checked
    }

    /// Replaces the findings of its site.
    pub(in crate::engine) fn set_of_site(&mut self, of_sites: &OfSites) {
        let Rechecked { found, of_site, .. } = &mut self.checked;
        found.truncate(found.len() - *of_site);
        let new = of_sites.get(&self.file.path).map_or(&[][..], Vec::as_slice);
        found.extend_from_slice(new);
        *of_site = new.len();
    }

    /// Whether the last round changed it.
    pub(in crate::engine) fn has_changed(&self) -> bool {
        self.last.is_some()
    }

    /// The edits of the last round.
    pub(super) fn last_edits(&self) -> &[Edit] {
        self.last.as_ref().map_or(&[], |last| &last.edits)
    }

    /// Takes the last round back, after which this finding is new in this or another post of the site, and tries no more.
    pub(super) fn take_back(&mut self, new: &Diagnostic) {
        let Some(last) = self.last.take() else { return };
        self.bytes = last.bytes;
        self.checked = last.checked;
        let why = format!("cause a finding of `{}`: {}", new.rule, new.message);
        let refused = self.made.split_off(last.made).into_iter().map(|fix| RefusedFix { fix, why: why.clone() });
        self.refused.extend(refused);
        self.is_open = false;
    }

    /// Adds comments that suppress what is left.
    pub(in crate::engine) fn ignore(&mut self, reason: Option<&str>, recheck: &dyn Recheck) {
        let Ignored { bytes, made, refused } = ignore(&self.source(), &self.checked, reason, recheck);
        (self.bytes, self.made, self.refused) = (bytes, made, refused);
    }

    /// The file as it is planned.
    pub(in crate::engine) fn into_planned(self) -> PlannedFile {
        let Self { file, before, bytes, made, refused, undone, .. } = self;
        PlannedFile { path: file.path, real: file.real, before, after: bytes, made, refused, undone }
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
