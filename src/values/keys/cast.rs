//! How Hugo reads keys: `ToBool`, `ToInt`, `ToString` and `ToStringSlice` of Go's `spf13/cast`, which never fail: what they cannot read is
//! `false`, 0 or nothing (`hugolib/page__meta.go`). Measured with Hugo 0.168.
use super::{KeyReading, is_meant_true, number_meant};
use crate::dialect::generators::KeyType;
use crate::front_matter::{Node, Value};
use crate::values::{Loader, Scalar};

pub(super) fn read(wanted: KeyType, node: &Node, loader: Loader) -> KeyReading {
    match wanted {
        KeyType::Boolean => boolean(node, loader),
        KeyType::Whole => whole(node, loader),
        KeyType::Text | KeyType::Name => text(node),
        KeyType::Texts | KeyType::Names => texts(node),
        KeyType::Mapping | KeyType::TextsByName => mapping(node),
        KeyType::List => list(node),
        KeyType::Menus => menus(node, loader),
        KeyType::OneOf(words) => word(words, node),
        _ => KeyReading::Unknown,
    }
}

/// `strconv.ParseBool` of a text, whether a number is other than 0.
fn boolean(node: &Node, loader: Loader) -> KeyReading {
    let read = match loader.scalar(node) {
        Some(Scalar::Boolean(value)) => value,
        Some(Scalar::Integer(value)) => value != 0,
        Some(Scalar::Float(value)) => value != 0.0,
        Some(Scalar::Text(text)) => matches!(text.as_str(), "1" | "t" | "T" | "true" | "TRUE" | "True"),
        None if matches!(node.value, Value::Sequence(_)) && is_meant_true(&first_text(node)) => {
            return KeyReading::Other("takes a list for `false`".into());
        }
        _ => return KeyReading::Unknown,
    };
    let text = node.text().unwrap_or("");
    if text.trim().is_empty() || read == is_meant_true(text) {
        return KeyReading::AsMeant;
    }
    KeyReading::Other(format!("takes this for `{read}`"))
}

fn first_text(node: &Node) -> String {
    let leaves = node.leaves();
    leaves.first().and_then(|leaf| leaf.text()).unwrap_or("").to_string()
}

/// `ToIntE`: a fraction is cut off, and a text is read as Go writes numbers (`010` is 8).
fn whole(node: &Node, loader: Loader) -> KeyReading {
    let text = node.text().unwrap_or("");
    let read = match loader.scalar(node) {
        // `int` of Go; the loader makes a text of what is above `uint64`, and 2^63 wraps around.
        Some(Scalar::Integer(value)) => Some(if i64::try_from(value).is_ok() { value } else { 0 }),
        Some(Scalar::Text(text)) => go_number(&text),
        Some(Scalar::Null) => return KeyReading::AsMeant,
        _ => None,
    };
    let meant = number_meant(text);
    match read {
        Some(read) if meant.is_none_or(|meant| meant == read) => KeyReading::AsMeant,
        Some(read) => KeyReading::Other(format!("takes this for {read}")),
        None => match loader.scalar(node) {
            Some(Scalar::Float(value)) if value.fract() == 0.0 && value.abs() < 1e15 => KeyReading::AsMeant,
            Some(Scalar::Float(value)) if value.abs() >= 1e15 => KeyReading::Other("takes this for 0".into()),
            Some(Scalar::Float(value)) => KeyReading::Other(format!("takes this for {}", value.trunc())),
            Some(Scalar::Boolean(value)) => KeyReading::Other(format!("takes this for {}", i32::from(value))),
            _ if text.trim().is_empty() && node.text().is_some() => KeyReading::AsMeant,
            _ => KeyReading::Other("takes this for 0".into()),
        },
    }
}

/// `strconv.ParseInt` with any base.
fn go_number(text: &str) -> Option<i128> {
    let text = text.trim_end_matches('0').strip_suffix('.').unwrap_or(text);
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let (digits, radix) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&digits[2..], 16),
        [b'0', b'b' | b'B', ..] => (&digits[2..], 2),
        [b'0', b'o' | b'O', ..] => (&digits[2..], 8),
        [b'0', _, ..] => (&digits[1..], 8),
        _ => (digits, 10),
    };
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
    i128::from_str_radix(digits, radix).ok().filter(|_| is_plain).map(|number| number * sign)
}

fn text(node: &Node) -> KeyReading {
    match &node.value {
        Value::Sequence(items) if !items.is_empty() => KeyReading::Other("drops a list".into()),
        Value::Mapping(mapping) if !mapping.0.is_empty() => KeyReading::Other("drops a mapping".into()),
        _ => KeyReading::AsMeant,
    }
}

fn list(node: &Node) -> KeyReading {
    match &node.value {
        Value::Scalar { text, .. } if !text.trim().is_empty() && !node.is_null() => {
            KeyReading::Other("drops what is not a list".into())
        }
        _ => KeyReading::AsMeant,
    }
}

/// The menus of a page: the weight of an entry is a whole number, too.
fn menus(node: &Node, loader: Loader) -> KeyReading {
    let Value::Mapping(menus) = &node.value else { return KeyReading::AsMeant };
    for menu in menus {
        let Value::Mapping(entry) = &menu.value.value else { continue };
        let weight = entry.iter().find(|entry| entry.key.text.eq_ignore_ascii_case("weight"));
        if let Some(KeyReading::Other(does)) = weight.map(|entry| whole(&entry.value, loader)) {
            return KeyReading::Other(format!("reads no whole number in its `weight`: it {does}"));
        }
    }
    KeyReading::AsMeant
}

/// One of the kinds of content, in any case; nothing at all is the usual one.
fn word(words: &[&str], node: &Node) -> KeyReading {
    let Some(text) = node.text().filter(|text| !text.is_empty() && !node.is_null()) else {
        return KeyReading::AsMeant;
    };
    if words.iter().any(|word| word.eq_ignore_ascii_case(text)) { KeyReading::AsMeant } else { KeyReading::Refused }
}

/// One item that is a list or a mapping makes Hugo drop all items.
fn texts(node: &Node) -> KeyReading {
    match &node.value {
        Value::Mapping(mapping) if !mapping.0.is_empty() => KeyReading::Other("drops a mapping".into()),
        Value::Sequence(items) => {
            let is_collection = |item: &Node| matches!(item.value, Value::Sequence(_) | Value::Mapping(_));
            if let Some(at) = items.iter().position(is_collection) {
                return KeyReading::OfItem(at, "drops the whole list because of it".into());
            }
            let null = items.iter().position(is_written_null);
            null.map_or(KeyReading::AsMeant, |at| KeyReading::OfItem(at, "drops it".into()))
        }
        _ => KeyReading::AsMeant,
    }
}

fn is_written_null(node: &Node) -> bool {
    node.is_null() && node.text().is_some_and(|text| text.eq_ignore_ascii_case("null"))
}

fn mapping(node: &Node) -> KeyReading {
    match &node.value {
        Value::Scalar { text, .. } if !text.trim().is_empty() && !node.is_null() => {
            KeyReading::Other("drops what is not a mapping".into())
        }
        _ => KeyReading::AsMeant,
    }
}
