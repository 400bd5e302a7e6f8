//! YAML: a block read into the tree with libyaml's grammar, and what to say when it cannot be.
mod causes;
mod fallback;
mod fast_path;
mod flow;
mod lenient_line;
mod lines;
mod parse;
mod quote;
mod recover;
mod suspect;
mod value;
mod verify_fix;

use quote::quote;

pub(super) use super::Read;
use super::tree::{Style, SyntaxProblem, Value};
use crate::diagnostic::{Fix, Safety};
use crate::text::Edit;
use parse::{BadAlias, YamlDocument, YamlFailure};

/// Reads a block whose text begins at byte `base` of the file.
pub(super) fn read(text: &str, base: usize) -> Read {
    if let Some(entries) = fast_path::read(text, base) {
        return Read { entries, keys_known: true, ..Read::default() };
    }
    match parse::parse(text, base) {
        // Text that ends where a key begins: one of its lines lacks what makes it an entry.
        Ok(document) if ends_at_a_key(&document, text, base) || is_of_glued_keys(&document, text) => {
            recover::recover(text, base, &YamlFailure::default())
        }
        Ok(document) => whole(document, text, base),
        Err(failure) => recover::recover(text, base, &failure),
    }
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

/// A block that YAML reads as one text, because no line of it has a colon and a blank: `title:Foo`, `title = Foo`.
fn is_of_glued_keys(document: &YamlDocument, text: &str) -> bool {
    let is_text = document.root.as_ref().is_some_and(|node| {
        matches!(node.value, Value::Scalar { style: Style::Plain, .. }) && node.tag.is_none() && node.anchor.is_none()
    });
    is_text && document.rest.is_none() && lines::all_glued(text)
}

fn whole(document: YamlDocument, text: &str, base: usize) -> Read {
    let problems = alias_problems(&document.aliases, text, base);
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

fn alias_problems(aliases: &[BadAlias], text: &str, base: usize) -> Vec<SyntaxProblem> {
    aliases.iter().map(|alias| alias_problem(alias, text, base)).collect()
}

/// `*name` without its `&name`: loaders refuse it, or read nothing.
fn alias_problem(alias: &BadAlias, text: &str, base: usize) -> SyntaxProblem {
    let name = &alias.name;
    let (cause, message) = if alias.circular {
        ("circular-alias", format!("`*{name}` stands inside the value that it stands for"))
    } else {
        ("undefined-alias", format!("`*{name}` refers to an anchor `&{name}` that is not there"))
    };
    let shown = text.get(alias.span.start() - base..alias.span.end() - base).unwrap_or("");
    // `<<: *defaults` wants a mapping, and a text is none.
    let merges = text[..alias.span.start() - base].trim_end().ends_with("<<:");
    let fix = (!alias.circular && !shown.is_empty() && !merges).then(|| Fix {
        title: "quote the value".into(),
        safety: Safety::Unsafe,
        edits: vec![Edit::replace(alias.span, quote(shown))],
    });
    let help = "`*` at the start of a value repeats the value of an anchor; put it in quotes when it is text";
    SyntaxProblem { cause, span: alias.span, message, labels: Vec::new(), help: Some(help.into()), fix }
}

/// Whether a text is YAML, a mapping with at least one key.
pub(super) fn is_yaml(text: &str) -> bool {
    let root = parse::parse(text, 0).ok().filter(|document| document.rest.is_none()).and_then(|document| document.root);
    root.is_some_and(|node| matches!(node.value, Value::Mapping(_)))
}
