//! The engine: runs the rules over one post, or over many.
mod check_file;
mod check_post;
mod classify;
mod config_report;
mod discover;
mod duplicates;
mod excerpt;
mod run;
mod summary;
mod suppress;

pub use check_post::{Checked, NamedRule, Plan, check};
pub use classify::{Listed, Status};
pub use config_report::{config_warnings, refused};
pub use run::{Options, Outcome, check_one, list, run, run_source, run_source_as_named};
