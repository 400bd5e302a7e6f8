//! The engine: runs the rules over one post, and over many.
mod check;
mod choose;
mod clashes;
mod excerpt;
mod gather;
mod refused;
mod run;
mod summary;
mod suppress;
mod visit;

pub use check::{Checked, Plan, Ruled, check};
pub use choose::{Listed, Status};
pub use refused::refused;
pub use run::{Options, Outcome, check_one, list, run, run_source, run_source_as_named};
