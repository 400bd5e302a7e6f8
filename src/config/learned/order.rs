//! The usual order of the keys of a site.
use super::rules::FieldRules;
use crate::site::norms::PostTraits;

/// Fewer keys have no order.
const FEWEST: usize = 2;
/// Means are compared in parts of a place.
const PARTS: usize = 1_000;

/// The fields that are required, in the order in which they are in most posts: by the mean of their places among each other.
pub(super) fn usual<'a>(posts: &[PostTraits], fields: &'a [(String, FieldRules)]) -> Vec<&'a str> {
    let names: Vec<&str> =
        fields.iter().filter(|(_, rules)| rules.required == Some(true)).map(|(name, _)| name.as_str()).collect();
    let mut places: Vec<(usize, usize)> = vec![(0, 0); names.len()];
    for post in posts {
        let mut keys: Vec<(usize, usize)> = post
            .keys
            .iter()
            .filter_map(|key| Some((key.at.span.start(), names.iter().position(|name| *name == &*key.name)?)))
            .collect();
        keys.sort_unstable();
        for (place, (_, name)) in keys.into_iter().enumerate() {
            places[name] = (places[name].0 + place, places[name].1 + 1);
        }
    }
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|name| (places[*name].0 * PARTS).checked_div(places[*name].1));
    if names.len() < FEWEST { Vec::new() } else { order.into_iter().map(|name| names[name]).collect() }
}
