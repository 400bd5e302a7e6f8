//! `html/image-without-alt`: an image without a text for readers who cannot see it.
use crate::diagnostic::Safety;
use crate::html::{HtmlProblem, Tag, TagKind};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::Edit;

pub(crate) struct ImageWithoutAlt;

impl Rule for ImageWithoutAlt {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for tag in &post.body().html.tags {
            let image = tag.kind == TagKind::Start && tag.name() == "img" && !tag.foreign;
            if !image || has_alt(post, tag) || is_written_by_template(post, tag) || is_broken(post, tag) {
                continue;
            }
            let at = tag.span.start() + "<img".len();
            cx.report(tag.span, "`<img>` without `alt`")
                .help("screen readers read out the file name instead: describe the image, or write `alt=\"\"` when it only decorates")
                .fix(Safety::Display, "write `alt=\"\"`", vec![Edit::insert(at, " alt=\"\"")]);
        }
    }
}

/// Whether a quote of the tag is never closed: then one attribute is inside the value of another.
fn is_broken(post: &Post<'_>, tag: &Tag) -> bool {
    post.body()
        .html
        .problems
        .iter()
        .any(|problem| matches!(problem, HtmlProblem::BrokenQuote(quote) if tag.span.contains(*quote)))
}

/// Whether the image has a text, or is hidden from the readers who would need one.
fn has_alt(post: &Post<'_>, tag: &Tag) -> bool {
    post.body().attributes(tag).any(|attribute| {
        let value = attribute.value.map_or("", |value| post.source.slice(value));
        match post.source.slice(attribute.name).to_ascii_lowercase().as_str() {
            "alt" | ":alt" | "v-bind:alt" | "hidden" => true,
            "aria-hidden" => value == "true",
            "role" => matches!(value, "presentation" | "none"),
            "style" => hides(value),
            _ => false,
        }
    })
}

/// Whether a style takes the image off the page, as those of counters do.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|property| property.split_once(':')).any(|(name, value)| {
        name.trim().eq_ignore_ascii_case("display") && value.trim().to_ascii_lowercase().starts_with("none")
    })
}

/// Whether a template may write the attribute: a template tag is where attributes are.
fn is_written_by_template(post: &Post<'_>, tag: &Tag) -> bool {
    let (read, written) = (post.body().masked(tag.span).bytes(), post.source.slice(tag.span).bytes());
    read.zip(written).any(|(read, written)| read == b' ' && written != b' ')
}
