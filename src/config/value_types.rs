//! The types of values in a config: names, strings, lists, globs, patterns, sizes.
use super::deserialize::{ConfigReader, FromConfig, quoted};
use super::settings::{Matches, UnknownFields};
use crate::dialect::{Flavour, Generator};
use crate::front_matter::{Node, Style, Value};
use crate::text::{Span, limits};
use crate::values::Locale;
use globset::{Glob, GlobBuilder, GlobSet};
use regex::{Regex, RegexBuilder};
use serde_json::{Map, Value as Json, json};

/// A value that is one of a few names.
trait OneOf: Copy + 'static {
    /// What messages call such a name.
    const WHAT: &'static str;
    /// The names with their values.
    const NAMES: &'static [(&'static str, Self)];
    /// Names that are accepted, too, but not listed.
    const OTHER_NAMES: &'static [(&'static str, Self)] = &[];
}

fn named<T: OneOf>(node: &Node, reader: &mut ConfigReader) -> Option<T> {
    let name = reader.scalar(node, &format!("a name such as `{}`", T::NAMES[0].0))?;
    let known = T::NAMES.iter().chain(T::OTHER_NAMES).find(|(known, _)| *known == name);
    if known.is_none() {
        reader.unknown(T::WHAT, name, node.span, T::NAMES.iter().map(|(name, _)| *name));
    }
    known.map(|(_, value)| *value)
}

fn names_of<T: OneOf>() -> Vec<&'static str> {
    T::NAMES.iter().map(|(name, _)| *name).collect()
}

impl OneOf for Generator {
    const WHAT: &'static str = "generator";
    const NAMES: &'static [(&'static str, Self)] = Self::LIST;
}

impl OneOf for Flavour {
    const WHAT: &'static str = "Markdown flavour";
    const NAMES: &'static [(&'static str, Self)] = &[
        ("kramdown", Self::Kramdown),
        ("commonmark", Self::Commonmark),
        ("python-markdown", Self::PythonMarkdown),
        ("mdx", Self::Mdx),
        ("none", Self::None),
    ];
}

impl OneOf for UnknownFields {
    const WHAT: &'static str = "value";
    const NAMES: &'static [(&'static str, Self)] =
        &[("allow", Self::Allow), ("warn-near-miss", Self::WarnNearMiss), ("error", Self::Error)];
}

impl OneOf for Matches {
    const WHAT: &'static str = "value";
    const NAMES: &'static [(&'static str, Self)] = &[("file-stem", Self::FileStem), ("folder", Self::Folder)];
}

macro_rules! written_as_name {
    ($($kind:ty),+) => {$(
        impl FromConfig for $kind {
            fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
                named(node, reader)
            }

            fn schema(_: &mut Map<String, Json>) -> Json {
                json!({ "enum": names_of::<Self>() })
            }
        }
    )+};
}
written_as_name!(UnknownFields, Matches);

/// A language by its code; a region after the code is ignored.
impl FromConfig for Locale {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let code = reader.scalar(node, "a language such as `fr`")?;
        let locale = Self::from_code(code);
        if locale.is_none() {
            reader.unknown("language", code, node.span, Self::ALL.map(Self::code));
        }
        locale
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        let codes = Self::ALL.map(Self::code);
        json!({ "anyOf": [{ "enum": codes }, { "type": "string", "pattern": format!("^({})[-_]", codes.join("|")) }] })
    }
}

/// A name, or `auto` for what is detected from the site's own files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Auto<T>(pub(super) Option<T>);

impl<T: OneOf> FromConfig for Auto<T> {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        if node.text() == Some("auto") {
            return Some(Self(None));
        }
        named(node, reader).map(|value| Self(Some(value)))
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        let names: Vec<&str> = ["auto"].into_iter().chain(names_of::<T>()).collect();
        json!({ "enum": names })
    }
}

impl FromConfig for bool {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        match &node.value {
            Value::Scalar { text, style: Style::Plain } if text == "true" => Some(true),
            Value::Scalar { text, style: Style::Plain } if text == "false" => Some(false),
            _ => {
                reader.wants("`true` or `false`", node);
                None
            }
        }
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        json!({ "type": "boolean" })
    }
}

/// The text of a scalar without quotes: in quotes it is a string.
fn plain(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar { text, style: Style::Plain } => Some(text),
        _ => None,
    }
}

impl FromConfig for usize {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let number = plain(node).and_then(|text| text.parse().ok());
        if number.is_none() {
            reader.wants("a whole number, 0 or more", node);
        }
        number
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }
}

impl FromConfig for f64 {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let number = plain(node).and_then(|text| text.parse().ok()).filter(|number: &Self| number.is_finite());
        if number.is_none() {
            reader.wants("a number", node);
        }
        number
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        json!({ "type": "number" })
    }
}

impl FromConfig for String {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        reader.scalar(node, "a string").map(str::to_string)
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        json!({ "type": ["string", "number", "boolean"] })
    }
}

/// A list; a single value is a list of one.
impl<T: FromConfig> FromConfig for Vec<T> {
    const MAY_BE_BARE: bool = true;

    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let items = match &node.value {
            Value::Sequence(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        // Every item is read before the first failure ends the list, so that all problems are reported at once.
        let read: Vec<Option<T>> = items.iter().map(|item| T::read(item, reader)).collect();
        read.into_iter().collect()
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        let item = T::schema(definitions);
        json!({ "anyOf": [item, { "type": "array", "items": item }] })
    }
}

/// A string together with its bytes in the file, for later messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Located {
    /// The string.
    pub(super) text: String,
    /// The bytes of the string.
    pub(super) span: Span,
}

impl FromConfig for Located {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        Some(Self { text: String::read(node, reader)?, span: node.span })
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        json!({ "type": "string" })
    }
}

/// Globs of files below the folder of the config, as in `.gitignore`: one without a slash matches at any depth, and one that names
/// a folder matches everything in it.
#[derive(Clone, Debug)]
pub(super) struct Globs(pub(super) GlobSet);

/// The text of one glob.
struct GlobText(Located);

impl FromConfig for GlobText {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let text = reader.name(node, "a glob such as `_posts/**`")?.to_string();
        Some(Self(Located { text, span: node.span }))
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        Located::schema(definitions)
    }
}

impl FromConfig for Globs {
    const MAY_BE_BARE: bool = true;

    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let globs: Vec<Located> = Vec::<GlobText>::read(node, reader)?.into_iter().map(|glob| glob.0).collect();
        if let Some(over) = globs.get(limits::GLOBS) {
            let message = format!("there are {} globs here; the limit is {}", globs.len(), limits::GLOBS);
            reader.wrong("too-many-globs", over.span, message);
            return None;
        }
        let read: Vec<Option<[Glob; 2]>> = globs.iter().map(|glob| read_glob(glob, reader)).collect();
        let read: Vec<[Glob; 2]> = read.into_iter().collect::<Option<_>>()?;
        let set = GlobSet::new(read.iter().flatten());
        if set.is_err() {
            refuse_set(&globs, &read, node, reader);
        }
        set.ok().map(Self)
    }

    fn schema(definitions: &mut Map<String, Json>) -> Json {
        Vec::<Located>::schema(definitions)
    }
}

impl Globs {
    /// A glob that matches every file.
    pub(super) fn everything() -> Self {
        let every = Glob::new("**").and_then(|glob| GlobSet::new([glob]));
        Self(every.expect("`**` is a glob"))
    }
}

/// Reports globs that can be read but not matched together: the one that alone is too much, else all of them.
fn refuse_set(written: &[Located], globs: &[[Glob; 2]], node: &Node, reader: &mut ConfigReader) {
    let too_much = written.iter().zip(globs).find(|(_, globs)| GlobSet::new(*globs).is_err());
    if let Some((glob, _)) = too_much {
        let message = format!("the glob `{}` is too complex: write several shorter ones", quoted(&glob.text));
        reader.wrong("bad-glob", glob.span, message);
    } else {
        let message = "these globs are too much to be matched together: write fewer or shorter ones";
        reader.wrong("too-many-globs", written.first().map_or(node.span, |glob| glob.span), message);
    }
}

/// The globs for a file or folder, and for everything in the folder.
fn read_glob(written: &Located, reader: &mut ConfigReader) -> Option<[Glob; 2]> {
    let text = written.text.trim_end_matches('/');
    let refuse = |reader: &mut ConfigReader, detail: &'static str, why: &str| {
        reader.wrong(detail, written.span, format!("the glob `{}` {why}", quoted(&written.text)));
        None
    };
    if text.len() > limits::GLOB_LENGTH {
        let why = format!("has {} bytes; the limit is {}", text.len(), limits::GLOB_LENGTH);
        return refuse(reader, "bad-glob", &why);
    }
    if !reader.files.globs.take(text.len()) {
        let why = format!("is too much: all globs of a config may have {} KiB together", limits::GLOB_BYTES >> 10);
        return refuse(reader, "too-many-globs", &why);
    }
    if text.starts_with('!') {
        return refuse(reader, "bad-glob", "starts with `!`, which is not supported; use `exclude`");
    }
    if text.split('/').any(|part| part == "..") {
        return refuse(reader, "bad-glob", "points outside the folder of the config");
    }
    let anchored = match text.strip_prefix('/').or_else(|| text.strip_prefix("./")) {
        Some(text) => text.to_string(),
        None if text.contains('/') => text.to_string(),
        None => format!("**/{text}"),
    };
    let build = |text: &str| GlobBuilder::new(text).literal_separator(true).build();
    match (build(&anchored), build(&format!("{anchored}/**"))) {
        (Ok(itself), Ok(below)) => Some([itself, below]),
        (Err(error), _) | (_, Err(error)) => refuse(reader, "bad-glob", &format!("is not valid: {}", error.kind())),
    }
}

/// A regular expression.
#[derive(Clone, Debug)]
pub(super) struct Pattern(pub(super) Regex);

/// The memory in bytes that a pattern may take: the least that is enough is taken from what all patterns of the config may have.
const PATTERN_SIZES: [usize; 3] = [64 << 10, 1 << 20, 10 << 20];

impl FromConfig for Pattern {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let text = reader.name(node, "a regular expression")?;
        for size in PATTERN_SIZES {
            let why = match RegexBuilder::new(text).size_limit(size).build() {
                Ok(pattern) if reader.files.patterns.take(size) => return Some(Self(pattern)),
                Ok(_) => {
                    let limit = limits::PATTERN_BYTES >> 20;
                    format!("cannot be used: all patterns of a config may take {limit} MiB of memory together")
                }
                Err(regex::Error::CompiledTooBig(_)) if size < PATTERN_SIZES[2] => continue,
                Err(regex::Error::CompiledTooBig(_)) => {
                    "takes more than 10 MiB of memory: repeat less, or allow fewer characters".to_string()
                }
                Err(error) => {
                    // The last line of the error has the reason; the lines before draw the position below the pattern.
                    let error = error.to_string();
                    format!("is not valid: {}", error.lines().last().unwrap_or("").trim_start_matches("error: "))
                }
            };
            reader.wrong("bad-pattern", node.span, format!("the pattern `{}` {why}", quoted(text)));
            return None;
        }
        None
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        json!({ "type": "string", "format": "regex" })
    }
}

/// A size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size(pub(super) u64);

impl FromConfig for Size {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let size = node.text().and_then(|text| {
            let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            let unit = match text[digits..].trim().to_ascii_lowercase().as_str() {
                "" | "b" | "bytes" => 1,
                "k" | "kb" | "kib" => 1 << 10,
                "m" | "mb" | "mib" => 1 << 20,
                "g" | "gb" | "gib" => 1 << 30,
                _ => return None,
            };
            text[..digits].parse::<u64>().ok()?.checked_mul(unit)
        });
        let Some(size) = size else {
            reader.wants("a size such as `8 MiB`", node);
            return None;
        };
        if size > limits::LARGEST_FILE_SIZE {
            reader.refuse("impossible-range", node, "is more than 64 MiB, the largest size supported");
            return None;
        }
        Some(Self(size))
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        json!({ "type": ["integer", "string"], "minimum": 0, "maximum": limits::LARGEST_FILE_SIZE })
    }
}

/// How deeply elements may be nested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Depth(pub(super) usize);

impl FromConfig for Depth {
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self> {
        let depth = usize::read(node, reader)?;
        if depth > limits::DEEPEST {
            reader.refuse("impossible-range", node, "is more than 2048, the greatest depth supported");
            return None;
        }
        Some(Self(depth))
    }

    fn schema(_: &mut Map<String, Json>) -> Json {
        json!({ "type": "integer", "minimum": 0, "maximum": limits::DEEPEST })
    }
}
