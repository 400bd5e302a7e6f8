//! How fast frontlint is, on real posts and in one run: `FRONTLINT_SHARED=… cargo bench`. Nothing is asserted; the budgets are printed
//! beside the figures.
//!
//! Where valgrind is installed, the instructions of a whole check are counted first: they are the same in each run, unlike any time. Then real
//! posts are repeated under changed names to a tree of 20,000. A bare parallel walk and read of the same files is compared with the bare
//! parsers and the whole program; then come the layers alone, and inputs made to be slow, at twice the size.
#![allow(clippy::unwrap_used, reason = "a benchmark may fail by it")]
#![allow(clippy::print_stdout, reason = "the figures are its output")]
#![allow(clippy::cast_precision_loss, reason = "figures for people")]
mod bare;
mod nasty;
#[path = "../growth/shapes.rs"]
mod shapes;
mod tree;

use bare::Post;
use frontlint::dialect::{Dialect, Generator};
use frontlint::front_matter::FrontMatter;
use frontlint::html::{self, ParseOptions, Segment};
use frontlint::text::{SourceFile, Span};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const POSTS: usize = 20_000;
const ROUNDS: usize = 5;
const JOBS: usize = 2;

fn main() {
    let Some(shared) = std::env::var_os("FRONTLINT_SHARED").map(PathBuf::from) else {
        println!("the benchmark needs FRONTLINT_SHARED: the folder with corpus/ and its posts");
        return;
    };
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let corpus = shared.join("corpus");
    if wanted("instructions") {
        instructions(&corpus);
    }
    if wanted("whole") {
        whole(&corpus);
    }
    let posts = bare::read_all(&corpus);
    if wanted("html") {
        html_layer(&posts);
    }
    if wanted("yaml") {
        yaml_layer(&posts);
    }
    if wanted("nasty") {
        nasty::run();
    }
}

/// The instructions of a check with one thread, for each post; nothing where valgrind is not installed.
fn instructions(corpus: &Path) {
    for (name, select) in
        [("check --preset none", &[][..]), ("check --preset none --select file", &["--select", "file"])]
    {
        let mut command = Command::new("valgrind");
        command.current_dir(corpus).args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
        command.args([env!("CARGO_BIN_EXE_frontlint"), "check", "--preset", "none", "--jobs", "1", "--format", "json"]);
        let Ok(output) = command.args(select).arg(".").output() else { return };
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let posts = report["summary"]["files"].as_u64().unwrap();
        let log = String::from_utf8_lossy(&output.stderr);
        let collected = log.lines().find_map(|line| line.split("Collected : ").nth(1)).unwrap();
        let all: u64 = collected.trim().parse().unwrap();
        println!("{name:<35} {:>8} instructions a post, {all} for {posts} posts (goal 300000)", all / posts);
    }
}

/// The whole program against reading the same files.
fn whole(corpus: &Path) {
    let tree = tree::repeat(corpus, POSTS);
    println!("{} posts, {} MB, {JOBS} threads, the best of {ROUNDS} rounds", tree.posts, tree.bytes / 1_000_000);
    let root = tree.folder.path();
    let program = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontlint"));
        command.current_dir(root).args(["--jobs", &JOBS.to_string(), "--quiet"]).args(args);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        assert_ne!(command.status().unwrap().code(), Some(2), "the run failed");
    };
    let rows: [(&str, &dyn Fn()); 6] = [
        ("walk and read", &|| bare::walk_and_read(root, JOBS)),
        ("… and bare YAML", &|| bare::with_yaml(root, JOBS)),
        ("… and bare Markdown of bodies with `<` or `&`", &|| bare::with_markdown(root, JOBS)),
        ("… and the bare HTML tokenizer", &|| bare::with_html(root, JOBS)),
        ("frontlint check --preset none", &|| program(&["--preset", "none", "--format", "concise"])),
        ("frontlint check", &|| program(&["--format", "concise"])),
    ];
    let mut best = [None; 6];
    for _ in 0..ROUNDS {
        for ((_, work), best) in rows.iter().zip(&mut best) {
            let spent = Spent::of(work);
            *best = Some(best.map_or(spent, |best: Spent| best.least(spent)));
        }
    }
    let (bare, parsers) = (best[0].unwrap(), best[3].unwrap());
    for ((name, _), best) in rows.iter().zip(best) {
        let best = best.unwrap();
        println!(
            "  {name:<48} wall {:>6.0} ms {:>5.1}x   CPU {:>6.0} ms   user {:>6.0} ms {:>5.2} of the bare parsers",
            best.wall.as_secs_f64() * 1e3,
            best.wall.as_secs_f64() / bare.wall.as_secs_f64(),
            best.cpu.as_secs_f64() * 1e3,
            best.user.as_secs_f64() * 1e3,
            best.user.as_secs_f64() / parsers.user.as_secs_f64(),
        );
    }
    println!("  (goal: user time of the check at most 1.4 of the bare parsers)");
}

/// Our HTML with all findings against html5ever's tokenizer alone, on the bodies that have HTML.
fn html_layer(posts: &[Post]) {
    let bodies: Vec<&str> = posts.iter().map(Post::body).filter(|body| body.contains('<')).collect();
    let bytes: usize = bodies.iter().map(|body| body.len()).sum();
    let bare = best(|| bodies.iter().for_each(|body| bare::tokenize(body)));
    let ours = best(|| {
        for body in &bodies {
            let segments = [Segment::Html(Span::new(0, body.len()))];
            std::hint::black_box(html::parse(body, &segments, &ParseOptions::body(0)));
        }
    });
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    let (bare, ours) = (rate(bare), rate(ours));
    println!(
        "HTML, one core: bare tokenizer {bare:.0} MB/s, with all facts {ours:.0} MB/s: {:.2} of it (budget 0.45)",
        ours / bare
    );
}

/// Our front matter with its tree against libyaml's events alone.
fn yaml_layer(posts: &[Post]) {
    let sources: Vec<SourceFile> =
        posts.iter().map(|post| SourceFile::new("post.md", post.text[..post.body].to_string())).collect();
    let dialect = Dialect::of(Some(Generator::Jekyll));
    let bare = best(|| posts.iter().for_each(|post| bare::yaml_events(post.block())));
    let ours = best(|| {
        for source in &sources {
            std::hint::black_box(FrontMatter::parse(source, &dialect));
        }
    });
    let rate = |time: Duration| posts.len() as f64 / time.as_secs_f64();
    println!(
        "front matter, one core: bare events {:.0} posts/s, ours {:.0} posts/s (budget 100000)",
        rate(bare),
        rate(ours)
    );
}

fn best(work: impl Fn()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..ROUNDS).map(time).min().unwrap()
}

/// The wall time of some work, its CPU time, and the part of it that is not the system's.
#[derive(Clone, Copy)]
struct Spent {
    wall: Duration,
    cpu: Duration,
    user: Duration,
}

impl Spent {
    fn of(work: &dyn Fn()) -> Self {
        let ((user, system), start) = (cpu_time(), Instant::now());
        work();
        let (user_after, system_after) = cpu_time();
        let user = user_after.saturating_sub(user);
        Self { wall: start.elapsed(), cpu: user + system_after.saturating_sub(system), user }
    }

    fn least(self, other: Self) -> Self {
        Self { wall: self.wall.min(other.wall), cpu: self.cpu.min(other.cpu), user: self.user.min(other.user) }
    }
}

/// User and system time of this process and of those it has waited for; nothing outside Linux. The kernel counts in hundredths of a second.
fn cpu_time() -> (Duration, Duration) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or("");
    // utime, stime, cutime and cstime are the 14th to the 17th field; the name is the 2nd.
    let ticks: Vec<u64> =
        after_name.split_whitespace().skip(11).take(4).filter_map(|ticks| ticks.parse().ok()).collect();
    let time = |own: usize| Duration::from_millis(ticks.iter().skip(own).step_by(2).sum::<u64>() * 10);
    (time(0), time(1))
}
