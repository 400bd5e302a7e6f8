//! What kramdown reads as HTML, recorded from kramdown itself, compared with what we read as HTML.
//!
//! `tests/kramdown/verdicts.txt` holds the verdicts on the snippets beside it, and on its first line the versions that gave them. With
//! `FRONTLINT_RECORD_KRAMDOWN=1` they are asked for again (Debian: `ruby-kramdown-parser-gfm`). The other tests ask it each time.
#![allow(clippy::print_stdout, reason = "how many tags were compared is shown when one asks for it")]
mod recorded;
mod sites;

use frontlint::diagnostic::Diagnostic;
use frontlint::dialect::{Dialect, Generator, Templates};
use frontlint::engine;
use frontlint::html::Segment;
use frontlint::post::PostKind;
use frontlint::text::{SourceFile, Span};
use frontlint::{markdown, template};
use serde::{Deserialize, Serialize};
use std::cell::LazyCell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

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

fn verdicts() -> PathBuf {
    folder().join("verdicts.txt")
}

/// The snippets: title and text.
fn snippets() -> Vec<(String, String)> {
    let snippets = std::fs::read_to_string(folder().join("snippets.txt")).expect("the snippets can be read");
    let snippet = |snippet: &str| {
        let (title, text) = snippet.split_once('\n').expect("a snippet has a title line");
        (title.to_string(), text.to_string())
    };
    snippets.split("=== ").skip(1).map(snippet).collect()
}

#[test]
fn we_read_as_html_what_kramdown_reads_as_html() {
    let snippets = snippets();
    if std::env::var_os("FRONTLINT_RECORD_KRAMDOWN").is_some() {
        recorded::write(&verdicts(), &recorded::versions_at_hand(script()), &ask(&snippets));
    }
    let (_, verdicts) = recorded::read(&verdicts());
    assert_eq!(verdicts.len(), snippets.len(), "record the verdicts again");
    assert_eq!(wrong(&snippets, &verdicts), "");
}

#[test]
#[ignore = "needs kramdown"]
fn the_verdicts_are_those_of_the_kramdown_at_hand() {
    recorded::assert_same_versions(&verdicts(), script());
    let snippets = snippets();
    assert_eq!(wrong(&snippets, &ask(&snippets)), "");
}

#[test]
#[ignore = "needs kramdown"]
fn the_posts_of_jekyll_sites_read_as_kramdown_reads_them() {
    let sites = ["cfpb__cfpb.github.io", "cloud-gov__cg-site", "jekyll__jekyll"];
    assert_posts_read_alike(&sites::here(), &sites);
}

#[test]
#[ignore = "needs FRONTLINT_SHARED and kramdown"]
fn the_posts_of_many_more_jekyll_sites_read_as_kramdown_reads_them() {
    let sites = [
        "Homebrew__brew.sh",
        "apple__swift-org-website",
        "cfpb__cfpb.github.io",
        "jekyll__jekyll",
        "github__opensource.guide",
    ];
    assert_posts_read_alike(&sites::elsewhere(), &sites);
}

fn assert_posts_read_alike(corpus: &Path, sites: &[&str]) {
    recorded::assert_same_versions(&verdicts(), script());
    let bodies: Vec<(String, String)> = sites
        .iter()
        .flat_map(|site| walkdir::WalkDir::new(corpus.join(site)).sort_by_file_name())
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md" || extension == "markdown"))
        .filter_map(|entry| Some((entry.path().display().to_string(), std::fs::read_to_string(entry.path()).ok()?)))
        .map(|(path, text)| (path, masked_body(&text)))
        .collect();
    let verdicts = ask(&bodies);
    let tags: usize = verdicts.iter().map(|verdict| verdict.tags.len()).sum();
    let wrong = wrong(&bodies, &verdicts);
    println!("{} posts, {tags} tags, {} read otherwise\n{wrong}", bodies.len(), wrong.lines().count());
    assert!(wrong.lines().count() * 500 < tags, "{wrong}");
}

/// What kramdown says of each text, whose titles it does not see.
fn ask(texts: &[(String, String)]) -> Vec<Verdict> {
    let texts: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    recorded::ask(script(), &texts)
}

/// A line for each tag that we take for something else.
fn wrong(texts: &[(String, String)], verdicts: &[Verdict]) -> String {
    let mut wrong = String::new();
    for ((title, text), verdict) in texts.iter().zip(verdicts) {
        compare(title, text, verdict, &mut wrong);
    }
    wrong
}

/// The body, its template tags masked; what kramdown and we read is the same text.
fn masked_body(text: &str) -> String {
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
    template::mask(body, Templates::Liquid).text.replace("\r\n", "\n")
}

/// A block that kramdown met in a line and showed as text is HTML to us, so that it can be reported: then something must be found
/// at it, or before it in its paragraph: the first block ends that, and the others are no problem of their own.
fn compare(title: &str, text: &str, verdict: &Verdict, wrong: &mut String) {
    let body = template::mask(text, Templates::None);
    let jekyll = Dialect::of(Some(Generator::Jekyll));
    let html: Vec<_> = markdown::interpretations(&body, &jekyll)
        .flatten()
        .filter_map(|piece| match piece {
            Segment::Html(span) => Some(span),
            _ => None,
        })
        .collect();
    let reported = LazyCell::new(|| reported_places(text, &jekyll));
    for (at, is_html) in &verdict.tags {
        let ours = html.iter().any(|span| span.start() <= *at && *at < span.end());
        let tag: String = text[*at..].chars().take(40).collect();
        let misplaced = verdict.warnings.iter().any(|warning| {
            let name = tag[1..].split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("");
            warning.starts_with(&format!("Found block HTML tag '{}' in span-level text", name.to_lowercase()))
        });
        let paragraph = text[..*at].rfind("\n\n").map_or(0, |end| end + 2);
        let is_reported = || reported.iter().any(|place| place.touches(Span::new(paragraph, at + 1)));
        if ours != *is_html && !(ours && misplaced && is_reported()) {
            let _ = writeln!(wrong, "{title}: {tag:?} at {at} is HTML: kramdown says {is_html}, we {ours}");
        }
    }
}

/// Where a finding or a label of one is in a body.
fn reported_places(text: &str, dialect: &Dialect) -> Vec<Span> {
    let head = "---\ntitle: A post\n---\n";
    let source = SourceFile::new("post.md", format!("{head}{text}"));
    let found = engine::check(&source, dialect, PostKind::Post, &Arc::default()).findings;
    let labels = |finding: &Diagnostic| finding.labels.iter().map(|label| label.span).collect::<Vec<_>>();
    let all = found.iter().flat_map(|finding| std::iter::once(finding.span).chain(labels(finding)));
    let in_body = all.filter(|span| span.start() >= head.len());
    in_body.map(|span| Span::new(span.start() - head.len(), span.end() - head.len())).collect()
}

/// The script that asks kramdown.
fn script() -> Command {
    let mut script = Command::new("ruby");
    script.arg(folder().join("verdicts.rb"));
    script
}
