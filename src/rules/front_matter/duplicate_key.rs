//! `front-matter/duplicate-key`: a key written twice in one mapping.
use crate::diagnostic::Safety;
use crate::front_matter::Entry;
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, SourceFile, Span, line_end};
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
        for mapping in post.front().entries.with_nested() {
            // Most mappings are small and without duplicates.
            let mut first: HashMap<&str, &Entry> = HashMap::with_capacity(mapping.0.len());
            for entry in mapping {
                let Some(before) = first.insert(&entry.key.text, entry) else { continue };
                first.insert(&entry.key.text, before);
                if !(is_sure(entry) && is_sure(before))
                    || (entry.broken || before.broken) && column(post, entry) != column(post, before)
                {
                    continue;
                }
                report(post.source, before, entry, cx);
            }
        }
    }
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

fn report(source: &SourceFile, before: &Entry, entry: &Entry, cx: &mut Context<'_>) {
    let key = &entry.key.text;
    let same = source.slice(before.value.span) == source.slice(entry.value.span);
    let finding = cx.report(entry.key.span, format!("the key `{key}` is written twice"));
    finding.label(before.key.span, "first here");
    if entry.broken || before.broken {
        finding.help("remove one of the two: some generators refuse the front matter, others use the last value");
    } else if same {
        finding.help(
            "some generators refuse the front matter, others use the last value; both values are the same, so remove one of the two",
        );
        finding.fix(Safety::Unsafe, "remove the second entry", removal(source, entry));
    } else {
        finding.help(
            "some generators refuse the front matter, others use the last value and ignore the first without a warning",
        );
        finding.fix(Safety::Unsafe, "remove the first entry, which is ignored", removal(source, before));
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
