//! `style/unquoted-attribute`: `<a href=/x>`.
use crate::diagnostic::Safety;
use crate::post::Post;
use crate::rules::written_tags::written_tags;
use crate::rules::{Context, Rule};
use crate::text::Edit;

pub(crate) struct UnquotedAttribute;

impl Rule for UnquotedAttribute {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for tag in written_tags(post) {
            for attribute in tag.attributes.iter().filter(|attribute| attribute.quote.is_none()) {
                let Some(value) = attribute.value else { continue };
                let (name, text) = (post.source.slice(attribute.name), post.source.slice(value));
                cx.report(value, format!("the value of `{name}` has no quotes"))
                    .help("a value without quotes ends at the first space, and some Markdown readers show such a tag as text")
                    .fix(Safety::Safe, "quote the value", vec![Edit::replace(value, format!("\"{text}\""))]);
            }
        }
    }
}
