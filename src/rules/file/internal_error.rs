//! `file/internal-error`: a rule or a parser failed on this file.
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::rules::Rule;
use crate::text::Span;
use std::any::Any;

pub(crate) struct InternalError;

impl Rule for InternalError {}

/// The finding for a panic in `rule`, or in reading the post before any rule runs.
pub(crate) fn finding(rule: Option<RuleId>, panic: &(dyn Any + Send)) -> Diagnostic {
    let what = rule.map_or("reading the front matter".to_string(), |rule| format!("the rule `{rule}`"));
    let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
    let message = format!("{what} failed on this file");
    let mut finding = Diagnostic::new(InternalError::ID, Severity::Error, Span::at(0), message);
    finding.help(format!(
        "this is a bug in frontlint, not in the post; please report it with the file. The error was: {}",
        text.unwrap_or("unknown")
    ));
    finding
}
