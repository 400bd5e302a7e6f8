//! Checks README and the other documents against the program: commands, options, rules, files and reports.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
use frontlint::catalogue;
use frontlint::diagnostic::Safety;
use frontlint::dialect::Generator;
use frontlint::text::limits;
use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts for people, with their names.
fn documents() -> Vec<(PathBuf, String)> {
    let mut files: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "src/README.md"]
        .map(|name| root().join(name))
        .into();
    files.extend(
        ["config.md", "json.md", "site/README.md", "guide/limits.md", "guide/norms.md", "guide/stability.md"]
            .map(|name| root().join("examples").join(name)),
    );
    files.into_iter().map(|file| (file.clone(), fs::read_to_string(file).unwrap())).collect()
}

fn frontlint(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_frontlint"))
        .args(args)
        .current_dir(folder)
        .env_remove("NO_GRAPHICS")
        .env_remove("FORCE_COLOR")
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_example_site_has_posts_with_problems_and_posts_without() {
    let output = frontlint(&root().join("examples/site"), &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let diagnostics = report["diagnostics"].as_array().unwrap();
    let with_problems: BTreeSet<_> = diagnostics.iter().map(|found| found["path"].as_str().unwrap()).collect();
    let all: BTreeSet<_> = ["_posts", "en/_posts"]
        .iter()
        .flat_map(|folder| {
            let entries = fs::read_dir(root().join("examples/site").join(folder)).unwrap();
            entries.map(move |entry| format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy()))
        })
        .collect();
    let sound: Vec<_> = all.iter().filter(|path| !with_problems.contains(path.as_str())).collect();
    assert_eq!(sound, ["_posts/2017-01-18-annee-democratique.md", "en/_posts/2017-01-20-open-year.md"]);
    assert_eq!(report["summary"]["files"], all.len());
}

#[test]
fn from_its_root_the_project_checks_the_example_site_as_readme_says() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let first_screen: String = readme.lines().take(25).collect::<Vec<_>>().join("\n");
    assert!(first_screen.contains("cargo run --release -- examples/site "));
    assert!(first_screen.contains("./tests/all "));
    let output = frontlint(root(), &["examples/site"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

#[test]
fn the_findings_that_readme_shows_are_those_of_a_post_of_the_example_site() {
    let file = root().join("README.md");
    let readme = fs::read_to_string(&file).unwrap();
    let start = readme.find("```text\n").unwrap() + "```text\n".len();
    let shown = &readme[start..][..readme[start..].find("```").unwrap()];
    let output = Command::new(env!("CARGO_BIN_EXE_frontlint"))
        .args(["--color", "never", "--format", "grouped", "examples/site"])
        .current_dir(root())
        .env_remove("NO_GRAPHICS")
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    let report = stdout(&output);
    let rule = shown.lines().next().unwrap();
    let finding = &report[report.find(rule).unwrap_or_else(|| panic!("no {rule} in {report}"))..];
    let next = finding.find("\n\n").unwrap_or(finding.len());
    let finding = format!("{}\n", finding[..next].trim_end());
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(&file, format!("{}{finding}{}", &readme[..start], &readme[start + shown.len()..])).unwrap();
    } else {
        assert_eq!(shown, finding, "SNAPSHOTS=overwrite rewrites it");
    }
}

#[test]
fn every_rule_that_is_named_exists() {
    let groups: BTreeSet<_> = catalogue::pages().iter().map(|page| page.rule.group()).collect();
    let name = Regex::new(r"`([a-z-]+)/([a-z-]+)`|(?:explain|^ +)\s*([a-z-]+)/([a-z-]+)(?:$|:)").unwrap();
    for (file, text) in documents() {
        for found in text.lines().flat_map(|line| name.captures_iter(line)) {
            let part = |one, other| found.get(one).or(found.get(other)).unwrap().as_str();
            let (group, rule) = (part(1, 3), part(2, 4));
            let known = catalogue::page(&format!("{group}/{rule}")).is_some() || (group, rule) == ("config", "invalid");
            assert!(known || !groups.contains(group), "{}: there is no rule `{group}/{rule}`", file.display());
        }
    }
}

#[test]
fn every_option_that_is_named_exists() {
    // The help does not list the option for contributors; `tests/cli/trace-finding` uses it.
    let mut known = BTreeSet::from(["--help", "--version", "--trace-finding"].map(str::to_owned));
    let option = Regex::new(r"--[a-z][a-z-]+").unwrap();
    for command in ["check", "files", "explain", "rules", "values", "norms", "fmt", "rename-key", "init", "completions"]
    {
        let help = stdout(&frontlint(root(), &[command, "--help"]));
        known.extend(option.find_iter(&help).map(|found| found.as_str().to_owned()));
    }
    let code = Regex::new(r"(?m)`[^`\n]+`|^(?:cat .*\| )?frontlint .*$").unwrap();
    for (file, text) in documents() {
        for span in code.find_iter(&text).filter(|span| !span.as_str().contains("cargo")) {
            for found in option.find_iter(span.as_str()) {
                assert!(known.contains(found.as_str()), "{}: there is no option {}", file.display(), found.as_str());
            }
        }
    }
}

#[test]
fn what_a_fix_promises_is_in_readme_and_in_help() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let texts = [readme, stdout(&frontlint(root(), &["--help"])), stdout(&frontlint(root(), &["check", "--help"]))];
    for text in texts {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for safety in [Safety::Safe, Safety::Unsafe, Safety::Display] {
            let (title, meaning) = (safety.title(), safety.meaning());
            let promise = [format!("{title}: {meaning}"), format!("{title} {meaning}")];
            assert!(promise.iter().any(|promise| text.contains(promise)), "no `{}` in {text}", promise[0]);
        }
    }
}

#[test]
fn every_command_in_readme_is_valid() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let site = tempfile::tempdir().unwrap();
    let mut tried = 0;
    let program = Regex::new(r"(?:^|\| )frontlint\b").unwrap();
    let blocks = readme.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap());
    for command in blocks.flat_map(str::lines) {
        let Some(program) = program.find(command) else { continue };
        let words: Vec<_> = command[program.end()..].split(" #").next().unwrap().split_whitespace().collect();
        let output = frontlint(site.path(), &words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("Usage:") && !said.contains("there is no"), "{command}: {said}");
        tried += 1;
    }
    assert!(tried >= 5, "only {tried} commands were found");
}

#[test]
fn every_format_and_no_other_is_in_the_table_of_readme() {
    let help = stdout(&frontlint(root(), &["check", "-h"]));
    let listed = Regex::new(r"--format <FORMAT>[^\[]*\[default: [^\]]*\] \[possible values: ([^\]]+)\]").unwrap();
    let listed = listed.captures(&help).unwrap_or_else(|| panic!("{help}"))[1].to_owned();
    let known: Vec<_> = listed.split(',').map(str::trim).collect();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let table = readme.split("| `--format` | for | is |").nth(1).unwrap().split("\n\n").next().unwrap();
    let row = Regex::new(r"(?m)^\| `([a-z]+)` \|").unwrap();
    let rows: Vec<_> = row.captures_iter(table).map(|found| found[1].to_owned()).collect();
    assert_eq!(rows, known);
}

#[test]
fn every_file_that_is_linked_to_is_there() {
    let link = Regex::new(r"\]\(([^)#:]+)\)").unwrap();
    for (file, text) in documents() {
        for found in link.captures_iter(&text) {
            assert!(file.with_file_name(&found[1]).exists(), "{} links to {}", file.display(), &found[1]);
        }
    }
}

#[test]
fn the_config_of_readme_is_valid() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let start = readme.find("```yaml\nextends:").unwrap() + "```yaml\n".len();
    let config = readme[start..].split("```").next().unwrap();
    let site = tempfile::tempdir().unwrap();
    fs::write(site.path().join("frontlint.yaml"), config).unwrap();
    let output = frontlint(site.path(), &["--format", "concise"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn the_hook_of_readme_and_of_the_example_site_exists() {
    let hooks: serde_yaml::Value =
        serde_yaml::from_str(&fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap()).unwrap();
    let id = format!("- id: {}", hooks[0]["id"].as_str().unwrap());
    for name in ["README.md", "examples/site/.pre-commit-config.yaml"] {
        assert!(fs::read_to_string(root().join(name)).unwrap().contains(&id), "{name}");
    }
}

#[test]
fn the_hook_is_given_every_file_that_may_be_a_post() {
    let hooks: serde_yaml::Value =
        serde_yaml::from_str(&fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap()).unwrap();
    let pattern = Regex::new(hooks[0]["files"].as_str().unwrap()).unwrap();
    let of_generators = Generator::all().flat_map(|generator| generator.facts().files.extensions).copied();
    for extension in of_generators.chain(["md", "markdown", "mkd", "mdx", "html", "htm"]) {
        assert!(pattern.is_match(&format!("posts/a.{extension}")), "{extension}");
    }
}

#[test]
fn the_json_report_is_as_its_document_shows_it() {
    let file = root().join("examples/json.md");
    let text = fs::read_to_string(&file).unwrap();
    let block = |info: &str| {
        let open = format!("```{info}\n");
        let start = text.find(&open).unwrap() + open.len();
        start..start + text[start..].find("```").unwrap()
    };
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("_posts")).unwrap();
    fs::write(site.path().join("_posts/2017-01-18-voeux.md"), &text[block("md post")]).unwrap();
    let output = frontlint(site.path(), &["--format", "json", "--preset", "none"]);
    let shown = block("json report");
    let got = laid_out(&stdout(&output));
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(&file, format!("{}{got}\n{}", &text[..shown.start], &text[shown.end..])).unwrap();
    } else {
        assert_eq!(text[shown].trim_end(), got, "SNAPSHOTS=overwrite rewrites it");
    }
}

/// JSON on several lines, with its members in their order: a line break after each comma between members of the outer three levels.
#[test]
fn the_guide_lists_every_limit() {
    let guide = fs::read_to_string(root().join("examples/guide/limits.md")).unwrap();
    let listed: Vec<&str> = guide.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    let limits = limits::ALL.iter().map(|limit| format!("| {} | {} | {} |", limit.what, limit.shown(), limit.beyond));
    assert_eq!(listed, limits.collect::<Vec<_>>());
}

fn laid_out(json: &str) -> String {
    let mut text = String::new();
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for character in json.trim_end().chars() {
        if in_string {
            in_string = escaped || character != '"';
            escaped = !escaped && character == '\\';
            text.push(character);
            continue;
        }
        match character {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            '"' => in_string = true,
            _ => {}
        }
        text.push(character);
        if character == ',' && depth <= 3 {
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
        }
    }
    text
}

#[test]
fn the_architecture_page_names_files_and_modules_that_there_are() {
    let page = fs::read_to_string(root().join("src/README.md")).unwrap();
    let path = Regex::new(r"`([a-z_]+(?:/[a-z_{},]+)*(?:/|\.rs))`").unwrap();
    let mut count = 0;
    for found in path.captures_iter(&page) {
        for part in alternatives(&found[1]) {
            count += 1;
            let folders = ["src", ""];
            assert!(folders.iter().any(|folder| root().join(folder).join(&part).exists()), "there is no `{part}`");
        }
    }
    assert!(count > 50, "only {count} paths were found");
    let row = Regex::new(r"(?m)^\| `([a-z_]+)` \|").unwrap();
    let mapped: BTreeSet<String> = row.captures_iter(&page).map(|found| found[1].to_string()).collect();
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let module = Regex::new(r"(?m)^pub mod ([a-z_]+);").unwrap();
    let modules: BTreeSet<String> = module.captures_iter(&lib).map(|found| found[1].to_string()).collect();
    assert_eq!(mapped, modules, "the code map and lib.rs name other modules");
}

/// `a/{b,c}/` as `a/b/` and `a/c/`.
fn alternatives(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_string()] };
    let (names, after) = rest.split_once('}').unwrap();
    names.split(',').map(|name| format!("{before}{name}{after}")).collect()
}

/// The places that list the generators: the file, what comes before the list, how it lists them, and what follows.
/// `SNAPSHOTS=overwrite` rewrites them.
const GENERATOR_LISTS: [(&str, &str, ListNames, &str); 2] = [
    ("README.md", "generator: auto                 # ", one_or_another, "\n"),
    ("examples/config.md", "`generator` is one of ", in_code, "; with `auto`"),
];

type ListNames = fn(&[&str]) -> String;

fn one_or_another(names: &[&str]) -> String {
    let (last, first) = names.split_last().unwrap();
    format!("{} or {last}", first.join(", "))
}

fn in_code(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[test]
fn every_generator_and_no_other_is_in_the_lists_of_the_documents() {
    let names: Vec<_> = Generator::LIST.iter().map(|(name, _)| *name).collect();
    for (name, before, listed, after) in GENERATOR_LISTS {
        let file = root().join(name);
        let text = fs::read_to_string(&file).unwrap();
        let start = text.find(before).unwrap_or_else(|| panic!("there is no `{before}` in {name}")) + before.len();
        let end = start + text[start..].find(after).unwrap();
        let wanted = listed(&names);
        if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
            fs::write(&file, format!("{}{wanted}{}", &text[..start], &text[end..])).unwrap();
        } else {
            assert_eq!(text[start..end], wanted, "SNAPSHOTS=overwrite rewrites it");
        }
    }
}
