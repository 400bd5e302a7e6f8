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

/// A repository with a post on `main`, and a branch that has changed nothing yet.
#[cfg(unix)]
struct Repository(tempfile::TempDir);

#[cfg(unix)]
impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.write("_posts/2017-01-18-voeux.md", "---\ntitle: Vœux\n---\n");
        repository.write("frontlint.yaml", "fields: {title: {required: true}}\n");
        repository.commit();
        repository.git(&["checkout", "--quiet", "-b", "branch"]);
        repository
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        let who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
        self.git(&[&who[..], &["commit", "--quiet", "--message", "A change"]].concat());
    }

    fn git(&self, args: &[&str]) {
        let status = Command::new("git").args(args).current_dir(self.0.path()).status().unwrap();
        assert!(status.success(), "git {args:?}");
    }

    /// The exit code of a script in this folder, and all that it says; `frontlint` is on the path.
    fn run(folder: &Path, args: &[&str], base: &str) -> (Option<i32>, String) {
        let programs = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_frontlint"), programs.path().join("frontlint")).unwrap();
        let path = format!("{}:{}", programs.path().display(), std::env::var("PATH").unwrap());
        let output =
            Command::new("bash").args(args).current_dir(folder).env("PATH", path).env("BASE", base).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&said).into_owned())
    }

    fn any_ci(&self, base: &str) -> (Option<i32>, String) {
        Self::run(self.0.path(), &[&root().join("examples/ci/any.sh").display().to_string()], base)
    }
}

#[cfg(unix)]
#[test]
fn the_script_for_any_ci_checks_what_changed_and_nothing_else() {
    let repository = Repository::new();
    assert_eq!(repository.any_ci("main").0, Some(0), "nothing changed");
    repository.write("_posts/2018-01-18-année démocratique.md", "Pas d’en-tête.\n");
    repository.commit();
    let (code, said) = repository.any_ci("main");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("année démocratique.md:1:1: error[front-matter/missing]"), "{said}");
    assert!(said.contains("checked 1 post"), "{said}");
    repository.write("_posts/2018-01-18-année démocratique.md", "---\ntitle: A\n---\n");
    repository.git(&["rm", "--quiet", "_posts/2017-01-18-voeux.md"]);
    repository.commit();
    assert_eq!(repository.any_ci("main").0, Some(0));
}

#[cfg(unix)]
#[test]
fn the_script_for_any_ci_fails_when_it_cannot_list_what_changed() {
    let repository = Repository::new();
    repository.write("_posts/2018-01-18-a.md", "Pas d’en-tête.\n");
    repository.commit();
    let elsewhere = tempfile::tempdir().unwrap();
    let shallow = elsewhere.path().join("shallow");
    let url = format!("file://{}", repository.0.path().display());
    repository.git(&["clone", "--quiet", "--depth", "1", &url, shallow.to_str().unwrap()]);
    for (folder, base) in
        [(&*shallow, "origin/main"), (repository.0.path(), "no-such"), (repository.0.path(), "--output=x")]
    {
        let script = root().join("examples/ci/any.sh").display().to_string();
        let (code, said) = Repository::run(folder, &[&script], base);
        assert_eq!(code, Some(2), "{base}: {said}");
        assert!(said.contains("fetch-depth: 0"), "{base}: {said}");
        assert!(!folder.join("x").exists());
    }
    // Two histories that have nothing in common.
    repository.git(&["checkout", "--quiet", "--orphan", "other"]);
    repository.commit();
    assert_eq!(repository.any_ci("main").0, Some(2));
}

/// The script that README has for hooks.
#[cfg(unix)]
#[test]
fn the_script_for_hooks_checks_what_is_staged_and_nothing_else() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let scripts: Vec<&str> = readme.split("```sh\n").filter(|block| block.contains("xargs -0 -r frontlint")).collect();
    let [script] = scripts[..] else { panic!("README has {} scripts for hooks", scripts.len()) };
    let (script, _) = script.split_once("```").unwrap();
    let repository = Repository::new();
    let hook = || Repository::run(repository.0.path(), &["-c", script], "");
    repository.write("_posts/2018-01-18-not-staged.md", "Pas d’en-tête.\n");
    assert_eq!(hook().0, Some(0), "nothing is staged");
    repository.git(&["rm", "--quiet", "_posts/2017-01-18-voeux.md"]);
    assert_eq!(hook().0, Some(0), "only a deletion is staged");
    repository.write("_posts/2018-01-18-année \"démocratique\".md", "---\nlayout: blog\n---\n");
    repository.git(&["add", "_posts/2018-01-18-année \"démocratique\".md"]);
    let (code, said) = hook();
    assert!(code.is_some_and(|code| code != 0), "{said}");
    assert!(said.contains("field/missing") && said.contains("checked 1 post"), "{said}");
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
