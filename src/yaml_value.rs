//! The one entry to `serde_yaml`: YAML as plain values, for files that are not posts. Its upstream is archived, so that a maintained
//! fork must be able to take its place here and nowhere else.
use crate::text::limits::NESTED_VALUES;
use serde::de::{DeserializeOwned, Error as _, IgnoredAny};

pub use serde_yaml::{Error, Mapping, Value};

/// Reads a whole YAML document (JSON is YAML too) as a value of `T`.
///
/// # Errors
/// The text is not valid YAML, or not a `T`; the error names the place. Brackets nested deeper than [`NESTED_VALUES`] are refused.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    if nests_too_deep(text) {
        return Err(Error::custom(format!("brackets are nested deeper than {NESTED_VALUES}")));
    }
    serde_yaml::from_str(text)
}

/// Whether more than [`NESTED_VALUES`] brackets are open at once. Those in strings count, too: no real file has so many that are not closed.
fn nests_too_deep(text: &str) -> bool {
    let mut open = 0_usize;
    memchr::memchr2_iter(b'[', b'{', text.as_bytes()).nth(NESTED_VALUES).is_some()
        && text.bytes().any(|byte| {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            open > NESTED_VALUES
        })
}

/// Whether the text is one valid YAML document, whatever it contains.
pub fn is_valid(text: &str) -> bool {
    parse::<IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_nest_to_a_limit() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(is_valid(&nested(NESTED_VALUES)));
        assert!(
            parse::<Value>(&nested(NESTED_VALUES + 1))
                .is_err_and(|error| error.to_string().contains("deeper than 128"))
        );
        assert!(is_valid(&"- [a, {b: c}]\n".repeat(NESTED_VALUES)));
        assert!(!is_valid(&"[".repeat(100_000)));
    }
}
