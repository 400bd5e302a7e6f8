//! A suspect: a place that may be why a block cannot be read, what to say of it, and how the block reads without it.
use crate::diagnostic::Safety;
use std::ops::Range;

/// One possible cause; ranges are bytes of the block.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The `detail` of `front-matter/invalid-syntax`.
    pub(super) cause: &'static str,
    /// The bytes of the cause.
    pub(super) at: Range<usize>,
    /// What is wrong, for people.
    pub(super) message: String,
    /// Second places.
    pub(super) labels: Vec<(Range<usize>, String)>,
    /// Why it matters and what to do.
    pub(super) help: Option<String>,
    /// The repair, if one is evident.
    pub(super) repair: Option<Repair>,
    /// How to read the rest without it.
    pub(super) mask: Mask,
}

/// A change of the block.
#[derive(Clone, Debug)]
pub(super) struct Repair {
    pub(super) title: &'static str,
    pub(super) safety: Safety,
    pub(super) edits: Vec<(Range<usize>, String)>,
}

/// What to cover up, so that every other byte keeps its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mask {
    /// A value, by `x`.
    Value(Range<usize>),
    /// Whole lines, by a `#` in their first place.
    Lines(Range<usize>),
}

impl Candidate {
    pub(super) fn new(cause: &'static str, at: Range<usize>, mask: Mask, message: impl Into<String>) -> Self {
        Self { cause, at, message: message.into(), labels: Vec::new(), help: None, repair: None, mask }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn label(mut self, at: Range<usize>, message: impl Into<String>) -> Self {
        self.labels.push((at, message.into()));
        self
    }

    /// The one evident repair.
    pub(super) fn safe(self, title: &'static str, edits: Vec<(Range<usize>, String)>) -> Self {
        self.repair(title, Safety::Safe, edits)
    }

    /// A probable repair.
    pub(super) fn probable(self, title: &'static str, edits: Vec<(Range<usize>, String)>) -> Self {
        self.repair(title, Safety::Unsafe, edits)
    }

    fn repair(mut self, title: &'static str, safety: Safety, edits: Vec<(Range<usize>, String)>) -> Self {
        self.repair = Some(Repair { title, safety, edits });
        self
    }
}

impl Mask {
    /// The bytes it covers.
    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Self::Value(range) | Self::Lines(range) => range.clone(),
        }
    }

    /// What stands in its place afterwards; of the same length.
    pub(super) fn cover(&self, text: &str) -> String {
        match self {
            Self::Value(range) => "x".repeat(range.len()),
            Self::Lines(range) => text[range.clone()].split_inclusive(['\n', '\r']).map(commented).collect(),
        }
    }
}

/// The line as a comment of the same length; a blank one as it is.
fn commented(line: &str) -> String {
    let blank = line.trim_start().is_empty();
    let first = line.chars().next().filter(|_| !blank);
    first.map_or_else(|| line.to_string(), |c| format!("{}{}", "#".repeat(c.len_utf8()), &line[c.len_utf8()..]))
}
