//! `field/empty`: a required field has no value.
use crate::post::Post;
use crate::rules::{Context, Rule, asked};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for place in asked::places(post, cx.settings) {
            for field in place.fields.iter().filter(|field| place.requires(field, post.kind)) {
                let Some(entry) = place.entry(&field.name).filter(|entry| !entry.broken) else { continue };
                if !asked::is_empty(&entry.value) {
                    continue;
                }
                let span = if entry.value.span.is_empty() { entry.key.span } else { entry.value.span };
                cx.report(span, format!("the required field `{}` has no value", place.name(field)))
                    .help("an empty field is the same to a template as none");
            }
        }
    }
}
