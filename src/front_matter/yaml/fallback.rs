//! What is said where no cause is known: the parser's own words in plain ones.
use super::parse::YamlFailure;
use crate::front_matter::SyntaxCause;
use crate::front_matter::draft::{Draft, Mask, Wording};
use crate::text::{char_boundary_before, line_end};
use std::ops::Range;

/// A problem without a known cause, at the parser's two marks.
pub(super) fn unknown(text: &str, stretch: &Range<usize>, failure: &YamlFailure) -> Draft {
    let at = char_boundary_before(text, failure.at.unwrap_or(stretch.start).clamp(stretch.start, stretch.end));
    let width = text[at..line_end(text, at)].chars().next().map_or(0, char::len_utf8);
    let words = Wording::new(SyntaxCause::Syntax, plain_problem(failure.problem)).help(
        "the front matter cannot be read, so the post is published without its title, layout and date, or not at all; check quotes, colons and indentation here",
    );
    let draft = Draft::new(words, at..at + width).mask(Mask::Lines(stretch.clone()));
    match failure.context {
        Some((what, since)) if since != at && since >= stretch.start && since < stretch.end => {
            let since = char_boundary_before(text, since);
            let width = text[since..].chars().next().map_or(0, char::len_utf8);
            draft.label(since..since + width, format!("YAML was reading {} that begins here", plain_context(what)))
        }
        _ => draft,
    }
}

/// What the parser was reading, for people who never heard of scalars.
fn plain_context(what: &str) -> &str {
    match what.trim_start_matches("while ").trim_start_matches("parsing ").trim_start_matches("scanning ") {
        "a flow mapping" => "the `{ }` mapping",
        "a flow sequence" => "the `[ ]` list",
        "a block mapping" => "the entry",
        "a block collection" | "a block sequence" => "the list",
        "a simple key" => "the key",
        "a quoted scalar" => "the quoted string",
        "a plain scalar" => "the string",
        "a block scalar" => "the `|` or `>` text",
        "an alias" => "the alias",
        "an anchor" => "the anchor",
        _ => "the value",
    }
}

/// The parser's problem for people who never heard of tokens.
fn plain_problem(problem: &str) -> String {
    match problem {
        "" => "YAML cannot read this".into(),
        "mapping values are not allowed in this context" => "this colon ends a key where no key is allowed".into(),
        "did not find expected key" => "YAML expected a new `key:` here".into(),
        "could not find expected ':'" => "missing colon before this place".into(),
        "found character that cannot start any token" => "a value cannot start with this character".into(),
        "did not find expected '-' indicator" => "YAML expected another list item here".into(),
        "block sequence entries are not allowed in this context" => "a list item is not allowed here".into(),
        "found unexpected end of stream" => "the front matter ends inside a quoted string".into(),
        "did not find expected node content" => "YAML expected a value here".into(),
        "did not find expected ',' or '}'" => "missing comma or closing `}` before this place".into(),
        "did not find expected ',' or ']'" => "missing comma or closing `]` before this place".into(),
        other => format!("YAML cannot read this: {other}"),
    }
}
