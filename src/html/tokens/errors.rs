//! The messages of html5ever 0.40 as error codes of the standard, each at its place ("13.2.5 Tokenization" of the WHATWG HTML standard,
//! <https://html.spec.whatwg.org/#tokenization>).
use super::{Sink, Spanner};
use crate::html::document::HtmlParseError;
use crate::html::error_code::{self, ErrorCode};
use crate::text::Span;

impl<S: Sink> Spanner<'_, S> {
    #[cold]
    pub(super) fn message(&self, message: &str) {
        if let Some((seen, state)) = error_code::saw(message) {
            match seen {
                Some(seen) => self.unexpected(seen, state),
                None => self.unexpected_end(state),
            }
            return;
        }
        let consumed = self.consumed();
        match message {
            "Duplicate attribute" => self.duplicates.set(true),
            "Attributes on an end tag" => self.in_tag_before(ErrorCode::EndTagWithAttributes, consumed),
            "Self-closing end tag" => self.in_tag_before(ErrorCode::EndTagWithTrailingSolidus, consumed),
            _ => self.bad_reference(message, consumed),
        }
    }

    pub(super) fn in_tag_before(&self, code: ErrorCode, end: usize) {
        self.report(code, end.saturating_sub(1), Span::new(self.markup_start(), end));
    }

    pub(super) fn unexpected_end(&self, state: &str) {
        let end = self.text.len();
        let start = self.markup_start().min(end);
        let code = error_code::at_end(state);
        let span = match code {
            ErrorCode::EofInComment => Span::new(start, (start + "<!--".len()).min(end)),
            ErrorCode::EofInTag | ErrorCode::EofInDoctype | ErrorCode::EofBeforeTagName => {
                self.shown(Span::new(start, end))
            }
            _ => Span::at(end),
        };
        if code == ErrorCode::EofInTag {
            self.reread_attributes(Span::new(start, end), true);
            self.duplicates.set(false);
            self.cursor.set(end);
        }
        self.sink.error(HtmlParseError { code, at: end, span, first: None });
    }

    pub(super) fn unexpected(&self, seen: char, state: &str) {
        let consumed = self.consumed();
        let before = consumed.saturating_sub(seen.len_utf8());
        let at = match state {
            "MarkupDeclarationOpen" => self.markup_start() + 2,
            // In this state the character in the message is an old one.
            "BeforeAttributeValue" => consumed.saturating_sub(1),
            "AfterDoctypeName" if self.queue.is_empty() => self.start_of_keyword_at_end().unwrap_or(before),
            _ => before,
        };
        if state == "MarkupDeclarationOpen" && self.text[at..].starts_with("[CDATA[") {
            let open = Span::new(at - 2, at + "[CDATA[".len());
            return self.report(ErrorCode::CdataInHtmlContent, open.end() - 1, open);
        }
        if state == "EndTagOpen" && seen == '>' {
            // `</>` produces no token.
            self.report(ErrorCode::MissingEndTagName, at, Span::new(at.saturating_sub(2), consumed));
            return self.cursor.set(consumed);
        }
        if state == "AttributeValue(Unquoted)" && seen != '\0' {
            // `reread_attributes` finds this error, because html5ever does not report every one.
            return;
        }
        let Some(code) = error_code::in_state(state, seen) else { return };
        let after_value = matches!(code, ErrorCode::MissingSpaceBetweenAttributes | ErrorCode::UnexpectedSolidusInTag);
        if after_value || code == ErrorCode::UnexpectedCharacterInAttributeName {
            self.suspicious.set(true);
        }
        let width = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let span = match code {
            ErrorCode::InvalidFirstCharacterOfTagName => Span::new(self.markup_start().min(at), at),
            ErrorCode::IncorrectlyOpenedComment => Span::new(at - 2, at),
            ErrorCode::UnexpectedQuestionMark => {
                let rest = &self.text.as_bytes()[at..];
                let end =
                    memchr::memchr2(b'>', b'\n', rest).map_or(rest.len(), |end| end + usize::from(rest[end] == b'>'));
                Span::new(at - 1, at + end)
            }
            _ => Span::new(at, at + width),
        };
        self.report(code, at, span);
    }

    /// Where a `PUBLIC` or `SYSTEM` begins that the end of the input cuts off: html5ever keeps its letters to itself.
    pub(super) fn start_of_keyword_at_end(&self) -> Option<usize> {
        let source = self.text.as_bytes();
        (1..6).rev().filter(|length| *length <= source.len()).map(|length| source.len() - length).find(|start| {
            ["public", "system"].iter().any(|word| {
                let tail = &source[*start..];
                word.as_bytes()[..tail.len()].eq_ignore_ascii_case(tail)
            })
        })
    }

    pub(super) fn bad_reference(&self, message: &str, consumed: usize) {
        let source = self.text.as_bytes();
        let from = |end: usize| memchr::memrchr(b'&', &source[..end]).unwrap_or(0);
        let (code, at, span) = match message {
            "Semicolon missing after numeric character reference" | "EOF in numeric character reference" => {
                // The line end after it may have been read already.
                let end = self.text[..consumed].trim_end_matches(['\r', '\n']).len();
                (ErrorCode::MissingSemicolon, end, Span::new(from(end), end))
            }
            "Numeric character reference without digits" | "EOF after '#' in character reference" => {
                let end = if self.queue.is_empty() { source.len() } else { self.after_number_sign(consumed) };
                (ErrorCode::AbsenceOfDigits, end, Span::new(from(end), end))
            }
            "Invalid numeric character reference" => {
                let start = from(consumed);
                let digits = self.text[start..consumed].trim_start_matches("&#").trim_end_matches(';');
                (error_code::of_number(digits), consumed, Span::new(start, consumed))
            }
            "Invalid character reference" => {
                (ErrorCode::UnknownNamedReference, consumed.saturating_sub(1), Span::new(from(consumed), consumed))
            }
            "Character reference does not end with semicolon" => {
                let name = self.name_without_semicolon(consumed);
                (ErrorCode::MissingSemicolon, name.end(), name)
            }
            _ => return,
        };
        self.report(code, at, span);
    }

    /// The offset after `#` and `x`, which html5ever returned to the queue before its message.
    pub(super) fn after_number_sign(&self, mut at: usize) -> usize {
        let source = self.text.as_bytes();
        at += usize::from(source.get(at) == Some(&b'#'));
        at + usize::from(matches!(source.get(at), Some(b'x' | b'X')))
    }

    /// The last reference before `consumed` whose name needs no `;`; more text may have been consumed.
    pub(super) fn name_without_semicolon(&self, consumed: usize) -> Span {
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
