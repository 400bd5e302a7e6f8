//! `file/internal-error`: a rule or a parser broke on this file.
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::rules::Rule;
use crate::text::Span;
use std::any::Any;

pub(crate) struct InternalError;

impl Rule for InternalError {}

/// What is said of a panic in `rule`, or in reading the post before any rule.
pub(crate) fn finding(rule: Option<RuleId>, panic: &(dyn Any + Send)) -> Diagnostic {
    let what = rule.map_or("reading the front matter".to_string(), |rule| format!("the rule `{rule}`"));
    let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
    let message = format!("{what} broke on this file");
    let mut finding = Diagnostic::new(InternalError::ID, Severity::Error, Span::at(0), message);
    finding.help(format!(
        "this is a bug in frontlint, not in the post; please report it with the file. It said: {}",
        text.unwrap_or("nothing")
    ));
    finding
}
