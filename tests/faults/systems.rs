//! What other systems do differently: names that differ only by case or by how accents are written, long paths, names that Windows does not
//! have, an environment that is nearly empty.
use super::*;

/// How many posts a run of a folder checks, and its exit code.
fn checked(command: &mut Command) -> (u64, i32) {
    let output = in_time(command.args(["--format", "json", "--preset", "none"]));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    (report["summary"]["files"].as_u64().unwrap(), output.status.code().unwrap())
}

#[test]
fn names_that_differ_only_by_case_or_accents_are_different_files_where_the_system_has_both() {
    let pairs = [["2017-01-18-a.md", "2017-01-18-A.md"], ["2017-01-18-\u{e9}.md", "2017-01-18-e\u{301}.md"]];
    for names in pairs {
        let site = tempfile::tempdir().unwrap();
        for name in names {
            write(site.path(), &format!("_posts/{name}"), "No front matter.\n");
        }
        // Systems that have only one of them have only one post.
        let there = fs::read_dir(site.path().join("_posts")).unwrap().count();
        assert_eq!(checked(&mut program(site.path())), (there as u64, 1));
        let mut named = program(site.path());
        named.args(names.iter().map(|name| format!("_posts/{name}")));
        let output = in_time(named.args(["--format", "json", "--preset", "none"]));
        assert!(reported(&output).iter().all(|(rule, _)| rule == "front-matter/missing"), "{output:?}");
        assert!(reported(&output).len() >= there, "{output:?}");
    }
}

#[test]
#[cfg(unix)]
fn a_path_longer_than_the_system_takes_at_once_is_an_error_and_no_end() {
    let site = site();
    let long = format!("{}/a.md", vec!["d".repeat(200); 25].join("/"));
    let output = in_time(program(site.path()).args(["--format", "json", &long]));
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(reported(&output)[0].0, "file/unreadable");
    // Two folders of half the length, one moved into the other: deeper than a path may be long.
    let half = |first: &str| Path::new(first).join(vec!["d".repeat(200); 12].join("/"));
    write(site.path(), half("a").join("a.md").to_str().unwrap(), "x");
    write(site.path(), half("b").join("b.md").to_str().unwrap(), "x");
    fs::rename(site.path().join("b"), site.path().join(half("a")).join("b")).unwrap();
    let output = in_time(program(site.path()).args(["--format", "json", "--preset", "none"]));
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let found = reported(&output);
    assert!(found.iter().any(|(rule, path)| rule == "file/unreadable" && path.len() > 3000), "{found:?}");
    assert!(found.iter().any(|(rule, _)| rule == "front-matter/missing"), "the rest is checked: {found:?}");
}

#[test]
#[cfg(unix)]
fn names_that_windows_does_not_have_are_names_like_any_other() {
    let names =
        ["CON.md", "aux.md", "a:b.md", "a\\b.md", "a?.md", "a*.md", "a|b.md", "a<b>.md", "a\"b.md", " a.md", "a .md"];
    let site = tempfile::tempdir().unwrap();
    for name in names {
        fs::write(site.path().join(name), POST).unwrap();
    }
    assert_eq!(checked(&mut program(site.path())), (names.len() as u64, 0));
    let paths = names.map(|name| format!("./{name}"));
    assert_eq!(checked(program(site.path()).args(paths)), (names.len() as u64, 0));
}

#[test]
fn an_environment_without_locale_home_or_anything_changes_no_finding() {
    let site = site();
    let run = |variables: &[(&str, &str)]| {
        let mut command = program(site.path());
        command.envs(variables.iter().copied()).args(["--format", "json"]);
        let output = in_time(&mut command);
        (output.status.code(), output.stdout)
    };
    let bare = run(&[]);
    assert_eq!(bare.0, Some(1));
    for variables in [
        &[("LANG", "C"), ("LC_ALL", "C")][..],
        &[("LANG", "tr_TR.UTF-8")],
        &[("LC_ALL", "no such locale")],
        &[("HOME", "")],
        &[("HOME", "/no/such/folder"), ("XDG_CONFIG_HOME", "")],
        &[("TERM", ""), ("COLUMNS", "0")],
        &[("PATH", "")],
    ] {
        assert_eq!(run(variables), bare, "{variables:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_current_folder_that_was_deleted_is_said() {
    let folder = tempfile::tempdir().unwrap();
    for args in ["", "files", "--stdin", "a.md", "--preset none"] {
        let script = format!("mkdir gone && cd gone && rmdir ../gone && exec \"$0\" {args} </dev/null");
        let mut command = Command::new("sh");
        command.current_dir(folder.path()).args(["-c", &script]).arg(built());
        let output = in_time(&mut command);
        assert_eq!(output.status.code(), Some(2), "{args}: {output:?}");
        assert!(text(&output.stderr).contains("the current folder cannot be found"), "{args}: {output:?}");
    }
}
