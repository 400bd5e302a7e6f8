//! `post/filename-mismatch`: a field that should be the name of the file without its extension, or of its folder, and is not.
use crate::config::{Field, Matches};
use crate::diagnostic::Safety;
use crate::post::Post;
use crate::rules::{Context, Rule, dates, fields};
use crate::text::Edit;
use crate::values::{is_language_code, quote};
use std::path::Path;

pub(crate) struct FilenameMismatch;

/// File name extensions of posts.
const POST_EXTENSIONS: &[&str] = &["md", "markdown", "mkd", "mdx", "html", "htm"];

impl Rule for FilenameMismatch {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let place = post.source.site_path();
        for present in fields::present(post, cx.settings, |field| field.matches.is_some()) {
            let node = &present.entry.value;
            let Some(text) = node.text().filter(|text| !fields::is_template(text)) else { continue };
            let (what, wanted) = match present.field.matches {
                Some(Matches::FileStem) => ("file", unlike_stem(text.trim(), place)),
                Some(Matches::Folder) => ("folder", unlike_folder(text, place)),
                None => continue,
            };
            let Some(wanted) = wanted else { continue };
            let finding =
                cx.report(node.span, format!("`{}` is `{text}`, but the {what} is named `{wanted}`", present.name));
            finding.help(match what {
                "file" => {
                    "a template that builds a link or a path from this field points to a page that does not exist"
                }
                _ => "programs find the file by the name of its folder, and refuse it when this field has another name",
            });
            if accepts(present.field, &wanted) {
                let edit = Edit::replace(node.span, quote::like(node, &wanted, post.front().format()));
                finding.fix(Safety::Unsafe, format!("write `{wanted}`"), vec![edit]);
            }
        }
    }
}

/// Whether the pattern of the field, if there is one, accepts a value.
fn accepts(field: &Field, text: &str) -> bool {
    field.pattern.as_ref().is_none_or(|pattern| pattern.is_match(text))
}

/// The name of the file, when the value is another one.
fn unlike_stem(value: &str, place: &Path) -> Option<String> {
    let (stem, named) = (stem(place)?, without_extension(value)?);
    let is_same =
        |stem: &str| named == stem || named == without_date(stem) || without_date(named) == without_date(stem);
    let bare = without_language(without_extension(&stem).unwrap_or(&stem));
    (!is_same(&stem) && !is_same(bare)).then(|| without_date(bare).to_string())
}

/// The name of the folder, when the value is another one; `None` when the folder is not known.
fn unlike_folder(value: &str, place: &Path) -> Option<String> {
    let folder = place.parent()?.file_name()?.to_string_lossy();
    (folder != value).then(|| folder.into_owned())
}

/// The file's name without its extension; for an `index` file, the name of its folder.
fn stem(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    match path.parent().and_then(Path::file_name) {
        Some(folder) if matches!(stem.as_str(), "index" | "_index") => Some(folder.to_string_lossy().into_owned()),
        _ => Some(stem),
    }
}

/// The stem without the code of a language: `post` for `post.fr`.
fn without_language(stem: &str) -> &str {
    match stem.rsplit_once('.') {
        Some((bare, code)) if is_language_code(code) => bare,
        _ => stem,
    }
}

/// The value without the extension of a post; `None` when it has that of another kind of file (`report.pdf`, `all.tar.gz`, `data.7z`).
fn without_extension(text: &str) -> Option<&str> {
    let Some((stem, extension)) = text.rsplit_once('.') else { return Some(text) };
    let is_extension = (1..=8).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    match extension.to_ascii_lowercase() {
        lower if POST_EXTENSIONS.contains(&lower.as_str()) => Some(stem),
        _ if is_extension => None,
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
