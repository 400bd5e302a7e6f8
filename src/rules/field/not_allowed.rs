//! `field/not-allowed`: a value that is not one of those the config allows.
use crate::diagnostic::Safety;
use crate::post::Post;
use crate::rules::{Context, Rule, asked};
use crate::text::Edit;
use crate::values::{quote, spelling};

pub(crate) struct Check;

/// How many allowed values a message names.
const SHOWN: usize = 8;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in asked::present(post, cx.settings) {
            let Some(allowed) = &present.field.allowed else { continue };
            for (node, text) in asked::scalars(&present.entry.value) {
                if asked::is_template(text) || allowed.iter().any(|value| value == text) {
                    continue;
                }
                let finding =
                    cx.report(node.span, format!("`{}` is `{text}`, which is not {}", present.name, one_of(allowed)));
                let values = || allowed.iter().map(String::as_str);
                let near = values().find(|value| value.to_lowercase() == text.to_lowercase());
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
    }
}

/// "one of a, b", shortened when there are many.
fn one_of(allowed: &[String]) -> String {
    let shown: Vec<String> = allowed.iter().take(SHOWN).map(|value| format!("`{value}`")).collect();
    let more = allowed.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" or {more} more") } else { String::new() };
    match shown.as_slice() {
        [only] => only.clone(),
        _ => format!("one of {}{rest}", shown.join(", ")),
    }
}
