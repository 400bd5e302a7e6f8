//! The rule pages as tests read them: their examples, what each example yields, and how a page shows it.
mod escapes;
mod example;
mod marks;
mod output;

pub(crate) use example::{Example, examples, sheets};

use frontlint::diagnostic::Diagnostic;
use frontlint::text::SourceFile;

/// What a page shows of an example: the body of its block, marks included, and the body of the block `text output` after it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) body: String,
    /// Empty when the findings have neither help nor fix: then there is no such block.
    pub(crate) output: String,
}

/// What the page should show of an example, when these are its findings.
pub(crate) fn shown(example: &Example, source: &SourceFile, found: &[Diagnostic]) -> Shown {
    Shown {
        body: marks::marked(example.body(), example.has("escapes"), example.sheet.rule, found),
        output: output::of(example, source, found),
    }
}
