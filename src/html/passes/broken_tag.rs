//! End tags of another name that also lack their `>`.
use super::pass::{BodyFacts, ProblemChanges};
use crate::html::document::HtmlProblem;
use std::collections::HashSet;

pub(super) fn run(_: &BodyFacts<'_>, problems: &[HtmlProblem]) -> ProblemChanges {
    let mut changes = ProblemChanges::default();
    if !problems.iter().any(|problem| matches!(problem, HtmlProblem::Mismatched { .. })) {
        return changes;
    }
    let broken: HashSet<usize> = problems.iter().filter_map(broken_start).collect();
    for (place, problem) in problems.iter().enumerate() {
        if matches!(problem, HtmlProblem::Mismatched { end, .. } if broken.contains(&end.span.start())) {
            changes.drop(place);
        }
    }
    changes
}

fn broken_start(problem: &HtmlProblem) -> Option<usize> {
    if let HtmlProblem::BrokenTag(tag) = problem { Some(tag.start()) } else { None }
}
