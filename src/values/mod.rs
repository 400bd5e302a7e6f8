//! What a generator makes of a scalar, and what is a date in which language.
pub mod date;
mod loader;
mod locale;
pub mod quote;
mod scalar;
pub mod side_by_side;

pub use loader::Loader;
pub(crate) use locale::is_language_code;
pub use locale::{Length, Locale};
pub use scalar::Scalar;
