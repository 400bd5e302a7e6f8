//! The engine: runs the rules over one post, and over many.
mod check;

pub use check::{Checked, check};
