//! How templates show a value that is to be text: a list or a mapping never comes out as it is written. Measured with Jekyll 4.3, Eleventy
//! 3.1, Hexo 8.1 and MkDocs 1.6: `[[A]]` and `{A}` become `A`, `[object Object]`, `["A"]`.
use super::KeyReading;
use crate::dialect::generators::KeyType;
use crate::front_matter::{Entry, Node, Value};

pub(super) fn read(wanted: KeyType, node: &Node) -> KeyReading {
    if wanted != KeyType::Shown || !is_meant_as_text(node) {
        return KeyReading::AsMeant;
    }
    KeyReading::Other("does not show it as it is written".into())
}

/// Whether a person may mean text by a value: a list, or words in braces. A mapping with values is one, as templates want it.
fn is_meant_as_text(node: &Node) -> bool {
    let is_bare = |entry: &Entry| entry.colon.is_none() && entry.value.span.is_empty();
    match &node.value {
        Value::Sequence(items) => !items.is_empty(),
        Value::Mapping(mapping) => !mapping.0.is_empty() && mapping.iter().all(is_bare),
        _ => false,
    }
}
