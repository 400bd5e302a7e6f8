//! One table per loader: which unquoted texts it does not read as strings. The patterns are those of its source or its standard.
use super::number::Base;
use crate::dialect::Loader;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

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

/// Which texts are read as something else than strings, and as what.
pub(super) struct Row {
    texts: Texts,
    pub(super) read_as: ReadAs,
}

enum Texts {
    /// These words, in any case or as they are.
    Words(&'static [&'static str], bool),
    /// Those that a pattern matches as a whole.
    Pattern(&'static str, OnceLock<Regex>),
}

const fn words(words: &'static [&'static str], read_as: ReadAs) -> Row {
    Row { texts: Texts::Words(words, false), read_as }
}

const fn in_any_case(words: &'static [&'static str], read_as: ReadAs) -> Row {
    Row { texts: Texts::Words(words, true), read_as }
}

const fn row(pattern: &'static str, read_as: ReadAs) -> Row {
    Row { texts: Texts::Pattern(pattern, OnceLock::new()), read_as }
}

impl Row {
    /// Whether a text, which is not empty, is one of these. Patterns are compiled when a text needs them: that costs more than all else
    /// that is asked of the values of a small site.
    pub(super) fn matches(&self, text: &str) -> bool {
        match &self.texts {
            Texts::Words(words, any_case) => {
                words.iter().any(|word| *word == text || *any_case && word.eq_ignore_ascii_case(text))
            }
            Texts::Pattern(pattern, compiled) => {
                self.read_as.may_be(text) && compiled.get_or_init(|| compile(pattern)).is_match(text)
            }
        }
    }
}

/// The pattern for whole texts. Several loaders have the same patterns, which are compiled once.
fn compile(pattern: &'static str) -> Regex {
    static COMPILED: Mutex<BTreeMap<&str, Regex>> = Mutex::new(BTreeMap::new());
    let whole = || {
        let whole = format!("^(?:{})$", pattern.replace(r"\d", "[0-9]"));
        Regex::new(&whole).expect("the tables have valid patterns")
    };
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    compiled.entry(pattern).or_insert_with(whole).clone()
}

impl ReadAs {
    /// Whether a text, which is not empty, may be read as this in any of the tables.
    fn may_be(self, text: &str) -> bool {
        let (first, rest) = (text.as_bytes()[0], &text.as_bytes()[1..]);
        let is_number = matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.' | b'_' | b',');
        match self {
            Null | True | False => true,
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
    in_any_case(&["~", "null"], Null),
    in_any_case(&["yes", "true", "on"], True),
    in_any_case(&["no", "false", "off"], False),
    row(r"\d{4}-\d{2}-\d{2}", Date),
    row(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?\s*(?:Z|[-+]\d{1,2}(?::?\d{2})?)?", Date),
];

/// `lib/psych/scalar_scanner.rb` of Psych 4.
static PSYCH: [Row; 14] = [
    in_any_case(&["~", "null"], Null),
    in_any_case(&["yes", "true", "on"], True),
    in_any_case(&["no", "false", "off"], False),
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
    words(&["~", "null", "Null", "NULL"], Null),
    words(&["yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"], True),
    words(&["no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"], False),
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
    words(&["~", "null", "Null", "NULL"], Null),
    words(&["true", "True", "TRUE"], True),
    words(&["false", "False", "FALSE"], False),
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
    words(&["~", "null", "Null", "NULL"], Null),
    words(&["true", "True", "TRUE"], True),
    words(&["false", "False", "FALSE"], False),
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
    words(&["~", "null", "Null", "NULL"], Null),
    words(&["true", "True", "TRUE"], True),
    words(&["false", "False", "FALSE"], False),
    row(r"0o[0-7]+", Integer(Base::OctalWithO)),
    row(r"[-+]?[0-9]+", Integer(Base::Decimal)),
    row(r"0x[0-9a-fA-F]+", Integer(Base::Hex)),
    row(r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    row(r"\.(?:nan|NaN|NAN)", NotANumber),
    row(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+", Float),
];

/// `token/token.go` of goccy/go-yaml (as of January 2026).
static GOCCY: [Row; 11] = [
    words(&["~", "null", "Null", "NULL"], Null),
    words(&["true", "True", "TRUE"], True),
    words(&["false", "False", "FALSE"], False),
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
    words(&["~", "null", "Null", "NULL"], Null),
    words(&["true", "True", "TRUE"], True),
    words(&["false", "False", "FALSE"], False),
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
    words(&["true"], True),
    words(&["false"], False),
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
    words(&["null"], Null),
    words(&["true"], True),
    words(&["false"], False),
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
