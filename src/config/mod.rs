//! Config: what a site asks of its posts, as written and as meant.
mod find;
mod init;
mod levels;
mod meant;
mod merge;
mod parts;
mod preset;
mod read;
mod reader;
mod schema;
mod vocabulary;
mod written;

/// Larger files are not read for a config; in bytes.
const LARGEST_FILE: u64 = 8 << 20;

pub use find::{LoadError, NAMES, find, load};
pub use init::init_text;
pub use levels::UnknownRule;
pub use meant::{
    Condition, Config, Deprecation, Field, FieldType, LengthRange, Matches, NumberRange, Override, Settings,
    UnknownFields, Vocabulary,
};
pub use preset::{UnknownPreset, names as preset_names, text as preset_text};
pub use read::{preset, read};
pub use reader::INVALID;
pub use schema::json_schema;
