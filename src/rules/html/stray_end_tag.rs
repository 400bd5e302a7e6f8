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
                // `misnested` explains it better, where that rule runs.
                HtmlProblem::Mismatched { end, .. } => (end, None),
                HtmlProblem::Tableless { end, first } => {
                    cx.report(end.span, format!("{end} has nothing to close"))
                        .label(first.span, format!("{first} is not inside a table"))
                        .help("browsers drop the rows and cells: write `<table>` where the table should begin");
                    continue;
                }
                _ => continue,
            };
            let finding = cx.report(end.span, format!("{end} has nothing to close"));
            if let Some((start, closer)) = closed {
                finding.label(closer.span, format!("{closer} had already closed {start}"));
            }
            let help = match end.name() {
                _ if shown => {
                    "kramdown shows the end tag to readers as text: remove it, or write the start tag that is missing"
                }
                "p" => {
                    "browsers read the end tag as an empty paragraph: remove it, or write the start tag that is missing"
                }
                _ => "browsers ignore the end tag: remove it, or write the start tag that is missing",
            };
            let edits = vec![Edit::delete(end.span)];
            finding.help(help).fix(Safety::Unsafe, format!("remove {end}"), edits);
        }
    }
}
