//! `field/pattern-mismatch`: a value that does not match the pattern that the config requires.
use crate::post::Post;
use crate::rules::{Context, Rule, fields};

pub(crate) struct PatternMismatch;

impl Rule for PatternMismatch {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in fields::present(post, cx.settings, |field| field.pattern.is_some()) {
            let Some(pattern) = &present.field.pattern else { continue };
            for (node, text) in fields::scalars(&present.entry.value) {
                if !fields::is_template(text) && !pattern.is_match(text) {
                    cx.report(node.span, format!("`{}` is `{text}`, which does not match `{pattern}`", present.name))
                        .help("the config sets this pattern with `pattern`; correct the value, or change the pattern");
                }
            }
        }
    }
}
