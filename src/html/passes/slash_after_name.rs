//! A slash after the name (`<b>x<b/>`): the end tag has its slash at the wrong end.
use super::left_open::left_open;
use super::pass::{BodyFacts, ProblemChanges};
use crate::html::attributes::is_bare;
use crate::html::document::{HtmlProblem, TagRef};
use std::collections::HashMap;

/// A self-closing tag without attributes.
struct SelfClosed<'p> {
    /// The place of its problem in the list.
    place: usize,
    tag: &'p TagRef,
    taken: bool,
}

pub(super) fn run(facts: &BodyFacts<'_>, problems: &[HtmlProblem]) -> ProblemChanges {
    let mut changes = ProblemChanges::default();
    if problems.len() < 2 {
        return changes;
    }
    let mut by_name: HashMap<&str, Vec<SelfClosed<'_>>> = HashMap::new();
    for (place, problem) in problems.iter().enumerate() {
        if let HtmlProblem::SelfClosing(tag) = problem
            && facts.document.tag_at(tag.span.start()).is_some_and(|tag| is_bare(facts.text, tag.span, tag.name()))
        {
            by_name.entry(tag.name()).or_default().push(SelfClosed { place, tag, taken: false });
        }
    }
    if by_name.is_empty() {
        return changes;
    }
    for closed in by_name.values_mut() {
        closed.sort_by_key(|closed| closed.tag.span);
    }
    for open in left_open(problems).into_iter().rev() {
        let Some(closed) = by_name.get_mut(open.start.name()) else { continue };
        let after = closed.partition_point(|closed| closed.tag.span.start() < open.start.span.end());
        let next = closed[after..].iter_mut().find(|closed| !closed.taken);
        if let Some(closed) = next.filter(|closed| closed.tag.span.end() <= open.end) {
            closed.taken = true;
            let problem = HtmlProblem::NoEnd { tag: closed.tag.clone(), start: open.start.clone() };
            changes.replace(&[open.place, closed.place], problem);
        }
    }
    changes
}
