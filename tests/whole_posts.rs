//! Whatever a post contains: no rule breaks, every finding is at a true place, every report prints, and a fixed finding is gone.
#[path = "noise/edits.rs"]
mod edits;
mod fixes;
#[path = "noise/mutations.rs"]
mod mutations;
#[path = "noise/mod.rs"]
mod noise;
#[path = "noise/pieces.rs"]
mod pieces;
#[path = "noise/posts.rs"]
mod posts;
mod sites;
#[path = "noise/sound.rs"]
mod sound;
#[path = "noise/truth.rs"]
mod truth;

use frontlint::config::Config;
use frontlint::dialect::Dialect;
use proptest::prelude::*;
use sound::{CONFIGS, NAMES, dialects};
use std::sync::LazyLock;

/// Asserts all that holds for every post.
fn assert_sound(bytes: &[u8], name: &str, dialect: &Dialect, config: &Config) {
    sound::assert_findings(bytes, name, dialect, config);
    sound::assert_reports(bytes, name, dialect, config);
}

proptest! {
    #![proptest_config(noise::config(200))]

    #[test]
    fn noise_breaks_no_rule_and_every_finding_is_at_a_true_place(
        bytes in posts::posts(),
        name in prop::sample::select(NAMES),
        dialect in prop::sample::select(dialects()),
        config in 0..CONFIGS.len(),
    ) {
        assert_sound(&bytes, name, &dialect, &CONFIGS[config]);
    }
}

proptest! {
    #![proptest_config(noise::config(1_000))]

    #[test]
    fn real_posts_broken_by_accident_break_nothing(
        post in any::<prop::sample::Index>(),
        accidents in mutations::mutations(),
        name in prop::sample::select(NAMES),
        dialect in prop::sample::select(dialects()),
        config in 0..CONFIGS.len(),
    ) {
        let posts = &*POSTS_HERE;
        let bytes = mutations::mutated(&posts[post.index(posts.len())], &accidents, posts);
        assert_sound(&bytes, name, &dialect, &CONFIGS[config]);
    }
}

proptest! {
    #![proptest_config(noise::config(2_000))]

    #[test]
    #[ignore = "needs FRONTLINT_SHARED"]
    fn many_more_real_posts_broken_by_accident_break_nothing(
        post in any::<prop::sample::Index>(),
        accidents in mutations::mutations(),
        name in prop::sample::select(NAMES),
        dialect in prop::sample::select(dialects()),
        config in 0..CONFIGS.len(),
    ) {
        let posts = &*POSTS_ELSEWHERE;
        let bytes = mutations::mutated(&posts[post.index(posts.len())], &accidents, posts);
        assert_sound(&bytes, name, &dialect, &CONFIGS[config]);
    }
}

static POSTS_HERE: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| mutations::posts_below(&sites::here()));
static POSTS_ELSEWHERE: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| mutations::posts_below(&sites::elsewhere()));
