//! The history of the elements: every token is passed to the tree builder, and what it closed, made or moved shows the problems.
//!
//! After a problem the tree is repaired as the author would repair it: missing end tags are added, stray ones are left out. So one
//! mistake is one problem.
mod ends;
mod markdown;
mod starts;
#[cfg(test)]
mod tests;

use super::document::{Consequence, HtmlDocument, HtmlParseError, HtmlProblem, MOST_FOUND, Tag, TagKind, TagRef};
use super::elements::{has_optional_end, is_raw_text};
use super::error_code;
use super::input::{ParseContext, ParseOptions, Segment};
use super::lookahead::Lookahead;
use super::open_elements::{ElementNode, Handle, OpenElements, Origin, TokenEffect};
use super::skip_markdown::SkippableElements;
use super::tokens::{HtmlReader, Sink};
use super::unclosed_start::UnclosedStart;
use crate::text::Span;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self, Token, TokenSinkResult, TokenizerOpts};
use html5ever::{LocalName, local_name};
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

/// Parses the `segments` of `text`.
pub(super) fn read(text: &str, segments: &[Segment], options: &ParseOptions<'_>) -> HtmlDocument {
    let structure = Structure::new(text, segments, options);
    let reader = HtmlReader::new(text, structure, options.recover, TokenizerOpts::default());
    let mut plain = SkippableElements::new(text, segments);
    let mut skipped = 0..0;
    for (index, segment) in segments.iter().enumerate() {
        if skipped.contains(&index) {
            continue;
        }
        match segment {
            Segment::Html(span) => {
                let next = segments.get(index + 1);
                let breaks_off = next.is_some_and(|next| !matches!(next, Segment::Html(_)));
                if !reader.html(if breaks_off { without_bracket(text, *span) } else { *span }) {
                    reader.sink().too_many_attributes(reader.open_token());
                    return reader.abandon().into_document();
                }
                if breaks_off || next.is_none() {
                    reader.end_open_tag();
                }
            }
            _ if !reader.is_between_tokens() => {}
            Segment::Open(name, at) => {
                let element = if reader.sink().is_at_rest() { plain.element(index) } else { None };
                match element {
                    Some(element) => skipped = element,
                    None => reader.sink().markdown_opens(name, *at),
                }
            }
            Segment::Close(name, at) => reader.sink().markdown_closes(name, *at),
            Segment::Text(span) | Segment::ShownTag(span) => reader.sink().markdown_text(*span),
        }
    }
    let structure = reader.finish();
    for segment in segments {
        if let Segment::Html(span) = segment {
            error_code::in_stream(&text[span.range()], |code, at| {
                let at = span.start() + at;
                let width = text[at..].chars().next().map_or(0, char::len_utf8);
                structure.error(HtmlParseError { code, at, span: Span::new(at, at + width), first: None });
            });
        }
    }
    structure.into_document()
}

/// HTML that Markdown breaks off, without a `<` or `</` at its end: the tokenizer would wait for what follows, which is not HTML.
fn without_bracket(text: &str, html: Span) -> Span {
    let text = &text[html.range()];
    let rest = text.strip_suffix("</").or_else(|| text.strip_suffix('<')).unwrap_or(text);
    Span::new(html.start(), html.start() + rest.len())
}

struct Structure<'a> {
    text: &'a str,
    options: ParseOptions<'a>,
    tree: OpenElements,
    ahead: Lookahead<'a>,
    unclosed_start: UnclosedStart<'a>,
    document: RefCell<HtmlDocument>,
    /// End tags to come that belong to a problem already found: how many of each name.
    explained_ends: RefCell<HashMap<LocalName, usize>>,
    /// Elements closed without an end tag where that is allowed.
    implied: RefCell<ImpliedEnds>,
    /// The start tags among them whose end tag came after all.
    ended_late: RefCell<HashSet<Span>>,
    /// The last start tag, if only text and void elements have followed it.
    last_start: Cell<Option<Span>>,
    /// Text directly inside a table, which the tree builder moves only when the next tag comes.
    table_text: Cell<Option<Span>>,
    /// The first row or cell outside a table, if no table has followed it.
    tableless: RefCell<Option<TagRef>>,
    /// Where a table first lacked a parent of this name.
    implied_in: RefCell<HashMap<(Option<u32>, LocalName), Span>>,
    /// Whether `<html>`, `<head>` or `<body>` has come inside a post.
    has_root_tag: Cell<bool>,
    /// Whether only comments and spaces have come so far in a document, so that its doctype is still missing.
    wants_doctype: Cell<bool>,
    /// Whether the structure is no longer followed.
    blind: Cell<bool>,
    /// How many elements are open before the first one of the body.
    around: usize,
}

/// Elements closed without an end tag where that is allowed: of each name the start tags and what closed them, the last one last.
#[derive(Default)]
struct ImpliedEnds {
    by_name: HashMap<LocalName, Vec<(TagRef, TagRef)>>,
    count: usize,
}

impl<'a> Structure<'a> {
    fn new(text: &'a str, segments: &'a [Segment], options: &ParseOptions<'a>) -> Self {
        let inside = match options.context {
            ParseContext::Document => None,
            ParseContext::Inside(name) => Some(name),
        };
        let tree = OpenElements::new(inside);
        let around = tree.open().len();
        Self {
            text,
            options: *options,
            tree,
            ahead: Lookahead::new(text, segments),
            unclosed_start: UnclosedStart::new(text, options.start),
            document: RefCell::default(),
            explained_ends: RefCell::default(),
            implied: RefCell::default(),
            ended_late: RefCell::default(),
            last_start: Cell::default(),
            table_text: Cell::default(),
            tableless: RefCell::default(),
            implied_in: RefCell::default(),
            has_root_tag: Cell::default(),
            wants_doctype: Cell::new(inside.is_none() && options.recover),
            blind: Cell::default(),
            around,
        }
    }

    /// The facts; what is noted as a problem is settled by the passes.
    fn into_document(self) -> HtmlDocument {
        let mut document = self.document.into_inner();
        let ended_late = self.ended_late.into_inner();
        if !ended_late.is_empty() {
            document.omitted.retain(|(start, _)| !ended_late.contains(&start.span));
        }
        document.errors.sort_by_key(|error| error.span);
        document
    }

    /// Notes that an end tag of this name will come that belongs to a problem already found.
    fn explain_end(&self, name: LocalName) {
        *self.explained_ends.borrow_mut().entry(name).or_default() += 1;
    }

    fn problem(&self, problem: HtmlProblem) {
        let problems = &mut self.document.borrow_mut().problems;
        if problems.len() < MOST_FOUND {
            problems.push(problem);
        }
    }

    /// A text without the spaces around it.
    fn text_place(&self, span: Span) -> TagRef {
        let text = &self.text[span.range()];
        let start = span.start() + (text.len() - text.trim_start().len());
        let span = Span::new(start, start + text.trim().len());
        TagRef { name: local_name!(""), span, markdown: false, end: false }
    }

    fn too_many_attributes(&self, tag: Span) {
        self.problem(HtmlProblem::TooManyAttributes(tag));
    }

    fn feed(&self, token: Token, span: Span, origin: Origin) -> TokenEffect {
        let opens = self.wants_doctype.get() && !self.is_before_doctype(&token, span);
        let mut effect = self.tree.feed(token, span, origin);
        if effect.errors > 0 {
            self.document.borrow_mut().tree_errors += effect.errors;
        }
        if opens {
            self.wants_doctype.set(false);
            effect.errors = effect.errors.saturating_sub(1);
            self.problem(HtmlProblem::Doctype(Span::at(span.start())));
        }
        if !effect.created.is_empty() && self.tree.open().len() > self.options.max_depth + 1 {
            self.blind.set(true);
            self.problem(HtmlProblem::TooDeep(span));
        }
        effect
    }

    fn is_before_doctype(&self, token: &Token, span: Span) -> bool {
        match token {
            Token::CommentToken(_) | Token::DoctypeToken(_) => true,
            Token::CharacterTokens(_) => self.text[span.range()].trim_start().is_empty(),
            _ => false,
        }
    }

    /// Passes an end tag to the tree builder that the text lacks.
    fn supply_end(&self, name: &str) {
        self.tree.feed(tag_token(tokenizer::TagKind::EndTag, LocalName::from(name)), Span::default(), Origin::Implied);
    }

    fn unclosed(&self, node: &ElementNode, closer: Option<TagRef>) {
        let mut start = element_ref(node);
        start.span = self.unclosed_start.start_to_report(node.span, &node.name.local);
        self.problem(HtmlProblem::Unclosed { start, closer });
    }

    /// Adds the problem of content that was moved out of a table, once for each table.
    fn moved(&self, effect: &TokenEffect, what: &TagRef) -> bool {
        let text = self.table_text.take();
        if !effect.moved {
            return self.is_displaced();
        }
        let table = self.tree.open().iter().rfind(|node| node.is_called("table")).cloned();
        for node in &effect.created {
            node.displaced.set(true);
        }
        let known = table.as_ref().is_some_and(|table| table.displaced.replace(true));
        if !known {
            let what = text.map_or_else(|| what.clone(), |span| self.text_place(span));
            let table = table.as_ref().map(|table| element_ref(table));
            self.problem(HtmlProblem::Misplaced { what, how: Consequence::BeforeTable(table) });
        }
        true
    }

    fn is_displaced(&self) -> bool {
        self.tree.open().iter().any(|node| node.displaced.get())
    }

    fn unexplained(&self, what: TagRef) {
        self.problem(HtmlProblem::Misplaced { what, how: Consequence::Ignored });
    }

    fn characters(&self, token: Token, span: Span) -> TokenSinkResult<Handle> {
        if self.tree.passes_over_text() {
            return TokenSinkResult::Continue;
        }
        let in_table = self.tree.open().last().is_some_and(|top| top.is_table_part());
        let effect = self.feed(token, span, Origin::Tag);
        let is_space_only = || self.text[span.range()].trim_start().is_empty();
        if in_table && !is_space_only() {
            // The first letter after a line end of two bytes comes as a token of its own.
            let before = self.table_text.get().filter(|before| before.end() == span.start());
            self.table_text.set(Some(before.map_or(span, |before| before.cover(span))));
        } else if self.options.recover && effect.errors > 0 && !is_space_only() {
            let place = self.text_place(span);
            if !self.moved(&effect, &place) {
                self.unexplained(place);
            }
        }
        effect.result
    }
}

impl Sink for Structure<'_> {
    type Handle = Handle;

    fn token(&self, token: Token, span: Span) -> TokenSinkResult<Handle> {
        if self.blind.get() {
            return self.unfollowed(token, span);
        }
        match token {
            Token::TagToken(tag) if tag.kind == tokenizer::TagKind::StartTag => self.start_tag(tag, span),
            Token::TagToken(tag) => self.end_tag(tag, span),
            Token::CharacterTokens(_) => self.characters(token, span),
            // The error of the tokenizer explains it.
            Token::NullCharacterToken => self.feed(token, span, Origin::Tag).result,
            Token::CommentToken(_) => {
                self.document.borrow_mut().comments.push(span);
                self.feed(token, span, Origin::Tag).result
            }
            Token::DoctypeToken(ref doctype) => {
                let old = doctype.public_id.is_some()
                    || doctype.system_id.as_ref().is_some_and(|system| &**system != "about:legacy-compat");
                let first = self.wants_doctype.take();
                let effect = self.feed(token, span, Origin::Tag);
                if self.options.recover && (first && old || effect.errors > 0) {
                    self.problem(HtmlProblem::Doctype(span));
                }
                effect.result
            }
            Token::EOFToken => {
                // This token closes raw text that is still open.
                let open = self.tree.open().clone();
                let result = self.feed(token, span, Origin::Tag).result;
                self.left_open(&open);
                result
            }
            Token::ParseError(_) => TokenSinkResult::Continue,
        }
    }

    fn error(&self, error: HtmlParseError) {
        let errors = &mut self.document.borrow_mut().errors;
        if errors.len() < MOST_FOUND {
            errors.push(error);
        }
    }

    fn broken_tag(&self, at: Span, quote: bool) {
        self.problem(if quote { HtmlProblem::BrokenQuote(at) } else { HtmlProblem::BrokenTag(at) });
    }

    fn in_foreign_content(&self) -> bool {
        !self.blind.get() && self.tree.in_foreign_content()
    }

    fn in_raw_text(&self) -> bool {
        self.tree.top().is_some_and(|top| top.is_html() && is_raw_text(&top.name.local))
    }

    fn end(&self) {
        if self.blind.get() {
            return;
        }
        self.document.borrow_mut().tree_errors += self.tree.end();
    }
}

impl Structure<'_> {
    /// What is still open at the end of the text, innermost first.
    fn left_open(&self, open: &[Handle]) {
        if !self.options.recover {
            return;
        }
        for node in open.iter().rev().filter(|node| node.origin == Origin::Tag && !is_optional(node)) {
            self.unclosed(node, None);
        }
    }

    /// Beyond the limit of depth only tags are listed, but raw text must still be skipped.
    fn unfollowed(&self, token: Token, span: Span) -> TokenSinkResult<Handle> {
        match token {
            Token::CommentToken(_) => self.document.borrow_mut().comments.push(span),
            Token::TagToken(tag) => {
                let start = tag.kind == tokenizer::TagKind::StartTag;
                let raw = raw_kind(&tag.name).filter(|_| start);
                let kind = if start { TagKind::Start } else { TagKind::End };
                let tag = Tag { name: tag.name, kind, span, foreign: false };
                self.document.borrow_mut().tags.push(tag);
                return raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The start tag of an element, or where Markdown opens it.
fn element_ref(node: &ElementNode) -> TagRef {
    let markdown = node.origin == Origin::Markdown;
    TagRef { name: node.name.local.to_ascii_lowercase(), span: node.span, markdown, end: false }
}

fn tag_ref(name: &LocalName, span: Span) -> TagRef {
    TagRef { name: name.clone(), span, markdown: false, end: false }
}

fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "title" | "textarea" => Some(RawKind::Rcdata),
        "iframe" | "noembed" | "noframes" | "style" | "xmp" => Some(RawKind::Rawtext),
        _ => None,
    }
}

fn tag_token(kind: tokenizer::TagKind, name: LocalName) -> Token {
    Token::TagToken(tokenizer::Tag {
        kind,
        name,
        self_closing: false,
        attrs: Vec::new(),
        had_duplicate_attributes: false,
    })
}

fn is_root(node: &ElementNode) -> bool {
    matches!(&*node.name.local, "html" | "head" | "body")
}

fn is_optional(node: &ElementNode) -> bool {
    node.is_html() && has_optional_end(&node.name.local)
}
