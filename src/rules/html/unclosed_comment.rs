//! `html/unclosed-comment`: a comment that hides the rest of the post.
use crate::html::Code;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for error in post.body().html.errors.iter().filter(|error| error.code == Code::EofInComment) {
            cx.report(error.span, "this comment is never closed")
                .help("browsers show nothing of what follows: end it with `-->`");
        }
    }
}
