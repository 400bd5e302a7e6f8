//! A bound on work that is done more than once over the same text, so that no input takes more than linear time.
use std::cell::Cell;

thread_local! {
    static SPENT: Cell<u64> = const { Cell::new(0) };
}

/// Counts work that could be done again and again over the same text, for the tests that watch how it grows; other builds do not count.
pub fn spend(amount: usize) {
    if cfg!(debug_assertions) {
        SPENT.with(|spent| spent.set(spent.get() + amount as u64));
    }
}

/// The work that this thread has counted so far.
#[doc(hidden)]
pub fn spent() -> u64 {
    SPENT.with(Cell::get)
}

/// How much work is left, in whatever unit its owner counts: bytes read again, steps, trials.
#[derive(Debug)]
pub struct Budget(Cell<usize>);

impl Budget {
    /// A budget of `amount` units.
    pub const fn new(amount: usize) -> Self {
        Self(Cell::new(amount))
    }

    /// Takes `amount` units. Returns `false` and takes nothing when fewer are left, so that smaller work may still be done.
    pub fn take(&self, amount: usize) -> bool {
        let rest = self.0.get().checked_sub(amount);
        if let Some(rest) = rest {
            self.0.set(rest);
            spend(amount);
        }
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_amount_leaves_the_rest_for_smaller_ones() {
        let budget = Budget::new(10);
        assert!(!budget.take(11));
        assert!(budget.take(10));
        assert!(!budget.take(1));
        assert!(budget.take(0));
    }
}
