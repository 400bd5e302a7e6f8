//! `html/misnested`: elements that cross, or an end tag of another name than its element.
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
                HtmlProblem::Misnested { end, start, crossed } if end.markdown => {
                    let message = format!("{crossed} is still open where {start} ends");
                    // Flavours differ on what becomes of HTML across Markdown's blocks.
                    let unsure = post.dialect.markdown == Flavour::Unknown;
                    cx.report_unsure(unsure, crossed.span, message)
                        .label(end.span, format!("{start} ends here"))
                        .help("an element must end inside the Markdown that it begins in");
                }
                HtmlProblem::Misnested { end, start, crossed } => {
                    let edits = swapped(post, end, crossed);
                    cx.report(end.span, format!("{start} ends while {crossed} is still open"))
                        .label(crossed.span, format!("{crossed} begins here and ends later"))
                        .help(format!("elements may lie in one another but not cross: end {crossed} first"))
                        .fix(Safety::Unsafe, "swap the two end tags", edits);
                }
                HtmlProblem::Mismatched { end, start } => {
                    let name = Span::new(end.span.start() + 2, end.span.start() + 2 + end.name().len());
                    cx.report(end.span, format!("{end} stands where {start} should end"))
                        .label(start.span, format!("{start} begins here"))
                        .help("browsers ignore the end tag and leave the element open")
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

/// The two end tags in the right order, when they stand side by side.
fn swapped(post: &Post<'_>, end: &TagRef, crossed: &TagRef) -> Vec<Edit> {
    let text = post.source.text();
    let rest = text.get(end.span.end()..).unwrap_or("");
    let next = format!("</{}>", crossed.name());
    if !rest.get(..next.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&next)) {
        return Vec::new();
    }
    let both = Span::new(end.span.start(), end.span.end() + next.len());
    vec![Edit::replace(both, format!("{}{}", &rest[..next.len()], post.source.slice(end.span)))]
}
