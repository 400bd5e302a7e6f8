//! The hook for pre-commit, as its users run it: the real pre-commit builds it from source and runs it in a scratch repository.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CLEAN: &str = "---\ntitle: Vœux\n---\nBonne année à tous.\n";
const BROKEN: &str = "Ce billet a perdu son en-tête.\n";

#[test]
#[ignore = "needs pre-commit, and builds the hook"]
fn a_broken_post_blocks_a_commit_and_a_clean_one_passes() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("project");
    let revision = copy_of_this_project(&project);
    let site = Site::new(&folder.path().join("site"), &project, &revision);

    site.write("_posts/2017-01-18-voeux.md", CLEAN);
    site.write("README.md", "# A site\n\nNo front matter here, and <div> half open.\n");
    site.write("_layouts/post.html", "<html><body><div>{{ content }}\n");
    site.write("_includes/head.html", "<head><title>{{ page.title }}\n");
    site.commits("a clean post; README, layout and include do not matter");

    for name in [
        "_posts/2017-02-03-oubli.md",
        "_posts/2017-02-03-oubli.mkd",
        "_posts/2017-02-03-oubli.mdx",
        "_posts/2017-02-03-oubli.html",
    ] {
        site.write(name, BROKEN);
        let said = site.is_blocked(name);
        assert!(said.contains("front-matter/missing"), "{name}: {said}");
        assert!(said.contains(&format!("{name}:1:1")), "{name}: {said}");
        site.write(name, CLEAN);
        site.commits(name);
    }

    site.write("README.md", "---\ntitle: [\n");
    site.commits("a README that looks like a broken post");
}

/// A repository whose commits run the hook.
struct Site {
    folder: PathBuf,
}

impl Site {
    fn new(folder: &Path, project: &Path, revision: &str) -> Self {
        let site = Self { folder: folder.to_path_buf() };
        fs::create_dir_all(folder).unwrap();
        new_repository(folder);
        let repository = serde_json::to_string(&project.display().to_string()).unwrap();
        site.write(
            ".pre-commit-config.yaml",
            &format!("repos:\n  - repo: {repository}\n    rev: {revision}\n    hooks:\n      - id: frontlint\n"),
        );
        site.write("frontlint.yaml", "fields:\n  title: {required: true}\n");
        ok(&site.run("pre-commit", &["install"]), "pre-commit install");
        site
    }

    fn write(&self, name: &str, text: &str) {
        let file = self.folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn commits(&self, what: &str) {
        ok(&self.commit(), what);
    }

    /// The output of the refused commit.
    fn is_blocked(&self, what: &str) -> String {
        let output = self.commit();
        let said = said(&output);
        assert!(!output.status.success(), "{what} was committed: {said}");
        said
    }

    fn commit(&self) -> Output {
        ok(&self.run("git", &["add", "--all"]), "git add");
        self.run("git", &["commit", "--message", "A change"])
    }

    fn run(&self, program: &str, args: &[&str]) -> Output {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
        Command::new(program)
            .args(args)
            .current_dir(&self.folder)
            .env("PRE_COMMIT_HOME", self.folder.with_file_name("pre-commit-home"))
            // The hook is built as for users, only faster: builds of earlier runs of this test are reused.
            .env("CARGO_TARGET_DIR", target.join("hook"))
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .output()
            .unwrap_or_else(|error| panic!("{program} cannot be run: {error}"))
    }
}

/// Copies the files of this project as they are now into a repository of their own, and returns its commit.
fn copy_of_this_project(to: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = git(root, &["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
    for name in listed.split('\0').filter(|name| root.join(name).is_file()) {
        let copy = to.join(name);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(root.join(name), copy).unwrap();
    }
    new_repository(to);
    git(to, &["add", "--all", "--force"]);
    git(to, &["commit", "--quiet", "--message", "The project as it is"]);
    git(to, &["rev-parse", "HEAD"]).trim().to_owned()
}

fn new_repository(folder: &Path) {
    git(folder, &["init", "--quiet"]);
    for (name, value) in [("user.name", "Test"), ("user.email", "test@example.org"), ("commit.gpgsign", "false")] {
        git(folder, &["config", name, value]);
    }
}

fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git").args(args).current_dir(folder).output().unwrap();
    ok(&output, &format!("git {args:?}"));
    String::from_utf8(output.stdout).unwrap()
}

fn ok(output: &Output, what: &str) {
    assert!(output.status.success(), "{what}: {}", said(output));
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
