//! Markdown: which bytes of a body are HTML, and where Markdown's own elements open and close.
mod code;
mod commonmark;
mod kramdown;
mod view;

pub use code::{markdown_code, tagged_code};

use crate::dialect::{Dialect, Flavour, Generator};
use crate::html::Piece;
use crate::template::Masked;
use view::View;

/// The pieces of a Markdown body, in order, one list for each way that its site may read it; spans are bytes of the body that was masked.
///
/// Where no site says who reads it, and for Python-Markdown, which has its block rules from one and its tags from the other, there are
/// two: what is wrong counts only where both agree. Bodies that are not HTML (MDX, Vue) have none.
pub fn readings(body: &Masked<'_>, dialect: &Dialect) -> Vec<Vec<Piece>> {
    match dialect.markdown {
        Flavour::Mdx | Flavour::None => Vec::new(),
        Flavour::Kramdown => vec![as_kramdown(body)],
        Flavour::Commonmark => {
            vec![commonmark::pieces(&View::of(body), IndentedCode::of(dialect.generator))]
        }
        Flavour::PythonMarkdown | Flavour::Unknown => {
            vec![commonmark::pieces(&View::of(body), IndentedCode::Kept), as_kramdown(body)]
        }
    }
}

fn as_kramdown(body: &Masked<'_>) -> Vec<Piece> {
    kramdown::pieces(&View::of(body), body.text.len())
}

/// Whether four spaces make code of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum IndentedCode {
    Kept,
    /// Eleventy turns it off, since version 2.
    Off,
}

impl IndentedCode {
    fn of(generator: Option<Generator>) -> Self {
        if generator == Some(Generator::Eleventy) { Self::Off } else { Self::Kept }
    }
}
