//! `site/duplicate-value`: two posts that share what only one may have: an address, or a field that the config calls unique.
//!
//! One post alone says only what it claims for itself; the engine compares the claims once all posts are read.
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::dialect::Generator;
use crate::post::Post;
use crate::rules::{Context, Rule, fields};
use crate::text::{Span, shown_path};
use crate::values::is_language_code;
use std::path::{Component, Path};

pub(crate) struct DuplicateValue;

/// A value that no other post may have.
#[derive(Debug)]
pub(crate) struct Claim {
    /// What it is compared with: claims with equal keys clash.
    pub(crate) key: UniqueKey,
    /// The field that makes it.
    pub(crate) field: String,
    /// The value's bytes.
    pub(crate) span: Span,
    /// How bad a clash is for this post.
    pub(crate) severity: Severity,
    /// A comment in the post silences a clash.
    pub(crate) silenced: bool,
}

/// What has to differ between posts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct UniqueKey {
    /// Language and section of the post; posts of another are not compared.
    scope: String,
    /// The field, or nothing where the value is an address: all fields that give one share their room.
    room: String,
    value: String,
}

impl UniqueKey {
    /// Whether the value is an address, not that of a field which the config calls unique.
    pub(crate) fn is_address(&self) -> bool {
        self.room.is_empty()
    }
}

impl Rule for DuplicateValue {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        claim_unique_fields(post, cx);
        claim_addresses(post, cx);
    }
}

/// The finding for a post's claim that another post, at `first`, has made before.
pub(crate) fn finding(claim: &Claim, path: &Path, first: Span) -> Diagnostic {
    let (field, value) = (&claim.field, &claim.key.value);
    let other = shown_path(path);
    let message = format!("`{field}` is `{value}`, as in `{other}`");
    let mut finding = Diagnostic::new(DuplicateValue::ID, claim.severity, claim.span, message);
    finding.help(if claim.key.is_address() {
        "one of the two pages takes the place of the other: give one of them an address of its own".to_string()
    } else {
        format!("the config says that no two posts have the same `{field}`: one of the two is probably a copy")
    });
    finding.labels.push(Label { message: "the other one is here".into(), span: first, path: Some(path.to_path_buf()) });
    finding
}

fn claim_unique_fields(post: &Post<'_>, cx: &mut Context<'_>) {
    let settings: &Settings = cx.settings;
    let mut unique = fields::present(post, settings, |field| field.unique).peekable();
    if unique.peek().is_none() {
        return;
    }
    let scope = format!("{}:{}", language(post), section(post.source.place()));
    for present in unique {
        let room = without_numbers(&present.name);
        for (node, text) in fields::scalars(&present.entry.value) {
            claim(&scope, &room, &present.name, (text, node.span), cx);
        }
    }
}

/// What a generator reads as an address of the page: the page's own, and those that lead to it.
fn claim_addresses(post: &Post<'_>, cx: &mut Context<'_>) {
    let fields: &[&str] = match post.dialect.generator {
        Some(Generator::Jekyll) => &["permalink", "redirect_from"],
        Some(Generator::Hugo) => &["url", "aliases"],
        Some(Generator::Zola) => &["path", "aliases"],
        Some(Generator::Eleventy) => &["permalink"],
        _ => return,
    };
    let written = |field: &&&str| post.front.get(field).is_some_and(|entry| !entry.broken);
    let mut fields = fields.iter().filter(written).peekable();
    if fields.peek().is_none() || !post.front.is_readable() || is_unpublished(post) {
        return;
    }
    let scope = language(post);
    for field in fields {
        let Some(entry) = post.front.get(field) else { continue };
        for (node, text) in fields::scalars(&entry.value).into_iter().filter(|(_, text)| is_literal(text)) {
            claim(&scope, "", field, (text, node.span), cx);
        }
    }
}

fn claim(scope: &str, room: &str, field: &str, (text, span): (&str, Span), cx: &mut Context<'_>) {
    let value = text.trim();
    if value.is_empty() || fields::is_template(value) {
        return;
    }
    let key = UniqueKey { scope: scope.to_string(), room: room.to_string(), value: value.to_string() };
    cx.claim(|severity| Claim { key, field: field.to_string(), span, severity, silenced: false });
}

/// Whether an address is one place of the site: no pattern (`/:year/:title/`), no style (`pretty`), nothing relative to the page.
fn is_literal(text: &str) -> bool {
    text.starts_with('/') && !text.contains(':')
}

/// Whether the page is not built, so that its address is free: a draft, or in a folder that Jekyll leaves out.
fn is_unpublished(post: &Post<'_>) -> bool {
    let says = |key: &str, value: &str| post.front.get(key).and_then(|entry| entry.value.text()) == Some(value);
    let is_left_out = |folder: &str| folder.starts_with('_') && folder != "_posts";
    says("published", "false")
        || says("draft", "true")
        || post.dialect.generator == Some(Generator::Jekyll) && folders(post.source.place()).any(is_left_out)
}

/// The language of a post: what it says itself, else those its folders and its name are called after (`fr/post.md`, `post.fr.md`).
fn language(post: &Post<'_>) -> String {
    let said = ["lang", "language", "locale"].iter().find_map(|key| post.front.get(key)?.value.text());
    if let Some(said) = said {
        return said.to_lowercase();
    }
    let place = post.source.place();
    let ending = place.file_stem().and_then(|stem| stem.to_str()?.rsplit_once('.')).map(|(_, ending)| ending);
    folders(place).chain(ending).filter(|name| is_language_code(name)).collect::<Vec<_>>().join("/").to_lowercase()
}

/// The part of a site that a post belongs to: what `_posts` lies in, else the first folder below those that hold all content.
fn section(place: &Path) -> String {
    let folders: Vec<&str> = folders(place).filter(|name| !is_language_code(name)).collect();
    if let Some(at) = folders.iter().rposition(|folder| matches!(*folder, "_posts" | "_drafts")) {
        return folders[..at].join("/");
    }
    let holds_all = |name: &&&str| matches!(**name, "content" | "src" | "source" | "site" | "app" | "pages");
    folders.iter().find(|name| !holds_all(name)).map(ToString::to_string).unwrap_or_default()
}

fn folders(place: &Path) -> impl Iterator<Item = &str> {
    let parts = place.parent().into_iter().flat_map(Path::components);
    parts.filter_map(|part| if let Component::Normal(name) = part { name.to_str() } else { None })
}

/// `authors.id` for `authors[2].id`: places of one list are one field.
fn without_numbers(name: &str) -> String {
    name.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_what_holds_posts_or_the_first_folder_of_the_content() {
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
