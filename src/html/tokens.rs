//! html5ever's tokens with their bytes, and its messages as the standard's codes at their places.
//!
//! The tokenizer borrows its input queue shared, so its sink may hold the same queue: what was consumed is what was
//! fed less what is left. Where a token starts is a cursor that text moves by being compared with the source.
use super::attributes::attributes;
use super::code::{self, Code};
use super::document::ParseError;
use super::elements::is_element;
use crate::text::Span;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::{LocalName, TokenizerResult};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// In one tag html5ever compares every attribute with every other; real tags have a handful.
const MOST_ATTRIBUTES: usize = 1024;

/// How much is fed at once, so that a monstrous tag is seen before it is read.
const PORTION: usize = 1 << 16;

/// What receives the tokens.
pub(super) trait Sink {
    /// What a tree builder's handle is.
    type Handle;

    /// A token and its bytes.
    fn token(&self, token: Token, span: Span) -> TokenSinkResult<Self::Handle>;

    /// An error of the standard.
    fn error(&self, error: ParseError);

    /// A tag that never ends, or (`quote`) whose quote at the start of `at` never ends.
    fn broken_tag(&self, at: Span, quote: bool);

    /// Whether the current element is SVG or `MathML`.
    fn in_foreign_content(&self) -> bool;

    /// Whether the current element holds text only, like `script`.
    fn in_raw_text(&self) -> bool;

    /// The input has ended.
    fn end(&self) {}
}

/// Reads HTML piece by piece and hands its tokens to `S`.
pub(super) struct Reader<'a, S: Sink> {
    tokenizer: Tokenizer<Spanner<'a, S>>,
    queue: Rc<BufferQueue>,
    whole: StrTendril,
}

impl<'a, S: Sink> Reader<'a, S> {
    /// `mend` ends a tag without `>` where the next one begins, as its author would; browsers and the standard read on.
    pub(super) fn new(text: &'a str, sink: S, mend: bool, options: TokenizerOpts) -> Self {
        let queue = Rc::new(BufferQueue::default());
        let whole = StrTendril::from_slice(text);
        let spanner = Spanner {
            text,
            whole: whole.clone(),
            queue: Rc::clone(&queue),
            mend,
            cursor: Cell::new(0),
            fed: Cell::new(0),
            cdata: Cell::new(false),
            duplicates: Cell::new(false),
            suspicious: Cell::new(false),
            forced_end: Cell::new(false),
            held: RefCell::default(),
            sink,
        };
        Self { tokenizer: Tokenizer::new(spanner, options), queue, whole }
    }

    /// What receives the tokens.
    pub(super) fn sink(&self) -> &S {
        &self.tokenizer.sink.sink
    }

    /// Reads the bytes of `span`. `false` when a tag has so many attributes that reading on would take for ever: nothing more may be fed.
    pub(super) fn html(&self, span: Span) -> bool {
        let spanner = &self.tokenizer.sink;
        if self.is_between_tokens() {
            let text = &spanner.text[span.range()];
            spanner.cursor.set(span.start() + if span.start() == 0 { bom(text) } else { 0 });
        }
        let mut start = span.start();
        while start < span.end() {
            let end = portion_end(spanner.text, start, span.end());
            if self.in_monstrous_tag(end) {
                return false;
            }
            self.feed(start, end);
            start = end;
        }
        true
    }

    /// Whether no tag, comment or reference is half read.
    pub(super) fn is_between_tokens(&self) -> bool {
        let spanner = &self.tokenizer.sink;
        spanner.cursor.get() >= spanner.fed.get()
    }

    /// Ends a tag that is still open where its HTML ends, as if its `>` stood there.
    pub(super) fn end_open_tag(&self) {
        let spanner = &self.tokenizer.sink;
        if self.is_between_tokens() || !spanner.mend || spanner.sink.in_raw_text() {
            return;
        }
        let open = Span::new(spanner.cursor.get(), spanner.fed.get());
        if !begins_tag(&spanner.text[open.range()]) {
            return;
        }
        let last = attributes(spanner.text, open).last();
        let quote = last.and_then(|last| last.quote.filter(|_| last.span().end() > open.end()));
        spanner.forced_end.set(true);
        self.queue.push_back(match quote {
            Some(b'"') => StrTendril::from_slice("\">"),
            Some(_) => StrTendril::from_slice("'>"),
            None => StrTendril::from_slice(">"),
        });
        self.run();
    }

    /// The bytes of the token that is half read, its first line at most.
    pub(super) fn open_token(&self) -> Span {
        let spanner = &self.tokenizer.sink;
        spanner.shown(Span::new(spanner.cursor.get(), spanner.fed.get()))
    }

    /// Ends the input and gives back what received the tokens.
    pub(super) fn finish(self) -> S {
        self.end_open_tag();
        self.tokenizer.end();
        self.abandon()
    }

    /// Gives back what received the tokens so far.
    pub(super) fn abandon(self) -> S {
        let spanner = self.tokenizer.sink;
        spanner.held.take().into_iter().for_each(|error| spanner.sink.error(error));
        spanner.sink
    }

    fn feed(&self, start: usize, end: usize) {
        self.tokenizer.sink.fed.set(end);
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.queue.push_back(self.whole.subtendril(offset(start), offset(end - start)));
        self.run();
    }

    fn run(&self) {
        // It also stops at scripts and encoding declarations, which do not matter here.
        while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
    }

    fn in_monstrous_tag(&self, upto: usize) -> bool {
        let spanner = &self.tokenizer.sink;
        let start = if self.is_between_tokens() { return false } else { spanner.cursor.get() };
        begins_tag(&spanner.text[start..])
            && attributes(spanner.text, Span::new(start, upto)).nth(MOST_ATTRIBUTES).is_some()
    }
}

fn begins_tag(text: &str) -> bool {
    let rest = text.strip_prefix('<').map(|rest| rest.strip_prefix('/').unwrap_or(rest));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn portion_end(text: &str, start: usize, end: usize) -> usize {
    let mut cut = (start + PORTION).min(end);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    cut
}

struct Spanner<'a, S> {
    text: &'a str,
    whole: StrTendril,
    queue: Rc<BufferQueue>,
    mend: bool,
    /// End of the last token: where the next one starts.
    cursor: Cell<usize>,
    /// End of what was fed so far.
    fed: Cell<usize>,
    /// Whether `<![CDATA[` is one here.
    cdata: Cell<bool>,
    /// The tag being read has an attribute twice.
    duplicates: Cell<bool>,
    /// The tag being read may have swallowed another one.
    suspicious: Cell<bool>,
    /// The `>` that ends the tag being read is ours.
    forced_end: Cell<bool>,
    /// Errors of the tag being read: they are only believed when the tag is whole.
    held: RefCell<Vec<ParseError>>,
    sink: S,
}

impl<S: Sink> Spanner<'_, S> {
    /// Offset of the first byte that the tokenizer has not consumed.
    fn consumed(&self) -> usize {
        let Some(first) = self.queue.pop_front() else { return self.fed.get() };
        let mut left = first.len();
        if !self.queue.is_empty() {
            let rest: Vec<_> = std::iter::from_fn(|| self.queue.pop_front()).collect();
            left += rest.iter().map(|chunk| chunk.len()).sum::<usize>();
            rest.into_iter().rev().for_each(|chunk| self.queue.push_front(chunk));
        }
        self.queue.push_front(first);
        self.fed.get().saturating_sub(left)
    }

    /// Moves the cursor over the source of a text token.
    fn pass_text(&self, token: &str) -> Span {
        let start = self.cursor.get();
        if token != "&" && self.text.as_bytes()[start..].starts_with(token.as_bytes()) {
            self.cursor.set(start + token.len());
            return Span::new(start, start + token.len());
        }
        self.pass_changed_text(token)
    }

    /// The same where text and source differ: line ends, references, NUL, CDATA.
    #[cold]
    fn pass_changed_text(&self, token: &str) -> Span {
        let source = self.text.as_bytes();
        let start = self.cursor.get();
        let mut at = start;
        if self.cdata.get() && source[at..].starts_with(b"<![CDATA[") {
            at += "<![CDATA[".len();
        }
        for seen in token.chars() {
            at = self.pass_char(seen, at, start);
        }
        self.cursor.set(at);
        Span::new(start, at)
    }

    fn pass_char(&self, seen: char, mut at: usize, start: usize) -> usize {
        let source = self.text.as_bytes();
        let mut buffer = [0; 4];
        let encoded = seen.encode_utf8(&mut buffer).as_bytes();
        if seen == '\n' {
            // The LF of a CRLF whose CR ended the token before.
            if at == start && at > 0 && source[at - 1] == b'\r' && source.get(at) == Some(&b'\n') {
                at += 1;
            }
            if source.get(at) == Some(&b'\r') {
                return at + 1 + usize::from(source.get(at + 1) == Some(&b'\n'));
            }
        }
        if seen != '&' && source[at..].starts_with(encoded) {
            return at + encoded.len();
        }
        if seen == '\u{fffd}' && source.get(at) == Some(&0) {
            return at + 1;
        }
        let consumed = self.consumed();
        if source.get(at) == Some(&b'&') {
            let lone = consumed <= at + 1 || (self.queue.is_empty() && !source[at..].starts_with(b"&amp"));
            return if seen == '&' && lone { at + 1 } else { consumed };
        }
        // The second character of a reference that stands for two, or text that cannot be followed: all was consumed.
        consumed.max(at)
    }

    /// Where a markup token starts: past what the last text token left.
    fn markup_start(&self) -> usize {
        let source = self.text.as_bytes();
        let mut start = self.cursor.get();
        if source.get(start) == Some(&b'\n') {
            start += 1;
        }
        if source[start..].starts_with(b"]]>") {
            start += "]]>".len();
        }
        start
    }

    fn report(&self, code: Code, at: usize, span: Span) {
        self.hold(ParseError { code, at, span, first: None });
    }

    /// Errors inside a tag wait until the tag is known to be whole; others do not.
    fn hold(&self, error: ParseError) {
        if self.mend && begins_tag(&self.text[self.cursor.get()..]) {
            self.held.borrow_mut().push(error);
        } else {
            self.sink.error(error);
        }
    }

    fn tag(&self, mut tag: Tag) -> (Tag, Span) {
        let start = self.markup_start();
        let mut span = Span::new(start, self.consumed());
        self.cursor.set(span.end());
        let forced = self.forced_end.take();
        if self.mend && (forced || self.suspicious.take() || tag.name.contains('<') || swallows(&tag)) {
            span = self.mended(&mut tag, span, forced);
        }
        self.held.take().into_iter().for_each(|error| self.sink.error(error));
        let repeated = self.duplicates.take();
        if repeated || tag.attrs.iter().any(|attribute| is_odd(&attribute.value)) {
            self.reread_attributes(span, repeated);
        }
        (tag, span)
    }

    /// A tag without its `>` ends before the next `<`; one without an end quote, at the first `>`. The rest is read again.
    fn mended(&self, tag: &mut Tag, span: Span, forced: bool) -> Span {
        let Some((end, quote)) = self.break_in(span) else {
            if forced {
                self.held.borrow_mut().clear();
                self.sink.broken_tag(self.evident_part(span, &tag.name), false);
            }
            return span;
        };
        self.held.borrow_mut().clear();
        self.duplicates.set(false);
        let kept = Span::new(span.start(), end);
        tag.attrs.truncate(attributes(self.text, kept).count());
        if let Some(quote) = quote {
            self.sink.broken_tag(Span::new(quote, quote + 1), true);
        } else {
            tag.self_closing = false;
            tag.name = self.evident_name(&tag.name, end);
            self.sink.broken_tag(self.evident_part(kept, &tag.name), false);
        }
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let consumed = span.end();
        if forced {
            // The `>` was not of the file; what stands before it is all that is left.
            while self.queue.pop_front().is_some() {}
        }
        if end < consumed {
            self.queue.push_front(self.whole.subtendril(offset(end), offset(consumed - end)));
        }
        self.cursor.set(end);
        kept
    }

    /// Where a tag really ends, and its quote that never does.
    fn break_in(&self, tag: Span) -> Option<(usize, Option<usize>)> {
        let source = self.text.as_bytes();
        let name_end = source[tag.range()].iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>');
        let name = tag.start() + 1..tag.start() + name_end.unwrap_or(tag.len());
        if let Some(found) = memchr::memchr(b'<', &source[name.clone()]) {
            return Some((name.start + found, None));
        }
        for attribute in attributes(self.text, tag) {
            let name = &source[attribute.name.range()];
            if let Some(found) = memchr::memchr(b'<', name) {
                return Some((attribute.name.start() + found, None));
            }
            let Some(value) = attribute.value else { continue };
            let text = &source[value.range()];
            if attribute.quote.is_none() {
                if let Some(found) = memchr::memchr(b'<', text) {
                    return Some((value.start() + found, None));
                }
                continue;
            }
            if let Some(first) = memchr::memchr(b'>', text).filter(|_| self.runs_on(value, tag)) {
                return Some((value.start() + first + 1, Some(value.start() - 1)));
            }
        }
        None
    }

    /// Whether what follows the end quote of a value is no tag any more: the quote belongs to another value.
    fn runs_on(&self, value: Span, tag: Span) -> bool {
        let after = &self.text[(value.end() + 1).min(tag.end())..tag.end()];
        if after.is_empty() || !(after.starts_with(|c: char| c.is_ascii_whitespace() || c == '>') || after == "/>") {
            return true;
        }
        // Read as if the quote were the `<` of a tag without a name.
        let mut rest = attributes(self.text, Span::new(value.end(), tag.end()));
        rest.any(|next| self.text[next.name.range()].contains(['"', '\'']))
    }

    /// The name a tag was meant to have when text ran into it: `<emword</em>` is `em`.
    fn evident_name(&self, name: &str, end: usize) -> LocalName {
        let own = name.split('<').next().unwrap_or(name);
        let next = self.text[end..].strip_prefix("</").unwrap_or("");
        let next: String = next.chars().take_while(char::is_ascii_alphanumeric).collect();
        if !next.is_empty() && own.starts_with(&next.to_ascii_lowercase()) {
            return LocalName::from(next.to_ascii_lowercase());
        }
        let known = (1..=own.len()).rev().filter_map(|length| own.get(..length)).find(|name| is_element(name));
        LocalName::from(known.unwrap_or(own))
    }

    /// What of a tag without `>` is the tag, not words that follow: up to its last attribute with a value, or its name.
    fn evident_part(&self, tag: Span, name: &str) -> Span {
        let slash = usize::from(self.text[tag.range()].starts_with("</"));
        let name_end = tag.start() + 1 + slash + name.len();
        let with_value = attributes(self.text, tag).filter(|attribute| attribute.value.is_some()).last();
        let end = with_value.map_or(name_end, |attribute| attribute.span().end());
        Span::new(tag.start(), end.clamp(name_end, tag.end().max(name_end)))
    }

    /// What to show of a token that is not finished: its first line.
    fn shown(&self, tag: Span) -> Span {
        let text = &self.text[tag.range()];
        let line = text.lines().next().unwrap_or(text).trim_end();
        Span::new(tag.start(), tag.start() + line.len())
    }

    /// Errors that html5ever's fast path leaves out, found by reading the tag again; names are compared if one is `repeated`.
    #[cold]
    fn reread_attributes(&self, tag: Span, repeated: bool) {
        let source = self.text.as_bytes();
        let mut names: Vec<(String, Span)> = Vec::new();
        for attribute in attributes(self.text, tag) {
            if let (Some(value), None) = (attribute.value, attribute.quote) {
                for at in value.range().filter(|at| is_odd_byte(source[*at])) {
                    let span = Span::new(at, at + 1);
                    let code = Code::UnexpectedCharacterInUnquotedValue;
                    self.sink.error(ParseError { code, at, span, first: None });
                }
            }
            if !repeated {
                continue;
            }
            let name = self.text[attribute.name.range()].to_ascii_lowercase();
            match names.iter().find(|(other, _)| *other == name) {
                Some((_, first)) => self.sink.error(ParseError {
                    code: Code::DuplicateAttribute,
                    at: attribute.name.end(),
                    span: attribute.name,
                    first: Some(*first),
                }),
                None => names.push((name, attribute.name)),
            }
        }
    }

    #[cold]
    fn message(&self, message: &str) {
        if let Some((seen, state)) = code::saw(message) {
            match seen {
                Some(seen) => self.unexpected(seen, state),
                None => self.unexpected_end(state),
            }
            return;
        }
        let consumed = self.consumed();
        match message {
            "Duplicate attribute" => self.duplicates.set(true),
            "Attributes on an end tag" => self.in_tag_before(Code::EndTagWithAttributes, consumed),
            "Self-closing end tag" => self.in_tag_before(Code::EndTagWithTrailingSolidus, consumed),
            _ => self.bad_reference(message, consumed),
        }
    }

    fn in_tag_before(&self, code: Code, end: usize) {
        self.report(code, end.saturating_sub(1), Span::new(self.markup_start(), end));
    }

    fn unexpected_end(&self, state: &str) {
        let end = self.text.len();
        let start = self.markup_start().min(end);
        let code = code::at_end(state);
        let span = match code {
            Code::EofInComment => Span::new(start, (start + "<!--".len()).min(end)),
            Code::EofInTag | Code::EofInDoctype | Code::EofBeforeTagName => self.shown(Span::new(start, end)),
            _ => Span::at(end),
        };
        if code == Code::EofInTag {
            self.reread_attributes(Span::new(start, end), true);
            self.duplicates.set(false);
            self.cursor.set(end);
        }
        self.sink.error(ParseError { code, at: end, span, first: None });
    }

    fn unexpected(&self, seen: char, state: &str) {
        let consumed = self.consumed();
        let before = consumed.saturating_sub(seen.len_utf8());
        let at = match state {
            "MarkupDeclarationOpen" => self.markup_start() + 2,
            // The character of the message is an old one here.
            "BeforeAttributeValue" => consumed.saturating_sub(1),
            "AfterDoctypeName" if self.queue.is_empty() => self.start_of_keyword_at_end().unwrap_or(before),
            _ => before,
        };
        if state == "MarkupDeclarationOpen" && self.text[at..].starts_with("[CDATA[") {
            let open = Span::new(at - 2, at + "[CDATA[".len());
            return self.report(Code::CdataInHtmlContent, open.end() - 1, open);
        }
        if state == "EndTagOpen" && seen == '>' {
            // `</>` gives no token.
            self.report(Code::MissingEndTagName, at, Span::new(at.saturating_sub(2), consumed));
            return self.cursor.set(consumed);
        }
        if state == "AttributeValue(Unquoted)" && seen != '\0' {
            // Found by reading the tag again: not every one comes with a message.
            return;
        }
        let Some(code) = code::in_state(state, seen) else { return };
        let after_value = matches!(code, Code::MissingSpaceBetweenAttributes | Code::UnexpectedSolidusInTag);
        if after_value || code == Code::UnexpectedCharacterInAttributeName {
            self.suspicious.set(true);
        }
        let width = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let span = match code {
            Code::InvalidFirstCharacterOfTagName => Span::new(self.markup_start().min(at), at),
            Code::IncorrectlyOpenedComment => Span::new(at - 2, at),
            Code::UnexpectedQuestionMark => {
                let rest = &self.text.as_bytes()[at..];
                let end =
                    memchr::memchr2(b'>', b'\n', rest).map_or(rest.len(), |end| end + usize::from(rest[end] == b'>'));
                Span::new(at - 1, at + end)
            }
            _ => Span::new(at, at + width),
        };
        self.report(code, at, span);
    }

    /// At the end of the input a half read `PUBLIC` or `SYSTEM` sits where it cannot be seen.
    fn start_of_keyword_at_end(&self) -> Option<usize> {
        let source = self.text.as_bytes();
        (1..6).rev().filter(|length| *length <= source.len()).map(|length| source.len() - length).find(|start| {
            ["public", "system"].iter().any(|word| {
                let tail = &source[*start..];
                word.as_bytes()[..tail.len()].eq_ignore_ascii_case(tail)
            })
        })
    }

    fn bad_reference(&self, message: &str, consumed: usize) {
        let source = self.text.as_bytes();
        let from = |end: usize| memchr::memrchr(b'&', &source[..end]).unwrap_or(0);
        let (code, at, span) = match message {
            "Semicolon missing after numeric character reference" | "EOF in numeric character reference" => {
                (Code::MissingSemicolon, consumed, Span::new(from(consumed), consumed))
            }
            "Numeric character reference without digits" | "EOF after '#' in character reference" => {
                let end = if self.queue.is_empty() { source.len() } else { self.after_number_sign(consumed) };
                (Code::AbsenceOfDigits, end, Span::new(from(end), end))
            }
            "Invalid numeric character reference" => {
                let start = from(consumed);
                let digits = self.text[start..consumed].trim_start_matches("&#").trim_end_matches(';');
                (code::of_number(digits), consumed, Span::new(start, consumed))
            }
            "Invalid character reference" => {
                (Code::UnknownNamedReference, consumed.saturating_sub(1), Span::new(from(consumed), consumed))
            }
            "Character reference does not end with semicolon" => {
                let name = self.name_without_semicolon(consumed);
                (Code::MissingSemicolon, name.end(), name)
            }
            _ => return,
        };
        self.report(code, at, span);
    }

    /// `#` and `x` are given back to the queue before the message.
    fn after_number_sign(&self, mut at: usize) -> usize {
        let source = self.text.as_bytes();
        at += usize::from(source.get(at) == Some(&b'#'));
        at + usize::from(matches!(source.get(at), Some(b'x' | b'X')))
    }

    /// The last reference before `consumed` whose name is read without `;`; more may have been consumed.
    fn name_without_semicolon(&self, consumed: usize) -> Span {
        let source = self.text.as_bytes();
        let longest = |start: usize| {
            (1..=6).rev().find(|length| {
                let name = self.text.get(start + 1..start + 1 + length);
                name.and_then(|name| html5ever::data::NAMED_ENTITIES.get(name)).is_some_and(|found| found.0 != 0)
            })
        };
        let mut start = memchr::memrchr(b'&', &source[..consumed]).unwrap_or(0);
        let mut length = longest(start).filter(|length| start + 1 + length <= consumed);
        if length.is_none() {
            start = memchr::memrchr(b'&', &source[..start]).unwrap_or(0);
            length = longest(start);
        }
        Span::new(start, start + 1 + length.unwrap_or(0))
    }
}

/// Whether a value may come from an unquoted attribute that should have quotes.
fn is_odd(value: &str) -> bool {
    value.bytes().any(is_odd_byte)
}

fn is_odd_byte(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'<' | b'=' | b'`')
}

/// Whether an attribute holds `<`: perhaps the start of a tag that this one swallowed.
fn swallows(tag: &Tag) -> bool {
    tag.attrs.iter().any(|attribute| attribute.value.contains('<'))
}

impl<S: Sink> TokenSink for Spanner<'_, S> {
    type Handle = S::Handle;

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<S::Handle> {
        match token {
            Token::CharacterTokens(ref text) => {
                let span = self.pass_text(text);
                self.sink.token(token, span)
            }
            Token::NullCharacterToken => {
                let at = self.cursor.get();
                let null = self.text.as_bytes().get(at) == Some(&0);
                let span = if null { Span::new(at, at + 1) } else { self.pass_text("\u{fffd}") };
                self.cursor.set(span.end());
                self.sink.token(token, span)
            }
            Token::TagToken(tag) => {
                let (tag, span) = self.tag(tag);
                self.sink.token(Token::TagToken(tag), span)
            }
            Token::CommentToken(_) | Token::DoctypeToken(_) => {
                let span = Span::new(self.markup_start(), self.consumed());
                self.cursor.set(span.end());
                self.sink.token(token, span)
            }
            Token::EOFToken => self.sink.token(token, Span::at(self.text.len())),
            Token::ParseError(message) => {
                self.message(&message);
                TokenSinkResult::Continue
            }
        }
    }

    fn end(&self) {
        self.sink.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        let foreign = self.sink.in_foreign_content();
        self.cdata.set(foreign);
        foreign
    }
}

/// One token as the standard gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spanned {
    /// Text, references resolved.
    Text(String),
    /// A start tag: its name, attributes and whether it ends in `/>`.
    Start(String, Vec<(String, String)>, bool),
    /// An end tag.
    End(String),
    /// A comment.
    Comment(String),
    /// A doctype: name, public and system identifier, and whether it is well-formed.
    Doctype(Option<String>, Option<String>, Option<String>, bool),
}

/// Where the standard's tokenizer may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Ordinary content.
    Data,
    /// `title`, `textarea`.
    Rcdata,
    /// `style`, `xmp`, `iframe`…
    Rawtext,
    /// `script`.
    Script,
    /// Nothing but text to the end.
    Plaintext,
    /// A `<![CDATA[` section.
    Cdata,
}

/// The tokens of `text` with their bytes, and its errors, exactly as the standard reads it.
///
/// `last_start_tag` is the element whose end tag ends raw text. `cuts` are offsets where the input is handed over in parts.
pub fn tokens(
    text: &str,
    start: Start,
    last_start_tag: Option<&str>,
    cuts: &[usize],
) -> (Vec<(Spanned, Span)>, Vec<ParseError>) {
    use html5ever::tokenizer::states::{self, RawKind};
    let state = match start {
        Start::Data => states::Data,
        Start::Rcdata => states::RawData(RawKind::Rcdata),
        Start::Rawtext => states::RawData(RawKind::Rawtext),
        Start::Script => states::RawData(RawKind::ScriptData),
        Start::Plaintext => states::Plaintext,
        Start::Cdata => states::CdataSection,
    };
    let options = TokenizerOpts {
        initial_state: Some(state),
        last_start_tag_name: last_start_tag.map(str::to_string),
        discard_bom: false,
        ..TokenizerOpts::default()
    };
    let reader = Reader::new(text, Collector::default(), false, options);
    let mut from = 0;
    for to in cuts.iter().copied().chain([text.len()]) {
        if to > from {
            reader.feed(from, to);
            from = to;
        }
    }
    let found = reader.finish();
    let mut errors = found.errors.into_inner();
    code::in_stream(text, |code, at| errors.push(ParseError { code, at, span: Span::at(at), first: None }));
    (found.tokens.into_inner(), errors)
}

#[derive(Default)]
struct Collector {
    tokens: RefCell<Vec<(Spanned, Span)>>,
    errors: RefCell<Vec<ParseError>>,
}

impl Sink for Collector {
    type Handle = ();

    fn token(&self, token: Token, span: Span) -> TokenSinkResult<()> {
        let text = |text: StrTendril| text.to_string();
        let token = match token {
            Token::CharacterTokens(characters) => Spanned::Text(text(characters)),
            Token::NullCharacterToken => Spanned::Text("\0".to_string()),
            Token::CommentToken(comment) => Spanned::Comment(text(comment)),
            Token::DoctypeToken(doctype) => Spanned::Doctype(
                doctype.name.map(text),
                doctype.public_id.map(text),
                doctype.system_id.map(text),
                !doctype.force_quirks,
            ),
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => Spanned::End(tag.name.to_string()),
            Token::TagToken(tag) => {
                let attributes = tag.attrs.into_iter().map(|found| (found.name.local.to_string(), text(found.value)));
                Spanned::Start(tag.name.to_string(), attributes.collect(), tag.self_closing)
            }
            Token::ParseError(_) | Token::EOFToken => return TokenSinkResult::Continue,
        };
        self.tokens.borrow_mut().push((token, span));
        TokenSinkResult::Continue
    }

    fn error(&self, error: ParseError) {
        self.errors.borrow_mut().push(error);
    }

    fn broken_tag(&self, _at: Span, _quote: bool) {}

    fn in_foreign_content(&self) -> bool {
        false
    }

    fn in_raw_text(&self) -> bool {
        false
    }
}
