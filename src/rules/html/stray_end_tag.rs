//! `html/stray-end-tag`: an end tag with nothing to close.
use crate::diagnostic::Safety;
use crate::dialect::Flavour;
use crate::html::HtmlProblem;
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::Edit;

pub(crate) struct StrayEndTag;

impl Rule for StrayEndTag {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        let shown = body.is_markdown && post.dialect.markdown == Flavour::Kramdown;
        for problem in &body.html.problems {
            let (end, closed) = match problem {
                HtmlProblem::Stray { end, closed } => (end, closed.as_ref()),
                // `misnested` tells it better, where that rule runs.
                HtmlProblem::Mismatched { end, .. } => (end, None),
                HtmlProblem::Tableless { end, first } => {
                    cx.report(end.span, format!("{end} has nothing to close"))
                        .label(first.span, format!("{first} stands in no table"))
                        .help("browsers drop the rows and cells: write the `<table>` where it should begin");
                    continue;
                }
                _ => continue,
            };
            let finding = cx.report(end.span, format!("{end} has nothing to close"));
            if let Some((start, closer)) = closed {
                finding.label(closer.span, format!("{closer} had already closed {start}"));
            }
            let fate = match end.name() {
                _ if shown => "kramdown shows it to readers as text",
                "p" => "browsers make an empty paragraph of it",
                _ => "browsers ignore it",
            };
            let edits = vec![Edit::delete(end.span)];
            finding.help(fate).fix(Safety::Unsafe, format!("remove {end}"), edits);
        }
    }
}
