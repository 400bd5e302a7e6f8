//! What Python's `HTMLParser` reads as a tag, a comment or an instruction, with the patches of `markdown/htmlparser.py` of Python-Markdown
//! 3.11.
use memchr::memmem;
use std::ops::Range;

/// A tag with more bytes than this outside of quotes is not read as one, so that no text is searched again and again.
const LONGEST: usize = 1024;

/// Markup at a `<`, and where it ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PythonMarkup {
    /// `<!-- … -->`.
    Comment(usize),
    /// `<? … ?>`, `<!DOCTYPE …>`, `<![CDATA[ … ]]>`.
    Opaque(usize),
    Start(PythonTag),
    /// An end tag: the bytes of its name, and where the tag ends.
    End(Range<usize>, usize),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PythonTag {
    /// The bytes of its name.
    pub(super) name: Range<usize>,
    /// Where the tag ends.
    pub(super) end: usize,
    /// Whether the tag ends with `/>`.
    pub(super) closed: bool,
    /// The value of its attribute `markdown`; `1` when it has none.
    pub(super) markdown: Option<String>,
}

/// Reads markup in one text. The last end marks are found once, so that no tag searches the rest of the text in vain.
#[derive(Debug)]
pub(super) struct PythonMarkups<'a> {
    text: &'a str,
    last_close: usize,
    last_comment_ends: [usize; 2],
    last_instruction_end: usize,
}

/// The ends of a comment (`commentclose`).
const COMMENT_ENDS: [&str; 2] = ["-->", "--!>"];

impl<'a> PythonMarkups<'a> {
    /// A reader of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        // To search backwards costs much more than to see that there is nothing to end.
        let last = |begin: &str, end: &str| {
            let is_there = memmem::find(bytes, begin.as_bytes()).is_some();
            is_there.then(|| memmem::rfind(bytes, end.as_bytes())).flatten().unwrap_or(0)
        };
        Self {
            text,
            last_close: memchr::memrchr(b'>', bytes).unwrap_or(0),
            last_comment_ends: COMMENT_ENDS.map(|end| last("<!--", end)),
            last_instruction_end: last("<?", "?>"),
        }
    }

    /// The markup that begins with the `<` at `at`.
    pub(super) fn at(&self, at: usize) -> Option<PythonMarkup> {
        if at > self.last_close {
            return None;
        }
        let rest = &self.text.as_bytes()[at..];
        match rest.get(1)? {
            b'!' if rest.starts_with(b"<!--") => self.comment_end(at).map(PythonMarkup::Comment),
            b'!' => self.find(at, ">").map(PythonMarkup::Opaque),
            b'?' if at < self.last_instruction_end => self.find(at, "?>").map(PythonMarkup::Opaque),
            b'/' => self.end_tag(at),
            byte if byte.is_ascii_alphabetic() => self.start_tag(at).map(PythonMarkup::Start),
            _ => None,
        }
    }

    fn comment_end(&self, at: usize) -> Option<usize> {
        let start = at + 4;
        let ends = COMMENT_ENDS.iter().zip(self.last_comment_ends).filter(|(_, last)| start <= *last);
        ends.filter_map(|(end, _)| self.find(start, end)).min()
    }

    fn find(&self, at: usize, end: &str) -> Option<usize> {
        self.text[at..].find(end).map(|found| at + found + end.len())
    }

    fn end_tag(&self, at: usize) -> Option<PythonMarkup> {
        let name = self.name(at + 2, false)?;
        let end = self.find(name.end, ">")?;
        Some(PythonMarkup::End(name, end))
    }

    /// A tag name: a letter, and everything up to white space, `/` or `>`.
    fn name(&self, start: usize, stops_at_backtick: bool) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        bytes.get(start).filter(|byte| byte.is_ascii_alphabetic())?;
        let rest = &bytes[start..bytes.len().min(start + LONGEST)];
        let is_end = |byte: &u8| {
            matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'>') || (stops_at_backtick && *byte == b'`')
        };
        let length = rest.iter().position(is_end)?;
        Some(start..start + length)
    }

    /// `locatestarttagend_tolerant`, written by hand because the pattern can take quadratic time.
    fn start_tag(&self, at: usize) -> Option<PythonTag> {
        let name = self.name(at + 1, true)?;
        let mut place = name.end;
        let mut quoted = 0;
        let mut markdown = None;
        loop {
            let slashes = self.skip_slashes(place);
            if slashes > place || matches!(self.byte(place.saturating_sub(1)), Some(b'"' | b'\'')) {
                if place - at - quoted > LONGEST {
                    return None;
                }
                if let Some(attribute) = self.attribute(slashes) {
                    let value = attribute.value.map(|value| value.trim_matches(['"', '\'']));
                    if self.text[attribute.name.clone()].eq_ignore_ascii_case("markdown") {
                        markdown = markdown.or(Some(value.unwrap_or("1").to_owned()));
                    }
                    quoted += value.map_or(0, str::len);
                    place = attribute.end;
                    continue;
                }
            }
            let closed = self.text[slashes..].starts_with("/>");
            let end = slashes + usize::from(closed);
            return (self.byte(end) == Some(b'>')).then(|| PythonTag { name, end: end + 1, closed, markdown });
        }
    }

    /// Skips white space and slashes, except that of a `/>`.
    fn skip_slashes(&self, mut at: usize) -> usize {
        while self.byte(at).is_some_and(|byte| is_space(byte) || (byte == b'/' && self.byte(at + 1) != Some(b'>'))) {
            at += 1;
        }
        at
    }

    fn attribute(&self, start: usize) -> Option<PythonAttribute<'a>> {
        self.byte(start).filter(|byte| !matches!(byte, b'`' | b'/' | b'>') && !is_space(*byte))?;
        let rest = &self.text.as_bytes()[start..];
        let length = rest
            .iter()
            .enumerate()
            .position(|(at, byte)| is_space(*byte) || matches!(byte, b'/' | b'>') || (at > 0 && *byte == b'='))
            .filter(|length| *length <= LONGEST)?;
        let name = start..start + length;
        let equals = self.skip(name.end, is_space);
        let after = self.skip(equals, |byte| byte == b'=');
        if after == equals {
            return Some(PythonAttribute { end: name.end, name, value: None });
        }
        let value = self.skip(after, is_space);
        let end = match self.byte(value) {
            Some(quote @ (b'"' | b'\'')) => match memchr::memchr(quote, &self.text.as_bytes()[value + 1..]) {
                Some(found) => value + 1 + found + 1,
                // The value is empty when white space comes before a quote that is not closed.
                None if value > after => after,
                None => return Some(PythonAttribute { end: name.end, name, value: None }),
            },
            _ => self.skip(value, |byte| !is_space(byte) && !matches!(byte, b'>' | b'`')),
        };
        let commas = self.skip(end, |byte| byte == b',');
        Some(PythonAttribute { name, value: Some(&self.text[value.min(end)..end]), end: commas })
    }

    fn skip(&self, at: usize, skipped: impl Fn(u8) -> bool) -> usize {
        let bytes = &self.text.as_bytes()[at..];
        let near = &bytes[..bytes.len().min(LONGEST)];
        at + near.iter().position(|byte| !skipped(*byte)).unwrap_or(near.len())
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }
}

struct PythonAttribute<'a> {
    name: Range<usize>,
    /// The value with its quotes.
    value: Option<&'a str>,
    end: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Whether Python-Markdown reads the element as a block.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether `md_in_html` reads the content of the element as a line of text.
pub(super) fn contains_a_line(name: &str) -> bool {
    LINES.contains(&name)
}

/// Whether `md_in_html` never reads the content of the element.
pub(super) fn is_raw(name: &str) -> bool {
    RAW.contains(&name)
}

/// `BLOCK_LEVEL_ELEMENTS` of Python-Markdown 3.11, `markdown/util.py`.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
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
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
    "canvas",
    "colgroup",
    "dd",
    "body",
    "dt",
    "group",
    "html",
    "iframe",
    "li",
    "legend",
    "math",
    "map",
    "noscript",
    "output",
    "object",
    "option",
    "progress",
    "script",
    "style",
    "summary",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "video",
    "center",
];
/// `span_tags` of Python-Markdown 3.11, `markdown/extensions/md_in_html.py`.
const LINES: &[&str] =
    &["address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td", "th"];
/// `raw_tags` of the same file.
const RAW: &[&str] = &["canvas", "math", "option", "pre", "script", "style", "textarea"];

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> Option<usize> {
        match PythonMarkups::new(text).at(0)? {
            PythonMarkup::Comment(end) | PythonMarkup::Opaque(end) | PythonMarkup::End(_, end) => Some(end),
            PythonMarkup::Start(tag) => Some(tag.end),
        }
    }

    #[test]
    fn a_tag_ends_at_its_own_bracket() {
        for text in [
            "<a href='>' b=c d>",
            "<a b=\"c\"d=\"e\">",
            "<a b = 'c'/>",
            "<div\n  id=x\n>",
            "</div a=b>",
            "<!-- > -->",
            "<!---->",
            "<?a > ?>",
            "<a b= \"c>",
            "<a/b>",
            "<o:p>",
        ] {
            assert_eq!(end(text), Some(text.len()), "{text}");
        }
        for text in ["<a href=\"b>", "< a>", "<a `b`>", "<3>", "<a", "<!-- >", "<? >", "<a b=`c`>", "</ a>"] {
            assert_eq!(end(text), None, "{text}");
        }
    }

    #[test]
    fn the_attribute_markdown_is_read() {
        let markdown = |text: &str| match PythonMarkups::new(text).at(0) {
            Some(PythonMarkup::Start(tag)) => tag.markdown,
            _ => None,
        };
        assert_eq!(markdown("<div markdown>").as_deref(), Some("1"));
        assert_eq!(markdown("<div class='markdown' markdown=\"span\">").as_deref(), Some("span"));
        assert_eq!(markdown("<div class=markdown>"), None);
    }
}
