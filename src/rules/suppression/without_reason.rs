//! `suppression/without-reason`: a directive that does not say why.
use crate::rules::{Context, Rule};
use crate::text::Span;

pub(crate) struct WithoutReason;

impl Rule for WithoutReason {}

/// Says that the directive at `span` gives no reason.
pub(crate) fn report(span: Span, cx: &mut Context<'_>) {
    cx.report(span, "the comment does not say why").help("write the reason after ` -- `");
}
