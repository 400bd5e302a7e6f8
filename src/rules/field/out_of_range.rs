//! `field/out-of-range`: a number below or above the bounds the config sets.
use crate::post::Post;
use crate::rules::{Context, Rule, fields};
use crate::values::{Loader, Scalar};

pub(crate) struct OutOfRange;

impl Rule for OutOfRange {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let loader = Loader::of(post.dialect, post.front().format());
        for present in fields::present(post, cx.settings, |field| field.range.is_some()) {
            let Some(range) = present.field.range else { continue };
            for (node, text) in fields::scalars(&present.entry.value) {
                let number = match loader.scalar(node) {
                    Some(Scalar::Float(value)) => Some(value),
                    Some(Scalar::Integer(value)) => value.to_string().parse().ok(),
                    _ => text.trim().parse().ok(),
                };
                let Some(number) = number.filter(|number: &f64| !(range.min..=range.max).contains(number)) else {
                    continue;
                };
                let bound = if number < range.min {
                    format!("less than the minimum of {}", range.min)
                } else {
                    format!("more than the maximum of {}", range.max)
                };
                cx.report(node.span, format!("`{}` is `{text}`, {bound}", present.name)).help(
                    "the config sets the bounds of this field with `range`; correct the value, or change the bounds",
                );
            }
        }
    }
}
