//! `html/unknown-element`: a tag whose name is not an element, often a placeholder that readers never see.
use crate::diagnostic::Safety;
use crate::html::{HtmlDocument, HtmlProblem, Tag, TagKind, TagRef, is_element};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};
use std::cell::LazyCell;

pub(crate) struct UnknownElement;

impl Rule for UnknownElement {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        for problem in &html.problems {
            match problem {
                HtmlProblem::Unclosed { start, .. } if is_used_once(html, start) => {
                    report(post, start.span, None, start.name(), cx);
                }
                HtmlProblem::Stray { end, .. } if is_unknown(end.name()) && !has_start(html, end.name()) => {
                    report(post, end.span, None, end.name(), cx);
                }
                _ => {}
            }
        }
        let is_reported = |tag: &Tag| !tag.foreign && is_unknown(tag.name());
        let ends = LazyCell::new(|| html.end_tags(is_reported));
        for tag in html.tags.iter().filter(|tag| tag.kind == TagKind::Start && is_reported(tag)) {
            report(post, tag.span, ends.get(&tag.span.start()).copied(), tag.name(), cx);
        }
    }
}

/// Whether an element left open has a dashed name that is used nowhere else: a placeholder, not a custom element.
fn is_used_once(html: &HtmlDocument, start: &TagRef) -> bool {
    let name = start.name();
    name.contains('-') && html.tags.iter().filter(|tag| tag.name() == name && !tag.foreign).count() == 1
}

/// A name with a dash may be a custom element.
fn is_unknown(name: &str) -> bool {
    !is_element(name) && !name.contains('-')
}

fn has_start(html: &HtmlDocument, name: &str) -> bool {
    html.tags.iter().any(|tag| tag.kind == TagKind::Start && tag.name() == name)
}

/// Reports a tag; `end` is the end tag of a start tag, which would have nothing to close if only the start tag were changed.
fn report(post: &Post<'_>, span: Span, end: Option<Span>, name: &str, cx: &mut Context<'_>) {
    let written = shown(post, span, name);
    let escaped = escape(&written);
    let mut edits = vec![Edit::replace(span, escaped.clone())];
    edits.extend(end.map(|end| Edit::replace(end, escape(&shown(post, end, &format!("/{name}"))))));
    cx.report(span, format!("`{written}` is not an HTML element"))
        .help(format!(
            "browsers read this text as a tag, so readers do not see it: write `{escaped}`, or put the text into code"
        ))
        .fix(Safety::Display, format!("write `{escaped}`"), edits);
}

/// The tag as it is written, or without its attributes when it is too long for a line.
fn shown(post: &Post<'_>, span: Span, name: &str) -> String {
    let written = post.source.slice(span);
    let fits_a_line = written.len() <= 60 && !written.contains(['\n', '\r']);
    if fits_a_line { written.to_string() } else { format!("<{name}>") }
}

fn escape(tag: &str) -> String {
    tag.replace('<', "&lt;").replace('>', "&gt;")
}
