//! YAML: a block read into the tree with libyaml's grammar, and what is wrong where it cannot be read.
//!
//! [`fast_path`] reads the simple blocks, [`parse`] all that are YAML. Where it fails, [`recover`] reads the entries one by one, gets
//! from [`candidates`] what a broken one may suffer from, and tries which of them it is.
mod aliases;
mod candidates;
mod fallback;
mod fast_path;
mod lenient_line;
mod masked;
mod parse;
mod recover;
mod words;

pub(super) use self::words::fence_in_text;
use super::Read;
use super::tree::{Style, Value};
use crate::text::limits;
use parse::{YamlDocument, YamlFailure};

/// Reads a block whose text begins at byte `base` of the file.
pub(super) fn read(text: &str, base: usize) -> Read {
    if text.len() <= limits::VALUES
        && let Some(entries) = fast_path::read(text, base)
    {
        return Read { entries, keys_known: true, ..Read::default() };
    }
    match parse::parse(text, base) {
        // A string that ends where a key begins: one of its lines lacks what makes it an entry.
        Ok(document) if ends_at_a_key(&document, text, base) || is_of_glued_keys(&document, text) => {
            recover::recover(text, base, &YamlFailure::default())
        }
        Ok(document) => whole(document, text, base),
        Err(failure) => recover::recover(text, base, &failure),
    }
}

/// Reads a block whose loader takes each tab at the beginning of a line for two spaces. Here it is one, so that every byte keeps its
/// place; where other lines begin with spaces that is not the same, and the block is read as it is.
pub(super) fn read_with_tabs(text: &str, base: usize) -> Read {
    if text.starts_with(' ') || text.contains("\n ") {
        return read(text, base);
    }
    let spaced = |(number, line): (usize, &str)| {
        let tabs = if number == 0 { 0 } else { line.len() - line.trim_start_matches('\t').len() };
        " ".repeat(tabs) + &line[tabs..]
    };
    let untabbed: String = text.split_inclusive('\n').enumerate().map(spaced).collect();
    read(&untabbed, base)
}

fn ends_at_a_key(document: &YamlDocument, text: &str, base: usize) -> bool {
    let rest = document.rest.and_then(|rest| text.get(rest - base..));
    let Some(Value::Scalar { style, .. }) = document.root.as_ref().map(|node| &node.value) else { return false };
    rest.is_some_and(|rest| match style {
        Style::Plain => !rest.starts_with("---") && !rest.starts_with('%'),
        // `"title":"Foo"`, as in JSON.
        _ => rest.starts_with(':'),
    })
}

/// A block that YAML reads as one string, because no line of it has a colon and a space: `title:Foo`, `title = Foo`.
fn is_of_glued_keys(document: &YamlDocument, text: &str) -> bool {
    let is_text = document.root.as_ref().is_some_and(|node| {
        matches!(node.value, Value::Scalar { style: Style::Plain, .. }) && node.tag.is_none() && node.anchor.is_none()
    });
    is_text && document.rest.is_none() && candidates::all_glued(text)
}

fn whole(document: YamlDocument, text: &str, base: usize) -> Read {
    let problems = aliases::problems(&document.aliases, text, base);
    let mut read = Read { rest: document.rest, problems, keys_known: true, ..Read::default() };
    match document.root {
        None => {}
        Some(node) => match node.value {
            Value::Mapping(entries) => read.entries = entries,
            _ if node.is_null() => {}
            _ => read.not_a_mapping = Some(node.span),
        },
    }
    read
}

/// Whether a text is YAML, a mapping with at least one key.
pub(super) fn is_yaml(text: &str) -> bool {
    let root = parse::parse(text, 0).ok().filter(|document| document.rest.is_none()).and_then(|document| document.root);
    root.is_some_and(|node| matches!(node.value, Value::Mapping(_)))
}
