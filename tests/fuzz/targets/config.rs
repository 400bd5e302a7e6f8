//! Runs the target `config` of `tests/noise/targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: frontlint_fuzz::begin("config"), |bytes: &[u8]| frontlint_fuzz::run("config", bytes));
