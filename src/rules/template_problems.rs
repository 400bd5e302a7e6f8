//! Shared by the three template rules: the problems of a post's template tags, and the names of engines and tags.
use crate::dialect::Templates;
use crate::post::Post;
use crate::template::TemplateProblem;
use crate::text::Span;

/// The problems of the tags in the body, which begins at the offset given with them; nothing where the generator runs no templates.
pub(super) fn problems<'p>(post: &'p Post<'_>) -> (usize, &'p [TemplateProblem]) {
    let body = post.body_span();
    let nothing: (usize, &[TemplateProblem]) = (body.start(), &[]);
    if post.dialect.templates == Templates::Liquid && is_left_alone(post) {
        return nothing;
    }
    if !post.dialect.templates.is_judged() || has_other_engine(post) {
        return nothing;
    }
    (body.start(), &post.templates().problems)
}

/// Jekyll copies a file without front matter as it is, and runs no tags where `render_with_liquid` is `false`.
fn is_left_alone(post: &Post<'_>) -> bool {
    post.front().fence.block().is_none()
        || post.front().get("render_with_liquid").is_some_and(|entry| entry.value.text() == Some("false"))
}

/// Whether the front matter turns tags off or names another engine, in the generators with Nunjucks.
fn has_other_engine(post: &Post<'_>) -> bool {
    match post.dialect.templates {
        Templates::EscapedNunjucks => {
            post.front().get("disableNunjucks").is_some_and(|entry| entry.value.text() == Some("true"))
        }
        Templates::Jinja | Templates::Nunjucks | Templates::HtmlNunjucks => {
            post.front().get("templateEngineOverride").is_some()
        }
        _ => false,
    }
}

/// What the generator does at a broken tag, as the beginning of a help text.
pub(super) fn engine(post: &Post<'_>) -> String {
    match post.dialect.generator {
        Some(generator) => format!("{} stops the build here", generator.title()),
        None => "the build stops here".to_owned(),
    }
}

/// A tag in short: its braces and its name, `{% if %}`.
pub(super) fn short(post: &Post<'_>, tag: Span, name: &str) -> String {
    let text = post.source.slice(tag);
    match text.get(..3) {
        Some("{{<") => format!("`{{{{< {name} >}}}}`"),
        Some("{{%") => format!("`{{{{% {name} %}}}}`"),
        _ => format!("`{{% {name} %}}`"),
    }
}
