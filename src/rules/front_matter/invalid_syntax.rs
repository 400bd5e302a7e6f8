//! `front-matter/invalid-syntax`: what in the block no loader can read, with its cause.
use crate::diagnostic::{Diagnostic, Severity};
use crate::front_matter::SyntaxProblem;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct InvalidSyntax;

impl Rule for InvalidSyntax {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in post.front().problems.iter().filter(|problem| !problem.cause.has_its_own_rule()) {
            report(problem, cx).detail(problem.cause.name());
        }
    }
}

/// Reports a problem as it was found. Rules that explain a cause of their own use it, too: where the block can be read, they only
/// warn.
pub(super) fn report<'c>(problem: &SyntaxProblem, cx: &'c mut Context<'_>) -> &'c mut Diagnostic {
    problem.explain(cx.report_as(Severity::Error, problem.span, problem.message.clone()))
}
