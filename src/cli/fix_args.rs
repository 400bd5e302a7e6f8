//! The options of the command line that make fixes.
use clap::Args;

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
