//! Start tags that Markdown shows as text although they are complete, because it reads attributes more strictly than browsers do.
use crate::html::attributes::{Attribute, attributes, curly_quoted, half_quoted, runs_into_next};
use crate::html::document::RejectReason;
use crate::html::elements::is_element;
use crate::text::Span;

/// A tag written by hand has fewer attributes than this.
const MOST_ATTRIBUTES: usize = 50;

/// A complete start tag with something in it that Markdown does not accept.
#[derive(Debug)]
pub(super) struct RejectedTag<'a> {
    pub(super) name: &'a str,
    pub(super) tag: Span,
    /// What Markdown does not accept, in order. Empty where only our own Markdown reader rejects the tag, for a tab after a value.
    pub(super) reasons: Vec<RejectReason>,
}

impl<'a> RejectedTag<'a> {
    /// The tag that begins at `at`; `None` when there is no tag, or nothing in it that Markdown would reject.
    pub(super) fn read(text: &'a str, at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let is_of_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
        let length = bytes[at + 1..].iter().take_while(is_of_name).count();
        let name = &text[at + 1..at + 1 + length];
        let spaced = bytes.get(at + 1 + length).is_some_and(u8::is_ascii_whitespace);
        // A name with a hyphen is that of an element which the site defines.
        let is_known = is_element(&name.to_ascii_lowercase()) || name.find('-').is_some_and(|at| at > 0);
        if !spaced || !is_known {
            return None;
        }
        let (mut reasons, mut last): (Vec<RejectReason>, Option<Attribute>) = (Vec::new(), None);
        let mut end = at + 1 + length;
        let (mut has_tab, mut foreign_to_kramdown) = (false, Vec::new());
        for attribute in attributes(text, Span::new(at, text.len())).take(MOST_ATTRIBUTES) {
            end = attribute.span().end();
            // A value whose quote never closes ends after the text.
            let written = text.get(attribute.span().range()).filter(|written| !written.contains('<'))?;
            let after = bytes.get(attribute.span().end());
            has_tab |= attribute.quote.is_none() && attribute.value.is_some() && after == Some(&b'\t');
            if attribute.quote.is_some() && runs_into_next(&written[..written.len() - 1]) {
                return None;
            }
            reasons.extend(of_attribute(text, attribute, last));
            let name = &text[attribute.name.range()];
            if name.starts_with(':') || name.matches(':').count() > 1 {
                foreign_to_kramdown.push(RejectReason::AttributeName(attribute.name));
            }
            last = Some(attribute);
        }
        let close = end + bytes[end..].iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b'/').count();
        if text[end..close].contains('\n') {
            // Markdown reads a `>` that begins a line as a quotation.
            return None;
        }
        let tag = Span::new(at, (close + 1).min(text.len()));
        // kramdown takes only names of XML with one prefix at most, CommonMark more colons.
        if reasons.is_empty() {
            reasons = foreign_to_kramdown;
        }
        let half = half_quoted(text, tag);
        if !half.is_empty() {
            reasons.retain(|reason| !half.iter().any(|half| half.contains(reason.span())));
            reasons.extend(half.into_iter().map(RejectReason::HalfQuoted));
            reasons.sort_by_key(|reason| reason.span());
        }
        let curly = reasons.iter().find_map(|reason| curly_quoted(text, reason.span().start(), tag.end()));
        if let Some(curly) = curly {
            reasons.retain(|reason| reason.span().end() <= curly.start() || reason.span().start() >= curly.end());
            reasons.insert(0, RejectReason::CurlyQuotes(curly));
        }
        (bytes.get(close) == Some(&b'>') && (has_tab || !reasons.is_empty())).then_some(Self { name, tag, reasons })
    }
}

/// What is wrong with an attribute that follows `last`.
fn of_attribute(text: &str, attribute: Attribute, last: Option<Attribute>) -> Option<RejectReason> {
    let name = &text[attribute.name.range()];
    if let Some(last) = last.filter(|last| last.quote.is_some() && last.span().end() == attribute.name.start()) {
        let at = last.span().end();
        return Some(if attribute.value.is_some() {
            RejectReason::MissingSpace(attribute.name)
        } else {
            RejectReason::QuoteInside(Span::new(at - 1, at))
        });
    }
    if is_foreign_name(name) {
        return Some(RejectReason::AttributeName(attribute.name));
    }
    let value = attribute.value.filter(|_| attribute.quote.is_none())?;
    let written = &text[value.range()];
    let is_word = written.chars().all(|c| c.is_alphanumeric() || c == '_');
    (!is_word && !name.contains(['"', '\''])).then_some(RejectReason::UnquotedValue(value))
}

/// Whether a name is one of HTML, but none of an attribute in CommonMark ("6.6 Raw HTML": a letter, `_` or `:`, then letters, digits, `_`,
/// `.`, `:` and `-`) and kramdown: `@click`, `#ref`, `[class]`, `(click)`, `*ngIf`. Signs that are there by mistake are another reason.
fn is_foreign_name(name: &str) -> bool {
    let is_frameworks =
        |c: char| matches!(c, '@' | '#' | '[' | ']' | '(' | ')' | '*' | '$' | '!' | '%' | '|' | '~' | '^' | '?');
    let is_known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '-');
    name.contains(is_frameworks)
        && name.contains(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| is_known(c) || is_frameworks(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, &str)> {
        let shown = |reason: &RejectReason| {
            let kind = match reason {
                RejectReason::UnquotedValue(_) => "unquoted",
                RejectReason::CurlyQuotes(_) => "curly",
                RejectReason::HalfQuoted(_) => "half",
                RejectReason::MissingSpace(_) => "no space",
                RejectReason::QuoteInside(_) => "quote",
                RejectReason::AttributeName(_) => "name",
                RejectReason::Block(_) => "block",
            };
            (kind, &text[reason.span().range()])
        };
        let reasons = RejectedTag::read(text, 0).map(|tag| tag.reasons).unwrap_or_default();
        reasons.iter().map(shown).collect()
    }

    #[test]
    fn values_that_need_quotes_and_missing_spaces_are_seen() {
        assert_eq!(read("<a href=https://example.org/x>y</a>"), [("unquoted", "https://example.org/x")]);
        assert_eq!(read("<img src=/a.png width=100 alt=a-b />"), [("unquoted", "/a.png"), ("unquoted", "a-b")]);
        assert_eq!(read("<div class=\"x\"id=\"y\">"), [("no space", "id")]);
        assert_eq!(read("<b class=“c d” id=e-f>"), [("curly", "“c d”"), ("unquoted", "e-f")]);
        assert_eq!(read("<img alt=Two words\" src=\"x\">"), [("half", "Two words\"")]);
        assert_eq!(read("<img src=\"a\" alt=\"b \"c\" d\">")[0], ("quote", "\""));
        assert_eq!(read("<a href=x\">y</a>"), [("half", "x\"")]);
        assert_eq!(read("<a data=“a”b>q</a>"), [("unquoted", "“a”b")]);
        assert_eq!(read("<a @click=\"b\" :href=\"c\">"), [("name", "@click")]);
        assert_eq!(read("<my-a :href=\"c\" (d)>"), [("name", "(d)")]);
        assert_eq!(read("<a x:y:z>"), [("name", "x:y:z")]);
    }

    #[test]
    fn other_text_and_well_formed_tags_are_left_alone() {
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
