//! Runs the target `fix` of `tests/noise/targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: frontlint_fuzz::begin("fix"), |bytes: &[u8]| frontlint_fuzz::run("fix", bytes));
