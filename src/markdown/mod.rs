//! Markdown: which bytes of a body are HTML, and where Markdown's own elements open and close.
mod code;
mod commonmark;
mod kramdown;
mod mapped_text;
mod precheck;
mod python_markdown;

pub use code::{markdown_code, tagged_code};
pub use precheck::may_hold_html;

use crate::dialect::{Dialect, Flavour, Generator};
use crate::html::Segment;
use crate::template::Masked;
use mapped_text::MappedText;

/// The pieces of a Markdown body, in order, one list for each way that its site may read it; spans are bytes of the body that was masked.
///
/// What is wrong counts only where all lists agree. There are several where no site says who reads the body; for kramdown and Python-Markdown,
/// when an end tag is missing; for Python-Markdown, when its extensions are not known; and for Eleventy, where four spaces make code
/// only before version 2. Bodies that are not HTML (MDX, Vue) have none.
pub fn readings(body: &Masked<'_>, dialect: &Dialect) -> Vec<Vec<Segment>> {
    let view = MappedText::of(body);
    let kramdown = || kramdown::readings(&view, body.text.len(), dialect.html_holds_blocks);
    match dialect.markdown {
        Flavour::Mdx | Flavour::None => Vec::new(),
        Flavour::Kramdown => kramdown(),
        Flavour::Commonmark if dialect.generator == Some(Generator::Eleventy) => {
            let outdented = commonmark::without_indented_code(&view);
            let mut readings = vec![commonmark::pieces(&view)];
            readings.extend(outdented.map(|view| commonmark::pieces(&view)));
            readings
        }
        Flavour::Commonmark => vec![commonmark::pieces(&view)],
        Flavour::PythonMarkdown => python_markdown::readings(&view, body.text.len(), dialect.python_extensions),
        Flavour::Unknown => std::iter::once(commonmark::pieces(&view)).chain(kramdown()).collect(),
    }
}

/// Pieces in short, for tests: HTML in brackets, `+p` and `-p` for Markdown's elements, `_` for text.
#[cfg(test)]
fn in_short(text: &str, pieces: &[Segment]) -> String {
    let word = |piece: &Segment| match piece {
        Segment::Html(span) => format!("[{}]", &text[span.range()]),
        Segment::Open(name, _) => format!("+{name}"),
        Segment::Close(name, _) => format!("-{name}"),
        Segment::Text(_) => "_".into(),
    };
    pieces.iter().map(word).collect::<Vec<_>>().join(" ")
}
