//! Panics: one in a rule is a finding that names it, one anywhere else ends the run with a message and exit code 2.
use super::CommandError;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

/// What the last panic said, for the message.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Keeps panics from printing anything themselves.
pub fn keep_quiet() {
    panic::set_hook(Box::new(|panic| {
        if let Ok(mut last) = LAST.lock() {
            *last = panic.to_string();
        }
    }));
}

/// Runs `work`; a panic in it becomes a failure.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T, CommandError>) -> Result<T, CommandError> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let said = LAST.lock().map(|last| last.replace('\n', " ")).unwrap_or_default();
        Err(CommandError::Said(format!("internal error, please report it: {said}")))
    })
}
