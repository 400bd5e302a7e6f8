//! Runs the target `report` of `tests/noise/targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(init: frontlint_fuzz::begin("report"), |bytes: &[u8]| frontlint_fuzz::run("report", bytes));
