//! Runs the target `mask` of `tests/noise/targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: frontlint_fuzz::begin("mask"), |bytes: &[u8]| frontlint_fuzz::run("mask", bytes));
