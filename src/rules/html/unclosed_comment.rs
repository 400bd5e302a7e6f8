//! `html/unclosed-comment`: a comment that hides the rest of the post.
use crate::dialect::Flavour;
use crate::html::Code;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        let help = if body.is_markdown && post.dialect.markdown == Flavour::PythonMarkdown {
            "Python-Markdown shows its beginning to readers as text, and reads what it should hide: end it with `-->`"
        } else {
            "browsers show nothing of what follows: end it with `-->`"
        };
        for error in body.html.errors.iter().filter(|error| error.code == Code::EofInComment) {
            cx.report(error.span, "this comment is never closed").help(help);
        }
    }
}
