//! `html/unclosed-tag`: a tag without its `>`, or a quote that never ends.
use crate::html::{Code, Fault};
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        for fault in &html.faults {
            match fault {
                Fault::BrokenTag(span) => {
                    cx.report(*span, "this tag has no `>`")
                        .help("browsers read what follows as its attributes, up to the next `>`");
                }
                Fault::BrokenQuote(span) => {
                    cx.report(*span, "this quote is never closed")
                        .help("browsers take all text up to the next quote for the value of the attribute");
                }
                _ => {}
            }
        }
        for error in html.errors.iter().filter(|error| error.code == Code::EofInTag) {
            cx.report(error.span, "this tag has no `>`").help("browsers drop an unfinished tag and all that is in it");
        }
    }
}
