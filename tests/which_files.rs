//! Which files are posts, which are pages and which are neither: by the same rules for named files and for those found in folders.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
use frontlint::Generator;
use frontlint::config::{self, Config};
use frontlint::engine::{Status, Workspace};
use frontlint::files::Disk;
use frontlint::post::PostKind;
use frontlint::text::SourceFile;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const POST: &str = "---\ntitle: A title\n---\nText.\n";
const PLAIN: &str = "Text.\n";

struct Tree(tempfile::TempDir);

impl Tree {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    fn config(&self, text: &str) -> Config {
        let path = self.path("frontlint.yaml");
        fs::write(&path, text).unwrap();
        config::read(&SourceFile::new(&path, text), self.0.path()).unwrap()
    }

    /// What happens to each file, by its path below the tree: `post`, `page`, or why it is neither.
    fn list(&self, paths: &[PathBuf], config: &Config) -> Vec<(String, String)> {
        let word = |status| match status {
            Status::Checked(PostKind::Post) => "post".to_string(),
            Status::Checked(PostKind::Page) => "page".to_string(),
            Status::Skipped(why) | Status::Failed(why) => why,
        };
        let below = |path: &Path| path.strip_prefix(self.0.path()).unwrap().to_string_lossy().replace('\\', "/");
        workspace(config).list(paths).into_iter().map(|file| (below(&file.path), word(file.status))).collect()
    }

    /// The posts and pages of them.
    fn checked(&self, paths: &[PathBuf], config: &Config) -> Vec<String> {
        let list = self.list(paths, config).into_iter();
        let checked = list.filter(|(_, status)| status == "post" || status == "page");
        checked.map(|(path, status)| format!("{path}: {status}")).collect()
    }

    fn walked(&self, config: &Config) -> Vec<String> {
        self.checked(&[self.path("")], config)
    }
}

fn workspace(config: &Config) -> Workspace {
    Workspace::open(Disk::shared(), Path::new(env!("CARGO_MANIFEST_DIR")), config.clone())
}

fn no_config() -> Config {
    Config::bare(Path::new(""))
}

/// Every file named one by one, as pre-commit does.
fn named(tree: &Tree, files: &[(&str, &str)], config: &Config) -> Vec<String> {
    let paths: Vec<PathBuf> = files.iter().map(|(path, _)| tree.path(path)).collect();
    tree.checked(&paths, config)
}

#[test]
fn a_jekyll_site_has_posts_and_pages_and_much_else() {
    let files = [
        ("_config.yml", "baseurl: ''\ncollections: {}\n"),
        ("_posts/2017-01-18-with.md", POST),
        ("_posts/2017-01-18-without.md", PLAIN),
        ("_drafts/idea.markdown", PLAIN),
        ("blog/_posts/2017-01-18-deep.md", POST),
        ("about.md", POST),
        ("index.html", POST),
        ("plain.html", PLAIN),
        ("README.md", POST),
        ("README.fr.md", POST),
        ("LICENSE.md", PLAIN),
        ("CODE_OF_CONDUCT.md", POST),
        (".github/ISSUE.md", POST),
        ("_layouts/post.html", POST),
        ("_includes/head.html", POST),
        ("_site/about.html", POST),
        ("vendor/bundle/a.md", POST),
        ("docs/vendor/a.md", POST),
        ("node_modules/a/docs.md", POST),
        ("notes.txt", POST),
    ];
    let tree = Tree::of(&files);
    let wanted = [
        "_drafts/idea.markdown: post",
        "_posts/2017-01-18-with.md: post",
        "_posts/2017-01-18-without.md: post",
        "about.md: page",
        "blog/_posts/2017-01-18-deep.md: post",
        "docs/vendor/a.md: page",
        "index.html: page",
    ];
    assert_eq!(tree.walked(&no_config()), wanted);
    assert_eq!(named(&tree, &files, &no_config()), wanted);
}

#[test]
fn without_a_posts_folder_every_file_with_front_matter_is_a_post() {
    let files = [
        ("hugo.toml", "baseURL = 'https://example.org'\n"),
        ("content/blog/a.md", "+++\ntitle = 'A'\n+++\n"),
        ("content/blog/b.md", POST),
        ("content/blog/none.md", PLAIN),
        ("content/blog/bad-fence.md", " ---\ntitle: A title\n---\n"),
        ("layouts/a.html", POST),
        ("archetypes/default.md", POST),
        ("scaffolds/post.md", POST),
        ("themes/one/README.md", POST),
        ("themes/one/content/a.md", POST),
        ("public/a.html", POST),
    ];
    let tree = Tree::of(&files);
    let wanted = ["content/blog/a.md: post", "content/blog/b.md: post", "content/blog/bad-fence.md: post"];
    assert_eq!(tree.walked(&no_config()), wanted);
    assert_eq!(named(&tree, &files, &no_config()), wanted);
}

#[test]
fn a_glob_of_posts_decides_alone() {
    let files = [
        ("content/a.md", PLAIN),
        ("content/README.md", PLAIN),
        ("content/a.txt", POST),
        (".claude/skills/a/SKILL.md", POST),
        ("other/b.md", POST),
        ("content/drafts/c.md", POST),
    ];
    let tree = Tree::of(&files);
    let config = tree.config("posts: ['content/**', '.claude/**']\nexclude: ['content/drafts/**']\n");
    let wanted = [".claude/skills/a/SKILL.md: post", "content/README.md: post", "content/a.md: post"];
    assert_eq!(tree.walked(&config), wanted);
    assert_eq!(named(&tree, &files, &config), wanted);
}

#[test]
fn a_named_file_without_a_site_is_a_post_whatever_it_contains() {
    let tree = Tree::of(&[("a.md", PLAIN), ("README.md", PLAIN), ("empty.md", "")]);
    let files = [tree.path("a.md"), tree.path("README.md"), tree.path("empty.md")];
    assert_eq!(tree.checked(&files, &no_config()), ["a.md: post", "empty.md: post"]);
    assert!(tree.walked(&no_config()).is_empty());
    let config = tree.config("fields: {title: {required: true}}\n");
    assert!(tree.checked(&files, &config).is_empty(), "with a config, a file without front matter is none");
}

#[test]
fn what_git_ignores_is_left_out() {
    let files = [
        (".git/HEAD", ""),
        (".git/notes.md", POST),
        (".gitignore", "build/\n*.tmp.md\n"),
        ("a.md", POST),
        ("b.tmp.md", POST),
        ("build/c.md", POST),
        ("deep/.gitignore", "d.md\n"),
        ("deep/d.md", POST),
    ];
    let tree = Tree::of(&files);
    assert_eq!(tree.walked(&no_config()), ["a.md: post"]);
    let posts: Vec<_> = files.into_iter().filter(|(path, _)| !path.starts_with(".git/")).collect();
    assert_eq!(named(&tree, &posts, &no_config()), ["a.md: post"]);
}

#[test]
fn a_post_whose_front_matter_is_hidden_is_still_found() {
    let utf16: String = POST.chars().flat_map(|c| [c, '\0']).collect();
    let tree = Tree::of(&[
        ("bom.md", &format!("\u{feff}{POST}")),
        ("conflict.md", &format!("<<<<<<< HEAD\n{POST}=======\n>>>>>>> other\n")),
        ("crlf.md", &POST.replace('\n', "\r\n")),
        ("utf16.md", &utf16),
    ]);
    assert_eq!(tree.walked(&no_config()), ["bom.md: post", "conflict.md: post", "crlf.md: post", "utf16.md: post"]);
}

#[test]
fn a_file_is_checked_once_however_often_and_however_it_is_named() {
    let tree = Tree::of(&[("blog/a.md", POST)]);
    let paths = [tree.path("blog/a.md"), tree.path("."), tree.path("blog/../blog/a.md"), tree.path("blog")];
    assert_eq!(workspace(&no_config()).list(&paths).len(), 1);
    let outcome = workspace(&no_config()).check(&paths);
    assert_eq!(outcome.report.summary.files, 1);
}

#[test]
fn a_named_file_that_is_not_a_post_is_counted_and_reported_without_failing_the_run() {
    let tree = Tree::of(&[("README.md", PLAIN), ("a.md", POST), ("photo.jpg", "")]);
    let paths = [tree.path("README.md"), tree.path("a.md"), tree.path("photo.jpg")];
    let outcome = workspace(&no_config()).check(&paths);
    let summary = &outcome.report.summary;
    assert_eq!((summary.files, summary.skipped, summary.exit), (1, 2, 0));
    assert_eq!(outcome.report.notes.len(), 2, "{:?}", outcome.report.notes);
    assert!(outcome.report.notes[0].contains("README.md"));
}

#[test]
fn a_run_without_posts_has_a_note() {
    let tree = Tree::of(&[("README.md", PLAIN)]);
    let outcome = workspace(&no_config()).check(&[tree.path("")]);
    assert_eq!(
        outcome.report.notes,
        ["checked 0 posts; 1 file that could be a post was left out: `frontlint files` says why"]
    );
    assert_eq!(outcome.report.summary.exit, 0);
}

/// What the program prints when it runs in a folder of the tree, without the summary.
fn findings_in(tree: &Tree, folder: &str, args: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontlint"));
    command.current_dir(tree.path(folder)).args(["--format", "concise"]).args(args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn rules_see_the_same_folders_from_wherever_the_run_starts() {
    let tree = Tree::of(&[
        ("site/_config.yml", "collections: {}\n"),
        ("site/_posts/undated.md", POST),
        ("site/frontlint.yaml", "overrides: [{files: ['_posts/**'], rules: {post/bad-name: error}}]\n"),
    ]);
    let from_above = findings_in(&tree, "site", &[], "");
    assert!(from_above.starts_with("_posts/undated.md:1:1: error[post/bad-name]"), "{from_above}");
    for args in [&[][..], &["."], &["undated.md"], &["--config", "../frontlint.yaml"]] {
        let from_inside = findings_in(&tree, "site/_posts", args, "");
        assert_eq!(format!("_posts/{from_inside}"), from_above, "{args:?}");
    }
    let named = findings_in(&tree, "site/_posts", &["--stdin-filename", "undated.md"], POST);
    assert_eq!(format!("_posts/{named}"), from_above);
}

#[test]
fn a_post_without_a_site_is_in_posts_whatever_is_above() {
    let tree = Tree::of(&[("_work/_posts/undated.md", POST), ("_work/plain/a.md", "---\ndate: 18.\n---\n")]);
    let found = |folder, path| {
        findings_in(&tree, folder, &["--select", "post/bad-name", "--select", "field/misread-date", path], "")
    };
    for (folder, path) in [("", "_work/_posts"), ("_work", "_posts"), ("_work/_posts", ".")] {
        assert!(found(folder, path).contains("post/bad-name"), "{folder}");
    }
    assert_eq!(found("_work/plain", "."), "");
    assert_eq!(found("", "_work/plain"), "");
}

#[test]
fn a_text_without_a_name_is_not_compared_with_a_name() {
    let tree = Tree::of(&[]);
    let post = "---\nfilename: a-post\n---\n";
    let rule = ["--select", "post/filename-mismatch"];
    let named = findings_in(&tree, "", &[&rule[..], &["--stdin-filename", "other.md"]].concat(), post);
    assert!(named.contains("post/filename-mismatch"), "{named}");
    for nameless in ["--stdin", "-"] {
        let found = findings_in(&tree, "", &[&rule[..], &[nameless]].concat(), post);
        assert!(!found.contains("post/filename-mismatch"), "{found}");
    }
}

#[test]
fn an_extension_of_one_generator_is_that_of_posts_in_its_sites_only() {
    for generator in Generator::all() {
        let facts = generator.facts();
        for extension in facts.files.extensions {
            let post = format!("posts/a.{extension}");
            let own = facts.detected_by.own_files[0];
            let of_site = [(own, ""), (post.as_str(), POST)];
            let tree = Tree::of(&of_site);
            assert_eq!(tree.walked(&no_config()), [format!("{post}: post")], "{}", facts.name);
            assert_eq!(named(&tree, &of_site[1..], &no_config()), [format!("{post}: post")], "{}", facts.name);

            let elsewhere = [("README", ""), (post.as_str(), POST)];
            let tree = Tree::of(&elsewhere);
            assert_eq!(tree.list(&[tree.path("")], &no_config()), [], "{}", facts.name);
            assert!(named(&tree, &elsewhere[1..], &no_config()).is_empty(), "{}", facts.name);
            let config = tree.config(&format!("generator: {}\n", facts.name));
            assert_eq!(tree.walked(&config), [format!("{post}: post")], "{}", facts.name);
        }
    }
}
