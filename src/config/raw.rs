//! The config as written: every key there is, said once, read with its bytes and described by JSON Schema.
use super::deserialize::{ConfigReader, FromConfig};
use super::rule_levels::Levels;
use super::settings::{Deprecation, FieldType, LengthRange, Matches, NumberRange, UnknownFields, Vocabulary};
use super::value_types::{Auto, Conditions, Forms, Globs, Located, Overrides, Pattern, Size};
use crate::dialect::{Flavour, Generator};
use crate::front_matter::{Entry, Node, Value};
use crate::values::Locale;
use serde_json::{Map, Value as Json, json};

/// Declares a mapping of a config: its keys, what each is for, and the type that reads it. Nothing about a key is said twice.
macro_rules! written {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $about:literal])+ $key:literal $member:ident: $kind:ty,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default)]
        pub(super) struct $name {
            $($(#[doc = $about])+ pub(super) $member: Option<$kind>,)+
        }

        impl $name {
            /// The keys, each with what it is for.
            pub(super) const KEYS: &[(&str, &str)] = &[$(($key, concat!($($about),+))),+];

            /// Reads the entries of the mapping.
            pub(super) fn read_entries(entries: &[&Entry], reader: &mut ConfigReader) -> Self {
                let mut read = Self::default();
                for entry in entries {
                    match entry.key.text.as_str() {
                        $($key => read.$member = reader.value(entry),)+
                        other => {
                            reader.unknown("key", other, entry.key.span, Self::KEYS.iter().map(|(key, _)| *key));
                        }
                    }
                }
                read
            }
        }

        impl FromConfig for $name {
            const MAY_BE_BARE: bool = true;

            fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
                let entries = reader.entries(node)?;
                Some(Self::read_entries(&entries, reader))
            }

            fn schema(definitions: &mut Map<String, Json>) -> Json {
                if !definitions.contains_key(stringify!($name)) {
                    definitions.insert(stringify!($name).to_string(), Json::Null);
                    let mut keys = Map::new();
                    $(
                        let mut key = <$kind>::schema(definitions);
                        key["description"] = concat!($($about),+).trim().into();
                        keys.insert($key.to_string(), key);
                    )+
                    definitions.insert(stringify!($name).to_string(), json!({
                        "description": concat!($($doc),+).trim(),
                        "type": ["object", "null"],
                        "additionalProperties": false,
                        "properties": keys,
                    }));
                }
                json!({ "$ref": concat!("#/$defs/", stringify!($name)) })
            }
        }
    };
}

written! {
    /// What a site asks of its posts.
    File {
        /// Presets or config files to begin with; later ones win, and this file wins over all.
        "extends" extends: Vec<Located>,
        /// The program that turns the posts into a site, which decides how they are read.
        "generator" generator: Auto<Generator>,
        /// What reads the Markdown; `auto` is the generator's own setting.
        "markdown" markdown: Auto<Flavour>,
        /// Languages of month and weekday names in dates.
        "locale" locale: Vec<Locale>,
        /// Which files are posts.
        "posts" posts: Globs,
        /// Files and folders that are never checked.
        "exclude" exclude: Globs,
        /// What to say of fields that no one asked for.
        "unknown-fields" unknown_fields: UnknownFields,
        /// What each field must be.
        "fields" fields: Fields,
        /// How bad each rule, or each rule of a group, is.
        "rules" rules: Levels,
        /// Other settings for some files; later ones win.
        "overrides" overrides: Overrides,
        /// How large and how deep a post may be before it is not read.
        "limits" limits: Limits,
    }
}

written! {
    /// Other settings for some files.
    Override {
        /// Which files.
        "files" files: Globs,
        /// Languages of month and weekday names in dates.
        "locale" locale: Vec<Locale>,
        /// What to say of fields that no one asked for.
        "unknown-fields" unknown_fields: UnknownFields,
        /// What each field must be; what is not said stays.
        "fields" fields: Fields,
        /// How bad each rule, or each rule of a group, is.
        "rules" rules: Levels,
    }
}

written! {
    /// What one field must be.
    Field {
        /// It must be there and hold something.
        "required" required: bool,
        /// Its type.
        "type" kind: FieldType,
        /// The only values it may have.
        "allowed" allowed: Vec<String>,
        /// The only values it may have, in a file: items of a list, keys of a mapping.
        "allowed-from" allowed_from: Vocabulary,
        /// A regular expression that its text must match somewhere; `^` and `$` are its ends.
        "pattern" pattern: Pattern,
        /// How many characters (items, of a list) it may have.
        "length" length: LengthRange,
        /// Between which numbers it must lie.
        "range" range: NumberRange,
        /// The forms its date may have, by example; the day of an example is over 12.
        "forms" forms: Forms,
        /// What it must be equal to.
        "matches" matches: Matches,
        /// No two posts may have the same value.
        "unique" unique: bool,
        /// It should no longer be used.
        "deprecated" deprecated: Deprecation,
        /// It is required where every other field named here has this value, or one of these.
        "required-when" required_when: Conditions,
        /// What the fields of a nested mapping must be.
        "fields" fields: Fields,
    }
}

written! {
    /// How large and how deep a post may be before it is not read.
    Limits {
        /// The largest file that is read: bytes, or with a unit as in `8 MiB`.
        "file-size" file_size: Size,
        /// How deep elements may be nested.
        "depth" depth: usize,
    }
}

impl Field {
    /// Reports what can never be: no value to choose from, forms of what is no date.
    fn check(&self, node: &Node, reader: &mut ConfigReader) {
        let Value::Mapping(mapping) = &node.value else { return };
        if let Some(entry) = mapping.get("allowed").filter(|_| self.allowed.as_ref().is_some_and(Vec::is_empty)) {
            reader.wrong("empty-list", entry.key.span, "`allowed` names no value, so none would do");
        }
        if let (Some(entry), Some(kind)) = (mapping.get("forms"), &self.kind)
            && !kind.is_of_dates()
        {
            reader.wrong("bad-form", entry.key.span, "`forms` is about dates, and `type` asks for none");
        }
    }
}

/// Fields by name, in the order written.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(pub(super) Vec<(String, Field)>);

impl FromConfig for Fields {
    const MAY_BE_BARE: bool = true;

    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let entries = reader.entries(node)?;
        let field = |entry: &Entry| {
            let field: Field = reader.value(entry).unwrap_or_default();
            field.check(&entry.value, reader);
            field
        };
        let fields: Vec<Field> = entries.iter().copied().map(field).collect();
        Some(Self(entries.iter().map(|entry| entry.key.text.clone()).zip(fields).collect()))
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        let field = Field::schema(definitions);
        json!({ "type": ["object", "null"], "additionalProperties": field })
    }
}
