//! `html/obsolete-element`: elements that HTML no longer has.
use crate::diagnostic::Safety;
use crate::html::{TagKind, is_obsolete};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct ObsoleteElement;

impl Rule for ObsoleteElement {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for tag in &post.body().html.tags {
            if tag.kind == TagKind::End || tag.foreign || !is_obsolete(tag.name()) {
                continue;
            }
            let name = tag.name();
            let finding = cx.report(tag.span, format!("`<{name}>` is obsolete"));
            let Some((instead, element)) = instead(name) else {
                finding.help("browsers may stop supporting it: use a style or another element");
                continue;
            };
            finding.help(format!("use {instead}"));
            if let Some(element) = element {
                let at = Span::new(tag.span.start() + 1, tag.span.start() + 1 + name.len());
                finding.fix(Safety::Display, format!("write `<{element}>`"), vec![Edit::replace(at, element)]);
            }
        }
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
