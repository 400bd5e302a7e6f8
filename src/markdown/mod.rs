//! Markdown: which bytes of a body are HTML, and where Markdown's own elements open and close.
mod code;
mod commonmark;
mod kramdown;
mod view;

pub use code::{markdown_code, tagged_code};

use crate::dialect::Flavour;
use crate::html::Piece;
use crate::template::Masked;
use view::View;

/// The pieces of a Markdown body, in order; spans are bytes of the body that was masked.
pub fn pieces(body: &Masked<'_>, flavour: Flavour) -> Vec<Piece> {
    let view = View::of(body);
    match flavour {
        Flavour::Mdx | Flavour::None => Vec::new(),
        Flavour::Kramdown => kramdown::pieces(&view, body.text.len()),
        Flavour::Commonmark | Flavour::PythonMarkdown | Flavour::Unknown => commonmark::pieces(&view),
    }
}
