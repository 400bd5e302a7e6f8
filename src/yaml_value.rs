//! The one entry to `serde_yaml`: YAML as plain values, for files that are not posts. Its upstream is archived, so that a maintained
//! fork must be able to take its place here and nowhere else.
use serde::de::{DeserializeOwned, IgnoredAny};

pub use serde_yaml::{Error, Mapping, Value};

/// Reads a whole YAML document (JSON is YAML too) as a value of `T`.
///
/// # Errors
/// The text is not valid YAML, or not a `T`; the error names the place.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_yaml::from_str(text)
}

/// Whether the text is one valid YAML document, whatever it contains.
pub fn is_valid(text: &str) -> bool {
    parse::<IgnoredAny>(text).is_ok()
}
