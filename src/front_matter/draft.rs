//! A problem while its block is still being read: what is wrong, how it could be fixed, and how the rest can be read without it.
use super::{SyntaxCause, SyntaxProblem};
use crate::diagnostic::{Fix, Safety};
use crate::text::{Edit, Span};
use std::borrow::Cow;
use std::ops::Range;

/// Replacements of parts of a block.
pub(super) type Edits = Vec<(Range<usize>, String)>;

/// What is said of a problem; each language has a file of its own with all its words.
#[derive(Clone, Debug)]
pub(super) struct Wording {
    cause: SyntaxCause,
    message: String,
    help: Cow<'static, str>,
    fix: Cow<'static, str>,
}

impl Wording {
    /// What is wrong.
    pub(super) fn new(cause: SyntaxCause, message: impl Into<String>) -> Self {
        Self { cause, message: message.into(), help: "".into(), fix: "".into() }
    }

    /// Why it matters and what to do.
    pub(super) fn help(self, help: impl Into<Cow<'static, str>>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// What the fix does, if one is offered.
    pub(super) fn fix(self, fix: impl Into<Cow<'static, str>>) -> Self {
        Self { fix: fix.into(), ..self }
    }
}

/// A problem that is not verified yet; ranges are bytes of the block.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Why the block cannot be read.
    pub(super) cause: SyntaxCause,
    /// Where the cause is; often not where the parser gave up.
    pub(super) at: Range<usize>,
    /// Other places that explain the problem, and what there is to see.
    pub(super) labels: Vec<(Range<usize>, String)>,
    /// The repair, if one is evident.
    pub(super) repair: Option<Repair>,
    /// How to read the rest of the block without it.
    pub(super) mask: Mask,
    /// The mask covers keys that cannot be read.
    pub(super) hides_keys: bool,
    /// The lines that the repair may change the meaning of: entries elsewhere keep their keys and values.
    pub(super) scope: Range<usize>,
    words: Wording,
}

/// A change of the block that repairs it.
#[derive(Clone, Debug)]
pub(super) struct Repair {
    /// How far it can be trusted, once it is verified.
    pub(super) safety: Safety,
    pub(super) edits: Edits,
}

/// What to cover, so that every other byte keeps its place and can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mask {
    /// Nothing: the problem does not keep the rest from being read, or nothing can take its place.
    Nothing,
    /// A value, by `x`.
    Value(Range<usize>),
    /// Whole lines, each by a `#` in its first place.
    Lines(Range<usize>),
    /// Anything, by a text of the same length. At an empty range the text is inserted.
    Text(Range<usize>, String),
}

impl Draft {
    pub(super) fn new(words: Wording, at: Range<usize>) -> Self {
        Self {
            cause: words.cause,
            at,
            labels: Vec::new(),
            repair: None,
            mask: Mask::Nothing,
            hides_keys: false,
            scope: 0..0,
            words,
        }
    }

    /// The same problem in the words of a special case of it.
    pub(super) fn reworded(self, words: Wording) -> Self {
        Self { cause: words.cause, words, ..self }
    }

    pub(super) fn mask(self, mask: Mask) -> Self {
        Self { mask, ..self }
    }

    pub(super) fn label(mut self, at: Range<usize>, message: impl Into<String>) -> Self {
        self.labels.push((at, message.into()));
        self
    }

    /// With the one evident repair.
    pub(super) fn safe(self, edits: Edits) -> Self {
        self.repair(true, edits)
    }

    /// With a repair that is probably what was intended.
    pub(super) fn probable(self, edits: Edits) -> Self {
        self.repair(false, edits)
    }

    /// With a repair, which is the one evident repair when `is_sure`; without edits there is no repair.
    pub(super) fn repair(self, is_sure: bool, edits: Edits) -> Self {
        let safety = if is_sure { Safety::Safe } else { Safety::Unsafe };
        Self { repair: Some(Repair { safety, edits }).filter(|repair| !repair.edits.is_empty()), ..self }
    }

    /// With every range moved from one text to another.
    pub(super) fn moved(mut self, place: impl Fn(Range<usize>) -> Range<usize>) -> Self {
        self.at = place(self.at);
        for (at, _) in self.labels.iter_mut().chain(self.repair.iter_mut().flat_map(|repair| &mut repair.edits)) {
            *at = place(at.clone());
        }
        match &mut self.mask {
            Mask::Value(at) | Mask::Lines(at) | Mask::Text(at, _) => *at = place(at.clone()),
            Mask::Nothing => {}
        }
        self
    }

    /// The problem in a block that begins at byte `base` of the file; only a verified repair becomes a fix.
    pub(super) fn into_problem(self, base: usize, is_verified: bool) -> SyntaxProblem {
        let span = |at: Range<usize>| Span::from(at).shift(base);
        let Wording { message, help, fix: title, .. } = self.words;
        let fix = self.repair.filter(|_| is_verified).map(|repair| Fix {
            title: title.into(),
            safety: repair.safety,
            edits: repair.edits.into_iter().map(|(at, text)| Edit::replace(span(at), text)).collect(),
            group: None,
        });
        let labels = self.labels.into_iter().map(|(at, message)| (span(at), message)).collect();
        let help = (!help.is_empty()).then(|| help.into());
        SyntaxProblem { cause: self.cause, span: span(self.at), message, labels, help, fix }
    }
}

impl Mask {
    /// The bytes that are covered; an empty range when there are none.
    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Self::Nothing => 0..0,
            Self::Value(range) | Self::Lines(range) | Self::Text(range, _) => range.clone(),
        }
    }

    /// What is in their place afterwards; of the same length, unless it is inserted.
    pub(super) fn cover(&self, text: &str) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Value(range) => "x".repeat(range.len()),
            Self::Lines(range) => text[range.clone()].split_inclusive(['\n', '\r']).map(commented).collect(),
            Self::Text(_, cover) => cover.clone(),
        }
    }

    /// The mask as an edit of the text.
    pub(super) fn edit(&self, text: &str) -> Option<Edit> {
        (*self != Self::Nothing).then(|| Edit::replace(self.range().into(), self.cover(text)))
    }
}

/// The line as a comment of the same length; a blank one stays as it is.
fn commented(line: &str) -> String {
    let is_blank = line.trim_start().is_empty();
    let first = line.chars().next().filter(|_| !is_blank);
    first.map_or_else(|| line.to_string(), |c| format!("{}{}", "#".repeat(c.len_utf8()), &line[c.len_utf8()..]))
}
