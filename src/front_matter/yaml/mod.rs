//! YAML: a block read into the tree with libyaml's grammar, and what to say when it cannot be.

/// Reads a block.
pub(super) fn read() {}
