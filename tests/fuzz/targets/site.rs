//! Runs the target `site` of `tests/noise/targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: frontlint_fuzz::begin("site"), |bytes: &[u8]| frontlint_fuzz::run("site", bytes));
