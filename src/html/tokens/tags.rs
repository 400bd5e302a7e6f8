//! Tags with their bytes. A tag that runs on into the next one is ended where its author would have ended it.
use super::{Sink, Spanner};
use crate::html::attributes::{attributes, runs_into_next};
use crate::html::document::HtmlParseError;
use crate::html::elements::is_element;
use crate::html::error_code::ErrorCode;
use crate::text::Span;
use html5ever::LocalName;
use html5ever::tokenizer::{Tag, TagKind};

impl<S: Sink> Spanner<'_, S> {
    pub(super) fn tag(&self, mut tag: Tag) -> (Tag, Span) {
        let start = self.markup_start();
        let mut span = Span::new(start, self.consumed());
        self.cursor.set(span.end());
        let forced = self.forced_end.take();
        if self.recover && (forced || self.suspicious.take() || tag.name.contains('<') || swallows(&tag)) {
            span = self.recovered(&mut tag, span, forced);
        }
        self.pending_errors.take().into_iter().for_each(|error| self.sink.error(error));
        let repeated = self.duplicates.take();
        if repeated || tag.attrs.iter().any(|attribute| is_odd(&attribute.value)) {
            self.reread_attributes(span, repeated);
        }
        (tag, span)
    }

    /// A tag without its `>` ends before the next `<`, one without a closing quote at the first `>`. The rest is read again.
    pub(super) fn recovered(&self, tag: &mut Tag, span: Span, forced: bool) -> Span {
        let Some((end, quote)) = self.break_in(span).filter(|(end, _)| self.read_again.take(span.end() - end)) else {
            if forced {
                self.pending_errors.borrow_mut().clear();
                self.sink.broken_tag(self.evident_part(span, &tag.name), false);
            } else if let Some(quote) = self.lost_quote(span) {
                self.pending_errors.borrow_mut().clear();
                self.duplicates.set(false);
                self.sink.broken_tag(Span::new(quote, quote + 1), true);
            }
            return span;
        };
        self.pending_errors.borrow_mut().clear();
        self.duplicates.set(false);
        let kept = Span::new(span.start(), end);
        tag.attrs.truncate(attributes(self.text, kept).count());
        tag.self_closing = false;
        if let Some(quote) = quote {
            self.sink.broken_tag(Span::new(quote, quote + 1), true);
        } else {
            tag.name = self.evident_name(tag, end);
            self.sink.broken_tag(self.evident_part(kept, &tag.name), false);
        }
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let consumed = span.end();
        if forced {
            // The `>` was not part of the file; nothing is left but what is before it.
            while self.queue.pop_front().is_some() {}
        }
        if end < consumed {
            self.queue.push_front(self.whole.subtendril(offset(end), offset(consumed - end)));
        }
        self.cursor.set(end);
        kept
    }

    /// Where a tag really ends, and its quote that is never closed.
    pub(super) fn break_in(&self, tag: Span) -> Option<(usize, Option<usize>)> {
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

    /// The quote of the first value that reaches up to the opening quote of the next value: `<a href="x class="y">`.
    fn lost_quote(&self, tag: Span) -> Option<usize> {
        let mut read = attributes(self.text, tag);
        let value = read.find_map(|attribute| {
            attribute.value.filter(|value| {
                let after = self.text[..tag.end()].get(value.end() + 1..).unwrap_or("");
                attribute.quote.is_some()
                    && runs_into_next(&self.text[value.range()])
                    && !after.starts_with(|c: char| c.is_ascii_whitespace() || c == '>')
            })
        })?;
        Some(value.start() - 1)
    }

    /// Whether the text after the closing quote of a value does not look like the rest of a tag: the quote belongs to another value.
    pub(super) fn runs_on(&self, value: Span, tag: Span) -> bool {
        let after = &self.text[(value.end() + 1).min(tag.end())..tag.end()];
        if after.is_empty() || !(after.starts_with(|c: char| c.is_ascii_whitespace() || c == '>') || after == "/>") {
            return true;
        }
        // The closing quote takes the place of the `<` of a tag without a name.
        let mut rest = attributes(self.text, Span::new(value.end(), tag.end()));
        rest.any(|next| self.text[next.name.range()].contains(['"', '\'']))
    }

    /// The name that a tag has when the text that ran into it is taken away: `<emword</em>` is `em`.
    ///
    /// An end tag keeps its own name: that of a script is known, and the standard allows no other there.
    pub(super) fn evident_name(&self, tag: &Tag, end: usize) -> LocalName {
        let own = tag.name.split('<').next().unwrap_or(&tag.name);
        let next = self.text[end..].strip_prefix("</").unwrap_or("");
        let next: String = next.chars().take_while(char::is_ascii_alphanumeric).collect();
        if tag.kind == TagKind::StartTag && !next.is_empty() && own.starts_with(&next.to_ascii_lowercase()) {
            return LocalName::from(next.to_ascii_lowercase());
        }
        let known = (1..=own.len()).rev().filter_map(|length| own.get(..length)).find(|name| is_element(name));
        LocalName::from(known.unwrap_or(own))
    }

    /// The part of a tag without `>` that is certainly the tag and not words after it: up to its last attribute with a value, or its name.
    pub(super) fn evident_part(&self, tag: Span, name: &str) -> Span {
        let text = &self.text[tag.range()];
        let name_start = 1 + usize::from(text.starts_with("</"));
        // The name has as many characters as its source but not as many bytes, because a NUL was replaced.
        let name_end = text[name_start..].char_indices().nth(name.chars().count());
        let name_end = name_end.map_or(tag.end(), |(at, _)| tag.start() + name_start + at);
        let with_value = attributes(self.text, tag).filter(|attribute| attribute.value.is_some()).last();
        let end = with_value.map_or(name_end, |attribute| attribute.span().end());
        Span::new(tag.start(), end.clamp(name_end, tag.end()))
    }

    /// The part of an unfinished token that is shown: its first line.
    pub(super) fn shown(&self, tag: Span) -> Span {
        let text = &self.text[tag.range()];
        let line = text.split(['\n', '\r']).next().unwrap_or(text).trim_end();
        Span::new(tag.start(), tag.start() + line.len())
    }

    /// The errors that the fast path of html5ever omits, found by reading the tag again; names are compared if one is `repeated`.
    #[cold]
    pub(super) fn reread_attributes(&self, tag: Span, repeated: bool) {
        let source = self.text.as_bytes();
        let mut names: Vec<(String, Span)> = Vec::new();
        for attribute in attributes(self.text, tag) {
            if let (Some(value), None) = (attribute.value, attribute.quote) {
                for at in value.range().filter(|at| is_odd_byte(source[*at])) {
                    let span = Span::new(at, at + 1);
                    let code = ErrorCode::UnexpectedCharacterInUnquotedValue;
                    self.sink.error(HtmlParseError { code, at, span, first: None });
                }
            }
            if !repeated {
                continue;
            }
            let name = self.text[attribute.name.range()].to_ascii_lowercase();
            match names.iter().find(|(other, _)| *other == name) {
                Some((_, first)) => self.sink.error(HtmlParseError {
                    code: ErrorCode::DuplicateAttribute,
                    at: attribute.name.end(),
                    span: attribute.name,
                    first: Some(*first),
                }),
                None => names.push((name, attribute.name)),
            }
        }
    }
}

/// Whether a value may come from an attribute without quotes that should have them.
fn is_odd(value: &str) -> bool {
    value.bytes().any(is_odd_byte)
}

fn is_odd_byte(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'<' | b'=' | b'`')
}

/// Whether an attribute contains `<`, which may begin a tag that this one swallowed.
fn swallows(tag: &Tag) -> bool {
    tag.attrs.iter().any(|attribute| attribute.value.contains('<'))
}
