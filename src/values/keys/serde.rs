//! How Zola reads keys: `serde` asks for a type, and any other stops the build (`front_matter/page.rs`, `front_matter/section.rs`). In YAML
//! a scalar without quotes is text where text is asked for. Recorded with Zola 0.22.
use super::KeyReading;
use crate::dialect::generators::KeyType;
use crate::front_matter::{Node, Value};
use crate::values::{Loader, Scalar};

pub(super) fn read(wanted: KeyType, node: &Node, loader: Loader) -> KeyReading {
    // A tag decides the type in ways that were not measured.
    if node.tag.is_some() || matches!(node.value, Value::Alias(_)) {
        return KeyReading::Unknown;
    }
    // Nothing at all is an empty list or mapping, other than `null`.
    let is_collection = matches!(wanted, KeyType::Texts | KeyType::Mapping | KeyType::TextsByName);
    if is_collection && node.is_null() && node.text() == Some("") {
        return KeyReading::AsMeant;
    }
    let is_right = match (wanted, &node.value) {
        (KeyType::Texts, Value::Sequence(items)) => items.iter().all(|item| is_text(item, loader, false)),
        (KeyType::TextsByName, Value::Mapping(lists)) => lists.iter().all(|entry| match &entry.value.value {
            Value::Sequence(items) => items.iter().all(|item| is_text(item, loader, false) && !is_blank(item)),
            _ => false,
        }),
        (KeyType::Mapping, Value::Mapping(_)) => true,
        (KeyType::Text, _) => is_text(node, loader, true),
        (KeyType::Name, _) => is_text(node, loader, true) && !is_empty_text(node, loader),
        (KeyType::Boolean, _) => matches!(loader.scalar(node), Some(Scalar::Boolean(_))),
        (KeyType::Whole, _) => match loader.scalar(node) {
            // `usize`
            Some(Scalar::Integer(number)) => u64::try_from(number).is_ok(),
            Some(Scalar::Null) => true,
            _ => false,
        },
        (KeyType::OneOf(names), _) => node.text().is_some_and(|text| names.contains(&text)),
        _ => false,
    };
    if is_right { KeyReading::AsMeant } else { KeyReading::Refused }
}

/// Whether a node is text for `serde`; `null` is where the key may be missing.
fn is_text(node: &Node, loader: Loader, may_be_missing: bool) -> bool {
    match loader.scalar(node) {
        Some(Scalar::Text(_)) => true,
        Some(Scalar::Null) => may_be_missing && loader == Loader::Serde,
        Some(_) => loader == Loader::Serde,
        None => false,
    }
}

fn is_empty_text(node: &Node, loader: Loader) -> bool {
    matches!(loader.scalar(node), Some(Scalar::Text(text)) if text.is_empty())
}

fn is_blank(node: &Node) -> bool {
    node.text().is_some_and(|text| text.trim().is_empty())
}
