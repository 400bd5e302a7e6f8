//! Locks of what threads share.
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a lock holds. A thread that panicked with it has left nothing half done: what is kept behind locks is added to in one step, and
/// such a panic is a finding, not the end of the run.
pub fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
