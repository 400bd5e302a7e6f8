//! `html/too-deep`: elements that nest deeper than anybody can mean.
use crate::html::Fault;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let limit = post.max_depth;
        for fault in &post.body().html.faults {
            let Fault::TooDeep(span) = fault else { continue };
            cx.report(*span, format!("elements nest deeper than {limit}"))
                .help("browsers cut such a page short; from here on the nesting was not checked");
        }
    }
}
