//! Markdown's own elements among those of HTML, and tags that Markdown reads as text.
use super::{Structure, tag_token};
use crate::html::document::{HtmlProblem, TagRef};
use crate::html::elements::is_element;
use crate::html::open_elements::Origin;
use crate::html::text_scan::has_end_tag;
use crate::html::tokens::Sink;
use crate::text::Span;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{self, Token};
use html5ever::{LocalName, local_name};

impl Structure<'_> {
    /// Whether nothing before this place has an effect on what comes.
    pub(super) fn is_at_rest(&self) -> bool {
        self.tree.open().len() == self.around
            && self.explained_ends.borrow().is_empty()
            && self.document.borrow().problems.is_empty()
    }

    pub(super) fn markdown_opens(&self, name: &'static str, at: usize) {
        if self.blind.get() || self.in_raw_text() {
            return;
        }
        let name = local_name_of(name);
        let start = tag_token(tokenizer::TagKind::StartTag, name.clone());
        let effect = self.feed(start, Span::at(at), Origin::Markdown);
        let place = TagRef { name, span: Span::at(at), markdown: true, end: false };
        self.moved(&effect, &place);
        self.closed_by_start(&effect, &place);
    }

    pub(super) fn markdown_closes(&self, name: &'static str, at: usize) {
        if self.blind.get() || self.in_raw_text() {
            return;
        }
        self.last_start.take();
        let open = self.tree.open().iter().rposition(|node| node.origin == Origin::Markdown && node.is_called(name));
        let Some(open) = open else { return };
        let name = local_name_of(name);
        let place = TagRef { name: name.clone(), span: Span::at(at), markdown: true, end: true };
        self.end_element(open, &place, at);
        self.feed(tag_token(tokenizer::TagKind::EndTag, name), Span::at(at), Origin::Markdown);
    }

    /// End tags without `>`, which Markdown reads as text.
    pub(super) fn broken_ends(&self, span: Span) {
        let text = &self.text[span.range()];
        if self.tree.top().is_some_and(|top| top.is_called("pre")) {
            return;
        }
        for (at, _) in text.match_indices("</") {
            let rest = &text[at + 2..];
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let after = rest[length..].chars().next();
            // A tag that ends its line is the last one on it, so each line is examined once.
            if !is_element(&rest[..length]) || !after.is_none_or(|c| matches!(c, '\n' | '\r')) {
                continue;
            }
            if text[..at].rsplit(['\n', '\r']).next().is_some_and(|line| line.contains('`')) {
                continue;
            }
            let tag = Span::new(span.start() + at, span.start() + at + 2 + length);
            self.problem(HtmlProblem::BrokenTag(tag));
            let Token::TagToken(end) = tag_token(tokenizer::TagKind::EndTag, LocalName::from(&rest[..length])) else {
                continue;
            };
            let _ = self.end_tag(end, tag);
        }
    }

    pub(super) fn markdown_text(&self, span: Span) {
        if !self.blind.get() && has_end_tag(&self.text[span.range()]) {
            self.broken_ends(span);
        }
        let in_table = self.tree.top().is_some_and(|top| top.is_table_part());
        if self.blind.get() || !in_table || self.in_raw_text() || self.text[span.range()].trim_start().is_empty() {
            return;
        }
        let text = Token::CharacterTokens(StrTendril::from_slice("x"));
        self.feed(text, span, Origin::Markdown);
        self.table_text.set(Some(span));
    }
}

/// The name of an element that Markdown has. The frequent ones are constants, which need no look in the table of all names.
fn local_name_of(name: &'static str) -> LocalName {
    match name {
        "p" => local_name!("p"),
        "li" => local_name!("li"),
        "a" => local_name!("a"),
        "em" => local_name!("em"),
        "strong" => local_name!("strong"),
        "td" => local_name!("td"),
        _ => LocalName::from(name),
    }
}
