//! `front-matter/surprising-type`: text without quotes that the site's generator reads as a number or a boolean.
use crate::config::{FieldType, Settings};
use crate::diagnostic::Safety;
use crate::dialect::generators::KeyReader;
use crate::front_matter::{Entry, Format, Node, Style, Value};
use crate::post::Post;
use crate::rules::{Context, Rule, fields};
use crate::text::{Edit, Span};
use crate::values::{Loader, Scalar, quote};

pub(crate) struct SurprisingType;

/// Fields that are strings on every site.
const TEXT_FIELDS: &[&str] = &["title", "name", "description", "author", "tags", "categories", "slug", "version"];

/// The generators that may read a post of an unknown site.
const ANYBODY: &[(&str, Loader)] =
    &[("Jekyll", Loader::SafeYaml), ("MkDocs", Loader::PyYaml), ("Eleventy", Loader::JsYaml3), ("Hugo", Loader::Goccy)];

impl Rule for SurprisingType {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        if !post.front().is_readable() {
            return;
        }
        if post.front().format() != Format::Yaml {
            numbers(post, cx);
            return;
        }
        let block = post.front().fence.block().map_or("", |block| post.source.slice(block.content));
        let mappings = if block.contains("{{") { post.front().entries.with_nested() } else { Vec::new() };
        for mapping in mappings {
            for entry in mapping {
                template_tags(entry, post, cx);
            }
        }
        let settings = cx.settings;
        for entry in post.front().entries.iter().filter(|entry| !entry.broken && is_text_field(entry, settings)) {
            for (node, text) in fields::scalars(&entry.value) {
                judge(node, text, entry, post, cx);
            }
        }
    }
}

/// Numbers of TOML and JSON in fields of text: what is shown of them is not what is written (`1.10`).
fn numbers(post: &Post<'_>, cx: &mut Context<'_>) {
    let Some(generator) = post.dialect.generator else { return };
    if generator.facts().keys.reader != KeyReader::Cast {
        return;
    }
    let (format, settings) = (post.front().format(), cx.settings);
    let loader = Loader::of(post.dialect, format);
    for entry in post.front().entries.iter().filter(|entry| !entry.broken && is_text_field(entry, settings)) {
        for (node, text) in fields::scalars(&entry.value) {
            let Some(read @ (Scalar::Integer(_) | Scalar::Float(_))) = loader.scalar(node) else { continue };
            let shown = loader.prints(&read);
            if shown == text {
                continue;
            }
            let (name, title) = (&entry.key.text, generator.title());
            let message = format!("`{name}` is a text field, but {title} reads `{text}` as `{shown}`, {}", read.kind());
            cx.report(node.span, message).help("put the value in quotes to keep it as it is written").fix(
                Safety::Unsafe,
                "quote the value",
                vec![Edit::replace(node.span, quote::quoted(text, format))],
            );
        }
    }
}

/// `{{ site.url }}` alone, which is a mapping inside a mapping to YAML.
fn template_tags(entry: &Entry, post: &Post<'_>, cx: &mut Context<'_>) {
    for node in entry.value.leaves() {
        let Value::Mapping(_) = node.value else { continue };
        let shown = post.source.slice(node.span);
        if !shown.starts_with("{{") || !shown.ends_with("}}") || shown.contains(['\n', '\r']) {
            continue;
        }
        // `{{ a }}#b`: YAML reads what is glued to the tag as a comment.
        let rest = &post.source.text()[node.span.end()..];
        let glued = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}')).unwrap_or(rest.len());
        let whole = Span::new(node.span.start(), node.span.end() + glued);
        let quoted = quote::quoted(post.source.slice(whole), Format::Yaml);
        let message = format!("`{}` contains a template tag, but YAML reads `{shown}` as a mapping", entry.key.text);
        cx.report(node.span, message)
            .help("front matter is read before templates; in quotes the tag is a string, which a layout may still fill in")
            .fix(Safety::Unsafe, "quote the value", vec![Edit::replace(whole, quoted)]);
    }
}

/// Whether the field is a string: the config says so, or says nothing and the field is one on every site.
pub(super) fn is_text_field(entry: &Entry, settings: &Settings) -> bool {
    let name = entry.key.text.as_str();
    let Some(kind) = settings.field(name).and_then(|field| field.kind.as_ref()) else {
        return TEXT_FIELDS.contains(&name);
    };
    let leaves = fields::leaves(kind, &entry.value);
    leaves.iter().all(|(kind, _)| matches!(kind, FieldType::String | FieldType::Text))
}

fn judge(node: &Node, text: &str, entry: &Entry, post: &Post<'_>, cx: &mut Context<'_>) {
    if !matches!(node.value, Value::Scalar { style: Style::Plain, .. }) || node.tag.is_some() {
        return;
    }
    // `serde` says which type it wants, and none is guessed.
    let asks = post.dialect.generator.is_some_and(|generator| generator.facts().keys.reader == KeyReader::Serde);
    if asks && !text.eq_ignore_ascii_case("null") {
        return;
    }
    let own = post.dialect.generator.zip(post.dialect.yaml_loader());
    let own = own.map(|(generator, loader)| [(generator.title(), loader)]);
    let readers = own.as_ref().map_or(ANYBODY, |own| own.as_slice());
    // In `title` the word is hardly meant to say that there is none.
    let is_lost =
        |scalar: &Scalar| *scalar == Scalar::Null && entry.key.text == "title" && !node.span.is_empty() && text != "~";
    let surprised: Vec<(&str, Scalar)> = readers
        .iter()
        .filter_map(|(name, loader)| {
            let lost = || Some(loader.resolve(None, Style::Plain, text)).filter(is_lost);
            let as_date = || own.as_ref().and_then(|_| date_shown(*loader, text, &entry.key.text));
            Some((*name, surprise(*loader, text).or_else(lost).or_else(as_date)?))
        })
        .collect();
    let Some((_, first)) = surprised.first() else { return };
    let names: Vec<&str> =
        surprised.iter().filter(|(_, scalar)| scalar.printed() == first.printed()).map(|(name, _)| *name).collect();
    let verb = if names.len() == 1 { "reads" } else { "read" };
    let read = match first {
        Scalar::Refused(_) => "as an error".to_string(),
        Scalar::Null => "as nothing".to_string(),
        Scalar::Date(_) if own.is_some() => "as a date, and shows that in a form of its own".to_string(),
        _ => format!("as `{}`, {}", first.printed(), first.kind()),
    };
    let names = listed(&names);
    cx.report(node.span, format!("`{}` is a text field, but {names} {verb} `{text}` {read}", entry.key.text))
        .help("put the value in quotes to keep it as it is written")
        .fix(Safety::Unsafe, "quote the value", vec![Edit::replace(node.span, quote::quoted(text, Format::Yaml))]);
}

/// A date of a loader of JavaScript: its text is `Wed Jan 18 2017 00:00:00 GMT+0000`. A day alone is fine but among tags.
fn date_shown(loader: Loader, text: &str, name: &str) -> Option<Scalar> {
    let is_day = text.len() <= "2017-01-18".len();
    if !matches!(loader, Loader::JsYaml3 | Loader::JsYaml4) || is_day && !matches!(name, "tags" | "categories") {
        return None;
    }
    Some(loader.resolve(None, Style::Plain, text)).filter(|read| matches!(read, Scalar::Date(_)))
}

/// What a loader makes of a text, when that is not what is written.
fn surprise(loader: Loader, text: &str) -> Option<Scalar> {
    let read = loader.resolve(None, Style::Plain, text);
    let is_as_written = match &read {
        Scalar::Null | Scalar::Text(_) | Scalar::Bytes(_) => true,
        // A day runs over (30 February is 2 March) or stays; a moment may well be another in UTC.
        Scalar::Date(iso) => text.len() > 10 || iso.starts_with(text),
        Scalar::Refused(_) | Scalar::Symbol(_) => false,
        _ => loader.prints(&read) == text,
    };
    (!is_as_written).then_some(read)
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
