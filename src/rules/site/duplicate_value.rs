//! `site/duplicate-value`: two posts with the same address, or with the same value of a field that the config calls unique.
//!
//! The rule only notes what each post claims for itself; the engine compares the claims once all posts are read.
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::post::Post;
use crate::rules::{Context, Rule, fields};
use crate::text::{Span, shown_path};
use crate::values::is_language_code;
use std::path::{Component, Path};

pub(crate) struct DuplicateValue;

/// A value that no other post may have.
#[derive(Debug)]
pub(crate) struct Claim {
    /// Two claims with equal keys are a duplicate.
    pub(crate) key: UniqueKey,
    /// The field that has the value.
    pub(crate) field: String,
    /// The value's bytes.
    pub(crate) span: Span,
    /// The severity of a duplicate in this post.
    pub(crate) severity: Severity,
    /// Whether a comment in the post silences the finding.
    pub(crate) silenced: bool,
}

/// What has to differ between posts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct UniqueKey {
    /// Language and section of the post; posts with another scope are not compared.
    scope: String,
    /// The field; empty when the value is an address, because all fields with addresses are compared with each other.
    field: String,
    value: String,
}

impl UniqueKey {
    /// Whether the value is an address, and not that of a field which the config calls unique.
    pub(crate) fn is_address(&self) -> bool {
        self.field.is_empty()
    }
}

impl Rule for DuplicateValue {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        claim_unique_fields(post, cx);
        claim_addresses(post, cx);
    }
}

/// The finding for the claim of a post that another post has made before, at `first` in the file `path`.
pub(crate) fn finding(claim: &Claim, path: &Path, first: Span) -> Diagnostic {
    let (field, value) = (&claim.field, &claim.key.value);
    let other = shown_path(path);
    let message = format!("`{field}` is `{value}`, the same as in `{other}`");
    let mut finding = Diagnostic::new(DuplicateValue::ID, claim.severity, claim.span, message);
    finding.help(if claim.key.is_address() {
        "both pages are written to one address, so that one replaces the other; give one of them another address"
            .to_string()
    } else {
        format!(
            "the config requires a different `{field}` in every post; probably the post was copied without changing the field"
        )
    });
    finding.labels.push(Label { message: "first used here".into(), span: first, path: Some(path.to_path_buf()) });
    finding
}

fn claim_unique_fields(post: &Post<'_>, cx: &mut Context<'_>) {
    let settings: &Settings = cx.settings;
    let mut unique = fields::present(post, settings, |field| field.unique).peekable();
    if unique.peek().is_none() {
        return;
    }
    let scope = format!("{}:{}", language(post), section(post.source.site_path()));
    for present in unique {
        let field = without_numbers(&present.name);
        for (node, text) in fields::scalars(&present.entry.value) {
            claim(&scope, &field, &present.name, (text, node.span), cx);
        }
    }
}

/// Claims what a generator reads as an address of the page: its own one, and those that redirect to it.
fn claim_addresses(post: &Post<'_>, cx: &mut Context<'_>) {
    let Some(generator) = post.dialect.generator else { return };
    let fields = generator.facts().keys.addresses;
    let written = |field: &&&str| post.front().get(field).is_some_and(|entry| !entry.broken);
    let mut fields = fields.iter().filter(written).peekable();
    if fields.peek().is_none() || !post.front().is_readable() || is_unpublished(post) {
        return;
    }
    let scope = language(post);
    for field in fields {
        let Some(entry) = post.front().get(field) else { continue };
        for (node, text) in fields::scalars(&entry.value).into_iter().filter(|(_, text)| is_literal(text)) {
            claim(&scope, "", field, (text, node.span), cx);
        }
    }
}

fn claim(scope: &str, key_field: &str, field: &str, (text, span): (&str, Span), cx: &mut Context<'_>) {
    let value = text.trim();
    if value.is_empty() || fields::is_template(value) {
        return;
    }
    let key = UniqueKey { scope: scope.to_string(), field: key_field.to_string(), value: value.to_string() };
    cx.claim(|severity| Claim { key, field: field.to_string(), span, severity, silenced: false });
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
