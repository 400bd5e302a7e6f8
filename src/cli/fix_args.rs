//! The options of the command line that make fixes.
use super::shared_args::{ConfigChoice, When};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes")]
#[allow(clippy::struct_excessive_bools, reason = "each is an option")]
pub(super) struct FixArgs {
    /// Make the safe fixes, and report what is left
    #[arg(long, group = "makes_fixes")]
    pub(super) fix: bool,
    /// Make the unsafe fixes, too (with `--fix`, `--fix-only` or `--diff`)
    #[arg(long, requires = "makes_fixes")]
    pub(super) unsafe_fixes: bool,
    /// Show what the fixes would change, write nothing, and exit with 1 when there is something
    #[arg(long, group = "makes_fixes")]
    pub(super) diff: bool,
    /// Make the fixes, and do not report what is left
    #[arg(long, group = "makes_fixes")]
    pub(super) fix_only: bool,
    /// List the fixes that were made
    #[arg(long, requires = "makes_fixes")]
    pub(super) show_fixes: bool,
    /// Exit with 1 when something was fixed, even if nothing is left
    #[arg(long, requires = "makes_fixes")]
    pub(super) exit_non_zero_on_fix: bool,
    /// Write comments that suppress what is found; with `--fix` what is left
    #[arg(long, conflicts_with = "stdin")]
    pub(super) add_ignores: bool,
    /// The reason that those comments give
    #[arg(long, value_name = "TEXT", requires = "add_ignores")]
    pub(super) reason: Option<String>,
}

impl FixArgs {
    /// Whether anything is written, or shown as it would be.
    pub(super) fn is_wanted(&self) -> bool {
        self.makes_fixes() || self.diff || self.add_ignores
    }

    /// Whether fixes are made.
    pub(super) fn makes_fixes(&self) -> bool {
        self.fix || self.fix_only
    }
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option")]
#[command(after_help = "\
`frontlint explain style` lists the rules; a config turns single ones off. `key-order` in the config sets the order of keys.
`check` reports what `fmt` would change where the config has the preset `style`: `extends: [jekyll, style]`.

Exit codes: 0 formatted, or nothing to format; 1 with --check or --diff, some posts would change; 2 some posts could not be formatted.")]
pub(super) struct Fmt {
    /// Files and folders to format; `-` is standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Name the posts that would change, write nothing, and exit with 1 when there are any
    #[arg(long)]
    pub(super) check: bool,
    /// Show what would change, write nothing, and exit with 1 when there is something
    #[arg(long, conflicts_with = "check")]
    pub(super) diff: bool,
    #[command(flatten)]
    pub(super) config: ConfigChoice,
    /// Format the text on standard input, and print it
    #[arg(long, conflicts_with = "paths")]
    pub(super) stdin: bool,
    /// The path that the text on standard input would have; it decides the site and the settings
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Number of threads [default: one per core]
    #[arg(long, short, value_name = "N", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,
    /// When to use colours; environment variables decide, too
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", hide_possible_values = true)]
    pub(super) color: When,
    /// Print failures only: no counts, no notes
    #[arg(long, short)]
    pub(super) quiet: bool,
}
