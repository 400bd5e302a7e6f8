//! `html/obsolete-element`: elements that HTML no longer has.
use crate::diagnostic::Safety;
use crate::html::{Tag, TagKind, is_obsolete, is_void};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};
use std::cell::LazyCell;
use std::collections::HashSet;

pub(crate) struct ObsoleteElement;

impl Rule for ObsoleteElement {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        let is_reported = |tag: &Tag| !tag.foreign && is_obsolete(tag.name());
        let ends = LazyCell::new(|| html.end_tags(is_reported));
        let objects = objects_with_params(&html.tags);
        let in_object: HashSet<Span> = objects.iter().flat_map(|(_, params)| params.iter().copied()).collect();
        for (object, params) in &objects {
            // The parameters of one `<object>` are one old way to embed something.
            let finding = cx.report(*object, "`<object>` with `<param>` is obsolete");
            finding.help("browsers no longer read parameters: use `<iframe>`, `<video>`, `<audio>` or `<embed>`");
            for param in params.iter().take(MOST_LABELS) {
                finding.label(*param, "an obsolete `<param>`");
            }
        }
        for tag in html.tags.iter().filter(|tag| tag.kind == TagKind::Start && is_reported(tag)) {
            if in_object.contains(&tag.span) {
                continue;
            }
            let name = tag.name();
            let finding = cx.report(tag.span, format!("`<{name}>` is obsolete"));
            let Some((instead, element)) = instead(name) else {
                finding.help("browsers may stop supporting this element: use a style or another element");
                continue;
            };
            finding.help(format!("use {instead}"));
            if let Some(element) = element {
                let end = ends.get(&tag.span.start()).copied();
                finding.fix(Safety::Display, format!("write `<{element}>`"), renamed(tag, end, element));
            }
        }
    }
}

/// The parameters of one `<object>` that get a label.
const MOST_LABELS: usize = 100;

/// The start tags of `<object>` elements, and the `<param>` tags in each of them.
fn objects_with_params(tags: &[Tag]) -> Vec<(Span, Vec<Span>)> {
    let (mut found, mut open): (Vec<(Span, Vec<Span>)>, Vec<usize>) = (Vec::new(), Vec::new());
    for tag in tags {
        match (tag.name(), tag.kind) {
            ("object", TagKind::Start) => {
                open.push(found.len());
                found.push((tag.span, Vec::new()));
            }
            ("object", TagKind::End) => _ = open.pop(),
            ("param", TagKind::Start) => {
                if let Some(object) = open.last() {
                    found[*object].1.push(tag.span);
                }
            }
            _ => {}
        }
    }
    found.retain(|(_, params)| !params.is_empty());
    found
}

/// Writes the name of the new element in both tags; in none when the end tag is missing, since the element would be left open.
fn renamed(start: &Tag, end: Option<Span>, element: &str) -> Vec<Edit> {
    let name_at = |offset: usize| Edit::replace(Span::new(offset, offset + start.name().len()), element);
    let first = name_at(start.span.start() + "<".len());
    match end {
        Some(end) => vec![first, name_at(end.start() + "</".len())],
        None if is_void(element) => vec![first],
        None => Vec::new(),
    }
}

/// What to use instead, in words, and the element that replaces it, if there is one.
fn instead(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match name {
        "center" => ("the style `text-align: center`", None),
        "font" | "basefont" | "big" => ("styles (`color`, `font-size`, `font-family`)", None),
        "strike" => ("`<s>`, or `<del>` for what was removed", Some("s")),
        "tt" => ("`<code>`, `<kbd>` or `<samp>`", Some("code")),
        "acronym" => ("`<abbr>`", Some("abbr")),
        "dir" => ("`<ul>`", Some("ul")),
        "applet" => ("`<object>`", None),
        "frame" | "frameset" | "noframes" => ("`<iframe>`", None),
        "image" => ("`<img>`", Some("img")),
        "listing" | "xmp" | "plaintext" => ("`<pre>` with `<code>`", None),
        "marquee" | "blink" => ("an animation of the style sheet, or nothing", None),
        "nobr" => ("the style `white-space: nowrap`", None),
        "bgsound" => ("`<audio>`", None),
        "rb" | "rtc" => ("`<ruby>` with `<rt>` alone", None),
        _ => return None,
    })
}
