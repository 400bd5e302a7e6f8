//! `field/deprecated`: a field that the config no longer wants.
use crate::diagnostic::Safety;
use crate::post::Post;
use crate::rules::{Context, Rule, fields};
use crate::text::Edit;

pub(crate) struct Deprecated;

impl Rule for Deprecated {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for place in fields::places(post, cx.settings) {
            for field in place.fields {
                let Some(deprecation) = &field.deprecated else { continue };
                let Some(entry) = place.entry(&field.name) else { continue };
                let (name, span) = (place.name(field), entry.key.span);
                let Some(new) = &deprecation.replacement else {
                    cx.report(span, format!("`{name}` should no longer be used"));
                    continue;
                };
                let finding = cx.report(span, format!("`{name}` should no longer be used, but `{new}`"));
                if place.entry(new).is_none() {
                    finding.fix(
                        Safety::Unsafe,
                        format!("rename `{}` to `{new}`", field.name),
                        vec![Edit::replace(span, new)],
                    );
                }
            }
        }
    }
}
