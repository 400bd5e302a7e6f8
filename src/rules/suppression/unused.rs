//! `suppression/unused`: a directive that silences nothing.
use crate::rules::{Context, Rule};
use crate::text::Span;

pub(crate) struct Unused;

impl Rule for Unused {}

/// Says that a rule or group named at `span` has no finding there.
pub(crate) fn report(name: &str, span: Span, cx: &mut Context<'_>) {
    cx.report(span, format!("`{name}` finds nothing here to ignore"))
        .help("the problem was mended, or the comment stands on another line than the finding; delete the name");
}
