//! A bound on work that is done more than once over the same text, so that no input takes more than linear time.
use std::cell::Cell;

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
