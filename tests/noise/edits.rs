//! What is true of the edits of every fix.
use frontlint::text::{Edit, Span};
use std::fmt::Debug;

/// Asserts that the edits of a fix can be made, each at a place of its own, and that they change the text.
pub(crate) fn assert_edits(text: &str, edits: &[Edit], of: &dyn Debug) {
    let mut spans: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
    spans.sort_unstable();
    // Of two at one place none says which comes first.
    let is_apart = |pair: &[Span]| pair[0].end() <= pair[1].start() && pair[0] != pair[1];
    assert!(spans.windows(2).all(is_apart), "its edits overlap: {of:?}");
    let mended = Edit::apply(text, edits).unwrap_or_else(|| panic!("its edits cannot be made: {of:?}"));
    assert_ne!(mended, text, "its edits change nothing: {of:?}");
}
