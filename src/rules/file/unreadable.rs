//! `file/unreadable`: a file or folder that could not be opened or read.
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::Rule;
use crate::text::Span;

pub(crate) struct Unreadable;

impl Rule for Unreadable {}

/// The finding for a file or folder that could not be read.
pub(crate) fn finding(message: &str) -> Diagnostic {
    Diagnostic::new(Unreadable::ID, Severity::Error, Span::at(0), message)
}
