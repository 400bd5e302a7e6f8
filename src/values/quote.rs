//! Text written as a value, so that every generator reads exactly that string.
use crate::front_matter::quotes::{escaped, single};
use crate::front_matter::{Format, Key, Node, Style, Value};

/// The text in quotes: double quotes, unless a quote or a backslash in the text makes single ones simpler.
pub fn quoted(text: &str, format: Format) -> String {
    let plain = !text.contains(['"', '\\']) && !text.chars().any(char::is_control);
    match format {
        _ if plain => format!("\"{text}\""),
        Format::Yaml if !text.chars().any(char::is_control) => single(text),
        _ => escaped(text),
    }
}

/// The text written as `node` is: with its quotes, or without any where that is safe.
pub fn like(node: &Node, text: &str, format: Format) -> String {
    let style = match &node.value {
        Value::Scalar { style, .. } => *style,
        _ => Style::Double,
    };
    match style {
        Style::Plain if format == Format::Yaml && is_safe_plain(text) => text.to_string(),
        Style::Single if !text.chars().any(char::is_control) => single(text),
        _ => quoted(text, format),
    }
}

/// A name written as `key` is: with its quotes, or without any where that is possible.
pub fn key_like(key: &Key, name: &str, format: Format) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    match (key.style, format) {
        (Style::Plain, Format::Yaml) if is_safe_plain(name) => name.to_string(),
        (Style::Plain, Format::Toml) if name.chars().all(is_bare) => name.to_string(),
        (Style::Single, Format::Yaml) if !name.chars().any(char::is_control) => single(name),
        (Style::Single, Format::Toml) if !name.chars().any(|c| c.is_control() || c == '\'') => format!("'{name}'"),
        _ => quoted(name, format),
    }
}

/// Whether a text needs no quotes anywhere in YAML and is a string to every generator (or a date, which is as good).
pub fn is_safe_plain(text: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || "-_./ ".contains(c) || !c.is_ascii() && !c.is_control();
    text.chars().next().is_some_and(char::is_alphanumeric)
        && text.ends_with(char::is_alphanumeric)
        && text.chars().all(is_word)
        && !matches!(text.to_lowercase().as_str(), "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null")
        && (!text.starts_with(|c: char| c.is_ascii_digit()) || text.contains([' ', '-']))
}
