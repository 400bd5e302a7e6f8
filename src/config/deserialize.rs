//! Reads a config file: walks its tree and collects every problem in it, each at its bytes.
use crate::diagnostic::{Diagnostic, RuleId, Safety, Severity};
use crate::files::System;
use crate::front_matter::{Entry, Mapping, Node, Style, Value};
use crate::text::spelling;
use crate::text::{Edit, Span};
use serde_json::{Map, Value as Json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The rule that every finding in a config file belongs to.
pub const INVALID: RuleId = RuleId::new("config/invalid");

/// A part of a config: how it is read from the tree, and its JSON Schema.
pub(super) trait FromConfig: Sized {
    /// Whether the key may have no value, as when all lines below it are commented out; the key then changes nothing.
    const MAY_BE_BARE: bool = false;

    /// Reads the part from its node and reports problems to the reader; `None` when it has no usable value.
    fn read(node: &Node, reader: &mut ConfigReader) -> Option<Self>;

    /// The JSON Schema of the part; mappings put theirs into `definitions` and refer to it.
    fn schema(definitions: &mut Map<String, Json>) -> Json;
}

/// Collects the problems found while a config is read.
#[derive(Debug)]
pub(super) struct ConfigReader {
    /// The problems found so far.
    pub(super) found: Vec<Diagnostic>,
    /// The key whose value is being read, which messages name.
    key: String,
    /// The folder that paths in the file are relative to.
    folder: PathBuf,
    /// Where those files are read from.
    pub(super) system: Arc<dyn System>,
}

impl ConfigReader {
    /// A reader of a file in `folder`.
    pub(super) fn new(folder: &Path, system: &Arc<dyn System>) -> Self {
        let folder = folder.to_path_buf();
        Self { found: Vec::new(), key: String::new(), folder, system: Arc::clone(system) }
    }

    /// The path of a file that the config names.
    pub(super) fn path(&self, written: &str) -> PathBuf {
        self.folder.join(written)
    }

    /// Reports a problem at `span`.
    pub(super) fn wrong(&mut self, detail: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let mut finding = Diagnostic::new(INVALID, Severity::Error, span, message);
        finding.detail(detail);
        let at = self.found.len();
        self.found.push(finding);
        &mut self.found[at]
    }

    /// Reports a value that is not what the key needs.
    pub(super) fn wants(&mut self, wanted: &str, node: &Node) {
        let message = format!("`{}` must be {wanted}, not {}", self.key, seen(node));
        let finding = self.wrong("wrong-type", shown_span(node), message);
        if matches!(node.value, Value::Alias(_)) {
            finding.help("aliases are not followed in a config: write the value here");
        }
    }

    /// Reports a value that has the right type but cannot be used.
    pub(super) fn refuse(&mut self, detail: &'static str, node: &Node, why: &str) {
        let message = format!("`{}` {why}", self.key);
        self.wrong(detail, shown_span(node), message);
    }

    /// Reports a name that is not known, and offers the known one that was probably intended.
    pub(super) fn unknown<'a>(
        &mut self,
        what: &'static str,
        name: &str,
        span: Span,
        known: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
    ) {
        let known = known.into_iter();
        let near = spelling::nearest_name(name, known.clone());
        let detail = if what == "key" { "unknown-key" } else { "unknown-value" };
        let finding = self.wrong(detail, span, format!("unknown {what} `{name}`"));
        if let Some(near) = near {
            finding.help(format!("did you mean `{near}`?"));
            finding.fix(Safety::Unsafe, format!("write `{near}`"), vec![Edit::replace(span, near)]);
        } else {
            finding.help(known_here(what, known));
        }
    }

    /// The text of a scalar; anything else is reported as not what is wanted.
    pub(super) fn scalar<'a>(&mut self, node: &'a Node, wanted: &str) -> Option<&'a str> {
        match node.text() {
            Some(text) if !node.is_null() => Some(text),
            _ => {
                self.wants(wanted, node);
                None
            }
        }
    }

    /// The entries of a mapping, none when there is no value; a duplicate key is reported and its first value is kept.
    pub(super) fn entries<'a>(&mut self, node: &'a Node) -> Option<Vec<&'a Entry>> {
        match &node.value {
            _ if node.is_null() => Some(Vec::new()),
            Value::Mapping(mapping) => Some(self.entries_of(mapping)),
            _ => {
                self.wants("a mapping of `key: value` lines", node);
                None
            }
        }
    }

    /// The entries of a mapping that could be parsed, each key once.
    pub(super) fn entries_of<'a>(&mut self, mapping: &'a Mapping) -> Vec<&'a Entry> {
        let mut entries: Vec<&Entry> = Vec::new();
        let mut first = std::collections::HashMap::new();
        for entry in mapping {
            if let Some(before) = first.insert(entry.key.text.as_str(), entry.key.span) {
                let message = format!("duplicate key `{}`", entry.key.text);
                self.wrong("duplicate-key", entry.key.span, message).label(before, "first used here");
            } else if !entry.broken {
                entries.push(entry);
            }
        }
        entries
    }

    /// Reads the value of an entry; messages name its key.
    pub(super) fn value<T: FromConfig>(&mut self, entry: &Entry) -> Option<T> {
        if T::MAY_BE_BARE && entry.value.is_null() {
            return None;
        }
        let outer = std::mem::replace(&mut self.key, entry.key.text.clone());
        let value = T::read(&entry.value, self);
        self.key = outer;
        value
    }
}

/// How many names are listed when none is similar.
const MAX_SHOWN: usize = 14;

fn known_here<'a>(what: &str, known: impl Iterator<Item = &'a str>) -> String {
    if what == "rule" {
        return "`frontlint rules` lists the rules; a group such as `html` is allowed too".to_string();
    }
    let mut names: Vec<String> = known.take(MAX_SHOWN + 1).map(|name| format!("`{name}`")).collect();
    if names.len() > MAX_SHOWN {
        names[MAX_SHOWN] = "…".to_string();
    }
    format!("allowed here: {}", names.join(", "))
}

/// The bytes to mark for a node: marking a whole mapping or list of several lines would underline half the file.
fn shown_span(node: &Node) -> Span {
    let first = match &node.value {
        Value::Mapping(mapping) => mapping.0.first().map(|entry| entry.key.span),
        Value::Sequence(items) => items.first().map(|item| item.span),
        _ => None,
    };
    // A flow mapping or list starts with its bracket, before its first entry, and is mostly on one line.
    first.filter(|first| first.start() == node.span.start()).unwrap_or(node.span)
}

/// Describes a node for a message.
fn seen(node: &Node) -> String {
    match &node.value {
        _ if node.is_null() => "empty".to_string(),
        Value::Scalar { text, style: Style::Plain } => format!("`{text}`"),
        Value::Scalar { text, .. } => format!("the string `{}`", text.lines().next().unwrap_or("")),
        Value::Sequence(_) => "a list".to_string(),
        Value::Mapping(_) => "a mapping".to_string(),
        Value::Alias(name) => format!("the alias `*{name}`"),
    }
}
