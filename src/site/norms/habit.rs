//! The habit of one key in a group of posts: in how many it is, its type, the forms of its dates, its values.
use super::place;
use super::traits::{KeyTraits, ScalarKind, ScalarTraits, Written};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

/// The most values of a vocabulary.
pub const LARGEST_VOCABULARY: usize = 12;
/// Of so many values one is what most of them are: 19 of 20.
const USUAL: usize = 20;
/// The longest value of a vocabulary, in bytes.
const LONGEST_VALUE: usize = 40;

/// The type of a value, as the habits of a site tell types apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NormKind {
    /// A string, or a number or date that a template prints as it is written.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A date.
    Date,
    /// A list of strings.
    Texts,
    /// A list with items of other types.
    List,
    /// One string, or a list of them.
    OneOrManyTexts,
    /// A mapping.
    Mapping,
}

/// What a folder or a file has to do with the values of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// The value is the name of the folder that contains the post.
    Folder,
    /// The value is the name of the file.
    FileStem,
}

/// The habit of one key in a group of posts.
#[derive(Clone, Debug)]
pub struct Habit {
    /// The key.
    pub name: String,
    /// How many posts have it, or get it from the site.
    pub posts: usize,
    /// How many of them have a value that could be read.
    pub valued: usize,
    /// The type that nearly all values have.
    pub kind: Option<NormKind>,
    /// How many values have another type.
    pub of_other_kind: usize,
    /// The forms of dates, most usual first: an example and how many have it.
    pub forms: Vec<(String, usize)>,
    /// The different values with the number of their uses, most usual first; empty when there are too many for a vocabulary, or when
    /// new ones keep coming.
    pub vocabulary: Vec<(String, usize)>,
    /// The data file of the site that holds the values, and all that it holds.
    pub file: Option<(String, Arc<HashSet<String>>)>,
    /// What the value repeats in nearly all posts.
    pub repeats: Option<Repeats>,
}

/// The values of one key in a group of posts.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyValues<'a> {
    pub(super) values: Vec<&'a KeyTraits>,
    /// The post of each value, by its number.
    pub(super) posts: Vec<usize>,
    pub(super) inherited: usize,
}

/// Whether `part` is nearly all of `whole`.
pub(super) fn is_usual(part: usize, whole: usize) -> bool {
    whole > 0 && part * USUAL >= whole * (USUAL - 1)
}

/// Whether a scalar is written as a date.
fn is_date(scalar: &ScalarTraits) -> bool {
    scalar.date.is_some()
}

/// Whether the values of a key are dates, so that every other one of them is a mistake.
pub(super) fn are_dates(values: &[&KeyTraits]) -> bool {
    let ones = values.iter().filter_map(|key| match &key.value {
        Written::One(scalar) => Some(scalar),
        _ => None,
    });
    let (dates, all) = ones.fold((0, 0), |(dates, all), scalar| (dates + usize::from(is_date(scalar)), all + 1));
    is_usual(dates, all)
}

/// The type of one value; `None` when nothing can be said.
pub fn kind_of(value: &Written, dates: bool) -> Option<NormKind> {
    Some(match value {
        Written::Empty | Written::Unknown => return None,
        Written::Mapping => NormKind::Mapping,
        Written::Many(scalars, others) => {
            let is_text = |scalar: &ScalarTraits| {
                matches!(scalar.kind, ScalarKind::Text | ScalarKind::Integer | ScalarKind::Date)
            };
            if *others || !scalars.iter().all(is_text) { NormKind::List } else { NormKind::Texts }
        }
        Written::One(scalar) if dates && is_date(scalar) => NormKind::Date,
        Written::One(scalar) => match scalar.kind {
            ScalarKind::Text | ScalarKind::Date => NormKind::Text,
            ScalarKind::Integer => NormKind::Integer,
            ScalarKind::Float => NormKind::Number,
            ScalarKind::Boolean => NormKind::Boolean,
            ScalarKind::Other => return None,
        },
    })
}

impl NormKind {
    /// Whether a value of the type `other` is right where this type is usual.
    pub fn takes(self, other: Self) -> bool {
        match self {
            Self::Text => matches!(other, Self::Text | Self::Integer | Self::Date),
            Self::Number => matches!(other, Self::Integer | Self::Number),
            Self::OneOrManyTexts => matches!(other, Self::Text | Self::Integer | Self::Date | Self::Texts),
            Self::List => matches!(other, Self::List | Self::Texts),
            _ => self == other,
        }
    }

    /// What a value of the type is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Texts => "list of string",
            Self::List => "list",
            Self::OneOrManyTexts => "one-or-many of string",
            Self::Mapping => "mapping",
        }
    }

    /// What a value of the type is called in a sentence: `a list`.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Boolean => "`true` or `false`",
            Self::Date => "a date",
            Self::Texts | Self::List => "a list",
            Self::OneOrManyTexts => "a string or a list",
            Self::Mapping => "a mapping",
        }
    }
}

impl Repeats {
    /// Whether a value is the name of the folder of the file, or of the file.
    pub fn is_met(self, value: &str, place: &Path) -> bool {
        match self {
            Self::Folder => place::folders(place).last() == Some(&value),
            Self::FileStem => is_stem(value, place),
        }
    }
}

/// Whether a value is the name of the file, with or without its date and extension.
fn is_stem(value: &str, place: &Path) -> bool {
    let stem = place.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
    let bare = |value: &str| {
        let end = value.rsplit_once('.').filter(|(_, end)| matches!(*end, "md" | "html" | "markdown"));
        end.map_or(value, |(bare, _)| bare).to_string()
    };
    let is_of_date =
        |(at, byte): (usize, u8)| if matches!(at, 4 | 7 | 10) { byte == b'-' } else { byte.is_ascii_digit() };
    let without_date = |name: &str| match name.get(..11) {
        Some(date) if date.bytes().enumerate().all(is_of_date) => name[11..].to_string(),
        _ => name.to_string(),
    };
    without_date(&bare(stem)) == without_date(&bare(value))
}

impl Habit {
    /// The habit of a key with these values.
    pub(super) fn of(name: &str, key: &KeyValues<'_>) -> Self {
        let values = &key.values;
        let dates = are_dates(values);
        let kinds: Vec<NormKind> = values.iter().filter_map(|key| kind_of(&key.value, dates)).collect();
        let (kind, of_other_kind) = usual_kind(&kinds);
        Self {
            name: name.to_string(),
            posts: values.iter().filter(|key| !matches!(key.value, Written::Empty)).count() + key.inherited,
            valued: kinds.len(),
            kind,
            of_other_kind,
            forms: if kind == Some(NormKind::Date) { forms(values) } else { Vec::new() },
            vocabulary: kind.map_or(Vec::new(), |kind| vocabulary(kind, values)),
            file: None,
            repeats: None,
        }
    }
}

/// The type that nearly all values have, and how many have another one.
fn usual_kind(kinds: &[NormKind]) -> (Option<NormKind>, usize) {
    let all = kinds.len();
    let fitting = |kind: NormKind| kinds.iter().filter(|other| kind.takes(**other)).count();
    // Narrow types first: a list of strings is a list, and a whole number a number.
    let narrow = [NormKind::Boolean, NormKind::Date, NormKind::Integer, NormKind::Mapping, NormKind::Texts];
    let wide = [NormKind::Number, NormKind::Text, NormKind::OneOrManyTexts, NormKind::List];
    let found = narrow.into_iter().chain(wide).find(|kind| is_usual(fitting(*kind), all));
    // A few numbers among many texts are texts, and a list of texts is one of other things where any has those.
    (found, found.map_or(0, |kind| all - fitting(kind)))
}

/// The forms of dates by families, with an example of each.
fn forms(values: &[&KeyTraits]) -> Vec<(String, usize)> {
    let mut families: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for scalar in values.iter().flat_map(|key| key.value.scalars()) {
        if let (Some(date), Some(text)) = (&scalar.date, &scalar.text) {
            families.entry(date.parts()).or_insert((text, 0)).1 += 1;
        }
    }
    let mut forms: Vec<(String, usize)> =
        families.into_values().map(|(example, posts)| (example.to_string(), posts)).collect();
    forms.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    forms
}

/// The values of a key that are one of a few; empty when new ones keep coming.
fn vocabulary(kind: NormKind, values: &[&KeyTraits]) -> Vec<(String, usize)> {
    if !matches!(kind, NormKind::Text | NormKind::Texts | NormKind::OneOrManyTexts) {
        return Vec::new();
    }
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for scalar in values.iter().flat_map(|key| key.value.scalars()) {
        let word = scalar.text.as_deref().filter(|text| scalar.kind == ScalarKind::Text && is_word(text));
        let Some(word) = word else { return Vec::new() };
        *uses.entry(word).or_default() += 1;
        // One more than a vocabulary has may be a misspelt one.
        if uses.len() > 2 * LARGEST_VOCABULARY {
            return Vec::new();
        }
    }
    let all: usize = uses.values().sum();
    let rare = uses.values().filter(|uses| **uses == 1).count();
    let keeps_coming = rare * USUAL > all || uses.len() * 5 > all;
    if keeps_coming || uses.len() - rare > LARGEST_VOCABULARY {
        return Vec::new();
    }
    let mut found: Vec<(String, usize)> = uses.into_iter().map(|(word, uses)| (word.to_string(), uses)).collect();
    found.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    found
}

/// Whether a value may be one of a vocabulary: no path, no address, no number, no sentence.
fn is_word(text: &str) -> bool {
    text.len() <= LONGEST_VALUE
        && !text.contains(['/', '\n', '<'])
        && text.chars().any(char::is_alphabetic)
        && text.trim() == text
}
