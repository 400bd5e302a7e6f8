//! Files: walked, told apart by their names, read.
mod ignored;
mod name;
mod read;
mod walk;

pub use ignored::Ignored;
pub use name::{Aside, aside, is_candidate, is_document};
pub use read::{ReadError, in_words, read};
pub use walk::{Walk, WalkFault, walk};
