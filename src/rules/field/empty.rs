//! `field/empty`: a required field has no value.
use crate::post::Post;
use crate::rules::{Context, Rule, fields};

pub(crate) struct Empty;

impl Rule for Empty {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for mapping in fields::checked_mappings(post, cx.settings) {
            for field in mapping.fields.iter().filter(|field| mapping.requires(field)) {
                let Some(entry) = mapping.entry(&field.name).filter(|entry| !entry.broken) else { continue };
                if !fields::is_empty(&entry.value) {
                    continue;
                }
                let span = if entry.value.span.is_empty() { entry.key.span } else { entry.value.span };
                cx.report(span, format!("the required field `{}` has no value", mapping.name(field)))
                    .help("a template cannot tell an empty field from a missing one; give the field a value");
            }
        }
    }
}
