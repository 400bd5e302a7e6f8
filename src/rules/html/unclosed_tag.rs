//! `html/unclosed-tag`: a tag without its `>`, or a quote that is never closed.
use crate::diagnostic::Safety;
use crate::html::{ErrorCode, HtmlProblem};
use crate::post::Post;
use crate::rules::html::tag_shown_as_text::blank_line_after;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct HtmlUnclosedTag;

impl Rule for HtmlUnclosedTag {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        // Markdown shows an incomplete tag as text, except where the tag begins a block of HTML.
        let is_markdown = post.body().is_markdown;
        for problem in &html.problems {
            match problem {
                // `tag-shown-as-text` says more of it.
                HtmlProblem::BrokenTag(span) if blank_line_after(post, *span).is_some() => {}
                HtmlProblem::BrokenTag(span) => match bracket_below(post, *span) {
                    Some(bracket) => {
                        cx.report(*span, "the `>` of this tag begins a line, where Markdown reads it as a quotation")
                            .label(bracket, "the `>` of the tag")
                            .help("readers see the tag as text: write the `>` at the end of the line before")
                            .fix(
                                Safety::Unsafe,
                                "write the `>` at the end of the line before",
                                vec![Edit::delete(Span::new(span.end(), bracket.start()))],
                            );
                    }
                    None => {
                        cx.report(*span, "missing `>` at the end of this tag").help(if is_markdown {
                            "readers see the tag as text, or miss the words up to the next `>`: write the `>`"
                        } else {
                            "browsers read what follows as attributes of the tag, up to the next `>`: write the `>`"
                        });
                    }
                },
                HtmlProblem::BrokenQuote(span) => {
                    cx.report(*span, "this quote is never closed").help(if is_markdown {
                        "readers see the tag as text, or miss the words up to the next quote: write the closing quote"
                    } else {
                        "browsers read everything up to the next quote as the value: write the closing quote"
                    });
                }
                _ => {}
            }
        }
        for error in html.errors.iter().filter(|error| error.code == ErrorCode::EofInTag) {
            cx.report(error.span, "missing `>` at the end of this tag")
                .help("browsers drop an unfinished tag with all its attributes: write the `>`");
        }
    }
}

/// The `>` that a tag lacks because it begins the next line of a Markdown body.
fn bracket_below(post: &Post<'_>, tag: Span) -> Option<Span> {
    let rest = post.source.text().get(tag.end()..).filter(|_| post.body().is_markdown)?;
    let gap = rest.len() - rest.trim_start().len();
    let on_next_line = rest[..gap].matches('\n').count() == 1;
    (on_next_line && rest[gap..].starts_with('>')).then(|| Span::new(tag.end() + gap, tag.end() + gap + 1))
}
