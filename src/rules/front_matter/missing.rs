//! `front-matter/missing`: a post without front matter.
use crate::config::Settings;
use crate::diagnostic::Safety;
use crate::front_matter::{Fence, Format, fence};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};
use crate::values::quote;
use std::fmt::Write;

pub(crate) struct FrontMatterMissing;

impl Rule for FrontMatterMissing {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let is_optional = post.dialect.generator.is_some_and(|generator| generator.facts().front_matter_is_optional);
        if !post.front().fence.is_unseen() {
            return;
        }
        let start = post.source.bom_len();
        let text = &post.source.text()[start..];
        let line = text.split(['\n', '\r']).next().unwrap_or("");
        let span = Span::new(start, start + line.len());
        let below = || fence::of_block_below(post.source.text(), start);
        if let Some(fence) = below().filter(|_| post.front().fence == Fence::Missing) {
            cx.report(span, "missing front matter: the block below does not count, because text comes before it")
                .label(fence, "this line would begin the front matter if it were the first")
                .help("front matter must be the very first thing in the file; put the block above the text");
            return;
        }
        if is_optional {
            return;
        }
        let block = to_start_from(text, cx.settings);
        cx.report(span, "missing front matter")
            .help("a post begins with a block between two `---` lines with its title and the other fields that the site needs")
            .fix(Safety::Display, "begin with a block like this", vec![Edit::insert(start, block)]);
    }
}

/// A block with the required fields; the title is that of the first heading, when there is one.
fn to_start_from(text: &str, settings: &Settings) -> String {
    let heading =
        text.lines().find_map(|line| line.strip_prefix("# ")).map(str::trim).filter(|title| !title.is_empty());
    let mut fields: Vec<&str> =
        settings.fields.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
    if !fields.contains(&"title") {
        fields.insert(0, "title");
    }
    let mut block = "---\n".to_string();
    for field in fields {
        let value =
            heading.filter(|_| field == "title").map_or(String::new(), |title| quote::quoted(title, Format::Yaml));
        let _ = writeln!(block, "{}", format!("{field}: {value}").trim_end());
    }
    block + "---\n\n"
}
