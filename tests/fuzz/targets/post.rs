//! Runs the target `post` of `tests/noise/targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: frontlint_fuzz::begin("post"), |bytes: &[u8]| frontlint_fuzz::run("post", bytes));
