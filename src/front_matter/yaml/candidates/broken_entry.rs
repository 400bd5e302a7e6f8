//! A top-level entry that YAML cannot read, with all its lines.
use super::super::lenient_line::{LenientLine, rows};
use crate::front_matter::draft::{Edits, Mask};
use crate::text::Budget;
use std::ops::Range;

/// A stretch of a block that cannot be read: one top-level entry with all its lines.
pub(in super::super) struct BrokenEntry<'t> {
    /// The whole block that the entry is in.
    pub(in super::super) text: &'t str,
    /// Where the entry is in the block.
    pub(in super::super) range: Range<usize>,
    pub(in super::super) rows: Vec<LenientLine>,
    /// The line with text before the entry.
    pub(in super::super) before: Option<LenientLine>,
    /// How many lines may still be passed in search of others.
    steps: Budget,
    /// How many lines all repairs together may still change.
    changes: Budget,
}

/// Each candidate may pass all lines of its entry: this many are passed for all candidates together. Nobody writes an entry that needs more.
const MOST_STEPS: usize = 1 << 20;
/// Each repair may change all lines of its entry: this many are changed by all of them together.
const MOST_CHANGES: usize = 1 << 14;

impl<'t> BrokenEntry<'t> {
    /// The entry at `range` of a block; `before` is the line with text above it.
    pub(in super::super) fn of(text: &'t str, range: Range<usize>, before: Option<LenientLine>) -> Self {
        let rows = rows(text, range.clone());
        Self { text, range, rows, before, steps: Budget::new(MOST_STEPS), changes: Budget::new(MOST_CHANGES) }
    }

    /// The lines from this one on, up to the end or as long as lines may be passed.
    pub(super) fn from(&self, index: usize) -> impl Iterator<Item = &LenientLine> {
        let rest = self.rows.get(index..).unwrap_or_default();
        rest.iter().take_while(|_| self.steps.take(1))
    }

    /// The lines above this one, the nearest first.
    pub(super) fn above(&self, index: usize) -> impl Iterator<Item = &LenientLine> {
        self.rows[..index].iter().rev().take_while(|_| self.steps.take(1))
    }

    /// The changes of a repair; none, and so no repair, when they are too many.
    pub(super) fn changes(&self, edits: impl Iterator<Item = (Range<usize>, String)>) -> Edits {
        edits.map(|edit| self.changes.take(1).then_some(edit)).collect::<Option<_>>().unwrap_or_default()
    }
}

impl BrokenEntry<'_> {
    /// The text of a line, without indentation and dashes.
    pub(super) fn shown(&self, row: &LenientLine) -> &str {
        &self.text[row.content.clone()]
    }

    /// How to call a line in a message: by its key, if it has one.
    pub(super) fn name(&self, row: &LenientLine) -> String {
        let key = row.key.clone();
        key.map_or_else(|| "this line".into(), |key| format!("`{}`", self.text[key].trim_matches(['"', '\''])))
    }

    /// How to call a line whose indentation is wrong.
    pub(super) fn name_or_item(&self, row: &LenientLine) -> String {
        if row.dash.is_some() { "this item".into() } else { self.name(row) }
    }

    /// The next line with something to read.
    pub(super) fn next(&self, index: usize) -> Option<&LenientLine> {
        self.from(index + 1).find(|row| !row.content.is_empty() && !self.shown(row).starts_with('#'))
    }

    /// The line with text before this one, which may be the one before the entry.
    pub(super) fn previous(&self, index: usize) -> Option<&LenientLine> {
        self.above(index).find(|row| !row.is_idle(self.text)).or(self.before.as_ref())
    }

    /// Where the lines end that are indented deeper than this one, or belong to it.
    pub(super) fn end_of(&self, index: usize) -> usize {
        let indent = self.rows[index].indent;
        let is_inner = |row: &&LenientLine| {
            row.content.is_empty() || row.indent > indent || self.shown(row).starts_with([']', '}', '#'])
        };
        self.from(index + 1).take_while(is_inner).last().map_or(self.rows[index].line.end, |row| row.line.end)
    }

    /// The mask of a line and everything indented below it.
    pub(super) fn lines(&self, index: usize) -> Mask {
        Mask::Lines(self.rows[index].line.start..self.end_of(index))
    }

    /// Whether a line begins with a value in brackets or quotes.
    pub(super) fn starts_a_value(&self, row: &LenientLine) -> bool {
        self.shown(row).starts_with(['[', '{', '"', '\''])
    }
}
