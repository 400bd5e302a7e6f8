//! The command line: commands, options and their help.
use super::fix_args::{FixArgs, Fmt};
pub(super) use super::shared_args::{ConfigChoice, When};
use crate::diagnostic::Severity;
use crate::report::ReportFormat;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// Find what is broken in the posts of a static site: front matter, dates, names and HTML.
#[derive(Debug, Parser)]
#[command(name = "frontlint", version, max_term_width = 100, subcommand_required = true, args_override_self = true)]
#[command(
    override_usage = "frontlint [OPTIONS] [PATH]...\n       frontlint <COMMAND>",
    after_help = "`frontlint PATH…` is short for `frontlint check PATH…`; `frontlint help check` lists its options. To check a folder that has the name of a command, write `./NAME`.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the run itself failed.

Fixes: safe: changes neither the values that generators read nor what readers of the site see, or repairs in the one evident way what no generator could read; unsafe: probably what was intended; suggestion only: never applied."
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check posts (the default command)
    Check(Check),
    /// List the files that would be checked, and on stderr why others would not
    Files(Files),
    /// Show the page of a rule: what it reports and why, what is wrong and what is right, how to fix and to silence it
    Explain(Explain),
    /// List all rules
    Rules(Rules),
    /// Show how each generator reads the front matter of a post
    Values(Values),
    /// Show what the posts of a site have in common, and what differs from it
    Norms(NormsArgs),
    /// Make the safe fixes of the rules of `style`, and no others
    Fmt(Fmt),
    /// Rename a key in the front matter of all posts; nothing else changes
    RenameKey(RenameKey),
    /// Show which config a file has, with the place of each value; or the JSON Schema of configs
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Write a commented config, learned from the posts here; an existing one is never overwritten
    Init(Init),
    /// Print a completion script for a shell
    Completions(Completions),
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("makes_fixes").multiple(true))]
#[command(after_long_help = "\
Fixes in the report:
  safe             changes neither the values that generators read nor what readers of the site see,
                   or repairs in the one evident way what no generator could read
  unsafe           probably what was intended
  suggestion only  never applied")]
pub(super) struct Check {
    /// Files and folders to check; `-` is standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The format of the report [default: `grouped` on a terminal, `concise` elsewhere; `FRONTLINT_FORMAT` sets another]
    #[arg(long, value_parser = formats(), value_name = "FORMAT")]
    pub(super) format: Option<ReportFormat>,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    #[command(flatten)]
    pub(super) verdict: Verdict,
    #[command(flatten)]
    pub(super) fix: FixArgs,
    /// Check the text on standard input
    #[arg(long, conflicts_with = "paths", help_heading = "Input")]
    pub(super) stdin: bool,
    /// The path that the text on standard input would have; it decides the site, the settings and what rules about names check
    #[arg(long, value_name = "PATH", help_heading = "Input")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Number of threads [default: one per core]
    #[arg(long, short, value_name = "N", help_heading = "Input", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,
    /// Say on standard error what each step does to the findings at this line
    #[arg(long, value_name = "FILE:LINE", hide = true, value_parser = traced_line)]
    pub(super) trace_finding: Option<(PathBuf, usize)>,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// Reads the `FILE:LINE` of an option.
fn traced_line(text: &str) -> Result<(PathBuf, usize), String> {
    let line = |(file, line): (&str, &str)| Some((PathBuf::from(file), line.parse().ok()?));
    text.rsplit_once(':').and_then(line).ok_or_else(|| "write the file and the number of a line: `post.md:12`".into())
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Config")]
pub(super) struct ConfigArgs {
    #[command(flatten)]
    pub(super) source: ConfigChoice,
    /// Run only these rules, groups or `all` (`html/misnested`, `field`); a rule that is off runs when its own name or `all` is given
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Turn these rules, groups or `all` off
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Exit code")]
pub(super) struct Verdict {
    /// The lowest severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub(super) fail_on: FailOn,
    /// Exit with 0 even when there are findings (2 still means that the run failed)
    #[arg(long)]
    pub(super) exit_zero: bool,
    /// Exit with 1 when there are more warnings than this
    #[arg(long, value_name = "N")]
    pub(super) max_warnings: Option<usize>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// When to use colours; environment variables decide, too
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    #[arg(long_help = "When to use colours; NO_COLOR, FORCE_COLOR and CLICOLOR decide, too")]
    pub(super) color: When,
    /// Show and count only findings of this severity or above it; the exit code stays as it is
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub(super) min_severity: SeverityName,
    /// Print counts by rule, folder and file instead of the findings
    #[arg(long)]
    pub(super) statistics: bool,
    /// Print findings and failures only: no counts, no notes
    #[arg(long, short)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct Files {
    /// Files and folders to look into [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) source: ConfigChoice,
    /// Do not list the files that would not be checked
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// Show what is known of each site, and from which file and line, instead of the files
    #[arg(long)]
    pub(super) explain_site: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Show every value of the config that a file has, with the file and line where it is written
    Show(ConfigShow),
    /// Print the JSON Schema of `frontlint.yaml`, for editors
    Schema,
}

#[derive(Debug, Args)]
pub(super) struct ConfigShow {
    /// The post; without one, the config of the current folder with all its overrides
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) source: ConfigChoice,
    /// When to use colours; environment variables decide, too
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", hide_possible_values = true)]
    pub(super) color: When,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The rule, `group/name` or only `name`; or a detail of a finding, as in `unquoted-colon`; or a group, for its rules
    #[arg(value_name = "RULE", required = true)]
    pub(super) rule: Vec<String>,
    /// When to use colours; environment variables decide, too
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", hide_possible_values = true)]
    pub(super) color: When,
}

#[derive(Debug, Args)]
pub(super) struct Values {
    /// The post to read
    pub(super) file: PathBuf,
    /// Only these generators, as in `jekyll,hugo`
    #[arg(long = "as", value_name = "GENERATOR", value_delimiter = ',')]
    pub(super) generators: Vec<String>,
    /// When to use colours; environment variables decide, too
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", hide_possible_values = true)]
    pub(super) color: When,
}

#[derive(Debug, Args)]
pub(super) struct Rules {
    /// The format of the list
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: RulesFormat,
    /// When to use colours; environment variables decide, too
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", hide_possible_values = true)]
    pub(super) color: When,
}

#[derive(Debug, Args)]
pub(super) struct NormsArgs {
    /// Files and folders to learn from [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) source: ConfigChoice,
    /// The format of the list
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: NormsFormat,
    /// When to use colours; environment variables decide, too
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: When,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum NormsFormat {
    /// A table for each folder, then what is unusual
    #[default]
    Text,
    /// One JSON object, version 1
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// Start from the settings of this preset instead of learning from the posts here
    #[arg(long, value_name = "NAME")]
    pub(super) preset: Option<String>,
    /// Print the config and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct RenameKey {
    /// The key as it is; `seo.title` is the key `title` below `seo`, and `\.` a dot in a key
    pub(super) old: String,
    /// The new name
    pub(super) new: String,
    /// Files and folders to look into [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Show what would change, write nothing, and exit with 1 when there is something
    #[arg(long)]
    pub(super) diff: bool,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
    /// When to use colours; environment variables decide, too
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", hide_possible_values = true)]
    pub(super) color: When,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

/// Reads the name of a format of reports.
fn formats() -> impl TypedValueParser<Value = ReportFormat> {
    let value = |format: &ReportFormat| PossibleValue::new(format.name()).help(format.about());
    PossibleValuesParser::new(ReportFormat::ALL.iter().map(value)).try_map(|name| format_named(&name))
}

/// The format of this name.
pub(super) fn format_named(name: &str) -> Result<ReportFormat, String> {
    ReportFormat::ALL.iter().copied().find(|format| format.name() == name).ok_or_else(|| {
        let names: Vec<&str> = ReportFormat::ALL.iter().map(|format| format.name()).collect();
        format!("the formats are {}", names.join(", "))
    })
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum RulesFormat {
    /// A table
    #[default]
    Text,
    /// A JSON list
    Json,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum FailOn {
    /// Errors
    #[default]
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Info,
    /// No finding at all
    Never,
}

impl FailOn {
    /// The lowest severity that makes the run fail; `None` is never.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum SeverityName {
    /// All findings
    #[default]
    Info,
    /// Warnings and errors
    Warning,
    /// Errors
    Error,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Info => Self::Info,
            SeverityName::Warning => Self::Warning,
            SeverityName::Error => Self::Error,
        }
    }
}

/// Puts the command first: one that comes after options is moved, and `check` is added when no command is named.
pub(super) fn with_command(mut args: Vec<OsString>) -> Vec<OsString> {
    let top = Cli::command();
    let is_command =
        |word: &OsStr| word == "help" || top.get_subcommands().any(|command| OsStr::new(command.get_name()) == word);
    let first = first_word(&args);
    let has = |options: [&str; 2]| {
        args.iter().skip(1).take_while(|arg| *arg != "--").any(|arg| options.iter().any(|option| arg == option))
    };
    if has(["-V", "--version"]) {
        return vec![args.remove(0), "--version".into()];
    }
    if first.is_none() && has(["-h", "--help"]) {
        return args;
    }
    let command = match first {
        Some(at) if is_command(&args[at]) => args.remove(at),
        _ => OsString::from("check"),
    };
    args.insert(1.min(args.len()), command);
    args
}

/// The index of the first argument that is neither an option nor the value of one.
fn first_word(args: &[OsString]) -> Option<usize> {
    let check = Check::augment_args(clap::Command::new("check"));
    let takes_value = |option: &str| {
        check.get_arguments().filter(|arg| arg.get_action().takes_values()).any(|arg| {
            arg.get_long().is_some_and(|long| option.strip_prefix("--") == Some(long))
                || arg.get_short().is_some_and(|short| option.strip_prefix('-') == Some(&*short.to_string()))
        })
    };
    let mut at = 1;
    while at < args.len() {
        let text = args[at].to_string_lossy();
        match &*text {
            "--" => return None,
            "-" => return Some(at),
            option if takes_value(option) => at += 1,
            option if option.starts_with('-') => {}
            _ => return Some(at),
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(args: &str) -> String {
        let args = args.split(' ').map(OsString::from).collect();
        with_command(args).iter().map(|arg| arg.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_arguments_make_a_valid_command() {
        Cli::command().debug_assert();
    }

    #[test]
    fn check_is_the_command_when_none_is_named() {
        assert_eq!(completed("frontlint"), "frontlint check");
        assert_eq!(completed("frontlint posts"), "frontlint check posts");
        assert_eq!(completed("frontlint --format json posts rules"), "frontlint check --format json posts rules");
        assert_eq!(completed("frontlint -- rules"), "frontlint check -- rules");
        assert_eq!(completed("frontlint ./check"), "frontlint check ./check");
    }

    #[test]
    fn a_command_may_come_after_options() {
        assert_eq!(completed("frontlint rules --format json"), "frontlint rules --format json");
        assert_eq!(completed("frontlint --format json rules"), "frontlint rules --format json");
        assert_eq!(completed("frontlint -j 2 check a"), "frontlint check -j 2 a");
        assert_eq!(completed("frontlint --format=json check check"), "frontlint check --format=json check");
    }

    #[test]
    fn help_and_version_are_those_of_the_program() {
        assert_eq!(completed("frontlint --help"), "frontlint --help");
        assert_eq!(completed("frontlint -V"), "frontlint --version");
        assert_eq!(completed("frontlint --version posts"), "frontlint --version");
        assert_eq!(completed("frontlint rules --version"), "frontlint --version");
        assert_eq!(completed("frontlint -- --version"), "frontlint check -- --version");
        assert_eq!(completed("frontlint posts --help"), "frontlint check posts --help");
    }
}
