//! Files and folders that the user may not look into: the run has failed, and says where. The administrator may look into everything, so
//! that for the administrator another user runs the program.
use super::*;
use std::os::unix::fs::{MetadataExt, PermissionsExt};

/// The user and the group of nobody.
const NOBODY: &str = "65534";

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn is_administrator(folder: &Path) -> bool {
    fs::metadata(folder).unwrap().uid() == 0
}

/// A site in a folder that other users may look into, and the program where they may run it.
struct Site(tempfile::TempDir, tempfile::TempDir);

impl Site {
    fn new() -> Self {
        let (site, tools) = (site(), tempfile::tempdir().unwrap());
        fs::create_dir(site.path().join(".git")).unwrap();
        let program = tools.path().join("frontlint");
        fs::hard_link(built(), &program).or_else(|_| fs::copy(built(), &program).map(|_| ())).unwrap();
        set_mode(site.path(), 0o755);
        set_mode(tools.path(), 0o755);
        Self(site, tools)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// The program as a user who may not look into `shut`, which has this mode while it runs. It is shut when the current folder was
    /// entered, as after that nobody could.
    fn run(&self, current: &Path, shut: &Path, mode: u32, args: &[&str]) -> Output {
        let before = fs::metadata(shut).unwrap().permissions();
        let mut command = Command::new("sh");
        command.current_dir(current).env_clear().env("PATH", "/usr/bin:/bin").env("SHUT", shut);
        let user = if is_administrator(self.path()) {
            format!("setpriv --reuid {NOBODY} --regid {NOBODY} --clear-groups ")
        } else {
            String::new()
        };
        let script = format!("chmod {mode:o} \"$SHUT\" && exec {user}\"$0\" \"$@\"");
        command.args(["-c", &script]).arg(self.1.path().join("frontlint")).args(args);
        let output = in_time(&mut command);
        fs::set_permissions(shut, before).unwrap();
        output
    }
}

#[test]
fn a_current_folder_that_nobody_may_look_into_fails_the_run() {
    for mode in [0o000, 0o600, 0o644] {
        for args in
            [&[][..], &["."], &["--preset", "none"], &["--preset", "none", "."], &["--preset", "none", "_posts"]]
        {
            let site = Site::new();
            let all = [&["--format", "json"], args].concat();
            let output = site.run(site.path(), site.path(), mode, &all);
            assert_eq!(output.status.code(), Some(2), "{mode:o} {args:?}: {}", text(&output.stderr));
            let found = reported(&output);
            assert!(!found.is_empty() && found.iter().all(|(rule, _)| rule == "file/unreadable"), "{found:?}");
            let shown = if args.contains(&"_posts") { "_posts" } else { "." };
            assert!(found.iter().any(|(_, path)| path == shown || mode == 0o644), "{mode:o} {args:?}: {found:?}");
        }
        let site = Site::new();
        assert_eq!(site.run(site.path(), site.path(), mode, &["files"]).status.code(), Some(2), "{mode:o}");
    }
}

#[test]
fn a_folder_above_the_current_one_that_nobody_may_look_into_fails_the_run() {
    let site = Site::new();
    let inner = site.path().join("inner/site");
    write(&inner, "_posts/2017-01-18-a.md", POST);
    for args in [&["--format", "json"][..], &["--format", "json", "_posts/2017-01-18-a.md"]] {
        let output = site.run(&inner, &site.path().join("inner"), 0o000, args);
        assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
        assert!(reported(&output).iter().all(|(rule, _)| rule == "file/unreadable"), "{output:?}");
    }
}

/// What nobody may read, the files of the site with their texts, and where the run must say so.
type Shut = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const SHUT: &[Shut] = &[
    ("_posts", &[], "file/unreadable _posts"),
    ("_posts/2017-01-18-a-good.md", &[], "file/unreadable _posts/2017-01-18-a-good.md"),
    (".gitignore", &[(".gitignore", "_posts")], "file/unreadable .gitignore"),
    (".ignore", &[(".ignore", "_posts")], "file/unreadable .ignore"),
    (".git/info/exclude", &[(".git/info/exclude", "_posts")], "file/unreadable .git/info/exclude"),
    ("_posts/.gitignore", &[("_posts/.gitignore", "*.md")], "file/unreadable _posts/.gitignore"),
    ("_config.yml", &[("_config.yml", "markdown: kramdown")], "file/unreadable _config.yml"),
    ("_layouts", &[("_config.yml", "a: b"), ("_layouts/post.html", "")], "file/unreadable _layouts"),
    ("_data", &[("_config.yml", "a: b"), ("_data/x.yml", "")], "file/unreadable _data"),
    ("package.json", &[("package.json", "{}")], "file/unreadable package.json"),
    ("hugo.toml", &[("hugo.toml", "")], "file/unreadable hugo.toml"),
    ("config/_default", &[("hugo.toml", ""), ("config/_default/markup.toml", "")], "file/unreadable config/_default"),
    (
        "config/_default/markup.toml",
        &[("hugo.toml", ""), ("config/_default/markup.toml", "")],
        "file/unreadable config/_default/markup.toml",
    ),
    ("_posts/_index.md", &[("hugo.toml", ""), ("_posts/_index.md", POST)], "file/unreadable _posts/_index.md"),
    ("_posts/_posts.json", &[(".eleventy.js", ""), ("_posts/_posts.json", "{}")], "file/unreadable _posts/_posts.json"),
    ("frontlint.yaml", &[("frontlint.yaml", "")], "config/invalid frontlint.yaml"),
    ("base.yaml", &[("frontlint.yaml", "extends: base.yaml"), ("base.yaml", "")], "config/invalid frontlint.yaml"),
    (
        "names.yml",
        &[("frontlint.yaml", "fields: {a: {allowed-from: names.yml}}"), ("names.yml", "[a]")],
        "config/invalid frontlint.yaml",
    ),
];

#[test]
fn what_nobody_may_read_fails_the_run_and_is_named() {
    for (shut, files, wanted) in SHUT {
        let site = Site::new();
        files.iter().for_each(|(name, text)| write(site.path(), name, text));
        let output = site.run(site.path(), &site.path().join(shut), 0o000, &["--format", "json"]);
        assert_eq!(output.status.code(), Some(2), "{shut}: {}", text(&output.stdout));
        let found: Vec<String> = reported(&output).iter().map(|(rule, path)| format!("{rule} {path}")).collect();
        assert_eq!(found.iter().filter(|one| one == wanted).count(), 1, "{shut}: {found:?}");
        // The rest is still checked, except where nothing is checked with half a config.
        let is_rest = |one: &&String| one.as_str() == "front-matter/missing _posts/2017-01-18-z-bad.md";
        let expected = usize::from(!wanted.starts_with("config") && *shut != "_posts");
        assert_eq!(found.iter().filter(is_rest).count(), expected, "{shut}: {found:?}");
    }
}

#[test]
fn what_nobody_may_read_fails_a_run_of_named_files_and_of_standard_input_too() {
    for (shut, args) in [
        (".gitignore", &["_posts/2017-01-18-a-good.md"][..]),
        ("_config.yml", &["_posts/2017-01-18-a-good.md"]),
        ("_config.yml", &["--stdin-filename", "_posts/2017-01-18-a-good.md"]),
    ] {
        let site = Site::new();
        write(site.path(), ".gitignore", "x");
        write(site.path(), "_config.yml", "a: b");
        let all = [&["--format", "json"], args].concat();
        let output = site.run(site.path(), &site.path().join(shut), 0o000, &all);
        assert_eq!(output.status.code(), Some(2), "{shut}: {}", text(&output.stdout));
        assert!(reported(&output).contains(&("file/unreadable".to_string(), shut.to_string())), "{output:?}");
    }
}

#[test]
fn a_site_whose_root_cannot_be_listed_is_still_known_and_named() {
    let site = Site::new();
    write(site.path(), "_config.yml", "markdown: kramdown");
    let args = ["--format", "json", "--preset", "none", "_posts/2017-01-18-a-good.md"];
    let output = site.run(site.path(), site.path(), 0o311, &args);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    assert_eq!(reported(&output), [("file/unreadable".to_string(), ".".to_string())]);
}

#[test]
fn a_folder_above_the_site_that_can_be_entered_but_not_listed_is_no_fault() {
    let site = Site::new();
    fs::remove_dir(site.path().join(".git")).unwrap();
    let inner = site.path().join("home/me");
    write(&inner, "_posts/2017-01-18-a.md", POST);
    let output = site.run(&inner, &site.path().join("home"), 0o311, &["--preset", "none", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
}

#[test]
fn a_post_in_a_folder_that_nobody_may_write_to_is_not_fixed_and_the_run_fails() {
    const BROKEN: &str = "---\ntitle: One: two\n---\nText.\n";
    let site = Site::new();
    let post = site.path().join("_posts/2017-01-18-b.md");
    fs::write(&post, BROKEN).unwrap();
    let output = site.run(
        site.path(),
        &site.path().join("_posts"),
        0o555,
        &["--preset", "none", "--fix", "_posts/2017-01-18-b.md"],
    );
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("_posts/2017-01-18-b.md was not fixed and is as it was: "), "{said}");
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("front-matter/invalid-syntax"),
        "what is left is reported"
    );
    assert_eq!(fs::read_to_string(&post).unwrap(), BROKEN);
}

/// Without a config the fields of the whole site are counted, and its addresses compared.
#[test]
fn what_a_run_is_compared_with_and_nobody_may_read_is_named() {
    for (field, args) in [
        ("title: A", &["--format", "json", "_posts/2017-01-18-a-good.md"][..]),
        ("permalink: /a/", &["--preset", "none", "--format", "json", "_posts/2017-01-18-a-good.md"]),
    ] {
        let site = Site::new();
        write(site.path(), "_config.yml", "a: b");
        write(site.path(), "_posts/2017-01-18-a-good.md", format!("---\n{field}\n---\nText.\n"));
        let shut = site.path().join("_posts/2017-01-18-z-bad.md");
        let output = site.run(site.path(), &shut, 0o000, args);
        let said = text(&output.stderr);
        let note = "_posts/2017-01-18-z-bad.md was not compared: the file could not be read: permission denied\n";
        assert_eq!(said.matches(note).count(), 1, "{args:?}: {said}");
    }
}
