//! `suppression/unused`: a directive without effect.
use crate::rules::{Context, DirectiveProblem, Elsewhere, Event, Rule};

pub(crate) struct Unused;

impl Rule for Unused {
    fn on_event(&self, event: &Event<'_>, cx: &mut Context<'_>) {
        let Event::Directive { span, problem: DirectiveProblem::Unused { name, elsewhere } } = event else { return };
        let finding = cx.report(*span, format!("`{name}` reports nothing here, so there is nothing to ignore"));
        let Some(Elsewhere { span, line, is_fence }) = elsewhere else {
            finding.help("the problem was fixed, or the comment is on the wrong line; delete the name of the rule, or move the comment");
            return;
        };
        finding.label(*span, format!("`{name}` reports this")).help(if *is_fence {
            "the comment belongs to the fence: put it alone on the first line after it".to_string()
        } else {
            format!("the comment belongs to line {line}: put it at the end of that line, or alone on the line before")
        });
    }
}
