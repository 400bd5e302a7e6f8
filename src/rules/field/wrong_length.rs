//! `field/wrong-length`: a string or a list that is shorter or longer than the config allows.
use crate::front_matter::Value;
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::{Context, Rule, fields};

pub(crate) struct WrongLength;

details! {
    /// Which bound a length is beyond.
    LengthDetail {
        /// It is less than the minimum.
        TooShort "too-short",
        /// It is more than the maximum.
        TooLong "too-long",
    }
}

impl Rule for WrongLength {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in fields::present(post, cx.settings, |field| field.length.is_some()) {
            let Some(length) = present.field.length else { continue };
            let (count, unit) = match &present.entry.value.value {
                Value::Scalar { text, .. } if !fields::is_template(text) => {
                    (text.trim_end().chars().count(), "character")
                }
                Value::Sequence(items) => (items.len(), "item"),
                _ => continue,
            };
            let (detail, bound) = match count {
                count if count < length.min => {
                    (LengthDetail::TooShort, format!("fewer than the minimum of {}", length.min))
                }
                count if count > length.max => {
                    (LengthDetail::TooLong, format!("more than the maximum of {}", length.max))
                }
                _ => continue,
            };
            let plural = if count == 1 { "" } else { "s" };
            cx.report(present.entry.value.span, format!("`{}` has {count} {unit}{plural}, {bound}", present.name))
                .detail(detail.name())
                .help("the config sets the bounds of this field with `length`; change the value or the bounds");
        }
    }
}
