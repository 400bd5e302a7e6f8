//! Conditions of templates: an element may begin in one branch and end in another, so a problem with places in two branches may
//! not be one.
use super::ParseOptions;
use super::document::{HtmlDocument, HtmlProblem, TagKind};
use super::lookahead::Lookahead;
use super::{Segment, TagRef};
use crate::text::Span;

/// Drops the problems whose two places may never be rendered together, or whose partner may be in another branch.
pub(super) fn settle(document: &mut HtmlDocument, options: &ParseOptions<'_>) {
    if options.conditional.is_empty() && options.unread.is_empty() || document.problems.is_empty() {
        return;
    }
    let problems = std::mem::take(&mut document.problems);
    let unread = unbalanced_names(options.unread);
    document.problems =
        problems.into_iter().filter(|problem| is_certain(problem, document, options, &unread)).collect();
}

fn is_certain(problem: &HtmlProblem, document: &HtmlDocument, options: &ParseOptions<'_>, unread: &[String]) -> bool {
    let part = |span: Span| {
        let at = span.start().saturating_sub(options.offset);
        let holding = options.conditional.iter().filter(|part| part.start() <= at && at < part.end());
        holding.min_by_key(|part| part.len()).copied()
    };
    let own = part(problem.span());
    let (HtmlProblem::Unclosed { start: alone, .. } | HtmlProblem::Stray { end: alone, .. }) = problem else {
        return !problem.needs_both_ends() || own == problem.conflict().and_then(part);
    };
    if unread.iter().any(|name| name == alone.name()) {
        return false;
    }
    // The element is closed inside its own branch, so other branches do not matter.
    if own.is_some() && own == problem.conflict().and_then(part) {
        return true;
    }
    let mut others = options.conditional.iter().filter(|other| {
        let at = problem.span().start().saturating_sub(options.offset);
        !(other.start() <= at && at < other.end())
    });
    own.is_none() || others.all(|other| is_balanced(document, other.shift(options.offset), alone))
}

/// Whether a part has as many start tags as end tags of an element.
fn is_balanced(document: &HtmlDocument, part: Span, place: &TagRef) -> bool {
    let first = document.tags.partition_point(|tag| tag.span.start() < part.start());
    let inside = document.tags[first..].iter().take_while(|tag| tag.span.start() < part.end());
    let balance: i64 =
        inside.filter(|tag| tag.name == place.name).map(|tag| if tag.kind == TagKind::Start { 1 } else { -1 }).sum();
    balance == 0
}

/// The names of elements that begin or end in text that was not read: the second branch of a condition.
fn unbalanced_names(unread: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    for text in unread.iter().filter(|text| text.contains('<')) {
        let whole = [Segment::Html(Span::new(0, text.len()))];
        let ahead = Lookahead::new(text, &whole);
        names.extend(ahead.unmatched().map(str::to_ascii_lowercase));
    }
    names
}
