//! Content that is misplaced only because a tag of its table is missing.
use super::pass::{BodyFacts, ProblemChanges};
use crate::html::document::HtmlProblem;
use crate::text::Span;
use std::collections::HashSet;

/// Looks at the problems from the last to the first: a missing tag explains only what was found before it.
pub(super) fn run(_: &BodyFacts<'_>, problems: &[HtmlProblem]) -> ProblemChanges {
    let mut changes = ProblemChanges::default();
    // What browsers moved out of an unclosed table or select was never intended to be inside it.
    let mut inside = usize::MAX;
    // The first row or cell outside a table is explained by the end tag of a table that never began.
    let mut tableless: HashSet<Span> = HashSet::new();
    for (place, problem) in problems.iter().enumerate().rev() {
        match problem {
            HtmlProblem::Unclosed { start, .. } if matches!(start.name(), "table" | "select") => {
                inside = inside.min(start.span.end());
            }
            HtmlProblem::Tableless { first, .. } => _ = tableless.insert(first.span),
            HtmlProblem::Misplaced { what, .. } if what.span.start() >= inside || tableless.contains(&what.span) => {
                changes.drop(place);
            }
            _ => {}
        }
    }
    changes
}
