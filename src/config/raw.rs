//! The config as written: every key is declared once, with its type, its description and its JSON Schema.
use super::deserialize::{ConfigReader, FromConfig};
use super::field_types::{Conditions, Forms, KeyOrder, is_type};
use super::foreign_words;
use super::rule_levels::Levels;
use super::settings::{Deprecation, FieldType, LengthRange, Matches, NumberRange, UnknownFields, Vocabulary};
use super::value_types::{Auto, Depth, Globs, Located, Pattern, Size};
use crate::dialect::{Flavour, Generator};
use crate::front_matter::{Entry, Node, Value};
use crate::text::limits;
use crate::values::Locale;
use serde_json::{Map, Value as Json, json};

/// Declares a mapping of a config: for each key its description, its name, the member that stores it and the type that reads it.
///
/// It expands to the struct, the list of its keys (`KEYS`), the function that reads its entries, and its JSON Schema.
macro_rules! written {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $about:literal])+ $key:literal $member:ident: $kind:ty,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default)]
        pub(super) struct $name {
            $($(#[doc = $about])+ pub(super) $member: Option<$kind>,)+
        }

        impl $name {
            /// The keys with their descriptions.
            pub(super) const KEYS: &[(&str, &str)] = &[$(($key, concat!($($about),+))),+];

            /// Reads the entries of the mapping; an unknown key is reported.
            pub(super) fn read_entries(entries: &[&Entry], reader: &mut ConfigReader) -> Self {
                let mut read = Self::default();
                for entry in entries {
                    match entry.key.text.as_str() {
                        $($key => read.$member = reader.value(entry),)+
                        other => {
                            reader.unknown_key(stringify!($name), other, entry.key.span, Self::KEYS.iter().map(|(key, _)| *key));
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
    /// What a site requires of its posts.
    File {
        /// Presets or config files to start from; later ones win, and this file wins over all of them.
        "extends" extends: Vec<Located>,
        /// The program that builds the site; it decides how posts are read.
        "generator" generator: Auto<Generator>,
        /// The Markdown flavour; `auto` is the generator's own setting.
        "markdown" markdown: Auto<Flavour>,
        /// Languages of month and weekday names in dates.
        "locale" locale: Vec<Locale>,
        /// Which files are posts.
        "posts" posts: Globs,
        /// Whether the required fields are required of pages, too: in a site with a folder `_posts`, files elsewhere with front matter.
        "pages" pages: bool,
        /// Files and folders that are never checked.
        "exclude" exclude: Globs,
        /// What to report about fields that are not listed in `fields`.
        "unknown-fields" unknown_fields: UnknownFields,
        /// What each field must be.
        "fields" fields: Fields,
        /// The order of the keys at the top of the front matter; keys that are not listed come after these, in their own order.
        "key-order" key_order: KeyOrder,
        /// The level of each rule, and the most severe level of each group.
        "rules" rules: Levels,
        /// Other settings for some files; later ones win.
        "overrides" overrides: Overrides,
        /// How large a post may be, and how deeply its elements may be nested.
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
        /// Whether the required fields are required of pages, too.
        "pages" pages: bool,
        /// What to report about fields that are not listed in `fields`.
        "unknown-fields" unknown_fields: UnknownFields,
        /// What each field must be; settings that are left out stay as they are.
        "fields" fields: Fields,
        /// The order of the keys at the top of the front matter.
        "key-order" key_order: KeyOrder,
        /// The level of each rule, and the most severe level of each group.
        "rules" rules: Levels,
    }
}

written! {
    /// What one field must be.
    Field {
        /// The field must be present and not empty.
        "required" required: bool,
        /// The type of the value.
        "type" kind: FieldType,
        /// The only values allowed.
        "allowed" allowed: Vec<String>,
        /// A file with the only values allowed: the items of a list, or the keys of a mapping.
        "allowed-from" allowed_from: Vocabulary,
        /// A regular expression that must match some part of the value; `^` and `$` match its start and end.
        "pattern" pattern: Pattern,
        /// How many characters the value may have, or how many items if it is a list.
        "length" length: LengthRange,
        /// The smallest and the largest number allowed.
        "range" range: NumberRange,
        /// The forms that the date may have, given as examples; the day of an example must be over 12.
        "forms" forms: Forms,
        /// The name that the value must be equal to: that of the file or of its folder.
        "matches" matches: Matches,
        /// No two posts may have the same value.
        "unique" unique: bool,
        /// The field should no longer be used.
        "deprecated" deprecated: Deprecation,
        /// The field is required where every field named here has the given value, or one of the given values.
        "required-when" required_when: Conditions,
        /// What the fields of a nested mapping must be.
        "fields" fields: Fields,
    }
}

written! {
    /// How large a post may be, and how deeply its elements may be nested.
    Limits {
        /// The size of the largest file that is checked, at most 64 MiB: in bytes, or with a unit as in `8 MiB`.
        "file-size" file_size: Size,
        /// How deeply elements may be nested, at most 2,048.
        "depth" depth: Depth,
    }
}

impl Field {
    /// Reports settings that no value could meet: an empty list of values, forms for a type that is not a date.
    fn check(&self, node: &Node, reader: &mut ConfigReader) {
        let Value::Mapping(mapping) = &node.value else { return };
        if let Some(entry) = mapping.get("allowed").filter(|_| self.allowed.as_ref().is_some_and(Vec::is_empty)) {
            reader.wrong("empty-list", entry.key.span, "`allowed` is empty, so that no value is allowed");
        }
        if let (Some(entry), Some(kind)) = (mapping.get("forms"), &self.kind)
            && !kind.is_of_dates()
        {
            reader.wrong("bad-form", entry.key.span, "`forms` is for dates, but `type` is not a date");
        }
    }
}

/// Fields by name, in the order of the config.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(pub(super) Vec<(String, Field)>);

impl FromConfig for Fields {
    const MAY_BE_BARE: bool = true;

    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let entries = reader.entries(node)?;
        let field = |entry: &Entry| {
            if let Some(ours) = as_settings(&entry.value) {
                reader.wants_mapping(entry, &ours);
                return Field::default();
            }
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

/// The settings that are meant by a lone word, as in `author: required`, or by a list of values.
fn as_settings(node: &Node) -> Option<String> {
    let plain = |node: &Node| {
        node.text().filter(|text| !text.contains([',', '[', ']', '{', '}', '"', '\n'])).map(str::to_string)
    };
    match &node.value {
        Value::Scalar { text, .. } if !node.is_null() => foreign_words::settings_of_field(text, is_type(text)),
        Value::Sequence(items) if !items.is_empty() => {
            let values: Vec<String> = items.iter().map(plain).collect::<Option<_>>()?;
            Some(format!("{{allowed: [{}]}}", values.join(", ")))
        }
        _ => None,
    }
}

/// Other settings for some files, in the order of the config.
#[derive(Clone, Debug)]
pub(super) struct Overrides(pub(super) Vec<Override>);

impl FromConfig for Overrides {
    const MAY_BE_BARE: bool = true;

    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let Value::Sequence(items) = &node.value else {
            reader.wants("a list of mappings, each with `files`", node);
            return None;
        };
        if let Some(over) = items.get(limits::GLOBS) {
            let message = format!("`overrides` has {} items; the limit is {}", items.len(), limits::GLOBS);
            reader.wrong("too-many-overrides", over.span, message);
            return None;
        }
        let mut overrides = Vec::new();
        for item in items {
            let before = reader.found.len();
            let Some(over) = Override::read(item, reader) else { continue };
            if over.files.is_none() && reader.found.len() == before {
                reader.refuse("missing-key", item, "needs `files` in each item: the files that the item is for");
            }
            overrides.push(over);
        }
        Some(Self(overrides))
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        let item = Override::schema(definitions);
        json!({ "type": ["array", "null"], "items": { "allOf": [item, { "required": ["files"] }] } })
    }
}
