//! What cannot be read in a block, with its cause, as rules report it.
use super::SyntaxCause;
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::Span;

/// Something in the block that cannot be read, with its cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// The cause; its name is the `detail` of `front-matter/invalid-syntax`.
    pub cause: SyntaxCause,
    /// Where the cause is.
    pub span: Span,
    /// What is wrong, for people.
    pub message: String,
    /// Other places that explain the problem, and what there is to see.
    pub labels: Vec<(Span, String)>,
    /// Why it matters and what to do.
    pub help: Option<String>,
    /// The repair, verified by parsing the block with it.
    pub fix: Option<Fix>,
}

impl SyntaxProblem {
    /// Adds the labels, the help and the fix to a finding that was made of the span and the message.
    pub fn explain<'d>(&self, finding: &'d mut Diagnostic) -> &'d mut Diagnostic {
        for (span, message) in &self.labels {
            finding.label(*span, message.clone());
        }
        finding.help = self.help.clone().map(Into::into);
        finding.fix = self.fix.clone().map(Box::new);
        finding
    }
}
