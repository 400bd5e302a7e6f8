//! The settings that the rest of the program uses: merged, and known to be valid.
use crate::catalogue::Level;
use crate::diagnostic::{RuleId, Severity};
use crate::values::Locale;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The settings for one post.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The fields, in the order of the config.
    pub fields: Vec<Field>,
    /// What to report about fields that are not in `fields`.
    pub unknown_fields: UnknownFields,
    /// Whether required fields are required of pages, too.
    pub pages: bool,
    /// Languages of month and weekday names; empty means every known one.
    pub locales: Vec<Locale>,
    /// The order of the keys at the top of the front matter; none is asked for when it is empty.
    pub key_order: Vec<String>,
    /// Levels that the config or the command line sets for a rule itself.
    pub levels: BTreeMap<&'static str, Level>,
    /// The most severe level that a rule may have, by rule: the level of its group.
    pub ceilings: BTreeMap<&'static str, Level>,
    /// Limit on the nesting of elements; 512 when `None`.
    pub max_depth: Option<usize>,
    /// The day that counts as today (`--today`); the clock's when `None`.
    pub today: Option<jiff::civil::Date>,
    /// Fields that the site itself gives this post (Jekyll `defaults`, Hugo `cascade`), so that they are not missing.
    pub inherited: Vec<String>,
}

impl Settings {
    /// The level of a rule: its own or its default, and no more than that of its group.
    pub fn level(&self, rule: RuleId, default: Level) -> Level {
        let own = self.levels.get(rule.as_str()).copied().unwrap_or(default);
        self.ceilings.get(rule.as_str()).map_or(own, |ceiling| own.min(*ceiling))
    }

    /// The severity of a rule's findings; `None` when the rule is off.
    pub fn severity(&self, rule: RuleId, default: Level) -> Option<RuleSeverity> {
        Some(RuleSeverity {
            usual: self.level(rule, default).severity()?,
            fixed: self.levels.contains_key(rule.as_str()),
            ceiling: self.ceilings.get(rule.as_str()).and_then(|level| level.severity()),
        })
    }

    /// The settings of a field by its name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// How severe the findings of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleSeverity {
    /// The severity of a finding that has none of its own.
    pub usual: Severity,
    /// The config sets the severity of the rule, so that every finding has it.
    pub fixed: bool,
    /// No finding is more severe than this: the level of the rule's group.
    pub ceiling: Option<Severity>,
}

impl RuleSeverity {
    /// The severity of a finding to which the rule gives one of its own.
    pub fn of(self, own: Severity) -> Severity {
        if self.fixed {
            return self.usual;
        }
        self.ceiling.map_or(own, |ceiling| own.min(ceiling))
    }
}

/// What to report about fields that are not in the config.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownFields {
    /// Nothing.
    Allow,
    /// A warning when the name is almost that of a known field.
    #[default]
    WarnNearMiss,
    /// An error for every such field.
    Error,
}

/// The settings of one field.
#[allow(clippy::struct_excessive_bools, reason = "each is a key of the config")]
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Its key, as written in posts.
    pub name: String,
    /// The field must be present and not empty.
    pub required: bool,
    /// The field is required of pages, too: an override that names them says so.
    pub of_pages: bool,
    /// The type of its value.
    pub kind: Option<FieldType>,
    /// The only values allowed, as text.
    pub allowed: Option<Vec<String>>,
    /// The only values allowed, from a file.
    pub allowed_from: Option<Vocabulary>,
    /// A pattern that must match some part of its text (anchored by `^` and `$`).
    pub pattern: Option<regex::Regex>,
    /// Bounds of its length in Unicode scalar values, or in items for a list.
    pub length: Option<LengthRange>,
    /// Bounds of its number.
    pub range: Option<NumberRange>,
    /// The field should no longer be used.
    pub deprecated: Option<Deprecation>,
    /// The field is required where all of these conditions are met.
    pub required_when: Vec<Condition>,
    /// The forms its date may have, given as examples (`18 janvier 2017`).
    pub forms: Vec<String>,
    /// The name that the value must be equal to: that of the file or of its folder.
    pub matches: Option<Matches>,
    /// No two posts may have the same value.
    pub unique: bool,
    /// What the fields of a nested mapping must be.
    pub fields: Vec<Field>,
}

/// Allowed values from a file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// The file, as the config names it.
    pub name: String,
    /// Its values, as text: items of a list, keys of a mapping.
    pub values: Arc<[String]>,
}

/// The type a field must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A string; an unquoted date or whole number is accepted, too.
    String,
    /// A string of several lines; the same check as `string`.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A day.
    Date,
    /// A day and a time.
    Datetime,
    /// A list of values of one type.
    List(Option<Box<FieldType>>),
    /// One value of a type, or a list of them.
    OneOrMany(Box<FieldType>),
    /// A nested mapping.
    Mapping,
    /// `https://…` or `http://…`.
    Url,
    /// A URL, or a path inside the site.
    UrlOrPath,
    /// An email address.
    Email,
    /// Lower-case letters, digits and hyphens.
    Slug,
}

impl FieldType {
    /// Whether the type is a date, or a list of dates.
    pub fn is_of_dates(&self) -> bool {
        match self {
            Self::Date | Self::Datetime => true,
            Self::List(Some(inner)) | Self::OneOrMany(inner) => inner.is_of_dates(),
            _ => false,
        }
    }
}

/// What the value of a field must be equal to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matches {
    /// The name of the file without date and extension; for an `index` file, the name of its folder.
    FileStem,
    /// The name of the folder that contains the file.
    Folder,
}

/// Bounds of a length; both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthRange {
    /// At least this many.
    pub min: usize,
    /// At most this many.
    pub max: usize,
}

/// Bounds of a number; both ends included, an open end is infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumberRange {
    /// At least this much.
    pub min: f64,
    /// At most this much.
    pub max: f64,
}

/// How a field that should no longer be used is reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecation {
    /// The field to use instead.
    pub replacement: Option<String>,
}

/// The condition that another field has one of these values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The other field.
    pub field: String,
    /// Its values, as text.
    pub values: Vec<String>,
}
