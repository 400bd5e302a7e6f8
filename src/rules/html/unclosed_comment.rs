//! `html/unclosed-comment`: a comment that hides the rest of the post.
use crate::dialect::Flavour;
use crate::html::{ErrorCode, HtmlParseError};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::Span;

pub(crate) struct UnclosedComment;

impl Rule for UnclosedComment {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        let help = if body.is_markdown && post.dialect.markdown == Flavour::PythonMarkdown {
            "Python-Markdown shows `<!--` to readers and renders what the comment should hide: end the comment with `-->`"
        } else {
            "browsers hide everything after the `<!--`: end the comment with `-->`"
        };
        for error in body.html.errors.iter().filter(|error| error.code == ErrorCode::EofInComment) {
            cx.report(error.span, "this comment is never closed").help(help);
        }
        for (open, inner) in body.html.errors.iter().filter_map(|error| swallowed(post, error)) {
            cx.report(open, "this comment is not closed before the next comment")
                .label(inner, "another comment begins here, and its `-->` ends both")
                .help("browsers hide everything between the two comments: end the first one with `-->`");
        }
    }
}

/// The openings of a comment and of another one inside it, on a later line, when the only `-->` belongs to the inner comment.
fn swallowed(post: &Post<'_>, error: &HtmlParseError) -> Option<(Span, Span)> {
    let at = error.span.start();
    let comments = Some(&post.body().html.comments).filter(|_| error.code == ErrorCode::NestedComment)?;
    let next = comments.partition_point(|comment| comment.end() <= at);
    let outer = comments.get(next).filter(|comment| comment.start() < at)?;
    let text = post.source.text();
    let inner = outer.start() + text[outer.start()..at].rfind(OPENER).filter(|inner| *inner > 0)?;
    let before_next = &text[outer.end()..comments.get(next + 1).map_or(post.body().span.end(), |next| next.start())];
    let first_of_outer = !text[outer.start() + OPENER.len()..inner].contains(OPENER);
    let own_lines = text[outer.start()..inner].contains('\n');
    (own_lines && first_of_outer && !before_next.contains("-->"))
        .then(|| (Span::new(outer.start(), outer.start() + OPENER.len()), Span::new(inner, error.span.end())))
}

const OPENER: &str = "<!--";
