//! Checks the action and the workflows: their scripts cannot run text of a pull request, and the action reports what it should.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
use serde_yaml::Value;
use std::fs;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn yaml(file: &Path) -> Value {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The action, our own workflows and those that users copy.
fn workflows() -> Vec<PathBuf> {
    let mut files = vec![root().join("action.yml"), root().join("examples/ci/github.yml")];
    for folder in [".github/workflows", "examples/site/.github/workflows"] {
        let entries = fs::read_dir(root().join(folder)).unwrap();
        files.extend(entries.map(|entry| entry.unwrap().path()));
    }
    files
}

/// Every value of a key named `key`, wherever it is.
fn values<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Mapping(mapping) => {
            for (name, value) in mapping {
                if name.as_str() == Some(key) {
                    found.push(value);
                }
                values(value, key, found);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| values(item, key, found)),
        _ => {}
    }
}

#[test]
fn no_script_contains_text_that_others_choose() {
    for file in workflows() {
        let document = yaml(&file);
        let mut scripts = Vec::new();
        values(&document, "run", &mut scripts);
        for script in scripts {
            let script = script.as_str().unwrap();
            assert!(!script.contains("${{"), "{}: an expression is put into a script: {script}", file.display());
        }
    }
}

#[test]
fn workflows_have_no_more_permissions_than_they_need() {
    for file in workflows().iter().filter(|file| !file.ends_with("action.yml")) {
        let document = yaml(file);
        let permissions = &document["permissions"];
        assert!(permissions.is_mapping(), "{} sets no permissions", file.display());
        for (name, access) in permissions.as_mapping().unwrap() {
            assert_eq!(access.as_str(), Some("read"), "{}: {name:?}", file.display());
        }
        let (mut uses, mut persist) = (Vec::new(), Vec::new());
        values(&document, "uses", &mut uses);
        values(&document, "persist-credentials", &mut persist);
        let checkouts = uses.iter().filter(|uses| uses.as_str().unwrap().starts_with("actions/checkout@")).count();
        assert_eq!(persist, vec![&Value::Bool(false); checkouts], "{} keeps credentials", file.display());
    }
}

#[test]
fn actions_of_others_are_pinned_by_commit_and_named_by_version() {
    for file in workflows() {
        let text = fs::read_to_string(&file).unwrap();
        let uses = text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "));
        // The hash of this repository's own release is not known before it is made.
        for action in uses.filter(|action| !action.starts_with("frontlint/frontlint@v")) {
            let (commit, version) =
                action.split_once('@').and_then(|(_, rest)| rest.split_once(" # v")).unwrap_or_default();
            let is_hash = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(
                is_hash && !version.is_empty(),
                "{}: {action} is not pinned as `@<commit> # v1.2.3`",
                file.display()
            );
        }
    }
}

#[test]
fn the_job_that_stands_for_all_needs_every_other() {
    let workflow = yaml(&root().join(".github/workflows/ci.yml"));
    let jobs = workflow["jobs"].as_mapping().unwrap().keys().filter_map(Value::as_str).filter(|job| *job != "all");
    let needed = workflow["jobs"]["all"]["needs"].as_sequence().unwrap();
    assert_eq!(jobs.collect::<Vec<_>>(), needed.iter().filter_map(Value::as_str).collect::<Vec<_>>());
}

#[cfg(unix)]
#[test]
fn the_action_never_runs_its_inputs() {
    let action = yaml(&root().join("action.yml"));
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    let check = steps.last().unwrap();
    let names: Vec<_> = check["env"].as_mapping().unwrap().keys().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(names, ["PATHS", "CONFIG", "PRESET", "FAIL_ON"]);

    let runner = tempfile::tempdir().unwrap();
    let program = runner.path().join("frontlint/bin/frontlint");
    fs::create_dir_all(program.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_frontlint"), &program).unwrap();
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join(".git")).unwrap();
    for folder in ["a b/_posts", "$(touch ran)/_posts", "-c/_posts"] {
        fs::create_dir_all(site.path().join(folder)).unwrap();
        fs::write(site.path().join(folder).join("2017-01-18-a.md"), "Some text.\n").unwrap();
    }

    let output = Command::new("bash")
        .args(["-e", "-o", "pipefail", "-c", check["run"].as_str().unwrap()])
        .current_dir(site.path())
        .env("RUNNER_TEMP", runner.path())
        .env("PATHS", "a b\n$(touch ran)\n-c\n")
        .env("CONFIG", "")
        .env("PRESET", "none")
        .env("FAIL_ON", "error")
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(report.matches("::error file=").count(), 3, "{report}");
    assert!(report.contains("file=$(touch ran)/_posts/2017-01-18-a.md,"), "{report}");
    assert!(!site.path().join("ran").exists(), "an input was run");
}
