//! The targets of the tests with random input for a fuzzer that looks for input which reaches new code.
#[path = "../../noise/blocks.rs"]
mod blocks;
#[path = "../../noise/bodies.rs"]
mod bodies;
#[path = "../../noise/edits.rs"]
mod edits;
#[path = "../../fixes/mod.rs"]
mod fixes;
#[path = "../../noise/fixing.rs"]
mod fixing;
mod seeds;
#[path = "../../noise/settings.rs"]
mod settings;
#[path = "../../noise/sound.rs"]
mod sound;
#[path = "../../noise/targets.rs"]
mod targets;
#[path = "../../noise/truth.rs"]
mod truth;

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The message of the last panic.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Before the first input of a target. A panic that the program itself catches is not the end: what it makes of it is part of what is
/// tested. Where `FRONTLINT_SEEDS` names a folder, what the target begins with is written there, and that is all.
pub fn begin(name: &str) {
    if let Some(folder) = std::env::var_os("FRONTLINT_SEEDS") {
        seeds::write(name, Path::new(&folder)).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        std::process::exit(0);
    }
    set_hook(Box::new(|panic| {
        let trace = std::backtrace::Backtrace::capture();
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = format!("{panic}\n{trace}");
    }));
}

/// Runs one target on one input, and ends the process when a law is broken.
pub fn run(name: &str, bytes: &[u8]) {
    let Some((_, target)) = targets::TARGETS.iter().find(|(target, _)| *target == name) else {
        panic!("`{name}` is no target");
    };
    if catch_unwind(AssertUnwindSafe(|| target(bytes))).is_err() {
        eprintln!("{}", LAST.lock().unwrap_or_else(PoisonError::into_inner));
        std::process::abort();
    }
}
