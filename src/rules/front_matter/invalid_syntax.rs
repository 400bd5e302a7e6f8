//! `front-matter/invalid-syntax`: what in the block no loader can read, with its cause.
use crate::diagnostic::{Diagnostic, Severity};
use crate::front_matter::SyntaxFault;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct Check;

/// Causes that a rule of their own explains.
const EXPLAINED: [&str; 2] = ["curly-quote", "invisible-character"];

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for fault in post.front.faults.iter().filter(|fault| !EXPLAINED.contains(&fault.cause)) {
            let finding = report(fault, cx);
            finding.detail(fault.cause);
        }
    }
}

/// Reports a fault as it was found; also for the rules that explain one of their own, which only warn where the block can be read.
pub(super) fn report<'c>(fault: &SyntaxFault, cx: &'c mut Context<'_>) -> &'c mut Diagnostic {
    let finding = cx.report_as(Severity::Error, fault.span, fault.message.clone());
    for (span, message) in &fault.labels {
        finding.label(*span, message.clone());
    }
    finding.help = fault.help.clone().map(Into::into);
    finding.fix = fault.fix.clone().map(Box::new);
    finding
}
