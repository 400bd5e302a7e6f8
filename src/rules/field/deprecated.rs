//! `field/deprecated`: a field that the config marks as no longer in use.
use crate::diagnostic::Safety;
use crate::post::Post;
use crate::rules::{Context, Rule, fields};
use crate::text::Edit;

pub(crate) struct Deprecated;

impl Rule for Deprecated {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for mapping in fields::checked_mappings(post, cx.settings) {
            for field in mapping.fields {
                let Some(deprecation) = &field.deprecated else { continue };
                let Some(entry) = mapping.entry(&field.name) else { continue };
                let (name, span) = (mapping.name(field), entry.key.span);
                let Some(new) = &deprecation.replacement else {
                    cx.report(span, format!("`{name}` is deprecated"))
                        .help("the config marks this field as no longer used; remove the field");
                    continue;
                };
                let finding = cx.report(span, format!("`{name}` is deprecated; use `{new}` instead"));
                if mapping.entry(new).is_some() {
                    finding.help(format!("the site now uses `{new}`, which the post has as well; remove `{name}`"));
                } else {
                    finding.help(format!("the site now uses `{new}` and no longer reads `{name}`")).fix(
                        Safety::Unsafe,
                        format!("rename `{}` to `{new}`", field.name),
                        vec![Edit::replace(span, fields::renamed(&entry.key, new))],
                    );
                }
            }
        }
    }
}
