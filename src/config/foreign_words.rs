//! Words of other tools (JSON Schema, eslint, markdownlint, yamllint, other front matter checkers) that people write in a config, and ours.

/// What is written instead of a word of another tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ours {
    /// The same value, by this name.
    Word(&'static str),
    /// Something else, as the end of the sentence "here it is written …".
    Written(&'static str),
}
use Ours::{Word, Written};

/// Words, in lower case and without `-` and `_`, each list with what is written instead.
type Words = &'static [(&'static [&'static str], Ours)];

const FILE: Words = &[
    (&["preset", "presets", "extend", "inherit"], Word("extends")),
    (&["engine", "ssg", "framework", "platform", "sitegenerator"], Word("generator")),
    (&["language", "lang", "locales", "languages"], Word("locale")),
    (
        &["include", "includes", "files", "paths", "path", "glob", "globs", "content", "contentdir", "yamlfiles"],
        Word("posts"),
    ),
    (
        &["ignore", "ignores", "ignorepatterns", "ignorefiles", "ignorepaths", "excludes", "excludefiles", "skip"],
        Word("exclude"),
    ),
    (&["schema", "properties", "frontmatter", "attributes", "keys", "columns"], Word("fields")),
    (
        &["required", "requiredfields", "mandatory"],
        Written("`fields: {title: {required: true}}`, each field with what it needs"),
    ),
    (
        &["additionalproperties", "strict", "noextra", "allowunknown", "extrafields"],
        Written("`unknown-fields: error`, or `allow`, or `warn-near-miss`"),
    ),
    (&["levels", "severity", "severities", "checks", "lint", "linters"], Word("rules")),
    (
        &["disable", "disabled", "off", "select", "enable", "default"],
        Written("`rules: {group/name: off}`, or as `--select` and `--ignore`"),
    ),
    (&["maxfilesize", "filesize", "maxsize"], Written("`limits: {file-size: 8 MiB}`")),
    (
        &["plugins", "plugin", "parser", "parseroptions", "env", "globals"],
        Written("nowhere: there are no plugins, and all rules are built in"),
    ),
    (&["root"], Written("nowhere: the config of a post is the nearest one, and configs are not merged")),
    (&["config"], Written("without this key: its lines begin at the margin")),
];

const OVERRIDE: Words = &[
    (
        &["path", "paths", "glob", "globs", "include", "includes", "pattern", "patterns", "file", "posts", "for"],
        Word("files"),
    ),
    (&["schema", "properties"], Word("fields")),
    (&["excludedfiles", "exclude", "ignore"], Written("as a later item with the other settings, as later items win")),
];

const FIELD: Words = &[
    (
        &["format", "dateformat", "dateformats", "datefmt"],
        Written(
            "`type: date` (also `datetime`, `url`, `email`…), and `forms: [\"2017-01-18\"]` for how dates are written",
        ),
    ),
    (&["maxlength", "maxlen", "maxitems", "maxchars", "maxcount"], Written("`length: {max: …}`")),
    (&["minlength", "minlen", "minitems", "minchars", "mincount"], Written("`length: {min: …}`")),
    (&["maximum", "max", "exclusivemaximum", "lte", "le"], Written("`range: {max: …}`")),
    (&["minimum", "min", "exclusiveminimum", "gte", "ge"], Written("`range: {min: …}`")),
    (
        &[
            "enum",
            "values",
            "options",
            "choices",
            "oneof",
            "anyof",
            "in",
            "allowedvalues",
            "allow",
            "allowlist",
            "const",
            "one",
        ],
        Word("allowed"),
    ),
    (&["enumfrom", "valuesfrom", "vocabulary", "ref", "$ref"], Word("allowed-from")),
    (&["regex", "regexp", "match", "re", "matching"], Word("pattern")),
    (&["mandatory", "require", "presence", "needed", "must"], Word("required")),
    (&["optional", "nullable"], Written("`required: false`")),
    (&["requiredif", "if", "when", "dependentrequired", "dependencies"], Written("`required-when: {layout: post}`")),
    (&["properties", "keys", "children", "schema"], Word("fields")),
    (&["items", "element", "elements", "of"], Written("`type: list of string`")),
    (&["kind", "datatype", "typeof"], Word("type")),
    (&["uniqueitems", "distinct"], Word("unique")),
    (&["renamed", "replacedby", "use", "alias", "renameto"], Written("`deprecated: {use: …}`")),
    (&["forbidden", "disallow", "banned", "removed"], Written("`deprecated: true`")),
    (&["description", "title", "comment", "examples", "example", "default", "label"], Written("as a comment: `# …`")),
    (&["severity", "level"], Written("in `rules`, for all fields: `rules: {field/missing: warning}`")),
];

const BOUNDS: Words = &[
    (&["minimum", "least", "from", "start", "gte"], Word("min")),
    (&["maximum", "most", "to", "upto", "end", "lte", "limit"], Word("max")),
];

const LIMITS: Words = &[
    (&["maxfilesize", "size", "maxsize", "bytes"], Word("file-size")),
    (&["maxdepth", "nesting", "maxnesting"], Word("depth")),
];

const LEVELS: Words = &[
    (&["0", "false", "none", "disable", "disabled", "never", "ignore", "allow", "silent"], Word("off")),
    (&["1", "warnings", "medium", "minor"], Word("warning")),
    (&["2", "err", "errors", "deny", "forbid", "fatal", "critical", "major", "high"], Word("error")),
    (&["notice", "hint", "note", "information", "suggestion", "low"], Word("info")),
    (&["true", "on", "enable", "enabled", "always", "yes"], Written("as a level: `warning` or `error`")),
];

const TYPES: Words = &[
    (&["str", "char", "varchar"], Word("string")),
    (&["int", "long", "whole"], Word("integer")),
    (&["float", "double", "decimal", "numeric"], Word("number")),
    (&["bool", "flag", "checkbox", "true/false"], Word("boolean")),
    (&["array", "sequence", "tuple", "set", "tags"], Word("list")),
    (&["object", "dict", "dictionary", "map", "hash", "table"], Word("mapping")),
    (&["timestamp", "date time", "time", "isodate"], Word("datetime")),
    (&["uri", "href", "link", "iri"], Word("url")),
    (&["path", "file", "image", "uri reference", "urireference", "asset"], Word("url-or-path")),
    (&["markdown", "multiline", "textarea"], Word("text")),
    (
        &["strings", "string[]", "list of strings", "array of string", "array of strings", "list[string]", "list[str]"],
        Word("list of string"),
    ),
    (&["enum", "choice", "select"], Written("`allowed: […]`, without a type")),
    (&["regex", "regexp", "pattern"], Written("`pattern: …`, without a type")),
];

const UNKNOWN_FIELDS: Words = &[
    (&["warn", "warning"], Word("warn-near-miss")),
    (&["ignore", "off", "true", "allowed"], Word("allow")),
    (&["deny", "forbid", "false", "strict", "disallow"], Word("error")),
];

/// What is written here instead of this word; `place` is the mapping of a key, or what kind of name it is.
pub(super) fn ours(place: &str, word: &str) -> Option<Ours> {
    let words = match place {
        "File" => FILE,
        "Override" => OVERRIDE,
        "Field" => FIELD,
        "Bounds" => BOUNDS,
        "Limits" => LIMITS,
        "level" => LEVELS,
        "type" => TYPES,
        "unknown-fields" => UNKNOWN_FIELDS,
        _ => return None,
    };
    let plain = word.to_lowercase().replace(['-', '_'], "");
    let found = words.iter().find(|(foreign, _)| foreign.contains(&&*plain)).map(|(_, ours)| *ours)?;
    // Ours with other capitals or joined in another way is a misspelt word.
    if matches!(found, Word(ours) if ours == plain) { None } else { Some(found) }
}

/// What was intended by a value where the settings of a field belong: `author: required`.
pub(super) fn settings_of_field(value: &str, is_type: bool) -> Option<String> {
    Some(match value.to_lowercase().as_str() {
        "required" | "mandatory" | "true" | "yes" | "always" | "must" => "{required: true}".to_string(),
        "optional" | "false" | "no" => "{required: false}".to_string(),
        "unique" => "{unique: true}".to_string(),
        "deprecated" | "forbidden" => "{deprecated: true}".to_string(),
        _ if is_type => format!("{{type: {value}}}"),
        other => match ours("type", other)? {
            Word(kind) => format!("{{type: {kind}}}"),
            Written(_) => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn words_are_found_however_they_are_joined() {
        for word in ["max-length", "maxLength", "max_length", "MaxLength"] {
            assert_eq!(ours("Field", word), Some(Written("`length: {max: …}`")), "{word}");
        }
        assert_eq!(ours("Field", "required"), None);
        assert_eq!(ours("Somewhere", "maxLength"), None);
    }

    #[test]
    fn no_word_has_two_meanings_in_one_place() {
        for words in [FILE, OVERRIDE, FIELD, BOUNDS, LIMITS, LEVELS, TYPES, UNKNOWN_FIELDS] {
            let all: Vec<&str> = words.iter().flat_map(|(words, _)| *words).copied().collect();
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
        }
    }
}
