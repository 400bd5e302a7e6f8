//! Text: a post's bytes, places in them, and edits of them.
mod budget;
mod edit;
mod lines;
mod path;
mod source;
mod span;

pub use budget::Budget;
pub use edit::Edit;
pub use lines::{LineIndex, Position};
pub use path::shown_path;
pub use source::SourceFile;
pub use span::Span;
