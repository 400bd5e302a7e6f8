//! Files: walked, told apart, read.
