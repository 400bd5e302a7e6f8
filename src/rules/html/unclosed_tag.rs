//! `html/unclosed-tag`: a tag without its `>`, or a quote that never ends.
use crate::diagnostic::Safety;
use crate::html::{ErrorCode, HtmlProblem};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct HtmlUnclosedTag;

impl Rule for HtmlUnclosedTag {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        for problem in &html.problems {
            match problem {
                HtmlProblem::BrokenTag(span) => match bracket_below(post, *span) {
                    Some(bracket) => {
                        cx.report(*span, "the `>` of this tag begins a line, where Markdown takes it for a quotation")
                            .label(bracket, "this `>`")
                            .help("write the `>` at the end of the line before")
                            .fix(
                                Safety::Unsafe,
                                "write the `>` at the end of the line before",
                                vec![Edit::delete(Span::new(span.end(), bracket.start()))],
                            );
                    }
                    None => {
                        cx.report(*span, "this tag has no `>`")
                            .help("browsers read what follows as its attributes, up to the next `>`");
                    }
                },
                HtmlProblem::BrokenQuote(span) => {
                    cx.report(*span, "this quote is never closed")
                        .help("browsers take all text up to the next quote for the value of the attribute");
                }
                _ => {}
            }
        }
        for error in html.errors.iter().filter(|error| error.code == ErrorCode::EofInTag) {
            cx.report(error.span, "this tag has no `>`").help("browsers drop an unfinished tag and all that is in it");
        }
    }
}

/// The `>` that is missing to a tag because it begins the next line of a Markdown body.
fn bracket_below(post: &Post<'_>, tag: Span) -> Option<Span> {
    let rest = post.source.text().get(tag.end()..).filter(|_| post.body().is_markdown)?;
    let blank = rest.len() - rest.trim_start().len();
    let on_next_line = rest[..blank].matches('\n').count() == 1;
    (on_next_line && rest[blank..].starts_with('>')).then(|| Span::new(tag.end() + blank, tag.end() + blank + 1))
}
