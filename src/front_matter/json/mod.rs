//! JSON: a block in braces, between `;;;` lines or after `---json`, read strictly into the same tree.
//!
//! The parser stops at the first error. What is wrong there is masked, and the text is read again as if it were repaired.
mod explain;
mod quotes;
mod words;

use super::draft::{Draft, Mask};
use super::tree::{Entry, Key, Mapping, Node, Style, Value};
use super::verify::verify_together;
use super::{Read, SyntaxCause as C, SyntaxProblem};
use crate::text::{Span, limits};
use jsonc_parser::ast::{self, ObjectPropName};
use jsonc_parser::errors::ParseError;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::ops::Range;

/// The whitespace of JSON; other spaces are text, or not allowed at all.
const SPACES: [char; 4] = [' ', '\t', '\n', '\r'];

/// Reads a block whose text begins at byte `base` of the file. Hexo leaves out the outer braces between `;;;` lines.
pub(super) fn read(text: &str, base: usize) -> Read {
    if text.trim_matches(SPACES).is_empty() {
        return Read { keys_known: true, ..Read::default() };
    }
    let mut repaired = RepairedText::of(text);
    let keys_known = repaired.run();
    let drafts = std::mem::take(&mut repaired.drafts);
    let is_good = !drafts.is_empty() && verify_together(text, &drafts, is_readable);
    let problems = drafts.into_iter().map(|draft| draft.into_problem(base, is_good)).collect();
    let mut read = Read { problems, keys_known, ..Read::default() };
    let tree = JsonTree { repaired: &repaired, base };
    match parse(&repaired.whole).ok().and_then(|parsed| parsed.value) {
        Some(ast::Value::Object(object)) => {
            read.entries = tree.mapping(&object);
            name_as_written(&mut read.entries, &read.problems, text, base);
            let is_masked = |span: Span| {
                read.problems.iter().any(|problem| span.contains(problem.span) && problem.cause == C::UnquotedText)
            };
            read.entries
                .0
                .iter_mut()
                .for_each(|entry| entry.broken = is_masked(entry.key.span.cover(entry.value.span)));
        }
        Some(other) => read.not_a_mapping = Some(tree.node(&other).span),
        None => {}
    }
    read
}

fn parse(text: &str) -> Result<jsonc_parser::ParseResult<'_>, ParseError> {
    parse_to_ast(text, &CollectOptions::default(), &strict())
}

/// The problem of a block without braces where they are needed, in a post of this text; `None` when it has them, or nothing to enclose.
pub(super) fn without_braces(text: &str, block: Span) -> Option<SyntaxProblem> {
    let content = &text[block.range()];
    let (bare, trimmed) = (content.trim_start_matches(SPACES), content.trim_end_matches(SPACES));
    if bare.is_empty() || has_braces(bare) {
        return None;
    }
    let first = block.end() - bare.len();
    let last = block.start() + trimmed.len();
    let edits = vec![(first..first, "{".into()), (last..last, "}".into())];
    Some(Draft::new(words::missing_braces(), first..first + 1).safe(edits).into_problem(0, true))
}

/// Whether the parser finds nothing wrong before `end`.
fn parses_up_to(text: &str, end: usize) -> bool {
    parse(text).err().is_none_or(|error| error.range().start > end)
}

/// Whether a block can be read as a whole.
fn is_readable(block: &str) -> bool {
    let whole = with_braces(block);
    parses_up_to(&whole, usize::MAX) && !quotes::goes_over_lines(&whole)
}

fn has_braces(block: &str) -> bool {
    block.trim_start_matches(SPACES).starts_with(['{', '['])
}

fn with_braces(block: &str) -> String {
    if has_braces(block) { block.to_string() } else { format!("{{{block}}}") }
}

/// Gives names without quotes, which were masked, their own text.
fn name_as_written(entries: &mut Mapping, problems: &[SyntaxProblem], text: &str, base: usize) {
    let unquoted: Vec<Span> =
        problems.iter().filter(|problem| problem.cause == C::UnquotedText).map(|problem| problem.span).collect();
    let mut open: Vec<&mut Entry> = if unquoted.is_empty() { Vec::new() } else { entries.0.iter_mut().collect() };
    while let Some(entry) = open.pop() {
        if unquoted.contains(&entry.key.span) {
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

/// JSON as its standard (RFC 8259) has it.
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

/// A block in which the problems found so far are masked, so that the rest can be read.
struct RepairedText {
    /// The block with its braces, the problems masked.
    whole: String,
    /// The length of the block as written.
    length: usize,
    /// Where a byte was inserted: the brace before a block without braces, and missing commas.
    inserted: Vec<usize>,
    /// The problems, at their places in the block as written.
    drafts: Vec<Draft>,
}

impl RepairedText {
    fn of(block: &str) -> Self {
        let inserted = if has_braces(block) { Vec::new() } else { vec![0] };
        Self { whole: with_braces(block), length: block.len(), inserted, drafts: Vec::new() }
    }

    /// Finds the problems and masks them. Returns whether all keys are known then.
    fn run(&mut self) -> bool {
        let mut keys_known = true;
        let mut next_line = 0;
        while self.drafts.len() < limits::SYNTAX_PROBLEMS {
            let Some((draft, line)) = quotes::odd_line(&self.whole, next_line) else { break };
            keys_known &= !draft.hides_keys;
            self.mask(draft);
            next_line = self.whole[line.start..].find('\n').map_or(self.whole.len(), |length| line.start + length + 1);
        }
        // Where the parser stopped before.
        let mut reached = None;
        while self.drafts.len() < limits::SYNTAX_PROBLEMS {
            let Err(error) = parse(&self.whole) else { break };
            let start = error.range().start;
            let draft = explain::explain(&self.whole, &error);
            // The mask before did not help: the parser is where it was.
            if reached.is_some_and(|reached| start <= reached) {
                return false;
            }
            let (is_masked, is_inserted) = (draft.mask != Mask::Nothing, draft.mask.range().is_empty());
            reached = Some(start + usize::from(is_masked && is_inserted));
            self.mask(draft);
            if !is_masked {
                return false;
            }
        }
        keys_known
    }

    /// Notes a problem and masks it.
    fn mask(&mut self, draft: Draft) {
        let (range, cover) = (draft.mask.range(), draft.mask.cover(&self.whole));
        let is_masked = draft.mask != Mask::Nothing;
        let moved = draft.moved(|range| self.place(range));
        self.drafts.push(moved);
        if !is_masked {
            return;
        }
        if range.is_empty() {
            self.inserted.iter_mut().filter(|at| **at >= range.start).for_each(|at| *at += 1);
            self.inserted.push(range.start);
        }
        self.whole.replace_range(range, &cover);
    }

    /// The place in the block as written of a place in the text.
    fn place(&self, range: Range<usize>) -> Range<usize> {
        let before = |at: usize| self.inserted.iter().filter(|inserted| **inserted < at).count();
        let place = |at: usize| (at - before(at)).min(self.length);
        place(range.start)..place(range.end).max(place(range.start))
    }
}

struct JsonTree<'t> {
    repaired: &'t RepairedText,
    base: usize,
}

impl JsonTree<'_> {
    fn span(&self, range: jsonc_parser::common::Range) -> Span {
        Span::from(self.repaired.place(range.start..range.end)).shift(self.base)
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
        let colon = self.repaired.whole.get(range.end..start).and_then(|between| between.find(':'));
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
                Value::Scalar { text: self.repaired.whole[range.start..range.end].to_string(), style: Style::Plain }
            }
        };
        Node { value, span: self.span(range), tag: None, anchor: None }
    }
}

fn ranged(value: &ast::Value<'_>) -> jsonc_parser::common::Range {
    use jsonc_parser::common::Ranged as _;
    value.range()
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
    fn places_stay_true_when_something_is_inserted_before_something_else() {
        let text = "ld:م\nr\u{85}\":=\u{ad}\n";
        for problem in read(text, 0).problems {
            let places = problem.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span).chain([problem.span]);
            places.for_each(|span| assert!(text.get(span.range()).is_some(), "{problem:?}"));
        }
    }

    #[test]
    fn an_unusual_space_is_part_of_its_word() {
        let text = "{\na\u{2003}\n}";
        let read = read(text, 0);
        let shown: Vec<&str> = read.problems.iter().map(|problem| &text[problem.span.range()]).collect();
        assert_eq!(shown[0], "a\u{2003}");
    }
}
