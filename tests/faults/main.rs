//! Bad input of every kind: it is reported at its place, the rest is checked, and the exit code is right.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
mod config;
mod content;
mod files;
mod process;

use frontlint::config::{Config, Settings};
use frontlint::diagnostic::{Diagnostic, FileFindings};
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine::{self, Outcome, Workspace};
use frontlint::files::Disk;
use frontlint::post::PostKind;
use frontlint::text::{Edit, SourceFile};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const POST: &str = "---\ntitle: A title\n---\nText.\n";

/// A folder of posts: a good one, one with a problem, and what the test adds.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("_posts")).unwrap();
    fs::write(folder.path().join("_posts/2017-01-18-a-good.md"), POST).unwrap();
    fs::write(folder.path().join("_posts/2017-01-18-z-bad.md"), "No front matter.\n").unwrap();
    folder
}

fn run(paths: &[PathBuf]) -> Outcome {
    workspace().check(paths)
}

fn workspace() -> Workspace {
    Workspace::open(Disk::shared(), Path::new(env!("CARGO_MANIFEST_DIR")), Config::bare(Path::new("")))
}

fn rules_of(file: &FileFindings) -> Vec<&'static str> {
    file.findings.iter().map(|finding| finding.diagnostic.rule.as_str()).collect()
}

/// The rest of [`site`] was checked, and the file named has just this one finding.
fn assert_only(outcome: &Outcome, name: &str, rule: &str, message: &str) {
    let of = |name: &str| outcome.report.files.iter().find(|file| file.path.ends_with(name));
    assert_eq!(rules_of(of("2017-01-18-z-bad.md").unwrap()), ["front-matter/missing"]);
    let file = of(name).unwrap_or_else(|| panic!("nothing is said of {name}"));
    assert_eq!(rules_of(file), [rule]);
    let said = &file.findings[0].diagnostic.message;
    assert!(said.contains(message), "{said}");
}

fn check(text: impl Into<Vec<u8>>) -> Vec<Diagnostic> {
    check_as("post.md", text)
}

fn check_as(name: &str, text: impl Into<Vec<u8>>) -> Vec<Diagnostic> {
    let source = SourceFile::new(name, text);
    let settings = Arc::new(Settings::default());
    let checked = engine::check(&source, &Dialect::of(Some(Generator::Jekyll)), PostKind::Post, &settings);
    for finding in &checked.findings {
        assert!(finding.span.end() <= source.text().len(), "{finding:?} is outside the file");
        assert!(source.text().get(finding.span.range()).is_some(), "{finding:?} splits a character");
        let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
        assert!(Edit::apply(source.text(), edits).is_some(), "the fix of {finding:?} cannot be applied");
    }
    assert!(!checked.broke, "{:?}", checked.findings);
    checked.findings
}

fn found(text: impl Into<Vec<u8>>) -> Vec<&'static str> {
    check(text).iter().map(|finding| finding.rule.as_str()).collect()
}

/// The program, to be run in a folder; nothing of the environment is handed on.
fn program(folder: &Path) -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_frontlint"));
    command.current_dir(folder).env_clear();
    command
}
