//! Reads a config file: walks its tree and collects every problem in it, each at its bytes.
use super::foreign_words::{self, Ours};
use super::named_files::NamedFiles;
use crate::diagnostic::{Diagnostic, RuleId, Safety, Severity};
use crate::front_matter::{Entry, Mapping, Node, Style, Value};
use crate::text::spelling;
use crate::text::{Edit, Span, limits};
use serde_json::{Map, Value as Json};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::rc::Rc;

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
    /// How many problems were found after those that are kept, and the last of them.
    left_out: (usize, Diagnostic),
    /// The folder that paths in the file are relative to.
    folder: PathBuf,
    /// What those files may be, and how much they may ask for.
    pub(super) files: Rc<NamedFiles>,
}

impl ConfigReader {
    /// A reader of a file in `folder`, which has no links.
    pub(super) fn new(folder: &Path, files: &Rc<NamedFiles>) -> Self {
        let left_out = (0, Diagnostic::new(INVALID, Severity::Error, Span::at(0), ""));
        Self { found: Vec::new(), key: String::new(), left_out, folder: folder.to_path_buf(), files: Rc::clone(files) }
    }

    /// The path of a file that the config names, as named and without links; or why it must not be read.
    pub(super) fn locate(&self, written: &str) -> Result<(PathBuf, PathBuf), String> {
        self.files.locate(&self.folder, written)
    }

    /// Reports a problem at `span`.
    pub(super) fn wrong(&mut self, detail: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let mut finding = Diagnostic::new(INVALID, Severity::Error, span, message);
        finding.detail(detail);
        self.add(finding)
    }

    /// Keeps a problem, or only counts it when there are very many.
    pub(super) fn add(&mut self, finding: Diagnostic) -> &mut Diagnostic {
        let at = self.found.len();
        if at < limits::CONFIG_FINDINGS {
            self.found.push(finding);
            return &mut self.found[at];
        }
        self.left_out = (self.left_out.0 + 1, finding);
        &mut self.left_out.1
    }

    /// All problems, sorted; of those that are not kept, their number.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        let (count, last) = self.left_out;
        if count > 0 {
            let more = if count == 1 { "1 more problem is".to_string() } else { format!("{count} more problems are") };
            let message = format!("{more} left out; at most {} are reported", limits::CONFIG_FINDINGS);
            let mut more = Diagnostic::new(INVALID, Severity::Error, last.span, message);
            more.detail("too-many-problems");
            self.found.push(more);
        }
        self.found.sort_by_key(|finding| finding.span);
        self.found
    }

    /// Reports a value that is not what the key needs.
    pub(super) fn wants(&mut self, wanted: &str, node: &Node) -> &mut Diagnostic {
        let message = format!("`{}` must be {wanted}, not {}", self.key, seen(node));
        let finding = self.wrong("wrong-type", shown_span(node), message);
        if matches!(node.value, Value::Alias(_)) {
            finding.help("aliases are not followed in a config: write the value here");
        }
        finding
    }

    /// Reports a value that is written in the way of another tool, and offers ours.
    pub(super) fn wants_ours(&mut self, wanted: &str, node: &Node, ours: &str) {
        let key = self.key.clone();
        let finding = self.wants(wanted, node);
        finding.help(format!("here it is written `{key}: {ours}`"));
        finding.fix(Safety::Unsafe, format!("write `{ours}`"), vec![Edit::replace(node.span, ours)]);
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
        let place = if self.key == "unknown-fields" { "unknown-fields" } else { what };
        self.unknown_in(place, what, name, span, known);
    }

    /// Reports a key that a mapping of this name does not have.
    pub(super) fn unknown_key<'a>(
        &mut self,
        mapping: &'static str,
        name: &str,
        span: Span,
        known: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
    ) {
        self.unknown_in(mapping, "key", name, span, known);
    }

    fn unknown_in<'a>(
        &mut self,
        place: &'static str,
        what: &'static str,
        name: &str,
        span: Span,
        known: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
    ) {
        let known = known.into_iter();
        let ours = foreign_words::ours(place, name);
        let near = match ours {
            Some(Ours::Word(word)) => Some(word),
            Some(Ours::Written(_)) => None,
            None => spelling::nearest_name(name, known.clone()),
        };
        let detail = if what == "key" { "unknown-key" } else { "unknown-value" };
        let finding = self.wrong(detail, span, format!("unknown {what} `{}`", quoted(name)));
        match (near, ours) {
            (_, Some(Ours::Written(words))) => _ = finding.help(format!("here it is written {words}")),
            (Some(word), Some(_)) => _ = finding.help(format!("here it is written `{word}`")),
            (Some(near), None) => _ = finding.help(format!("did you mean `{near}`?")),
            (None, _) => _ = finding.help(known_here(what, known)),
        }
        if let Some(near) = near {
            finding.fix(Safety::Unsafe, format!("write `{near}`"), vec![Edit::replace(span, near)]);
        }
    }

    /// The text of a scalar that names something: a number or a truth value without quotes was probably put at the wrong key.
    pub(super) fn name<'a>(&mut self, node: &'a Node, wanted: &str) -> Option<&'a str> {
        let text = self.scalar(node, wanted)?;
        let is_plain = matches!(node.value, Value::Scalar { style: Style::Plain, .. });
        if !is_plain || !is_number_or_truth(text) {
            return Some(text);
        }
        let message = format!("`{}` must be {wanted}, not `{}`", self.key, quoted(text));
        let finding = self.wrong("wrong-type", node.span, message);
        finding.help("if it is meant as a text, put it in quotes");
        finding.fix(Safety::Unsafe, "put it in quotes", vec![Edit::replace(node.span, format!("\"{text}\""))]);
        None
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
                self.wants(MAPPING, node);
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
                let message = format!("duplicate key `{}`", quoted(&entry.key.text));
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

    /// Reports the value of an entry where a mapping belongs, and offers the one that was probably intended.
    pub(super) fn wants_mapping(&mut self, entry: &Entry, ours: &str) {
        let outer = std::mem::replace(&mut self.key, entry.key.text.clone());
        self.wants_ours(MAPPING, &entry.value, ours);
        self.key = outer;
    }
}

fn is_number_or_truth(text: &str) -> bool {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    matches!(text, "true" | "false") || is_number && text.parse::<f64>().is_ok()
}

/// What a mapping is called in messages.
pub(super) const MAPPING: &str = "a mapping of `key: value` lines";

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
        Value::Scalar { text, style: Style::Plain } => format!("`{}`", quoted(text)),
        Value::Scalar { text, .. } => format!("the string `{}`", quoted(text)),
        Value::Sequence(_) => "a list".to_string(),
        Value::Mapping(_) => "a mapping".to_string(),
        Value::Alias(name) => format!("the alias `*{name}`"),
    }
}

/// The characters of a text that a message quotes at most.
const MOST_QUOTED: usize = 200;

/// A text of the config as a message quotes it: its first line, cut where it is very long.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => Cow::Owned(format!("{}…", &line[..end])),
        None => Cow::Borrowed(line),
    }
}
