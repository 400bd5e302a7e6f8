//! The tree of front matter: every key, colon and value with its bytes, whatever language it was written in.
use crate::text::{Span, spend};

/// The entries of one mapping, in the order written, duplicates included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(pub Vec<Entry>);

impl Mapping {
    /// The last entry with this key, as loaders read it.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        spend(self.0.len());
        self.0.iter().rev().find(|entry| entry.key.text == key)
    }

    /// This mapping and every one inside it, outer ones first.
    pub fn with_nested(&self) -> Vec<&Self> {
        let mut found = vec![self];
        let mut done = 0;
        while done < found.len() {
            let has_more = |node: &&Node| matches!(node.value, Value::Mapping(_) | Value::Sequence(_));
            let values = found[done].iter().map(|entry| &entry.value).rev();
            let mut nodes: Vec<&Node> = values.filter(has_more).collect();
            while let Some(node) = nodes.pop() {
                match &node.value {
                    Value::Mapping(mapping) => found.push(mapping),
                    Value::Sequence(items) => nodes.extend(items.iter().rev().filter(has_more)),
                    Value::Scalar { .. } | Value::Alias(_) => {}
                }
            }
            done += 1;
        }
        found
    }

    /// The entries in the order written.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Mapping {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One `key: value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is before the colon.
    pub key: Key,
    /// The colon (`=` in TOML); `None` when there is none to see.
    pub colon: Option<Span>,
    /// The value; of an entry that could not be read as a whole, what is known of it.
    pub value: Node,
    /// The entry could not be read as written: rules must not judge its value, but its key is there.
    pub broken: bool,
}

/// A key as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its text with quotes and escapes undone; of a key that is a list or mapping, its source.
    pub text: String,
    /// Its bytes, quotes included.
    pub span: Span,
    /// How it is written.
    pub style: Style,
}

/// A value and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Its bytes: quotes, brackets and the header of a block scalar included, blank lines after it not.
    /// Empty, just after the colon, when no value is written.
    pub span: Span,
    /// A tag as written (`!!str`, `!important`), with its bytes.
    pub tag: Option<Box<(String, Span)>>,
    /// An anchor's name as written after `&`.
    pub anchor: Option<Box<str>>,
}

/// What a node is, before any generator interprets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text as the parser gives it (quotes and escapes undone, lines folded); `values` says which type it is.
    Scalar {
        /// Without quotes, escapes and folded line ends.
        text: String,
        /// How it is written.
        style: Style,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// A nested mapping.
    Mapping(Mapping),
    /// `*name`; never expanded.
    Alias(String),
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Without quotes; in TOML and JSON every number, boolean, date and `null`.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`; every JSON string.
    Double,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

impl Node {
    /// Its items when it is a list (those of lists inside it too), itself when it is not.
    pub fn leaves(&self) -> Vec<&Self> {
        let (mut leaves, mut nodes) = (Vec::new(), vec![self]);
        while let Some(node) = nodes.pop() {
            match &node.value {
                Value::Sequence(items) => nodes.extend(items.iter().rev()),
                _ => leaves.push(node),
            }
        }
        leaves
    }

    /// The text, when the node is a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing is written, or only `~` or `null` without quotes.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, style: Style::Plain }
            if self.tag.is_none() && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }
}
