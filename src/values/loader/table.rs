//! One table per loader: which unquoted texts it does not read as strings. The patterns are those of its source or its standard.
use super::number::Base;
use crate::dialect::Loader;
use regex::Regex;
use std::sync::OnceLock;

/// What a matching text is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReadAs {
    Null,
    True,
    False,
    Integer(Base),
    Float,
    Infinity,
    NotANumber,
    Sexagesimal,
    Date,
    Symbol,
    Refused,
}
use ReadAs::{Date, False, Float, Infinity, Integer, NotANumber, Null, Refused, Sexagesimal, Symbol, True};

/// A pattern of whole texts, and what they are read as.
pub(super) struct Row {
    pattern: &'static str,
    pub(super) read_as: ReadAs,
    compiled: OnceLock<Regex>,
}

const fn row(pattern: &'static str, read_as: ReadAs) -> Row {
    Row { pattern, read_as, compiled: OnceLock::new() }
}

impl Row {
    /// Whether the pattern matches a text, which is not empty. Patterns are compiled when a text needs them: that costs more than all else
    /// that is asked of the values of a small site.
    pub(super) fn matches(&self, text: &str) -> bool {
        let compiled = || {
            let whole = format!("^(?:{})$", self.pattern.replace(r"\d", "[0-9]"));
            Regex::new(&whole).expect("the tables have valid patterns")
        };
        self.read_as.may_be(text) && self.compiled.get_or_init(compiled).is_match(text)
    }
}

impl ReadAs {
    /// Whether a text, which is not empty, may be read as this in any of the tables.
    fn may_be(self, text: &str) -> bool {
        let (first, rest) = (text.as_bytes()[0], &text.as_bytes()[1..]);
        let is_number = matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.' | b'_' | b',');
        match self {
            Null | True | False => first.is_ascii_alphabetic() || first == b'~',
            Integer(_) => is_number && !rest.contains(&b'-'),
            Float => is_number,
            Sexagesimal => is_number && rest.contains(&b':'),
            Date => is_number && rest.contains(&b'-'),
            Infinity | NotANumber => is_number || first.is_ascii_alphabetic(),
            Symbol => first == b':',
            Refused => matches!(first, b'=' | b'<'),
        }
    }
}

/// `lib/safe_yaml/transform/*.rb` of `safe_yaml` 1.0.5, in the order it tries them.
static SAFE_YAML: [Row; 13] = [
    row(r"[-+]?[_,]*(?:0[_,]*|[1-9][0-9_,]*)", Integer(Base::Decimal)),
    row(r"0[0-7_,]+", Integer(Base::Octal)),
    row(r"[-+]?0[xX][0-9a-fA-F_,]+", Integer(Base::Hex)),
    row(r"0b[01_,]+", Integer(Base::Binary)),
    row(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?", Sexagesimal),
    row(r"[-+]?(?:[0-9][0-9_]*)?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?", Float),
    row(r"-?\.(?:inf|Inf|INF)", Infinity),
    row(r"\.(?:nan|NaN|NAN)", NotANumber),
    row(r"~|(?i:null)", Null),
    row(r"(?i:yes|true|on)", True),
    row(r"(?i:no|false|off)", False),
    row(r"\d{4}-\d{2}-\d{2}", Date),
    row(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?\s*(?:Z|[-+]\d{1,2}(?::?\d{2})?)?", Date),
];

/// `lib/psych/scalar_scanner.rb` of Psych 4.
static PSYCH: [Row; 14] = [
    row(r"~|(?i:null)", Null),
    row(r"(?i:yes|true|on)", True),
    row(r"(?i:no|false|off)", False),
    row(r"-?\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?(?:\s*(?:Z|[-+]\d{1,2}:?(?:\d\d)?))?", Date),
    row(r"\d{4}-(?:1[012]|0\d|\d)-(?:[12]\d|3[01]|0\d|\d)", Date),
    row(r"[-+]?(?i:\.inf)", Infinity),
    row(r"(?i:\.nan)", NotANumber),
    row(r":.+", Symbol),
    row(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}(?:\.[0-9_]*)?", Sexagesimal),
    row(r"[-+]?(?:[0-9][0-9_,]*\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?", Float),
    row(r"[-+]?0b[01_,]+", Integer(Base::Binary)),
    row(r"[-+]?0[0-7_,]+", Integer(Base::Octal)),
    row(r"[-+]?(?:0|[1-9](?:[0-9]|,[0-9]|_[0-9])*)", Integer(Base::Decimal)),
    row(r"[-+]?0x[0-9a-fA-F_,]+", Integer(Base::Hex)),
];

/// `resolver.py` and `constructor.py` of PyYAML 6.
static PY_YAML: [Row; 15] = [
    row(r"~|null|Null|NULL", Null),
    row(r"yes|Yes|YES|true|True|TRUE|on|On|ON", True),
    row(r"no|No|NO|false|False|FALSE|off|Off|OFF", False),
    row(r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?", Float),
    row(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*", Sexagesimal),
    row(r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    row(r"\.(?:nan|NaN|NAN)", NotANumber),
    row(r"[-+]?0b[01_]+", Integer(Base::Binary)),
    row(r"[-+]?0[0-7_]+", Integer(Base::Octal)),
    row(r"[-+]?(?:0|[1-9][0-9_]*)", Integer(Base::Decimal)),
    row(r"[-+]?0x[0-9a-fA-F_]+", Integer(Base::Hex)),
    row(r"[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+", Sexagesimal),
    row(r"\d{4}-\d\d-\d\d", Date),
    row(r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?", Date),
    row(r"=|<<", Refused),
];

/// `lib/js-yaml/type/*.js` of js-yaml 3.15.
static JS_YAML_3: [Row; 13] = [
    row(r"~|null|Null|NULL", Null),
    row(r"true|True|TRUE", True),
    row(r"false|False|FALSE", False),
    row(r"[-+]?0b[01_]*[01]", Integer(Base::Binary)),
    row(r"[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F]", Integer(Base::Hex)),
    row(r"[-+]?0[0-7_]*[0-7]", Integer(Base::Octal)),
    row(r"[-+]?(?:0|[1-9](?:[0-9_]*[0-9])?)", Integer(Base::Decimal)),
    row(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?", Sexagesimal),
    row(r"[-+]?(?:0|[1-9][0-9_]*)(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]*[0-9](?:[eE][-+]?[0-9]+)?", Float),
    row(r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    row(r"\.(?:nan|NaN|NAN)", NotANumber),
    row(r"\d{4}-\d\d-\d\d", Date),
    row(r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?", Date),
];

/// `lib/type/*.js` of js-yaml 4.3.
static JS_YAML_4: [Row; 12] = [
    row(r"~|null|Null|NULL", Null),
    row(r"true|True|TRUE", True),
    row(r"false|False|FALSE", False),
    row(r"[-+]?0b[01]+", Integer(Base::Binary)),
    row(r"[-+]?0x[0-9a-fA-F]+", Integer(Base::Hex)),
    row(r"[-+]?0o[0-7]+", Integer(Base::OctalWithO)),
    row(r"[-+]?[0-9]+", Integer(Base::Decimal)),
    row(r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?", Float),
    row(r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    row(r"\.(?:nan|NaN|NAN)", NotANumber),
    row(r"\d{4}-\d\d-\d\d", Date),
    row(r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?", Date),
];

/// The core schema of YAML 1.2: `dist/schema/core/*.js` of yaml 2.9.
static YAML_2: [Row; 9] = [
    row(r"~|[Nn]ull|NULL", Null),
    row(r"[Tt]rue|TRUE", True),
    row(r"[Ff]alse|FALSE", False),
    row(r"0o[0-7]+", Integer(Base::OctalWithO)),
    row(r"[-+]?[0-9]+", Integer(Base::Decimal)),
    row(r"0x[0-9a-fA-F]+", Integer(Base::Hex)),
    row(r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    row(r"\.(?:nan|NaN|NAN)", NotANumber),
    row(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+", Float),
];

/// `token/token.go` of goccy/go-yaml (as of January 2026).
static GOCCY: [Row; 11] = [
    row(r"~|null|Null|NULL", Null),
    row(r"true|True|TRUE", True),
    row(r"false|False|FALSE", False),
    row(r"[-+]?0_*x[0-9a-fA-F_]+", Integer(Base::Hex)),
    row(r"[-+]?0_*o[0-7_]+", Integer(Base::OctalWithO)),
    row(r"[-+]?0_*b[01_]+", Integer(Base::Binary)),
    row(r"[-+]?0_*[0-7][0-7_]*", Integer(Base::Octal)),
    row(r"[-+]?(?:0_*|[1-9][0-9_]*)", Integer(Base::Decimal)),
    row(r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9_]+)?", Float),
    row(r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    row(r"\.(?:nan|NaN|NAN)", NotANumber),
];

/// `src/de.rs` of `serde_yaml` 0.9.
static SERDE: [Row; 10] = [
    row(r"~|null|Null|NULL", Null),
    row(r"true|True|TRUE", True),
    row(r"false|False|FALSE", False),
    row(r"[-+]?0x[0-9a-fA-F]+", Integer(Base::Hex)),
    row(r"[-+]?0o[0-7]+", Integer(Base::OctalWithO)),
    row(r"[-+]?0b[01]+", Integer(Base::Binary)),
    row(r"[-+]?(?:0|[1-9][0-9]*)", Integer(Base::Decimal)),
    row(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9]+(?:[eE][-+]?[0-9]+)?", Float),
    row(r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    row(r"\.(?:nan|NaN|NAN)", NotANumber),
];

/// TOML 1.1, whose strings always have quotes.
static TOML: [Row; 10] = [
    row(r"true", True),
    row(r"false", False),
    row(r"0x[0-9a-fA-F_]+", Integer(Base::Hex)),
    row(r"0o[0-7_]+", Integer(Base::OctalWithO)),
    row(r"0b[01_]+", Integer(Base::Binary)),
    row(r"[-+]?[0-9][0-9_]*", Integer(Base::Decimal)),
    row(r"[-+]?[0-9][0-9_]*(?:\.[0-9_]+)?(?:[eE][-+]?[0-9_]+)?", Float),
    row(r"[-+]?inf", Infinity),
    row(r"[-+]?nan", NotANumber),
    row(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[-+]\d\d:\d\d)?)?", Date),
];

/// JSON (RFC 8259), whose strings always have quotes.
static JSON: [Row; 5] = [
    row(r"null", Null),
    row(r"true", True),
    row(r"false", False),
    row(r"-?(?:0|[1-9][0-9]*)", Integer(Base::Decimal)),
    row(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", Float),
];

impl Loader {
    /// The rows of this loader's table; the first one that matches counts.
    pub(super) fn rows(self) -> &'static [Row] {
        match self {
            Self::SafeYaml => &SAFE_YAML,
            Self::Psych => &PSYCH,
            Self::PyYaml => &PY_YAML,
            Self::JsYaml3 => &JS_YAML_3,
            Self::JsYaml4 => &JS_YAML_4,
            Self::Yaml2 => &YAML_2,
            Self::Goccy => &GOCCY,
            Self::Serde => &SERDE,
            Self::Toml => &TOML,
            Self::Json => &JSON,
        }
    }
}
