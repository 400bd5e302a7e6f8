//! A scalar after a loader has read it.
use std::fmt;

/// A scalar as a loader reads it.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// Nothing.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i128),
    /// Any other number.
    Float(f64),
    /// A day (`2017-01-18`), or a time in UTC (`2017-01-18T10:20:30Z`).
    Date(String),
    /// A string.
    Text(String),
    /// A Ruby symbol, without its colon.
    Symbol(String),
    /// Bytes of a `!!binary`.
    Bytes(Vec<u8>),
    /// The loader refuses the whole block for this reason.
    Refused(&'static str),
}

impl Scalar {
    /// What the value is, with an article: `a number`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::Date(_) => "a date",
            Self::Text(_) => "a string",
            Self::Symbol(_) => "a symbol",
            Self::Bytes(_) => "bytes",
            Self::Refused(_) => "an error",
        }
    }

    /// What a template prints for the value.
    pub fn printed(&self) -> String {
        match self {
            Self::Null | Self::Refused(_) => String::new(),
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Float(value) => value.to_string(),
            Self::Date(text) | Self::Text(text) | Self::Symbol(text) => text.clone(),
            Self::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        }
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Text(text) => write!(f, "\"{}\"", text.escape_debug()),
            Self::Symbol(text) => write!(f, ":{text}"),
            Self::Float(value) if value.fract() == 0.0 && value.abs() < 1e15 => write!(f, "{value:.1}"),
            Self::Refused(why) => write!(f, "error: {why}"),
            _ => f.write_str(&self.printed()),
        }
    }
}
