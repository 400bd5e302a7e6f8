//! `field/removed`: a key that the site's version of its generator refuses.
use crate::diagnostic::Safety;
use crate::dialect::generators::ReplacedKey;
use crate::front_matter::{Entry, Mapping, Value};
use crate::post::Post;
use crate::rules::{Context, Rule, fields};
use crate::text::{Edit, spelling};

pub(crate) struct Removed;

/// The key whose mappings are laid over the front matter of other pages, so that they may have the same keys.
const HANDED_DOWN: &str = "cascade";

impl Rule for Removed {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(generator) = post.dialect.generator.filter(|_| post.front().is_readable()) else { return };
        let keys = &generator.facts().keys;
        let is_refused = |removed: &&ReplacedKey| {
            removed.since.is_none_or(|since| post.dialect.version.is_none_or(|own| own >= since))
        };
        let removed: Vec<&ReplacedKey> = keys.removed.iter().filter(is_refused).collect();
        if removed.is_empty() {
            return;
        }
        let same = |one: &str, other: &str| if keys.any_case { spelling::is_same(one, other) } else { one == other };
        let entries = &post.front().entries;
        let cascades = entries.iter().filter(|entry| same(HANDED_DOWN, &entry.key.text)).flat_map(mappings_of);
        for mapping in std::iter::once(entries).chain(cascades) {
            for entry in mapping {
                let key = entry.key.text.as_str();
                let Some(known) = removed.iter().find(|removed| same(removed.name, key)) else { continue };
                let message = format!("{} no longer takes `{key}`, and stops", generator.title());
                let finding = cx.report(entry.key.span, message);
                let Some(instead) = known.instead else {
                    finding.help("remove the key");
                    continue;
                };
                finding.help(format!("write `{instead}`, which means the same"));
                if !mapping.iter().any(|other| same(instead, &other.key.text)) {
                    let rename = vec![Edit::replace(entry.key.span, fields::renamed(&entry.key, instead))];
                    finding.fix(Safety::Unsafe, format!("rename `{key}` to `{instead}`"), rename);
                }
            }
        }
    }
}

/// The mappings of a value: itself, the items of its list, and what is to be handed down as fields.
fn mappings_of(entry: &Entry) -> Vec<&Mapping> {
    let nodes = match &entry.value.value {
        Value::Sequence(items) => items.as_slice(),
        _ => std::slice::from_ref(&entry.value),
    };
    let mut found: Vec<&Mapping> = Vec::new();
    for node in nodes {
        let Value::Mapping(mapping) = &node.value else { continue };
        found.push(mapping);
        found.extend(mapping.get("params").and_then(|entry| match &entry.value.value {
            Value::Mapping(params) => Some(params),
            _ => None,
        }));
    }
    found
}
