//! `post/filename-mismatch`: a field that should be the file's name without its ending, and is not.
use crate::diagnostic::Safety;
use crate::post::Post;
use crate::rules::{Context, Rule, asked, dates};
use crate::text::Edit;
use crate::values::quote;
use std::path::Path;

pub(crate) struct Check;

/// Endings of posts.
const POST_ENDINGS: &[&str] = &["md", "markdown", "mkd", "mdx", "html", "htm"];

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(stem) = stem(post.source.place()) else { return };
        for present in asked::present(post, cx.settings).iter().filter(|present| present.field.matches_file_stem) {
            let node = &present.entry.value;
            let Some(text) = node.text().filter(|text| !asked::is_template(text)) else { continue };
            let Some(named) = without_post_ending(text.trim()) else { continue };
            if named == stem || named == without_date(&stem) || without_date(named) == without_date(&stem) {
                continue;
            }
            let stem = without_date(&stem);
            cx.report(node.span, format!("`{}` is `{text}`, but the file is named `{stem}`", present.name))
                .help("a template that builds a link or a path of this field points to a page that does not exist")
                .fix(
                    Safety::Unsafe,
                    format!("write `{stem}`"),
                    vec![Edit::replace(node.span, quote::like(node, stem, post.front.format()))],
                );
        }
    }
}

/// The file's name without its ending; of an `index` file, the folder's.
fn stem(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    match path.parent().and_then(Path::file_name) {
        Some(folder) if matches!(stem.as_str(), "index" | "_index") => Some(folder.to_string_lossy().into_owned()),
        _ => Some(stem),
    }
}

/// The value without a post's ending; `None` when it ends as another kind of file does (`report.pdf`).
fn without_post_ending(text: &str) -> Option<&str> {
    let Some((stem, ending)) = text.rsplit_once('.') else { return Some(text) };
    let is_ending = (1..=5).contains(&ending.len())
        && ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.chars().all(|c| c.is_ascii_alphanumeric());
    match ending.to_ascii_lowercase() {
        lower if POST_ENDINGS.contains(&lower.as_str()) => Some(stem),
        _ if is_ending => None,
        _ => Some(text),
    }
}

/// The name without the date of `2017-01-18-name`.
fn without_date(stem: &str) -> &str {
    match dates::split_name(stem) {
        Some(([year, ..], name)) if year.len() == 4 && !name.is_empty() => name,
        _ => stem,
    }
}
