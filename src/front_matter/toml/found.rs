//! What is wrong in a block of TOML, and its fix, offered only when the block can be read with it.
use crate::diagnostic::{Fix, Safety};
use crate::front_matter::tree::SyntaxProblem;
use crate::text::{Budget, Edit, Span};
use std::ops::Range;
use toml::de::DeTable;

/// What is wrong; ranges are bytes of the block.
pub(super) struct TomlProblem {
    pub(super) cause: &'static str,
    at: Range<usize>,
    message: String,
    help: &'static str,
    title: &'static str,
    edits: Vec<(Range<usize>, String)>,
    safety: Safety,
}

impl TomlProblem {
    pub(super) fn new(cause: &'static str, at: Range<usize>, message: impl Into<String>, help: &'static str) -> Self {
        Self { cause, at, message: message.into(), help, title: "", edits: Vec::new(), safety: Safety::Unsafe }
    }

    /// With a fix that is probably what was meant.
    pub(super) fn fix(self, title: &'static str, edits: Vec<(Range<usize>, String)>) -> Self {
        Self { title, edits, ..self }
    }

    /// Its fix is the one evident repair.
    pub(super) fn sure(self) -> Self {
        self.sure_if(true)
    }

    /// Its fix is the one evident repair when that is so.
    pub(super) fn sure_if(self, is_sure: bool) -> Self {
        Self { safety: if is_sure { Safety::Safe } else { Safety::Unsafe }, ..self }
    }

    /// With its fix, when no more than `most_left` errors are left of `text` with it.
    pub(super) fn into_problem(self, text: &str, base: usize, most_left: usize, trials: &mut Trials) -> SyntaxProblem {
        let span = |range: &Range<usize>| Span::new(range.start, range.end).shift(base);
        let edits = |base: usize| -> Vec<Edit> {
            let edit = |(at, new): &(Range<usize>, String)| {
                Edit::replace(Span::new(at.start, at.end).shift(base), new.clone())
            };
            self.edits.iter().map(edit).collect()
        };
        let is_good = |fixed: String| fixed != text && DeTable::parse_recoverable(&fixed).1.len() <= most_left;
        let good =
            !self.edits.is_empty() && trials.take(text.len()) && Edit::apply(text, &edits(0)).is_some_and(is_good);
        let fix = good.then(|| Fix { title: self.title.into(), safety: self.safety, edits: edits(base) });
        let help = Some(self.help.to_string());
        SyntaxProblem { cause: self.cause, span: span(&self.at), message: self.message, labels: Vec::new(), help, fix }
    }
}

/// How often a block may be read once more to try a fix.
pub(super) struct Trials {
    left: Budget,
    bytes: Budget,
}

impl Default for Trials {
    fn default() -> Self {
        Self { left: Budget::new(100), bytes: Budget::new(2 << 20) }
    }
}

impl Trials {
    /// Takes one trial that reads `bytes`, if that much is left.
    fn take(&self, bytes: usize) -> bool {
        self.bytes.take(bytes) && self.left.take(1)
    }
}
