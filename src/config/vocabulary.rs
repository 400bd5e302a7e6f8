//! Reads the values that a file of the site allows: the items of a list, or the keys of a mapping.
use super::deserialize::{ConfigReader, FromConfig};
use super::settings::Vocabulary;
use crate::front_matter::Node;
use crate::yaml_value::{self, Value};
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

impl FromConfig for Vocabulary {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let name = reader.name(node, "the path of a YAML or JSON file")?;
        match values_in(name, reader) {
            Ok(values) => Some(Self { name: name.to_string(), values }),
            Err(why) => {
                reader.wrong("bad-vocabulary", node.span, format!("`{name}` has no usable values: {why}"));
                None
            }
        }
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        json!({ "type": "string" })
    }
}

fn values_in(name: &str, reader: &ConfigReader) -> Result<Arc<[String]>, String> {
    reader.files.vocabulary(reader.locate(name)?.1, parse)
}

/// The values in the text of a vocabulary. Nothing of the text is quoted when it is something else.
fn parse(bytes: Vec<u8>) -> Result<Vec<String>, String> {
    let text = String::from_utf8(bytes).map_err(|_| "it is not valid UTF-8".to_string())?;
    // JSON is YAML too.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let parsed = yaml_value::parse(text).map_err(|error| match error.location() {
        Some(at) => format!("it is not valid YAML or JSON: line {}, column {}", at.line(), at.column()),
        None => "it is not valid YAML or JSON".to_string(),
    })?;
    let values: Option<Vec<String>> = match parsed {
        Value::Sequence(items) => items.iter().map(text_of).collect(),
        Value::Mapping(members) => members.keys().map(text_of).collect(),
        _ => return Err("it is neither a list nor a mapping".to_string()),
    };
    values.ok_or_else(|| "an item is neither a string nor a number".to_string())
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}
