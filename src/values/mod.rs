//! What a generator makes of a scalar, and what is a date in which language.
pub mod date;
mod locale;
pub mod quote;
pub mod spelling;

pub use locale::{Length, Locale};
