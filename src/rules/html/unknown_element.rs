//! `html/unknown-element`: a tag whose name is not an element, often a placeholder that readers never see.
use crate::diagnostic::Safety;
use crate::html::{HtmlDocument, HtmlProblem, Tag, TagKind, is_element};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

pub(crate) struct UnknownElement;

impl Rule for UnknownElement {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        // Counted once, because a broken body may have a thousand problems among a million tags.
        let used = LazyCell::new(|| Used::of(html));
        for problem in &html.problems {
            match problem {
                HtmlProblem::Unclosed { start, .. } if start.name().contains('-') && used.is_alone(start.name()) => {
                    report(post, start.span, None, start.name(), cx);
                }
                HtmlProblem::Stray { end, .. } if is_unknown(end.name()) && !used.begins(end.name()) => {
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

/// How often each name is used.
#[derive(Default)]
struct Used<'h> {
    /// In tags that are not part of SVG or `MathML`.
    tags: HashMap<&'h str, usize>,
    /// The names of start tags.
    starts: HashSet<&'h str>,
}

impl<'h> Used<'h> {
    fn of(html: &'h HtmlDocument) -> Self {
        let mut used = Self::default();
        for tag in &html.tags {
            *used.tags.entry(tag.name()).or_default() += usize::from(!tag.foreign);
            if tag.kind == TagKind::Start {
                used.starts.insert(tag.name());
            }
        }
        used
    }

    /// Whether a name is used nowhere else: an element left open with such a dashed name is a placeholder, not a custom element.
    fn is_alone(&self, name: &str) -> bool {
        self.tags.get(name) == Some(&1)
    }

    fn begins(&self, name: &str) -> bool {
        self.starts.contains(name)
    }
}

/// A name with a dash may be a custom element.
fn is_unknown(name: &str) -> bool {
    !is_element(name) && !name.contains('-')
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
