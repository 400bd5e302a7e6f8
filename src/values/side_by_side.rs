//! A whole front matter as one loader reads it, and as several loaders read it, side by side.
use super::{Loader, Scalar};
use crate::dialect::Generator;
use crate::front_matter::{Entry, FrontMatter, Key, Mapping, Node, Style, Value};
use std::collections::HashMap;
use std::fmt;

/// A value as a loader reads it.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadedValue {
    /// A scalar.
    Scalar(Scalar),
    /// A list.
    List(Vec<LoadedValue>),
    /// A mapping, its keys in the order written, each once.
    Mapping(Vec<(Scalar, LoadedValue)>),
}

/// The generators whose readings are compared.
pub fn compared() -> impl Iterator<Item = Generator> + Clone {
    Generator::all().filter(|generator| generator.facts().is_compared)
}

/// The keys of a mapping, each once, with their values.
pub type Entries = Vec<(Scalar, LoadedValue)>;

/// Why a loader refuses the whole block.
pub type Refusal = &'static str;

/// A front matter as one loader reads it: its keys, each once, with their values.
///
/// # Errors
/// The reason why this loader refuses the block: a key written twice, an unknown alias or tag, an impossible date.
pub fn read(loader: Loader, front: &FrontMatter) -> Result<Entries, Refusal> {
    ValueReader { loader, anchors: HashMap::new(), copied: 0 }.mapping(&front.entries)
}

/// How many values aliases may copy in one block. Loaders share the value of an alias, but here it is copied, and a few lines of nested
/// aliases could stand for millions of values.
const MOST_COPIES: usize = 10_000;

struct ValueReader<'a> {
    loader: Loader,
    anchors: HashMap<&'a str, LoadedValue>,
    /// How many values aliases have copied.
    copied: usize,
}

impl<'a> ValueReader<'a> {
    /// One mapping; the nesting of a tree is bounded where it is parsed.
    fn mapping(&mut self, mapping: &'a Mapping) -> Result<Entries, Refusal> {
        let mut read: Vec<(Scalar, LoadedValue)> = Vec::new();
        let mut inherited: Vec<(Scalar, LoadedValue)> = Vec::new();
        for Entry { key, value, .. } in mapping {
            if self.merges() && key.text == "<<" && key.style == Style::Plain {
                inherited.extend(self.merged(value)?);
                continue;
            }
            let (key, value) = (key_read_by(self.loader, key)?, self.value(value)?);
            match read.iter_mut().find(|(other, _)| *other == key) {
                Some(_) if self.refuses_duplicates() => return Err("a key that is written twice"),
                Some(first) => first.1 = value,
                None => read.push((key, value)),
            }
        }
        for (key, value) in inherited {
            if !read.iter().any(|(other, _)| *other == key) {
                read.push((key, value));
            }
        }
        Ok(read)
    }

    /// The entries that `<<` takes over from other mappings.
    fn merged(&mut self, value: &'a Node) -> Result<Entries, Refusal> {
        match self.value(value)? {
            LoadedValue::Mapping(entries) => Ok(entries),
            LoadedValue::List(parts) if self.loader != Loader::SafeYaml => Ok(parts
                .into_iter()
                .flat_map(|part| match part {
                    LoadedValue::Mapping(entries) => entries,
                    _ => Vec::new(),
                })
                .collect()),
            value if self.loader == Loader::Psych => Ok(vec![(Scalar::Text("<<".into()), value)]),
            _ => Err("a `<<` that is not a mapping"),
        }
    }

    fn merges(&self) -> bool {
        !matches!(self.loader, Loader::Yaml2 | Loader::Serde | Loader::Toml | Loader::Json)
    }

    fn refuses_duplicates(&self) -> bool {
        !matches!(self.loader, Loader::SafeYaml | Loader::Psych | Loader::PyYaml | Loader::Json)
    }

    fn value(&mut self, node: &'a Node) -> Result<LoadedValue, Refusal> {
        let read = match &node.value {
            Value::Scalar { .. } => LoadedValue::Scalar(checked(self.loader.scalar(node).unwrap_or(Scalar::Null))?),
            Value::Sequence(items) => {
                let mut read = Vec::with_capacity(items.len());
                for item in items {
                    read.push(self.value(item)?);
                }
                LoadedValue::List(read)
            }
            Value::Mapping(mapping) => LoadedValue::Mapping(self.mapping(mapping)?),
            Value::Alias(name) => self.copy(name)?,
        };
        if let Some(anchor) = &node.anchor {
            let again = self.anchors.insert(anchor, read.clone()).is_some();
            if again && self.loader == Loader::PyYaml {
                return Err("an anchor that is set twice");
            }
        }
        Ok(read)
    }
}

impl ValueReader<'_> {
    /// The value of an alias.
    fn copy(&mut self, name: &str) -> Result<LoadedValue, Refusal> {
        let Some(value) = self.anchors.get(name) else {
            return match self.loader {
                Loader::SafeYaml => Ok(LoadedValue::Scalar(Scalar::Null)),
                _ => Err("an alias without its anchor"),
            };
        };
        self.copied += value.size();
        if self.copied > MOST_COPIES { Err("too many values from aliases") } else { Ok(value.clone()) }
    }
}

impl LoadedValue {
    /// How many scalars, lists and mappings the value contains, itself included.
    fn size(&self) -> usize {
        match self {
            Self::Scalar(_) => 1,
            Self::List(items) => 1 + items.iter().map(Self::size).sum::<usize>(),
            Self::Mapping(entries) => 1 + entries.iter().map(|(_, value)| value.size()).sum::<usize>(),
        }
    }
}

/// A key as a loader reads it: of any type in Ruby, Python and Rust, always a string in JavaScript and Go.
fn key_read_by(loader: Loader, key: &Key) -> Result<Scalar, Refusal> {
    match loader {
        Loader::SafeYaml | Loader::Psych | Loader::PyYaml | Loader::Serde => {
            checked(loader.resolve(None, key.style, &key.text))
        }
        _ if loader.resolve(None, key.style, &key.text) == Scalar::Null => Ok(Scalar::Text("null".into())),
        _ => Ok(Scalar::Text(key.text.clone())),
    }
}

fn checked(scalar: Scalar) -> Result<Scalar, Refusal> {
    match scalar {
        Scalar::Refused(why) => Err(why),
        scalar => Ok(scalar),
    }
}

impl fmt::Display for LoadedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => scalar.fmt(f),
            Self::List(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index > 0 { ", " } else { "" })?;
                }
                f.write_str("]")
            }
            Self::Mapping(entries) => {
                f.write_str("{")?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    write!(f, "{}{}: {value}", if index > 0 { ", " } else { "" }, key.printed())?;
                }
                f.write_str("}")
            }
        }
    }
}

/// One top-level key, and its value as each of several loaders reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct SideBySide {
    /// The key as written.
    pub key: String,
    /// The values, in the order of the loaders given; `Err` where the loader refuses the block, `Ok(None)` where it reads no such key.
    pub values: Vec<Result<Option<LoadedValue>, Refusal>>,
}

impl SideBySide {
    /// Whether the loaders that read the block read different values.
    pub fn differs(&self) -> bool {
        let mut read = self.values.iter().filter_map(|value| value.as_ref().ok());
        let first = read.next();
        read.any(|value| Some(value) != first)
    }
}

/// The values that each of `loaders` reads, one row for each top-level key in the order written.
pub fn side_by_side(loaders: &[Loader], front: &FrontMatter) -> Vec<SideBySide> {
    let readings: Vec<_> = loaders.iter().map(|loader| read(*loader, front)).collect();
    let mut rows: Vec<SideBySide> = Vec::new();
    for entry in &front.entries {
        if rows.iter().any(|row| row.key == entry.key.text) {
            continue;
        }
        let of_key = |reading: &Result<Entries, Refusal>, loader: Loader| {
            let entries = reading.as_ref().map_err(|why| *why)?;
            let key = key_read_by(loader, &entry.key)?;
            Ok(entries.iter().find(|(other, _)| *other == key).map(|(_, value)| value.clone()))
        };
        let of_loaders = readings.iter().zip(loaders).map(|(reading, loader)| of_key(reading, *loader));
        rows.push(SideBySide { key: entry.key.text.clone(), values: of_loaders.collect() });
    }
    rows
}
