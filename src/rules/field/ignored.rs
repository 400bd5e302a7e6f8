//! `field/ignored`: a key that the site's generator does not read, so that the post comes out otherwise than is meant.
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::values::keys;

pub(crate) struct Ignored;

impl Rule for Ignored {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(generator) = post.dialect.generator.filter(|_| post.front().is_readable()) else { return };
        let facts = generator.facts();
        // Drafts are in another folder.
        let folders = || post.source.site_path().components().map(|part| part.as_os_str().to_string_lossy());
        if folders().any(|folder| folder == "_drafts")
            || facts.files.has_collections && !folders().any(|folder| folder == "_posts")
        {
            return;
        }
        for known in facts.keys.ignored {
            let Some(entry) = post.front().get(known.name).filter(|entry| !entry.broken) else { continue };
            if keys::meant_boolean(&entry.value) != Some(known.value) {
                continue;
            }
            let (name, title) = (known.name, generator.title());
            let message = format!("{title} does not read `{name}`, so that the post {}", known.consequence);
            cx.report(entry.key.span, message).help(format!("write `{}`", known.instead));
        }
    }
}
