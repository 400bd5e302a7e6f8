//! What generators make of the values of keys that they read themselves and want to be of a type: one module for each way of reading.
mod cast;
mod javascript;
mod joi;
mod ruby;
mod serde;
mod shown;
mod zod;

use super::Loader;
use crate::dialect::generators::{KeyReader, KeyType};
use crate::front_matter::Node;
use crate::text::spelling;

/// What a generator makes of the value of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyReading {
    /// What a person means, or what the generator does with it makes no difference.
    AsMeant,
    /// The generator refuses it.
    Refused,
    /// Something else: what the generator does, to follow its name (`takes this for 0`).
    Other(String),
    /// Something else because of one item of the list, likewise.
    OfItem(usize, String),
    /// It is not known.
    Unknown,
}

/// What a generator that reads keys in this way makes of a value of which it wants this type.
pub fn read_key(reader: KeyReader, wanted: KeyType, node: &Node, loader: Loader) -> KeyReading {
    match reader {
        KeyReader::Serde => serde::read(wanted, node, loader),
        KeyReader::Cast => cast::read(wanted, node, loader),
        KeyReader::Ruby => ruby::read(wanted, node, loader),
        KeyReader::Joi => joi::read(wanted, node, loader),
        KeyReader::Cascade => javascript::cascade(wanted, node, loader),
        KeyReader::Warehouse => javascript::warehouse(wanted, node, loader),
        KeyReader::Shown => shown::read(wanted, node),
        KeyReader::Zod => zod::read(wanted, node, loader),
        KeyReader::Unknown => KeyReading::Unknown,
    }
}

/// What a person means by a value that is to be true or false; `None` for one that is empty.
pub fn meant_boolean(node: &Node) -> Option<bool> {
    let leaves = node.leaves();
    let text = leaves.first().and_then(|leaf| leaf.text()).filter(|text| !text.trim().is_empty())?;
    (!node.is_null()).then(|| is_meant_true(text))
}

/// Whether a person means true by a text: all but the words for no, in a few languages and with a slip of the keyboard.
fn is_meant_true(text: &str) -> bool {
    const NO: &[&str] = &["false", "no", "off", "n", "f", "0", "non", "nein", "nee", "nej", "não", "nope", ""];
    let text = text.trim().trim_end_matches('.').to_lowercase();
    !NO.contains(&&*text) && !spelling::is_near_miss(&text, "false")
}

/// The whole number that a person means by a text in decimal figures, with or without signs between the thousands.
fn number_meant(text: &str) -> Option<i128> {
    let figures: String = text.trim().chars().filter(|c| !matches!(c, '_' | ',')).collect();
    figures.parse().ok()
}
