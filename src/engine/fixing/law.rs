//! What must hold of a text after fixes, compared with the text before them.
use super::shift::{Shift, new_finding};
use super::{Recheck, Rechecked};
use crate::diagnostic::{Diagnostic, RuleId};
use crate::dialect::Dialect;
use crate::front_matter::{FrontMatter, SyntaxProblem};
use crate::text::{Edit, SourceFile, Span};
use crate::values::kept;
use std::collections::HashSet;

/// A text with its findings.
pub(super) struct Known<'a> {
    pub(super) source: &'a SourceFile,
    pub(super) checked: &'a Rechecked,
}

/// What must be the same after the edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    Nothing,
    /// Every value that a loader reads.
    Values,
    ValuesAndComments,
}

/// Checks the text after the fixes of some findings (their numbers are in `fixed`) whose edits these are.
///
/// # Errors
/// Why the fixes must not be made, as the end of a sentence: it would …
pub(super) fn obeys(
    before: &Known<'_>,
    fixed: &HashSet<usize>,
    edits: &[&Edit],
    kept: Kept,
    after: &SourceFile,
    recheck: &dyn Recheck,
) -> Result<Rechecked, String> {
    let checked = recheck.check(after);
    if let Some(problem) = &checked.problem {
        return Err(problem.clone());
    }
    // Of bytes that are not UTF-8, the text that fixes are made of has only a `?`.
    if malformed(before.source) != malformed(after) {
        return Err("change bytes that are not UTF-8".to_string());
    }
    let shift = Shift::of(edits.iter().copied());
    let others = before.checked.found.iter().enumerate().filter(|(index, _)| !fixed.contains(index));
    let uncounted: HashSet<_> = before.checked.left_out.iter().copied().collect();
    if let Some(new) = new_finding(others.map(|(_, finding)| finding), &checked.found, &uncounted, &shift) {
        return Err(brings(new, before, fixed));
    }
    if let Some(new) = new_unselected(before.checked, &checked, fixed, &shift) {
        return Err(format!("cause a finding of `{}`, which is on in the config: {}", new.rule, new.message));
    }
    let dialect = recheck.dialect();
    if let Some(problem) = new_problem(before.source, after, &dialect, &shift) {
        return Err(format!("break the front matter: {}", problem.message));
    }
    if kept != Kept::Nothing {
        kept::keeps_values(before.source, after, &dialect).map_err(|lost| format!("change {lost}"))?;
    }
    if kept == Kept::ValuesAndComments {
        kept::keeps_comments(before.source, after, &dialect).map_err(|lost| format!("change {lost}"))?;
    }
    Ok(checked)
}

/// A new finding of a rule that options do not select.
fn new_unselected<'a>(
    before: &'a Rechecked,
    after: &'a Rechecked,
    fixed: &HashSet<usize>,
    shift: &Shift<'_>,
) -> Option<&'a Diagnostic> {
    let (old, new) = (before.unselected.as_ref()?, after.unselected.as_ref()?);
    let fixed: HashSet<_> = fixed.iter().filter_map(|index| before.found.get(*index)).map(place).collect();
    let others = old.found.iter().filter(|finding| !fixed.contains(&place(finding)));
    new_finding(others, &new.found, &old.left_out.iter().copied().collect(), shift)
}

/// What tells a finding from the others of its post.
fn place(finding: &Diagnostic) -> (RuleId, Option<&'static str>, Span) {
    (finding.rule, finding.detail, finding.span)
}

/// The bytes that are not UTF-8, in their order.
fn malformed(source: &SourceFile) -> impl PartialEq {
    let bytes = |span: &Span| source.bytes().get(span.range()).unwrap_or_default().to_vec();
    source.malformed().iter().map(bytes).collect::<Vec<_>>().concat()
}

/// Says of a finding that it is still there, or that it is new.
fn brings(new: &Diagnostic, before: &Known<'_>, fixed: &HashSet<usize>) -> String {
    let is_same = |index: &usize| {
        before.checked.found.get(*index).is_some_and(|old| (old.rule, old.detail) == (new.rule, new.detail))
    };
    if fixed.iter().any(is_same) {
        format!("leave another finding of `{}`: {}", new.rule, new.message)
    } else {
        format!("cause a finding of `{}`: {}", new.rule, new.message)
    }
}

/// A syntax problem of the front matter that was not there before, whether or not a rule reports it.
fn new_problem(before: &SourceFile, after: &SourceFile, dialect: &Dialect, shift: &Shift<'_>) -> Option<SyntaxProblem> {
    let old = FrontMatter::parse(before, dialect).problems;
    let was_there = |problem: &SyntaxProblem| {
        let place = problem.span.start();
        old.iter().any(|old| old.cause == problem.cause && shift.of_place(old.span.start()).contains(&place))
    };
    FrontMatter::parse(after, dialect).problems.into_iter().find(|problem| !was_there(problem))
}
