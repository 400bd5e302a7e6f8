//! What happens to the process itself: panics, threads, streams, names in its output.
use super::*;
use frontlint::diagnostic::RuleId;
use frontlint::engine::Plan;
use frontlint::post::Post;
use frontlint::rules::{Context, Facts, RULES, Rule, SiteContext, SiteFacts};
use frontlint::text::Span;

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

/// A rule that breaks when it looks at the posts of a site, after it reported at the first.
struct BreaksOnSites;

impl Rule for BreaksOnSites {
    fn gather(&self, _post: &Post<'_>, facts: &mut Facts<'_>) {
        facts.note("a", "post", "", Span::at(0));
    }

    fn check_site(&self, site: &SiteFacts<'_>, cx: &mut SiteContext) {
        let first = site.groups().next().unwrap().facts().next().unwrap();
        cx.report(&first, "half a finding");
        panic!("the rule is broken");
    }
}

#[test]
fn a_rule_that_panics_on_a_site_is_a_note_that_names_it_and_the_others_go_on() {
    let folder = site();
    fs::write(folder.path().join("_config.yml"), "title: A site\n").unwrap();
    fs::write(folder.path().join("_posts/2017-01-18-b.md"), "---\ntitle: B\npermalink: /a/\n---\n").unwrap();
    fs::write(folder.path().join("_posts/2017-01-18-c.md"), "---\ntitle: C\npermalink: /a/\n---\n").unwrap();
    let mut rules = RULES.to_vec();
    rules.insert(0, (RuleId::new("site/breaks"), &BreaksOnSites));
    let config = Config::bare(Path::new(""));
    let mut workspace = Workspace::with_rules(rules, Disk::shared(), folder.path(), config);
    let note = "the rule `site/breaks` failed on the posts of a site; this is a bug in frontlint, please report it: the rule is broken";

    let outcome = workspace.check(&[folder.path().to_path_buf()]);
    let found: Vec<&str> = outcome.report.files.iter().flat_map(rules_of).collect();
    assert_eq!(found, ["site/duplicate-value", "front-matter/missing"]);
    assert_eq!((outcome.report.notes.as_slice(), outcome.report.summary.exit), ([note.to_string()].as_slice(), 2));

    let outcome = workspace.check_text(Path::new("_posts/2017-01-18-c.md"), "---\ntitle: C\npermalink: /a/\n---\n");
    assert_eq!(outcome.report.files.iter().flat_map(rules_of).collect::<Vec<_>>(), ["site/duplicate-value"]);
    assert_eq!((outcome.report.notes.as_slice(), outcome.report.summary.exit), ([note.to_string()].as_slice(), 2));
}

/// A site with posts enough for several threads, each of them with a problem.
fn many_posts() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    for number in 0..400 {
        write(site.path(), &format!("_posts/f{}/2017-01-18-{number}.md", number % 20), "No front matter.\n");
    }
    site
}

#[test]
#[cfg(target_os = "linux")]
fn a_run_goes_on_with_the_threads_that_the_system_grants() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let (site, tools) = (many_posts(), tempfile::tempdir().unwrap());
    let whole = in_time(program(site.path()).args(["--format", "json", "--jobs", "1"])).stdout;
    let copy = tools.path().join("frontlint");
    fs::hard_link(built(), &copy).or_else(|_| fs::copy(built(), &copy).map(|_| ())).unwrap();
    for folder in [site.path(), tools.path()] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    // The administrator may start any number of threads, another user none besides those that run already. As little memory as this has
    // no room for the stacks of so many.
    let is_administrator = fs::metadata(site.path()).unwrap().uid() == 0;
    let user = if is_administrator { "setpriv --reuid 65534 --regid 65534 --clear-groups" } else { "" };
    for limit in ["ulimit -v 262144;", "ulimit -v 524288;", "ulimit -v 1048576;"] {
        for jobs in ["2", "64", "256"] {
            let script = format!("{limit} exec \"$0\" --format json --jobs {jobs}");
            let mut command = Command::new("sh");
            let output = in_time(command.current_dir(site.path()).args(["-c", &script]).arg(&copy));
            assert_eq!(output.status.code(), Some(1), "{limit} {jobs}: {}", text(&output.stderr));
            assert!(output.stdout == whole, "{limit} {jobs}: {}", text(&output.stderr));
        }
    }
    for processes in [1, 2, 4] {
        for jobs in ["", "--jobs 64"] {
            let script = format!("exec {user} prlimit --nproc={processes} \"$0\" --format json {jobs}");
            let mut command = Command::new("sh");
            let output = in_time(command.current_dir(site.path()).args(["-c", &script]).arg(&copy));
            assert_eq!(output.status.code(), Some(1), "{processes} {jobs}: {}", text(&output.stderr));
            assert!(output.stdout == whole, "{processes} {jobs}: {}", text(&output.stderr));
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_number_of_threads_is_that_of_the_option_and_not_of_rayons_variable() {
    let site = many_posts();
    // How many threads there are can be read while standard input is waited for, so the most of a run are counted by their limit.
    for number in ["100000", "0", "x", "-1"] {
        let script = format!("ulimit -v 2097152; RAYON_NUM_THREADS={number} exec \"$0\" --format json");
        let mut command = Command::new("sh");
        let output = in_time(command.current_dir(site.path()).args(["-c", &script]).arg(built()));
        assert_eq!(output.status.code(), Some(1), "{number}: {}", text(&output.stderr));
        assert_eq!(reported(&output).len(), 400);
    }
    for jobs in ["257", "100000", "0", "-1"] {
        let output = in_time(program(site.path()).args(["--jobs", jobs]));
        assert_eq!(output.status.code(), Some(2), "{jobs}");
    }
}

/// Names of files that would be commands in a log, move a cursor or turn the order of a line around.
#[cfg(unix)]
const NAMES: &[&str] = &[
    "::error::x.md",
    " ::error::x.md",
    "##[error]x.md",
    "a\n::error::x.md",
    "a\r::error::x.md",
    "\x1b[31mred.md",
    "a\u{9b}31m.md",
    "a\u{202e}dm.x.md",
    "a\u{2066}b\u{2069}.md",
    "a\u{61c}b.md",
    "a\u{2028}::error::x.md",
    "a\x07\x08.md",
];

/// Asserts that no line of an output is a command, and that nothing in it moves a cursor or turns text around.
#[cfg(unix)]
fn assert_harmless(output: &[u8], commands: bool, about: &str) {
    let shown = text(output);
    for line in shown.split(['\n', '\r']) {
        assert!(commands || !line.trim().starts_with("::"), "{about}: {line:?}");
        assert!(!line.contains("##["), "{about}: {line:?}");
    }
    let is_harmful = |c: char| {
        c != '\n' && c.is_control() || matches!(c, '\u{61c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!shown.contains(is_harmful), "{about}: {shown:?}");
}

#[test]
#[cfg(unix)]
fn names_are_harmless_in_every_output_of_every_command() {
    let site = tempfile::tempdir().unwrap();
    for name in NAMES {
        fs::write(site.path().join(name), "---\ntitle: a: b\ntitle: c\n---\n<b>\n").unwrap();
    }
    let all: Vec<&str> = NAMES.iter().filter(|name| !name.starts_with('-')).copied().collect();
    for format in ["full", "concise", "json", "github", "grouped"] {
        for paths in [&[][..], &all] {
            let output = in_time(program(site.path()).args(["--format", format, "--"]).args(paths));
            if text(&output.stderr).contains("invalid value") {
                continue;
            }
            assert_eq!(output.status.code(), Some(1), "{format}: {}", text(&output.stderr));
            assert_harmless(&output.stdout, format == "github", format);
            assert_harmless(&output.stderr, false, format);
        }
    }
    let github = text(&in_time(program(site.path()).args(["--format", "github"])).stdout);
    assert!(github.lines().all(|line| !line.starts_with("::error::")), "{github}");
    let json = in_time(program(site.path()).args(["--format", "json"]));
    let paths: Vec<String> = reported(&json).into_iter().map(|(_, path)| path).collect();
    assert!(NAMES.iter().all(|name| paths.iter().any(|path| path == name)), "JSON has the true names: {paths:?}");
    for args in [&["files"][..], &["files", "gone\n::error::x"], &["norms"], &["config", "show"]] {
        let output = in_time(program(site.path()).args(args));
        assert_harmless(&output.stdout, false, &format!("{args:?}"));
        assert_harmless(&output.stderr, false, &format!("{args:?}"));
    }
    for name in NAMES {
        for args in
            [&["values"][..], &["--config"], &["--stdin-filename"], &["explain"], &["--preset"], &["--jobs"], &[]]
        {
            let output = in_time(program(site.path()).args(args).arg(name).stdin(std::process::Stdio::null()));
            assert_harmless(&output.stdout, false, &format!("{args:?} {name:?}"));
            assert_harmless(&output.stderr, false, &format!("{args:?} {name:?}"));
            let unknown = in_time(program(site.path()).arg(format!("--{name}")));
            assert_harmless(&unknown.stderr, false, name);
        }
    }
}

#[test]
#[cfg(unix)]
fn texts_of_posts_and_configs_are_harmless_in_every_output() {
    let hostile = "::error::x ##[error]y \u{202e}z";
    let site = tempfile::tempdir().unwrap();
    let post = format!(
        "---\n\"{hostile}\": {hostile}\ntitel: {hostile}\ntags: [{hostile}]\n---\n{hostile} <b {hostile}>\n\n::error::x\n"
    );
    write(site.path(), "_posts/2017-01-18-a.md", post);
    let values = in_time(program(site.path()).args(["values", "_posts/2017-01-18-a.md"]));
    assert_harmless(&values.stdout, false, "values");
    for config in [None, Some(format!("\"{hostile}\": 1\nfields: {{\"{hostile}\": {{required: true}}}}\n"))] {
        if let Some(config) = config {
            write(site.path(), "frontlint.yaml", config);
        }
        for format in ["full", "concise", "json", "github"] {
            for variable in ["COLUMNS", "NO_GRAPHICS"] {
                let output = in_time(program(site.path()).env(variable, "1").args(["--format", format]));
                assert_harmless(&output.stdout, format == "github", format);
                assert_harmless(&output.stderr, false, format);
            }
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_standard_output_is_a_failed_run_of_every_command() {
    let site = many_posts();
    for args in
        [&["--exit-zero"][..], &["files"], &["rules"], &["explain", "html/misnested"], &["--help"], &["--version"]]
    {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = program(site.path()).args(args).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(text(&output.stderr).contains("cannot write to standard output"), "{args:?}: {output:?}");
        let closed = fs::File::open(site.path()).unwrap();
        let output = program(site.path()).args(args).stdout(closed).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        // A reader that goes away is no fault: `frontlint | head`.
        let script = format!("\"$0\" {} | true", args.join(" "));
        let output = Command::new("sh").current_dir(site.path()).args(["-c", &script]).arg(built()).output().unwrap();
        assert!(
            !text(&output.stderr).contains("cannot write") && !text(&output.stderr).contains("panic"),
            "{args:?}: {output:?}"
        );
    }
}
