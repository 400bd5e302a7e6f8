//! `front-matter/missing`: a post without front matter.
use crate::front_matter::Fence;
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::Span;

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        if post.front.fence == Fence::Missing {
            let start = post.source.bom_len();
            let first_line = post.source.text()[start..].lines().next().unwrap_or("");
            cx.report(Span::new(start, start + first_line.len()), "a post without front matter");
        }
    }
}
