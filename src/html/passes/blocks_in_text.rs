//! Tags of blocks in a line of text, which kramdown shows as text (`HTML_BLOCK_ELEMENTS` in `parse_span_html`, kramdown 2.4.0,
//! `lib/kramdown/parser/kramdown/html.rb`).
use super::pass::{BodyFacts, ProblemChanges};
use crate::html::document::{HtmlProblem, MOST_FOUND, RejectReason, TagRef};
use crate::html::elements::is_void;
use crate::html::input::Segment;
use crate::text::Span;
use html5ever::LocalName;
use std::collections::HashMap;

/// Adds the problem of each start tag, with its end tag: that of the same line, which is shown as text, too, or else the next one that has
/// nothing to close. The problem of that one stays, so that the order of rules decides which of the two is reported.
pub(super) fn run(facts: &BodyFacts<'_>, problems: &[HtmlProblem]) -> ProblemChanges {
    let mut changes = ProblemChanges::default();
    let tags = facts.segments.iter().filter_map(|segment| match segment {
        Segment::ShownTag(span) => Some(*span),
        _ => None,
    });
    let mut starts = with_ends(facts.text, tags);
    if starts.is_empty() {
        return changes;
    }
    for problem in problems {
        if let HtmlProblem::Stray { end, closed: None } = problem {
            give(end, &mut starts);
        }
    }
    for ShownStart { tag, end, .. } in starts.into_iter().take(MOST_FOUND.saturating_sub(problems.len())) {
        changes.add(HtmlProblem::ShownAsText { tag, reasons: vec![RejectReason::Block(tag)], end });
    }
    changes
}

/// Gives an end tag that has nothing to close to the nearest start tag before it that has none.
fn give(end: &TagRef, starts: &mut [ShownStart]) {
    let before = starts.partition_point(|start| start.tag.end() <= end.span.start());
    let lacks_it = |start: &&mut ShownStart| start.end.is_none() && start.name == end.name() && !is_void(&start.name);
    let nearest = starts[before.saturating_sub(MOST_TRIED)..before].iter_mut().rev().find(lacks_it);
    if let Some(start) = nearest.filter(|start| end.span.start() - start.tag.end() <= NEAR) {
        start.end = Some(end.clone());
    }
}

/// How many bytes after a start tag its end tag is looked for.
const NEAR: usize = 4_000;

/// Among how many start tags before an end tag its own is looked for.
const MOST_TRIED: usize = 50;

/// A start tag that is shown as text.
struct ShownStart {
    tag: Span,
    name: String,
    /// Its end tag in the same line of text.
    end: Option<TagRef>,
}

fn with_ends(text: &str, tags: impl Iterator<Item = Span>) -> Vec<ShownStart> {
    let (mut starts, mut open): (Vec<ShownStart>, HashMap<String, Vec<usize>>) = (Vec::new(), HashMap::new());
    for tag in tags {
        let written = text[tag.range()].trim_start_matches('<');
        let is_end = written.starts_with('/');
        let written = written.trim_start_matches('/');
        let length = written.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = written[..length].to_ascii_lowercase();
        if !is_end {
            open.entry(name.clone()).or_default().push(starts.len());
            starts.push(ShownStart { tag, name, end: None });
        } else if let Some(start) = open.get_mut(&name).and_then(Vec::pop) {
            let end = TagRef { name: LocalName::from(name), span: tag, markdown: false, end: true };
            starts[start].end = Some(end);
        }
    }
    starts
}
