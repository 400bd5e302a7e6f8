//! `html/unclosed-element`: an element without its end tag.
use crate::html::{Fault, Place};
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for fault in &post.body().html.faults {
            match fault {
                Fault::Unclosed { start, closer: Some(closer) } => report(start, Some((closer, closes(closer))), cx),
                Fault::Unclosed { start, closer: None } => report(start, None, cx),
                // `misnested` tells it better, where that rule runs.
                Fault::Mismatched { start, end } => report(start, Some((end, "stands in its place")), cx),
                _ => {}
            }
        }
    }
}

/// What a tag, or Markdown, does to the element it closes.
fn closes(closer: &Place) -> &'static str {
    match (closer.end, closer.markdown) {
        (true, false) => "closes it",
        (true, true) => "ends here and closes it",
        (false, _) => "stands here and closes it",
    }
}

fn report(start: &Place, closer: Option<(&Place, &str)>, cx: &mut Context<'_>) {
    let end = format!("`</{}>`", start.name());
    let finding = cx.report(start.span, format!("{start} has no {end}"));
    let Some((closer, what)) = closer else {
        finding.help(format!("it holds the rest of the page, layout included: write {end} where it should end"));
        return;
    };
    finding.label(closer.span, format!("{closer} {what}")).help(format!("write {end} where it should end"));
}
