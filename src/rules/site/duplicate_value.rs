//! `site/duplicate-value`: two posts with the same address, or with the same value of a field that the config calls unique.
//!
//! Each post notes its values; they are compared once all posts are read.
use crate::config::Settings;
use crate::post::Post;
use crate::rules::{FactGroup, Facts, PlacedFact, Rule, SiteContext, SiteFacts, fields};
use crate::text::{Span, shown_path};
use crate::values::is_language_code;
use std::path::{Component, Path};

pub(crate) struct DuplicateValue;

/// What the key of a fact begins with when its value is an address, and not that of a field which the config calls unique.
const ADDRESS: &str = "address ";

impl Rule for DuplicateValue {
    fn gather(&self, post: &Post<'_>, facts: &mut Facts<'_>) {
        note_unique_fields(post, facts);
        note_addresses(post, facts);
    }

    fn check_site(&self, site: &SiteFacts<'_>, cx: &mut SiteContext) {
        for group in site.groups() {
            let mut facts = group.facts();
            let Some(first) = facts.next() else { continue };
            // One post may use a value twice.
            for fact in facts.filter(|fact| fact.post != first.post) {
                report(&group, &first, &fact, cx);
            }
        }
    }

    fn compares_beyond_run(&self) -> bool {
        true
    }
}

/// Reports a value that another post has used before.
fn report(group: &FactGroup<'_>, first: &PlacedFact<'_>, fact: &PlacedFact<'_>, cx: &mut SiteContext) {
    let (field, value, other) = (fact.name, group.value(), shown_path(first.path));
    let finding = cx.report(fact, format!("`{field}` is `{value}`, the same as in `{other}`"));
    finding.labels.push(first.label("first used here"));
    finding.help(if group.key().starts_with(ADDRESS) {
        "both pages are written to one address, so that one replaces the other; give one of them another address"
            .to_string()
    } else {
        format!(
            "the config requires a different `{field}` in every post; probably the post was copied without changing the field"
        )
    });
}

fn note_unique_fields(post: &Post<'_>, facts: &mut Facts<'_>) {
    let settings: &Settings = facts.settings;
    let mut unique = fields::present(post, settings, |field| field.unique).peekable();
    if unique.peek().is_none() {
        return;
    }
    let scope = format!("{}:{}", language(post), section(post.source.site_path()));
    for present in unique {
        if is_address(post, &present.name) {
            // Reported as the address that it is.
            continue;
        }
        let key = format!("field {} {scope}", without_numbers(&present.name));
        for (node, text) in fields::scalars(&present.entry.value) {
            note(&key, &present.name, (text, node.span), facts);
        }
    }
}

/// Whether a field holds a literal address of the page, which no other page may have in any case.
fn is_address(post: &Post<'_>, field: &str) -> bool {
    let Some(generator) = post.dialect.generator else { return false };
    let entry = post.front().get(field);
    let values = entry.map(|entry| fields::scalars(&entry.value)).unwrap_or_default();
    generator.facts().keys.addresses.contains(&field)
        && !is_unpublished(post)
        && !values.is_empty()
        && values.iter().all(|(_, text)| is_literal(text))
}

/// Notes what a generator reads as an address of the page: its own one, and those that redirect to it.
fn note_addresses(post: &Post<'_>, facts: &mut Facts<'_>) {
    let Some(generator) = post.dialect.generator else { return };
    let keys = generator.facts().keys.addresses;
    let written = |field: &&&str| post.front().get(field).is_some_and(|entry| !entry.broken);
    let mut keys = keys.iter().filter(written).peekable();
    if keys.peek().is_none() || !post.front().is_readable() || is_unpublished(post) {
        return;
    }
    let scope = format!("{ADDRESS}{}", language(post));
    for field in keys {
        let Some(entry) = post.front().get(field) else { continue };
        for (node, text) in fields::scalars(&entry.value).into_iter().filter(|(_, text)| is_literal(text)) {
            note(&scope, field, (text, node.span), facts);
        }
    }
}

/// Notes a value that no other post may have, one outside the run neither; nothing when it is empty, or a template makes it.
fn note(key: &str, field: &str, (text, span): (&str, Span), facts: &mut Facts<'_>) {
    let value = text.trim();
    if value.is_empty() || fields::is_template(value) {
        return;
    }
    if let Some(fact) = facts.note(key, value, field, span) {
        fact.beyond_run = true;
    }
}

/// Whether an address is a literal path on the site: not a pattern (`/:year/:title/`), a style (`pretty`), or relative to the page.
fn is_literal(text: &str) -> bool {
    text.starts_with('/') && !text.contains(':')
}

/// Whether the page is not built, so that its address is free: it is a draft, or in a folder that the generator leaves out.
fn is_unpublished(post: &Post<'_>) -> bool {
    let has = |key: &str, value: &str| post.front().get(key).and_then(|entry| entry.value.text()) == Some(value);
    let is_left_out = |folder: &str| folder.starts_with('_') && folder != "_posts";
    has("published", "false")
        || has("draft", "true")
        || post.dialect.generator.is_some_and(|generator| generator.facts().files.has_collections)
            && folders(post.source.site_path()).any(is_left_out)
}

/// The language of a post: the one in its front matter, else those in the names of its folders and its file (`fr/post.md`, `post.fr.md`).
fn language(post: &Post<'_>) -> String {
    let written = ["lang", "language", "locale"].iter().find_map(|key| post.front().get(key)?.value.text());
    if let Some(language) = written {
        return language.to_lowercase();
    }
    let place = post.source.site_path();
    let of_file = place.file_stem().and_then(|stem| stem.to_str()?.rsplit_once('.')).map(|(_, language)| language);
    folders(place).chain(of_file).filter(|name| is_language_code(name)).collect::<Vec<_>>().join("/").to_lowercase()
}

/// The section of the site that a post belongs to: the folder that contains `_posts`, else the first folder below those that contain all
/// content.
fn section(place: &Path) -> String {
    let folders: Vec<&str> = folders(place).filter(|name| !is_language_code(name)).collect();
    if let Some(at) = folders.iter().rposition(|folder| matches!(*folder, "_posts" | "_drafts")) {
        return folders[..at].join("/");
    }
    let is_root = |name: &&&str| matches!(**name, "content" | "src" | "source" | "site" | "app" | "pages");
    folders.iter().find(|name| !is_root(name)).map(ToString::to_string).unwrap_or_default()
}

fn folders(place: &Path) -> impl Iterator<Item = &str> {
    let parts = place.parent().into_iter().flat_map(Path::components);
    parts.filter_map(|part| if let Component::Normal(name) = part { name.to_str() } else { None })
}

/// `authors.id` for `authors[2].id`, because the items of one list are one field.
fn without_numbers(name: &str) -> String {
    name.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_the_folder_of_the_posts_or_the_first_one_of_the_content() {
        for (place, wanted) in [
            ("_posts/2017/voeux.md", ""),
            ("_drafts/voeux.md", ""),
            ("projets/_posts/voeux.md", "projets"),
            ("content/blog/voeux/index.md", "blog"),
            ("src/content/docs/fr/voeux.md", "docs"),
            ("content/fr/blog/voeux.md", "blog"),
            ("voeux.md", ""),
        ] {
            assert_eq!(section(Path::new(place)), wanted, "{place}");
        }
    }
}
