//! Bad input of every kind: it is reported at its place, the rest is checked, and the exit code is right.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
use frontlint::config::{Config, Settings};
use frontlint::diagnostic::{Diagnostic, FileFindings, RuleId};
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine::{self, Options, Outcome, Plan, Workspace};
use frontlint::files::Disk;
use frontlint::post::{Post, PostKind};
use frontlint::rules::{Context, MOST_FINDINGS, RULES, Rule};
use frontlint::text::{Edit, SourceFile, Span};
use std::fmt::Write;
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

#[test]
fn a_named_file_that_is_not_there_fails_the_run() {
    let site = site();
    let outcome = run(&[site.path().to_path_buf(), site.path().join("_posts/gone.md"), site.path().join("gone")]);
    assert_only(&outcome, "gone.md", "file/unreadable", "there is no file or folder with this name");
    assert_only(&outcome, "gone", "file/unreadable", "there is no file or folder with this name");
    assert_eq!(outcome.report.summary.exit, 2);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;

    #[test]
    fn a_named_link_to_nothing_fails_the_run() {
        let site = site();
        let link = site.path().join("_posts/link.md");
        symlink("nowhere.md", &link).unwrap();
        let outcome = run(&[site.path().to_path_buf(), link]);
        assert_only(&outcome, "link.md", "file/unreadable", "a symbolic link to a file that does not exist");
        assert_eq!(outcome.report.summary.exit, 2);
    }

    #[test]
    fn a_named_link_to_itself_fails_the_run() {
        let site = site();
        let link = site.path().join("_posts/loop.md");
        symlink("loop.md", &link).unwrap();
        let outcome = run(&[site.path().to_path_buf(), link]);
        assert_only(&outcome, "loop.md", "file/unreadable", "symbolic links");
        assert_eq!(outcome.report.summary.exit, 2);
    }

    #[test]
    fn a_walk_follows_no_link_and_has_a_note() {
        let site = site();
        symlink("2017-01-18-a-good.md", site.path().join("_posts/link.md")).unwrap();
        symlink("..", site.path().join("_posts/up")).unwrap();
        let outcome = run(&[site.path().to_path_buf()]);
        assert_eq!((outcome.report.summary.files, outcome.report.summary.exit), (2, 1));
        assert!(outcome.notes[0].contains("link.md") && outcome.notes.len() == 1, "{:?}", outcome.notes);
    }

    #[test]
    fn a_link_to_a_folder_of_posts_elsewhere_has_a_note() {
        let (site, elsewhere) = (site(), site());
        fs::create_dir(elsewhere.path().join("pictures")).unwrap();
        fs::write(elsewhere.path().join("pictures/a.png"), "").unwrap();
        let links = tempfile::tempdir().unwrap();
        for (target, name) in [("_posts", "posts"), ("pictures", "pictures"), ("_posts", "node_modules")] {
            symlink(elsewhere.path().join(target), links.path().join(name)).unwrap();
        }
        symlink(links.path(), links.path().join("itself")).unwrap();
        let outcome = run(&[links.path().to_path_buf(), site.path().to_path_buf()]);
        assert!(outcome.notes[0].contains("posts") && outcome.notes.len() == 1, "{:?}", outcome.notes);
    }

    #[test]
    fn a_named_link_to_a_post_is_followed() {
        let site = site();
        let link = site.path().join("_posts/link.md");
        symlink("2017-01-18-z-bad.md", &link).unwrap();
        let outcome = run(&[link]);
        assert_eq!(outcome.report.summary.errors, 1);
    }

    #[test]
    fn a_pipe_that_nobody_fills_is_not_waited_for() {
        let site = site();
        let pipe = site.path().join("_posts/pipe.md");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let outcome = run(&[site.path().to_path_buf(), pipe]);
        assert_only(&outcome, "pipe.md", "file/unreadable", "this is a named pipe, not a file");
        assert_eq!(outcome.report.summary.exit, 2);
    }

    #[test]
    fn a_pipe_found_in_a_walk_is_reported_too() {
        let site = site();
        let pipe = site.path().join("_posts/pipe.md");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_only(&run(&[site.path().to_path_buf()]), "pipe.md", "file/unreadable", "a named pipe");
    }

    #[test]
    #[cfg_attr(target_os = "macos", ignore = "needs a file system that allows such names")]
    fn a_name_that_is_not_utf8_is_checked_like_any_other() {
        let site = site();
        let name = OsStr::from_bytes(b"2017-01-18-caf\xe9.md");
        fs::write(site.path().join("_posts").join(name), "No front matter.\n").unwrap();
        let outcome = run(&[site.path().to_path_buf()]);
        assert_eq!((outcome.report.summary.files, outcome.report.summary.errors), (3, 2));
    }

    #[test]
    fn a_folder_that_cannot_be_read_fails_the_run() {
        let site = site();
        let shut = site.path().join("shut");
        fs::create_dir(&shut).unwrap();
        set_mode(&shut, 0o000);
        let output = as_a_user_without_rights(site.path(), &shut);
        set_mode(&shut, 0o700);
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("shut:1:1: error[file/unreadable]") && said.contains("permission denied"), "{output:?}");
        assert!(said.contains("2017-01-18-z-bad.md:1:1: error[front-matter/missing]"), "{output:?}");
        assert_eq!((said.lines().count(), output.status.code()), (2, Some(2)), "{output:?}");
    }

    /// What the program prints for a site. The administrator may read every folder, so then another user runs it.
    fn as_a_user_without_rights(site: &Path, shut: &Path) -> std::process::Output {
        const NOBODY: u32 = 65_534;
        // The other user may not reach the folder that the program was built in.
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("frontlint");
        let built = env!("CARGO_BIN_EXE_frontlint");
        fs::hard_link(built, &program).or_else(|_| fs::copy(built, &program).map(|_| ())).unwrap();
        for folder in [site, folder.path()] {
            set_mode(folder, 0o755);
        }
        let mut command = std::process::Command::new(program);
        command.current_dir(site).env_clear().args(["--preset", "none", "--format", "concise"]);
        if fs::read_dir(shut).is_ok() {
            command.uid(NOBODY);
        }
        command.output().unwrap()
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
}

#[test]
fn a_folder_named_like_a_post_is_a_folder() {
    let site = site();
    fs::create_dir(site.path().join("_posts/folder.md")).unwrap();
    fs::write(site.path().join("_posts/folder.md/inside.md"), "No front matter.\n").unwrap();
    let outcome = run(&[site.path().to_path_buf()]);
    assert_eq!((outcome.report.summary.files, outcome.report.summary.exit), (3, 1));
}

#[test]
fn a_file_over_the_limit_is_not_parsed() {
    let site = site();
    fs::write(site.path().join("_posts/large.md"), "-".repeat(9 * 1024 * 1024)).unwrap();
    let outcome = run(&[site.path().to_path_buf()]);
    assert_only(&outcome, "large.md", "file/too-large", "9.0 MiB, more than the limit of 8.0 MiB");
    assert_eq!(outcome.report.summary.exit, 1);
}

#[test]
fn a_line_of_2_mb_has_a_short_excerpt() {
    let line = "x".repeat(2_000_000);
    let text = format!("---\ntitle: {line}\ntitle: b\n---\n{line} <b>{line}\n");
    let source = SourceFile::new("post.md", text);
    let options = Options { excerpts: Some(80), ..Options::default() };
    let outcome = workspace().run_unnamed(source, &options);
    let findings = &outcome.report.files[0].findings;
    assert_eq!(rules_of(&outcome.report.files[0]), ["front-matter/duplicate-key", "html/unclosed-element"]);
    for finding in findings {
        assert!(finding.excerpt.as_ref().unwrap().text.len() < 10_000);
    }
}

#[test]
fn an_empty_file_and_a_lone_fence_have_one_finding_each() {
    assert_eq!(found(""), ["front-matter/missing"]);
    assert_eq!(check("")[0].span, Span::at(0));
    assert_eq!(found("---").len(), 1);
    assert_eq!(found("---\n").len(), 1);
    assert_eq!(found("---\n---\n"), [""; 0]);
}

#[test]
fn forty_thousand_nested_elements_have_one_finding() {
    let depth = 40_000;
    let text = format!("{POST}\n{}{}\n", "<div>".repeat(depth), "</div>".repeat(depth));
    assert_eq!(found(text), ["html/too-deep"]);
}

#[test]
fn two_hundred_thousand_brackets_have_one_finding_where_they_begin() {
    let findings = check(format!("---\ntitle: {}\n---\n", "[".repeat(200_000)));
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["front-matter/invalid-syntax"]);
    assert!((4..=300).contains(&findings[0].span.start()), "{:?}", findings[0].span);
}

#[test]
fn a_hundred_thousand_attributes_have_one_finding_at_their_tag() {
    let mut tag = "<p".to_string();
    for n in 0..100_000 {
        let _ = write!(tag, " a{n}=\"{n}\"");
    }
    let findings = check(format!("{POST}\n{tag}>Text</p>\n"));
    assert_eq!(
        findings.iter().map(|finding| (finding.rule.as_str(), finding.detail)).collect::<Vec<_>>(),
        [("html/malformed-attribute", Some("too-many-attributes"))]
    );
    assert_eq!(findings[0].span.start(), POST.len() + 1);
}

#[test]
fn an_attribute_whose_quote_never_closes_is_not_removed() {
    let findings = check_as("post.html", format!("{POST}\n<p>\n<img alt=a alt=\""));
    let double = findings.iter().find(|finding| finding.rule.as_str() == "html/duplicate-attribute").unwrap();
    assert_eq!(double.fix, None);
}

#[test]
fn a_character_reference_ends_before_its_line_end() {
    let text = "---\r\n---\r\n<p>&#xa\r\n</p>\r\n";
    let findings = check_as("post.html", text);
    let edits = &findings[0].fix.as_ref().unwrap().edits;
    assert_eq!(edits[0].span, Span::at(text.find("xa").unwrap() + 2), "{findings:?}");
}

#[test]
fn a_file_of_noise_keeps_a_limited_number_of_findings_of_a_rule() {
    let settings = Arc::new(Settings::default());
    let source = SourceFile::new("post.md", format!("{POST}{}", "a\u{8}".repeat(5000)));
    let checked = engine::check(&source, &Dialect::of(None), PostKind::Post, &settings);
    assert_eq!(checked.findings.len(), MOST_FINDINGS);
    assert_eq!(checked.left_out, [(RuleId::new("file/control-character"), 5000 - MOST_FINDINGS)]);
}

/// Texts that break posts.
const PARTS: [&[u8]; 24] = [
    b"---\n",
    b"+++\n",
    b"\r\n",
    b"\r",
    b"\n",
    b": ",
    b"- ",
    b"\"",
    b"'",
    b"[",
    b"{",
    b"<div>",
    b"</p>",
    b"<!--",
    b"-->",
    b"{% if %}",
    b"{{",
    b"&amp",
    b"\xff",
    b"\xe2\x80",
    "é🎉".as_bytes(),
    b"\0",
    b"<<<<<<< a\n>>>>>>> ",
    b"# frontlint-ignore file",
];

#[test]
fn random_bytes_break_nothing() {
    // Xorshift makes the same random numbers on every system.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for _ in 0..2000 {
        let count = next() % 40;
        let bytes: Vec<u8> = (0..count).flat_map(|_| PARTS[usize::try_from(next() % 24).unwrap()].to_vec()).collect();
        check(bytes);
    }
}

struct Breaks;

impl Rule for Breaks {
    fn check(&self, _post: &Post<'_>, cx: &mut Context<'_>) {
        cx.report(Span::at(0), "half a finding");
        panic!("the rule is broken");
    }
}

#[test]
fn a_rule_that_panics_is_one_finding_that_names_it_and_the_others_go_on() {
    let mut rules = RULES.to_vec();
    rules.insert(0, (RuleId::new("front-matter/breaks"), &Breaks));
    let plan = Plan::new(&rules, &Arc::new(Settings::default()));
    let source = SourceFile::new("post.md", "No front matter.\n# frontlint-ignore-file file\n");
    let checked = plan.check(&source, &Dialect::of(None), PostKind::Post);
    let found: Vec<&str> = checked.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(found, ["file/internal-error", "front-matter/missing"]);
    assert_eq!(checked.findings[0].message, "the rule `front-matter/breaks` failed on this file");
    assert!(checked.findings[0].help.as_ref().unwrap().contains("the rule is broken"));
    assert!(checked.broke);
}
