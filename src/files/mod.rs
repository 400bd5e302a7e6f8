//! Files: walked, told apart by their names, read.
mod name;
mod read;
mod walk;

pub use name::{Aside, aside, is_candidate};
pub use read::{ReadError, read};
pub use walk::{Walk, WalkFault, walk};
