//! `site/unknown-value`: a value that is not in the file of the site that the config names.
use crate::post::Post;
use crate::rules::{Context, Rule, fields, vocabulary};

pub(crate) struct UnknownValue;

impl Rule for UnknownValue {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in fields::present(post, cx.settings, |field| field.allowed_from.is_some()) {
            if let Some(from) = &present.field.allowed_from {
                vocabulary::check(&present, &from.values, &format!("not in `{}`", from.name), post, cx);
            }
        }
    }
}
