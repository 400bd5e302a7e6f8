//! How the tests with random input are run: the same inputs at each run of the gate, others and more of them on demand.
use proptest::test_runner::{Config, RngSeed};

/// Settings for `cases` inputs drawn from a fixed seed, so that a change fails only for what it changed.
///
/// `PROPTEST_RNG_SEED` draws others and `PROPTEST_CASES` as many as one likes; what they find becomes a test of its own.
pub(crate) fn config(cases: u32) -> Config {
    let chosen = Config::default();
    Config {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { chosen.cases } else { cases },
        rng_seed: match chosen.rng_seed {
            RngSeed::Random => RngSeed::Fixed(0),
            seed @ RngSeed::Fixed(_) => seed,
        },
        failure_persistence: None,
        ..chosen
    }
}
