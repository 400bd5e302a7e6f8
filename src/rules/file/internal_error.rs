//! `file/internal-error`: a rule or a parser failed on this file.
use crate::rules::{Context, Event, Rule};
use crate::text::Span;

pub(crate) struct InternalError;

impl Rule for InternalError {
    fn on_event(&self, event: &Event<'_>, cx: &mut Context<'_>) {
        let Event::Broke { rule, why } = event else { return };
        let what = rule.map_or("reading the front matter".to_string(), |rule| format!("the rule `{rule}`"));
        cx.report(Span::at(0), format!("{what} failed on this file")).help(format!(
            "this is a bug in frontlint, not in the post; please report it with the file. The error was: {why}"
        ));
    }

    fn is_mandatory(&self) -> bool {
        true
    }
}
