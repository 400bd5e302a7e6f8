//! Keys that are probably misspelt, in a site with so few posts that nothing else is known to be unusual.
use crate::dialect::{Generator, known_keys};
use crate::site::norms::{self, PostTraits, Unusual, UnusualKind};
use crate::text::{plural, spelling};
use std::collections::BTreeMap;

/// A key of fewer posts is no habit, even of a small site.
const FEWEST: usize = 3;

/// Every key of one post alone that is nearly the one that most others have, and this post has not.
pub(super) fn unusual(posts: &[PostTraits], generator: Option<Generator>) -> Vec<Unusual> {
    if posts.len() >= norms::FEWEST {
        return Vec::new();
    }
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for key in posts.iter().flat_map(|post| &post.keys) {
        *uses.entry(&key.name).or_default() += 1;
    }
    let usual: Vec<(&str, usize)> = uses
        .iter()
        .map(|(name, uses)| (*name, *uses))
        .filter(|(_, uses)| *uses >= FEWEST.max(posts.len() / 2))
        .collect();
    let mut found = Vec::new();
    for post in posts {
        let lacks = |name: &str| post.key(name).is_none() && !post.inherited.iter().any(|given| given == name);
        for (name, with) in usual.iter().filter(|(name, _)| lacks(name)) {
            let is_meant = |written: &str| {
                uses[written] == 1
                    && (spelling::is_same(written, name)
                        || spelling::is_misspelt_name(written, name) && !known_keys::is_known(written, generator))
            };
            let Some(key) = post.keys.iter().find(|key| is_meant(&key.name)) else { continue };
            found.push(Unusual {
                path: post.path.clone(),
                copies: 0,
                at: key.at,
                key: (*name).to_string(),
                kind: UnusualKind::Missing,
                value: Some(key.name.to_string()),
                posts: 1,
                usual: (*name).to_string(),
                usual_posts: *with,
                message: format!(
                    "`{name}` is missing in {}, {with} have it; this post has `{}`",
                    plural(1, "post"),
                    key.name
                ),
            });
        }
    }
    found
}
