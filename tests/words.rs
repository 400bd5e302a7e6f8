//! The project speaks plain English: the phrases of `tests/data/retired-phrases.txt` are nowhere in what a user or a newcomer reads.
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What is read by people: the sources with their messages and comments, the rule pages, the documents, and what the program prints.
const READ: &[&str] =
    &["src", "rules", "examples", "tests", ".github", "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];

/// What others wrote, or what records what others wrote.
const FOREIGN: &[&str] = &["tests/data", "tests/traps", "tests/kramdown", "tests/python_markdown"];

/// What a fuzzer writes, and git ignores.
const IGNORED: &[&str] = &["tests/fuzz/artifacts", "tests/fuzz/corpus", "tests/fuzz/target"];

#[test]
fn no_retired_phrase_is_written() {
    let retired = retired();
    let mut found = String::new();
    for path in files() {
        let text = fs::read_to_string(root().join(&path)).expect("a file of the project can be read");
        report(&path.display().to_string(), &text, &retired, &mut found);
    }
    assert!(found.is_empty(), "\n{found}");
}

#[test]
fn a_retired_phrase_that_is_put_back_is_noticed() {
    let retired = retired();
    assert!(retired.len() > 50);
    for (phrase, _) in &retired {
        let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
        for text in [format!("It {phrase}."), format!("/// it {first}\n    /// {rest}, here"), phrase.to_uppercase()] {
            let mut found = String::new();
            report("page", &text, &retired, &mut found);
            assert!(found.contains(phrase.as_str()), "`{phrase}` is not noticed in {text:?}");
        }
    }
    let mut found = String::new();
    report("page", "there is no tag after a blank line between double quotes", &retired, &mut found);
    assert_eq!(found, "");
}

/// The phrases in lower case, each with what to write instead.
fn retired() -> Vec<(String, String)> {
    let data = include_str!("data/retired-phrases.txt");
    let lines = data.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let parts = lines.map(|line| line.split_once(" = ").unwrap_or_else(|| panic!("`{line}` has no replacement")));
    parts.map(|(phrase, instead)| (phrase.to_string(), instead.to_string())).collect()
}

/// Adds a line for each phrase of the text, wherever its words are separated by a space, a line end or the mark of a comment.
fn report(name: &str, text: &str, retired: &[(String, String)], found: &mut String) {
    let words = words(text);
    for (phrase, instead) in retired {
        let wanted: Vec<&str> = split(phrase).collect();
        for (at, window) in words.windows(wanted.len()).enumerate() {
            let is_there = at > 0 && words[at - 1].0 == "there";
            if !is_there && window.iter().zip(&wanted).all(|((word, _), wanted)| word == wanted) {
                let _ = writeln!(found, "{name}:{}: `{phrase}`; write: {instead}", words[at].1);
            }
        }
    }
}

/// The words of a text in lower case, each with its 1-based line. A name like `a_test_name` is words, too.
fn words(text: &str) -> Vec<(String, usize)> {
    let lines = text.lines().enumerate();
    let words = lines.flat_map(|(index, line)| split(line).map(move |word| (word.to_lowercase(), index + 1)));
    words.collect()
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty())
}

/// The files that are read, relative to the project.
fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in READ {
        let all = walkdir::WalkDir::new(root().join(name)).sort_by_file_name();
        for entry in all.into_iter().filter_entry(|entry| !IGNORED.iter().any(|folder| entry.path().ends_with(folder)))
        {
            let path = entry.expect("the project can be walked").into_path();
            let path = path.strip_prefix(root()).expect("it is in the project").to_path_buf();
            if root().join(&path).is_file() && is_ours(&path) {
                files.push(path);
            }
        }
    }
    files
}

fn is_ours(path: &Path) -> bool {
    let is_text = path
        .extension()
        .is_none_or(|end| ["rs", "md", "yml", "yaml", "json", "txt", "el", "vim"].iter().any(|e| end == *e));
    // The posts that a run checks are not what it prints.
    let is_input = path.starts_with("tests/cli") && path.components().count() > 4;
    is_text && !is_input && !FOREIGN.iter().any(|folder| path.starts_with(folder))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
