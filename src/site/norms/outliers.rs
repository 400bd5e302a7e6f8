//! What differs from the habits of a site, with the evidence. Where there is doubt nothing is said.
use super::groups::{PostGroup, SMALLEST};
use super::habit::{Habit, NormKind, Repeats, kind_of};
use super::place;
use super::traits::{KeyTraits, PostTraits, ScalarTraits, Spot, Written};
use super::typos::TIMES;
use super::unusual::{Archive, FURTHER, Found, Unusual, UnusualKind, are_few};
use super::value_files::ValueFile;
use super::{missing, misspelt};
use crate::post::PostKind;
use crate::text::plural;
use std::collections::{BTreeMap, HashMap};

/// Everything unusual in the posts of a site.
pub(super) fn find(
    posts: &[PostTraits],
    originals: &[u32],
    groups: &[PostGroup],
    habits: &[Vec<Habit>],
    of_site: &[Habit],
    files: &[ValueFile],
) -> Vec<Unusual> {
    let archive = Archive { posts, originals, languages: posts.iter().map(place::language).collect() };
    let mut found = misspelt::find(&archive, files);
    let optional = missing::optional(groups, habits);
    let kinds: HashMap<&str, Option<NormKind>> =
        of_site.iter().map(|habit| (habit.name.as_str(), habit.kind)).collect();
    for (group, habits) in groups.iter().zip(habits).filter(|(group, _)| group.texts >= SMALLEST) {
        for habit in habits {
            let is_of_site = kinds.get(habit.name.as_str()) == Some(&habit.kind);
            found.extend(types(&archive, group, habit, is_of_site));
            found.extend(forms(&archive, group, habit));
        }
        found.extend(missing::find(&archive, group, habits, &optional));
    }
    found.extend(
        of_site
            .iter()
            .filter(|habit| habit.repeats == Some(Repeats::Folder) && !is_address(&habit.name))
            .flat_map(|habit| folder(&archive, habit)),
    );
    let mut found = archive.once_for_each_text(found);
    found.sort_by(|one, other| {
        (&one.path, one.at.span.start(), one.kind, &one.key).cmp(&(
            &other.path,
            other.at.span.start(),
            other.kind,
            &other.key,
        ))
    });
    found
}

/// The posts of a group that have a key, with its value.
fn valued<'a>(archive: &Archive<'a>, group: &PostGroup, key: &str) -> Vec<(usize, &'a KeyTraits)> {
    group.posts.iter().filter_map(|at| Some((*at, archive.posts[*at].key(key)?))).collect()
}

/// Values of another type than that of nearly all. Where the rest of the site has another type, more posts must have this one.
fn types(archive: &Archive<'_>, group: &PostGroup, habit: &Habit, is_of_site: bool) -> Vec<Found> {
    let Some(usual) = habit.kind.filter(|_| habit.of_other_kind > 0 && habit.valued >= SMALLEST) else {
        return Vec::new();
    };
    let valued = valued(archive, group, &habit.name);
    let is_other = |key: &KeyTraits| {
        let kind = kind_of(&key.value, usual == NormKind::Date)?;
        (!usual.takes(kind) && is_mistake(usual, kind, &key.value)).then_some(kind)
    };
    let others: Vec<(usize, &KeyTraits, NormKind)> =
        valued.iter().filter_map(|(at, key)| Some((*at, *key, is_other(key)?))).collect();
    let few = archive.texts(others.iter().map(|(at, ..)| *at));
    let most = archive.texts(valued.iter().map(|(at, _)| *at)).saturating_sub(few);
    let is_plain = is_of_site || most >= TIMES * (few + FURTHER);
    if !are_few(few, most) || !is_plain {
        return Vec::new();
    }
    let unusual = |(at, key, kind): (usize, &KeyTraits, NormKind)| {
        let post = &archive.posts[at];
        let text = key.value.scalars().first().and_then(|scalar| scalar.text.as_deref());
        let shown = match (&key.value, text) {
            (Written::One(_), Some(text)) if usual == NormKind::Date => format!("`{text}`, not a date,"),
            _ => kind.in_words().to_string(),
        };
        let unusual = Unusual {
            path: post.path.clone(),
            copies: 0,
            at: key.value.scalars().first().map_or(key.at, |scalar| scalar.at),
            key: habit.name.clone(),
            kind: UnusualKind::Type,
            value: Some(kind.title().to_string()),
            posts: few,
            usual: usual.title().to_string(),
            usual_posts: most,
            message: format!("`{}` is {shown} in {}, {} in {most}", habit.name, plural(few, "post"), usual.in_words()),
        };
        (at, unusual)
    };
    others.into_iter().map(unusual).collect()
}

/// Whether a value of another type is a mistake: sites write `false` where there is nothing, several authors where there is mostly one, and
/// a word beside `true` and `false`.
fn is_mistake(usual: NormKind, kind: NormKind, value: &Written) -> bool {
    let text = value.scalars().first().and_then(|scalar| scalar.text.as_deref()).unwrap_or("").to_lowercase();
    match (usual, kind) {
        (_, NormKind::Boolean)
        | (NormKind::Mapping | NormKind::List, _)
        | (NormKind::Texts, NormKind::List | NormKind::Mapping) => false,
        (NormKind::Boolean, _) => matches!(text.as_str(), "true" | "false" | "yes" | "no" | "on" | "off"),
        (NormKind::Text, NormKind::Texts) => value.scalars().len() == 1,
        (NormKind::Text, kind) => kind == NormKind::Mapping,
        _ => true,
    }
}

/// Whether a key gives the post an address of its own, which is there to differ from the folder.
fn is_address(key: &str) -> bool {
    matches!(key.to_lowercase().as_str(), "slug" | "url" | "permalink" | "path" | "id" | "filename")
}

/// A value with a date, and the post that has it.
type DatedPost<'a> = (usize, &'a ScalarTraits);

/// Dates in another form than nearly all.
fn forms(archive: &Archive<'_>, group: &PostGroup, habit: &Habit) -> Vec<Found> {
    if habit.kind != Some(NormKind::Date) || habit.valued < SMALLEST {
        return Vec::new();
    }
    let mut families: BTreeMap<(&str, Option<bool>), Vec<DatedPost<'_>>> = BTreeMap::new();
    for (at, key) in valued(archive, group, &habit.name) {
        if let Some(scalar) = key.value.scalars().first()
            && let Some(date) = &scalar.date
        {
            families.entry((date.parts(), date.padded())).or_default().push((at, scalar));
        }
    }
    let texts = |posts: &[DatedPost<'_>]| archive.texts(posts.iter().map(|(at, _)| *at));
    let Some((usual, most)) = families.iter().max_by_key(|(_, posts)| posts.len()) else { return Vec::new() };
    let Some(example) = most.iter().find_map(|(_, scalar)| scalar.text.as_deref()) else { return Vec::new() };
    let is_other = |family: &(&str, Option<bool>)| {
        family.0 != usual.0 || matches!((family.1, usual.1), (Some(own), Some(theirs)) if own != theirs)
    };
    let others: Vec<DatedPost<'_>> =
        families.iter().filter(|(family, _)| is_other(family)).flat_map(|(_, posts)| posts).copied().collect();
    let alike: Vec<DatedPost<'_>> =
        families.iter().filter(|(family, _)| !is_other(family)).flat_map(|(_, posts)| posts).copied().collect();
    let (posts, usual_posts) = (texts(&others), texts(&alike));
    if !are_few(posts, usual_posts) {
        return Vec::new();
    }
    let unusual = |(at, scalar): DatedPost<'_>| {
        let text = scalar.text.as_deref()?;
        let unusual = Unusual {
            path: archive.posts[at].path.clone(),
            copies: 0,
            at: scalar.at,
            key: habit.name.clone(),
            kind: UnusualKind::DateForm,
            value: Some(text.to_string()),
            posts,
            usual: example.to_string(),
            usual_posts,
            message: format!(
                "`{}` is written `{text}`, and like `{example}` in {}",
                habit.name,
                plural(usual_posts, "post")
            ),
        };
        Some((at, unusual))
    };
    others.into_iter().filter_map(unusual).collect()
}

/// Values that are not the name of the folder, where nearly all are.
fn folder(archive: &Archive<'_>, habit: &Habit) -> Vec<Found> {
    let every = PostGroup::all(archive.posts);
    let valued = valued(archive, &every, &habit.name);
    let scalar = |key: &&KeyTraits| match &key.value {
        Written::One(scalar) => Some((scalar.at, scalar.text.clone()?)),
        _ => None,
    };
    let texts = valued.iter().filter_map(|(at, key)| Some((*at, scalar(key)?)));
    let (same, others): (Vec<_>, Vec<_>) =
        texts.partition(|(at, (_, text))| Repeats::Folder.is_met(text, &archive.posts[*at].place));
    let few = archive.texts(others.iter().map(|(at, _)| *at));
    let most = archive.texts(same.iter().map(|(at, _)| *at));
    if !are_few(few, most) {
        return Vec::new();
    }
    let unusual = |(at, (spot, text)): (usize, (Spot, Box<str>))| {
        let post = &archive.posts[at];
        let name = place::folders(&post.place).last().map(ToString::to_string)?;
        let unusual = Unusual {
            path: post.path.clone(),
            copies: 0,
            at: spot,
            key: habit.name.clone(),
            kind: UnusualKind::Folder,
            message: format!(
                "`{}` is `{text}` in the folder `{name}`; in {} it is the name of the folder",
                habit.name,
                plural(most, "post")
            ),
            value: Some(text.into()),
            posts: few,
            usual: name,
            usual_posts: most,
        };
        Some((at, unusual))
    };
    others.into_iter().filter_map(unusual).collect()
}

impl PostGroup {
    /// All posts and pages of a site.
    fn all(posts: &[PostTraits]) -> Self {
        Self {
            folder: String::new(),
            layout: None,
            kind: PostKind::Post,
            texts: SMALLEST,
            posts: (0..posts.len()).collect(),
        }
    }
}
