//! `front-matter/not-a-mapping`: a list or a string where keys are expected.
use crate::front_matter::Format;
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::Span;

pub(crate) struct NotAMapping;

impl Rule for NotAMapping {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(span) = post.front().not_a_mapping else { return };
        let shown = post.source.slice(span);
        let line = shown.split(['\n', '\r']).next().unwrap_or("");
        let (what, help) = match line.chars().next() {
            Some('-') if line.contains(": ") => {
                ("a list", "remove the dash, which begins a list item, or write a key above the list")
            }
            Some('-' | '[') => ("a list", "write a key above the list, as in `tags:`"),
            _ if line.contains('=') && post.front().format() == Format::Yaml => {
                ("a single string", "`=` is for TOML; between `---` fences a key ends with a colon and a space")
            }
            _ if line.contains(':') => ("a single string", "a key ends with a colon and a space: `title: Foo`"),
            _ => (
                "a single string",
                "front matter contains only keys with their values; the text of the post belongs below the closing fence",
            ),
        };
        let at = Span::new(span.start(), span.start() + line.trim_end().len());
        cx.report(at, format!("the front matter is {what}, not `key: value` lines")).help(help);
    }
}
