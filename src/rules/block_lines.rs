//! The lines of front matter that can be read, and which of them are inside a value of several lines: what some style rules share.
use crate::front_matter::{FrontMatter, Style, Value};
use crate::post::Post;
use crate::text::Span;

/// One line of the front matter.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockLine {
    /// Its bytes without its line end.
    pub(super) text: Span,
    /// Its bytes with its line end.
    pub(super) whole: Span,
    /// How the value is written inside which the line begins.
    pub(super) begins_in: Option<Style>,
    /// How the value is written inside which the line ends.
    pub(super) ends_in: Option<Style>,
}

impl BlockLine {
    /// Whether nothing is written on the line, and no value goes on over it.
    pub(super) fn is_blank(&self, post: &Post<'_>) -> bool {
        self.begins_in.is_none() && post.source.slice(self.text).trim_matches([' ', '\t']).is_empty()
    }
}

/// Whether a block is a mapping without any problem, so that it is known what each of its bytes is.
pub(super) fn is_sound(front: &FrontMatter) -> bool {
    front.is_readable() && front.problems.is_empty() && front.lost.is_none()
}

/// The lines between the fences; none of a block that cannot be read.
pub(super) fn block_lines(post: &Post<'_>) -> Vec<BlockLine> {
    let front = post.front();
    let Some(block) = front.fence.block().filter(|_| is_sound(front)) else { return Vec::new() };
    let values = long_values(post);
    let (mut lines, mut at, mut first) = (Vec::new(), block.content.start(), 0);
    while at < block.content.end() {
        let end = post.source.line_span(post.source.line_of(at)).end().min(block.content.end());
        let text = post.source.slice(Span::new(at, end)).trim_end_matches(['\r', '\n']);
        let text = Span::new(at, at + text.len());
        while values.get(first).is_some_and(|(span, _)| span.end() <= at) {
            first += 1;
        }
        let inside = |place: usize, from: usize| {
            let around = values[from.min(values.len())..].iter().take_while(|(span, _)| span.start() < place);
            around.filter(|(span, _)| place < span.end()).map(|(_, style)| *style).last()
        };
        lines.push(BlockLine {
            text,
            whole: Span::new(at, end),
            begins_in: inside(at, first),
            ends_in: inside(text.end(), first),
        });
        at = end.max(at + 1);
    }
    lines
}

/// The keys and values that go on over several lines, in order. Blank lines below a block scalar may be part of it.
fn long_values(post: &Post<'_>) -> Vec<(Span, Style)> {
    let mut found = Vec::new();
    for mapping in post.front().entries.with_nested() {
        for entry in mapping {
            found.push((entry.key.span, entry.key.style));
            for node in entry.value.leaves() {
                if let Value::Scalar { style, .. } = node.value {
                    found.push((with_blank_lines(post, node.span, style), style));
                }
            }
        }
    }
    found.retain(|(span, _)| post.source.slice(*span).contains(['\n', '\r']));
    found.sort_unstable_by_key(|(span, _)| *span);
    found
}

/// The bytes of a value, for a block scalar with the blank lines below it.
fn with_blank_lines(post: &Post<'_>, span: Span, style: Style) -> Span {
    if !matches!(style, Style::Literal | Style::Folded) {
        return span;
    }
    let rest = post.source.text().get(span.end()..).unwrap_or("");
    let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    // The spaces before the next key are its own.
    let line = rest[..blank].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    Span::new(span.start(), span.end() + line)
}
