//! Inputs made to be slow, each at a size and at twice the size: time must grow no faster than the text.
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

/// A kind of text: what begins it, what is repeated, what ends it. `#` in what is repeated is its number.
const KINDS: &[(&str, [&str; 3])] = &[
    ("open brackets", ["---\na: ", "[", "\n---\n"]),
    ("open braces", ["---\na: ", "{a: ", "\n---\n"]),
    ("keys", ["---\n", "key#: value\n", "---\n"]),
    ("the same key", ["---\n", "key: value\n", "---\n"]),
    ("broken keys", ["---\n", "key#: a: b\n", "---\n"]),
    ("anchors and aliases", ["---\n", "k#: &a# x\nl#: *a#\n", "---\n"]),
    ("unknown aliases", ["---\n", "k#: *a#\n", "---\n"]),
    ("lines that are nearly keys", ["---\n", "ti\u{200b}tle: [a\n", "---\n"]),
    ("items indented anyhow", ["---\n", "hor:[, {] # c\n\ttags:\n  - Fal", "\n---\n"]),
    ("colons in a row", ["---\n", "a:12:30", ": b\n---\n"]),
    ("text that is indented less", ["---\na: |\n    b\n", "  c\n", "\td\n---\n"]),
    ("indentation", ["---\n", "a:\n ", "\n---\n"]),
    ("quotes never closed", ["---\n", "k#: \"a\n", "---\n"]),
    ("comments", ["---\na: b\n", "# comment #\n", "---\n"]),
    ("broken keys in TOML", ["+++\n", "key# = some text\n", "+++\n"]),
    ("the same keys in TOML", ["+++\n", "key# = 1\nkey# = 2\n", "+++\n"]),
    ("items without commas in TOML", ["+++\na = [", "1 2 ", "]\n+++\n"]),
    ("tables never closed in TOML", ["+++\n", "a# = {b = [\n", "+++\n"]),
    ("fences", ["---\na: b\n", " ---\n", ""]),
    ("nested <div>", ["---\na: b\n---\n", "<div>", "\n"]),
    ("nested inline elements", ["---\na: b\n---\n", "<b><i>", "\n"]),
    ("stray end tags", ["---\na: b\n---\n", "</div>\n", ""]),
    ("halves of end tags in a line of text", ["---\na: b\n---\n<p>\n\n", " >}}</", "\n"]),
    ("overlapping elements", ["---\na: b\n---\n", "<b><i></b></i>\n", ""]),
    ("unclosed paragraphs and tables", ["---\na: b\n---\n<div>\n", "<table><tr><td><p>", "\n"]),
    ("attributes", ["---\na: b\n---\n<div", " a#=\"b\"", ">\n"]),
    ("the same attribute", ["---\na: b\n---\n<div", " a=\"b\"", ">\n"]),
    ("attribute quotes never closed", ["---\na: b\n---\n", "<a href=\"x>\n", ""]),
    ("comments never closed", ["---\na: b\n---\n", "<!-- ", "\n"]),
    ("character references", ["---\na: b\n---\n<p>", "&foo; &copy ", "</p>\n"]),
    ("ids", ["---\na: b\n---\n", "<p id=a>x</p>\n", ""]),
    ("blocks of HTML", ["---\na: b\n---\n", "<p>a</p>\n\ntext *a* <b>c</b>\n\n", ""]),
    ("emphasis", ["---\na: b\n---\n<p>\n\n", "*a **b ", "\n"]),
    ("link brackets", ["---\na: b\n---\n<p>\n\n", "[a](", "\n"]),
    ("backquotes", ["---\na: b\n---\n<p>\n\n", "`a``b```", "\n"]),
    ("quotes in quotes", ["---\na: b\n---\n<p>\n\n", "> ", "a\n"]),
    ("lists in lists", ["---\na: b\n---\n<p>\n\n", "- ", "a\n"]),
    ("items in items", ["---\na: b\n---\n<p>\n\n", "* ", "a\n"]),
    ("table rows", ["---\na: b\n---\n<p>\n\n", "| ", "\n"]),
    ("formulas", ["---\na: b\n---\n<p>\n\n", "$$", "\n"]),
    ("kramdown's comments never closed", ["---\na: b\n---\n<p>\n\n", "{::comment}", "\n"]),
    ("Markdown in HTML", ["---\na: b\n---\n", "<div markdown=\"1\">\n", "\n"]),
    ("Liquid blocks", ["---\na: b\n---\n<p>\n", "{% if a %}<b>", "\n"]),
    ("Liquid outputs never closed", ["---\na: b\n---\n<p>\n", "{{ a ", "\n"]),
    ("Liquid blocks crossed", ["---\na: b\n---\n<p>\n", "{% if a %}{% endfor %}", "\n"]),
    ("Liquid outputs ended early", ["---\na: b\n---\n<p>\n", "{{ }", "\n"]),
    ("raw parts never ended", ["---\na: b\n---\n<p>\n", "{% raw %}", "\n"]),
    ("template strings never ended", ["---\na: b\n---\n<p>\n", "{{ \"", "\n"]),
    ("template calls never ended", ["---\na: b\n---\n<p>\n", "{% a(", "{{ a(\"}}\n"]),
    ("template comments never ended", ["---\na: b\n---\n<p>\n", "{# ", "<% \n"]),
    ("shortcodes never ended", ["---\na: b\n---\n<p>\n", "{{< a ", "\n"]),
    ("shortcodes crossed", ["---\na: b\n---\n<p>\n", "{{< a >}}{{< /b >}}", "\n"]),
    ("required words written otherwise", ["---\n", "titel#: a\n", "---\n"]),
    ("tags run together", ["---\na: b\n---\n<div>\n", "<b", ">\n</div>\n"]),
    ("attributes run together", ["---\na: b\n---\n<div>\n", "<b a=", ">\n</div>\n"]),
    ("broken tags", ["---\na: b\n---\n", "<div <p>a</p\n", ""]),
    ("directives", ["---\na: b\n---\n", "<!-- frontlint-ignore html -->\n", ""]),
    ("directives on one line", ["---\na: b\n---\n", "<!-- frontlint-ignore html --> ", "\n"]),
    ("directive words", ["---\na: b\n---\n<p>\n", "frontlint-ignore ", "\n"]),
    ("conflicts", ["---\na: b\n---\n", "<<<<<<< a\n>>>>>>> b\n", ""]),
    ("control characters", ["---\na: b\n---\n", "a\u{8}", "\n"]),
    ("directions never ended", ["---\na: b\n---\n", "\u{202e}a", "\n"]),
];

pub(crate) fn run() {
    println!("nasty inputs of {} kB and twice that (budget: at most 2.6 times the time)", SIZE / 1000);
    let mut worst = (0.0, "");
    for (name, [start, unit, end]) in KINDS {
        let (once, twice) = (time(&text(start, unit, end, SIZE)), time(&text(start, unit, end, 2 * SIZE)));
        let ratio = twice.as_secs_f64() / once.as_secs_f64();
        let mark = if ratio > 2.6 && twice > Duration::from_millis(5) { "  <-- over" } else { "" };
        println!("  {name:<34} {:>8.1} ms  {ratio:>4.1}x{mark}", once.as_secs_f64() * 1e3);
        if ratio > worst.0 {
            worst = (ratio, name);
        }
    }
    println!("  the worst: {} {:.1}x", worst.1, worst.0);
}

fn text(start: &str, unit: &str, end: &str, size: usize) -> String {
    let mut text = start.to_string();
    let mut number = 0;
    while text.len() < size {
        text.push_str(&unit.replace('#', &number.to_string()));
        number += 1;
    }
    text + end
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
