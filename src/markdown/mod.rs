//! Markdown: which bytes of a body are HTML, and where Markdown's own elements open and close.
mod code;
mod commonmark;
mod kramdown;
mod mapped_text;
mod marked;
mod precheck;
mod python_markdown;

pub use code::{markdown_code, tagged_code};
pub use precheck::may_contain_html;

use crate::dialect::{Dialect, Flavour, Version};
use crate::html::Segment;
use crate::template::Masked;
use mapped_text::MappedText;

/// The interpretations of a Markdown body: for each way in which its site may parse it, the segments in order. Spans are bytes of the body that
/// was masked.
///
/// A problem counts only when all interpretations have it. There are several when the generator is not known; for kramdown and
/// Python-Markdown, when an end tag is missing; and for Python-Markdown, when its extensions are not known. Bodies that are not HTML (MDX, Vue) have none.
pub fn interpretations(body: &Masked<'_>, dialect: &Dialect) -> Vec<Vec<Segment>> {
    let mut interpretations = first_interpretations(body, dialect);
    interpretations.extend(later_interpretations(body, dialect));
    interpretations
}

/// Those of a site that is not known which need to be looked at only where the others leave something to report, since they can only
/// take it back: those of Python-Markdown, which cost as much as all others.
pub fn later_interpretations(body: &Masked<'_>, dialect: &Dialect) -> Vec<Vec<Segment>> {
    match dialect.markdown {
        Flavour::Unknown => {
            python_markdown::interpretations(&MappedText::of(body), body.text.len(), dialect.python_extensions)
        }
        _ => Vec::new(),
    }
}

/// All others.
pub fn first_interpretations(body: &Masked<'_>, dialect: &Dialect) -> Vec<Vec<Segment>> {
    let view = MappedText::of(body);
    let kramdown = || kramdown::interpretations(&view, body.text.len(), dialect.html_holds_blocks);
    match dialect.markdown {
        Flavour::Mdx | Flavour::None => Vec::new(),
        Flavour::Kramdown => kramdown(),
        Flavour::Commonmark if !dialect.has_indented_code() => {
            let outdented = commonmark::without_indented_code(&view);
            vec![commonmark::segments(outdented.as_ref().unwrap_or(&view))]
        }
        Flavour::Commonmark if dialect.generator.is_some_and(|generator| generator.facts().is_marked) => {
            let is_old = dialect.renderer_is_before(Version::new(1, 0, 0));
            vec![marked::segments(&view, body.text.len(), !body.hidden.is_empty(), is_old)]
        }
        Flavour::Commonmark => vec![commonmark::segments(&view)],
        Flavour::PythonMarkdown => python_markdown::interpretations(&view, body.text.len(), dialect.python_extensions),
        Flavour::Unknown => std::iter::once(commonmark::segments(&view)).chain(kramdown()).collect(),
    }
}

/// The segments in short, for tests: HTML in brackets, `+p` and `-p` for Markdown's elements, `_` for text.
#[cfg(test)]
fn in_short(text: &str, segments: &[Segment]) -> String {
    let word = |segment: &Segment| match segment {
        Segment::Html(span) => format!("[{}]", &text[span.range()]),
        Segment::Open(name, _) => format!("+{name}"),
        Segment::Close(name, _) => format!("-{name}"),
        Segment::Text(_) => "_".into(),
    };
    segments.iter().map(word).collect::<Vec<_>>().join(" ")
}
