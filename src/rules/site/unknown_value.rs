//! `site/unknown-value`: a value that is not in the data file that the config names.
use crate::post::Post;
use crate::rules::{Context, Rule, fields, vocabulary};

pub(crate) struct UnknownValue;

const ADVICE: &str =
    "layouts look up the value in that file and find nothing; correct the value, or add it to the file";

impl Rule for UnknownValue {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in fields::present(post, cx.settings, |field| field.allowed_from.is_some()) {
            if let Some(from) = &present.field.allowed_from {
                vocabulary::check(&present, &from.values, &format!("not in `{}`", from.name), ADVICE, post, cx);
            }
        }
    }
}
