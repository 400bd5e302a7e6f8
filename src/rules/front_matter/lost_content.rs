//! `front-matter/lost-content`: text in the block that loaders drop without a word.
use crate::diagnostic::Safety;
use crate::front_matter::{Format, FrontMatter};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        // What follows a list or a text that is no front matter is lost with it.
        let Some(lost) = post.front.lost.filter(|_| post.front.not_a_mapping.is_none()) else { return };
        let text = post.source.slice(lost);
        let span = Span::new(lost.start(), lost.start() + text.trim_end().len());
        if span.is_empty() {
            return;
        }
        if text.starts_with("---") || before_is_document_end(post, lost) {
            cx.report(span, "this second document is not read: front matter ends where the first one does")
                .help("remove the line that ends the first document, or what follows it");
            return;
        }
        let first = post.front.entries.iter().next();
        let indent = first.map(|entry| Span::new(line_start(post, entry.key.span.start()), entry.key.span.start()));
        let finding = cx.report(span, "these lines are dropped, because the first line is indented");
        finding.help(
            "YAML ends the block at the first line that stands left of its first one; let all keys begin in one column",
        );
        if let Some(indent) = indent.filter(|indent| !indent.is_empty()) {
            finding.label(indent, "this indentation");
            finding.fix(Safety::Unsafe, "remove it", without_indent(post, indent, lost.start()));
        }
    }
}

/// The lines up to `end` moved to the margin by as much as the first one; nothing when the block cannot be read then.
fn without_indent(post: &Post<'_>, first: Span, end: usize) -> Vec<Edit> {
    let Some(block) = post.front.fence.block() else { return Vec::new() };
    let (text, indent) = (post.source.text(), post.source.slice(first));
    let mut edits = Vec::new();
    let mut at = first.start();
    while at < end {
        if text[at..].starts_with(indent) {
            edits.push(Edit::delete(Span::new(at, at + indent.len())));
        }
        at = text[at..end].find('\n').map_or(end, |length| at + length + 1);
    }
    let inside = edits.iter().map(|edit| {
        Edit::delete(Span::new(edit.span.start() - block.content.start(), edit.span.end() - block.content.start()))
    });
    let read = Edit::apply(post.source.slice(block.content), &inside.collect::<Vec<_>>())
        .map(|text| FrontMatter::of_block(&text, Format::Yaml));
    let is_whole = read.is_some_and(|front| front.is_readable() && front.faults.is_empty() && front.lost.is_none());
    if is_whole { edits } else { Vec::new() }
}

fn line_start(post: &Post<'_>, at: usize) -> usize {
    post.source.text()[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

fn before_is_document_end(post: &Post<'_>, lost: Span) -> bool {
    post.source.text()[..lost.start()].trim_end().ends_with("...")
}
