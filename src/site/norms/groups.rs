//! Groups of posts that are alike: those of one folder with one layout.
use super::place;
use super::traits::PostTraits;
use crate::post::PostKind;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// A folder or a layout with fewer posts has no habits of its own.
pub const SMALLEST: usize = 20;

/// Posts of one folder with one layout.
#[derive(Debug)]
pub(super) struct PostGroup {
    /// A glob for the folder; empty for the root.
    pub(super) folder: String,
    pub(super) layout: Option<String>,
    pub(super) kind: PostKind,
    /// The posts, by their number.
    pub(super) posts: Vec<usize>,
    /// How many different texts they are: translations and versions of one count once.
    pub(super) texts: usize,
}

/// A folder of the site with the posts in it and below it.
#[derive(Debug, Default)]
pub(super) struct FolderNode {
    pub(super) posts: Vec<usize>,
    pub(super) folders: BTreeMap<String, FolderNode>,
    /// Languages, versions or years are between this folder and the one above.
    pub(super) is_deeper: bool,
}

impl FolderNode {
    /// The folders of these posts; those that say nothing about their posts are passed over.
    pub(super) fn of(posts: &[PostTraits], which: impl Iterator<Item = usize>) -> Self {
        let mut root = Self::default();
        for at in which {
            root.posts.push(at);
            let (mut node, mut is_deeper) = (&mut root, false);
            for name in place::folders(&posts[at].place) {
                if place::is_passed_over(name) {
                    is_deeper = true;
                    continue;
                }
                node = node.folders.entry(name.to_string()).or_default();
                node.is_deeper |= std::mem::take(&mut is_deeper);
                node.posts.push(at);
            }
        }
        root
    }
}

/// How many different texts some posts are.
pub(super) fn texts(posts: &[usize], originals: &[u32]) -> usize {
    posts.iter().map(|at| originals[*at]).collect::<HashSet<_>>().len()
}

/// The number of the text that each post is, or is a translation of.
pub(super) fn originals(posts: &[PostTraits]) -> Vec<u32> {
    let mut known: HashMap<String, u32> = HashMap::new();
    let number = |post: &PostTraits| {
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        *known.entry(place::original(&post.place)).or_insert(next)
    };
    posts.iter().map(number).collect()
}

/// The groups of a site, in the order of their folders.
pub(super) fn of(posts: &[PostTraits], originals: &[u32]) -> Vec<PostGroup> {
    let mut groups = Vec::new();
    for kind in [PostKind::Post, PostKind::Page] {
        let which = (0..posts.len()).filter(|at| posts[*at].kind == kind);
        let root = FolderNode::of(posts, which);
        let mut open = vec![(String::new(), root)];
        while let Some((folder, mut node)) = open.pop() {
            let mut rest: HashSet<usize> = node.posts.iter().copied().collect();
            for (name, child) in std::mem::take(&mut node.folders) {
                if texts(&child.posts, originals) >= SMALLEST {
                    child.posts.iter().for_each(|at| _ = rest.remove(at));
                    open.push((join(&folder, &name, child.is_deeper), child));
                }
            }
            node.posts.retain(|at| rest.contains(at));
            groups.extend(by_layout(posts, node.posts, originals).into_iter().map(|(layout, posts)| PostGroup {
                folder: folder.clone(),
                layout,
                kind,
                texts: texts(&posts, originals),
                posts,
            }));
        }
    }
    groups.sort_by(|one, other| {
        (one.kind == PostKind::Page, &one.folder, &one.layout).cmp(&(
            other.kind == PostKind::Page,
            &other.folder,
            &other.layout,
        ))
    });
    groups
}

/// A glob for a folder in another one.
pub(super) fn join(folder: &str, name: &str, is_deeper: bool) -> String {
    match (folder, is_deeper) {
        ("", false) => name.to_string(),
        ("", true) => format!("**/{name}"),
        (_, false) => format!("{folder}/{name}"),
        (_, true) => format!("{folder}/**/{name}"),
    }
}

/// The posts of one folder by their layouts, those with a rare one together. A file about its folder is unlike the posts in it, unless
/// each post has a folder of its own.
fn by_layout(posts: &[PostTraits], which: Vec<usize>, originals: &[u32]) -> Vec<(Option<String>, Vec<usize>)> {
    let indexes: Vec<usize> = which.iter().copied().filter(|at| place::is_index(&posts[*at].place)).collect();
    let are_bundles = indexes.len() * 2 > which.len();
    // The folders with posts that have folders of their own.
    let sections: HashSet<&Path> = indexes.iter().filter_map(|at| posts[*at].place.parent()?.parent()).collect();
    let is_section = |place: &Path| {
        place.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_'))
            || place.parent().is_some_and(|folder| sections.contains(folder))
    };
    let is_apart = |at: &usize| {
        let place = &posts[*at].place;
        place::is_index(place) && (!are_bundles || is_section(place))
    };
    let (apart, alike): (Vec<usize>, Vec<usize>) = which.into_iter().partition(is_apart);
    let mut by_layout: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for at in alike {
        by_layout.entry(posts[at].text("layout")).or_default().push(at);
    }
    let mut found = Vec::new();
    let mut rest = Vec::new();
    for (layout, posts) in by_layout {
        if texts(&posts, originals) >= SMALLEST {
            found.push((layout.map(str::to_string), posts));
        } else {
            rest.extend(posts);
        }
    }
    for group in [rest, apart] {
        if !group.is_empty() {
            found.push((None, group));
        }
    }
    found
}
