//! `html/unknown-element`: a tag whose name is not an element, often a placeholder that readers never see.
use crate::diagnostic::Safety;
use crate::html::{HtmlDocument, HtmlProblem, TagKind, TagRef, is_element};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct UnknownElement;

impl Rule for UnknownElement {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        for problem in &html.problems {
            match problem {
                HtmlProblem::Unclosed { start, .. } if is_used_once(html, start) => {
                    report(post, start.span, start.name(), cx);
                }
                HtmlProblem::Stray { end, .. } if is_unknown(end.name()) && !has_start(html, end.name()) => {
                    report(post, end.span, end.name(), cx);
                }
                _ => {}
            }
        }
        for tag in html.tags.iter().filter(|tag| tag.kind == TagKind::Start && !tag.foreign && is_unknown(tag.name())) {
            report(post, tag.span, tag.name(), cx);
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

fn report(post: &Post<'_>, span: Span, name: &str, cx: &mut Context<'_>) {
    let written = post.source.slice(span);
    let fits_a_line = written.len() <= 60 && !written.contains(['\n', '\r']);
    let written = if fits_a_line { written.to_string() } else { format!("<{name}>") };
    let escaped = written.replace('<', "&lt;").replace('>', "&gt;");
    cx.report(span, format!("`{written}` is not an HTML element"))
        .help(format!("browsers read it as a tag, so readers do not see it: write `{escaped}`, or put it into code"))
        .fix(Safety::Display, format!("write `{escaped}`"), vec![Edit::replace(span, escaped.clone())]);
}
