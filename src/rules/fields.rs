//! The fields of the config beside the entries of the post: at the top level and in nested mappings.
use crate::config::{Condition, Field, FieldType, Settings};
use crate::front_matter::{Entry, Key, Mapping, Node, Style, Value};
use crate::post::{Post, PostKind};
use crate::text::spelling;
use crate::text::{SourceFile, Span};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// How many posts of a site make the spelling of a key its own.
pub(super) const OWN_SPELLING: usize = 3;

/// A mapping of more entries than this is asked for keys by a table: `field/unknown` asks for known keys at each of its entries.
const FEW_ENTRIES: usize = 32;

/// A mapping of the post, and the fields that the config has for it.
pub(super) struct CheckedMapping<'a> {
    /// The fields of the config.
    pub(super) fields: &'a [Field],
    /// The entries of the post.
    pub(super) entries: &'a Mapping,
    /// Where a missing field is reported: the opening fence, or the key of the mapping.
    pub(super) head: Span,
    /// What comes before the name of a field in messages: nothing, `seo.`, `authors[2].`
    pub(super) prefix: String,
    /// Whether the generator ignores the case of keys (Hugo).
    pub(super) any_case: bool,
    /// Whether all required fields are required here: not of a page, unless the config says so.
    requires_all: bool,
    /// The entries by their keys; made when it is first asked, and only for a large mapping.
    by_key: OnceCell<HashMap<(KeyIn, Cow<'a, str>), &'a Entry>>,
}

/// How a key is looked up in a table.
#[derive(PartialEq, Eq, Hash)]
enum KeyIn {
    OwnCase,
    LowerCase,
}

/// A field of the config that the post has, with its readable value.
pub(super) struct Present<'a> {
    pub(super) field: &'a Field,
    /// The field's name with those of the mappings around it.
    pub(super) name: Cow<'a, str>,
    pub(super) entry: &'a Entry,
}

/// Every mapping for which the config has fields, outer ones first; none when the block cannot be read.
pub(super) fn checked_mappings<'a>(post: &'a Post<'_>, settings: &'a Settings) -> Vec<CheckedMapping<'a>> {
    let Some(block) = post.front().fence.block().filter(|_| post.front().is_readable()) else { return Vec::new() };
    let top = CheckedMapping {
        fields: &settings.fields,
        entries: &post.front().entries,
        head: block.open,
        prefix: String::new(),
        any_case: post.dialect.generator.is_some_and(|generator| generator.facts().keys.any_case),
        requires_all: post.kind == PostKind::Post || settings.pages,
        by_key: OnceCell::new(),
    };
    let mut mappings = vec![top];
    let mut done = 0;
    while done < mappings.len() {
        let inner = mappings[done].inner();
        mappings.extend(inner);
        done += 1;
    }
    mappings
}

/// The fields for which `is_wanted` is true and that have a readable value in the post which is not empty.
pub(super) fn present<'a>(
    post: &'a Post<'_>,
    settings: &'a Settings,
    is_wanted: fn(&Field) -> bool,
) -> impl Iterator<Item = Present<'a>> {
    // Most configs have no such field at all.
    let has_any = settings.fields.iter().any(|field| is_wanted(field) || !field.fields.is_empty());
    let mut present = Vec::new();
    if has_any {
        for mapping in checked_mappings(post, settings) {
            mapping.add_present(is_wanted, &mut present);
        }
    }
    present.into_iter()
}

impl<'a> CheckedMapping<'a> {
    /// Whether this is the post's own mapping, not one inside it.
    pub(super) fn is_top(&self) -> bool {
        self.prefix.is_empty()
    }

    /// The entry of a key, as the generator finds it.
    pub(super) fn entry(&self, key: &str) -> Option<&'a Entry> {
        if self.entries.0.len() > FEW_ENTRIES {
            return self.entry_in_table(key);
        }
        let found = self.entries.get(key);
        if found.is_some() || !self.any_case {
            return found;
        }
        self.entries.0.iter().rev().find(|entry| spelling::is_same(&entry.key.text, key))
    }

    /// The same from the table. Of entries with one key the last one counts, and before it one whose key is written just so.
    fn entry_in_table(&self, key: &str) -> Option<&'a Entry> {
        let by_key = self.by_key.get_or_init(|| {
            let mut by_key = HashMap::new();
            for entry in self.entries {
                by_key.insert((KeyIn::OwnCase, entry.key.text.as_str().into()), entry);
                if self.any_case {
                    by_key.insert((KeyIn::LowerCase, spelling::folded(&entry.key.text).into()), entry);
                }
            }
            by_key
        });
        let found = by_key.get(&(KeyIn::OwnCase, key.into()));
        let found = found.or_else(|| {
            let folded = self.any_case.then(|| spelling::folded(key).into())?;
            by_key.get(&(KeyIn::LowerCase, folded))
        });
        found.copied()
    }

    /// Whether the generator reads two keys as the same.
    pub(super) fn same(&self, one: &str, other: &str) -> bool {
        one == other || self.any_case && spelling::is_same(one, other)
    }

    fn add_present(&self, is_wanted: fn(&Field) -> bool, present: &mut Vec<Present<'a>>) {
        for field in self.fields.iter().filter(|field| is_wanted(field)) {
            let entry = self.entry(&field.name).filter(|entry| !entry.broken && !is_empty(&entry.value));
            present.extend(entry.map(|entry| Present { field, name: self.name(field), entry }));
        }
    }

    /// The field's name with those of the mappings around it.
    pub(super) fn name<'f>(&self, field: &'f Field) -> Cow<'f, str> {
        if self.is_top() { field.name.as_str().into() } else { format!("{}{}", self.prefix, field.name).into() }
    }

    /// The mappings inside this one for which the config has fields.
    fn inner(&self) -> Vec<Self> {
        let mut inner = Vec::new();
        for field in self.fields.iter().filter(|field| !field.fields.is_empty()) {
            let Some(entry) = self.entry(&field.name).filter(|entry| !entry.broken) else { continue };
            let mut add = |node: &'a Node, head: Span, prefix: String| {
                if let Value::Mapping(entries) = &node.value {
                    let Self { any_case, requires_all, .. } = *self;
                    let (fields, by_key) = (field.fields.as_slice(), OnceCell::new());
                    inner.push(Self { fields, entries, head, prefix, any_case, requires_all, by_key });
                }
            };
            match &entry.value.value {
                Value::Sequence(items) => {
                    for (index, item) in items.iter().enumerate() {
                        let head = first_key(item).unwrap_or(entry.key.span);
                        add(item, head, format!("{}{}[{}].", self.prefix, field.name, index + 1));
                    }
                }
                _ => add(&entry.value, entry.key.span, format!("{}{}.", self.prefix, field.name)),
            }
        }
        inner
    }

    /// Whether the post must have this field here.
    pub(super) fn requires(&self, field: &Field) -> bool {
        if !self.requires_all && !field.of_pages {
            return false;
        }
        let is_met = |condition: &Condition| {
            let value = self.entry(&condition.field).and_then(|entry| entry.value.text());
            value.is_some_and(|value| condition.values.iter().any(|wanted| wanted == value))
        };
        field.required || !field.required_when.is_empty() && field.required_when.iter().all(is_met)
    }
}

/// The key that a line begins with, or that a key is, without the signs around it; `None` when there are none.
pub(super) fn bare_key(line: &str) -> Option<&str> {
    const SIGNS: &[char] = &[
        '-', '*', '@', '%', '&', '!', '>', '`', '_', '“', '”', '„', '«', '»', '"', '\'', '[', ']', '{', '}', '<', ',',
        ' ', '\t',
    ];
    let line = line.trim_end();
    let end = line.find([':', '=']).unwrap_or(line.len());
    let key = line[..end].trim_matches(SIGNS);
    (!key.is_empty() && key.len() < line[..end].trim_end().len()).then_some(key)
}

/// A key with another name, in the quotes that it has.
pub(super) fn renamed(key: &Key, name: &str) -> String {
    match key.style {
        Style::Double => format!("\"{name}\""),
        Style::Single => format!("'{name}'"),
        _ => name.to_string(),
    }
}

/// Where a mapping in a list begins.
fn first_key(item: &Node) -> Option<Span> {
    let Value::Mapping(mapping) = &item.value else { return None };
    mapping.0.first().map(|entry| entry.key.span)
}

/// Whether a value is empty: not written, null, only white space, an empty list or mapping.
pub(super) fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Scalar { text, .. } => node.is_null() || text.trim_start().is_empty(),
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(mapping) => mapping.0.is_empty(),
        Value::Alias(_) => false,
    }
}

/// The scalars of a value: the value itself, or those of its list.
pub(super) fn scalars(node: &Node) -> Vec<(&Node, &str)> {
    let nodes = match &node.value {
        Value::Sequence(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    nodes.iter().filter_map(|node| Some((node, node.text()?))).collect()
}

/// Whether a template fills in the value (`{{ site.x }}`), so that the written text is not the final value.
pub(super) fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

/// The values of a field with the type that each must have, taken out of the lists that the type allows: for `list of date` each item as a
/// `date`. A value that is not a list where one is required comes with the type of the list.
pub(super) fn leaves<'a>(kind: &'a FieldType, node: &'a Node) -> Vec<(&'a FieldType, &'a Node)> {
    let mut open = vec![(kind, node)];
    let mut leaves = Vec::new();
    while let Some((kind, node)) = open.pop() {
        match (kind, &node.value) {
            (FieldType::List(None), Value::Sequence(_)) | (_, Value::Alias(_)) => {}
            (FieldType::List(Some(inner)) | FieldType::OneOrMany(inner), Value::Sequence(items)) => {
                open.extend(items.iter().rev().map(|item| (&**inner, item)));
            }
            (FieldType::OneOrMany(inner), _) => open.push((inner, node)),
            _ => leaves.push((kind, node)),
        }
    }
    leaves
}

/// The bytes of a part of a scalar's text, when the text is in the file just as it is read, without escapes.
pub(super) fn part_of(node: &Node, part: Range<usize>, source: &SourceFile) -> Option<Span> {
    let at = node.span.start() + source.slice(node.span).find(node.text()?)?;
    Some(Span::from(part).shift(at))
}
