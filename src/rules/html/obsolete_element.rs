//! `html/obsolete-element`: elements that HTML no longer has.
use crate::diagnostic::Safety;
use crate::html::{Tag, TagKind, is_obsolete, is_void};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};
use std::cell::LazyCell;

pub(crate) struct ObsoleteElement;

impl Rule for ObsoleteElement {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let html = &post.body().html;
        let is_reported = |tag: &Tag| !tag.foreign && is_obsolete(tag.name());
        let ends = LazyCell::new(|| html.end_tags(is_reported));
        for tag in html.tags.iter().filter(|tag| tag.kind == TagKind::Start && is_reported(tag)) {
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
