//! How Eleventy and Hexo read keys: JavaScript takes nearly every value for true, and makes a text of what is none. Measured with
//! Eleventy 3.1 (`TemplateData.js`, `TemplateWriter.js`) and Hexo 8.1 (`models/post.js`, `types/boolean.js` of warehouse).
use super::{KeyReading, is_meant_true, shown};
use crate::dialect::generators::KeyType;
use crate::front_matter::{Node, Value};
use crate::values::{Loader, Scalar};

/// Eleventy: tags must be a string or a list, an address a string, `false` or a mapping.
pub(super) fn cascade(wanted: KeyType, node: &Node, loader: Loader) -> KeyReading {
    match (wanted, &node.value) {
        (KeyType::Texts, Value::Sequence(items)) => {
            let is_mapping = |item: &Node| matches!(item.value, Value::Mapping(_));
            let is_list = |item: &Node| matches!(&item.value, Value::Sequence(items) if items.len() > 1);
            if let Some(at) = items.iter().position(is_mapping) {
                return KeyReading::OfItem(at, "makes the tag `[object Object]` of it".into());
            }
            if let Some(at) = items.iter().position(is_list) {
                return KeyReading::OfItem(at, "makes one tag of it, with commas".into());
            }
            let is_null = |item: &Node| item.is_null() && item.text() != Some("null");
            let null = items.iter().position(is_null);
            null.map_or(KeyReading::AsMeant, |at| KeyReading::OfItem(at, "makes the tag `null` of it".into()))
        }
        (KeyType::Shown, _) => shown::read(wanted, node),
        (KeyType::Keeps(keys), Value::Mapping(mapping)) => {
            let is_kept = |key: &str| keys.contains(&key);
            if mapping.iter().any(|entry| is_kept(&entry.key.text)) { KeyReading::Refused } else { KeyReading::AsMeant }
        }
        (KeyType::With(key), Value::Mapping(mapping)) => {
            if mapping.get(key).is_some() {
                KeyReading::AsMeant
            } else {
                KeyReading::Refused
            }
        }
        (KeyType::With(_) | KeyType::Keeps(_), Value::Alias(_))
        | (KeyType::RenderedAddress, Value::Mapping(_) | Value::Sequence(_)) => KeyReading::Unknown,
        // What is there must be a mapping, even where it is nothing.
        (KeyType::With(_) | KeyType::Keeps(_) | KeyType::Reserved, _)
        | (KeyType::Texts, Value::Mapping(_))
        | (KeyType::Layout | KeyType::Engines(_), Value::Sequence(_) | Value::Mapping(_)) => KeyReading::Refused,
        (KeyType::Layout | KeyType::Engines(_), _) if is_other_than_text(node, loader) => KeyReading::Refused,
        (KeyType::Mapping, _) => match loader.scalar(node) {
            Some(Scalar::Null) | None => KeyReading::AsMeant,
            Some(_) => KeyReading::Other("ignores what is not a mapping".into()),
        },
        (KeyType::Engines(known), _) => match loader.scalar(node) {
            Some(Scalar::Text(text)) => engines(&text, known),
            _ => KeyReading::AsMeant,
        },
        (KeyType::Texts, _) => match loader.scalar(node) {
            Some(Scalar::Integer(0) | Scalar::Boolean(false) | Scalar::Null | Scalar::Text(_)) => KeyReading::AsMeant,
            Some(_) => KeyReading::Refused,
            None => KeyReading::Unknown,
        },
        (KeyType::RenderedAddress, _) => match loader.scalar(node) {
            Some(Scalar::Boolean(true) | Scalar::Date(_)) => KeyReading::Refused,
            _ => KeyReading::AsMeant,
        },
        _ => KeyReading::Unknown,
    }
}

/// Whether JavaScript takes a value for true that is not text.
fn is_other_than_text(node: &Node, loader: Loader) -> bool {
    match loader.scalar(node) {
        Some(Scalar::Integer(number)) => number != 0,
        Some(Scalar::Float(number)) => number != 0.0,
        Some(Scalar::Boolean(value)) => value,
        Some(Scalar::Date(_)) => true,
        _ => false,
    }
}

/// Template languages, with commas between them (`parseEngineOverrides` in `TemplateRender.js`).
fn engines(text: &str, known: &[&str]) -> KeyReading {
    let is_known = |name: &str| name.is_empty() || known.contains(&name.to_lowercase().as_str());
    if text.split(',').map(str::trim).all(is_known) { KeyReading::AsMeant } else { KeyReading::Refused }
}

/// Hexo: only what JavaScript reads as false is false, and an address must be a string.
pub(super) fn warehouse(wanted: KeyType, node: &Node, loader: Loader) -> KeyReading {
    let read = loader.scalar(node);
    match wanted {
        KeyType::Boolean => {
            let is_true = match &read {
                Some(Scalar::Boolean(value)) => *value,
                Some(Scalar::Integer(number)) => *number != 0,
                Some(Scalar::Text(text)) => !matches!(text.as_str(), "false" | "0" | ""),
                Some(Scalar::Null) => return KeyReading::AsMeant,
                _ => true,
            };
            let leaves = node.leaves();
            let text = leaves.first().and_then(|leaf| leaf.text()).unwrap_or("");
            if text.trim().is_empty() || is_true == is_meant_true(text) {
                return KeyReading::AsMeant;
            }
            KeyReading::Other(format!("takes this for `{is_true}`"))
        }
        KeyType::Shown => shown::read(wanted, node),
        KeyType::Name => match read {
            Some(Scalar::Text(_) | Scalar::Null | Scalar::Boolean(false) | Scalar::Integer(0)) => KeyReading::AsMeant,
            None if matches!(node.value, Value::Alias(_)) => KeyReading::Unknown,
            _ => KeyReading::Other("skips a post whose address is not a string".into()),
        },
        KeyType::Texts => match &node.value {
            Value::Mapping(mapping) if !mapping.0.is_empty() => {
                KeyReading::Other("makes one tag of the mapping".into())
            }
            Value::Sequence(items) => {
                let is_mapping = |item: &Node| matches!(item.value, Value::Mapping(_));
                let is_list = |item: &Node| matches!(&item.value, Value::Sequence(items) if items.len() > 1);
                let is_null = |item: &Node| item.is_null() && item.text().is_some_and(|text| !text.is_empty());
                let mapping = items.iter().position(|item| is_mapping(item) || is_list(item));
                if let Some(at) = mapping {
                    return KeyReading::OfItem(at, "makes one tag of it".into());
                }
                items
                    .iter()
                    .position(is_null)
                    .map_or(KeyReading::AsMeant, |at| KeyReading::OfItem(at, "drops it".into()))
            }
            _ => KeyReading::AsMeant,
        },
        _ => KeyReading::Unknown,
    }
}
