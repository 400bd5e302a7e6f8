//! `html/unknown-element`: a tag whose name is not an element, often a placeholder that readers never see.
use crate::diagnostic::Safety;
use crate::html::{HtmlDocument, HtmlProblem, Tag, TagKind, is_element};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};
use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap, HashSet};

pub(crate) struct UnknownElement;

impl Rule for UnknownElement {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        // Counted once, because a broken body may have a thousand problems among a million tags.
        let used = LazyCell::new(|| Used::of(html));
        let mut places: BTreeMap<&str, Vec<UnknownTag>> = BTreeMap::new();
        for problem in &html.problems {
            match problem {
                HtmlProblem::Unclosed { start, .. } if start.name().contains('-') && used.is_alone(start.name()) => {
                    places.entry(start.name()).or_default().push(UnknownTag { span: start.span, end: None });
                }
                HtmlProblem::Stray { end, .. } if is_unknown(end.name()) && !used.begins(end.name()) => {
                    places.entry(end.name()).or_default().push(UnknownTag { span: end.span, end: None });
                }
                _ => {}
            }
        }
        let is_reported = |tag: &Tag| !tag.foreign && is_unknown(tag.name());
        let ends = LazyCell::new(|| html.end_tags(is_reported));
        for tag in html.tags.iter().filter(|tag| tag.kind == TagKind::Start && is_reported(tag)) {
            let end = ends.get(&tag.span.start()).copied();
            places.entry(tag.name()).or_default().push(UnknownTag { span: tag.span, end });
        }
        for (name, mut of_name) in places {
            of_name.sort_by_key(|tag| tag.span);
            report(post, &of_name, name, cx);
        }
    }
}

/// One use of a name that is not an element.
struct UnknownTag {
    span: Span,
    /// The end tag of a start tag, which would have nothing to close if only the start tag were changed.
    end: Option<Span>,
}

/// The places of one name that get a label.
const MOST_LABELS: usize = 100;

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

/// Reports a name once, at its first tag.
fn report(post: &Post<'_>, tags: &[UnknownTag], name: &str, cx: &mut Context<'_>) {
    let Some((first, others)) = tags.split_first() else { return };
    let written = shown(post, first.span, name);
    let escaped = escape(&written);
    let is_of_word = is_of_word(name);
    let times = match tags.len() {
        1 => String::new(),
        count => format!(" ({count} places in this file)"),
    };
    let finding = if is_of_word {
        cx.report(first.span, format!("`{written}` is an element of Word, not of HTML{times}"))
    } else {
        cx.report(first.span, format!("`{written}` is not an HTML element{times}"))
    };
    let mut edits = Vec::new();
    for tag in tags {
        let end = tag.end.map(|end| (end, escape(&shown(post, end, &format!("/{name}")))));
        let both = [(tag.span, escape(&shown(post, tag.span, name)))].into_iter().chain(end);
        edits.extend(both.map(|(span, text)| Edit::replace(span, if is_of_word { String::new() } else { text })));
    }
    edits.sort_by_key(|edit| edit.span);
    if is_of_word {
        finding.help("browsers do not know the element: remove its tags").fix(
            Safety::Display,
            "remove the tags",
            edits,
        );
    } else {
        finding
            .help(format!(
                "browsers read this text as a tag, so readers do not see it: write `{escaped}`, or put the text into code"
            ))
            .fix(Safety::Display, format!("write `{escaped}`"), edits);
    }
    for other in others.iter().take(MOST_LABELS) {
        finding.label(other.span, "the same name");
    }
}

/// Whether this is one of the XML elements that Word writes into HTML.
fn is_of_word(name: &str) -> bool {
    ["o:", "v:", "w:", "st1:"].iter().any(|prefix| name.starts_with(prefix))
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
