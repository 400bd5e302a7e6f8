//! A top-level entry that YAML cannot read, with all its lines.
use super::super::lenient_line::LenientLine;
use crate::front_matter::draft::Mask;
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
        self.rows[index + 1..].iter().find(|row| !row.content.is_empty() && !self.shown(row).starts_with('#'))
    }

    /// The line with text before this one, which may be the one before the entry.
    pub(super) fn previous(&self, index: usize) -> Option<&LenientLine> {
        self.rows[..index].iter().rev().find(|row| !row.is_idle(self.text)).or(self.before.as_ref())
    }

    /// Where the lines end that are indented deeper than this one, or belong to it.
    pub(super) fn end_of(&self, index: usize) -> usize {
        let indent = self.rows[index].indent;
        let is_inner = |row: &&LenientLine| {
            row.content.is_empty() || row.indent > indent || self.shown(row).starts_with([']', '}', '#'])
        };
        self.rows[index + 1..].iter().take_while(is_inner).last().map_or(self.rows[index].line.end, |row| row.line.end)
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
