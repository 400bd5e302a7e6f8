//! What a config says of the pages of sections (`_index.md`), which are not posts: they need not have what posts must have.
use super::rules::ScopeRules;
use crate::site::norms::{PostTraits, Written, is_section};

/// A glob for the pages of sections: `_index.md`, `_index.fr.md`, `_index.html`.
pub(super) const GLOB: &str = "_index.*";

/// The pages of sections, and the required fields that some of them do not have, each with the number of those that have it.
pub(super) struct Sections {
    pub(super) pages: usize,
    pub(super) fields: Vec<(String, usize)>,
}

impl Sections {
    pub(super) fn of(posts: &[PostTraits], chosen: &[ScopeRules]) -> Self {
        let pages: Vec<&PostTraits> = posts.iter().filter(|post| is_section(&post.place)).collect();
        let mut fields: Vec<(String, usize)> = Vec::new();
        for (name, rules) in chosen.iter().flat_map(|scope| &scope.fields) {
            let with = pages.iter().filter(|page| has(page, name)).count();
            let is_new = !fields.iter().any(|(known, _)| known == name);
            if rules.required == Some(true) && with < pages.len() && is_new {
                fields.push((name.clone(), with));
            }
        }
        Self { pages: pages.len(), fields }
    }
}

/// Whether a page has a field, or gets it from the site.
fn has(page: &PostTraits, name: &str) -> bool {
    match page.key(name) {
        Some(key) => !matches!(key.value, Written::Empty),
        None => page.inherited.iter().any(|given| given == name),
    }
}
