//! `front-matter/duplicate-key`: a key written twice in one mapping.
use crate::diagnostic::Safety;
use crate::front_matter::{Entry, Format};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, SourceFile, Span, line_end};
use crate::values::Loader;
use std::borrow::Cow;
use std::collections::HashMap;

pub(crate) struct DuplicateKey;

impl Rule for DuplicateKey {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for (first, later) in &post.front().duplicates {
            let key = post.source.slice(*later);
            cx.report(*later, format!("the key `{key}` is written twice"))
                .label(*first, "first here")
                .help("TOML refuses the whole front matter because of a duplicate key; remove one of the two");
        }
        let any_case = post.dialect.generator.is_some_and(|generator| generator.facts().keys.any_case);
        for mapping in post.front().entries.with_nested() {
            // Most mappings are small and without duplicates.
            let mut first: HashMap<Cow<'_, str>, &Entry> = HashMap::with_capacity(mapping.0.len());
            for entry in mapping {
                let Some(before) = first.insert(read_as(&entry.key.text, any_case), entry) else { continue };
                first.insert(read_as(&entry.key.text, any_case), before);
                if !(is_sure(entry) && is_sure(before))
                    || (entry.broken || before.broken) && column(post, entry) != column(post, before)
                {
                    continue;
                }
                report(post, before, entry, cx);
            }
        }
    }
}

/// The key as the generator reads it: where case does not count, in lower case.
fn read_as(key: &str, any_case: bool) -> Cow<'_, str> {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if any_case && !key.bytes().all(is_lower) { key.to_lowercase().into() } else { key.into() }
}

/// Of an entry that could not be read, the colon shows that its key is a key.
fn is_sure(entry: &Entry) -> bool {
    !entry.broken || entry.colon.is_some()
}

/// The column of an entry's key in bytes. Keys of real front matter are near the start of their lines, so no more than that is searched.
fn column(post: &Post<'_>, entry: &Entry) -> usize {
    const FARTHEST: usize = 1024;
    let before = &post.source.text().as_bytes()[..entry.key.span.start()];
    let near = &before[before.len().saturating_sub(FARTHEST)..];
    memchr::memrchr2(b'\n', b'\r', near).map_or(near.len(), |line_end| near.len() - line_end - 1)
}

fn report(post: &Post<'_>, before: &Entry, entry: &Entry, cx: &mut Context<'_>) {
    let (source, key) = (post.source, &entry.key.text);
    let same = source.slice(before.value.span) == source.slice(entry.value.span);
    let (why, ignores_first) = consequence(post);
    let is_other_case = before.key.text != *key;
    let how = if is_other_case { "is written twice, in another case" } else { "is written twice" };
    let finding = cx.report(entry.key.span, format!("the key `{key}` {how}"));
    finding.label(before.key.span, "first here");
    if is_other_case {
        finding.help(format!("{}; remove one of the two", in_any_case(post, &before.key.text, key)));
        return;
    }
    if entry.broken || before.broken {
        finding.help(format!("remove one of the two: {why}"));
    } else if same {
        finding.help(format!("{why}; both values are the same, so remove one of the two"));
        finding.fix(Safety::Unsafe, "remove the second entry", removal(source, entry));
    } else {
        finding.help(if why.starts_with("some") { why + " and ignore the first without a warning" } else { why });
        let title = if ignores_first { "remove the first entry, which is ignored" } else { "remove the first entry" };
        finding.fix(Safety::Unsafe, title, removal(source, before));
    }
}

/// What becomes of two keys that differ only in case: the generator writes each that has a capital letter over the one in lower case
/// (measured with Hugo 0.168 in YAML and TOML; it goes through the keys in no order).
fn in_any_case(post: &Post<'_>, before: &str, key: &str) -> String {
    let name = post.dialect.generator.map_or("the generator", |generator| generator.title());
    let is_lower = |key: &str| key.to_lowercase() == key;
    let mut capital = [before, key].into_iter().filter(|key| !is_lower(key));
    match (capital.next(), capital.next()) {
        (Some(counts), None) => format!("{name} takes both for the same key, and the value of `{counts}` counts"),
        _ => format!("{name} takes both for the same key, and either value may count, by chance"),
    }
}

/// What the loader does with two equal keys, and whether some loader ignores the first.
fn consequence(post: &Post<'_>) -> (String, bool) {
    let loader = Some(Loader::of(post.dialect, post.front().format()));
    let loader = loader.filter(|_| post.dialect.generator.is_some() || post.front().format() != Format::Yaml);
    match (loader, post.dialect.generator) {
        (Some(Loader::JsYaml3 | Loader::JsYaml4 | Loader::Yaml2 | Loader::Goccy | Loader::Serde), Some(generator)) => {
            (format!("{} refuses the front matter because of a duplicate key", generator.title()), false)
        }
        (Some(Loader::SafeYaml | Loader::Psych | Loader::PyYaml | Loader::Json), Some(generator)) => {
            (format!("{} uses the last value and ignores the first without a warning", generator.title()), true)
        }
        (Some(Loader::Json), None) => {
            ("readers of JSON use the last value and ignore the first without a warning".to_string(), true)
        }
        _ => ("some generators refuse the front matter, others use the last value".to_string(), true),
    }
}

/// Removes the lines of an entry, when nothing else is on them.
fn removal(source: &SourceFile, entry: &Entry) -> Vec<Edit> {
    let text = source.text();
    let key = entry.key.span.start();
    let start = text[..key].trim_end_matches([' ', '\t']).len();
    if start > 0 && !text[..start].ends_with(['\n', '\r']) {
        return Vec::new();
    }
    let value_end = entry.value.span.end().max(entry.colon.map_or(0, Span::end));
    let end = line_end(text, value_end);
    let rest = text[entry.value.span.end().min(end)..end].trim_start();
    if !(rest.is_empty() || rest.starts_with('#')) {
        return Vec::new();
    }
    let line_break = if text[end..].starts_with("\r\n") { 2 } else { text[end..].len().min(1) };
    vec![Edit::delete(Span::new(start, end + line_break))]
}
