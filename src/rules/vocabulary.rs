//! Values of a field held against those it may have: what `field/not-allowed` and `site/unknown-value` share.
use super::Context;
use super::fields::{self, Present};
use crate::diagnostic::Safety;
use crate::post::Post;
use crate::text::Edit;
use crate::text::spelling;
use crate::values::quote;

/// Reports each value of a field, or item of its list, that is none of `allowed`; `outside` ends the message.
pub(super) fn check(present: &Present<'_>, allowed: &[String], outside: &str, post: &Post<'_>, cx: &mut Context<'_>) {
    for (node, text) in fields::scalars(&present.entry.value) {
        if fields::is_template(text) || allowed.iter().any(|value| value == text) {
            continue;
        }
        let finding = cx.report(node.span, format!("`{}` is `{text}`, which is {outside}", present.name));
        let values = || allowed.iter().map(String::as_str);
        let near = values().find(|value| spelling::is_same(value, text));
        if let Some(near) = near.or_else(|| spelling::nearest(text, values())) {
            let written = quote::like(node, near, post.front.format());
            finding.help(format!("`{near}` is probably meant")).fix(
                Safety::Unsafe,
                format!("write `{near}`"),
                vec![Edit::replace(node.span, written)],
            );
        }
    }
}
