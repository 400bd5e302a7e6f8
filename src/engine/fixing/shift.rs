//! Where the places of a text are after edits, and which findings are new there.
use crate::diagnostic::{Diagnostic, RuleId};
use crate::text::{Edit, Span};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::ops::RangeInclusive;

/// Sorted edits that do not overlap, and by how many bytes the text has grown before each.
pub(super) struct Shift<'a> {
    edits: Vec<&'a Edit>,
    /// For each edit the bytes written less those removed by all edits before it; one more for the end.
    grown: Vec<isize>,
}

impl<'a> Shift<'a> {
    pub(super) fn of(edits: impl IntoIterator<Item = &'a Edit>) -> Self {
        let mut edits: Vec<&Edit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| edit.span);
        let mut grown = vec![0];
        for edit in &edits {
            let last = grown.last().copied().unwrap_or(0);
            grown.push(last + edit.text.len().cast_signed() - edit.span.len().cast_signed());
        }
        Self { edits, grown }
    }

    /// Where a place may be after the edits: anywhere in the text that replaces it.
    pub(super) fn of_place(&self, at: usize) -> RangeInclusive<usize> {
        let first = self.edits.partition_point(|edit| edit.span.end() <= at && edit.span != Span::at(at));
        let start = at.saturating_add_signed(self.grown[first]);
        let around = self.edits[first..].iter().take_while(|edit| edit.span.start() <= at);
        around.fold(start..=start, |range, edit| {
            let from = start.saturating_sub(at - edit.span.start());
            *range.start().min(&from)..=*range.end().max(&(from + edit.text.len()))
        })
    }
}

/// A rule and the cause inside it.
type Kind = (RuleId, Option<&'static str>);

/// The first finding after the edits that was not there before: each other one is paired with one of `before`, of the same rule and
/// detail, whose place has moved there. Findings of the rules in `uncounted` are not looked at: of these not all were kept before.
pub(super) fn new_finding<'d>(
    before: impl Iterator<Item = &'d Diagnostic>,
    after: &'d [Diagnostic],
    uncounted: &HashSet<RuleId>,
    shift: &Shift<'_>,
) -> Option<&'d Diagnostic> {
    let mut places: HashMap<Kind, Vec<RangeInclusive<usize>>> = HashMap::new();
    for finding in before {
        places.entry((finding.rule, finding.detail)).or_default().push(shift.of_place(finding.span.start()));
    }
    let mut found: HashMap<Kind, Vec<&Diagnostic>> = HashMap::new();
    for finding in after.iter().filter(|finding| !uncounted.contains(&finding.rule)) {
        found.entry((finding.rule, finding.detail)).or_default().push(finding);
    }
    let new = found.into_iter().filter_map(|(kind, found)| unpaired(places.remove(&kind).unwrap_or_default(), found));
    new.min_by_key(|finding| (finding.span.start(), finding.rule))
}

/// The first of the findings for which no place is left: each takes the place that ends first.
fn unpaired(mut places: Vec<RangeInclusive<usize>>, mut found: Vec<&Diagnostic>) -> Option<&Diagnostic> {
    places.sort_unstable_by_key(|place| *place.start());
    found.sort_unstable_by_key(|finding| finding.span.start());
    let mut places = places.into_iter().peekable();
    let mut ends = BinaryHeap::new();
    found.into_iter().find(|finding| {
        let at = finding.span.start();
        while let Some(place) = places.next_if(|place| *place.start() <= at) {
            ends.push(Reverse(*place.end()));
        }
        while ends.peek().is_some_and(|Reverse(end)| *end < at) {
            ends.pop();
        }
        ends.pop().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    const RULE: RuleId = RuleId::new("html/misnested");

    fn finding(at: usize) -> Diagnostic {
        Diagnostic::new(RULE, Severity::Error, Span::new(at, at + 1), "wrong")
    }

    fn new(before: &[usize], after: &[usize], edits: &[Edit]) -> Option<usize> {
        let before: Vec<Diagnostic> = before.iter().copied().map(finding).collect();
        let after: Vec<Diagnostic> = after.iter().copied().map(finding).collect();
        new_finding(before.iter(), &after, &HashSet::new(), &Shift::of(edits)).map(|finding| finding.span.start())
    }

    #[test]
    fn places_move_by_what_was_written_before_them() {
        let edits =
            [Edit::insert(4, "abc"), Edit::delete(Span::new(10, 12)), Edit::replace(Span::new(20, 22), "longer")];
        let shift = Shift::of(&edits);
        assert_eq!(shift.of_place(0), 0..=0);
        assert_eq!(shift.of_place(4), 4..=7);
        assert_eq!(shift.of_place(5), 8..=8);
        assert_eq!(shift.of_place(11), 13..=14);
        assert_eq!(shift.of_place(12), 13..=13);
        assert_eq!(shift.of_place(21), 21..=27);
        assert_eq!(shift.of_place(22), 27..=27);
    }

    #[test]
    fn a_finding_that_moved_is_not_new() {
        let edits = [Edit::insert(4, "abc"), Edit::replace(Span::new(20, 22), "longer")];
        assert_eq!(new(&[5, 30], &[8, 37], &edits), None);
        assert_eq!(new(&[21], &[25], &edits), None);
    }

    #[test]
    fn a_finding_elsewhere_or_one_more_at_a_place_is_new() {
        let edits = [Edit::replace(Span::new(20, 22), "longer")];
        assert_eq!(new(&[5], &[6], &edits), Some(6));
        assert_eq!(new(&[5, 21], &[5, 20, 24], &edits), Some(24));
        assert_eq!(new(&[], &[0], &edits), Some(0));
    }
}
