//! How Astro reads the fields of a collection: Zod takes the type that the schema names and no other, not even nothing
//! (`z.string()`, `z.boolean()`, `z.array(z.string())`). Measured with Astro 5.18 and Zod 3.25.
use super::KeyReading;
use crate::dialect::generators::KeyType;
use crate::front_matter::{Node, Value};
use crate::values::{Loader, Scalar};

pub(super) fn read(wanted: KeyType, node: &Node, loader: Loader) -> KeyReading {
    if matches!(node.value, Value::Alias(_)) {
        return KeyReading::Unknown;
    }
    let is_text = |node: &Node| matches!(loader.scalar(node), Some(Scalar::Text(_)));
    let is_right = match (wanted, &node.value) {
        (KeyType::Text, _) => is_text(node),
        (KeyType::Boolean, _) => matches!(loader.scalar(node), Some(Scalar::Boolean(_))),
        (KeyType::Whole, _) => matches!(loader.scalar(node), Some(Scalar::Integer(_))),
        (KeyType::Number, _) => matches!(loader.scalar(node), Some(Scalar::Integer(_) | Scalar::Float(_))),
        (KeyType::Texts, Value::Sequence(items)) => items.iter().all(is_text),
        (KeyType::List, Value::Sequence(_)) | (KeyType::Mapping, Value::Mapping(_)) => true,
        (KeyType::Texts | KeyType::List | KeyType::Mapping, _) => false,
        _ => return KeyReading::Unknown,
    };
    if is_right { KeyReading::AsMeant } else { KeyReading::Refused }
}
