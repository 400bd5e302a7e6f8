//! `html/duplicate-id`: the same `id` on two elements of one post.
use crate::html::TagKind;
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::Span;
use std::collections::HashMap;

pub(crate) struct DuplicateId;

impl Rule for DuplicateId {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        let mut seen: HashMap<&str, (Span, bool)> = HashMap::new();
        for tag in body.html.tags.iter().filter(|tag| tag.kind == TagKind::Start) {
            let id = body.attributes(tag).find(|found| post.source.slice(found.name).eq_ignore_ascii_case("id"));
            let Some(value) = id.and_then(|id| id.value) else { continue };
            let id = post.source.slice(value);
            // The text that a template writes cannot be known.
            if id.trim_start().is_empty() || body.masked(value) != id || id.starts_with("docs-internal-guid-") {
                continue;
            }
            // An `<embed>` is what old browsers show in place of the `<object>` around it.
            if tag.name() == "embed" && seen.get(id).is_some_and(|(_, of_object)| *of_object) {
                continue;
            }
            match seen.get(id) {
                // Parts that only some renderings hold may be alternatives.
                Some((first, _)) if body.is_conditional(*first) || body.is_conditional(value) => {}
                Some((first, _)) => {
                    cx.report(value, format!("duplicate id `{id}`"))
                        .label(*first, "first used here")
                        .help("links lead to the first element, and scripts usually find only that one: give each element a different id");
                }
                None => {
                    seen.insert(id, (value, tag.name() == "object"));
                }
            }
        }
    }
}
