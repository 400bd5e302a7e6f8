//! Values: how generators read scalars, and how dates are written in several languages.
pub mod date;
pub mod kept;
pub mod keys;
mod loader;
mod locale;
mod month_names;
pub mod quote;
mod scalar;
pub mod side_by_side;

pub(crate) use locale::is_language_code;
pub use locale::{Length, Locale, folded};
pub use scalar::Scalar;

pub use crate::dialect::Loader;
