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
use super::tree::{Mapping, Style, Value};
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
/// place; the texts are those with two. Where other lines begin with spaces, one may not be the same as two, and if it is not, the
/// block is read as it is.
pub(super) fn read_with_tabs(text: &str, base: usize) -> Read {
    if !text.contains("\n\t") {
        return read(text, base);
    }
    let mut as_one = read(&tabs_as(" ", text), base);
    let as_two = read(&tabs_as("  ", text), base);
    let is_same = as_two.problems.is_empty() && take_texts(&mut as_one.entries, as_two.entries);
    if !is_same && (text.starts_with(' ') || text.contains("\n ")) { read(text, base) } else { as_one }
}

/// A block with other characters for each tab that a line but the first begins with.
fn tabs_as(space: &str, text: &str) -> String {
    let line = |(number, line): (usize, &str)| {
        let tabs = if number == 0 { 0 } else { line.len() - line.trim_start_matches('\t').len() };
        space.repeat(tabs) + &line[tabs..]
    };
    text.split_inclusive('\n').enumerate().map(line).collect()
}

/// Takes the texts of other entries into the same places, as long as both have the same keys and the same kinds of values; whether they
/// have throughout.
fn take_texts(entries: &mut Mapping, others: Mapping) -> bool {
    let mut open = vec![(entries, others)];
    while let Some((entries, others)) = open.pop() {
        if entries.0.len() != others.0.len() {
            return false;
        }
        let mut nodes = Vec::new();
        for (entry, other) in entries.0.iter_mut().zip(others.0) {
            if entry.key.text != other.key.text {
                return false;
            }
            nodes.push((&mut entry.value, other.value));
        }
        while let Some((node, other)) = nodes.pop() {
            match (&mut node.value, other.value) {
                (Value::Scalar { text, style }, Value::Scalar { text: other, style: same }) if *style == same => {
                    *text = other;
                }
                (Value::Alias(name), Value::Alias(other)) if *name == other => {}
                (Value::Sequence(items), Value::Sequence(others)) if items.len() == others.len() => {
                    nodes.extend(items.iter_mut().zip(others));
                }
                (Value::Mapping(mapping), Value::Mapping(other)) => open.push((mapping, other)),
                _ => return false,
            }
        }
    }
    true
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
