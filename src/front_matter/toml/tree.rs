//! What the parser of TOML read, as entries with their bytes; lines that it could not read are entries, too.
use super::word_length;
use crate::front_matter::Read;
use crate::front_matter::tree::{Entry, Key, Mapping, Node, Style, Value};
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

pub(super) struct TomlTree<'t> {
    pub(super) text: &'t str,
    pub(super) base: usize,
}

impl TomlTree<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(range.start, range.end).shift(self.base)
    }

    /// The table's entries in the order written. The parser bounds how deep tables nest, so this does, too.
    pub(super) fn mapping(&self, table: &DeTable<'_>) -> Mapping {
        let mut entries: Vec<Entry> =
            table.iter().filter(|(key, _)| !key.span().is_empty()).map(|(key, value)| self.entry(key, value)).collect();
        entries.sort_by_key(|entry| entry.key.span);
        Mapping(entries)
    }

    fn entry(&self, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) -> Entry {
        let shown = &self.text[key.span()];
        let style = match shown.chars().next() {
            Some('"') => Style::Double,
            Some('\'') => Style::Single,
            _ => Style::Plain,
        };
        let value = self.node(value);
        let end = key.span().end;
        let between = self.text.get(end..value.span.start().saturating_sub(self.base)).unwrap_or("");
        let equals = between.find('=').filter(|_| !between.contains('\n'));
        let colon = equals.map(|at| self.span(end + at..end + at + 1));
        Entry {
            key: Key { text: key.get_ref().to_string(), span: self.span(key.span()), style },
            colon,
            value,
            broken: false,
        }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let mut span = value.span();
        let shown = self.text.get(span.clone()).unwrap_or("");
        let value = match value.get_ref() {
            DeValue::String(text) => {
                let style = match shown.chars().next() {
                    Some('\'') => Style::Single,
                    Some('"') => Style::Double,
                    _ => Style::Plain,
                };
                Value::Scalar { text: text.to_string(), style }
            }
            DeValue::Array(items) => Value::Sequence(items.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => {
                let mapping = self.mapping(table);
                // A `[table]` reaches to its last entry; its own span is that of its header.
                if let Some(last) = mapping.0.last().filter(|_| !shown.starts_with('{')) {
                    let first = mapping.0[0].key.span.start() - self.base;
                    span = first..last.value.span.end().max(last.key.span.end()) - self.base;
                }
                Value::Mapping(mapping)
            }
            _ => Value::Scalar { text: shown.to_string(), style: Style::Plain },
        };
        Node { value, span: self.span(span), tag: None, anchor: None }
    }

    /// Keys written twice, each after the one before it in the tree.
    pub(super) fn duplicates(&self, keys: &[Range<usize>], entries: &Mapping) -> Vec<(Span, Span)> {
        let mut places: HashMap<&str, Vec<Span>> = HashMap::new();
        if !keys.is_empty() {
            for entry in entries.with_nested().into_iter().flatten() {
                places.entry(&entry.key.text).or_default().push(entry.key.span);
            }
            for spans in places.values_mut() {
                spans.sort_unstable();
            }
        }
        let with_earlier = |key: &Range<usize>| {
            let later = self.span(key.clone());
            let spans = places.get(&self.text[key.clone()]).map_or(&[][..], Vec::as_slice);
            let before = spans.partition_point(|span| *span < later).checked_sub(1);
            (before.map_or(later, |at| spans[at]), later)
        };
        keys.iter().map(with_earlier).collect()
    }

    /// Adds the keys of lines that could not be read: they are written all the same.
    pub(super) fn keep_keys(&self, lines: &[Range<usize>], read: &mut Read) {
        if lines.is_empty() {
            return;
        }
        let of_table = read.entries.0.len();
        let mut written: HashSet<Span> =
            read.entries.with_nested().into_iter().flatten().map(|entry| entry.key.span).collect();
        for line in lines {
            let length = word_length(&self.text[line.clone()]);
            if length == 0 {
                read.keys_known = false;
                continue;
            }
            let entry = self.broken_entry(line, length);
            if written.insert(entry.key.span) {
                read.entries.0.push(entry);
            } else if let Ok(at) = read.entries.0[..of_table].binary_search_by_key(&entry.key.span, |e| e.key.span) {
                read.entries.0[at].broken = true;
            }
        }
        read.entries.0.sort_by_key(|entry| entry.key.span);
    }

    /// The entry of a line that begins with a key of this length in bytes.
    fn broken_entry(&self, line: &Range<usize>, length: usize) -> Entry {
        let key = line.start..line.start + length;
        let rest = self.text[key.end..line.end].trim_start_matches([' ', '\t', ':', '=']);
        let value = line.end - rest.len()..line.end;
        Entry {
            key: Key { text: self.text[key.clone()].to_string(), span: self.span(key), style: Style::Plain },
            colon: None,
            value: Node {
                value: Value::Scalar { text: rest.to_string(), style: Style::Plain },
                span: self.span(value),
                tag: None,
                anchor: None,
            },
            broken: true,
        }
    }
}
