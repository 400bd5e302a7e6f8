//! `suppression/without-reason`: a directive that does not say why.
use crate::rules::{Context, Rule};
use crate::text::Span;

pub(crate) struct WithoutReason;

impl Rule for WithoutReason {}

/// Reports a directive without a reason.
pub(crate) fn report(span: Span, cx: &mut Context<'_>) {
    cx.report(span, "the comment gives no reason")
        .help("write the reason after ` -- `, so that later readers know whether the problem may still be ignored");
}
