//! Bad input of every kind: it is reported at its place, the rest is checked, and the exit code is right.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
mod config;
mod content;
mod files;
mod limits;
#[cfg(target_os = "linux")]
mod permissions;
mod process;
#[cfg(unix)]
mod special_files;
mod systems;
mod writing;

use frontlint::config::{Config, Settings};
use frontlint::diagnostic::{Diagnostic, FileFindings};
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine::{self, Outcome, Workspace};
use frontlint::files::Disk;
use frontlint::post::PostKind;
use frontlint::text::{Edit, SourceFile};
use std::fs;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::{Duration, Instant};

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
fn program(folder: &Path) -> Command {
    let mut command = Command::new(built());
    command.current_dir(folder).env_clear();
    command
}

/// Where the program was built.
fn built() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_frontlint"))
}

/// What a run comes to, which must end by itself within 30 seconds.
fn in_time(command: &mut Command) -> Output {
    let (stdout, stderr) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    command.stdout(stdout.try_clone().unwrap()).stderr(stderr.try_clone().unwrap());
    let mut child = command.spawn().unwrap();
    let started = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if started.elapsed() > Duration::from_secs(30) => {
                child.kill().unwrap();
                panic!("{command:?} does not end");
            }
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    let all = |mut file: fs::File| {
        let mut bytes = Vec::new();
        file.rewind().unwrap();
        file.read_to_end(&mut bytes).unwrap();
        bytes
    };
    Output { status, stdout: all(stdout), stderr: all(stderr) }
}

/// The rules and paths of a JSON report, which must say the same exit code as the run.
fn reported(output: &Output) -> Vec<(String, String)> {
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", text(&output.stderr)));
    assert_eq!(report["summary"]["exit"], output.status.code().unwrap());
    let part = |finding: &serde_json::Value, name: &str| finding[name].as_str().unwrap().to_string();
    report["diagnostics"].as_array().unwrap().iter().map(|one| (part(one, "rule"), part(one, "path"))).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Writes a file, with the folders above it.
fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
