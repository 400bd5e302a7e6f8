//! `file/unreadable`: a file that could not be opened or read.
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::rules::Rule;
use crate::text::Span;

pub(crate) struct Check;

impl Rule for Check {}

/// What is said of a file that could not be read; `why` is what the system says.
pub(crate) fn finding(why: &str) -> Diagnostic {
    let message = format!("the file could not be read: {why}");
    Diagnostic::new(RuleId("file/unreadable"), Severity::Error, Span::at(0), message)
}
