//! `suppression/without-reason`: a directive that does not say why.
use crate::rules::{Context, DirectiveProblem, Event, Rule};

pub(crate) struct WithoutReason;

impl Rule for WithoutReason {
    fn on_event(&self, event: &Event<'_>, cx: &mut Context<'_>) {
        let Event::Directive { span, problem: DirectiveProblem::NoReason } = event else { return };
        cx.report(*span, "the comment gives no reason")
            .help("write the reason after ` -- `, so that later readers know whether the problem may still be ignored");
    }
}
