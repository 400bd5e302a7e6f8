//! `suppression/unused`: a directive that silences nothing.
use crate::rules::{Context, Rule};
use crate::text::Span;

pub(crate) struct Unused;

impl Rule for Unused {}

/// Reports a rule or group, named at `span`, that has no finding there.
pub(crate) fn report(name: &str, span: Span, cx: &mut Context<'_>) {
    cx.report(span, format!("`{name}` reports nothing here, so there is nothing to ignore"))
        .help("the problem was fixed, or the comment is on the wrong line; delete the name, or move the comment");
}
