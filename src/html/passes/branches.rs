//! Conditions of templates: an element may begin in one branch and end in another, so a problem with places in two branches may
//! not be one.
use super::pass::{BodyFacts, ProblemChanges};
use crate::html::document::{HtmlDocument, HtmlProblem, TagKind, TagRef};
use crate::html::input::{ParseOptions, Segment};
use crate::html::lookahead::Lookahead;
use crate::text::Span;

/// Drops the problems whose two places may never be rendered together, or whose partner may be in another branch.
pub(super) fn run(facts: &BodyFacts<'_>, problems: &[HtmlProblem]) -> ProblemChanges {
    let mut changes = ProblemChanges::default();
    let options = facts.options;
    if options.conditional.is_empty() && options.unread.is_empty() || problems.is_empty() {
        return changes;
    }
    let unread = unbalanced_names(options.unread);
    for (place, problem) in problems.iter().enumerate() {
        if !is_certain(problem, facts.document, options, &unread) {
            changes.drop(place);
        }
    }
    changes
}

fn is_certain(problem: &HtmlProblem, document: &HtmlDocument, options: &ParseOptions<'_>, unread: &[String]) -> bool {
    let holds = |part: &&Span, at: usize| part.start() <= at && at < part.end();
    let part = |span: Span| {
        let holding = options.conditional.iter().filter(|part| holds(part, span.start()));
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
    let mut others = options.conditional.iter().filter(|other| !holds(other, problem.span().start()));
    own.is_none() || others.all(|other| is_balanced(document, *other, alone))
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
