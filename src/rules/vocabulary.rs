//! Compares the values of a field with those it may have: what `field/not-allowed` and `site/unknown-value` share.
use super::Context;
use super::fields::{self, Present};
use crate::diagnostic::Safety;
use crate::post::Post;
use crate::text::Edit;
use crate::text::spelling;
use crate::values::quote;

/// Reports each value of a field, or item of its list, that is not one of `allowed`. `outside` ends the message, `advice` is the help
/// where no allowed value is near.
pub(super) fn check(
    present: &Present<'_>,
    allowed: &[String],
    outside: &str,
    advice: &'static str,
    post: &Post<'_>,
    cx: &mut Context<'_>,
) {
    for (node, text) in fields::scalars(&present.entry.value) {
        if fields::is_template(text) || allowed.iter().any(|value| value == text) {
            continue;
        }
        let finding = cx.report(node.span, format!("`{}` is `{text}`, which is {outside}", present.name));
        let values = || allowed.iter().map(String::as_str);
        let near = values().find(|value| spelling::is_same(value, text));
        let Some(near) = near.or_else(|| spelling::nearest(text, values())) else {
            finding.help(advice);
            continue;
        };
        let written = quote::like(node, near, post.front().format());
        finding.help(format!("did you mean `{near}`?")).fix(
            Safety::Unsafe,
            format!("write `{near}`"),
            vec![Edit::replace(node.span, written)],
        );
    }
}
