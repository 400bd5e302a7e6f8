//! Files: walking folders, judging files by their names, and reading them.
mod ignored;
mod name;
mod read;
mod walk;

pub use ignored::Ignored;
pub use name::{NotAPost, aside, is_candidate, is_document};
pub use read::{ReadError, in_words, read};
pub use walk::{Walk, WalkProblem, walk};
