//! What the learner of habits notes of one post: its keys, and what the site's loader makes of each value. Small and owned.
use crate::front_matter::{Entry, Node, Value};
use crate::post::{Post, PostKind};
use crate::text::{Position, SourceFile, Span};
use crate::values::date::{self, Cause, DateFamily, DateOptions};
use crate::values::{Loader, Scalar};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// How many bytes of a value are kept; no longer value is compared with others.
const LONGEST_TEXT: usize = 120;
/// How many items of a list are kept.
const MOST_ITEMS: usize = 50;

/// What is noted of one post.
#[derive(Clone, Debug)]
pub struct PostTraits {
    /// The path that reports show.
    pub path: PathBuf,
    /// The path from the root of the site, by which posts are grouped.
    pub place: PathBuf,
    /// Whether it is a post or a page; the page of a section is one, too.
    pub kind: PostKind,
    /// Where what is missing is reported: the opening fence.
    pub head: Spot,
    /// The keys, each once.
    pub keys: Vec<KeyTraits>,
    /// The fields that the site gives the post.
    pub inherited: Vec<String>,
}

/// A key of a post, and its value.
#[derive(Clone, Debug)]
pub struct KeyTraits {
    /// The name of the key.
    pub name: Box<str>,
    /// Where the key is.
    pub at: Spot,
    /// The value.
    pub value: Written,
}

/// A value as it is written.
#[derive(Clone, Debug)]
pub enum Written {
    /// Nothing is written.
    Empty,
    /// One value.
    One(ScalarTraits),
    /// A list: its scalars, and whether it has other items.
    Many(Vec<ScalarTraits>, bool),
    /// A mapping.
    Mapping,
    /// What cannot be judged: a template, an alias, a broken entry.
    Unknown,
}

/// A scalar of a post.
#[derive(Clone, Debug)]
pub struct ScalarTraits {
    /// What the loader of the site makes of it.
    pub kind: ScalarKind,
    /// The text, unless it is long.
    pub text: Option<Box<str>>,
    /// Where it is.
    pub at: Spot,
    /// How it is written, if it can be read as a date.
    pub date: Option<DateFamily>,
}

/// What a loader makes of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarKind {
    /// A string.
    Text,
    /// A whole number.
    Integer,
    /// Any other number.
    Float,
    /// True or false.
    Boolean,
    /// A date.
    Date,
    /// Anything else.
    Other,
}

/// A place in a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The bytes.
    pub span: Span,
    /// Where they begin.
    pub position: Position,
}

impl Spot {
    fn of(span: Span, source: &SourceFile) -> Self {
        Self { span, position: source.position(span.start()) }
    }
}

impl PostTraits {
    /// What there is to note of a post; `None` when its front matter cannot be read as a whole. `path` is shown by reports, and
    /// `inherited` are the fields that the site gives the post.
    pub fn of(post: &Post<'_>, path: &Path, inherited: Vec<String>) -> Option<Self> {
        let front = post.front();
        let block = front.fence.block().filter(|_| front.is_readable())?;
        let loader = Loader::of(post.dialect, front.format());
        let is_last = |entry: &&Entry| front.get(&entry.key.text).is_some_and(|last| std::ptr::eq(last, *entry));
        let key = |entry: &Entry| KeyTraits {
            name: entry.key.text.as_str().into(),
            at: Spot::of(entry.key.span, post.source),
            value: if entry.broken { Written::Unknown } else { written(&entry.value, loader, post.source) },
        };
        Some(Self {
            path: path.to_path_buf(),
            place: post.source.site_path().to_path_buf(),
            // What posts have in common says nothing about the pages of their sections.
            kind: if is_section(post.source.site_path()) { PostKind::Page } else { post.kind },
            head: Spot::of(block.open, post.source),
            keys: front.entries.iter().filter(is_last).map(key).collect(),
            inherited,
        })
    }

    /// The key with this name.
    pub fn key(&self, name: &str) -> Option<&KeyTraits> {
        self.keys.iter().find(|key| &*key.name == name)
    }

    /// The text of a key whose value is one string.
    pub fn text(&self, name: &str) -> Option<&str> {
        match &self.key(name)?.value {
            Written::One(scalar) => scalar.text.as_deref(),
            _ => None,
        }
    }
}

/// Whether the file is the page of a section, not a post in it: `_index.md`, `_index.fr.md`.
pub fn is_section(place: &Path) -> bool {
    let stem = place.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
    stem.split_once('.').map_or(stem, |(bare, _)| bare) == "_index"
}

/// Gives keys that differ only by case the spelling that most posts have, as to some generators they are the same key.
pub fn unify_case(posts: &mut [PostTraits]) {
    let mut spellings: HashMap<String, BTreeMap<Box<str>, usize>> = HashMap::new();
    for key in posts.iter().flat_map(|post| &post.keys) {
        *spellings.entry(key.name.to_lowercase()).or_default().entry(key.name.clone()).or_default() += 1;
    }
    for key in posts.iter_mut().flat_map(|post| &mut post.keys) {
        let usual = spellings.get(&key.name.to_lowercase()).filter(|known| known.len() > 1);
        if let Some((usual, _)) = usual.and_then(|known| known.iter().max_by_key(|(_, posts)| **posts)) {
            key.name.clone_from(usual);
        }
    }
}

impl Written {
    /// The scalars: the one value, or those of the list.
    pub fn scalars(&self) -> &[ScalarTraits] {
        match self {
            Self::One(scalar) => std::slice::from_ref(scalar),
            Self::Many(scalars, _) => scalars,
            _ => &[],
        }
    }
}

fn written(node: &Node, loader: Loader, source: &SourceFile) -> Written {
    match &node.value {
        Value::Mapping(mapping) if mapping.0.is_empty() => Written::Empty,
        Value::Mapping(_) => Written::Mapping,
        Value::Sequence(items) if items.is_empty() => Written::Empty,
        Value::Sequence(items) => {
            let scalars: Vec<_> =
                items.iter().take(MOST_ITEMS).filter_map(|item| scalar(item, loader, source)).collect();
            let others = items.iter().any(|item| item.text().is_none());
            Written::Many(scalars, others)
        }
        Value::Alias(_) => Written::Unknown,
        Value::Scalar { text, .. } if node.is_null() || text.trim_start().is_empty() => Written::Empty,
        Value::Scalar { .. } => scalar(node, loader, source).map_or(Written::Unknown, Written::One),
    }
}

/// A scalar; `None` for what a template fills in.
fn scalar(node: &Node, loader: Loader, source: &SourceFile) -> Option<ScalarTraits> {
    let text = node.text()?;
    if text.contains("{{") || text.contains("{%") {
        return None;
    }
    let kind = match loader.scalar(node)? {
        Scalar::Text(_) => ScalarKind::Text,
        Scalar::Integer(_) => ScalarKind::Integer,
        Scalar::Float(_) => ScalarKind::Float,
        Scalar::Boolean(_) => ScalarKind::Boolean,
        Scalar::Date(_) => ScalarKind::Date,
        _ => ScalarKind::Other,
    };
    let is_short = text.len() <= LONGEST_TEXT;
    let may_be_date = is_short && matches!(kind, ScalarKind::Text | ScalarKind::Date);
    Some(ScalarTraits {
        kind,
        text: is_short.then(|| text.into()),
        at: Spot::of(node.span, source),
        date: if may_be_date { family(text) } else { None },
    })
}

/// How a date is written; `None` when the text is not a date.
fn family(text: &str) -> Option<DateFamily> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let read = |day_first| date::read(text, DateOptions { locales: &[], day_first });
    // Whether `03/04/2017` has the day first is not asked here: others of the site are written in the same way.
    let date = match read(None) {
        Err(error) if error.cause == Cause::Ambiguous => read(Some(true)),
        other => other,
    };
    date.ok().map(|date| date.form.family())
}
