//! Tests whose names are made while they run: one test for each case of a folder or a list.
//!
//! Their targets have `harness = false` in Cargo.toml and a `main` that gives its tests to `libtest_mimic`, which understands the
//! arguments of any other test (a filter, `--exact`, `--ignored`, `--test-threads`).
use libtest_mimic::Trial;

/// A test for each of these functions, under its name.
macro_rules! functions {
    ($($(#[$when:meta])* $name:ident),* $(,)?) => {{
        let mut all = Vec::new();
        $(
            $(#[$when])*
            all.push(libtest_mimic::Trial::test(stringify!($name), || {
                $name();
                Ok(())
            }));
        )*
        all
    }};
}
pub(crate) use functions;

/// As `#[ignore = "needs …"]`: the test runs with `--ignored` only.
#[allow(dead_code, reason = "not every target has such a test")]
pub(crate) fn needs(what: &str, trial: Trial) -> Trial {
    trial.with_kind(format!("needs {what}")).with_ignored_flag(true)
}
