//! The progress bar of a long run on a terminal.
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// A run shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that appears once a run takes long.
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

    /// Shows that `done` of `total` files are done; may be called from any thread.
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

    /// Removes the bar from the terminal.
    pub(super) fn clear(&self) {
        if let Some(bar) = self.drawn.get() {
            bar.finish_and_clear();
        }
    }
}
