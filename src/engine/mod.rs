//! The engine: runs the rules over one post, and over many.
mod check;
mod choose;
mod excerpt;
mod refused;
mod run;
mod summary;

pub use check::{Checked, check};
pub use choose::{Listed, Status};
pub use refused::refused;
pub use run::{Options, Outcome, list, run, run_source};
