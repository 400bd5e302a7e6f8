//! The threads of a run. They are our own: neither rayon's global pool nor `RAYON_NUM_THREADS` is used.
use crate::text::{limits, locked};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::num::NonZero;
use std::sync::Mutex;
use std::{iter, thread, vec};

/// The number of items that a thread takes at once: small shares, so that no thread still has a large one at the end.
const SHARE: usize = 16;

/// Some threads that share work, or only the current one.
#[derive(Debug)]
pub(super) struct Threads(Option<ThreadPool>);

impl Threads {
    /// So many threads, or one per core; fewer where the system refuses them, down to the current one.
    pub(super) fn new(wanted: Option<usize>) -> Self {
        let mut number = wanted.filter(|wanted| *wanted > 0).unwrap_or_else(cores).min(limits::THREADS);
        while number > 1 {
            if has_room(number)
                && let Ok(pool) = ThreadPoolBuilder::new().num_threads(number).build()
            {
                return Self(Some(pool));
            }
            number /= 2;
        }
        Self(None)
    }

    /// Does the same work on each thread at once.
    pub(super) fn on_each(&self, work: &(dyn Fn() + Sync)) {
        match &self.0 {
            Some(pool) => _ = pool.broadcast(|_| work()),
            None => work(),
        }
    }

    /// What each item becomes, in their order.
    pub(super) fn map<T: Send, R: Send>(&self, items: Vec<T>, change: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
        match &self.0 {
            Some(pool) => pool.install(|| items.into_par_iter().map(change).collect()),
            None => items.into_iter().map(change).collect(),
        }
    }

    /// Adds every item to the sum of a thread, and these sums to each other; the order is not defined. Each thread has one sum: adding up
    /// many small ones costs memory and time.
    pub(super) fn fold<T: Send, S: Send + Default>(
        &self,
        items: Vec<T>,
        add: impl Fn(S, T) -> S + Send + Sync,
        merge: impl Fn(S, S) -> S + Send + Sync,
    ) -> S {
        match &self.0 {
            Some(pool) => {
                let waiting = Mutex::new(items.into_iter());
                let sums = pool.broadcast(|_| {
                    iter::from_fn(|| Some(take_share(&waiting)).filter(|share| !share.is_empty()))
                        .flatten()
                        .fold(S::default(), &add)
                });
                sums.into_iter().reduce(merge).unwrap_or_default()
            }
            None => items.into_iter().fold(S::default(), add),
        }
    }
}

fn take_share<T>(waiting: &Mutex<vec::IntoIter<T>>) -> Vec<T> {
    locked(waiting).by_ref().take(SHARE).collect()
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Whether there are addresses for so many threads, and for as many of a walk. Under a limit of them (`ulimit -v`) the threads may start
/// and take all: each has a stack, and glibc reserves 64 MiB for each of at most eight a core. What is reserved here is not touched.
fn has_room(number: usize) -> bool {
    const MIB: usize = 1 << 20;
    let threads = 2 * number;
    let heaps = threads.min(8 * cores()) * 64 * MIB;
    cfg!(target_pointer_width = "32")
        || Vec::<u8>::new().try_reserve_exact(64 * MIB + heaps + threads * 4 * MIB).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_is_the_same_for_any_number_of_threads() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [Threads(None), Threads::new(Some(1)), Threads::new(Some(3))] {
            let doubled = threads.map(items.clone(), |item| item * 2);
            assert_eq!(doubled, (0..1000).map(|item| item * 2).collect::<Vec<_>>());
            let sum = threads.fold(items.clone(), |sum: usize, item| sum + item, |one, other| one + other);
            assert_eq!(sum, 499_500);
        }
    }
}
