//! What kramdown takes for HTML, recorded from kramdown itself, and what we take for it.
//!
//! `tests/kramdown/verdicts.json` holds the verdicts on the snippets beside it. With `FRONTLINT_RECORD_KRAMDOWN=1` they are asked for again
//! (Debian: `ruby-kramdown-parser-gfm`); a second test asks about the Jekyll sites of the corpus.
use frontlint::dialect::{Dialect, Generator, Templates};
use frontlint::html::Segment;
use frontlint::{markdown, template};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What kramdown says of one text.
#[derive(Debug, Serialize, Deserialize)]
struct Verdict {
    /// The place of each start tag, in bytes, and whether it is HTML.
    tags: Vec<(usize, bool)>,
    /// What it warns of.
    warnings: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kramdown")
}

#[test]
fn what_is_html_is_what_kramdown_takes_for_html() {
    let snippets = std::fs::read_to_string(folder().join("snippets.txt")).unwrap();
    let snippets: Vec<(&str, &str)> = snippets
        .split("=== ")
        .skip(1)
        .map(|snippet| snippet.split_once('\n').expect("a snippet has a title line"))
        .collect();
    let texts: Vec<&str> = snippets.iter().map(|(_, text)| *text).collect();
    let recorded = folder().join("verdicts.json");
    if std::env::var_os("FRONTLINT_RECORD_KRAMDOWN").is_some() {
        let verdicts = serde_json::to_string_pretty(&ask_kramdown(&texts)).unwrap();
        std::fs::write(&recorded, verdicts + "\n").unwrap();
    }
    let verdicts: Vec<Verdict> = serde_json::from_str(&std::fs::read_to_string(recorded).unwrap()).unwrap();
    assert_eq!(verdicts.len(), snippets.len(), "record the verdicts again");
    let mut wrong = String::new();
    for ((title, text), verdict) in snippets.iter().zip(&verdicts) {
        compare(title, text, verdict, &mut wrong);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
#[ignore = "needs FRONTLINT_SHARED and kramdown"]
fn the_jekyll_posts_of_the_corpus_read_as_kramdown_reads_them() {
    let shared = PathBuf::from(std::env::var_os("FRONTLINT_SHARED").expect("FRONTLINT_SHARED is set"));
    let sites = [
        "Homebrew__brew.sh",
        "apple__swift-org-website",
        "cfpb__cfpb.github.io",
        "jekyll__jekyll",
        "github__opensource.guide",
    ];
    let bodies: Vec<(PathBuf, String)> = sites
        .iter()
        .flat_map(|site| walkdir::WalkDir::new(shared.join("corpus").join(site)).sort_by_file_name())
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md" || extension == "markdown"))
        .filter_map(|entry| Some((entry.path().to_path_buf(), std::fs::read_to_string(entry.path()).ok()?)))
        .map(|(path, text)| (path, masked_body(&text)))
        .collect();
    let verdicts = ask_kramdown(&bodies.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>());
    let (mut wrong, mut tags) = (String::new(), 0);
    for ((path, text), verdict) in bodies.iter().zip(&verdicts) {
        tags += verdict.tags.len();
        compare(&path.display().to_string(), text, verdict, &mut wrong);
    }
    println!("{} posts, {tags} tags, {} read otherwise\n{wrong}", bodies.len(), wrong.lines().count());
    assert!(wrong.lines().count() * 500 < tags, "{wrong}");
}

/// The body, its template tags masked; what kramdown and we read is the same text.
fn masked_body(text: &str) -> String {
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
    template::mask(body, Templates::Liquid).text.replace("\r\n", "\n")
}

/// A tag is HTML to us and not to kramdown only where it is misplaced: then it must be seen to be reported.
fn compare(title: &str, text: &str, verdict: &Verdict, wrong: &mut String) {
    let body = template::mask(text, Templates::None);
    let html: Vec<_> = markdown::readings(&body, &Dialect::of(Some(Generator::Jekyll)))
        .into_iter()
        .flatten()
        .filter_map(|piece| match piece {
            Segment::Html(span) => Some(span),
            _ => None,
        })
        .collect();
    for (at, is_html) in &verdict.tags {
        let ours = html.iter().any(|span| span.start() <= *at && *at < span.end());
        let tag: String = text[*at..].chars().take(40).collect();
        let misplaced = verdict.warnings.iter().any(|warning| {
            let name = tag[1..].split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("");
            warning.starts_with(&format!("Found block HTML tag '{}' in span-level text", name.to_lowercase()))
        });
        if ours != *is_html && !(ours && misplaced) {
            let _ = writeln!(wrong, "{title}: {tag:?} at {at} is HTML: kramdown says {is_html}, we {ours}");
        }
    }
}

fn ask_kramdown(texts: &[&str]) -> Vec<Verdict> {
    let mut ruby = Command::new("ruby")
        .arg(folder().join("verdicts.rb"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("ruby with kramdown is installed");
    let mut input = ruby.stdin.take().expect("the input is piped");
    serde_json::to_writer(&mut input, texts).expect("kramdown reads its input");
    drop(input);
    let output = ruby.wait_with_output().expect("kramdown ends");
    assert!(output.status.success(), "kramdown failed");
    serde_json::from_slice(&output.stdout).expect("the verdicts are JSON")
}
