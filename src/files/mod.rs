//! Files: the file system that they are read from, walking folders, and judging files by their names.
mod ignore_files;
mod name;
mod near_name;
mod notes;
mod read;
mod repository;
mod system;
mod walk;
mod write;

pub use name::{
    GIT, NotAPost, folder_aside, is_about_project, is_candidate, is_candidate_of, is_document, is_markdown,
};
pub use near_name::near_path;
pub use notes::{Notes, WalkProblem};
pub use read::{ReadError, in_words};
pub use repository::{is_repository, repository_above, repository_at};
pub use system::{Disk, Overlay, PathKind, System};
pub use walk::Walk;
pub use write::{FileWriter, WriteError, remove_left_behind, target};
