//! Folders whose posts have habits that those of the folder above do not have: what a config says of them in overrides.
use super::groups::{self, FolderNode};
use super::traits::PostTraits;
use super::{Habit, ValueFile, habits};
use crate::post::PostKind;

/// A folder with fewer posts has no settings of its own.
const SMALLEST: usize = 10;
/// A folder deeper than this has no settings of its own.
const DEEPEST: usize = 4;

/// A folder with the habits of the posts in it and below it.
#[derive(Debug)]
pub struct FolderScope {
    /// A glob for the folder; empty for the root.
    pub folder: String,
    /// How many posts are in it, without pages; of a folder with pages only, how many pages.
    pub posts: usize,
    /// How many posts and pages are in it.
    pub files: usize,
    /// The posts and pages, by their numbers.
    pub which: Vec<usize>,
    /// The habits of these posts: which keys they have.
    pub of_posts: Vec<Habit>,
    /// The habits of posts and pages: what their values are.
    pub of_files: Vec<Habit>,
}

/// The root and every folder that has enough posts, outer ones first.
pub fn scopes(posts: &[PostTraits], files: &[ValueFile]) -> Vec<FolderScope> {
    let originals = groups::originals(posts);
    let mut open = vec![(String::new(), 0, FolderNode::of(posts, 0..posts.len()))];
    let mut found = Vec::new();
    while let Some((folder, depth, node)) = open.pop() {
        let is_post = |at: &usize| posts[*at].kind == PostKind::Post;
        let only_pages = !node.posts.iter().any(is_post);
        let only_posts: Vec<usize> = node.posts.iter().copied().filter(|at| only_pages || is_post(at)).collect();
        found.push(FolderScope {
            posts: only_posts.len(),
            files: node.posts.len(),
            of_posts: habits(posts, &only_posts, files),
            of_files: habits(posts, &node.posts, files),
            folder: folder.clone(),
            which: node.posts,
        });
        let children = node
            .folders
            .into_iter()
            .filter(|(_, child)| depth < DEEPEST && groups::texts(&child.posts, &originals) >= SMALLEST);
        open.extend(children.map(|(name, child)| (groups::join(&folder, &name, child.is_deeper), depth + 1, child)));
    }
    found.sort_by(|one, other| one.folder.cmp(&other.folder));
    found
}
