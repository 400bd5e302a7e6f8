//! Runs the target `block` of `tests/noise/targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: frontlint_fuzz::begin("block"), |bytes: &[u8]| frontlint_fuzz::run("block", bytes));
