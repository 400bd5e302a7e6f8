//! Runs the target `html` of `tests/noise/targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: frontlint_fuzz::begin("html"), |bytes: &[u8]| frontlint_fuzz::run("html", bytes));
