//! `field/pattern-mismatch`: a value that does not match the pattern the config asks for.
use crate::post::Post;
use crate::rules::{Context, Rule, asked};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in asked::present(post, cx.settings, |field| field.pattern.is_some()) {
            let Some(pattern) = &present.field.pattern else { continue };
            for (node, text) in asked::scalars(&present.entry.value) {
                if !asked::is_template(text) && !pattern.is_match(text) {
                    cx.report(node.span, format!("`{}` is `{text}`, which does not match `{pattern}`", present.name));
                }
            }
        }
    }
}
