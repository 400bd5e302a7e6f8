//! Runs the target `apply` of `tests/noise/targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: frontlint_fuzz::begin("apply"), |bytes: &[u8]| frontlint_fuzz::run("apply", bytes));
