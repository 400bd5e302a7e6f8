//! Inputs made to be slow, each at a size and at twice the size: time must grow no faster than the text. `tests/growth` counts work instead.
use super::shapes::{KINDS, text};
use frontlint::config::Settings;
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine;
use frontlint::post::PostKind;
use frontlint::text::SourceFile;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Bytes of the smaller text.
const SIZE: usize = 200_000;
const ROUNDS: usize = 3;

pub(crate) fn run() {
    println!("nasty inputs of {} kB and twice that (budget: at most 2.6 times the time)", SIZE / 1000);
    let mut worst = (0.0, "");
    for (name, parts) in KINDS {
        let (once, twice) = (time(&text(parts, SIZE)), time(&text(parts, 2 * SIZE)));
        let ratio = twice.as_secs_f64() / once.as_secs_f64();
        let mark = if ratio > 2.6 && twice > Duration::from_millis(5) { "  <-- over" } else { "" };
        println!("  {name:<34} {:>8.1} ms  {ratio:>4.1}x{mark}", once.as_secs_f64() * 1e3);
        if ratio > worst.0 {
            worst = (ratio, name);
        }
    }
    println!("  the worst: {} {:.1}x", worst.1, worst.0);
}

fn time(text: &str) -> Duration {
    let settings = Arc::new(Settings::default());
    let check = |generator| {
        let source = SourceFile::new("post.md", text);
        std::hint::black_box(engine::check(&source, &Dialect::of(generator), PostKind::Post, &settings));
    };
    let once = |_| {
        let start = Instant::now();
        for generator in [Generator::Jekyll, Generator::Eleventy, Generator::Hugo, Generator::Zola, Generator::Mkdocs] {
            check(Some(generator));
        }
        start.elapsed()
    };
    (0..ROUNDS).map(once).min().unwrap()
}
