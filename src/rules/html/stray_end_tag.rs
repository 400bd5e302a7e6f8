//! `html/stray-end-tag`: an end tag with nothing to close.
use crate::diagnostic::Safety;
use crate::dialect::Flavour;
use crate::html::{Fault, Place};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        let shown = body.is_markdown && post.dialect.markdown == Flavour::Kramdown;
        for fault in &body.html.faults {
            let (end, closed) = match fault {
                Fault::Stray { end, closed } => (end, closed.as_ref()),
                // `misnested` tells it better, where that rule runs.
                Fault::Mismatched { end, .. } => (end, None),
                _ => continue,
            };
            let finding = cx.report(end.span, format!("{end} has nothing to close"));
            if let Some((start, closer)) = closed {
                finding.label(closer.span, format!("{closer} had already closed {start}"));
            }
            if let Some(start) = start_shown_as_text(post, end).filter(|_| shown) {
                finding.label(start, "kramdown shows this tag as text, as one of its values needs quotes").help(
                    "kramdown takes a tag for HTML only when every value with more than letters and digits has quotes; readers see both tags",
                );
                continue;
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

/// How far before an end tag its start tag is looked for.
const FARTHEST: usize = 2000;

/// The start tag of the same name, with attributes, that stands before an end tag on its line but was not read as a tag.
fn start_shown_as_text(post: &Post<'_>, end: &Place) -> Option<Span> {
    let text = &post.source.text()[..end.span.start()];
    let line = memchr::memrchr(b'\n', text.as_bytes()).map_or(0, |found| found + 1);
    let start =
        text.rfind(&format!("<{} ", end.name())).filter(|start| *start >= line && text.len() - start < FARTHEST)?;
    let close = start + text[start..].find('>')? + 1;
    let is_tag = post.body().html.tags.iter().any(|tag| tag.span.start() == start);
    (!is_tag && text[start..close].contains('=')).then(|| Span::new(start, close))
}
