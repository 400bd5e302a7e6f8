//! `html/unclosed-element`: an element without its end tag.
use crate::html::Fault;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for fault in &post.body().html.faults {
            let Fault::Unclosed { start, closer } = fault else { continue };
            let end = format!("`</{}>`", start.name());
            let finding = cx.report(start.span, format!("{start} has no {end}"));
            if let Some(closer) = closer {
                let what = if closer.markdown && closer.end { "ends" } else { "stands" };
                let message = if closer.end && !closer.markdown {
                    "closes it".to_string()
                } else {
                    format!("{what} here and closes it")
                };
                finding.label(closer.span, format!("{closer} {message}"));
                finding.help(format!("write {end} where it should end"));
            } else {
                finding
                    .help(format!("it holds the rest of the page, layout included: write {end} where it should end"));
            }
        }
    }
}
