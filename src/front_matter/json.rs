//! JSON: a block in braces, between `;;;` lines or after `---json`, read strictly into the same tree.
use super::Read;
use super::tree::{Entry, Key, Mapping, Node, Style, SyntaxFault, Value};
use crate::diagnostic::{Fix, Safety};
use crate::text::{Edit, Span};
use jsonc_parser::ast::{self, ObjectPropName};
use jsonc_parser::errors::{ParseError, ParseErrorKind as Kind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::ops::Range;

/// How many errors of one block are told apart.
const MAX_FAULTS: usize = 24;

/// Reads a block whose text begins at byte `base` of the file. Hexo leaves out the outer braces between `;;;` lines.
pub(super) fn read(text: &str, base: usize) -> Read {
    if text.trim().is_empty() {
        return Read { keys_known: true, ..Read::default() };
    }
    let braceless = !text.trim_start().starts_with(['{', '[']);
    let mut whole = if braceless { format!("{{{text}}}") } else { text.to_string() };
    let mut places = Places { base, end: base + text.len(), inserted: if braceless { vec![0] } else { Vec::new() } };
    let mut faults = Vec::new();
    let mut keys_known = true;
    while faults.len() < MAX_FAULTS {
        let Err(error) = parse_to_ast(&whole, &CollectOptions::default(), &strict()) else { break };
        let found = explain(&whole, &error);
        let mask = found.mask.clone();
        faults.push(found.into_fault(&places));
        let Some((range, new)) = mask else {
            keys_known = false;
            break;
        };
        if range.is_empty() {
            places.inserted.push(range.start);
        }
        whole.replace_range(range, &new);
    }
    let mut read = Read { faults, keys_known, ..Read::default() };
    let tree = Tree { text: &whole, places: &places };
    match parse_to_ast(&whole, &CollectOptions::default(), &strict()).ok().and_then(|parsed| parsed.value) {
        Some(ast::Value::Object(object)) => {
            read.entries = tree.mapping(&object);
            let unread = |span: Span| {
                read.faults.iter().any(|fault| span.contains(fault.span) && fault.cause == "unquoted-text")
            };
            read.entries.0.iter_mut().for_each(|entry| entry.broken = unread(entry.key.span.cover(entry.value.span)));
        }
        Some(other) => read.not_a_mapping = Some(tree.node(&other).span),
        None => {}
    }
    read
}

/// JSON as its standard has it.
fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

/// From places in the text that was read to places in the file.
struct Places {
    /// The block's place in the file.
    base: usize,
    /// The block's end in the file.
    end: usize,
    /// Where a byte was put in: the brace before a block without braces, commas that are missing.
    inserted: Vec<usize>,
}

impl Places {
    fn span(&self, start: usize, end: usize) -> Span {
        let before = |at: usize| self.inserted.iter().filter(|inserted| **inserted < at).count();
        let place = |at: usize| (self.base + at - before(at)).min(self.end);
        Span::new(place(start), place(end))
    }
}

struct Tree<'t> {
    text: &'t str,
    places: &'t Places,
}

impl Tree<'_> {
    fn span(&self, range: jsonc_parser::common::Range) -> Span {
        self.places.span(range.start, range.end)
    }

    /// The parser bounds how deep objects nest, so this does, too.
    fn mapping(&self, object: &ast::Object<'_>) -> Mapping {
        Mapping(object.properties.iter().map(|property| self.entry(property)).collect())
    }

    fn entry(&self, property: &ast::ObjectProp<'_>) -> Entry {
        let range = match &property.name {
            ObjectPropName::String(name) => name.range,
            ObjectPropName::Word(name) => name.range,
        };
        let value = self.node(&property.value);
        let start = ranged(&property.value).start;
        let colon = self.text.get(range.end..start).and_then(|between| between.find(':'));
        let colon =
            colon.map(|at| range.end + at).map(|at| self.span(jsonc_parser::common::Range { start: at, end: at + 1 }));
        let key = Key { text: property.name.as_str().to_string(), span: self.span(range), style: Style::Double };
        Entry { key, colon, value, broken: false }
    }

    fn node(&self, value: &ast::Value<'_>) -> Node {
        let range = ranged(value);
        let value = match value {
            ast::Value::StringLit(text) => Value::Scalar { text: text.value.to_string(), style: Style::Double },
            ast::Value::Array(array) => Value::Sequence(array.elements.iter().map(|item| self.node(item)).collect()),
            ast::Value::Object(object) => Value::Mapping(self.mapping(object)),
            ast::Value::NumberLit(_) | ast::Value::BooleanLit(_) | ast::Value::NullKeyword(_) => {
                Value::Scalar { text: self.text[range.start..range.end].to_string(), style: Style::Plain }
            }
        };
        Node { value, span: self.span(range), tag: None, anchor: None }
    }
}

fn ranged(value: &ast::Value<'_>) -> jsonc_parser::common::Range {
    use jsonc_parser::common::Ranged as _;
    value.range()
}

/// An error with its repair, in bytes of the text read.
struct Found {
    cause: &'static str,
    at: Range<usize>,
    message: String,
    help: &'static str,
    repair: Option<(&'static str, Range<usize>, String)>,
    /// The same repair without moving what follows.
    mask: Option<(Range<usize>, String)>,
}

fn explain(text: &str, error: &ParseError) -> Found {
    let range = error.range();
    let at = range.start.min(text.len())..range.end.clamp(range.start, text.len());
    let found = |cause, message: String, help| Found { cause, at: at.clone(), message, help, repair: None, mask: None };
    let blank = |range: Range<usize>| (range.clone(), " ".repeat(range.len()));
    match error.kind() {
        Kind::TrailingCommasNotAllowed => {
            let comma =
                text[..at.start.max(1)].rfind(',').filter(|_| !text[at.clone()].starts_with(',')).unwrap_or(at.start);
            let comma = comma..comma + 1;
            Found {
                at: comma.clone(),
                repair: Some(("remove the comma", comma.clone(), String::new())),
                mask: Some(blank(comma)),
                ..found("trailing-comma", "JSON allows no comma after the last value".into(), "remove the comma")
            }
        }
        Kind::CommentsNotAllowed => {
            let rest = &text[at.start..];
            let length = if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                rest.find('\n').unwrap_or(rest.len())
            };
            let comment = at.start..at.start + rest[..length].trim_end().len();
            let covered: String = text[comment.clone()]
                .chars()
                .flat_map(|c| if c == '\n' { vec!['\n'] } else { vec![' '; c.len_utf8()] })
                .collect();
            Found {
                at: comment.clone(),
                repair: None,
                mask: Some((comment, covered)),
                ..found("comment", "JSON knows no comments".into(), "remove it, or write the front matter in YAML")
            }
        }
        Kind::SingleQuotedStringsNotAllowed => {
            let rest = &text[at.start..];
            let length = rest[1..].find('\'').map_or(rest.len(), |end| end + 2);
            let whole = at.start..at.start + length;
            let inner = rest[1..length].trim_end_matches('\'');
            let new = format!("\"{inner}\"");
            let good = !inner.contains(['"', '\n', '\\']) && length >= 2;
            Found {
                at: whole.clone(),
                repair: good.then(|| ("use double quotes", whole.clone(), new.clone())),
                mask: good.then_some((whole, new)),
                ..found("single-quotes", "JSON knows only double quotes".into(), "write `\"` instead of `'`")
            }
        }
        Kind::ExpectedComma => {
            let end = text[..at.start].trim_end().len();
            Found {
                at: end..end,
                repair: Some(("insert a comma", end..end, ",".into())),
                mask: Some((end..end, ",".into())),
                ..found(
                    "missing-comma",
                    "a comma is missing between two values".into(),
                    "values are separated by commas in JSON",
                )
            }
        }
        Kind::UnexpectedWord | Kind::ExpectedStringObjectProperty => {
            let rest = &text[at.start..];
            let length = rest.find([',', '}', ']', ':', '\n', '\r']).unwrap_or(rest.len());
            let word = rest[..length].trim_end();
            let whole = at.start..at.start + word.len();
            let cover = if word.len() > 1 { format!("\"{}\"", "x".repeat(word.len() - 2)) } else { "0".into() };
            Found {
                at: whole.clone(),
                repair: Some(("quote it", whole.clone(), serde_json::Value::from(word).to_string())),
                mask: (!word.is_empty()).then_some((whole, cover)),
                ..found(
                    "unquoted-text",
                    format!("`{word}` needs double quotes in JSON"),
                    "only numbers, `true`, `false` and `null` stand without quotes",
                )
            }
        }
        Kind::UnterminatedObject | Kind::UnterminatedArray => {
            found("unclosed-bracket", "this bracket is never closed".into(), "close it")
        }
        Kind::ExpectedColonAfterObjectKey => {
            found("missing-colon", "a colon is missing after this key".into(), "write `\"key\": value`")
        }
        other => {
            let words = other.to_string();
            let mut letters = words.chars();
            let words: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
            found(
                "syntax",
                format!("JSON cannot read this: {words}"),
                "keys and texts stand in double quotes, values are separated by commas",
            )
        }
    }
}

impl Found {
    fn into_fault(self, places: &Places) -> SyntaxFault {
        let fix = self.repair.map(|(title, range, new)| Fix {
            title: title.into(),
            safety: Safety::Safe,
            edits: vec![Edit::replace(places.span(range.start, range.end), new)],
        });
        SyntaxFault {
            cause: self.cause,
            span: places.span(self.at.start, self.at.end),
            message: self.message,
            labels: Vec::new(),
            help: Some(self.help.into()),
            fix,
        }
    }
}
