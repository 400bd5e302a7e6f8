//! What two ways of reading one body have in common: only that is certain when the site's Markdown is unknown.
use super::HtmlDocument;
use crate::text::Span;
use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

impl HtmlDocument {
    /// Keeps the facts that the other document has, too, at the same bytes.
    pub fn keep_agreed(&mut self, other: &Self) {
        let problems: HashSet<(Discriminant<_>, Span)> =
            other.problems.iter().map(|problem| (discriminant(problem), problem.span())).collect();
        self.problems.retain(|problem| problems.contains(&(discriminant(problem), problem.span())));
        let errors: HashSet<(&str, Span)> = other.errors.iter().map(|error| (error.code.name(), error.span)).collect();
        self.errors.retain(|error| errors.contains(&(error.code.name(), error.span)));
        let tags: HashSet<Span> = other.tags.iter().map(|tag| tag.span).collect();
        self.tags.retain(|tag| tags.contains(&tag.span));
        let omitted: HashSet<Span> = other.omitted.iter().map(|(start, _)| start.span).collect();
        self.omitted.retain(|(start, _)| omitted.contains(&start.span));
        let comments: HashSet<Span> = other.comments.iter().copied().collect();
        self.comments.retain(|comment| comments.contains(comment));
    }
}
