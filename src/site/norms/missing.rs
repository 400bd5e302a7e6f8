//! Keys that nearly all posts of a group have, and a few do not.
use super::groups::{PostGroup, SMALLEST};
use super::habit::{Habit, NormKind};
use super::place;
use super::traits::{KeyTraits, PostTraits, Written};
use super::typos::TIMES;
use super::unusual::{Archive, FURTHER, Found, Unusual, UnusualKind, are_few};
use crate::text::{plural, spelling};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// A post that lacks so many usual keys is of another kind.
const MOST_MISSING: usize = 2;

/// Keys that the posts of some group have or do not have as they please.
pub(super) fn optional<'a>(groups: &[PostGroup], habits: &'a [Vec<Habit>]) -> HashSet<&'a str> {
    let large = groups.iter().zip(habits).filter(|(group, _)| group.texts >= SMALLEST);
    let is_optional =
        |habit: &&Habit, posts: usize| habit.posts * 5 > posts && !super::habit::is_usual(habit.posts, posts);
    large
        .flat_map(|(group, habits)| habits.iter().filter(move |habit| is_optional(habit, group.posts.len())))
        .map(|habit| habit.name.as_str())
        .collect()
}

/// Every key that is missing in a few posts of a group; of those that are optional elsewhere only where it is plain.
pub(super) fn find(archive: &Archive<'_>, group: &PostGroup, habits: &[Habit], optional: &HashSet<&str>) -> Vec<Found> {
    let usual = |habit: &&Habit| habit.posts >= SMALLEST && super::habit::is_usual(habit.posts, group.posts.len());
    let habits: Vec<&Habit> = habits.iter().filter(usual).collect();
    let mut lacking: HashMap<usize, usize> = HashMap::new();
    let mut found = Vec::new();
    for habit in habits {
        let (with, without): (Vec<usize>, Vec<usize>) =
            group.posts.iter().copied().partition(|at| has(&archive.posts[*at], habit));
        for at in &without {
            *lacking.entry(*at).or_default() += 1;
        }
        let few = archive.texts(without.iter().copied());
        let most = archive.texts(with.iter().copied());
        // Where a switch is missing it is off.
        if habit.kind == Some(NormKind::Boolean) || !are_few(few, most) {
            continue;
        }
        let near = Neighbours::of(archive, &with, &without);
        let steps = if optional.contains(habit.name.as_str()) { FURTHER } else { 1 };
        let is_plain =
            |at: &usize| most >= TIMES * (few + steps) || written_otherwise(&archive.posts[*at], habit).is_some();
        let here = without.into_iter().filter(|at| is_plain(at) && near.expect_it(archive, *at));
        found.extend(here.map(|at| (at, unusual(&archive.posts[at], habit, few, most))));
    }
    found.retain(|(at, _)| lacking[at] <= MOST_MISSING);
    found
}

/// Whether a post has the key, or gets it from the site. What is empty in other posts too may be.
fn has(post: &PostTraits, habit: &Habit) -> bool {
    let is_list = matches!(
        habit.kind,
        Some(NormKind::Texts | NormKind::List | NormKind::OneOrManyTexts | NormKind::Mapping) | None
    );
    let has_value = |key: &KeyTraits| is_list || !matches!(key.value, Written::Empty);
    post.key(&habit.name).map_or_else(|| post.inherited.contains(&habit.name), has_value)
}

/// The key of a post that is there, but empty, or under a misspelt name.
fn written_otherwise<'a>(post: &'a PostTraits, habit: &Habit) -> Option<&'a KeyTraits> {
    let name = &habit.name;
    let is_misspelt =
        |key: &&KeyTraits| spelling::is_misspelt_name(&key.name, name) || spelling::is_same(&key.name, name);
    post.key(name).or_else(|| post.keys.iter().find(is_misspelt))
}

fn unusual(post: &PostTraits, habit: &Habit, few: usize, most: usize) -> Unusual {
    let name = &habit.name;
    let empty = post.key(name);
    let near = written_otherwise(post, habit).filter(|_| empty.is_none());
    let what = if empty.is_some() { "empty" } else { "missing" };
    let here = near.map_or(String::new(), |key| format!("; this post has `{}`", key.name));
    Unusual {
        path: post.path.clone(),
        copies: 0,
        at: empty.or(near).map_or(post.head, |key| key.at),
        key: name.clone(),
        kind: UnusualKind::Missing,
        value: near.map(|key| key.name.to_string()),
        posts: few,
        usual: name.clone(),
        usual_posts: most,
        message: format!("`{name}` is {what} in {}, {most} have it{here}", plural(few, "post")),
    }
}

/// How many posts near a post have the key: in its folder, and in its language.
struct Neighbours<'a> {
    folders: HashMap<&'a Path, (usize, usize)>,
    languages: HashMap<&'a str, (usize, usize)>,
}

impl<'a> Neighbours<'a> {
    fn of(archive: &'a Archive<'_>, with: &[usize], without: &[usize]) -> Self {
        let mut near = Self { folders: HashMap::new(), languages: HashMap::new() };
        let every = with.iter().map(|at| (at, true)).chain(without.iter().map(|at| (at, false)));
        for (at, has) in every {
            let folder = near.folders.entry(folder(&archive.posts[*at])).or_default();
            let language = near.languages.entry(&archive.languages[*at]).or_default();
            for counts in [folder, language] {
                counts.0 += usize::from(has);
                counts.1 += usize::from(!has);
            }
        }
        near
    }

    /// Whether the posts of the same folder and of the same language have the key, as far as there are others.
    fn expect_it(&self, archive: &'a Archive<'_>, at: usize) -> bool {
        let most_have = |(with, without): (usize, usize)| without == 1 && with == 0 || with >= 2 * without;
        let in_folder = self.folders.get(folder(&archive.posts[at])).copied().unwrap_or_default();
        let in_language = self.languages.get(archive.languages[at].as_str()).copied().unwrap_or_default();
        most_have(in_folder) && in_language.0 >= 2 * in_language.1
    }
}

fn folder(post: &PostTraits) -> &Path {
    let folder = post.place.parent().unwrap_or(Path::new(""));
    // A post with a folder of its own is a post of the folder above.
    if place::is_index(&post.place) { folder.parent().unwrap_or(folder) } else { folder }
}
