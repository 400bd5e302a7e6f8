//! `field/wrong-length`: a text, or a list, that is shorter or longer than the config allows.
use crate::front_matter::Value;
use crate::post::Post;
use crate::rules::{Context, Rule, fields};

pub(crate) struct WrongLength;

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
            let (detail, wanted) = match count {
                count if count < length.min => ("too-short", format!("at least {}", length.min)),
                count if count > length.max => ("too-long", format!("at most {}", length.max)),
                _ => continue,
            };
            let plural = if count == 1 { "" } else { "s" };
            cx.report(
                present.entry.value.span,
                format!("`{}` has {count} {unit}{plural}, it should have {wanted}", present.name),
            )
            .detail(detail);
        }
    }
}
