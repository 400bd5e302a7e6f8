//! Config: what a site asks of its posts, as written and as meant.
mod meant;

pub use meant::{Condition, Config, Deprecation, Field, FieldType, LengthRange, NumberRange, Settings, UnknownFields};

use crate::diagnostic::Diagnostic;
use crate::text::SourceFile;
use std::path::Path;

/// Reads a config file's text; `root` is the folder its globs are relative to.
///
/// # Errors
/// Everything that is wrong in it, as findings of `config/invalid` at their bytes; nothing is checked with half a config.
pub fn read(_source: &SourceFile, root: &Path) -> Result<Config, Vec<Diagnostic>> {
    Ok(Config::bare(root))
}
