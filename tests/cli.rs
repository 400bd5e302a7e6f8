//! The program as it is used: each folder of `tests/cli` is one run and what it must print.
//!
//! A case holds `args` (one argument a line), and if it needs them `tree/` (the folder it runs in), `stdin` and `env` (`NAME=VALUE`
//! lines; nothing else of the environment is handed on). `stdout`, `stderr`, `code` and, when it changes files, `written` with their
//! new texts are what must come of it; they are written anew by `SNAPSHOTS=overwrite cargo test --test cli`, to be read before they are committed. Each case is a test of the name of its
//! folder, and each fix that it offers holds the laws of `tests/fixes`.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
mod fixes;
mod named;

use frontlint::config::{self, Config};
use frontlint::diagnostic::Diagnostic;
use frontlint::dialect::Dialect;
use frontlint::engine::Workspace;
use frontlint::files::Disk;
use frontlint::text::SourceFile;
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output, Stdio};

fn main() -> ExitCode {
    let mut trials = named::functions![
        a_closed_pipe_stops_the_report_in_silence_with_the_true_exit_code,
        #[cfg(target_os = "linux")]
        a_full_disk_under_the_report_is_a_failed_run,
        #[cfg(unix)]
        a_config_that_is_a_link_to_nothing_is_not_passed_over,
        #[cfg(unix)]
        standard_output_that_cannot_be_written_to_is_a_failed_run,
        the_report_is_the_same_for_any_number_of_threads,
        posts_are_compared_in_the_order_of_their_paths_for_any_number_of_threads,
        json_holds_the_members_of_version_1_in_their_order,
        an_archive_of_faults_is_shown_in_part_and_counted_in_full,
        the_most_severe_findings_are_the_ones_shown,
        a_rule_that_does_not_fit_is_one_line,
        every_error_of_a_first_run_is_on_the_first_60_lines,
        github_gets_as_many_annotations_as_it_shows_and_the_log_gets_the_rest,
        github_gets_paths_from_the_root_of_the_checkout,
        init_writes_a_config_that_asks_for_the_same_and_never_overwrites_one,
        init_takes_nothing_from_what_the_generator_knows,
        init_lists_what_its_config_reports,
        rules_lists_every_rule_for_people_and_for_programs,
        every_rule_can_be_explained,
        every_shell_gets_a_completion_script,
        config_schema_prints_the_schema_of_the_examples,
        #[cfg(target_os = "linux")]
        a_long_page_goes_through_the_pager_of_a_terminal,
    ];
    for case in cases() {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        if let Some(config) = config_of(&case) {
            let case = case.clone();
            trials.push(Trial::test(format!("{name} fixes"), move || check_fixes(&case, &config)));
        }
        trials.push(Trial::test(name, move || check_output(&case)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Runs a case and compares what comes of it, or writes it anew.
fn check_output(case: &Path) -> Result<(), Failed> {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let got = run_case(case);
    for (name, got) in
        [("stdout", &got.stdout), ("stderr", &got.stderr), ("code", &got.code), ("written", &got.written)]
    {
        let file = case.join(name);
        if overwrite && name == "written" && got.is_empty() {
            let _ = fs::remove_file(&file);
        } else if overwrite {
            fs::write(&file, got)?;
        } else if fs::read_to_string(&file).unwrap_or_default() != *got {
            return Err(format!("{}: got\n{got}\nSNAPSHOTS=overwrite writes that", file.display()).into());
        }
    }
    Ok(())
}

/// The config by which a case checks its tree; `None` when it checks none.
fn config_of(case: &Path) -> Option<Config> {
    let arguments = lines(&case.join("args"));
    let option = |name: &str| arguments.iter().skip_while(|argument| *argument != name).nth(1);
    let is_other = arguments
        .first()
        .is_some_and(|first| matches!(first.as_str(), "config" | "files" | "init" | "norms" | "rename-key" | "values"));
    let tree = case.join("tree");
    if is_other || !tree.is_dir() {
        return None;
    }
    let own = option("--config").map_or("frontlint.yaml", String::as_str);
    match option("--preset") {
        Some(preset) => config::preset(preset, &tree).ok(),
        None if tree.join(own).is_file() => config::load(&Disk::shared(), &tree.join(own)).ok(),
        None => config::preset("post", &tree).ok(),
    }
}

/// Each fix that a run over the tree of a case offers, made alone.
fn check_fixes(case: &Path, config: &Config) -> Result<(), Failed> {
    let folder = tempfile::tempdir().unwrap();
    copy(&case.join("tree"), folder.path());
    let mut config = config.clone();
    config.root = folder.path().to_path_buf();
    let run = || {
        let mut workspace = Workspace::open(Disk::shared(), Path::new(env!("CARGO_MANIFEST_DIR")), config.clone());
        let files = workspace.check(&[folder.path().to_path_buf()]).report.files;
        let findings = |file: frontlint::diagnostic::FileFindings| {
            let found: Vec<Diagnostic> = file.findings.into_iter().map(|finding| finding.diagnostic).collect();
            (file.path, found)
        };
        files.into_iter().map(findings).collect::<Vec<_>>()
    };
    let mut broken = Vec::new();
    for (path, found) in run() {
        let Ok(before) = fs::read(&path) else { continue };
        let again = |fixed: &SourceFile| {
            fs::write(&path, fixed.bytes()).unwrap();
            let after = run().into_iter().find(|(other, _)| *other == path).map(|(_, found)| found);
            fs::write(&path, &before).unwrap();
            after.unwrap_or_default()
        };
        let source = SourceFile::new(&path, before.clone());
        broken.extend(fixes::broken_laws(&source, &found, &Dialect::of(config.generator), &again));
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n").into()) }
}

fn a_closed_pipe_stops_the_report_in_silence_with_the_true_exit_code() {
    let site = many_bad_posts();
    for (args, code) in [(&["--format", "concise"][..], 1), (&["--exit-zero"], 0), (&["--format", "json"], 1)] {
        let mut child = frontlint(site.path())
            .args(args)
            .args(["--preset", "post"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!stderr.contains("rite") && !stderr.contains("panic"), "{args:?} says: {stderr}");
    }
}

#[cfg(target_os = "linux")]
fn a_full_disk_under_the_report_is_a_failed_run() {
    let site = many_bad_posts();
    for format in ["grouped", "full", "concise", "json", "github"] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = frontlint(site.path()).args(["--exit-zero", "--format", format]).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{format}");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains("cannot write to standard output"), "{format} says: {stderr}");
    }
}

#[cfg(unix)]
fn a_config_that_is_a_link_to_nothing_is_not_passed_over() {
    let site = many_bad_posts();
    std::os::unix::fs::symlink("nowhere.yaml", site.path().join("frontlint.yaml")).unwrap();
    let output = frontlint(site.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("the config could not be read: no such file or folder"), "{said}");
}

#[cfg(unix)]
fn standard_output_that_cannot_be_written_to_is_a_failed_run() {
    let site = many_bad_posts();
    let read_only = fs::File::open(site.path().join("_posts")).unwrap();
    let output = frontlint(site.path()).arg("--exit-zero").stdout(read_only).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output: bad file descriptor"));
}

fn the_report_is_the_same_for_any_number_of_threads() {
    let site = many_bad_posts();
    let with_jobs = |jobs| frontlint(site.path()).args(["--format", "json", "--jobs", jobs]).output().unwrap().stdout;
    let one = with_jobs("1");
    assert!(one.len() > 10_000);
    assert!(one == with_jobs("2") && one == with_jobs("7"));
}

fn posts_are_compared_in_the_order_of_their_paths_for_any_number_of_threads() {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("_posts")).unwrap();
    fs::write(site.path().join("frontlint.yaml"), "fields: {id: {unique: true}}\n").unwrap();
    for number in 0..120 {
        let post = format!("---\nid: series-{}\n---\n", number % 3);
        fs::write(site.path().join(format!("_posts/2017-01-01-post-{number:03}.md")), post).unwrap();
    }
    let with_jobs =
        |jobs| frontlint(site.path()).args(["--format", "concise", "--jobs", jobs]).output().unwrap().stdout;
    let one = String::from_utf8(with_jobs("1")).unwrap();
    assert_eq!(one.lines().count(), 117);
    for number in 0..3 {
        let first = format!("as in `_posts/2017-01-01-post-00{number}.md`");
        assert_eq!(one.matches(&first).count(), 39, "{first}");
    }
    assert!(one.as_bytes() == with_jobs("2") && one.as_bytes() == with_jobs("7"));
}

fn json_holds_the_members_of_version_1_in_their_order() {
    let site = many_bad_posts();
    let output = frontlint(site.path()).args(["--format", "json", "--jobs", "1"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.matches('\n').count(), 1, "one object on one line");
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let order = |after: &str, names: &[&str]| {
        let mut at = text.find(after).unwrap();
        for name in names {
            let member = format!("\"{name}\":");
            at += text[at..].find(&member).unwrap_or_else(|| panic!("`{name}` is not where it belongs"));
        }
    };
    order("{", &["version", "tool", "diagnostics", "notes", "summary"]);
    order(
        "\"diagnostics\"",
        &["path", "rule", "detail", "severity", "message", "help", "url", "span", "start", "end", "labels", "fix"],
    );
    order("\"summary\"", &["files", "skipped", "errors", "warnings", "infos", "fixable", "suppressed", "exit"]);
    assert_eq!(report["version"], 1);
    assert_eq!(report["summary"]["exit"], 1);
    assert_eq!(report["summary"]["errors"], report["diagnostics"].as_array().unwrap().len());
    assert_eq!(report["diagnostics"][0]["path"], "_posts/2017-01-01-post-000.md");
}

fn an_archive_of_faults_is_shown_in_part_and_counted_in_full() {
    let site = many_bad_posts();
    for (format, shown) in [("full", "error[front-matter/missing]"), ("grouped", "  1:1  error  ")] {
        let output = frontlint(site.path()).args(["--format", format]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.matches(shown).count(), 50);
        assert!(text.contains("… and 350 more findings"), "{text}");
        assert!(text.contains("400  error    front-matter/missing\n\nchecked 400 posts: 400 errors\n"), "{text}");
    }
}

fn the_most_severe_findings_are_the_ones_shown() {
    let site = many_bad_posts();
    fs::write(
        site.path().join("frontlint.yaml"),
        "rules: {front-matter/missing: info}\nfields: {title: {required: true}}\n",
    )
    .unwrap();
    fs::write(site.path().join("_posts/2018-01-01-last.md"), "---\nlayout: post\n---\n").unwrap();
    let full = frontlint(site.path()).args(["--format", "full"]).output().unwrap().stdout;
    let text = String::from_utf8(full).unwrap();
    assert!(text.starts_with("error[field/missing]"), "errors come first: {text}");
    assert_eq!(text.matches("error[field/missing]").count(), 1);
    assert_eq!(text.matches("info[front-matter/missing]").count(), 49);
}

/// Where the report is full in the middle of the findings of a rule, none of them is missing between others: the rule is one line.
fn a_rule_that_does_not_fit_is_one_line() {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("_posts")).unwrap();
    for number in 10..=30 {
        let text = "---\ntitle: A\n---\n<b>a\n\n<i>b\n\n<u>c\n\n<p>d</p></a>\n";
        fs::write(site.path().join(format!("_posts/2017-01-{number}-a.md")), text).unwrap();
    }
    let output = frontlint(site.path()).args(["--preset", "none", "--format", "grouped"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let files: Vec<&str> = text.split("\n\n").filter(|block| block.starts_with("_posts/")).collect();
    for file in &files {
        // Each file has the same four findings on the same lines.
        let is_reported = |line: &str| {
            file.contains(&format!("  {line}:")) || file.contains("… 3 of html/unclosed-element, lines 4, 6, 8")
        };
        assert!(["4", "6", "8"].into_iter().all(is_reported), "{file}");
    }
    assert!(files.iter().any(|file| file.contains("… 3 of html/unclosed-element")), "{text}");
    assert!(files.len() < 21 && text.contains("more findings"), "{text}");
}

/// As many findings as a first run shows: the warnings are in the files that come first, a dozen errors in those that come last.
fn every_error_of_a_first_run_is_on_the_first_60_lines() {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("_posts")).unwrap();
    fs::create_dir(site.path().join(".git")).unwrap();
    let write = |name: String, body: &str| {
        fs::write(site.path().join("_posts").join(name), format!("---\ntitle: A\n---\n{body}")).unwrap();
    };
    for number in 1..=7 {
        write(format!("2016-01-0{number}-a.md"), "<center>a</center>\n\n<font>b</font>\n\n<tt>c</tt>\n");
    }
    for number in 1..=6 {
        write(format!("2017-01-0{number}-b.md"), "<p>Un <b>mot <i>deux</b></i></p>\n\n<p>trois</a></p>\n");
    }
    let output = frontlint(site.path()).args(["--preset", "none", "--format", "grouped"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("12 errors, 21 warnings"), "{text}");
    let errors = text.lines().take(60).filter(|line| line.contains("  error  `")).count();
    assert_eq!(errors, 12, "{text}");
}

fn github_gets_as_many_annotations_as_it_shows_and_the_log_gets_the_rest() {
    let site = many_bad_posts();
    let output = frontlint(site.path()).args(["--format", "github"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.matches("::error ").count(), 10);
    assert_eq!(text.lines().filter(|line| line.starts_with("error _posts/")).count(), 390);
    assert!(text.contains("the other 390 findings are only in this log"), "{text}");
}

fn github_gets_paths_from_the_root_of_the_checkout() {
    let site = many_bad_posts();
    let root = fs::canonicalize(site.path()).unwrap();
    let run = |workspace: &Path| {
        let mut command = frontlint(&root.join("_posts"));
        let output = command.env("GITHUB_WORKSPACE", workspace).args(["--format", "github"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(run(&root).starts_with("::error file=_posts/2017-01-01-post-000.md,"));
    assert!(run(Path::new("elsewhere")).starts_with("::error file=2017-01-01-post-000.md,"));
}

fn init_writes_a_config_that_asks_for_the_same_and_never_overwrites_one() {
    let site = many_bad_posts();
    let check = || frontlint(site.path()).args(["--format", "concise", "--quiet"]).output().unwrap();
    let before = check();
    let init = || frontlint(site.path()).arg("init").output().unwrap();
    assert_eq!(init().status.code(), Some(0));
    let config = site.path().join("frontlint.yaml");
    assert!(fs::read_to_string(&config).unwrap().contains("#extends: [post]\n"));
    assert_eq!(check(), before);

    fs::write(&config, "fields: {title: {required: true}}\n").unwrap();
    let again = init();
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8(again.stderr).unwrap().contains("frontlint.yaml already exists"));
    assert_eq!(fs::read_to_string(&config).unwrap(), "fields: {title: {required: true}}\n");
}

/// Where many dates of a site are wrong, they are no habit: what was an error without a config is one with that of `init`.
fn init_takes_nothing_from_what_the_generator_knows() {
    let sites = [
        ("hugo.toml", "", "content/posts", "---"),
        ("_config.yml", "title: A site\n", "_posts", "---"),
        (".eleventy.js", "", "posts", "---"),
        ("astro.config.mjs", "", "src/content/blog", "---"),
        ("docusaurus.config.js", "", "blog", "---"),
        ("config.toml", "base_url = \"https://example.com\"\n", "content", "+++"),
    ];
    for (file, text, folder, fence) in sites {
        for other in ["05-12-2024", "January 5, 2024", "5/1/24", "next week", "soon"] {
            let site = tempfile::tempdir().unwrap();
            fs::create_dir(site.path().join(".git")).unwrap();
            fs::write(site.path().join(file), text).unwrap();
            fs::create_dir_all(site.path().join(folder)).unwrap();
            for number in 1..=12 {
                let is = if fence == "+++" { " = " } else { ": " };
                let quoted = |text: &str| if fence == "+++" { format!("\"{text}\"") } else { text.to_string() };
                let date = match number {
                    1..=7 => format!("date{is}2024-01-{number:02}\ndraft{is}false\n"),
                    8..=11 => format!("date{is}{}\ndraft{is}{}\n", quoted(other), quoted("maybe")),
                    _ => String::new(),
                };
                let text = format!("{fence}\ntitle{is}{}\n{date}{fence}\nText.\n", quoted("A day"));
                let path = site.path().join(folder).join(format!("2024-01-{number:02}-text.md"));
                fs::write(path, text).unwrap();
            }
            let errors = || {
                let run = frontlint(site.path()).args(["--format", "concise", "--quiet"]).output().unwrap();
                let text = String::from_utf8(run.stdout).unwrap();
                text.lines().filter(|line| line.contains(" error[")).map(str::to_string).collect::<Vec<_>>()
            };
            let before = errors();
            assert_eq!(frontlint(site.path()).arg("init").output().unwrap().status.code(), Some(0));
            let after = errors();
            for line in before.iter().filter(|line| !line.contains("[field/missing]")) {
                let (place, _) = line.split_once('[').unwrap();
                let is_there = after.iter().any(|line| line.starts_with(place));
                assert!(is_there, "{file}, `{other}`: init silences {line}\n{}", after.join("\n"));
            }
        }
    }
}

/// What a folder always does is no mistake; every post that does not meet the new config is listed with its place.
fn init_lists_what_its_config_reports() {
    let site = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("hugo.toml", "");
    write(".git/HEAD", "");
    for number in 0..80 {
        let lab = if number == 7 { "{some: thing}" } else { "[Ulm]" };
        write(&format!("content/work/{number}.md"), &format!("---\ntitle: Work\nlab: {lab}\n---\nText.\n"));
    }
    for number in 0..3 {
        write(&format!("content/labs/{number}.md"), "---\ntitle: A lab\nlab: Ulm\n---\nText.\n");
    }
    write("content/give.md", "---\nlab: [Ulm]\n---\nText.\n");
    let init = String::from_utf8(frontlint(site.path()).arg("init").output().unwrap().stdout).unwrap();
    let run = frontlint(site.path()).args(["--format", "concise", "--quiet"]).output().unwrap();
    let run = String::from_utf8(run.stdout).unwrap();
    let errors: Vec<&str> = run.lines().filter(|line| line.contains(" error[")).collect();
    assert!(errors.iter().any(|line| line.starts_with("content/give.md:1:1:")), "{run}");
    assert!(!run.contains("content/labs"), "{run}");
    for error in errors {
        // Of a mapping only the place of its key is kept.
        let line: Vec<&str> = error.splitn(3, ':').collect();
        let place = format!("{}:{}:", line[0], line[1]);
        assert!(init.lines().any(|line| line.starts_with(&place)), "{error} is not in\n{init}");
    }
}

fn rules_lists_every_rule_for_people_and_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let table = String::from_utf8(frontlint(folder.path()).arg("rules").output().unwrap().stdout).unwrap();
    let json = frontlint(folder.path()).args(["rules", "--format", "json"]).output().unwrap().stdout;
    let rules: Vec<serde_json::Value> = serde_json::from_slice(&json).unwrap();
    let pages = frontlint::catalogue::pages();
    assert!(table.starts_with("rule "), "a header says what the columns are: {table}");
    let rows: Vec<&str> = table.lines().filter(|line| line.contains('/') && !line.starts_with("  ")).collect();
    assert_eq!((rows.len(), rules.len()), (pages.len(), pages.len()));
    for group in pages.iter().map(|page| page.rule.group()) {
        assert!(table.contains(&format!("\n\n{group}  ")), "{group}");
    }
    for ((page, line), rule) in pages.iter().zip(rows).zip(rules) {
        assert!(line.starts_with(&format!("{} ", page.rule)) && line.ends_with(page.header().summary), "{line}");
        assert_eq!(rule["name"], page.rule.as_str());
        assert!(["off", "info", "warning", "error"].contains(&rule["severity"].as_str().unwrap()), "{rule}");
    }
}

fn every_rule_can_be_explained() {
    let folder = tempfile::tempdir().unwrap();
    for page in frontlint::catalogue::pages() {
        let output = frontlint(folder.path()).args(["explain", page.rule.as_str()]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", page.rule);
        assert!(output.stdout.starts_with(format!("{}  ", page.rule).as_bytes()), "{}", page.rule);
    }
}

fn every_shell_gets_a_completion_script() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = frontlint(folder.path()).args(["completions", shell]).output().unwrap();
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && script.contains("stdin-filename"), "{shell}");
        // elvish and PowerShell scripts of clap complete no values.
        if matches!(shell, "bash" | "fish" | "zsh") {
            for name in ["html/misnested", "front-matter", "agent-skill", "grouped"] {
                assert!(script.contains(name), "{shell}: {name}");
            }
        }
    }
}

fn config_schema_prints_the_schema_of_the_examples() {
    let output = frontlint(Path::new(env!("CARGO_MANIFEST_DIR"))).args(["config", "schema"]).output().unwrap();
    let printed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let file =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/frontlint.schema.json")).unwrap();
    assert_eq!(printed, serde_json::from_str::<serde_json::Value>(&file).unwrap());
}

/// On a terminal a long page goes through the pager, whose failure or early end is not that of the command.
#[cfg(target_os = "linux")]
fn a_long_page_goes_through_the_pager_of_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_frontlint");
    let on_terminal = |pager: &str| {
        let command = format!("stty rows 20 cols 80; {program} explain front-matter/invalid-syntax; echo code $?");
        let mut script = Command::new("script");
        script.args(["-qec", &command, "/dev/null"]).current_dir(folder.path()).stdin(Stdio::null());
        script.env("PAGER", pager).env("TERM", "xterm").env_remove("NO_COLOR");
        script.output().ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(shown) = on_terminal("head -n 3") else { return };
    assert!(shown.lines().count() < 10 && shown.contains("code 0"), "{shown}");
    for pager in ["no-such-pager", "cat"] {
        let shown = on_terminal(pager).unwrap();
        assert!(shown.contains("How to silence it") && shown.contains("code 0"), "{pager}: {shown}");
    }
}

/// A site of posts without front matter: as many errors.
fn many_bad_posts() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("_posts")).unwrap();
    fs::create_dir(site.path().join(".git")).unwrap();
    for number in 0..400 {
        fs::write(site.path().join(format!("_posts/2017-01-01-post-{number:03}.md")), "Some text.\n").unwrap();
    }
    site
}

/// The program in a folder, with nothing of the environment that could change what it says.
fn frontlint(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontlint"));
    command.current_dir(folder).env_clear().env("LC_ALL", "C").stdin(Stdio::null());
    // Windows cannot start a program without it.
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let entries = fs::read_dir(folder).expect("tests/cli can be read");
    let mut cases: Vec<_> = entries.map(|entry| entry.expect("tests/cli can be read").path()).collect();
    cases.sort();
    cases
}

struct Got {
    stdout: String,
    stderr: String,
    code: String,
    written: String,
}

fn run_case(case: &Path) -> Got {
    let folder = tempfile::tempdir().unwrap();
    // A repository root ends the search for a config.
    fs::create_dir(folder.path().join(".git")).unwrap();
    copy(&case.join("tree"), folder.path());
    let mut command = frontlint(folder.path());
    command.args(lines(&case.join("args")));
    for line in lines(&case.join("env")) {
        let (name, value) = line.split_once('=').expect("a line of `env` is NAME=VALUE");
        command.env(name, value);
    }
    let output = run_with_input(command, fs::read(case.join("stdin")).ok());
    let code = output.status.code().expect("the program ends by itself");
    let written = written(&case.join("tree"), folder.path());
    Got { stdout: steady(&output.stdout), stderr: steady(&output.stderr), code: format!("{code}\n"), written }
}

/// The files that a run has written or removed, with their texts; line ends other than a newline are shown.
fn written(before: &Path, after: &Path) -> String {
    let files = |folder: &Path| -> BTreeMap<PathBuf, String> {
        let entries = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
        let text = |entry: walkdir::DirEntry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_path_buf();
            (path, String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).replace('\r', "␍"))
        };
        entries.map(text).collect()
    };
    let (before, after) = (files(before), files(after));
    let paths: BTreeSet<&PathBuf> = before.keys().chain(after.keys()).collect();
    let changed = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
    let shown = changed.map(|path| match after.get(path) {
        Some(text) => format!("==> {} <==\n{text}", path.display().to_string().replace('\\', "/")),
        None => format!("==> {} is gone <==\n", path.display()),
    });
    shown.collect()
}

fn run_with_input(mut command: Command, input: Option<Vec<u8>>) -> Output {
    let Some(input) = input else { return command.output().unwrap() };
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&input).unwrap();
    child.wait_with_output().unwrap()
}

/// Output without what differs from version to version and from system to system.
fn steady(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace(env!("CARGO_PKG_VERSION"), "[VERSION]");
    text.replace("frontlint.exe", "frontlint")
}

fn lines(file: &Path) -> Vec<String> {
    fs::read_to_string(file).unwrap_or_default().lines().map(str::to_owned).collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten().filter(|entry| entry.depth() > 0) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
