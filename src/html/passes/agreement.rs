//! What all ways of reading one body have in common: only that is certain when the site's Markdown is unknown.
use super::pass::{BodyFacts, ProblemChanges};
use crate::html::document::HtmlProblem;
use crate::text::Span;
use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

pub(super) fn run(facts: &BodyFacts<'_>, problems: &[HtmlProblem]) -> ProblemChanges {
    let mut changes = ProblemChanges::default();
    if facts.others.is_empty() || problems.is_empty() {
        return changes;
    }
    let others: Vec<HashSet<(Discriminant<HtmlProblem>, Span)>> =
        facts.others.iter().map(|other| other.problems.iter().map(kind_and_place).collect()).collect();
    for (place, problem) in problems.iter().enumerate() {
        if !others.iter().all(|other| other.contains(&kind_and_place(problem))) {
            changes.drop(place);
        }
    }
    changes
}

fn kind_and_place(problem: &HtmlProblem) -> (Discriminant<HtmlProblem>, Span) {
    (discriminant(problem), problem.span())
}
