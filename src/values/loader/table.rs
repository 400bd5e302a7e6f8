//! One table per loader: which unquoted texts it does not read as strings. The patterns are those of its source or its standard.
use super::number::Base;
use crate::dialect::Loader;
use regex::Regex;
use std::sync::LazyLock;

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

type Row = (&'static str, ReadAs);

/// `lib/safe_yaml/transform/*.rb` of `safe_yaml` 1.0.5, in the order it tries them.
const SAFE_YAML: &[Row] = &[
    (r"[-+]?[_,]*(?:0[_,]*|[1-9][0-9_,]*)", Integer(Base::Decimal)),
    (r"0[0-7_,]+", Integer(Base::Octal)),
    (r"[-+]?0[xX][0-9a-fA-F_,]+", Integer(Base::Hex)),
    (r"0b[01_,]+", Integer(Base::Binary)),
    (r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?", Sexagesimal),
    (r"[-+]?(?:[0-9][0-9_]*)?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?", Float),
    (r"-?\.(?:inf|Inf|INF)", Infinity),
    (r"\.(?:nan|NaN|NAN)", NotANumber),
    (r"~|(?i:null)", Null),
    (r"(?i:yes|true|on)", True),
    (r"(?i:no|false|off)", False),
    (r"\d{4}-\d{2}-\d{2}", Date),
    (r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?\s*(?:Z|[-+]\d{1,2}(?::?\d{2})?)?", Date),
];

/// `lib/psych/scalar_scanner.rb` of Psych 4.
const PSYCH: &[Row] = &[
    (r"~|(?i:null)", Null),
    (r"(?i:yes|true|on)", True),
    (r"(?i:no|false|off)", False),
    (r"-?\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?(?:\s*(?:Z|[-+]\d{1,2}:?(?:\d\d)?))?", Date),
    (r"\d{4}-(?:1[012]|0\d|\d)-(?:[12]\d|3[01]|0\d|\d)", Date),
    (r"[-+]?(?i:\.inf)", Infinity),
    (r"(?i:\.nan)", NotANumber),
    (r":.+", Symbol),
    (r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}(?:\.[0-9_]*)?", Sexagesimal),
    (r"[-+]?(?:[0-9][0-9_,]*\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?", Float),
    (r"[-+]?0b[01_,]+", Integer(Base::Binary)),
    (r"[-+]?0[0-7_,]+", Integer(Base::Octal)),
    (r"[-+]?(?:0|[1-9](?:[0-9]|,[0-9]|_[0-9])*)", Integer(Base::Decimal)),
    (r"[-+]?0x[0-9a-fA-F_,]+", Integer(Base::Hex)),
];

/// `resolver.py` and `constructor.py` of PyYAML 6.
const PY_YAML: &[Row] = &[
    (r"~|null|Null|NULL", Null),
    (r"yes|Yes|YES|true|True|TRUE|on|On|ON", True),
    (r"no|No|NO|false|False|FALSE|off|Off|OFF", False),
    (r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?", Float),
    (r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*", Sexagesimal),
    (r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    (r"\.(?:nan|NaN|NAN)", NotANumber),
    (r"[-+]?0b[01_]+", Integer(Base::Binary)),
    (r"[-+]?0[0-7_]+", Integer(Base::Octal)),
    (r"[-+]?(?:0|[1-9][0-9_]*)", Integer(Base::Decimal)),
    (r"[-+]?0x[0-9a-fA-F_]+", Integer(Base::Hex)),
    (r"[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+", Sexagesimal),
    (r"\d{4}-\d\d-\d\d", Date),
    (r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?", Date),
    (r"=|<<", Refused),
];

/// `lib/js-yaml/type/*.js` of js-yaml 3.15.
const JS_YAML_3: &[Row] = &[
    (r"~|null|Null|NULL", Null),
    (r"true|True|TRUE", True),
    (r"false|False|FALSE", False),
    (r"[-+]?0b[01_]*[01]", Integer(Base::Binary)),
    (r"[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F]", Integer(Base::Hex)),
    (r"[-+]?0[0-7_]*[0-7]", Integer(Base::Octal)),
    (r"[-+]?(?:0|[1-9](?:[0-9_]*[0-9])?)", Integer(Base::Decimal)),
    (r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?", Sexagesimal),
    (r"[-+]?(?:0|[1-9][0-9_]*)(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]*[0-9](?:[eE][-+]?[0-9]+)?", Float),
    (r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    (r"\.(?:nan|NaN|NAN)", NotANumber),
    (r"\d{4}-\d\d-\d\d", Date),
    (r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?", Date),
];

/// `lib/type/*.js` of js-yaml 4.3.
const JS_YAML_4: &[Row] = &[
    (r"~|null|Null|NULL", Null),
    (r"true|True|TRUE", True),
    (r"false|False|FALSE", False),
    (r"[-+]?0b[01]+", Integer(Base::Binary)),
    (r"[-+]?0x[0-9a-fA-F]+", Integer(Base::Hex)),
    (r"[-+]?0o[0-7]+", Integer(Base::OctalWithO)),
    (r"[-+]?[0-9]+", Integer(Base::Decimal)),
    (r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?", Float),
    (r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    (r"\.(?:nan|NaN|NAN)", NotANumber),
    (r"\d{4}-\d\d-\d\d", Date),
    (r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?", Date),
];

/// The core schema of YAML 1.2: `dist/schema/core/*.js` of yaml 2.9.
const YAML_2: &[Row] = &[
    (r"~|[Nn]ull|NULL", Null),
    (r"[Tt]rue|TRUE", True),
    (r"[Ff]alse|FALSE", False),
    (r"0o[0-7]+", Integer(Base::OctalWithO)),
    (r"[-+]?[0-9]+", Integer(Base::Decimal)),
    (r"0x[0-9a-fA-F]+", Integer(Base::Hex)),
    (r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    (r"\.(?:nan|NaN|NAN)", NotANumber),
    (r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+", Float),
];

/// `token/token.go` of goccy/go-yaml (as of January 2026).
const GOCCY: &[Row] = &[
    (r"~|null|Null|NULL", Null),
    (r"true|True|TRUE", True),
    (r"false|False|FALSE", False),
    (r"[-+]?0_*x[0-9a-fA-F_]+", Integer(Base::Hex)),
    (r"[-+]?0_*o[0-7_]+", Integer(Base::OctalWithO)),
    (r"[-+]?0_*b[01_]+", Integer(Base::Binary)),
    (r"[-+]?0_*[0-7][0-7_]*", Integer(Base::Octal)),
    (r"[-+]?(?:0_*|[1-9][0-9_]*)", Integer(Base::Decimal)),
    (r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9_]+)?", Float),
    (r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    (r"\.(?:nan|NaN|NAN)", NotANumber),
];

/// `src/de.rs` of `serde_yaml` 0.9.
const SERDE: &[Row] = &[
    (r"~|null|Null|NULL", Null),
    (r"true|True|TRUE", True),
    (r"false|False|FALSE", False),
    (r"[-+]?0x[0-9a-fA-F]+", Integer(Base::Hex)),
    (r"[-+]?0o[0-7]+", Integer(Base::OctalWithO)),
    (r"[-+]?0b[01]+", Integer(Base::Binary)),
    (r"[-+]?(?:0|[1-9][0-9]*)", Integer(Base::Decimal)),
    (r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9]+(?:[eE][-+]?[0-9]+)?", Float),
    (r"[-+]?\.(?:inf|Inf|INF)", Infinity),
    (r"\.(?:nan|NaN|NAN)", NotANumber),
];

/// TOML 1.1, whose strings always have quotes.
const TOML: &[Row] = &[
    (r"true", True),
    (r"false", False),
    (r"0x[0-9a-fA-F_]+", Integer(Base::Hex)),
    (r"0o[0-7_]+", Integer(Base::OctalWithO)),
    (r"0b[01_]+", Integer(Base::Binary)),
    (r"[-+]?[0-9][0-9_]*", Integer(Base::Decimal)),
    (r"[-+]?[0-9][0-9_]*(?:\.[0-9_]+)?(?:[eE][-+]?[0-9_]+)?", Float),
    (r"[-+]?inf", Infinity),
    (r"[-+]?nan", NotANumber),
    (r"\d{4}-\d\d-\d\d(?:[Tt ].+)?", Date),
];

/// JSON (RFC 8259), whose strings always have quotes.
const JSON: &[Row] = &[
    (r"null", Null),
    (r"true", True),
    (r"false", False),
    (r"-?(?:0|[1-9][0-9]*)", Integer(Base::Decimal)),
    (r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", Float),
];

impl Loader {
    /// The rows of this loader's table; the first one that matches counts.
    pub(super) fn rows(self) -> &'static [(Regex, ReadAs)] {
        macro_rules! compiled {
            ($table:ident) => {{
                static ROWS: LazyLock<Vec<(Regex, ReadAs)>> = LazyLock::new(|| compile($table));
                &ROWS
            }};
        }
        match self {
            Self::SafeYaml => compiled!(SAFE_YAML),
            Self::Psych => compiled!(PSYCH),
            Self::PyYaml => compiled!(PY_YAML),
            Self::JsYaml3 => compiled!(JS_YAML_3),
            Self::JsYaml4 => compiled!(JS_YAML_4),
            Self::Yaml2 => compiled!(YAML_2),
            Self::Goccy => compiled!(GOCCY),
            Self::Serde => compiled!(SERDE),
            Self::Toml => compiled!(TOML),
            Self::Json => compiled!(JSON),
        }
    }
}

fn compile(table: &[Row]) -> Vec<(Regex, ReadAs)> {
    let whole = |pattern: &str| format!("^(?:{})$", pattern.replace(r"\d", "[0-9]"));
    let regex = |pattern| Regex::new(&whole(pattern)).expect("the tables have valid patterns");
    table.iter().map(|(pattern, make)| (regex(pattern), *make)).collect()
}
