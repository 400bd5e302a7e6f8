//! Text: the bytes of a post, places in them, edits of them, and how words are compared.
mod budget;
mod byte_set;
mod chars;
mod count;
mod edit;
mod encoding;
pub mod limits;
mod lines;
mod lock;
mod path;
mod source;
mod span;
pub mod spelling;

pub use budget::{Budget, spend, spent};
pub use byte_set::ByteSet;
pub use chars::{char_boundary_after, char_boundary_before};
pub use count::plural;
pub use edit::Edit;
pub(crate) use encoding::Encoding;
pub use lines::{LineIndex, Position, first_line, indentation_before, line_end, line_start};
pub use lock::locked;
pub use path::{path_below, path_in, path_order, shown_path, without_dots};
pub use source::SourceFile;
pub use span::Span;
