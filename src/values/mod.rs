//! What a generator makes of a scalar, and what is a date in which language.
