//! `front-matter/unportable-value`: a value that generators read differently.
use super::surprising_type::{is_text_field, listed};
use crate::diagnostic::Safety;
use crate::front_matter::{Format, Node, Style, Value};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::Edit;
use crate::values::{Loader, Scalar, quote};

pub(crate) struct UnportableValue;

/// The loaders of today's generators, by names people know.
const READERS: &[(&str, Loader)] = &[
    ("Jekyll", Loader::SafeYaml),
    ("Hugo", Loader::Goccy),
    ("Eleventy", Loader::JsYaml3),
    ("Astro", Loader::JsYaml4),
    ("MkDocs", Loader::PyYaml),
    ("Zola", Loader::Serde),
];

impl Rule for UnportableValue {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        if post.front().format() != Format::Yaml || !post.front().is_readable() {
            return;
        }
        let settings = cx.settings;
        for entry in post.front().entries.iter().filter(|entry| !entry.broken && !is_text_field(entry, settings)) {
            let mut open = vec![&entry.value];
            while let Some(node) = open.pop() {
                match &node.value {
                    Value::Sequence(items) => open.extend(items.iter().rev()),
                    Value::Mapping(mapping) => open.extend(mapping.iter().rev().map(|entry| &entry.value)),
                    Value::Scalar { text, style: Style::Plain } if node.tag.is_none() => {
                        judge(node, text, &entry.key.text, cx);
                    }
                    _ => {}
                }
            }
        }
    }
}

fn judge(node: &Node, text: &str, name: &str, cx: &mut Context<'_>) {
    let mut readings: Vec<(String, Vec<&str>)> = Vec::new();
    for (reader, loader) in READERS {
        let read = shown(&loader.resolve(None, Style::Plain, text), text);
        match readings.iter_mut().find(|(other, _)| *other == read) {
            Some((_, names)) => names.push(reader),
            None => readings.push((read, vec![reader])),
        }
    }
    if readings.len() < 2 {
        return;
    }
    let parts: Vec<String> = readings.iter().map(|(read, names)| format!("as {read} in {}", listed(names))).collect();
    cx.report(node.span, format!("generators read `{text}` in `{name}` differently: {}", parts.join(", ")))
        .help("in quotes the value is the same string to every generator")
        .fix(Safety::Unsafe, "quote the value", vec![Edit::replace(node.span, quote::quoted(text, Format::Yaml))]);
}

/// What a generator reads, in words; a day is a day, whether as a date or as the same string.
fn shown(read: &Scalar, text: &str) -> String {
    match read {
        Scalar::Text(_) => "a string".to_string(),
        Scalar::Date(iso) if text.len() > 10 || iso.starts_with(text) => "a string".to_string(),
        Scalar::Refused(_) => "an error".to_string(),
        Scalar::Null => "nothing".to_string(),
        other => format!("`{}`", other.printed()),
    }
}
