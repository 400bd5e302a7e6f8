//! Loaders: the libraries with which generators read front matter, and how each reads a scalar.
mod number;
mod table;

use super::scalar::Scalar;
use crate::dialect::{Dialect, Loader};
use crate::front_matter::{Format, Node, Style, Value};
use crate::text::ByteSet;
use table::ReadAs;

/// The tags of YAML 1.1.
const KNOWN_TAGS: &[&str] = &[
    "str",
    "int",
    "float",
    "bool",
    "null",
    "timestamp",
    "binary",
    "set",
    "omap",
    "pairs",
    "seq",
    "map",
    "merge",
    "value",
];

/// What a word, or a number after `_` or `,`, may begin with that some loader does not read as a string: the first bytes in the tables.
static MAY_BEGIN_WORD: ByteSet = ByteSet::of(b"nNtTfFyYoOiI~=_,<");

impl Loader {
    /// The loaders of YAML.
    pub const YAML: [Self; 8] = [
        Self::SafeYaml,
        Self::Psych,
        Self::PyYaml,
        Self::JsYaml3,
        Self::JsYaml4,
        Self::Yaml2,
        Self::Goccy,
        Self::Serde,
    ];

    /// The loader of a block: that of its format, and for YAML that of the site's generator. Where no site is known it is Jekyll's, which
    /// reads more unquoted strings as something else than the others do.
    pub fn of(dialect: &Dialect, format: Format) -> Self {
        match format {
            Format::Toml => Self::Toml,
            Format::Json => Self::Json,
            Format::Yaml => dialect.yaml_loader().unwrap_or(Self::SafeYaml),
        }
    }

    /// The name of the loader, or of the generator that is known for it, in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::SafeYaml => "Jekyll",
            Self::Psych => "Psych",
            Self::PyYaml => "PyYAML",
            Self::JsYaml3 => "js-yaml 3",
            Self::JsYaml4 => "js-yaml 4",
            Self::Yaml2 => "yaml 2",
            Self::Goccy => "Hugo",
            Self::Serde => "serde_yaml",
            Self::Toml => "TOML",
            Self::Json => "JSON",
        }
    }

    /// How this loader reads a scalar with this tag (as written), style and text.
    pub fn resolve(self, tag: Option<&str>, style: Style, text: &str) -> Scalar {
        let untagged =
            |style| if style == Style::Plain { self.resolve_plain(text) } else { Scalar::Text(text.to_string()) };
        let Some(tag) = tag else { return untagged(style) };
        let name = tag.strip_prefix("!!").or_else(|| tag.strip_prefix("tag:yaml.org,2002:"));
        let as_text = || Scalar::Text(text.to_string());
        match (name, self) {
            (Some("str"), Self::SafeYaml) => untagged(style),
            (Some("str"), _) | (Some("timestamp"), Self::Serde) | (None, Self::Yaml2 | Self::Serde) => as_text(),
            (Some("timestamp"), Self::Goccy | Self::Yaml2) => Self::JsYaml3.resolve_plain(text),
            (Some("timestamp"), Self::JsYaml3 | Self::JsYaml4) => match self.resolve_plain(text) {
                date @ Scalar::Date(_) => date,
                _ => Scalar::Refused("a value that does not match its tag"),
            },
            (Some("binary"), _) => self.binary(text),
            (Some("int"), _) => self.of_type(text, |value| matches!(value, Scalar::Integer(_))),
            (Some("float"), _) => self.of_type(text, |value| matches!(value, Scalar::Integer(_) | Scalar::Float(_))),
            (Some("bool"), _) => self.of_type(text, |value| matches!(value, Scalar::Boolean(_))),
            (Some("null"), _) => self.of_type(text, |value| *value == Scalar::Null),
            (None, _) if tag == "!" => as_text(),
            (None, _) if self.refuses_tags() => Scalar::Refused("an unknown tag"),
            (Some(name), _) if self.refuses_tags() && !KNOWN_TAGS.contains(&name) => Scalar::Refused("an unknown tag"),
            _ => untagged(style),
        }
    }

    /// How this loader reads a node; `None` when the node is not a scalar.
    pub fn scalar(self, node: &Node) -> Option<Scalar> {
        match &node.value {
            Value::Scalar { text, style } => {
                Some(self.resolve(node.tag.as_deref().map(|(tag, _)| tag.as_str()), *style, text))
            }
            _ => None,
        }
    }

    /// Whether this loader refuses a block with a tag that it does not know.
    pub fn refuses_tags(self) -> bool {
        matches!(self, Self::PyYaml | Self::JsYaml3 | Self::JsYaml4)
    }

    /// What a template prints of a scalar: Ruby and Python write `1.0`, others `1`.
    pub fn prints(self, scalar: &Scalar) -> String {
        match scalar {
            Scalar::Float(value)
                if value.fract() == 0.0 && matches!(self, Self::SafeYaml | Self::Psych | Self::PyYaml) =>
            {
                format!("{value:.1}")
            }
            _ => scalar.printed(),
        }
    }

    /// How this loader reads a scalar whose tag requires a type.
    fn of_type(self, text: &str, is_right: impl Fn(&Scalar) -> bool) -> Scalar {
        let value = self.resolve_plain(text);
        match self {
            _ if is_right(&value) => value,
            Self::PyYaml | Self::JsYaml3 | Self::JsYaml4 | Self::Serde => {
                Scalar::Refused("a value that does not match its tag")
            }
            Self::Goccy => Scalar::Integer(0),
            _ => Scalar::Text(text.to_string()),
        }
    }

    /// How this loader reads a scalar without tag and quotes.
    fn resolve_plain(self, text: &str) -> Scalar {
        let as_text = || Scalar::Text(text.to_string());
        if text.is_empty() {
            return Scalar::Null;
        }
        // Every loader reads longer words and texts of several lines as strings: the longest other word is `false`.
        let starts_a_number = matches!(text.as_bytes()[0], b'0'..=b'9' | b'+' | b'-' | b'.' | b':');
        if !starts_a_number && (text.len() > 5 || !MAY_BEGIN_WORD.contains(text.as_bytes()[0])) || text.contains('\n') {
            return as_text();
        }
        self.rows()
            .iter()
            .find(|row| row.matches(text))
            .map_or_else(as_text, |row| self.convert(row.read_as, text).unwrap_or_else(as_text))
    }

    fn convert(self, read_as: ReadAs, text: &str) -> Option<Scalar> {
        match read_as {
            ReadAs::Null => Some(Scalar::Null),
            ReadAs::True => Some(Scalar::Boolean(true)),
            ReadAs::False => Some(Scalar::Boolean(false)),
            ReadAs::Integer(base) => self.integer(base, text),
            ReadAs::Float => number::float(text).map(Scalar::Float).or_else(|| self.huge_float(text)),
            ReadAs::Infinity => {
                Some(Scalar::Float(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY }))
            }
            ReadAs::NotANumber => Some(Scalar::Float(f64::NAN)),
            ReadAs::Sexagesimal => Some(self.sexagesimal(text)),
            ReadAs::Date => self.date(text),
            ReadAs::Symbol => Some(Scalar::Symbol(text[1..].to_string())),
            ReadAs::Refused if text == "=" => Some(Scalar::Refused("a lone `=`")),
            ReadAs::Refused => Some(Scalar::Refused("a `<<` without quotes")),
        }
    }

    /// How this loader reads base 64: as a string in Ruby, as bytes elsewhere.
    fn binary(self, text: &str) -> Scalar {
        match (number::base64(text), self) {
            (Some(bytes), Self::SafeYaml | Self::Psych) => Scalar::Text(String::from_utf8_lossy(&bytes).into_owned()),
            (Some(bytes), Self::PyYaml | Self::JsYaml3 | Self::JsYaml4 | Self::Yaml2 | Self::Goccy) => {
                Scalar::Bytes(bytes)
            }
            _ => Scalar::Text(text.to_string()),
        }
    }

    fn integer(self, base: number::Base, text: &str) -> Option<Scalar> {
        let small = i128::from(i64::MIN)..=i128::from(u64::MAX);
        match (number::integer(base, text), self) {
            // Go has numbers of 64 bits, and reads larger ones as strings; all numbers of JavaScript are floats.
            (number::Whole::Exact(value), Self::Goccy) => {
                Some(Scalar::Integer(value)).filter(|_| small.contains(&value))
            }
            (number::Whole::Exact(value), Self::JsYaml3 | Self::JsYaml4 | Self::Yaml2) => {
                Some(number::whole(number::nearest_float(value)))
            }
            (number::Whole::Exact(value), _) => Some(Scalar::Integer(value)),
            (number::Whole::Huge(_), Self::Goccy) => None,
            (number::Whole::Huge(value), Self::JsYaml4) => Some(Scalar::Float(value)).filter(|_| value.is_finite()),
            // Integers of Ruby and Python have any length; here only their first digits count.
            (number::Whole::Huge(value), _) => Some(Scalar::Float(value)),
            (number::Whole::NoDigits, Self::Psych | Self::PyYaml) => Some(Scalar::Refused("a number without digits")),
            (number::Whole::NoDigits, _) => None,
        }
    }

    fn sexagesimal(self, text: &str) -> Scalar {
        let of_psych = self == Self::Psych;
        let value = number::sexagesimal(text, of_psych);
        match self {
            Self::SafeYaml => Scalar::Float(value),
            _ if text.contains('.') => Scalar::Float(value),
            Self::JsYaml3 => number::whole(value),
            _ => number::whole_sexagesimal(text, of_psych).map_or(Scalar::Float(value), Scalar::Integer),
        }
    }

    /// How this loader reads a number that is too large for a float.
    fn huge_float(self, text: &str) -> Option<Scalar> {
        let infinity = if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY };
        matches!(self, Self::JsYaml3 | Self::Yaml2 | Self::PyYaml).then_some(Scalar::Float(infinity))
    }

    /// How this loader reads a day or a time; `None` when it reads an impossible one as a string.
    fn date(self, text: &str) -> Option<Scalar> {
        match (number::moment(text, matches!(self, Self::JsYaml3 | Self::JsYaml4)), self) {
            (Some(iso), Self::JsYaml3 | Self::JsYaml4) if !iso.contains('T') => {
                Some(Scalar::Date(format!("{iso}T00:00:00Z")))
            }
            // `datetime.timezone` takes offsets of less than a day (PyYAML 6.0, `construct_yaml_timestamp`).
            (Some(_), Self::PyYaml) if number::offset_minutes(text).abs() >= 24 * 60 => {
                Some(Scalar::Refused("a time whose offset is a day or more"))
            }
            // `Time.at` refuses them likewise, and Psych reads a string then (measured with Psych 4).
            (Some(_), Self::Psych) if number::offset_minutes(text).abs() >= 24 * 60 => None,
            (Some(iso), _) => Some(Scalar::Date(iso)),
            (None, Self::PyYaml) => Some(Scalar::Refused("a day that is not in the calendar")),
            (None, _) => None,
        }
    }
}
