//! The bytes of each token of html5ever.
use super::{Sink, Spanner, begins_tag};
use crate::html::document::HtmlParseError;
use crate::html::error_code::ErrorCode;
use crate::text::Span;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult};

impl<S: Sink> Spanner<'_, S> {
    /// The offset of the first byte that the tokenizer has not consumed.
    pub(super) fn consumed(&self) -> usize {
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
    pub(super) fn pass_text(&self, token: &str) -> Span {
        let start = self.cursor.get();
        if token != "&" && self.text.as_bytes()[start..].starts_with(token.as_bytes()) {
            self.cursor.set(start + token.len());
            return Span::new(start, start + token.len());
        }
        self.pass_changed_text(token)
    }

    /// The same for text that differs from its source: line ends, references, NUL, CDATA.
    #[cold]
    pub(super) fn pass_changed_text(&self, token: &str) -> Span {
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

    pub(super) fn pass_char(&self, seen: char, mut at: usize, start: usize) -> usize {
        let source = self.text.as_bytes();
        let mut buffer = [0; 4];
        let encoded = seen.encode_utf8(&mut buffer).as_bytes();
        if seen == '\n' {
            // This is the LF of a CRLF whose CR ended the token before.
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
        // This is the second character of a reference to two, or text that cannot be followed: everything was consumed.
        consumed.max(at)
    }

    /// Where a markup token starts: after what the last text token left.
    pub(super) fn markup_start(&self) -> usize {
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

    pub(super) fn report(&self, code: ErrorCode, at: usize, span: Span) {
        self.record(HtmlParseError { code, at, span, first: None });
    }

    /// Errors inside a tag wait until the tag is complete, others do not.
    pub(super) fn record(&self, error: HtmlParseError) {
        if self.recover && begins_tag(&self.text[self.cursor.get()..]) {
            self.pending_errors.borrow_mut().push(error);
        } else {
            self.sink.error(error);
        }
    }
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
