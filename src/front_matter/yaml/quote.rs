//! Quotes for a text, so that every loader reads that text.

/// `text` in double quotes, or in single ones where it holds `"` or `\`.
pub(super) fn quote(text: &str) -> String {
    if text.contains(['"', '\\']) { single(text) } else { format!("\"{text}\"") }
}

/// `text` in single quotes, which know no escape but `''`.
pub(super) fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
