//! Values that are almost those of many posts.
use super::traits::{ScalarKind, ScalarTraits};
use super::typos::{FrequentValues, TIMES, is_comparable};
use super::unusual::{Archive, Found, Unusual, UnusualKind};
use super::value_files::ValueFile;
use crate::text::plural;
use crate::values::folded;
use std::collections::{BTreeMap, HashMap, HashSet};

/// In so many posts of its own language the right value must be, so that a misspelt one is none of another language.
const IN_LANGUAGE: usize = 5;

/// The uses of one value.
#[derive(Default)]
struct Uses<'a> {
    /// The texts that use it.
    texts: HashSet<u32>,
    /// Every place of it, by post.
    places: Vec<(usize, &'a ScalarTraits)>,
}

/// Every misspelt value. Values are compared with those of the same key; what a data file of the site holds is right.
pub(super) fn find(archive: &Archive<'_>, files: &[ValueFile]) -> Vec<Found> {
    let mut keys: BTreeMap<&str, HashMap<&str, Uses<'_>>> = BTreeMap::new();
    for (at, post) in archive.posts.iter().enumerate() {
        for key in &post.keys {
            for scalar in key.value.scalars().iter().filter(|scalar| scalar.kind == ScalarKind::Text) {
                let Some(text) = scalar.text.as_deref() else { continue };
                let uses = keys.entry(&key.name).or_default().entry(text).or_default();
                uses.texts.insert(archive.originals[at]);
                uses.places.push((at, scalar));
            }
        }
    }
    let is_frequent = |uses: &&HashMap<&str, Uses<'_>>| uses.values().any(|uses| uses.texts.len() >= TIMES);
    if !keys.values().any(|uses| is_frequent(&uses)) {
        return Vec::new();
    }
    let words = words(archive);
    let frequent = keys.iter().filter(|(_, uses)| is_frequent(uses));
    frequent.flat_map(|(key, uses)| KeyUses { archive, key, uses, words: &words, files }.misspelt()).collect()
}

/// The words of all values, each with the text that uses it; `None` when several do.
fn words(archive: &Archive<'_>) -> HashMap<String, Option<u32>> {
    let mut words: HashMap<String, Option<u32>> = HashMap::new();
    for (at, post) in archive.posts.iter().enumerate() {
        let own = archive.originals[at];
        for text in post.keys.iter().flat_map(|key| key.value.scalars()).filter_map(|scalar| scalar.text.as_deref()) {
            for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
                let first = words.entry(word.to_lowercase()).or_insert(Some(own));
                if *first != Some(own) {
                    *first = None;
                }
            }
        }
    }
    words
}

/// All values of one key.
struct KeyUses<'a, 'b> {
    archive: &'b Archive<'a>,
    key: &'b str,
    uses: &'b HashMap<&'a str, Uses<'a>>,
    words: &'b HashMap<String, Option<u32>>,
    files: &'b [ValueFile],
}

impl KeyUses<'_, '_> {
    /// The misspelt values.
    fn misspelt(&self) -> Vec<Found> {
        let frequent = || self.uses.iter().filter(|(_, uses)| uses.texts.len() >= TIMES).map(|(value, _)| *value);
        let near = FrequentValues::of(frequent(), holds_names(self.key));
        let by_letters: HashMap<String, &str> =
            frequent().filter(|value| is_comparable(value)).map(|value| (letters(value), value)).collect();
        let mut found = Vec::new();
        for (rare, uses) in self.uses.iter().filter(|(_, uses)| uses.texts.len() == 1) {
            let own = uses.texts.iter().next().copied();
            let is_known = |word: &str| self.words.get(word).is_some_and(|first| *first != own);
            let variant = || by_letters.get(&letters(rare)).copied().filter(|_| is_comparable(rare));
            let intended = near.intended(rare, &is_known).or_else(variant);
            if let Some(usual) = intended.filter(|usual| self.is_expected(usual, uses) && !self.is_in_a_file(rare)) {
                found.extend(uses.places.iter().map(|(at, scalar)| (*at, self.unusual(*at, scalar, rare, usual))));
            }
        }
        found
    }

    /// Whether posts in the language of the rare value use the other one, too.
    fn is_expected(&self, usual: &str, rare: &Uses<'_>) -> bool {
        let language = |at: usize| &self.archive.languages[at];
        let is_own =
            |(at, _): &&(usize, &ScalarTraits)| rare.places.iter().any(|(own, _)| language(*own) == language(*at));
        self.uses[usual].places.iter().filter(is_own).take(IN_LANGUAGE).count() == IN_LANGUAGE
    }

    fn is_in_a_file(&self, value: &str) -> bool {
        self.files.iter().any(|file| file.holds(value))
    }

    fn unusual(&self, at: usize, scalar: &ScalarTraits, rare: &str, usual: &str) -> Unusual {
        let (key, usual_posts) = (self.key, self.uses[usual].texts.len());
        Unusual {
            path: self.archive.posts[at].path.clone(),
            copies: 0,
            at: scalar.at,
            key: key.to_string(),
            kind: UnusualKind::Value,
            value: Some(rare.to_string()),
            posts: 1,
            usual: usual.to_string(),
            usual_posts,
            message: format!("`{key}` is `{rare}` in {}, `{usual}` in {usual_posts}", plural(1, "post")),
        }
    }
}

/// Whether a key holds names of people, which may be short for a name and an initial.
fn holds_names(key: &str) -> bool {
    ["author", "contributor", "translator", "speaker", "user", "people", "team"]
        .iter()
        .any(|name| key.to_lowercase().contains(name))
}

/// A value without what its variants differ in: case, accents, hyphens and spaces. A digit makes each value one of its own.
fn letters(value: &str) -> String {
    folded(value).chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect()
}
