//! `field/not-allowed`: a value that is not one of those the config allows, or a taxonomy that the settings of the site do not name.
use crate::front_matter::Value;
use crate::post::Post;
use crate::rules::{Context, Rule, fields, vocabulary};
use crate::text::spelling;

pub(crate) struct NotAllowed;

const ADVICE: &str = "the config lists the values of this field under `allowed`; use one of them, or add this one";

/// How many allowed values a message names.
const SHOWN: usize = 8;

impl Rule for NotAllowed {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in fields::present(post, cx.settings, |field| field.allowed.is_some()) {
            let Some(allowed) = &present.field.allowed else { continue };
            vocabulary::check(&present, allowed, &format!("not {}", one_of(allowed)), ADVICE, post, cx);
        }
        taxonomies(post, cx);
    }
}

/// Taxonomies that the settings of the site do not name, where the generator stops at them.
fn taxonomies(post: &Post<'_>, cx: &mut Context<'_>) {
    let Some(site) = cx.site.filter(|site| post.dialect.generator == Some(site.generator)) else { return };
    let (Some(key), Some(known)) = (site.generator.facts().files.taxonomies, site.taxonomies()) else { return };
    let Some(entry) = post.front().get(key).filter(|entry| !entry.broken && post.front().is_readable()) else { return };
    let Value::Mapping(lists) = &entry.value.value else { return };
    for list in lists.iter().filter(|list| !list.broken && !known.contains(&list.key.text)) {
        let (name, title) = (&list.key.text, site.generator.title());
        let finding = cx.report(list.key.span, format!("`{name}` is not a taxonomy of this site, and {title} stops"));
        match spelling::nearest(name, known.iter().map(String::as_str)) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!("name it in `{key}` of the settings of the site")),
        };
    }
}

/// The allowed values as "one of a, b", shortened when there are many.
fn one_of(allowed: &[String]) -> String {
    let shown: Vec<String> = allowed.iter().take(SHOWN).map(|value| format!("`{value}`")).collect();
    let more = allowed.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" or {more} more") } else { String::new() };
    match shown.as_slice() {
        [only] => only.clone(),
        _ => format!("one of {}{rest}", shown.join(", ")),
    }
}
