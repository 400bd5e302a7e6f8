//! YAML: a block read into the tree with libyaml's grammar, and what to say when it cannot be.
mod parse;

use super::tree::{Mapping, SyntaxFault, Value};
use crate::text::Span;
use parse::BadAlias;

/// What a block of YAML says.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) entries: Mapping,
    pub(super) faults: Vec<SyntaxFault>,
    pub(super) not_a_mapping: Option<Span>,
    /// Text that loaders drop, from here to the end of the block.
    pub(super) rest: Option<usize>,
}

/// Reads a block whose text begins at byte `base` of the file.
pub(super) fn read(text: &str, base: usize) -> Read {
    match parse::parse(text, base) {
        Ok(document) => {
            let faults = document.aliases.iter().map(alias_fault).collect();
            let mut read = Read { rest: document.rest, faults, ..Read::default() };
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
        Err(failure) => {
            let at = failure.at.unwrap_or(base);
            let fault = SyntaxFault {
                cause: "syntax",
                span: Span::at(at),
                message: failure.problem.to_string(),
                labels: Vec::new(),
                help: None,
                fix: None,
            };
            Read { faults: vec![fault], ..Read::default() }
        }
    }
}

fn alias_fault(alias: &BadAlias) -> SyntaxFault {
    let name = &alias.name;
    let (cause, message) = if alias.circular {
        ("circular-alias", format!("`*{name}` stands inside the value that it stands for"))
    } else {
        ("undefined-alias", format!("`*{name}` refers to an anchor `&{name}` that is not there"))
    };
    SyntaxFault { cause, span: alias.span, message, labels: Vec::new(), help: None, fix: None }
}
