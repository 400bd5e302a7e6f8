//! The settings of files that have no config: which preset they take, and why.
use super::effective::Config;
use super::load::preset;
use super::preset::{UnknownPreset, preset_names};
use crate::dialect::Generator;
use std::path::Path;
use std::sync::Arc;

/// The name of the files that describe a skill for agents.
pub const SKILL: &str = "SKILL.md";

/// The preset of sites of which no other is known.
const USUAL: &str = "post";
/// The fields that no generator knows: a site whose posts have them is of the kind that the preset is made for.
const TELLING: [&str; 2] = ["project-date", "filename"];
/// A site with fewer posts shows no habits.
const FEW_POSTS: usize = 5;

/// A preset that was chosen for files without a config, and the reason.
#[derive(Clone, Debug)]
pub struct Unset {
    /// Its settings, with the fields that are required here.
    pub config: Config,
    /// Which preset it is and why, as a part of a sentence.
    pub why: String,
}

/// How many posts of a site have each field that the preset `post` requires.
#[derive(Clone, Debug, Default)]
pub struct Shares {
    /// The number of posts.
    pub posts: usize,
    /// The posts with each field, in the order of [`usual_fields`].
    pub fields: Vec<Share>,
}

/// How many posts have one field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Posts with the key, with or without a value.
    pub written: usize,
    /// Posts with a value, their own or one that the site gives them.
    pub filled: usize,
}

/// The fields that the preset `post` requires.
pub fn usual_fields() -> Vec<String> {
    let config = preset(USUAL, Path::new(""));
    let fields = config.iter().flat_map(|config| &config.settings.fields);
    fields.map(|field| field.name.clone()).collect()
}

/// The preset of `SKILL.md` files.
///
/// # Errors
/// There is no such preset.
pub fn of_skills(root: &Path) -> Result<Unset, UnknownPreset> {
    let why = format!("the preset `agent-skill` is used for `{SKILL}` files");
    Ok(Unset { config: preset("agent-skill", root)?, why })
}

/// The preset of a generator that the files of a site name; `None` where the posts decide.
pub fn of_generator(generator: Generator, root: &Path) -> Option<Unset> {
    let facts = generator.facts();
    let config = if facts.takes_preset { preset(facts.name, root).ok()? } else { return None };
    let why = format!("the preset `{}` is used, as the site's own files name this generator", facts.name);
    Some(Unset { config, why })
}

/// The preset of any other site: which of its fields are required follows from how many posts have them.
pub fn of_posts(generator: Option<Generator>, shares: &Shares, root: &Path) -> Option<Unset> {
    let mut config = preset(USUAL, root).ok()?;
    if let Some(reason) = requires_all(shares) {
        let way_out = way_out(generator, shares);
        let why = format!("the preset `{USUAL}` is used with all its fields, as {reason}{way_out}");
        return Some(Unset { config, why });
    }
    let mut rare = Vec::new();
    for (field, share) in Arc::make_mut(&mut config.settings).fields.iter_mut().zip(&shares.fields) {
        if share.filled * 10 < shares.posts * 9 {
            field.required = false;
            rare.push((field.name.clone(), share.filled));
        }
    }
    let rare = in_words(&rare, shares.posts);
    let rare = rare.map(|rare| format!("; {rare}: not required; `--preset {USUAL}` requires all five"));
    let reason = match generator {
        Some(generator) => format!("as in every site of `{}`", generator.facts().name),
        None => "as no generator is known".to_string(),
    };
    Some(Unset { config, why: format!("the preset `{USUAL}` is used, {reason}{}", rare.unwrap_or_default()) })
}

/// Which preset requires none of the fields, for a site that has too few posts to show that it is not of the kind.
fn way_out(generator: Option<Generator>, shares: &Shares) -> String {
    if shares.posts >= FEW_POSTS {
        return String::new();
    }
    let known = generator.map(|generator| generator.facts().name);
    let preset = known.filter(|name| preset_names().any(|preset| preset == *name)).unwrap_or("none");
    format!("; `--preset {preset}` requires none of them")
}

/// Why all fields are required, if they are.
fn requires_all(shares: &Shares) -> Option<String> {
    if shares.posts < FEW_POSTS {
        return Some(format!("the site has fewer than {FEW_POSTS} posts"));
    }
    let names = usual_fields();
    let written = |name: &str| {
        let at = names.iter().position(|known| known == name)?;
        Some(shares.fields.get(at)?.written).filter(|written| written * 2 >= shares.posts)
    };
    let [one, other] = TELLING.map(written);
    let ([first, second], posts) = (TELLING, shares.posts);
    Some(format!("`{first}` is in {} of {posts} posts and `{second}` in {}", one?, other?))
}

/// "`author` is in 27 of 63 posts, `project-date` in none".
fn in_words(rare: &[(String, usize)], posts: usize) -> Option<String> {
    let ((name, count), rest) = rare.split_first()?;
    let number = |count: usize| if count == 0 { "none".to_string() } else { count.to_string() };
    let others = rest.iter().map(|(name, count)| format!(", `{name}` in {}", number(*count)));
    Some(format!("`{name}` is in {} of {posts} posts{}", number(*count), others.collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The required fields of a site with so many posts, of which so many have each field.
    fn required(posts: usize, filled: [usize; 5]) -> Vec<String> {
        let fields = filled.map(|filled| Share { written: filled, filled }).to_vec();
        let unset = of_posts(None, &Shares { posts, fields }, Path::new("")).expect("a preset");
        let required = unset.config.settings.fields.iter().filter(|field| field.required);
        required.map(|field| field.name.clone()).collect()
    }

    #[test]
    fn all_five_are_required_of_few_posts_and_of_sites_of_the_kind() {
        let all = usual_fields();
        assert_eq!(all, ["title", "layout", "author", "project-date", "filename"]);
        for (posts, filled) in [
            (0, [0; 5]),
            (1, [0; 5]),
            (4, [4, 0, 0, 0, 0]),
            (5, [5, 5, 5, 3, 3]),
            (10, [1, 1, 1, 5, 5]),
            (40, [24, 24, 24, 24, 24]),
        ] {
            assert_eq!(required(posts, filled), all, "{posts} posts: {filled:?}");
        }
    }

    #[test]
    fn of_any_other_site_only_what_nine_in_ten_posts_have() {
        for (posts, filled, wanted) in [
            (5, [5, 5, 4, 0, 0], &["title", "layout"][..]),
            (5, [5, 5, 5, 2, 5], &["title", "layout", "author", "filename"]),
            (10, [9, 10, 8, 10, 4], &["title", "layout", "project-date"]),
            (63, [63, 56, 27, 0, 0], &["title"]),
            (100, [0; 5], &[]),
        ] {
            assert_eq!(required(posts, filled), wanted, "{posts} posts: {filled:?}");
        }
    }

    #[test]
    fn a_key_without_a_value_shows_the_kind_but_is_no_habit() {
        let share = |written, filled| Share { written, filled };
        let fields = vec![share(10, 10), share(10, 0), share(10, 10), share(10, 2), share(10, 10)];
        let of = |fields: Vec<Share>| of_posts(None, &Shares { posts: 10, fields }, Path::new("")).expect("a preset");
        assert!(of(fields.clone()).config.settings.fields.iter().all(|field| field.required));
        let mut other = fields;
        other[3].written = 2;
        let other = of(other);
        assert!(!other.config.settings.field("layout").expect("a field").required);
        assert_eq!(
            other.why,
            "the preset `post` is used, as no generator is known; `layout` is in none of 10 posts, `project-date` in 2: \
             not required; `--preset post` requires all five"
        );
    }
}
