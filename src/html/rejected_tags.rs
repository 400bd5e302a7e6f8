//! Start tags that Markdown shows as text although they are complete: it reads attributes more strictly than browsers do.
use super::attributes::{Attribute, attributes, curly_quoted, half_quoted, runs_into_next};
use super::document::RejectReason;
use super::elements::is_element;
use crate::text::Span;

/// More attributes than a tag written by hand has.
const MOST_ATTRIBUTES: usize = 50;

/// Such a tag.
#[derive(Debug)]
pub(super) struct RejectedTag<'a> {
    pub(super) name: &'a str,
    pub(super) tag: Span,
    /// What Markdown does not accept, in order; nothing where only our reader of Markdown refuses it, for a tab after a value.
    pub(super) wrong: Vec<RejectReason>,
}

impl<'a> RejectedTag<'a> {
    /// The one that begins at `at`; `None` when there is none, or nothing that Markdown would refuse is seen in it.
    pub(super) fn read(text: &'a str, at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let length = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = &text[at + 1..at + 1 + length];
        let spaced = bytes.get(at + 1 + length).is_some_and(u8::is_ascii_whitespace);
        if !spaced || !is_element(&name.to_ascii_lowercase()) {
            return None;
        }
        let (mut wrong, mut last, mut end): (Vec<RejectReason>, Option<Attribute>, usize) =
            (Vec::new(), None, at + 1 + length);
        let mut has_tab = false;
        for attribute in attributes(text, Span::new(at, text.len())).take(MOST_ATTRIBUTES) {
            end = attribute.span().end();
            // A value whose quote never closes ends behind the text.
            let written = text.get(attribute.span().range()).filter(|written| !written.contains('<'))?;
            let after = bytes.get(attribute.span().end());
            has_tab |= attribute.quote.is_none() && attribute.value.is_some() && after == Some(&b'\t');
            if attribute.quote.is_some() && runs_into_next(&written[..written.len() - 1]) {
                return None;
            }
            wrong.extend(of_attribute(text, attribute, last));
            last = Some(attribute);
        }
        let close = end + bytes[end..].iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b'/').count();
        if text[end..close].contains('\n') {
            // A `>` that begins a line is a quotation's.
            return None;
        }
        let tag = Span::new(at, (close + 1).min(text.len()));
        let half = half_quoted(text, tag);
        if !half.is_empty() {
            wrong.retain(|wrong| !half.iter().any(|half| half.contains(wrong.span())));
            wrong.extend(half.into_iter().map(RejectReason::Unquoted));
            wrong.sort_by_key(|wrong| wrong.span());
        }
        let curly = wrong.iter().find_map(|wrong| curly_quoted(text, wrong.span().start(), tag.end()));
        if let Some(curly) = curly {
            wrong.retain(|wrong| wrong.span().end() <= curly.start() || wrong.span().start() >= curly.end());
            wrong.insert(0, RejectReason::Unquoted(curly));
        }
        (bytes.get(close) == Some(&b'>') && (has_tab || !wrong.is_empty())).then_some(Self { name, tag, wrong })
    }
}

/// What is wrong with an attribute that comes after `last`.
fn of_attribute(text: &str, attribute: Attribute, last: Option<Attribute>) -> Option<RejectReason> {
    let name = &text[attribute.name.range()];
    if let Some(last) = last.filter(|last| last.quote.is_some() && last.span().end() == attribute.name.start()) {
        let at = last.span().end();
        return Some(if attribute.value.is_some() {
            RejectReason::NoSpace(attribute.name)
        } else {
            RejectReason::QuoteInside(Span::new(at - 1, at))
        });
    }
    let value = attribute.value.filter(|_| attribute.quote.is_none())?;
    let written = &text[value.range()];
    let is_word = written.chars().all(|c| c.is_alphanumeric() || c == '_');
    (!is_word && !name.contains(['"', '\''])).then_some(RejectReason::Unquoted(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, &str)> {
        let shown = |wrong: &RejectReason| match wrong {
            RejectReason::Unquoted(span) => ("unquoted", *span),
            RejectReason::NoSpace(span) => ("no space", *span),
            RejectReason::QuoteInside(span) => ("quote", *span),
        };
        let wrong = RejectedTag::read(text, 0).map(|tag| tag.wrong).unwrap_or_default();
        wrong.iter().map(shown).map(|(kind, span)| (kind, &text[span.range()])).collect()
    }

    #[test]
    fn values_that_need_quotes_and_missing_spaces_are_seen() {
        assert_eq!(read("<a href=https://example.org/x>y</a>"), [("unquoted", "https://example.org/x")]);
        assert_eq!(read("<img src=/a.png width=100 alt=a-b />"), [("unquoted", "/a.png"), ("unquoted", "a-b")]);
        assert_eq!(read("<div class=\"x\"id=\"y\">"), [("no space", "id")]);
        assert_eq!(read("<b class=“c d” id=e-f>"), [("unquoted", "“c d”"), ("unquoted", "e-f")]);
        assert_eq!(read("<img alt=Two words\" src=\"x\">"), [("unquoted", "Two words\"")]);
        assert_eq!(read("<img src=\"a\" alt=\"b \"c\" d\">")[0], ("quote", "\""));
        assert_eq!(read("<a href=x\">y</a>"), [("unquoted", "x\"")]);
        assert_eq!(read("<a data=“a”b>q</a>"), [("unquoted", "“a”b")]);
    }

    #[test]
    fn what_is_no_tag_or_a_good_one_is_left_alone() {
        for text in [
            "<a href=x>",
            "<a href=\"x\">",
            "<a href=x/y",
            "<String a=b-c>",
            "<a href=x/<b>",
            "<b>",
            "<a b=\"c-d>",
            "<a href=x/y\n> title=z>",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
