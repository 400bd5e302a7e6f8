//! What a generator makes of a scalar, and what is a date in which language.

/// A language of month and weekday names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Locale {
    En,
    Fr,
    Es,
    De,
    It,
    Pt,
    Nl,
}
