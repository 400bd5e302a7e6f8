//! `suppression/unknown-rule`: a directive that names no rule, or one that does not exist.
use crate::catalogue;
use crate::diagnostic::Safety;
use crate::rules::{Context, DirectiveProblem, Event, Rule};
use crate::text::spelling::nearest_name;
use crate::text::{Edit, Span};

pub(crate) struct UnknownRule;

impl Rule for UnknownRule {
    fn on_event(&self, event: &Event<'_>, cx: &mut Context<'_>) {
        match event {
            Event::Directive { span, problem: DirectiveProblem::UnknownRule(name) } => report(name, *span, cx),
            Event::Directive { span, problem: DirectiveProblem::UnknownWord { word, right } } => {
                report_word(word, right, *span, cx);
            }
            Event::Directive { span, problem: DirectiveProblem::NoRule } => report_nothing(*span, cx),
            _ => {}
        }
    }
}

/// Reports a name that no rule and no group has.
fn report(name: &str, span: Span, cx: &mut Context<'_>) {
    let finding = cx.report(span, format!("unknown rule or group `{name}`"));
    match nearest_name(name, catalogue::names()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if name.contains(char::is_whitespace) => {
            finding.help("rules are separated by commas, and a reason comes after ` -- `")
        }
        None => finding.help("`frontlint rules` lists all rules"),
    };
}

/// Reports a directive in the words of another tool.
fn report_word(word: &str, right: &str, span: Span, cx: &mut Context<'_>) {
    let help = match right {
        "" => "the comment has no effect: `frontlint-ignore` is for one line only, so that there is nothing to end",
        "frontlint-ignore" => {
            "the comment has no effect; `frontlint-ignore` is for its own line, or for the next one when it is alone on its line"
        }
        _ => "the comment has no effect; `frontlint-ignore-file` is for the whole file",
    };
    let finding = cx.report(span, format!("unknown word `{word}`"));
    finding.help(help);
    if !right.is_empty() {
        finding.fix(Safety::Unsafe, format!("write `{right}`"), vec![Edit::replace(span, right)]);
    }
}

/// Reports a directive without a name.
fn report_nothing(span: Span, cx: &mut Context<'_>) {
    cx.report(span, "the comment does not name a rule to ignore")
        .help("the comment has no effect; write `frontlint-ignore group/rule -- reason`");
}
