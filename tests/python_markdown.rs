//! What Python-Markdown reads as HTML, recorded from Python-Markdown itself, compared with what we read as HTML.
//!
//! `tests/python_markdown/verdicts.txt` holds the verdicts on the snippets beside it, and on its first line the versions that gave them. With
//! `FRONTLINT_RECORD_PYTHON_MARKDOWN=1` they are asked for again (`pip install Markdown pymdown-extensions`; `FRONTLINT_PYTHON` names the
//! Python that has them). The other tests ask it each time.
#![allow(clippy::print_stdout, reason = "how many tags were compared is shown when one asks for it")]
mod recorded;
mod sites;

use frontlint::dialect::{Dialect, Generator, PythonExtensions, Templates};
use frontlint::html::Segment;
use frontlint::{markdown, template};
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What Python-Markdown says of one text.
#[derive(Debug, Serialize, Deserialize)]
struct Verdict {
    /// The places, in bytes, of the tags that it writes as HTML.
    html: Vec<usize>,
    /// Those tags, in brackets, and the elements of its own.
    shape: String,
}

struct Snippet {
    title: String,
    text: String,
    extensions: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python_markdown")
}

/// The snippets; the words in brackets after a title are extensions.
fn snippets() -> Vec<Snippet> {
    let text = std::fs::read_to_string(folder().join("snippets.txt")).expect("the snippets can be read");
    let snippet = |snippet: &str| {
        let (title, text) = snippet.split_once('\n').expect("a snippet has a title line");
        let (title, extensions) =
            title.strip_suffix(')').and_then(|title| title.split_once(" (")).unwrap_or((title, ""));
        Snippet {
            title: title.to_string(),
            text: text.to_string(),
            extensions: extensions.split_whitespace().map(str::to_string).collect(),
        }
    };
    text.split("\n%%% ").skip(1).map(snippet).collect()
}

fn verdicts() -> PathBuf {
    folder().join("verdicts.txt")
}

#[test]
fn we_read_as_html_what_python_markdown_reads_as_html() {
    let snippets = snippets();
    if std::env::var_os("FRONTLINT_RECORD_PYTHON_MARKDOWN").is_some() {
        recorded::write(&verdicts(), &recorded::versions_at_hand(script()), &ask(&snippets));
    }
    let (_, verdicts) = recorded::read(&verdicts());
    assert_eq!(verdicts.len(), snippets.len(), "record the verdicts again");
    compare(&snippets, &verdicts);
}

#[test]
#[ignore = "needs Python-Markdown"]
fn the_verdicts_are_those_of_the_python_markdown_at_hand() {
    recorded::assert_same_versions(&verdicts(), script());
    let snippets = snippets();
    compare(&snippets, &ask(&snippets));
}

#[test]
#[ignore = "needs Python-Markdown"]
fn real_posts_read_as_python_markdown_reads_them() {
    assert_posts_read_alike(&sites::here());
}

#[test]
#[ignore = "needs FRONTLINT_SHARED and Python-Markdown"]
fn many_more_real_posts_read_as_python_markdown_reads_them() {
    assert_posts_read_alike(&sites::elsewhere());
}

fn assert_posts_read_alike(corpus: &Path) {
    recorded::assert_same_versions(&verdicts(), script());
    let extensions = ["md_in_html", "admonition", "pymdownx.superfences", "def_list"].map(str::to_string);
    let posts: Vec<Snippet> = walkdir::WalkDir::new(corpus)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md" || extension == "markdown"))
        .filter_map(|entry| Some((entry.path().display().to_string(), std::fs::read_to_string(entry.path()).ok()?)))
        .enumerate()
        .map(|(number, (title, text))| {
            let body =
                text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(&*text, |(_, body)| body);
            // Half of them with what MkDocs turns on by itself, half with what most sites add.
            let extensions = if number % 2 == 0 { Vec::new() } else { extensions.to_vec() };
            Snippet { title, text: template::mask(body, Templates::Liquid).text.into_owned(), extensions }
        })
        .collect();
    let verdicts = ask(&posts);
    let (mut wrong, mut count) = (String::new(), 0);
    for (post, verdict) in posts.iter().zip(&verdicts) {
        let interpretations = interpretations(post);
        // An end tag may be written anew.
        for (place, tag) in tags(&post.text).into_iter().filter(|(_, tag)| !tag.starts_with('/')) {
            count += 1;
            let theirs = verdict.html.contains(&place);
            if !interpretations.iter().any(|segments| is_html(segments, place) == theirs) {
                let _ = writeln!(wrong, "{}: <{tag}> at {place} is HTML: Python-Markdown says {theirs}", post.title);
            }
        }
    }
    println!("{} posts, {count} tags, {} read otherwise\n{wrong}", posts.len(), wrong.lines().count());
    assert!(wrong.lines().count() * 500 < count, "{wrong}");
}

fn interpretations(snippet: &Snippet) -> Vec<Vec<Segment>> {
    let extensions = snippet.extensions.iter().fold(PythonExtensions::DEFAULT, |all, name| all.with(name));
    let dialect = Dialect { python_extensions: Some(extensions), ..Dialect::of(Some(Generator::Mkdocs)) };
    markdown::interpretations(&template::mask(&snippet.text, Templates::None), &dialect).collect()
}

/// The tags in the verdicts: where each one is, and its name.
fn tags(text: &str) -> Vec<(usize, String)> {
    let tag = Regex::new(r"</?[A-Za-z][-\w.]*").expect("a valid pattern");
    let found = tag.find_iter(text).filter(|tag| {
        let ends = text[tag.end()..].starts_with(|c: char| c.is_whitespace() || c == '/' || c == '>');
        ends && !tag.as_str().starts_with("</script") && !tag.as_str().starts_with("</style")
    });
    found.map(|tag| (tag.start(), tag.as_str()[1..].to_string())).collect()
}

fn is_html(segments: &[Segment], place: usize) -> bool {
    segments.iter().any(|segment| matches!(segment, Segment::Html(span) if span.start() <= place && place < span.end()))
}

fn shape(text: &str, segments: &[Segment]) -> String {
    let tags = tags(text);
    let mut shape = Vec::new();
    for segment in segments {
        match segment {
            // No verdict distinguishes links: they may be footnotes, too.
            Segment::Open("a", _) | Segment::Close("a", _) | Segment::Text(_) | Segment::ShownTag(_) => {}
            Segment::Open(name, _) => shape.push(format!("+{name}")),
            Segment::Close(name, _) => shape.push(format!("-{name}")),
            Segment::Html(span) => {
                let inside = tags.iter().filter(|(place, _)| span.start() <= *place && *place < span.end());
                shape.extend(inside.map(|(_, tag)| format!("[{tag}]")));
            }
        }
    }
    shape.join(" ")
}

/// One of our interpretations must be theirs: there is more than one where an end tag is missing, or versions differ.
fn compare(snippets: &[Snippet], verdicts: &[Verdict]) {
    let mut wrong = String::new();
    for (snippet, verdict) in snippets.iter().zip(verdicts) {
        let ours: Vec<String> =
            interpretations(snippet).iter().map(|segments| shape(&snippet.text, segments)).collect();
        if !ours.contains(&verdict.shape) {
            let _ =
                writeln!(wrong, "{}\n  theirs {}\n  ours   {}", snippet.title, verdict.shape, ours.join("\n         "));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The script that asks Python-Markdown; `FRONTLINT_PYTHON` names the Python that has it.
fn script() -> Command {
    let mut script = Command::new(std::env::var_os("FRONTLINT_PYTHON").unwrap_or_else(|| "python3".into()));
    script.arg(folder().join("verdicts.py"));
    script
}

fn ask(snippets: &[Snippet]) -> Vec<Verdict> {
    let asked: Vec<_> = snippets.iter().map(|snippet| (&snippet.text, &snippet.extensions)).collect();
    recorded::ask(script(), &asked)
}
