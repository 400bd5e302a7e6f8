//! `front-matter/invalid-syntax`: what in the block no loader can read, with its cause.
use crate::diagnostic::{Diagnostic, Severity};
use crate::front_matter::SyntaxProblem;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct InvalidSyntax;

/// Causes that a rule of their own explains.
const EXPLAINED: [&str; 2] = ["curly-quote", "invisible-character"];

impl Rule for InvalidSyntax {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in post.front.problems.iter().filter(|problem| !EXPLAINED.contains(&problem.cause)) {
            let finding = report(problem, cx);
            finding.detail(problem.cause);
        }
    }
}

/// Reports a problem as it was found; also for the rules that explain one of their own, which only warn where the block can be read.
pub(super) fn report<'c>(problem: &SyntaxProblem, cx: &'c mut Context<'_>) -> &'c mut Diagnostic {
    let finding = cx.report_as(Severity::Error, problem.span, problem.message.clone());
    for (span, message) in &problem.labels {
        finding.label(*span, message.clone());
    }
    finding.help = problem.help.clone().map(Into::into);
    finding.fix = problem.fix.clone().map(Box::new);
    finding
}
