//! What is said where no cause is known: the parser's words made plain.
use super::parse::YamlFailure;
use super::suspect::{Candidate, Mask};
use crate::text::{char_boundary_before, line_end};
use std::ops::Range;

/// What to say when no cause is known: the parser's two marks in plain words.
pub(super) fn unknown(text: &str, stretch: &Range<usize>, failure: &YamlFailure) -> Candidate {
    let at = char_boundary_before(text, failure.at.unwrap_or(stretch.start).clamp(stretch.start, stretch.end));
    let width = text[at..line_end(text, at)].chars().next().map_or(0, char::len_utf8);
    let problem =
        if failure.problem.is_empty() { "YAML cannot read this".to_string() } else { plain_words(failure.problem) };
    let found = Candidate::new("syntax", at..at + width, Mask::Lines(stretch.clone()), problem).help(
        "the front matter cannot be read, so the post is published without its title, layout and date, or not at all",
    );
    match failure.context {
        Some((what, since)) if since != at && since >= stretch.start && since < stretch.end => {
            let since = char_boundary_before(text, since);
            let width = text[since..].chars().next().map_or(0, char::len_utf8);
            found.label(since..since + width, format!("YAML was reading {} that begins here", plain_context(what)))
        }
        _ => found,
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
        "a quoted scalar" => "the quoted text",
        "a plain scalar" => "the text",
        "a block scalar" => "the `|` or `>` text",
        "an alias" => "the alias",
        "an anchor" => "the anchor",
        _ => "the value",
    }
}

/// The parser's problem for people who never heard of tokens.
fn plain_words(problem: &str) -> String {
    match problem {
        "mapping values are not allowed in this context" => "a colon ends a key here where no key can stand".into(),
        "did not find expected key" => "YAML expected a new `key:` here".into(),
        "could not find expected ':'" => "a colon is missing before this place".into(),
        "found character that cannot start any token" => "no value can start with this character".into(),
        "did not find expected '-' indicator" => "YAML expected another item of the list here".into(),
        "block sequence entries are not allowed in this context" => "a list item cannot stand here".into(),
        "found unexpected end of stream" => "the front matter ends inside a quoted text".into(),
        "did not find expected node content" => "YAML expected a value here".into(),
        "did not find expected ',' or '}'" => "a comma or the closing `}` is missing before this place".into(),
        "did not find expected ',' or ']'" => "a comma or the closing `]` is missing before this place".into(),
        other => format!("YAML cannot read this: {other}"),
    }
}
