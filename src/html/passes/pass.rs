//! What a pass is: a pure function from the facts of a body and the problems found so far to changes of these problems.
use crate::html::document::{HtmlDocument, HtmlProblem};
use crate::html::input::{ParseOptions, Segment};
use crate::trace::FindingTrace;

/// One pass, as the list shows it.
pub(super) struct HtmlPass {
    /// The name, as traces show it.
    pub(super) name: &'static str,
    /// What the pass may add, replace or drop, and why it is at its place in the list.
    pub(super) does: &'static str,
    /// Whether it may find problems where there are none; the others have nothing to do then.
    pub(super) finds: bool,
    pub(super) run: fn(&BodyFacts<'_>, &[HtmlProblem]) -> ProblemChanges,
}

/// What a pass may look at besides the problems. All spans are bytes of the file.
pub(super) struct BodyFacts<'a> {
    /// The text of the whole file.
    pub(super) text: &'a str,
    pub(super) segments: &'a [Segment],
    pub(super) options: &'a ParseOptions<'a>,
    /// The tags and comments; the problems are those that a pass is given.
    pub(super) document: &'a HtmlDocument,
}

/// What a pass changes. It names problems by their place in the list that it was given; all changes of a pass are made in one walk.
#[derive(Default)]
pub(super) struct ProblemChanges {
    /// The problems that go, and for a replaced one the place of the new problem among those added.
    gone: Vec<(usize, Option<usize>)>,
    added: Vec<HtmlProblem>,
}

impl ProblemChanges {
    /// The problem at this place goes.
    pub(super) fn drop(&mut self, place: usize) {
        self.gone.push((place, None));
    }

    /// A new problem comes.
    pub(super) fn add(&mut self, problem: HtmlProblem) {
        self.added.push(problem);
    }

    /// A new problem comes for the problems at these places.
    pub(super) fn replace(&mut self, places: &[usize], problem: HtmlProblem) {
        self.gone.extend(places.iter().map(|place| (*place, Some(self.added.len()))));
        self.added.push(problem);
    }

    /// How many problems there are after these changes of so many.
    pub(super) fn count(&self, before: usize) -> usize {
        before + self.added.len() - self.gone.len()
    }

    /// The problems with these changes made: what is left in its order, then what is new.
    pub(super) fn made(self, problems: Vec<HtmlProblem>) -> Vec<HtmlProblem> {
        if self.gone.is_empty() && self.added.is_empty() {
            return problems;
        }
        let mut stays = vec![true; problems.len()];
        for (place, _) in self.gone {
            stays[place] = false;
        }
        let left = problems.into_iter().zip(stays).filter_map(|(problem, stays)| stays.then_some(problem));
        left.chain(self.added).collect()
    }

    /// Writes down what becomes of the problems at the line that is traced; the pass has a name and does something.
    pub(super) fn note(&self, (name, does): (&str, &str), problems: &[HtmlProblem], trace: FindingTrace<'_>) {
        let shown = |problem: &HtmlProblem| format!("{} at {}", problem.kind(), trace.position(problem.span()));
        let note = |spans: &[crate::text::Span], what: String| {
            trace.note(spans, || format!("pass `{name}` {what}; it {does}"));
        };
        for (place, new) in &self.gone {
            let old = &problems[*place];
            match new.map(|new| &self.added[new]) {
                Some(new) => {
                    note(&[old.span(), new.span()], format!("replaced {} by {}", shown(old), shown(new)));
                }
                None => note(&[old.span()], format!("dropped {}", shown(old))),
            }
        }
        let replaces = |place: usize| self.gone.iter().any(|(_, new)| *new == Some(place));
        for (_, new) in self.added.iter().enumerate().filter(|(place, _)| !replaces(*place)) {
            note(&[new.span()], format!("added {}", shown(new)));
        }
    }
}
