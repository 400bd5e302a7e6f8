//! `html/misnested`: elements that overlap, or an end tag of another name than its element.
use crate::diagnostic::Safety;
use crate::dialect::Flavour;
use crate::html::{HtmlProblem, TagRef};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct Misnested;

impl Rule for Misnested {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in &post.body().html.problems {
            match problem {
                HtmlProblem::Misnested { end, start, inner } if end.markdown => {
                    let message = format!("{inner} is still open where {start} ends");
                    // Flavours differ on what becomes of HTML across Markdown's blocks.
                    let unsure = post.dialect.markdown == Flavour::Unknown;
                    cx.report_unsure(unsure, inner.span, message).label(end.span, format!("{start} ends here")).help(
                        "an element must end in the same Markdown element that it begins in: write its end tag there",
                    );
                }
                HtmlProblem::Misnested { end, start, inner } => {
                    let edits = swapped(post, end, inner);
                    cx.report(end.span, format!("{start} ends while {inner} is still open"))
                        .label(inner.span, format!("{inner} begins here and ends later"))
                        .help(format!("elements may nest but must not overlap: close {inner} first"))
                        .fix(Safety::Unsafe, "swap the two end tags", edits);
                }
                HtmlProblem::Mismatched { end, start } => {
                    let name = end.name_span(post.source.slice(end.span));
                    cx.report(end.span, format!("end tag {end} does not match start tag {start}"))
                        .label(start.span, "the start tag")
                        .help("browsers ignore the end tag and leave the element open: write the name of the element that it should end")
                        .fix(
                            Safety::Unsafe,
                            format!("write `</{}>`", start.name()),
                            vec![Edit::replace(name, start.name())],
                        );
                }
                _ => {}
            }
        }
    }
}

/// The two end tags in the right order, when one directly follows the other.
fn swapped(post: &Post<'_>, end: &TagRef, inner: &TagRef) -> Vec<Edit> {
    let text = post.source.text();
    let rest = text.get(end.span.end()..).unwrap_or("");
    let next = format!("</{}>", inner.name());
    if !rest.get(..next.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&next)) {
        return Vec::new();
    }
    let both = Span::new(end.span.start(), end.span.end() + next.len());
    vec![Edit::replace(both, format!("{}{}", &rest[..next.len()], post.source.slice(end.span)))]
}
