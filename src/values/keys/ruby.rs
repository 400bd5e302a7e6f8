//! How Jekyll reads keys: Ruby asks a value for a method, which stops the build when only strings have it (`permalink`, `slug`), and lists
//! are made of strings and lists only (`Utils.pluralized_array_from_hash`). Measured with Jekyll 4.4 and 4.3.
use super::{KeyReading, is_meant_true, shown};
use crate::dialect::generators::KeyType;
use crate::front_matter::{Node, Value};
use crate::values::{Loader, Scalar};

pub(super) fn read(wanted: KeyType, node: &Node, loader: Loader) -> KeyReading {
    match wanted {
        KeyType::Boolean => boolean(node, loader),
        KeyType::Name => name(node, loader),
        KeyType::Texts => texts(node, loader),
        KeyType::Terms => terms(node, loader),
        KeyType::Shown => shown::read(wanted, node),
        KeyType::Layout => layout(node),
        KeyType::Names => names(node, loader),
        _ => KeyReading::Unknown,
    }
}

/// `published` counts only when it is `false`; every other value is true.
fn boolean(node: &Node, loader: Loader) -> KeyReading {
    let is_false = loader.scalar(node) == Some(Scalar::Boolean(false));
    let leaves = node.leaves();
    let text = leaves.first().and_then(|leaf| leaf.text()).unwrap_or("");
    if text.trim().is_empty() || node.is_null() || is_false != is_meant_true(text) {
        return KeyReading::AsMeant;
    }
    KeyReading::Other("takes everything but `false` for `true`".into())
}

/// A part of an address: a value without `gsub` stops the build.
fn name(node: &Node, loader: Loader) -> KeyReading {
    match (&node.value, loader.scalar(node)) {
        (Value::Alias(_), _) => KeyReading::Unknown,
        // `false` counts as not there; `no` may well be a word.
        (Value::Scalar { text, .. }, Some(Scalar::Boolean(false))) if !text.eq_ignore_ascii_case("false") => {
            KeyReading::Other("takes this for `false`, so that it counts as not there".into())
        }
        (_, Some(Scalar::Text(_) | Scalar::Null | Scalar::Boolean(false))) => KeyReading::AsMeant,
        _ => KeyReading::Refused,
    }
}

/// A list or a string; another value is dropped, and so is an item that is nothing.
fn texts(node: &Node, loader: Loader) -> KeyReading {
    match &node.value {
        Value::Sequence(items) => {
            let is_mapping = |item: &Node| matches!(item.value, Value::Mapping(_));
            let is_null = |item: &Node| item.text().is_some_and(|text| text.eq_ignore_ascii_case("null"));
            if let Some(at) = items.iter().position(is_mapping) {
                return KeyReading::OfItem(at, "keeps the mapping as an item".into());
            }
            let null = items.iter().position(|item| item.is_null() && is_null(item));
            null.map_or(KeyReading::AsMeant, |at| KeyReading::OfItem(at, "drops it".into()))
        }
        Value::Mapping(mapping) if !mapping.0.is_empty() => KeyReading::Other("drops a mapping".into()),
        Value::Scalar { .. } => match loader.scalar(node) {
            Some(Scalar::Integer(_) | Scalar::Float(_) | Scalar::Boolean(_) | Scalar::Date(_)) => {
                KeyReading::Other("drops what is neither a list nor a string".into())
            }
            _ => KeyReading::AsMeant,
        },
        _ => KeyReading::AsMeant,
    }
}

/// `categories`: an item that is not a string is in the list twice, as it is and as a text (`Document#populate_categories`).
fn terms(node: &Node, loader: Loader) -> KeyReading {
    // Another rule reports what is read as another number.
    let is_other = |item: &Node| {
        let is_as_written = |read: &Scalar| item.text().is_some_and(|text| loader.prints(read) == text);
        loader.scalar(item).is_some_and(|read| is_as_written(&read))
            && matches!(
                loader.scalar(item),
                Some(Scalar::Integer(_) | Scalar::Float(_) | Scalar::Boolean(_) | Scalar::Date(_))
            )
    };
    match (texts(node, loader), &node.value) {
        (KeyReading::AsMeant, Value::Sequence(items)) => items
            .iter()
            .position(is_other)
            .map_or(KeyReading::AsMeant, |at| KeyReading::OfItem(at, "has it twice, as it is and as a string".into())),
        (reading, _) => reading,
    }
}

/// The name of a layout: a list or a mapping names none, so that the page has no layout.
fn layout(node: &Node) -> KeyReading {
    match node.value {
        Value::Sequence(_) | Value::Mapping(_) => KeyReading::Other("publishes the page without a layout".into()),
        _ => KeyReading::AsMeant,
    }
}

/// A string or a list of strings: every other value stops the build.
fn names(node: &Node, loader: Loader) -> KeyReading {
    match &node.value {
        Value::Sequence(items) if items.iter().any(|item| name(item, loader) == KeyReading::Refused) => {
            KeyReading::Refused
        }
        Value::Sequence(_) => KeyReading::AsMeant,
        _ => name(node, loader),
    }
}
