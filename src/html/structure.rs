//! What happened to the elements: every token goes to the tree builder, and what it closed, made or moved tells the faults.
//!
//! After a fault the tree is put right as the author would (end tags that are missing are handed over, stray ones are not),
//! so that one mistake is one fault.
use super::ahead::Ahead;
use super::blame::Blame;
use super::document::{Displaced, Document, Fault, ParseError, Place, Tag, TagKind};
use super::elements::{has_optional_end, is_element, is_raw_text, is_void};
use super::plain::Plain;
use super::tokens::{Reader, Sink};
use super::tree::{Fed, Handle, Node, Origin, Tree};
use super::{Context, Piece, Reading, branches, code};
use crate::text::Span;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self, Token, TokenSinkResult, TokenizerOpts};
use html5ever::{LocalName, local_name};
use std::cell::{Cell, RefCell};

/// Faults and errors kept of one body: enough to see that it is broken throughout.
pub(super) const MOST_FOUND: usize = 1_000;

/// Reads `pieces` of `text`.
pub(super) fn read(text: &str, pieces: &[Piece], reading: &Reading<'_>) -> Document {
    let options = TokenizerOpts::default();
    let reader = Reader::new(text, Structure::new(text, pieces, reading), reading.mend, options);
    let mut plain = Plain::new(text, pieces);
    let mut skipped = 0..0;
    for (index, piece) in pieces.iter().enumerate() {
        if skipped.contains(&index) {
            continue;
        }
        match piece {
            Piece::Html(span) => {
                if !reader.html(*span) {
                    reader.sink().too_many_attributes(reader.open_token());
                    return reader.abandon().into_document();
                }
                if !matches!(pieces.get(index + 1), Some(Piece::Html(_))) {
                    reader.end_open_tag();
                }
            }
            _ if !reader.is_between_tokens() => {}
            Piece::Open(name, at) => {
                let element = if reader.sink().is_at_rest() { plain.element(index) } else { None };
                match element {
                    Some(element) => skipped = element,
                    None => reader.sink().markdown_opens(name, *at),
                }
            }
            Piece::Close(name, at) => reader.sink().markdown_closes(name, *at),
            Piece::Text(span) => reader.sink().markdown_text(*span),
        }
    }
    let structure = reader.finish();
    for piece in pieces {
        if let Piece::Html(span) = piece {
            code::in_stream(&text[span.range()], |code, at| {
                let at = span.start() + at;
                let width = text[at..].chars().next().map_or(0, char::len_utf8);
                structure.error(ParseError { code, at, span: Span::new(at, at + width), first: None });
            });
        }
    }
    structure.into_document()
}

struct Structure<'a> {
    text: &'a str,
    reading: Reading<'a>,
    tree: Tree,
    ahead: Ahead<'a>,
    blame: Blame<'a>,
    document: RefCell<Document>,
    /// End tags to come that belong to a fault already told.
    told: RefCell<Vec<LocalName>>,
    /// Elements closed without their end tag where that is allowed: name, start, what closed them.
    implied: RefCell<Vec<(LocalName, Place, Place)>>,
    /// The last start tag, when nothing but text and void elements came since.
    last_start: Cell<Option<Span>>,
    /// Text that stands directly in a table; it is moved only when the next tag comes.
    table_text: Cell<Option<Span>>,
    /// Nothing but comments and space came yet in a document, so its doctype is still missing.
    wants_doctype: Cell<bool>,
    /// The structure is no longer followed.
    blind: Cell<bool>,
    /// How many elements are open when none of the body's is.
    around: usize,
}

impl<'a> Structure<'a> {
    fn new(text: &'a str, pieces: &'a [Piece], reading: &Reading<'a>) -> Self {
        let inside = match reading.context {
            Context::Document => None,
            Context::Inside(name) => Some(name),
        };
        let tree = Tree::new(inside);
        let around = tree.open().len();
        Self {
            text,
            reading: *reading,
            tree,
            ahead: Ahead::new(text, pieces),
            blame: Blame::new(text),
            document: RefCell::default(),
            told: RefCell::default(),
            implied: RefCell::default(),
            last_start: Cell::default(),
            table_text: Cell::default(),
            wants_doctype: Cell::new(inside.is_none() && reading.mend),
            blind: Cell::default(),
            around,
        }
    }

    /// The facts, without faults between parts that need not be rendered together.
    fn into_document(self) -> Document {
        let mut document = self.document.into_inner();
        branches::settle(&mut document, &self.reading);
        document.errors.sort_by_key(|error| error.span);
        document
    }

    fn fault(&self, fault: Fault) {
        let faults = &mut self.document.borrow_mut().faults;
        if faults.len() < MOST_FOUND {
            faults.push(fault);
        }
    }

    fn shift(&self, span: Span) -> Span {
        span.shift(self.reading.offset)
    }

    fn place(&self, node: &Node) -> Place {
        let markdown = node.origin == Origin::Markdown;
        Place { name: node.name.local.to_ascii_lowercase(), span: self.shift(node.span), markdown, end: false }
    }

    fn tag_place(&self, name: &LocalName, span: Span) -> Place {
        Place { name: name.clone(), span: self.shift(span), markdown: false, end: false }
    }

    fn text_place(&self, span: Span) -> Place {
        Place { name: local_name!(""), span: self.shift(span), markdown: false, end: false }
    }

    fn too_many_attributes(&self, tag: Span) {
        self.fault(Fault::TooManyAttributes(self.shift(tag)));
    }

    // Start tags.

    fn start_tag(&self, tag: tokenizer::Tag, span: Span) -> TokenSinkResult<Handle> {
        let name = tag.name.clone();
        let (slash, void) = (tag.self_closing, is_void(&name));
        let fed = self.feed(Token::TagToken(tag), span, Origin::Tag);
        let own = fed.created.iter().find(|node| node.origin == Origin::Tag);
        let foreign = own.is_some_and(|node| !node.is_html());
        self.document.borrow_mut().tags.push(Tag {
            name: name.clone(),
            kind: TagKind::Start,
            span: self.shift(span),
            foreign,
        });
        if !self.reading.mend {
            return fed.result;
        }
        if !void {
            self.last_start.set(Some(span));
        }
        let place = self.tag_place(&name, span);
        let mut told = self.closed_by_start(&fed, &place);
        told |= self.moved(&fed, &place);
        if slash && !foreign && own.is_some() && !void {
            self.fault(Fault::SelfClosing(place));
            self.supply_end(&name);
            return TokenSinkResult::Continue;
        }
        if fed.errors > 0 && own.is_none() && !told {
            if !void {
                self.told.borrow_mut().push(name);
            }
            self.fault(Fault::Misplaced { what: place, how: Displaced::Ignored });
        } else if fed.errors > 0 && !told && !slash {
            let parent = fed.created.iter().find(|node| node.origin == Origin::Implied && !is_root(node));
            match parent {
                Some(parent) => {
                    let how = Displaced::Implies(self.place(parent));
                    self.fault(Fault::Misplaced { what: place, how });
                }
                None => self.unexplained(place),
            }
        }
        fed.result
    }

    /// Elements that a start tag (or Markdown) closed: a paragraph by a block, a link by a link… `true` when a fault was told.
    fn closed_by_start(&self, fed: &Fed, by: &Place) -> bool {
        let mut told = false;
        let paragraph = fed.closed.iter().position(|node| node.is_html() && node.is_called("p"));
        for (index, node) in fed.closed.iter().enumerate() {
            if node.origin == Origin::Implied {
                continue;
            }
            if is_formatting(node) && !self.tree.open().iter().any(|open| open.name == node.name) {
                // Browsers would open it again in what follows.
                self.supply_end(&node.name.local);
            }
            if is_optional(node) {
                self.implied_end(node, by);
                if node.origin == Origin::Markdown && node.is_called("p") {
                    // One that holds nothing yet loses nothing: Python-Markdown begins one before a block inside a list item.
                    let is_empty = by.span.start() == self.shift(node.span).start();
                    if !by.markdown && !is_empty {
                        self.fault(Fault::BlockInParagraph { block: by.clone(), paragraph: self.place(node) });
                    }
                    told = true;
                }
                continue;
            }
            told = true;
            let later = self.ends_later(node, by.span.end() - self.reading.offset);
            if later {
                self.told.borrow_mut().push(node.name.local.clone());
                if paragraph.is_some_and(|at| index < at) {
                    // It stands in a paragraph that a block ends; that paragraph's end tag, or Markdown's end of it, tells.
                    self.crosses_block(&fed.closed, by);
                    continue;
                }
                let closes = Displaced::Closes(self.place(node));
                self.fault(Fault::Misplaced { what: by.clone(), how: closes });
            } else if node.origin == Origin::Tag {
                self.unclosed(node, Some(by.clone()));
            }
        }
        told
    }

    /// Inline elements of a paragraph around a block: told by the paragraph's stray end tag when there is one to come.
    fn crosses_block(&self, closed: &[Handle], by: &Place) {
        let Some(paragraph) = closed.iter().find(|node| node.is_called("p")) else { return };
        if paragraph.origin == Origin::Tag && !self.ends_later(paragraph, by.span.end() - self.reading.offset) {
            let paragraph = self.place(paragraph);
            self.fault(Fault::BlockInParagraph { block: by.clone(), paragraph });
        }
    }

    fn implied_end(&self, node: &Node, by: &Place) {
        let mut implied = self.implied.borrow_mut();
        if implied.len() < MOST_FOUND {
            implied.push((node.name.local.clone(), self.place(node), by.clone()));
        }
    }

    /// Whether an end tag comes that was meant for this element, no longer or still on the stack.
    fn ends_later(&self, node: &Node, from: usize) -> bool {
        let open = self.tree.open();
        let others = || open.iter().filter(|open| open.id() != node.id());
        let is_inner = |open: &&Handle| open.origin == Origin::Tag && open.span.start() > node.span.start();
        let mut inner = others().filter(is_inner).filter(|open| open.name == node.name).count();
        for end in self.ahead.unmatched_ends(from) {
            if node.is_called(end) {
                if inner == 0 {
                    return true;
                }
                inner -= 1;
            } else if others().any(|open| open.span.start() < node.span.start() && open.is_called(end)) {
                return false;
            }
        }
        false
    }

    // End tags.

    fn end_tag(&self, tag: tokenizer::Tag, span: Span) -> TokenSinkResult<Handle> {
        let name = tag.name.clone();
        let foreign = self.tree.top().is_some_and(|top| !top.is_html());
        let kind = TagKind::End;
        self.document.borrow_mut().tags.push(Tag { name: name.clone(), kind, span: self.shift(span), foreign });
        if !self.reading.mend {
            return self.feed(Token::TagToken(tag), span, Origin::Tag).result;
        }
        let before = self.last_start.take();
        let place = Place { end: true, ..self.tag_place(&name, span) };
        let at = self.tree.open().iter().rposition(|node| node.is_called(&name));
        let Some(at) = at else { return self.stray(tag, place, before) };
        let node = self.tree.open()[at].clone();
        if node.origin == Origin::Markdown && node.is_called("p") && self.take_told(&name) {
            return TokenSinkResult::Continue;
        }
        if !self.end_element(at, &place, span.end()) {
            return TokenSinkResult::Continue;
        }
        if node.origin == Origin::Tag && !is_optional(&node) {
            self.blame.closed(node.span, span);
        }
        let fed = self.feed(Token::TagToken(tag), span, Origin::Tag);
        self.closed_by_end(&fed, &node, &place);
        fed.result
    }

    /// Ends what is still open inside the element at `at` of the stack. `false` when it turned out that the end tag is a stray one.
    fn end_element(&self, at: usize, by: &Place, from: usize) -> bool {
        let inner: Vec<Handle> =
            self.tree.open()[at + 1..].iter().rev().filter(|node| node.origin == Origin::Tag).cloned().collect();
        if inner.is_empty() {
            return true;
        }
        let ended = self.tree.open()[at].clone();
        let (later, again) = self.what_follows(&inner, &ended, at, from);
        if again && !by.markdown {
            self.fault(Fault::Stray { end: by.clone(), closed: None });
            return false;
        }
        let mut crossed = None;
        for (node, later) in inner.iter().zip(&later) {
            if *later {
                self.told.borrow_mut().push(node.name.local.clone());
                crossed = Some(node);
            } else if !is_optional(node) {
                self.unclosed(node, Some(by.clone()));
            }
            if *later || !is_optional(node) {
                self.supply_end(&node.name.local);
            }
        }
        if let Some(crossed) = crossed {
            let (start, crossed) = (self.place(&ended), self.place(crossed));
            self.fault(Fault::Misnested { end: by.clone(), start, crossed });
        }
        true
    }

    /// Which of the elements still open inside `ended` (innermost first) have an end tag to come, and whether `ended` has one too.
    fn what_follows(&self, inner: &[Handle], ended: &Node, at: usize, from: usize) -> (Vec<bool>, bool) {
        let mut later = vec![false; inner.len()];
        let open = self.tree.open();
        let same = open[..=at].iter().filter(|node| node.name.local == ended.name.local).count();
        let (mut next, mut again) = (0, 0);
        for end in self.ahead.unmatched_ends(from) {
            if let Some(found) = (next..inner.len()).find(|index| inner[*index].is_called(end)) {
                later[found] = true;
                next = found + 1;
            } else if ended.is_called(end) {
                again += 1;
                if next == 0 || again >= same {
                    break;
                }
            } else if open[..at].iter().any(|node| node.is_called(end)) {
                break;
            }
        }
        (later, next > 0 && again >= same)
    }

    /// What an end tag closed besides its element.
    fn closed_by_end(&self, fed: &Fed, ended: &Node, by: &Place) {
        let told = self.moved(fed, by);
        if ended.origin == Origin::Tag || by.markdown {
            for node in &fed.closed {
                if node.origin == Origin::Markdown && !by.markdown {
                    self.implied_end(node, by);
                }
            }
        }
        if fed.errors > 0 && !told && !self.is_displaced() && fed.closed.is_empty() && ended.is_html() {
            self.unexplained(by.clone());
        }
    }

    fn stray(&self, tag: tokenizer::Tag, place: Place, before: Option<Span>) -> TokenSinkResult<Handle> {
        let name = tag.name.clone();
        let span = place.span;
        if is_void(&name) {
            self.fault(Fault::VoidEnd(place));
            return TokenSinkResult::Continue;
        }
        if matches!(&*name, "html" | "body" | "head") && self.reading.context == Context::Document {
            return self.feed(Token::TagToken(tag), span, Origin::Tag).result;
        }
        if self.take_told(&name) {
            return TokenSinkResult::Continue;
        }
        if let Some(open) = self.meant_for(&name, before, span) {
            let start = self.place(&open);
            self.blame.closed(open.span, span);
            self.supply_end(&open.name.local);
            self.fault(Fault::Mismatched { end: place, start });
            return TokenSinkResult::Continue;
        }
        let mut implied = self.implied.borrow_mut();
        let closed = implied.iter().rposition(|(closed, ..)| *closed == name).map(|at| implied.swap_remove(at));
        drop(implied);
        self.fault(Fault::Stray { end: place, closed: closed.map(|(_, start, closer)| (start, closer)) });
        TokenSinkResult::Continue
    }

    fn take_told(&self, name: &LocalName) -> bool {
        let mut told = self.told.borrow_mut();
        let found = told.iter().rposition(|other| **other == **name);
        found.map(|at| told.swap_remove(at)).is_some()
    }

    /// The element that a wrongly named end tag was meant for: the innermost, when it has no end tag of its own and
    /// either nothing but text stands between the two or the names are alike.
    fn meant_for(&self, name: &str, before: Option<Span>, end: Span) -> Option<Handle> {
        let top = self.tree.top().filter(|top| top.origin == Origin::Tag && !is_optional(top))?;
        let near = before == Some(top.span);
        if !(near || alike(name, &top.name.local)) || self.implied.borrow().iter().any(|(closed, ..)| **closed == *name)
        {
            return None;
        }
        (!self.ends_later(&top, end.end())).then_some(top)
    }

    // Markdown's own elements.

    /// Whether nothing that came before has any effect on what comes.
    fn is_at_rest(&self) -> bool {
        self.tree.open().len() == self.around
            && self.told.borrow().is_empty()
            && self.document.borrow().faults.is_empty()
    }

    fn markdown_opens(&self, name: &'static str, at: usize) {
        if self.blind.get() || self.in_raw_text() {
            return;
        }
        let fed = self.feed(tag_token(tokenizer::TagKind::StartTag, name), Span::at(at), Origin::Markdown);
        let place = Place { name: LocalName::from(name), span: self.shift(Span::at(at)), markdown: true, end: false };
        self.moved(&fed, &place);
        self.closed_by_start(&fed, &place);
    }

    fn markdown_closes(&self, name: &'static str, at: usize) {
        if self.blind.get() || self.in_raw_text() {
            return;
        }
        self.last_start.take();
        let open = self.tree.open().iter().rposition(|node| node.origin == Origin::Markdown && node.is_called(name));
        let Some(open) = open else { return };
        let place = Place { name: LocalName::from(name), span: self.shift(Span::at(at)), markdown: true, end: true };
        self.end_element(open, &place, at);
        self.feed(tag_token(tokenizer::TagKind::EndTag, name), Span::at(at), Origin::Markdown);
    }

    /// End tags without `>`, which Markdown takes for text.
    fn broken_ends(&self, span: Span) {
        let text = &self.text[span.range()];
        if self.tree.top().is_some_and(|top| top.is_called("pre")) {
            return;
        }
        for (at, _) in text.match_indices("</") {
            let rest = &text[at + 2..];
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let after = rest[length..].chars().next();
            let in_code = text[..at].rsplit('\n').next().is_some_and(|line| line.contains('`'));
            if in_code || !is_element(&rest[..length]) || !after.is_none_or(|c| matches!(c, '\n' | '\r')) {
                continue;
            }
            let tag = Span::new(span.start() + at, span.start() + at + 2 + length);
            self.fault(Fault::BrokenTag(self.shift(tag)));
            let Token::TagToken(end) = tag_token(tokenizer::TagKind::EndTag, &rest[..length]) else { continue };
            let _ = self.end_tag(end, tag);
        }
    }

    fn markdown_text(&self, span: Span) {
        if memchr::memmem::find(self.text[span.range()].as_bytes(), b"</").is_some() && !self.blind.get() {
            self.broken_ends(span);
        }
        let in_table = self.tree.top().is_some_and(|top| is_table_part(&top));
        if self.blind.get() || !in_table || self.in_raw_text() || self.text[span.range()].trim().is_empty() {
            return;
        }
        let text = Token::CharacterTokens(StrTendril::from_slice("x"));
        self.feed(text, span, Origin::Markdown);
        self.table_text.set(Some(span));
    }

    // What both share.

    fn feed(&self, token: Token, span: Span, origin: Origin) -> Fed {
        let opens = self.wants_doctype.get() && !self.is_before_doctype(&token, span);
        let mut fed = self.tree.feed(token, span, origin);
        if fed.errors > 0 {
            self.document.borrow_mut().tree_errors += fed.errors;
        }
        if opens {
            self.wants_doctype.set(false);
            fed.errors = fed.errors.saturating_sub(1);
            self.fault(Fault::Doctype(self.shift(Span::at(span.start()))));
        }
        if !fed.created.is_empty() && self.tree.open().len() > self.reading.max_depth + 1 {
            self.blind.set(true);
            self.fault(Fault::TooDeep(self.shift(span)));
        }
        fed
    }

    fn is_before_doctype(&self, token: &Token, span: Span) -> bool {
        match token {
            Token::CommentToken(_) | Token::DoctypeToken(_) => true,
            Token::CharacterTokens(_) => self.text[span.range()].trim().is_empty(),
            _ => false,
        }
    }

    /// Hands over an end tag that the text lacks.
    fn supply_end(&self, name: &str) {
        self.tree.feed(tag_token(tokenizer::TagKind::EndTag, name), Span::default(), Origin::Implied);
    }

    fn unclosed(&self, node: &Node, closer: Option<Place>) {
        let mut start = self.place(node);
        let victim = self.blame.victim(node.span, &node.name.local);
        start.span = self.shift(victim);
        if node.is_called("table") || node.is_called("select") {
            // What was moved out of it was never meant to be in it.
            let faults = &mut self.document.borrow_mut().faults;
            faults.retain(
                |fault| !matches!(fault, Fault::Misplaced { what, .. } if what.span.start() >= start.span.end()),
            );
        }
        self.fault(Fault::Unclosed { start, closer });
    }

    /// Tells of content moved out of a table, once per table.
    fn moved(&self, fed: &Fed, what: &Place) -> bool {
        let text = self.table_text.take();
        if !fed.moved {
            return self.is_displaced();
        }
        let table = self.tree.open().iter().rfind(|node| node.is_called("table")).cloned();
        for node in &fed.created {
            node.displaced.set(true);
        }
        let known = table.as_ref().is_some_and(|table| table.displaced.replace(true));
        if !known {
            let what = text.map_or_else(|| what.clone(), |span| self.text_place(span));
            let table = table.as_ref().map(|table| self.place(table));
            self.fault(Fault::Misplaced { what, how: Displaced::BeforeTable(table) });
        }
        true
    }

    fn is_displaced(&self) -> bool {
        self.tree.open().iter().any(|node| node.displaced.get())
    }

    fn unexplained(&self, what: Place) {
        self.fault(Fault::Misplaced { what, how: Displaced::Ignored });
    }

    fn characters(&self, token: Token, span: Span) -> TokenSinkResult<Handle> {
        let in_table = self.tree.open().last().is_some_and(|top| is_table_part(top));
        let fed = self.feed(token, span, Origin::Tag);
        let blank = || self.text[span.range()].trim().is_empty();
        if in_table && !blank() {
            self.table_text.set(Some(span));
        } else if self.reading.mend && fed.errors > 0 && !blank() {
            let place = self.text_place(span);
            if !self.moved(&fed, &place) {
                self.unexplained(place);
            }
        }
        fed.result
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
            Token::CharacterTokens(_) | Token::NullCharacterToken => self.characters(token, span),
            Token::CommentToken(_) => {
                self.document.borrow_mut().comments.push(self.shift(span));
                self.feed(token, span, Origin::Tag).result
            }
            Token::DoctypeToken(ref doctype) => {
                let old = doctype.public_id.is_some()
                    || doctype.system_id.as_ref().is_some_and(|system| &**system != "about:legacy-compat");
                let first = self.wants_doctype.take();
                let fed = self.feed(token, span, Origin::Tag);
                if self.reading.mend && (first && old || fed.errors > 0) {
                    self.fault(Fault::Doctype(self.shift(span)));
                }
                fed.result
            }
            Token::EOFToken => {
                // Raw text that is still open is closed by this very token.
                let open = self.tree.open().clone();
                let result = self.feed(token, span, Origin::Tag).result;
                self.left_open(&open);
                result
            }
            Token::ParseError(_) => TokenSinkResult::Continue,
        }
    }

    fn error(&self, mut error: ParseError) {
        error.at += self.reading.offset;
        error.span = self.shift(error.span);
        error.first = error.first.map(|first| self.shift(first));
        let errors = &mut self.document.borrow_mut().errors;
        if errors.len() < MOST_FOUND {
            errors.push(error);
        }
    }

    fn broken_tag(&self, at: Span, quote: bool) {
        let at = self.shift(at);
        self.fault(if quote { Fault::BrokenQuote(at) } else { Fault::BrokenTag(at) });
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
        if !self.reading.mend {
            return;
        }
        for node in open.iter().rev().filter(|node| node.origin == Origin::Tag && !is_optional(node)) {
            self.unclosed(node, None);
        }
    }

    /// Below the limit of depth only tags are listed; raw text must still be skipped.
    fn unfollowed(&self, token: Token, span: Span) -> TokenSinkResult<Handle> {
        match token {
            Token::CommentToken(_) => self.document.borrow_mut().comments.push(self.shift(span)),
            Token::TagToken(tag) => {
                let start = tag.kind == tokenizer::TagKind::StartTag;
                let raw = raw_kind(&tag.name).filter(|_| start);
                let kind = if start { TagKind::Start } else { TagKind::End };
                let tag = Tag { name: tag.name, kind, span: self.shift(span), foreign: false };
                self.document.borrow_mut().tags.push(tag);
                return raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "title" | "textarea" => Some(RawKind::Rcdata),
        "iframe" | "noembed" | "noframes" | "style" | "xmp" => Some(RawKind::Rawtext),
        _ => None,
    }
}

fn tag_token(kind: tokenizer::TagKind, name: &str) -> Token {
    Token::TagToken(tokenizer::Tag {
        kind,
        name: LocalName::from(name),
        self_closing: false,
        attrs: Vec::new(),
        had_duplicate_attributes: false,
    })
}

fn is_root(node: &Node) -> bool {
    matches!(&*node.name.local, "html" | "head" | "body")
}

fn is_optional(node: &Node) -> bool {
    node.is_html() && has_optional_end(&node.name.local)
}

/// Elements that the standard opens again when a block cuts them short.
fn is_formatting(node: &Node) -> bool {
    node.is_html()
        && matches!(
            &*node.name.local,
            "a" | "b"
                | "big"
                | "code"
                | "em"
                | "font"
                | "i"
                | "nobr"
                | "s"
                | "small"
                | "strike"
                | "strong"
                | "tt"
                | "u"
        )
}

fn is_table_part(node: &Node) -> bool {
    matches!(
        node.name.local,
        local_name!("table") | local_name!("tbody") | local_name!("thead") | local_name!("tfoot") | local_name!("tr")
    ) && node.is_html()
}

/// Whether one name may be a slip for the other: all but one or two letters are the same, in their order.
fn alike(one: &str, other: &str) -> bool {
    let common = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let tail = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    let longest = one.len().max(other.len());
    longest > 2 && (common + tail).min(longest) + 1 >= longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse;

    /// The faults of a fragment, each as its kind's words and the text it is at.
    fn faults(text: &str) -> Vec<String> {
        let pieces = [Piece::Html(Span::new(0, text.len()))];
        let document = parse(text, &pieces, &Reading::body(0));
        document.faults.iter().map(|fault| describe(text, fault)).collect()
    }

    fn describe(text: &str, fault: &Fault) -> String {
        let debug = format!("{fault:?}");
        let kind = debug.split(['(', ' ']).next().unwrap_or("");
        format!("{kind} {}@{}", &text[fault.span().range()], fault.span().start())
    }

    #[test]
    fn well_formed_html_has_no_faults() {
        for text in [
            "<ul><li>a<li>b</ul><p>c<p>d<table><tr><td>e<td>f</table>",
            "<p>a<ul><li>b</li></ul>",
            "<dl><dt>a<dd>b</dl><select><option>a<option>b</select>",
            "<svg viewBox='0 0 1 1'><path d='M0'/><foreignObject><p>x</p></foreignObject></svg>",
            "<math><mi>x</mi></math><details><summary>a</summary>b</details>",
            "<script>if (a < b) { '</p>' }</script><style>a > b {}</style><textarea><b></textarea>",
            "<table><caption>a</caption><colgroup><col><thead><tr><th>a</thead><tbody><tr><td>b</tbody></table>",
            "<noscript><img src=a alt=b></noscript><template><td>x</td></template>",
            "<my-card><x-y>a</x-y></my-card><ruby>a<rt>b</ruby>",
            "<pre>\n<code>a</code></pre><picture><source><img></picture><video><track></video>",
        ] {
            assert_eq!(faults(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn one_missing_end_tag_is_one_fault() {
        assert_eq!(faults("<p><b>a</p><p>b</p><p>c</p>"), ["Unclosed <b>@3"]);
        assert_eq!(faults("<div><a href=x>a<p>b</p></div><p>c</p>"), ["Unclosed <a href=x>@5"]);
        assert_eq!(faults("<table><tr><td>a</td></tr><p>b</p><div>c</div>"), ["Unclosed <table>@0"]);
        assert_eq!(faults("<div><table><tr><td>a</td></tr></div><p>b</p>"), ["Unclosed <table>@5"]);
        assert_eq!(faults("<ul><li><b>a</li><li>b</li></ul>"), ["Unclosed <b>@8"]);
        assert_eq!(faults("<button>a<p>b</p><div>c</div>"), ["Unclosed <button>@0"]);
        assert_eq!(faults("<a>a <a>b</a>"), ["Unclosed <a>@0"]);
        assert_eq!(faults("<h2>a<p>b</p>"), ["Unclosed <h2>@0"]);
        assert_eq!(faults("<script>a"), ["Unclosed <script>@0"]);
    }

    #[test]
    fn one_tag_too_many_is_one_fault() {
        assert_eq!(faults("<div><b>a</div>b</b></div>"), ["Stray </div>@9"]);
        assert_eq!(faults("<div><p>a</section></p></div>"), ["Stray </section>@9"]);
        assert_eq!(faults("<table><tr><td>a</div></td></tr></table>"), ["Stray </div>@16"]);
        assert_eq!(faults("<div><table><tr><td>a</div></td></tr></table></div>"), ["Stray </div>@21"]);
        assert_eq!(faults("<p>a<ul><li>b</ul></p>"), ["Stray </p>@18"]);
    }

    #[test]
    fn crossed_elements_are_one_fault() {
        assert_eq!(faults("<b><i>a</b></i>"), ["Misnested </b>@7"]);
        assert_eq!(faults("<p><b>a</p></b>"), ["Misnested </p>@7"]);
        assert_eq!(faults("<b><div>a</b></div>"), ["Misnested </b>@9"]);
        assert_eq!(faults("<b>a</i>"), ["Mismatched </i>@4"]);
        assert_eq!(faults("<h2>a</h3>"), ["Mismatched </h3>@5"]);
    }

    #[test]
    fn what_browsers_move_or_ignore_is_told_once() {
        assert_eq!(faults("<table><div>a</div><tr><td>b</td></tr></table>"), ["Misplaced <div>@7"]);
        assert_eq!(faults("<table>a<tr><td>b</td></tr></table>"), ["Misplaced a@7"]);
        assert_eq!(faults("<p>a<td>b</td></p>"), ["Misplaced <td>@4"]);
        assert_eq!(faults("<a>a<a>b</a>c</a>"), ["Misplaced <a>@4"]);
        assert_eq!(faults("<form><form></form></form>"), ["Misplaced <form>@6"]);
    }

    #[test]
    fn tags_that_run_on_are_one_fault() {
        assert_eq!(faults("<div class=\"a\"\n<p>b</p></div>"), ["BrokenTag <div class=\"a\"@0"]);
        assert_eq!(faults("<p><b a</b></p>"), ["BrokenTag <b@3"]);
        assert_eq!(faults("<p><emword</em> b</p>"), ["BrokenTag <em@3"]);
        assert_eq!(faults("<p>a</p\n<p>b</p>"), ["BrokenTag </p@4"]);
        assert_eq!(faults("<a href=\"x>a</a> <b class=\"y\">c</b>"), ["BrokenQuote \"@8"]);
        assert_eq!(faults("<a href=\"x>a</a>"), ["BrokenQuote \"@8"]);
        assert_eq!(faults("<div>a</div"), ["BrokenTag </div@6"]);
    }

    #[test]
    fn void_and_self_closed_elements() {
        assert_eq!(faults("a</br>b<br></img>"), ["VoidEnd </br>@1", "VoidEnd </img>@11"]);
        assert_eq!(faults("<div/>a<script/>b<p>c</p>"), ["SelfClosing <div/>@0", "SelfClosing <script/>@7"]);
    }

    #[test]
    fn indentation_says_which_element_was_left_open() {
        let text = "<div>\n  <div>\n    <div>\n      a\n    </div>\n  <div>\n  </div>\n</div>\n";
        assert_eq!(faults(text), ["Unclosed <div>@8"]);
        let text = "<div>\n  <div>a</div>\n  <div>b\n  <div>c</div>\n</div>\n";
        assert_eq!(faults(text), ["Unclosed <div>@23"]);
    }

    #[test]
    fn branches_of_templates_may_hold_half_an_element() {
        let text = "<div>   <p>   </p></b>   ";
        let pieces = [Piece::Html(Span::new(0, text.len()))];
        let conditional = [Span::new(0, 6), Span::new(15, 24)];
        let read =
            |conditional: &[Span]| parse(text, &pieces, &Reading { conditional, ..Reading::body(0) }).faults.len();
        assert_eq!(read(&[]), 2);
        // The `</b>` has no partner anywhere; the `<div>` may have one in no other part either.
        assert_eq!(read(&conditional), 2);
        let unread = ["</div>"];
        let reading = Reading { conditional: &conditional, unread: &unread, ..Reading::body(0) };
        assert_eq!(parse(text, &pieces, &reading).faults.len(), 1);
    }
}
