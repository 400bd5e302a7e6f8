//! What people type who know other linters: each call leads, in one sentence, to what there is.

/// Words that other programs have as a command.
const COMMANDS: &[(&[&str], &str)] = &[
    (
        &["lint", "run", "validate", "scan", "verify", "test"],
        "to check posts, write `frontlint PATH…`, or `frontlint` for the current folder",
    ),
    (&["fix", "autofix"], FIX),
    (
        &["format", "tidy", "beautify"],
        "`frontlint fmt PATH…` makes the safe fixes of style and no others; with `--diff` it shows what would change",
    ),
    (
        &["rule", "why", "describe", "info"],
        "`frontlint explain RULE` shows the page of a rule, `frontlint rules` lists all",
    ),
    (
        &["list", "list-rules", "linters"],
        "`frontlint rules` lists the rules, `frontlint files` the files that are checked",
    ),
    (&["version"], "write `frontlint --version`"),
    (&["schema"], "`frontlint config schema` prints the JSON Schema of `frontlint.yaml`"),
    (&["new", "setup", "install"], "`frontlint init` writes a config to begin with"),
    (&["ls", "ls-files", "show-files"], "`frontlint files` lists the files that are checked, and why others are not"),
    (
        &["lsp", "server", "language-server"],
        "there is no language server yet; editors can read `--format concise`, or `--format json` with `--stdin`",
    ),
    (&["watch"], "there is no watching yet; your editor can run `frontlint --format concise FILE` when you save"),
    (
        &["baseline"],
        "there is no baseline yet; `--select` and `rules:` in `frontlint.yaml` choose what an archive must meet",
    ),
    (&["completion"], "`frontlint completions SHELL` prints a completion script"),
    (
        &["presets"],
        "`extends:` in `frontlint.yaml` and `--preset` name a preset; `frontlint init --preset NAME` writes it out",
    ),
];

/// Options that other programs have, without what follows `=`.
const OPTIONS: &[(&[&str], &str)] = &[
    (&["--write", "-w", "--autofix"], FIX),
    (&["--fix-dry-run", "--dry-run"], "`--diff` shows what the fixes would change, and writes nothing"),
    (&["--fix-unsafe", "--unsafe"], "the option is `--unsafe-fixes`, beside `--fix` or `--diff`"),
    (
        &["--verbose", "-v", "--debug", "--trace"],
        "`--format full` shows each finding with its surroundings, `frontlint files` why a file is not checked",
    ),
    (&["-c", "--config-file", "--rcfile", "--config-path"], "the option is `--config FILE`"),
    (&["--no-config", "--isolated", "--no-eslintrc"], "`--preset none` uses no config and requires no field"),
    (
        &["--since", "--changed", "--staged", "--diff-filter", "--changed-since"],
        "to check changed files only, write `set -o pipefail` and `git diff -z --name-only --relative --diff-filter=d REV | xargs -0 -r frontlint check --`",
    ),
    (&["-f", "--reporter", "--formatter", "--output-format"], "the option is `--format NAME`"),
    (&["-o", "--output", "--output-file"], "the report is on standard output: write `> FILE` behind the command"),
    (&["--json"], "the option is `--format json`"),
    (
        &["--rule", "--rules", "--only", "--enable", "-r"],
        "the option is `--select RULE`; `rules:` in `frontlint.yaml` sets the level of a rule",
    ),
    (&["--disable", "--skip", "--ignore-rule"], "the option is `--ignore RULE`"),
    (
        &["--exclude", "--ignore-path", "--ignore-pattern", "--extend-exclude"],
        "write `exclude: [\"drafts/**\"]` in `frontlint.yaml`; what `.gitignore` names is never checked",
    ),
    (&["--recursive", "-R"], "folders are always searched with all that is below them"),
    (&["--ext", "--include", "--glob"], "name the files, or write `posts: [\"blog/**\"]` in `frontlint.yaml`"),
    (
        &["--strict", "--fail-on-warning", "--fail-on-warnings", "--error-on-warnings", "--deny-warnings"],
        "the option is `--fail-on warning`, or `--max-warnings 0`",
    ),
    (&["--no-fail", "--warn-only", "--no-exit-code"], "the option is `--exit-zero`"),
    (
        &["--severity", "--level", "--quiet-warnings", "--errors-only"],
        "the option is `--min-severity error`; `--fail-on` decides the exit code",
    ),
    (&["--no-color", "--no-colors", "--no-colour", "--colour", "--colors"], "the option is `--color never`"),
    (&["--silent", "-s"], "the option is `--quiet`; the exit code alone is left with `> /dev/null`"),
    (&["--list-files", "--show-files", "--files"], "the command is `frontlint files`"),
    (&["--list-rules", "--print-rules"], "the command is `frontlint rules`"),
    (&["--explain"], "the command is `frontlint explain RULE`"),
    (&["--init"], "the command is `frontlint init`"),
    (
        &["--print-config", "--show-config", "--show-settings", "--dump-config"],
        "the command is `frontlint config show`",
    ),
    (&["--stats", "--summary", "--count"], "the option is `--statistics`"),
    (&["--threads", "--parallel", "--concurrency", "-n"], "the option is `--jobs N`"),
    (
        &["--cache", "--no-cache", "--clear-cache"],
        "there is no cache: every run reads all posts, thousands in a second",
    ),
    (&["--watch"], "there is no watching yet; your editor can run `frontlint --format concise FILE` when you save"),
    (
        &["--stdin-filepath", "--stdin-file", "--stdin-display-name", "--assume-filename"],
        "the option is `--stdin-filename PATH`",
    ),
];

const FIX: &str =
    "`frontlint --fix PATH…` makes the safe fixes, with `--unsafe-fixes` all; `--diff` shows what they would change";

/// What is said of a command whose argument is missing.
pub(super) fn without_argument(command: &str) -> Option<&'static str> {
    match command {
        "explain" => Some("name a rule, as in `frontlint explain html/misnested`; `frontlint rules` lists all"),
        "values" => Some("name a post: `frontlint values FILE` shows how each generator reads its front matter"),
        "completions" => Some("name a shell: `frontlint completions SHELL` prints its completion script"),
        _ => None,
    }
}

/// Where an argument leads that a command does not take.
pub(super) fn argument(command: &str, argument: &str) -> Option<String> {
    match (command, argument) {
        ("init", "--force" | "-f" | "--overwrite" | "--yes" | "-y") => Some(format!(
            "there is no option `{argument}`: `frontlint init` never overwrites a config; move the old one away first, or see the new one \
             by `--dry-run`"
        )),
        ("fmt", "--write" | "-w" | "-i" | "--in-place" | "--inplace" | "--fix") => Some(format!(
            "there is no option `{argument}`: `frontlint fmt` writes the files itself, unless `--check` or `--diff` is given"
        )),
        ("fmt", "-l" | "--list-different" | "--dry-run") => {
            Some(format!("there is no option `{argument}`: `frontlint fmt --check` names the posts that would change"))
        }
        ("rules", name) if !name.starts_with('-') => Some(format!(
            "`frontlint rules` lists all rules; `frontlint explain {name}` shows the rules of a group, or the page of a rule"
        )),
        ("init", name) if !name.starts_with('-') => Some(
            "`frontlint init` writes to the current folder and takes no name; `--preset NAME` starts from a preset"
                .to_string(),
        ),
        _ => None,
    }
}

/// Where a word leads that is not a command.
pub(super) fn command(word: &str) -> Option<&'static str> {
    answer(COMMANDS, word)
}

/// Where an option leads that there is not.
pub(super) fn option(option: &str) -> Option<&'static str> {
    answer(OPTIONS, option.split('=').next().unwrap_or(option))
}

fn answer(answers: &'static [(&[&str], &str)], wanted: &str) -> Option<&'static str> {
    answers.iter().find(|(words, _)| words.contains(&wanted)).map(|(_, answer)| *answer)
}

#[cfg(test)]
mod tests {
    use super::super::args::Cli;
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn no_command_or_option_that_there_is_leads_elsewhere() {
        let cli = Cli::command();
        for subcommand in cli.get_subcommands() {
            assert_eq!(command(subcommand.get_name()), None);
        }
        let check = cli.find_subcommand("check").unwrap();
        for argument in check.get_arguments() {
            let names = [
                argument.get_long().map(|long| format!("--{long}")),
                argument.get_short().map(|short| format!("-{short}")),
            ];
            for name in names.into_iter().flatten() {
                assert_eq!(option(&name), None, "{name}");
            }
        }
    }

    #[test]
    fn each_answer_names_only_options_and_commands_that_there_are() {
        let cli = Cli::command();
        let check = cli.find_subcommand("check").unwrap();
        let pattern = regex::Regex::new("`frontlint ([a-z][a-z-]*)|--([a-z-]+)").unwrap();
        for (_, answer) in COMMANDS.iter().chain(OPTIONS) {
            let ours = answer.split("`git ").next().unwrap();
            for found in pattern.captures_iter(ours) {
                let is_command = found.get(1).is_none_or(|name| cli.find_subcommand(name.as_str()).is_some());
                let is_known = |long: &str| {
                    long == "version"
                        || long == "preset"
                        || check.get_arguments().any(|argument| argument.get_long() == Some(long))
                };
                assert!(is_command && found.get(2).is_none_or(|name| is_known(name.as_str())), "{answer}");
            }
        }
    }
}
