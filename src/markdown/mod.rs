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

use crate::dialect::{Dialect, Flavour, PythonExtensions, Version};
use crate::html::Segment;
use crate::template::Masked;
use mapped_text::MappedText;
use python_markdown::snippets;
use std::cell::LazyCell;

/// The interpretations of a Markdown body: for each way in which its site may parse it, the segments in order. Spans are bytes of the body that
/// was masked.
///
/// A problem counts only when all interpretations have it. There are several when the generator is not known; for kramdown and
/// Python-Markdown, when an end tag is missing; and for Python-Markdown, when its extensions are not known. Bodies that are not HTML (MDX,
/// Vue) have none. Those of another reader are only made when they are asked for.
pub fn interpretations<'a>(body: &'a Masked<'_>, dialect: &'a Dialect) -> impl Iterator<Item = Vec<Segment>> + 'a {
    let readers: &[Flavour] = match dialect.markdown {
        Flavour::Unknown => &[Flavour::Commonmark, Flavour::Kramdown, Flavour::PythonMarkdown],
        Flavour::Commonmark => &[Flavour::Commonmark],
        Flavour::Kramdown => &[Flavour::Kramdown],
        Flavour::PythonMarkdown => &[Flavour::PythonMarkdown],
        Flavour::Mdx | Flavour::None => &[],
    };
    let view = LazyCell::new(|| MappedText::of(body));
    readers.iter().flat_map(move |reader| -> Box<dyn Iterator<Item = Vec<Segment>>> {
        let length = body.text.len();
        match reader {
            Flavour::Commonmark => Box::new(std::iter::once(of_commonmark(&view, body, dialect))),
            Flavour::Kramdown => {
                Box::new(kramdown::interpretations(&view, length, dialect.html_holds_blocks).into_iter())
            }
            _ => {
                // One set where nothing is known of the site: a second one costs as much, and took nothing back in 1,000 real posts.
                let is_one_of_several = dialect.markdown == Flavour::Unknown;
                let extensions = dialect.python_extensions.or(is_one_of_several.then_some(PythonExtensions::ALL));
                let has_snippets = extensions.is_none_or(|on| on.snippets);
                let snippets = if has_snippets { snippets::snippets(&body.text) } else { Vec::new() };
                let readings = python_markdown::interpretations(&view, length, extensions);
                Box::new(readings.map(move |segments| snippets::without(segments, &snippets)))
            }
        }
    })
}

/// That of a renderer that follows `CommonMark`, as the site's generator configures it.
fn of_commonmark(view: &MappedText<'_>, body: &Masked<'_>, dialect: &Dialect) -> Vec<Segment> {
    if !dialect.has_indented_code() {
        let outdented = commonmark::without_indented_code(view);
        return commonmark::segments(outdented.as_ref().unwrap_or(view));
    }
    if dialect.generator.is_some_and(|generator| generator.facts().is_marked) {
        let is_old = dialect.renderer_is_before(Version::new(1, 0, 0));
        return marked::segments(view, body.text.len(), !body.hidden.is_empty(), is_old);
    }
    commonmark::segments(view)
}

/// The segments in short, for tests: HTML in brackets, tags shown as text in parentheses, `+p` and `-p` for Markdown's elements, `_` for
/// text.
#[cfg(test)]
fn in_short(text: &str, segments: &[Segment]) -> String {
    let word = |segment: &Segment| match segment {
        Segment::Html(span) => format!("[{}]", &text[span.range()]),
        Segment::Open(name, _) => format!("+{name}"),
        Segment::Close(name, _) => format!("-{name}"),
        Segment::Text(_) => "_".into(),
        Segment::ShownTag(span) => format!("({})", &text[span.range()]),
    };
    segments.iter().map(word).collect::<Vec<_>>().join(" ")
}
