//! The elements that the problems say are left open, for the passes that look for a typo in their end tags.
use crate::html::document::{HtmlProblem, TagRef};

/// An element without its end tag.
pub(super) struct LeftOpen<'p> {
    /// The place of its problem in the list.
    pub(super) place: usize,
    pub(super) start: &'p TagRef,
    /// Where something else closed the element.
    pub(super) end: usize,
}

/// The elements that are left open, by their start tags.
pub(super) fn left_open(problems: &[HtmlProblem]) -> Vec<LeftOpen<'_>> {
    let mut open: Vec<LeftOpen<'_>> = problems.iter().enumerate().filter_map(of_problem).collect();
    open.sort_by_key(|open| open.start.span);
    open
}

fn of_problem((place, problem): (usize, &HtmlProblem)) -> Option<LeftOpen<'_>> {
    let HtmlProblem::Unclosed { start, closer } = problem else { return None };
    let end = closer.as_ref().map_or(usize::MAX, |closer| closer.span.end());
    Some(LeftOpen { place, start, end })
}
