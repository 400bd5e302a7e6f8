//! Panics: one in a rule becomes a finding that names the rule, one anywhere else ends the run with a message and exit code 2.
use super::CommandError;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

/// The message of the last panic.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Keeps panics from printing anything themselves.
pub fn keep_quiet() {
    panic::set_hook(Box::new(|panic| {
        if let Ok(mut last) = LAST.lock() {
            *last = panic.to_string();
        }
    }));
}

/// Runs `work`; a panic in it becomes an error.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T, CommandError>) -> Result<T, CommandError> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let message = LAST.lock().map(|last| last.replace('\n', " ")).unwrap_or_default();
        Err(CommandError::Message(format!("internal error, please report it: {message}")))
    })
}
