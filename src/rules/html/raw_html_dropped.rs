//! `html/raw-html-dropped`: raw HTML in the Markdown of a generator that leaves it out.
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct RawHtmlDropped;

impl Rule for RawHtmlDropped {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(tag) = post.body().dropped else { return };
        cx.report(tag, "Hugo leaves raw HTML out of this page").help(
            "Hugo writes `<!-- raw HTML omitted -->` in place of every tag: set `markup.goldmark.renderer.unsafe: true` in the site's config, \
             or use Markdown or a shortcode",
        );
    }
}
