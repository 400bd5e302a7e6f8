//! `field/ignored`: a key that the site's generator does not read, or sets itself, so that the post comes out otherwise than is meant.
use crate::dialect::Generator;
use crate::dialect::generators::{IgnoredKey, IgnoredValue};
use crate::front_matter::{Entry, Node};
use crate::post::Post;
use crate::rules::{Context, Rule, fields};
use crate::text::spelling;
use crate::values::keys;

pub(crate) struct Ignored;

impl Rule for Ignored {
    fn compares_beyond_run(&self) -> bool {
        true
    }

    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(generator) = post.dialect.generator.filter(|_| post.front().is_readable()) else { return };
        let facts = generator.facts();
        if facts.keys.ignored.is_empty() && facts.keys.own.is_empty() {
            return;
        }
        // Drafts are in another folder.
        let folders = || post.source.site_path().components().map(|part| part.as_os_str().to_string_lossy());
        if folders().any(|folder| folder == "_drafts")
            || facts.files.has_collections && !folders().any(|folder| folder == "_posts")
        {
            return;
        }
        for entry in post.front().entries.iter().filter(|entry| !entry.broken) {
            let key = entry.key.text.as_str();
            if let Some(known) = facts.keys.ignored.iter().find(|known| spelling::is_same(known.name, key)) {
                check_ignored(entry, *known, generator, post, cx);
            }
            // `collection: posts` in `_posts` is what the generator says, too.
            let says_same = || {
                entry.value.text().is_some_and(|text| folders().any(|folder| folder.trim_start_matches('_') == text))
            };
            if facts.keys.own.contains(&key) && !fields::is_empty(&entry.value) && !says_same() {
                let title = generator.title();
                cx.report(entry.key.span, format!("{title} sets `{key}` of a post itself, so that this value is lost"))
                    .help("write the value under another key")
                    .unless_habit(("", key), fields::OWN_SPELLING, None);
            }
        }
    }
}

fn check_ignored(entry: &Entry, known: IgnoredKey, generator: Generator, post: &Post<'_>, cx: &mut Context<'_>) {
    // In another case, a key that says what is meant is another key all the same.
    let (key, is_certain) = (entry.key.text.as_str(), matches!(known.when, IgnoredValue::Is(_)));
    let is_meant = match known.when {
        IgnoredValue::Is(value) => keys::meant_boolean(&entry.value) == Some(value),
        IgnoredValue::Paths => key == known.name && are_paths(&entry.value),
        IgnoredValue::Day => key == known.name && !post.dialect.own.date_keys && is_day(&entry.value),
    };
    // With the right key beside it, the other one makes no difference.
    if !is_meant || !is_certain && post.front().get(known.instead).is_some() {
        return;
    }
    let message = format!("{} does not read `{key}`, so that the post {}", generator.title(), known.consequence);
    let finding = cx.report(entry.key.span, message);
    finding.help(format!("write `{}`", known.instead));
    if !is_certain {
        finding.unless_habit(("", key), fields::OWN_SPELLING, None);
    }
}

/// Whether a value begins as a date does: with a year and a sign.
fn is_day(node: &Node) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    node.text().is_some_and(|text| digits(text) == 4 && text[4..].starts_with('-') && digits(&text[5..]) == 2)
}

/// Whether a value is a path on the site, or a list of them.
fn are_paths(node: &Node) -> bool {
    let scalars = fields::scalars(node);
    let is_path = |text: &str| text.starts_with('/') && !text.starts_with("//");
    !scalars.is_empty() && scalars.iter().all(|(_, text)| is_path(text))
}
