//! HTML: tags, attributes, the standard's parse errors and the stack of open elements, all with their bytes. Facts, not verdicts.
use crate::text::Span;

/// One step of a body for the HTML parser. HTML arrives as itself; Markdown's own elements arrive as themselves too,
/// so that HTML crossing them is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Bytes that are HTML.
    Html(Span),
    /// Markdown opens an element here (`p`, `li`, `em`…).
    Open(&'static str, usize),
    /// Markdown closes it here.
    Close(&'static str, usize),
    /// Markdown text (already known to hold no HTML).
    Text(Span),
}
