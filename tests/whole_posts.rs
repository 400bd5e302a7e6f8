//! Whatever a post holds: no rule breaks, every finding stands at a true place, every report prints, and what is mended is gone.
#[path = "noise/mod.rs"]
mod noise;
#[path = "noise/posts.rs"]
mod posts;
#[path = "noise/sound.rs"]
mod sound;
#[path = "noise/truth.rs"]
mod truth;

use proptest::prelude::*;
use sound::{CONFIGS, NAMES, assert_sound, dialects};

proptest! {
    #![proptest_config(noise::config(300))]

    #[test]
    fn noise_breaks_no_rule_and_every_finding_stands_at_a_true_place(
        bytes in posts::posts(),
        name in prop::sample::select(NAMES),
        dialect in prop::sample::select(dialects()),
        config in 0..CONFIGS.len(),
    ) {
        assert_sound(&bytes, name, &dialect, &CONFIGS[config]);
    }
}
