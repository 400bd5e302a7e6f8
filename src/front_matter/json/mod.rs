//! JSON: a block in braces, between `;;;` lines or after `---json`, read strictly into the same tree.
mod quotes;

use super::Read;
use super::tree::{Entry, Key, Mapping, Node, Style, SyntaxProblem, Value};
use crate::diagnostic::{Fix, Safety};
use crate::text::{Edit, Span};
use jsonc_parser::ast::{self, ObjectPropName};
use jsonc_parser::errors::{ParseError, ParseErrorKind as Kind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::ops::Range;

/// How many errors of one block are told apart.
const MAX_FAULTS: usize = 24;

/// The blanks of JSON; others are text, or nothing at all.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// Reads a block whose text begins at byte `base` of the file. Hexo leaves out the outer braces between `;;;` lines.
pub(super) fn read(text: &str, base: usize) -> Read {
    if text.trim_matches(BLANKS).is_empty() {
        return Read { keys_known: true, ..Read::default() };
    }
    let braceless = !text.trim_start_matches(BLANKS).starts_with(['{', '[']);
    let mut whole = if braceless { format!("{{{text}}}") } else { text.to_string() };
    let mut places = OffsetMap { base, end: base + text.len(), inserted: if braceless { vec![0] } else { Vec::new() } };
    let mut found: Vec<(SyntaxProblem, Option<Edit>)> = Vec::new();
    let mut keys_known = true;
    let mut next_line = 0;
    while found.len() < MAX_FAULTS {
        let Some((problem, line)) = quotes::odd_line(&whole, next_line) else { break };
        keys_known &= !problem.unread;
        places.cover(&mut whole, problem, &mut found);
        next_line = whole[line.start..].find('\n').map_or(whole.len(), |length| line.start + length + 1);
    }
    // Where the parser stopped before.
    let mut reached = None;
    while found.len() < MAX_FAULTS {
        let Err(error) = parse_to_ast(&whole, &CollectOptions::default(), &strict()) else { break };
        let problem = explain(&whole, &error);
        // What stands in for the problem did not help: the parser is where it was.
        if reached.is_some_and(|reached| error.range().start <= reached) {
            keys_known = false;
            break;
        }
        let put_in = problem.mask.as_ref().is_some_and(|(range, _)| range.is_empty());
        reached = Some(error.range().start + usize::from(put_in));
        if places.cover(&mut whole, problem, &mut found).is_none() {
            keys_known = false;
            break;
        }
    }
    let problems = with_good_fixes(found, text, base);
    let mut read = Read { problems, keys_known, ..Read::default() };
    let tree = JsonTree { text: &whole, places: &places };
    match parse_to_ast(&whole, &CollectOptions::default(), &strict()).ok().and_then(|parsed| parsed.value) {
        Some(ast::Value::Object(object)) => {
            read.entries = tree.mapping(&object);
            name_as_written(&mut read.entries, &read.problems, text, base);
            let unread = |span: Span| {
                read.problems.iter().any(|problem| span.contains(problem.span) && problem.cause == "unquoted-text")
            };
            read.entries.0.iter_mut().for_each(|entry| entry.broken = unread(entry.key.span.cover(entry.value.span)));
        }
        Some(other) => read.not_a_mapping = Some(tree.node(&other).span),
        None => {}
    }
    read
}

/// The problems with their fixes, when the block can be read with all of them.
fn with_good_fixes(found: Vec<(SyntaxProblem, Option<Edit>)>, text: &str, base: usize) -> Vec<SyntaxProblem> {
    let local = |edit: &Edit| {
        let at = |place: usize| place.saturating_sub(base);
        Edit::replace(Span::new(at(edit.span.start()), at(edit.span.end())), edit.text.clone())
    };
    let edits = found.iter().flat_map(|(problem, cover)| match &problem.fix {
        Some(fix) => fix.edits.iter().map(local).collect::<Vec<_>>(),
        None => cover.iter().map(local).collect(),
    });
    let fixed = Edit::apply(text, &edits.collect::<Vec<_>>());
    let is_good = fixed.is_some_and(|fixed| {
        let is_braceless = !fixed.trim_matches(BLANKS).starts_with(['{', '[']);
        let whole = if is_braceless { format!("{{{fixed}}}") } else { fixed };
        parses_up_to(&whole, usize::MAX) && !quotes::goes_over_lines(&whole)
    });
    let problems = found.into_iter().map(|(problem, _)| problem);
    problems.map(|problem| SyntaxProblem { fix: problem.fix.filter(|_| is_good), ..problem }).collect()
}

/// Whether the parser finds nothing wrong before `end`.
fn parses_up_to(text: &str, end: usize) -> bool {
    parse_to_ast(text, &CollectOptions::default(), &strict()).err().is_none_or(|error| error.range().start > end)
}

/// Names that had no quotes, which others stood in for.
fn name_as_written(entries: &mut Mapping, problems: &[SyntaxProblem], text: &str, base: usize) {
    let covered: Vec<Span> =
        problems.iter().filter(|problem| problem.cause == "unquoted-text").map(|problem| problem.span).collect();
    let mut open: Vec<&mut Entry> = if covered.is_empty() { Vec::new() } else { entries.0.iter_mut().collect() };
    while let Some(entry) = open.pop() {
        if covered.contains(&entry.key.span) {
            let shown = &text[entry.key.span.start() - base..entry.key.span.end() - base];
            entry.key.text = shown.trim_matches(['“', '”', '„', '‘', '’']).to_string();
        }
        let mut nodes = vec![&mut entry.value];
        while let Some(node) = nodes.pop() {
            match &mut node.value {
                Value::Sequence(items) => nodes.extend(items),
                Value::Mapping(mapping) => open.extend(mapping.0.iter_mut()),
                _ => {}
            }
        }
    }
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
struct OffsetMap {
    /// The block's place in the file.
    base: usize,
    /// The block's end in the file.
    end: usize,
    /// Where a byte was put in: the brace before a block without braces, commas that are missing.
    inserted: Vec<usize>,
}

impl OffsetMap {
    /// Notes a problem and lets what stands in for it take its place; `None` when nothing does.
    fn cover(
        &mut self,
        whole: &mut String,
        problem: JsonProblem,
        found: &mut Vec<(SyntaxProblem, Option<Edit>)>,
    ) -> Option<()> {
        let mask = problem.mask.clone();
        let cover = mask.clone().map(|(range, new)| Edit::replace(self.span(range.start, range.end), new));
        found.push((problem.into_problem(self), cover));
        let (range, new) = mask?;
        if range.is_empty() {
            self.inserted.iter_mut().filter(|at| **at >= range.start).for_each(|at| *at += 1);
            self.inserted.push(range.start);
        }
        whole.replace_range(range, &new);
        Some(())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let before = |at: usize| self.inserted.iter().filter(|inserted| **inserted < at).count();
        let place = |at: usize| (self.base + at - before(at)).min(self.end);
        Span::new(place(start), place(end))
    }
}

struct JsonTree<'t> {
    text: &'t str,
    places: &'t OffsetMap,
}

impl JsonTree<'_> {
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
struct JsonProblem {
    cause: &'static str,
    at: Range<usize>,
    message: String,
    help: &'static str,
    repair: Option<(&'static str, Range<usize>, String)>,
    /// The same repair without moving what follows.
    mask: Option<(Range<usize>, String)>,
    /// What it covers may hold keys that nobody knows of.
    unread: bool,
}

impl JsonProblem {
    fn new(cause: &'static str, at: Range<usize>, message: impl Into<String>, help: &'static str) -> Self {
        Self { cause, at, message: message.into(), help, repair: None, mask: None, unread: false }
    }

    /// With a repair that may also stand in the text while the rest is read.
    fn mended(self, title: &'static str, at: Range<usize>, new: String) -> Self {
        Self { repair: Some((title, at.clone(), new.clone())), mask: Some((at, new)), ..self }
    }

    /// The same where the repair is of another length, so that `cover` stands in for it.
    fn covered(self, title: &'static str, new: String, cover: String) -> Self {
        let at = self.at.clone();
        Self { repair: Some((title, at.clone(), new)), mask: Some((at, cover)), ..self }
    }
}

const UNQUOTED: &str = "only numbers, `true`, `false` and `null` stand without quotes";

fn explain(text: &str, error: &ParseError) -> JsonProblem {
    let range = error.range();
    let at = range.start.min(text.len())..range.end.clamp(range.start, text.len());
    let before = text[..at.start].trim_end_matches(BLANKS).len();
    match error.kind() {
        Kind::TrailingCommasNotAllowed => {
            let comma =
                text[..at.start.max(1)].rfind(',').filter(|_| !text[at.clone()].starts_with(',')).unwrap_or(at.start);
            let message = "JSON allows no comma after the last value";
            JsonProblem::new("trailing-comma", comma..comma + 1, message, "remove the comma").covered(
                "remove the comma",
                String::new(),
                " ".into(),
            )
        }
        Kind::CommentsNotAllowed => comment(text, at.start),
        // `2017-01-18`: the parser read `2017` and stopped in the middle of the word.
        Kind::ExpectedComma if text[at.start..].starts_with(is_of_word) && text[..at.start].ends_with(is_of_word) => {
            word(text, text[..at.start].trim_end_matches(is_of_word).len())
        }
        Kind::SingleQuotedStringsNotAllowed => single_quotes(text, at.start),
        Kind::ExpectedComma => {
            let message = "a comma is missing between two values";
            JsonProblem::new("missing-comma", before..before, message, "values are separated by commas in JSON").mended(
                "insert a comma",
                before..before,
                ",".into(),
            )
        }
        Kind::UnexpectedWord => constant(text, at.start).unwrap_or_else(|| word(text, at.start)),
        Kind::UnexpectedToken if text[at.start..].starts_with(char::is_alphabetic) => {
            constant(text, at.start).unwrap_or_else(|| word(text, at.start))
        }
        Kind::ExpectedStringObjectProperty => word(text, at.start),
        Kind::UnexpectedCloseBrace | Kind::UnexpectedCloseBracket => closing_bracket(text, at, before),
        Kind::UnterminatedObject | Kind::UnterminatedArray => {
            JsonProblem::new("unclosed-bracket", at, "this bracket is never closed", "close it")
        }
        Kind::ExpectedColonAfterObjectKey => {
            // The parser stops at what follows the key.
            let is_key = text[..before].ends_with('"');
            let found =
                JsonProblem::new("missing-colon", at, "a colon is missing after this key", "write `\"key\": value`");
            if is_key { found.mended("insert a colon", before..before, ":".into()) } else { found }
        }
        Kind::UnexpectedToken if text[at.start..].starts_with(['“', '”', '„']) => curly_quotes(text, at.start),
        other => {
            let words = other.to_string();
            let mut letters = words.chars();
            let words: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
            let help = "keys and texts stand in double quotes, values are separated by commas";
            JsonProblem::new("syntax", at, format!("JSON cannot read this: {words}"), help)
        }
    }
}

fn comment(text: &str, start: usize) -> JsonProblem {
    let rest = &text[start..];
    let length = if rest.starts_with("/*") {
        rest.find("*/").map_or(rest.len(), |end| end + 2)
    } else {
        rest.find('\n').unwrap_or(rest.len())
    };
    let at = start..start + rest[..length].trim_end_matches(BLANKS).len();
    let blank = |c: char| if c == '\n' { "\n".to_string() } else { " ".repeat(c.len_utf8()) };
    let covered: String = text[at.clone()].chars().map(blank).collect();
    let help = "remove it, or write the front matter in YAML";
    JsonProblem { mask: Some((at.clone(), covered)), ..JsonProblem::new("comment", at, "JSON knows no comments", help) }
}

fn single_quotes(text: &str, start: usize) -> JsonProblem {
    let rest = &text[start..];
    let length = rest[1..].find('\'').map_or(rest.len(), |end| end + 2);
    let at = start..start + length;
    let inner = rest[1..length].trim_end_matches('\'');
    let found =
        JsonProblem::new("single-quotes", at.clone(), "JSON knows only double quotes", "write `\"` instead of `'`");
    let good = !inner.contains(['"', '\n', '\\']) && length >= 2;
    if good { found.mended("use double quotes", at, format!("\"{inner}\"")) } else { found }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '+' | '.' | '_')
}

/// A word up to the next sign of JSON's own.
fn word_at(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    rest[..rest.find([',', '}', ']', ':', '\n', '\r']).unwrap_or(rest.len())].trim_end_matches(BLANKS)
}

/// A text without quotes, or with typographic ones.
fn word(text: &str, start: usize) -> JsonProblem {
    let word = word_at(text, start);
    let at = start..start + word.len();
    let inner = word.trim_matches(['“', '”', '„', '‘', '’']);
    let cover = if word.len() > 1 { format!("\"{}\"", "x".repeat(word.len() - 2)) } else { "0".into() };
    let found = JsonProblem::new("unquoted-text", at, format!("`{word}` needs double quotes in JSON"), UNQUOTED)
        .covered("quote it", serde_json::Value::from(inner).to_string(), cover);
    JsonProblem { mask: found.mask.filter(|_| !word.is_empty()), ..found }
}

/// `True`, `None`: a constant as other languages write it.
fn constant(text: &str, start: usize) -> Option<JsonProblem> {
    let word = word_at(text, start);
    let literal = match word.to_lowercase().as_str() {
        "true" => "true",
        "false" => "false",
        "null" | "none" => "null",
        _ => return None,
    };
    let at = start..start + word.len();
    let found = JsonProblem::new("unquoted-text", at, format!("`{word}` is `{literal}` in JSON"), UNQUOTED);
    Some(found.covered("write it as JSON does", literal.into(), format!("{literal:<width$}", width = word.len())))
}

/// `}` while a `[` is open, or a bracket where a value is missing.
fn closing_bracket(text: &str, at: Range<usize>, before: usize) -> JsonProblem {
    let (seen, own, closing) = if text[at.start..].starts_with('}') { ('}', '{', "]") } else { (']', '[', "}") };
    if open_bracket(&text[..at.start]) == Some(own) {
        let help = "a key has a colon and a value in JSON: `\"key\": value`";
        return JsonProblem::new("missing-value", at, format!("a value is missing before this `{seen}`"), help);
    }
    let message = format!("`{seen}` closes nothing here: a `{closing}` is missing before it");
    let help = "brackets close in the order opposite to the one they open in";
    JsonProblem::new("unclosed-bracket", at, message, help).mended(
        "add the closing bracket",
        before..before,
        closing.into(),
    )
}

fn curly_quotes(text: &str, start: usize) -> JsonProblem {
    let inner = &text[start + '“'.len_utf8()..];
    let length = inner.find(['“', '”', '"', '\n', '\r']).unwrap_or(inner.len());
    let closer = inner[length..].chars().next().filter(|c| !matches!(c, '\n' | '\r')).map_or(0, char::len_utf8);
    let at = start..start + '“'.len_utf8() + length + closer;
    let cover = format!("\"{}\"", "x".repeat(at.len() - 2));
    JsonProblem::new("unquoted-text", at, "typographic quotes do not quote in JSON", "write `\"` on both sides")
        .covered("use straight quotes", serde_json::Value::from(&inner[..length]).to_string(), cover)
}

/// The last bracket that is open at the end of a text.
fn open_bracket(text: &str) -> Option<char> {
    let (mut open, mut quoted, mut escaped) = (Vec::new(), false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => open.push(c),
            ']' | '}' if !quoted => _ = open.pop(),
            _ => {}
        }
    }
    open.pop()
}

impl JsonProblem {
    fn into_problem(self, places: &OffsetMap) -> SyntaxProblem {
        let fix = self.repair.map(|(title, range, new)| Fix {
            title: title.into(),
            safety: Safety::Safe,
            edits: vec![Edit::replace(places.span(range.start, range.end), new)],
        });
        SyntaxProblem {
            cause: self.cause,
            span: places.span(self.at.start, self.at.end),
            message: self.message,
            labels: Vec::new(),
            help: Some(self.help.into()),
            fix,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_is_not_closed_ends_with_its_line() {
        for text in ["{\n“a\n}", "{\r\n“a\r\n}"] {
            let read = read(text, 0);
            let shown: Vec<&str> = read.problems.iter().map(|problem| &text[problem.span.range()]).collect();
            assert_eq!(shown.first(), Some(&"“a"), "{text:?}");
        }
    }

    #[test]
    fn places_hold_when_something_is_put_in_before_what_was() {
        let text = "ld:م\nr\u{85}\":=\u{ad}\n";
        for problem in read(text, 0).problems {
            let places = problem.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span).chain([problem.span]);
            places.for_each(|span| assert!(text.get(span.range()).is_some(), "{problem:?}"));
        }
    }

    #[test]
    fn a_blank_of_another_kind_is_part_of_its_word() {
        let text = "{\na\u{2003}\n}";
        let read = read(text, 0);
        let shown: Vec<&str> = read.problems.iter().map(|problem| &text[problem.span.range()]).collect();
        assert_eq!(shown[0], "a\u{2003}");
    }
}
