//! How Docusaurus reads keys: Joi validators that turn numbers and dates into strings, and texts into booleans and numbers; what they do
//! not take stops the build (`frontMatter.js` of its blog and docs plugins, `JoiFrontMatter.js`). Measured with Docusaurus 3.10.
use super::KeyReading;
use crate::dialect::generators::KeyType;
use crate::front_matter::{Node, Value};
use crate::values::{Loader, Scalar};

pub(super) fn read(wanted: KeyType, node: &Node, loader: Loader) -> KeyReading {
    if matches!(node.value, Value::Alias(_)) {
        return KeyReading::Unknown;
    }
    match (wanted, node.text()) {
        (KeyType::PageBut(words), Some(text)) if words.contains(&text.to_lowercase().as_str()) => {
            return KeyReading::Other("looks for a page of this name; `null` is none".into());
        }
        (KeyType::OneOf(words), Some(text)) if !node.is_null() && !words.contains(&text) => {
            return KeyReading::Refused;
        }
        (KeyType::OneOf(_), _) => return KeyReading::Unknown,
        _ => {}
    }
    let is_right = match (wanted, &node.value) {
        (KeyType::Texts, Value::Sequence(items)) => !items.is_empty() && items.iter().all(|item| is_text(item, loader)),
        // Joi takes a date for an object, too.
        (KeyType::Mapping, _) => matches!(node.value, Value::Mapping(_)) || is_date(node, loader),
        (KeyType::PageBut(_), _) => is_text(node, loader) || node.is_null(),
        (KeyType::UrlOrNothing, _) => {
            let is_address = matches!(loader.scalar(node), Some(Scalar::Text(text)) if is_url(&text));
            is_address || node.is_null() || is_empty_text(node, loader)
        }
        (KeyType::Authors, Value::Sequence(items)) => items.iter().all(|item| is_author(item, loader)),
        (KeyType::Authors, _) => is_author(node, loader),
        (KeyType::Labels, Value::Sequence(items)) => items.iter().all(|item| is_label(item, loader)),
        (KeyType::Update, Value::Mapping(mapping)) => mapping.get("author").is_some() || mapping.get("date").is_some(),
        (KeyType::Text, _) => is_text(node, loader) || is_empty_text(node, loader),
        (KeyType::Name, _) => is_text(node, loader),
        (KeyType::Url, _) => matches!(loader.scalar(node), Some(Scalar::Text(text)) if is_url(&text)),
        (KeyType::Boolean, _) => match loader.scalar(node) {
            Some(Scalar::Boolean(_)) => true,
            Some(Scalar::Text(text)) => ["true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word)),
            _ => false,
        },
        (KeyType::Number, _) => number(node, loader).is_some(),
        (KeyType::Between(least, most), _) => {
            number(node, loader).is_some_and(|number| (f64::from(least)..=f64::from(most)).contains(&number))
        }
        _ => false,
    };
    if is_right { KeyReading::AsMeant } else { KeyReading::Refused }
}

/// A string that is not empty, or a number or a date, which Joi makes strings of.
fn is_text(node: &Node, loader: Loader) -> bool {
    match loader.scalar(node) {
        Some(Scalar::Text(text)) => !text.is_empty(),
        Some(Scalar::Integer(_) | Scalar::Float(_) | Scalar::Date(_)) => true,
        _ => false,
    }
}

fn is_date(node: &Node, loader: Loader) -> bool {
    matches!(loader.scalar(node), Some(Scalar::Date(_)))
}

fn is_empty_text(node: &Node, loader: Loader) -> bool {
    matches!(loader.scalar(node), Some(Scalar::Text(text)) if text.is_empty())
}

/// An author: a name, or a mapping that says who it is.
fn is_author(node: &Node, loader: Loader) -> bool {
    match &node.value {
        Value::Mapping(mapping) => {
            ["key", "name", "imageURL", "image_url"].iter().any(|key| mapping.get(key).is_some())
        }
        Value::Alias(_) => true,
        _ => is_text(node, loader),
    }
}

/// A tag: a name, or a mapping with its label and its address.
fn is_label(node: &Node, loader: Loader) -> bool {
    match &node.value {
        Value::Mapping(mapping) => mapping.get("label").is_some() && mapping.get("permalink").is_some(),
        Value::Alias(_) => true,
        _ => is_text(node, loader),
    }
}

/// Whether a text has only characters of an address, or is one with a scheme, which may have any.
fn is_url(text: &str) -> bool {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    let has_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"{}<>\"\\^`|".contains(&byte));
    // The first part of a path may not have a colon (RFC 3986, section 4.2).
    let first = text.split(['/', '?', '#']).next().unwrap_or("");
    !text.is_empty() && (has_scheme || is_plain && !first.contains(':'))
}

fn number(node: &Node, loader: Loader) -> Option<f64> {
    match loader.scalar(node)? {
        Scalar::Integer(number) => number.to_string().parse().ok(),
        Scalar::Float(number) => number.is_finite().then_some(number),
        Scalar::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}
