//! Something unusual, and how much evidence it needs.
use super::traits::{PostTraits, Spot};
use super::typos::TIMES;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

/// What kind of habit a post differs from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnusualKind {
    /// A value that is almost one of many posts.
    Value,
    /// A value of another type.
    Type,
    /// A date in another form.
    DateForm,
    /// A key that nearly all others have.
    Missing,
    /// A value that is not the name of the folder, as it is elsewhere.
    Folder,
}

/// Something that differs from the habits of a site.
#[derive(Clone, Debug)]
pub struct Unusual {
    /// The path that reports show.
    pub path: PathBuf,
    /// How many translations and other versions of the post are the same.
    pub copies: usize,
    /// Where in the post.
    pub at: Spot,
    /// The key.
    pub key: String,
    /// What kind of habit it differs from.
    pub kind: UnusualKind,
    /// What is there, when it is a value.
    pub value: Option<String>,
    /// In how many posts it is so.
    pub posts: usize,
    /// What is usual.
    pub usual: String,
    /// In how many posts that is so.
    pub usual_posts: usize,
    /// What is unusual, in words.
    pub message: String,
}

impl UnusualKind {
    /// The name: `value`, `type`, `date-form`, `missing`, `folder`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Type => "type",
            Self::DateForm => "date-form",
            Self::Missing => "missing",
            Self::Folder => "folder",
        }
    }
}

/// How many more mistakes the usual posts must outweigh where the rest of the site has no such habit.
pub(super) const FURTHER: usize = 3;

/// What is known of the posts while outliers are looked for.
pub(super) struct Archive<'a> {
    pub(super) posts: &'a [PostTraits],
    /// The number of the text that each post is a version of.
    pub(super) originals: &'a [u32],
    /// The language of each post.
    pub(super) languages: Vec<String>,
}

/// Something unusual in the post with this number.
pub(super) type Found = (usize, Unusual);

impl Archive<'_> {
    /// How many different texts these posts are.
    pub(super) fn texts(&self, posts: impl Iterator<Item = usize>) -> usize {
        posts.map(|at| self.originals[at]).collect::<HashSet<_>>().len()
    }

    /// Keeps one of what is the same in all versions of one text.
    pub(super) fn once_for_each_text(&self, found: Vec<Found>) -> Vec<Unusual> {
        let mut known: HashMap<(u32, UnusualKind, String), usize> = HashMap::new();
        let mut once: Vec<Unusual> = Vec::new();
        for (at, unusual) in found {
            let next = once.len();
            let first = *known.entry((self.originals[at], unusual.kind, unusual.key.clone())).or_insert(next);
            if first == next {
                once.push(unusual);
            } else if once[first].path != unusual.path {
                once[first].copies += 1;
            }
        }
        once
    }
}

/// Whether so few of so many are mistakes: 1 of 20, and never more than 3 or 1 in 100.
pub(super) fn are_few(few: usize, usual: usize) -> bool {
    few > 0 && usual >= few * TIMES && few <= 3.max(usual / 100)
}
