//! Hostile texts cost no more than their size: for each kind of text and each generator the work of a check is counted at a size, at twice
//! and at four times the size. The counts are the same on every machine: steps of the parsers' own loops, allocated bytes, allocations.
//! The peak memory of the whole program is that of a child.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
mod shapes;

use frontlint::config::Settings;
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine;
use frontlint::post::PostKind;
use frontlint::text::{SourceFile, spent};
use rayon::prelude::*;
use shapes::{KINDS, text};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Bytes of the smallest text.
const SIZE: usize = 3_000;
/// How much more work, and how much more memory at a time, twice the text may take.
const MOST: f64 = 2.2;
/// Kinds of which the first doubling may take more work: they have a budget, which is used up by then.
const UNTIL_A_BUDGET_ENDS: &[&str] = &[
    "lines that are nearly keys",
    "broken keys in TOML",
    "items of items of items",
    "overlapping elements",
    "ends that are implied by tables",
];

/// What a check takes.
#[derive(Clone, Copy, Debug)]
struct Work {
    steps: u64,
    bytes: u64,
    allocations: u64,
    /// The most bytes that are in use at a time.
    peak: u64,
}

fn work(text: &str, generator: Generator, settings: &Arc<Settings>) -> Work {
    let before = spent();
    let allocated = allocation_counter::measure(|| {
        let source = SourceFile::new("post.md", text);
        engine::check(&source, &Dialect::of(Some(generator)), PostKind::Post, settings);
    });
    Work {
        steps: spent() - before,
        bytes: allocated.bytes_total,
        allocations: allocated.count_total,
        peak: allocated.bytes_max,
    }
}

/// How many times as much a text takes as one of half its length.
#[derive(Clone, Copy, Debug)]
struct Growth {
    /// Steps or allocations, whichever grows more.
    work: f64,
    /// Bytes in all or at a time. What is stored in one piece doubles when it is full, so that of small texts it says nothing.
    memory: f64,
}

/// How the work grows from one text to the next.
#[allow(clippy::cast_precision_loss, reason = "the counts are small")]
fn growth(once: Work, twice: Work) -> Growth {
    let of = |count: fn(Work) -> u64| count(twice) as f64 / count(once).max(1_000) as f64;
    Growth {
        work: of(|work| work.steps).max(of(|work| work.allocations)),
        memory: of(|work| work.bytes).max(of(|work| work.peak)),
    }
}

/// The generators that may differ: front matter is read in three languages, and a body in a way of its own by each.
fn generators(start: &str) -> Vec<Generator> {
    let is_front_matter = !start.contains("\n---\n");
    let all = Generator::LIST.iter().map(|(_, generator)| *generator);
    all.filter(|of| !is_front_matter || matches!(of, Generator::Jekyll | Generator::Hugo | Generator::Mkdocs)).collect()
}

#[test]
fn no_text_takes_more_than_twice_the_work_when_it_is_twice_as_long() {
    let settings = Arc::new(Settings::default());
    let jobs: Vec<_> = KINDS
        .iter()
        .flat_map(|kind| generators(kind.1[0]).into_iter().map(move |generator| (kind, generator)))
        .collect();
    let too_much: Vec<String> = jobs
        .par_iter()
        .filter_map(|((name, parts), generator)| {
            let measured = [1, 2, 4].map(|times| work(&text(parts, times * SIZE), *generator, &settings));
            let grown = [growth(measured[0], measured[1]), growth(measured[1], measured[2])];
            let is_first_held = !UNTIL_A_BUDGET_ENDS.contains(name);
            let is_too_much = is_first_held && grown[0].work > MOST || grown[1].work > MOST || grown[1].memory > MOST;
            is_too_much.then(|| format!("{name}, {generator:?}: {grown:.2?} a doubling, {measured:?}"))
        })
        .collect();
    assert!(too_much.is_empty(), "{}", too_much.join("\n"));
}

/// Bytes of the text whose memory is measured, and how many bytes of memory one byte may take.
const LARGE: usize = 100_000;
const MOST_MEMORY: u64 = 64;
/// pulldown-cmark takes more for a list in a list, which is two bytes long.
const LISTS_IN_LISTS: [&str; 2] = ["lists in lists", "items in items"];
const MOST_OF_LISTS: u64 = 96;
/// The memory that findings may take beside that, of which there is a limited number, and the code that reports them.
const OF_FINDINGS: u64 = 2 << 20;

/// The peak memory of the program that checks a text.
fn memory(folder: &std::path::Path, name: &str, text: &str) -> u64 {
    use wait4::Wait4 as _;
    std::fs::write(folder.join(name), text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontlint"));
    command.current_dir(folder).args(["check", "--jobs", "1", "--format", "json", name]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let used = child.wait4().unwrap();
    assert!(matches!(used.status.code(), Some(0 | 1)), "{name}: {:?}", used.status);
    used.rusage.maxrss
}

#[test]
fn no_text_takes_more_than_64_times_its_memory() {
    let folder = tempfile::tempdir().unwrap();
    // One for each way to read Markdown.
    let generators = ["jekyll", "mkdocs", "hugo", "docusaurus"];
    for generator in generators {
        std::fs::create_dir(folder.path().join(generator)).unwrap();
        std::fs::write(folder.path().join(generator).join("frontlint.yaml"), format!("generator: {generator}\n"))
            .unwrap();
    }
    let least = memory(&folder.path().join("jekyll"), "least.md", "---\ntitle: a\n---\n<p>a</p>\n");
    let jobs: Vec<_> = KINDS.iter().enumerate().flat_map(|kind| generators.map(|of| (kind, of))).collect();
    let too_much: Vec<String> = jobs
        .par_iter()
        .filter(|((_, (_, [start, ..])), generator)| *generator == "jekyll" || start.contains("\n---\n"))
        .filter_map(|((number, (name, parts)), generator)| {
            let text = text(parts, LARGE);
            let peak = memory(&folder.path().join(generator), &format!("{number}.md"), &text);
            let each = peak.saturating_sub(least + OF_FINDINGS) / text.len() as u64;
            (each > if LISTS_IN_LISTS.contains(name) { MOST_OF_LISTS } else { MOST_MEMORY })
                .then(|| format!("{name}, {generator}: {each} bytes of memory a byte"))
        })
        .collect();
    assert!(too_much.is_empty(), "{}", too_much.join("\n"));
}
