//! Files that are fixed: whatever happens, each is as it was or as it was planned, and nothing is left beside it.
use super::*;
use frontlint::diagnostic::{RuleId, Safety, Severity};
use frontlint::engine::{FixOptions, Options, PlannedFile};
use frontlint::files::{FileWriter, WriteError};
use frontlint::post::Post;
use frontlint::rules::{Context, Rule};
use frontlint::text::Span;

/// A post with two problems, each with a safe fix, and what they make of it.
const BROKEN: &str = "---\ntitle: One: two\nsub: Three: four\n---\nText.\n";
const FIXED: &str = "---\ntitle: \"One: two\"\nsub: \"Three: four\"\n---\nText.\n";

/// A repository with so many posts to fix, each in a folder of its own or all in one.
fn repository(posts: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    fs::create_dir_all(folder.path().join("posts")).unwrap();
    (0..posts).for_each(|number| fs::write(post(folder.path(), number), BROKEN).unwrap());
    folder
}

fn post(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("posts/{number:03}.md"))
}

fn fixer(folder: &Path) -> Command {
    let mut command = program(folder);
    command.args(["--preset", "none", "--fix", "--jobs", "1"]);
    command
}

/// What the posts say, each of which must be whole; how many are fixed.
fn fixed_posts(folder: &Path, posts: usize) -> usize {
    let texts = (0..posts).map(|number| fs::read_to_string(post(folder, number)).unwrap());
    texts
        .filter(|text| {
            if text == BROKEN {
                false
            } else {
                assert_eq!(text, FIXED);
                true
            }
        })
        .count()
}

/// The files beside the posts.
fn beside(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("posts")).unwrap().map(|entry| entry.unwrap().file_name());
    let names = entries.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name.starts_with('.') || Path::new(name).extension().is_none_or(|end| end != "md")).collect()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Plans the fixes of a folder by the library.
fn planned(folder: &Path, rules: Option<Vec<(RuleId, &'static dyn Rule)>>, select: &[String]) -> Vec<PlannedFile> {
    let mut config = Config::bare(Path::new(""));
    config.select(select, &[]).unwrap();
    let rules = rules.unwrap_or_else(|| frontlint::rules::RULES.to_vec());
    let mut workspace = Workspace::with_rules(rules, Disk::shared(), folder, config);
    let options = Options { keeps_files: true, ..Options::default() };
    let found = workspace.run(&[folder.to_path_buf()], &options, &|_, _| {}).report;
    let wanted = FixOptions { least: Safety::Safe, min_severity: Severity::Info, group: None, jobs: Some(1) };
    workspace.plan_fixes(&found, &wanted, &|_, _| {}).files
}

#[test]
fn all_posts_are_fixed_and_nothing_is_left_beside_them() {
    let site = repository(3);
    let output = in_time(&mut fixer(site.path()));
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(fixed_posts(site.path(), 3), 3);
    assert_eq!(beside(site.path()), [""; 0]);
    let again = in_time(&mut fixer(site.path()));
    assert!(said(&again).contains("nothing was fixed"), "{}", said(&again));
}

#[cfg(unix)]
#[test]
fn a_disk_without_room_leaves_the_posts_as_they_are_and_fails_the_run() {
    let site = repository(0);
    // More than the limit of 512 bytes; the signal of the limit is ignored, so that the program sees the error of a full disk.
    let long = format!("{BROKEN}{}", "More text.\n".repeat(200));
    fs::write(post(site.path(), 0), &long).unwrap();
    fs::write(post(site.path(), 1), BROKEN).unwrap();
    let mut command = Command::new("sh");
    command.current_dir(site.path()).env_clear().env("PATH", "/usr/bin:/bin");
    command
        .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\""])
        .arg(built())
        .args(["--preset", "none", "--fix", "--jobs", "1"]);
    let output = in_time(&mut command);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("000.md was not fixed and is as it was"), "{}", said(&output));
    assert_eq!(fs::read_to_string(post(site.path(), 0)).unwrap(), long);
    assert_eq!(fs::read_to_string(post(site.path(), 1)).unwrap(), FIXED);
    assert_eq!(beside(site.path()), [""; 0]);
}

#[test]
fn a_post_that_was_changed_after_it_was_read_is_not_written() {
    let site = repository(2);
    let plan = planned(site.path(), None, &[]);
    assert_eq!(plan.len(), 2);
    fs::write(post(site.path(), 0), "---\ntitle: Another one\n---\n").unwrap();
    let writer = FileWriter::default();
    let written: Vec<_> = plan.iter().map(|file| writer.replace(&file.real, &file.before, &file.after)).collect();
    assert!(matches!(written[..], [Err(WriteError::Changed), Ok(())]), "{written:?}");
    assert_eq!(fs::read_to_string(post(site.path(), 0)).unwrap(), "---\ntitle: Another one\n---\n");
    assert_eq!(fs::read_to_string(post(site.path(), 1)).unwrap(), FIXED);
}

#[cfg(unix)]
#[test]
fn a_post_with_two_names_is_not_written() {
    let site = repository(2);
    fs::hard_link(post(site.path(), 0), site.path().join("other")).unwrap();
    let output = in_time(&mut fixer(site.path()));
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(
        said(&output).contains("000.md was not fixed and is as it was: it has 2 names (hard links)"),
        "{}",
        said(&output)
    );
    assert_eq!(fixed_posts(site.path(), 2), 1);
    assert_eq!(fs::read_to_string(site.path().join("other")).unwrap(), BROKEN);
}

#[cfg(unix)]
#[test]
fn a_named_link_is_followed_inside_the_repository_only() {
    use std::os::unix::fs::symlink;
    let (site, elsewhere) = (repository(1), repository(2));
    symlink(post(site.path(), 0), site.path().join("in.md")).unwrap();
    symlink(post(elsewhere.path(), 0), site.path().join("out.md")).unwrap();
    symlink(elsewhere.path().join("posts"), site.path().join("folder")).unwrap();
    for (named, code) in [("in.md", 0), ("out.md", 2), ("folder/001.md", 2)] {
        let output = in_time(fixer(site.path()).arg(named));
        assert_eq!(output.status.code(), Some(code), "{named}: {}", said(&output));
        assert_eq!(said(&output).contains("outside of"), code == 2, "{}", said(&output));
    }
    assert!(site.path().join("in.md").symlink_metadata().unwrap().is_symlink());
    assert_eq!(fixed_posts(site.path(), 1), 1);
    assert_eq!(fixed_posts(elsewhere.path(), 2), 0);
    // A file elsewhere that is named without a link may be fixed.
    let output = in_time(fixer(site.path()).arg(post(elsewhere.path(), 0)));
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(fixed_posts(elsewhere.path(), 2), 1);
}

#[cfg(unix)]
#[test]
fn a_read_only_post_is_not_written() {
    use std::os::unix::fs::PermissionsExt;
    let site = repository(2);
    fs::set_permissions(post(site.path(), 0), fs::Permissions::from_mode(0o444)).unwrap();
    let output = in_time(&mut fixer(site.path()));
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("000.md was not fixed and is as it was: it is read-only"), "{}", said(&output));
    assert_eq!(fixed_posts(site.path(), 2), 1);
}

/// Waits until the first post is written.
#[cfg(unix)]
fn wait_for_writing(site: &Path, child: &mut std::process::Child) {
    let is_begun = || fixed_posts(site, 1) > 0 || !beside(site).is_empty();
    while child.try_wait().unwrap().is_none() && !is_begun() {
        std::thread::sleep(Duration::from_micros(50));
    }
}

#[cfg(unix)]
#[test]
fn a_killed_run_leaves_every_post_whole_and_the_next_one_removes_its_neighbour() {
    const POSTS: usize = 6;
    let mut left = 0;
    for round in 0..200_u64 {
        let site = repository(POSTS);
        let mut child =
            fixer(site.path()).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
        wait_for_writing(site.path(), &mut child);
        std::thread::sleep(Duration::from_micros(round * 7919 % 1_500));
        child.kill().unwrap();
        child.wait().unwrap();
        fixed_posts(site.path(), POSTS);
        let neighbours = beside(site.path());
        assert!(neighbours.len() <= 1, "{neighbours:?}");
        if let [neighbour] = &neighbours[..] {
            left += 1;
            let output = in_time(&mut fixer(site.path()));
            assert!(said(&output).contains(&format!("removed posts/{neighbour}")), "{}", said(&output));
            assert_eq!(beside(site.path()), [""; 0]);
            assert_eq!(fixed_posts(site.path(), POSTS), POSTS);
        }
    }
    println!("{left} of 200 killed runs left a neighbour");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing_beside_the_posts() {
    const POSTS: usize = 40;
    for round in 0..30_u64 {
        let site = repository(POSTS);
        let mut child =
            fixer(site.path()).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
        wait_for_writing(site.path(), &mut child);
        std::thread::sleep(Duration::from_micros(round * 7919 % 8_000));
        let signal = if round % 2 == 0 { "-INT" } else { "-TERM" };
        Command::new("kill")
            .args([signal, &child.id().to_string()])
            .stderr(std::process::Stdio::null())
            .status()
            .unwrap();
        child.wait().unwrap();
        fixed_posts(site.path(), POSTS);
        assert_eq!(beside(site.path()), [""; 0]);
    }
}

#[test]
fn two_runs_at_once_harm_nothing() {
    const POSTS: usize = 30;
    for _ in 0..10 {
        let site = repository(POSTS);
        let mut children: Vec<_> = (0..2)
            .map(|_| {
                let mut command = fixer(site.path());
                command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap()
            })
            .collect();
        for child in &mut children {
            child.wait().unwrap();
        }
        assert_eq!(fixed_posts(site.path(), POSTS), POSTS);
        assert_eq!(beside(site.path()), [""; 0]);
    }
}

#[test]
fn a_neighbour_is_never_a_candidate() {
    let site = repository(1);
    fs::write(site.path().join("posts/.001.md.frontlint-abcdefghijkl"), BROKEN).unwrap();
    let output = in_time(program(site.path()).args(["files", "--preset", "none"]));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "posts/000.md\n");
}

/// Reports each `ab` of a text, and writes it the other way round.
struct Turns(&'static str, &'static str);

impl Rule for Turns {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for (at, _) in post.source.text().match_indices(self.0) {
            let span = Span::new(at, at + 2);
            cx.report(span, "the wrong way round").fix(Safety::Safe, "turn it", vec![Edit::replace(span, self.1)]);
        }
    }
}

#[test]
fn a_file_in_which_two_rules_undo_each_other_stays_as_it_is() {
    let site = repository(1);
    let text = format!("---\ntitle: A\n---\n{}", "ab\nba\n".repeat(3000));
    fs::write(site.path().join("posts/turned.md"), &text).unwrap();
    let mut rules = frontlint::rules::RULES.to_vec();
    rules.push((RuleId::new("html/forward"), &Turns("ab", "ba")));
    rules.push((RuleId::new("html/backward"), &Turns("ba", "ab")));
    let plan = planned(site.path(), Some(rules), &[]);
    let turned = plan.iter().find(|file| file.path.ends_with("turned.md")).unwrap();
    assert_eq!(turned.after, text.as_bytes());
    assert_eq!(turned.undone.unwrap().map(RuleId::as_str), ["html/backward", "html/forward"]);
    let other = plan.iter().find(|file| file.path.ends_with("000.md")).unwrap();
    assert_eq!(other.after, FIXED.as_bytes());
}

#[test]
fn fixes_are_judged_by_the_rules_that_are_not_selected_too() {
    let site = repository(1);
    fs::write(post(site.path(), 0), "---\ntitle: A\n---\nab\n").unwrap();
    let rules: Vec<(RuleId, &'static dyn Rule)> = vec![
        (RuleId::new("front-matter/lost-content"), &Turns("ab", "ba")),
        (RuleId::new("html/misnested"), &Turns("ba", "ab")),
    ];
    let plan = planned(site.path(), Some(rules), &["front-matter".to_string()]);
    assert_eq!(plan[0].before, plan[0].after);
    let why = &plan[0].refused[0].why;
    assert!(why.contains("a finding of `html/misnested`, which is on in the config"), "{why}");
}
