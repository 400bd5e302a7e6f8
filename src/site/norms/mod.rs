//! The learner of habits: from what the posts of a site have in common to what differs from it. It reads nothing: posts come as
//! [`PostTraits`], data files as [`ValueFile`].
mod groups;
mod habit;
mod missing;
mod misspelt;
mod outliers;
mod place;
mod scope;
mod traits;
mod typos;
mod unusual;
mod value_files;

pub use groups::SMALLEST as FEWEST;
pub use habit::{Habit, LARGEST_VOCABULARY, NormKind, Repeats, kind_of};
pub use scope::{FolderScope, scopes};
pub use traits::{KeyTraits, PostTraits, ScalarKind, ScalarTraits, Spot, Written, is_section, unify_case};
pub use unusual::{Unusual, UnusualKind};
pub use value_files::ValueFile;

use crate::post::PostKind;
use groups::PostGroup;
use habit::KeyValues;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// The habits of a site.
#[derive(Debug)]
pub struct Norms {
    /// The groups of posts that are alike.
    pub groups: Vec<GroupHabits>,
    /// What differs from the habits, by path and place.
    pub unusual: Vec<Unusual>,
}

/// The habits of the posts in one folder with one layout.
#[derive(Debug)]
pub struct GroupHabits {
    /// A glob for the folder, without languages, versions and years; empty for the folder of the site.
    pub folder: String,
    /// The layout; `None` for posts without one, or with a rare one.
    pub layout: Option<String>,
    /// Whether these are posts or pages.
    pub kind: PostKind,
    /// How many files.
    pub posts: usize,
    /// The keys that at least a tenth of the posts have, in the order of their shares.
    pub keys: Vec<Habit>,
}

/// Learns the habits of the posts of one site. `files` are the data files that may hold its values.
pub fn learn(posts: &[PostTraits], files: &[ValueFile]) -> Norms {
    let originals = groups::originals(posts);
    let groups = groups::of(posts, &originals);
    let habits: Vec<Vec<Habit>> = groups.iter().map(|group| habits(posts, &group.posts, files)).collect();
    let every: Vec<usize> = (0..posts.len()).collect();
    let of_site = self::habits(posts, &every, files);
    let unusual = outliers::find(posts, &originals, &groups, &habits, &of_site, files);
    let listed = groups.iter().zip(habits).map(|(group, keys)| listed(group, keys));
    Norms { groups: listed.collect(), unusual }
}

/// The habits of every key in some posts, by their numbers: most usual keys first.
pub fn habits(posts: &[PostTraits], which: &[usize], files: &[ValueFile]) -> Vec<Habit> {
    let mut keys: HashMap<&str, KeyValues<'_>> = HashMap::new();
    for at in which {
        let post = &posts[*at];
        for key in &post.keys {
            let values = keys.entry(&key.name).or_default();
            values.values.push(key);
            values.posts.push(*at);
        }
        for name in post.inherited.iter().filter(|name| post.key(name).is_none()) {
            keys.entry(name).or_default().inherited += 1;
        }
    }
    let mut habits: Vec<Habit> = keys.iter().map(|(name, key)| Habit::of(name, key)).collect();
    for habit in &mut habits {
        let key = &keys[habit.name.as_str()];
        habit.file = value_files::holding(files, &key.values);
        habit.repeats = repeated(posts, key);
    }
    habits.sort_by(|one, other| other.posts.cmp(&one.posts).then_with(|| one.name.cmp(&other.name)));
    habits
}

/// What the values of a key repeat: the name of the folder or of the file.
fn repeated(posts: &[PostTraits], key: &KeyValues<'_>) -> Option<Repeats> {
    let text = |key: &KeyTraits| match &key.value {
        Written::One(scalar) => scalar.text.clone(),
        _ => None,
    };
    if key.values.len() < ENOUGH_REPEATS {
        return None;
    }
    let placed = key.values.iter().zip(&key.posts);
    let valued: Vec<(Box<str>, &Path)> =
        placed.filter_map(|(key, at)| Some((text(key)?, posts[*at].place.as_path()))).collect();
    let is_one = |repeats: &Repeats| {
        let same: Vec<&str> =
            valued.iter().filter(|(text, place)| repeats.is_met(text, place)).map(|(text, _)| &**text).collect();
        let different: HashSet<&str> = same.iter().copied().collect();
        valued.len() >= ENOUGH_REPEATS && different.len() >= 3 && habit::is_usual(same.len(), valued.len())
    };
    [Repeats::Folder, Repeats::FileStem].into_iter().find(is_one)
}

/// A key must have at least so many values before it is said to repeat names.
const ENOUGH_REPEATS: usize = 10;

/// Of a group, the keys that are worth a line.
fn listed(group: &PostGroup, keys: Vec<Habit>) -> GroupHabits {
    let posts = group.posts.len();
    GroupHabits {
        folder: group.folder.clone(),
        layout: group.layout.clone(),
        kind: group.kind,
        posts,
        keys: keys.into_iter().filter(|habit| habit.posts * 10 >= posts).collect(),
    }
}
