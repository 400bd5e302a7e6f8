//! `suppression/unused`: a directive without effect.
use crate::rules::{Context, DirectiveProblem, Event, Rule};

pub(crate) struct Unused;

impl Rule for Unused {
    fn on_event(&self, event: &Event<'_>, cx: &mut Context<'_>) {
        let Event::Directive { span, problem: DirectiveProblem::Unused(name) } = event else { return };
        cx.report(*span, format!("`{name}` reports nothing here, so there is nothing to ignore"))
            .help("the problem was fixed, or the comment is on the wrong line; delete the name of the rule, or move the comment");
    }
}
