//! What kramdown 2.4.0 reads as a tag, a comment or an instruction (`lib/kramdown/parser/html.rb`); any other `<` is text.
use crate::text::spend;
use memchr::memmem;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

/// Markup at a `<`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum KramdownMarkup {
    /// `<!-- … -->` or `<? … ?>`.
    Opaque,
    /// A start tag, with its name and attributes.
    Start(KramdownTag),
    /// An end tag: the bytes of its name.
    End(Range<usize>),
}

/// A start tag as kramdown reads it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct KramdownTag {
    /// The bytes of its name.
    pub(super) name: Range<usize>,
    /// Whether it ends with `/>`.
    pub(super) closed: bool,
    /// The content model that its attribute `markdown` requests.
    pub(super) markdown: Option<Model>,
}

/// How kramdown reads the content of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Model {
    /// As HTML.
    Raw,
    /// As blocks of Markdown.
    Block,
    /// As a line of Markdown.
    Span,
    /// As blocks or a line of Markdown, depending on the element (`markdown="1"`).
    Default,
}

/// Reads markup in one text. The last quotes and comment ends are found once, so that no tag searches the rest of the text in vain.
#[derive(Debug)]
pub(super) struct KramdownMarkups<'a> {
    text: &'a str,
    last_double: OnceCell<Option<usize>>,
    last_single: OnceCell<Option<usize>>,
    last_comment_end: OnceCell<Option<usize>>,
    last_instruction_end: OnceCell<Option<usize>>,
}

impl<'a> KramdownMarkups<'a> {
    /// A reader of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            last_double: OnceCell::new(),
            last_single: OnceCell::new(),
            last_comment_end: OnceCell::new(),
            last_instruction_end: OnceCell::new(),
        }
    }

    /// The markup that begins with the `<` at `at`, and where it ends.
    pub(super) fn at(&self, at: usize) -> Option<(KramdownMarkup, usize)> {
        let rest = self.text.as_bytes().get(at + 1..)?;
        match rest.first()? {
            b'!' => self.comment(at).map(|end| (KramdownMarkup::Opaque, end)),
            b'?' => {
                let end = self.find("?>", at + 2, &self.last_instruction_end)?;
                Some((KramdownMarkup::Opaque, end + 2))
            }
            b'/' => {
                let name = self.name(at + 2)?;
                let end = self.skip_space(name.end);
                (self.byte(end) == Some(b'>')).then_some((KramdownMarkup::End(name), end + 1))
            }
            _ => self.start_tag(at),
        }
    }

    /// Where the comment that begins at `at` ends.
    pub(super) fn comment(&self, at: usize) -> Option<usize> {
        if !self.text[at..].starts_with("<!--") {
            return None;
        }
        Some(self.find("-->", at + 4, &self.last_comment_end)? + 3)
    }

    fn find(&self, needle: &str, from: usize, last: &OnceCell<Option<usize>>) -> Option<usize> {
        let last = last.get_or_init(|| self.text.rfind(needle));
        last.filter(|last| from <= *last)?;
        let found = memmem::find(&self.text.as_bytes()[from..], needle.as_bytes())?;
        spend(found);
        Some(from + found)
    }

    fn start_tag(&self, at: usize) -> Option<(KramdownMarkup, usize)> {
        let name = self.name(at + 1)?;
        let (mut place, mut markdown) = (name.end, None);
        loop {
            let gap = self.skip_space(place);
            match self.byte(gap)? {
                b'>' => return Some((KramdownMarkup::Start(KramdownTag { name, closed: false, markdown }), gap + 1)),
                b'/' => {
                    let end = (self.byte(gap + 1)? == b'>').then_some(gap + 2)?;
                    return Some((KramdownMarkup::Start(KramdownTag { name, closed: true, markdown }), end));
                }
                _ if gap == place => return None,
                _ => {
                    let attribute = self.name(gap)?;
                    place = attribute.end;
                    if let Some(value) = self.value(place) {
                        if self.text[attribute].eq_ignore_ascii_case("markdown") {
                            markdown = model(self.text[value.clone()].trim_matches(['"', '\'']));
                        }
                        place = value.end;
                    }
                }
            }
        }
    }

    /// The value after an attribute's name, quotes included.
    fn value(&self, after_name: usize) -> Option<Range<usize>> {
        let equals = self.skip_space(after_name);
        if self.byte(equals)? != b'=' {
            return None;
        }
        let start = self.skip_space(equals + 1);
        let quote = self.byte(start)?;
        if matches!(quote, b'"' | b'\'') {
            let last = if quote == b'"' { &self.last_double } else { &self.last_single };
            let last = last.get_or_init(|| memchr::memrchr(quote, self.text.as_bytes()));
            last.filter(|last| start < *last)?;
            let end = memchr::memchr(quote, &self.text.as_bytes()[start + 1..])? + start + 2;
            spend(end - start);
            return Some(start..end);
        }
        let length: usize =
            self.text[start..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').map(char::len_utf8).sum();
        (length > 0).then_some(start..start + length)
    }

    /// A name, with an XML prefix where it has one.
    fn name(&self, at: usize) -> Option<Range<usize>> {
        let part = |at: usize| {
            let text = self.text.get(at..)?;
            let first = text.chars().next()?;
            (first.is_alphabetic() || first == '_').then_some(())?;
            let length: usize = text.chars().take_while(|c| is_name_char(*c)).map(char::len_utf8).sum();
            Some(at + length)
        };
        let end = part(at)?;
        let end = if self.byte(end) == Some(b':') { part(end + 1).unwrap_or(end) } else { end };
        Some(at..end)
    }

    fn skip_space(&self, mut at: usize) -> usize {
        while self.byte(at).is_some_and(|byte| matches!(byte, b' ' | b'\t'..=b'\r')) {
            at += 1;
        }
        at
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '.' | '_')
}

fn model(value: &str) -> Option<Model> {
    match value {
        "0" => Some(Model::Raw),
        "1" => Some(Model::Default),
        "span" => Some(Model::Span),
        "block" => Some(Model::Block),
        _ => None,
    }
}

/// How kramdown reads the content of an element with `markdown="1"` (`HTML_CONTENT_MODEL`).
pub(super) fn content(name: &str) -> Model {
    if BLOCK_CONTENT.contains(&name) {
        Model::Block
    } else if SPAN_CONTENT.contains(&name) {
        Model::Span
    } else {
        Model::Raw
    }
}

/// Whether kramdown reads no Markdown inside this inline element.
pub(super) fn has_raw_content(name: &str) -> bool {
    RAW_CONTENT.contains(&name)
}

/// Whether kramdown reads the tag as a part of a line; every other name begins a block.
pub(super) fn is_span_element(name: &str) -> bool {
    SPAN_ELEMENTS.contains(&name)
}

/// Whether the element is one of HTML that cannot be in a line of text.
pub(super) fn is_block_element(name: &str) -> bool {
    !is_span_element(name) && (BLOCK_ELEMENTS.contains(&name) || BLOCK_CONTENT.contains(&name))
}

/// Whether kramdown shows the tag as text when it is in a line of text.
pub(super) fn is_refused_in_text(name: &str) -> bool {
    BLOCK_ELEMENTS.contains(&name)
}

/// Whether the element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// The name as kramdown compares it: names of HTML in lower case, others as written.
pub(super) fn normal(name: &str) -> Cow<'_, str> {
    if !name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return name.into();
    }
    let lower = name.to_ascii_lowercase();
    let known = [BLOCK_CONTENT, SPAN_CONTENT, RAW_CONTENT, SPAN_ELEMENTS, BLOCK_ELEMENTS, VOID];
    if known.iter().any(|names| names.contains(&lower.as_str())) { lower.into() } else { name.into() }
}

/// `HTML_CONTENT_MODEL_BLOCK` of kramdown 2.4.0, `lib/kramdown/parser/html.rb`.
const BLOCK_CONTENT: &[&str] = &[
    "address",
    "applet",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "figcaption",
    "footer",
    "form",
    "header",
    "hgroup",
    "iframe",
    "li",
    "main",
    "map",
    "menu",
    "nav",
    "noscript",
    "object",
    "section",
    "summary",
    "td",
];
/// `HTML_CONTENT_MODEL_SPAN` of the same file.
const SPAN_CONTENT: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdo", "big", "button", "cite", "caption", "del", "dfn", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "i", "ins", "label", "legend", "optgroup", "p", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby",
    "select", "small", "span", "strong", "sub", "sup", "th", "tt",
];
/// `HTML_CONTENT_MODEL_RAW` of the same file.
const RAW_CONTENT: &[&str] = &["script", "style", "math", "option", "textarea", "pre", "code", "kbd", "samp", "var"];
/// `HTML_SPAN_ELEMENTS` of the same file.
const SPAN_ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "b", "big", "bdo", "br", "button", "cite", "code", "del", "dfn", "em", "i", "img", "input",
    "ins", "kbd", "label", "mark", "option", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "samp", "select", "small",
    "span", "strong", "sub", "sup", "tt", "u", "var",
];
/// `HTML_BLOCK_ELEMENTS` of the same file.
const BLOCK_ELEMENTS: &[&str] = &[
    "address",
    "article",
    "aside",
    "applet",
    "body",
    "blockquote",
    "caption",
    "col",
    "colgroup",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "head",
    "iframe",
    "legend",
    "menu",
    "li",
    "main",
    "map",
    "nav",
    "ol",
    "optgroup",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tfoot",
    "tr",
    "ul",
];
/// `HTML_ELEMENTS_WITHOUT_BODY` of the same file.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "command", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source",
    "track", "wbr",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> Option<&str> {
        KramdownMarkups::new(text).at(0).map(|(_, end)| &text[..end])
    }

    #[test]
    fn a_tag_needs_quotes_around_all_but_words() {
        assert_eq!(ends("<a b=c d='e>' f>g"), Some("<a b=c d='e>' f>"));
        for text in ["<a href=/x>", "<a b=\"c\"d=\"e\">", "<a b=\"c>", "< a>", "<3>", "<https://x>", "<a b=50%>"] {
            assert_eq!(ends(text), None, "{text}");
        }
        assert_eq!(ends("<o:p\n/>"), Some("<o:p\n/>"));
        assert_eq!(ends("</div\t>"), Some("</div\t>"));
    }

    #[test]
    fn many_unclosed_quotes_take_linear_time() {
        let text = "<a b='".to_owned() + &"<a b=\"'".repeat(100_000);
        let markups = KramdownMarkups::new(&text);
        assert!(memchr::memchr_iter(b'<', text.as_bytes()).filter(|at| markups.at(*at).is_some()).count() < 3);
    }
}
