//! What all ways of reading one body have in common: only that is certain when the site's Markdown is unknown.
use super::pass::ProblemChanges;
use crate::html::document::{HtmlDocument, HtmlParseError, HtmlProblem, TagRef};
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::mem::discriminant;

/// `problems` are those of one reading, `others` the other readings.
pub(super) fn run(text: &str, problems: &[HtmlProblem], others: &[HtmlDocument]) -> ProblemChanges {
    let mut changes = ProblemChanges::default();
    if others.is_empty() || problems.is_empty() {
        return changes;
    }
    let others: Vec<ProblemsByPlace<'_>> = others.iter().map(ProblemsByPlace::of).collect();
    let kind_and_place = |problem: &HtmlProblem| (discriminant(problem), problem.span());
    let mut kept: HashSet<_> = HashSet::new();
    for (place, problem) in problems.iter().enumerate() {
        let Some(claim) = weakest(text, problem, &others).filter(|claim| kept.insert(kind_and_place(claim))) else {
            changes.drop(place);
            continue;
        };
        if kind_and_place(claim) != kind_and_place(problem) {
            changes.replace(&[place], claim.clone());
        }
    }
    changes
}

/// What all readings say of the place of a problem: the problem itself where each has it, or the one that claims least; `None` where a reading
/// has nothing there.
fn weakest<'p>(text: &str, problem: &'p HtmlProblem, others: &[ProblemsByPlace<'p>]) -> Option<&'p HtmlProblem> {
    let mut claim = problem;
    for other in others {
        let at_place = other.at(problem);
        if at_place.iter().any(|found| discriminant(*found) == discriminant(claim) && found.span() == claim.span()) {
            continue;
        }
        // Where the other reading has the tag, what is wrong in it is an error of the standard.
        if problem.is_of_text() && (other.has_error_in(problem.span()) || other.breaks(problem.span())) {
            continue;
        }
        if problem.is_of_text() && at_place.is_empty() {
            // Without this tag its end tag has nothing to close.
            other.stray_after(text, problem.span()).then_some(())?;
            continue;
        }
        let found = *at_place.first()?;
        if claims(found) < claims(claim) {
            claim = found;
        }
    }
    Some(claim)
}

/// How much a problem claims of what the author intended.
fn claims(problem: &HtmlProblem) -> u8 {
    match problem {
        HtmlProblem::Unclosed { .. } | HtmlProblem::Stray { .. } => 0,
        HtmlProblem::Misnested { .. } => 1,
        _ => 2,
    }
}

/// How many bytes after a tag its end tag is looked for, and among how many stray ones.
const NEAR: usize = 4_000;
const MOST_STRAYS: usize = 50;

/// The problems of one reading by the places that they are about.
struct ProblemsByPlace<'d> {
    /// By where they are reported.
    reported: HashMap<usize, Vec<&'d HtmlProblem>>,
    /// By the tag that they conflict with.
    conflicts: HashMap<usize, Vec<&'d HtmlProblem>>,
    /// The end tags that close nothing.
    strays: Vec<&'d TagRef>,
    /// The tags that are not read as ones, in order.
    broken: Vec<Span>,
    /// The errors of the standard, in order.
    errors: &'d [HtmlParseError],
}

impl<'d> ProblemsByPlace<'d> {
    fn of(document: &'d HtmlDocument) -> Self {
        let (mut reported, mut conflicts): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) = (HashMap::new(), HashMap::new());
        for problem in &document.problems {
            reported.entry(problem.span().start()).or_default().push(problem);
            if let Some(conflict) = problem.conflict().filter(|conflict| !conflict.is_empty()) {
                conflicts.entry(conflict.start()).or_default().push(problem);
            }
        }
        let broken = document.problems.iter().filter(|problem| problem.is_of_text()).map(HtmlProblem::span);
        let stray = |problem: &'d HtmlProblem| match problem {
            HtmlProblem::Stray { end, .. } => Some(end),
            _ => None,
        };
        let strays = document.problems.iter().filter_map(stray).take(MOST_STRAYS).collect();
        Self { reported, conflicts, strays, broken: Span::merge(broken.collect()), errors: &document.errors }
    }

    /// Whether there is a stray end tag soon after a tag, and of its name.
    fn stray_after(&self, text: &str, tag: Span) -> bool {
        let name = text.get(tag.start() + 1..).unwrap_or("");
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        let is_near = |end: &&&TagRef| end.span.start() > tag.start() && end.span.start() - tag.start() <= NEAR;
        !name.is_empty() && self.strays.iter().filter(is_near).any(|end| end.name().eq_ignore_ascii_case(name))
    }

    /// Whether a part of this tag, or one around it, is not read as a tag.
    fn breaks(&self, part: Span) -> bool {
        let after = self.broken.partition_point(|tag| tag.start() < part.end());
        self.broken[..after].last().is_some_and(|tag| tag.end() > part.start())
    }

    fn has_error_in(&self, tag: Span) -> bool {
        let first = self.errors.partition_point(|error| error.span.start() < tag.start());
        self.errors.get(first).is_some_and(|error| tag.contains(error.span))
    }

    /// Those at the place of a problem of another reading, or at the tag that it conflicts with.
    fn at(&self, problem: &HtmlProblem) -> Vec<&'d HtmlProblem> {
        let start = problem.span().start();
        let conflict = problem.conflict().filter(|conflict| !conflict.is_empty()).map(Span::start);
        let here = self.reported.get(&start).into_iter().chain(self.conflicts.get(&start)).flatten();
        here.chain(conflict.and_then(|start| self.reported.get(&start)).into_iter().flatten()).copied().collect()
    }
}
