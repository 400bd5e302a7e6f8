//! How far a long run has come, on a terminal.
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// A run shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that appears once a run lasts.
pub(super) struct Bar {
    wanted: bool,
    since: Instant,
    drawn: OnceLock<ProgressBar>,
}

impl Bar {
    /// A bar that never appears unless `wanted`.
    pub(super) fn new(wanted: bool) -> Self {
        Self { wanted, since: Instant::now(), drawn: OnceLock::new() }
    }

    /// So many files are done of so many; called from any thread.
    pub(super) fn at(&self, done: usize, total: usize) {
        if !self.wanted || self.drawn.get().is_none() && self.since.elapsed() < PATIENCE {
            return;
        }
        let bar = self.drawn.get_or_init(|| {
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr()).with_style(style)
        });
        bar.set_position(done as u64);
    }

    /// Takes the bar off the terminal.
    pub(super) fn clear(&self) {
        if let Some(bar) = self.drawn.get() {
            bar.finish_and_clear();
        }
    }
}
