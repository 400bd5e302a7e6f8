//! The types of values that describe a field: its own type, bounds, conditions, forms of dates.
use super::deserialize::{ConfigReader, FromConfig, MAPPING, quoted};
use super::settings::{Condition, Deprecation, FieldType, LengthRange, NumberRange};
use super::value_types::Located;
use crate::front_matter::{Node, Style, Value};
use crate::values::date;
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;

const FIELD_TYPES: &[(&str, FieldType)] = &[
    ("string", FieldType::String),
    ("text", FieldType::Text),
    ("integer", FieldType::Integer),
    ("number", FieldType::Number),
    ("boolean", FieldType::Boolean),
    ("date", FieldType::Date),
    ("datetime", FieldType::Datetime),
    ("mapping", FieldType::Mapping),
    ("url", FieldType::Url),
    ("url-or-path", FieldType::UrlOrPath),
    ("email", FieldType::Email),
    ("slug", FieldType::Slug),
];

/// The names of all types.
fn type_names() -> Vec<String> {
    let simple = FIELD_TYPES.iter().map(|(name, _)| *name);
    let lists = simple.clone().map(|name| format!("list of {name}"));
    let either = simple.clone().map(|name| format!("one-or-many of {name}"));
    simple.map(str::to_string).chain(["list".to_string()]).chain(lists).chain(either).collect()
}

/// Whether this is the name of a type.
pub(super) fn is_type(name: &str) -> bool {
    field_type(name).is_some()
}

fn field_type(name: &str) -> Option<FieldType> {
    let simple = |name: &str| FIELD_TYPES.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind.clone());
    if name == "list" {
        return Some(FieldType::List(None));
    }
    if let Some(item) = name.strip_prefix("list of ") {
        return simple(item).map(|item| FieldType::List(Some(Box::new(item))));
    }
    if let Some(item) = name.strip_prefix("one-or-many of ") {
        return simple(item).map(|item| FieldType::OneOrMany(Box::new(item)));
    }
    simple(name)
}

impl FromConfig for FieldType {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let name = reader.scalar(node, "a type such as `string` or `list of string`")?;
        let kind = field_type(&name.split_whitespace().collect::<Vec<_>>().join(" "));
        if kind.is_none() {
            let names = type_names();
            reader.unknown("type", name, node.span, names.iter().map(String::as_str));
        }
        kind
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        json!({ "enum": type_names() })
    }
}

/// Reads `{min: …, max: …}`; both are optional, and `min` may not be more than `max`.
fn bounds<T: FromConfig + PartialOrd + Copy>(node: &Node, reader: &mut ConfigReader) -> Option<(Option<T>, Option<T>)> {
    let (mut min, mut max) = (None, None);
    for entry in reader.entries(node)? {
        match entry.key.text.as_str() {
            "min" => min = reader.value(entry),
            "max" => max = reader.value(entry),
            other => reader.unknown_key("Bounds", other, entry.key.span, ["min", "max"]),
        }
    }
    if min.zip(max).is_some_and(|(min, max): (T, T)| min > max) {
        reader.refuse("impossible-range", node, "cannot be met: its `min` is more than its `max`");
        return None;
    }
    Some((min, max))
}

/// The bounds that are meant by a lone number, which is the most, or by a pair of numbers.
fn as_bounds(node: &Node) -> Option<String> {
    let number = |node: &Node| node.text().filter(|text| text.parse::<f64>().is_ok()).map(str::to_string);
    match &node.value {
        Value::Sequence(items) => match &items[..] {
            [min, max] => Some(format!("{{min: {}, max: {}}}", number(min)?, number(max)?)),
            _ => None,
        },
        _ => Some(format!("{{max: {}}}", number(node)?)),
    }
}

fn bounds_schema<T: FromConfig>(definitions: &mut Map<String, Json>) -> Json {
    let bound = T::schema(definitions);
    json!({ "type": "object", "additionalProperties": false, "properties": { "min": bound, "max": bound } })
}

impl FromConfig for LengthRange {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        if let Some(ours) = as_bounds(node) {
            reader.wants_ours(MAPPING, node, &ours);
            return None;
        }
        let (min, max) = bounds(node, reader)?;
        Some(Self { min: min.unwrap_or(0), max: max.unwrap_or(usize::MAX) })
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        bounds_schema::<usize>(definitions)
    }
}

impl FromConfig for NumberRange {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        if let Some(ours) = as_bounds(node) {
            reader.wants_ours(MAPPING, node, &ours);
            return None;
        }
        let (min, max) = bounds(node, reader)?;
        Some(Self { min: min.unwrap_or(f64::NEG_INFINITY), max: max.unwrap_or(f64::INFINITY) })
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        bounds_schema::<f64>(definitions)
    }
}

impl FromConfig for Deprecation {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        if matches!(&node.value, Value::Scalar { text, style: Style::Plain } if text == "true") {
            return Some(Self::default());
        }
        let mut read = Self::default();
        for entry in reader.entries(node)? {
            match entry.key.text.as_str() {
                "use" => read.replacement = reader.value(entry),
                other => reader.unknown("key", other, entry.key.span, ["use"]),
            }
        }
        Some(read)
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        let name = String::schema(definitions);
        json!({ "anyOf": [
            { "const": true },
            { "type": "object", "additionalProperties": false, "properties": { "use": name } },
        ] })
    }
}

/// Conditions on the values of other fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Conditions(pub(super) Vec<Condition>);

impl FromConfig for Conditions {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let entries = reader.entries(node)?;
        let condition = |entry: &&_| {
            let entry: &crate::front_matter::Entry = entry;
            Some(Condition { field: entry.key.text.clone(), values: reader.value(entry)? })
        };
        let read: Vec<Option<Condition>> = entries.iter().map(condition).collect();
        read.into_iter().collect::<Option<_>>().map(Self)
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        let values = Vec::<String>::schema(definitions);
        json!({ "type": "object", "additionalProperties": values })
    }
}

/// Forms of dates, given as examples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Forms(pub(super) Vec<String>);

impl FromConfig for Forms {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let examples = Vec::<Located>::read(node, reader)?;
        for example in &examples {
            // An example such as `03/04/2017` is refused, too: its day and month cannot be distinguished.
            if let Err(no_date) = date::read(&example.text, date::DateOptions::default()) {
                let message = format!("this example cannot be used: {}", no_date.message);
                reader.wrong("bad-form", example.span, message);
            }
        }
        Some(Self(examples.into_iter().map(|example| example.text).collect()))
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        Vec::<Located>::schema(definitions)
    }
}

/// The names of keys at the top of the front matter, in the order that they should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyOrder(pub(super) Vec<String>);

impl FromConfig for KeyOrder {
    const MAY_BE_BARE: bool = true;

    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let items = match &node.value {
            Value::Sequence(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut names: Vec<String> = Vec::new();
        let mut first = HashMap::new();
        for item in items {
            let Some(name) = reader.name(item, "the name of a key") else { continue };
            if let Some(before) = first.insert(name, item.span) {
                let message = format!("duplicate key `{}`: it can have only one place in the order", quoted(name));
                reader.wrong("duplicate-key", item.span, message).label(before, "first named here");
            } else if let Some(top) = top_of_path(item, name) {
                let message = format!("`{}` is a path, but only keys at the top are ordered", quoted(name));
                let finding = reader.wrong("nested-key", item.span, message);
                finding.help(format!(
                    "name the key at the top, `{top}`; a key with a dot in its own name is put in quotes"
                ));
            }
            names.push(name.to_string());
        }
        Some(Self(names))
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        let name = Located::schema(definitions);
        json!({ "anyOf": [name, { "type": "array", "items": name, "uniqueItems": true }] })
    }
}

/// The key at the top of a path such as `seo.title`. In quotes it is the name of one key.
fn top_of_path<'n>(node: &Node, name: &'n str) -> Option<&'n str> {
    let is_plain = matches!(node.value, Value::Scalar { style: Style::Plain, .. });
    let (top, rest) = name.split_once('.').filter(|_| is_plain)?;
    (!top.is_empty() && !rest.is_empty()).then_some(top)
}
