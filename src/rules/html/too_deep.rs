//! `html/too-deep`: elements that nest deeper than anybody can mean.
use crate::html::HtmlProblem;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct TooDeep;

impl Rule for TooDeep {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let limit = post.max_depth;
        for problem in &post.body().html.problems {
            let HtmlProblem::TooDeep(span) = problem else { continue };
            cx.report(*span, format!("elements are nested deeper than {limit} levels"))
                .help("browsers limit how deep elements nest, and may show the page wrongly; the nesting after this tag was not checked");
        }
    }
}
