//! The engine: runs the rules over one post, over many, and over what a site knows of its posts.
mod beyond_run;
mod candidate;
mod check_file;
mod classify;
mod config_report;
mod counts;
mod discover;
mod excerpt;
mod findings;
mod line_changes;
mod locate;
mod options;
mod placed;
mod plan;
mod result;
mod summary;
mod suppress;
mod tally;
mod threads;
mod unset;
mod workspace;

pub use candidate::{Listed, Status};
pub use check_file::{check, check_one};
pub use config_report::{as_typed, refused};
pub use options::{Options, Outcome};
pub use plan::{Checked, NamedRule, Plan};
pub use workspace::Workspace;
