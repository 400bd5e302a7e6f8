//! Lines of text: code spans, escapes, links, autolinks and tags, in the order of `markdown/inlinepatterns.py` of Python-Markdown 3.11.
use super::{Extensions, Variant, tags};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The number of bytes within which the end of an address or a title is searched.
const LONGEST: usize = 4096;

/// What was found in a text; ranges are bytes of the text, in order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PythonSpan {
    /// A tag or comment.
    Html(Range<usize>),
    /// A tag without its `>` or a comment without its end, which Python-Markdown shows as text.
    Broken(Range<usize>),
    /// The text of a link begins.
    Link(usize),
    /// The text of a link ends here; the second offset is the end of the whole link.
    LinkEnd(usize, usize),
    /// An image. Its text becomes an attribute.
    Image(Range<usize>),
    /// The placeholder of something that was taken out of the text.
    Mark(usize),
}

/// Reads `text`; the flag says whether versions read it in different ways.
pub(super) fn read(text: &str, references: &HashSet<String>, variant: Variant) -> (Vec<PythonSpan>, bool) {
    let shown = without_opaque(text, variant.extensions);
    let has_brackets = memchr::memchr(b'[', shown.as_bytes()).is_some();
    let brackets = if has_brackets { brackets(&shown) } else { HashMap::new() };
    let sign = |end: u8| memchr::memrchr(end, shown.as_bytes()).unwrap_or(0);
    // To search backwards costs much more than to see that there is nothing to end.
    let last = |begin: &str, end: &str| {
        let is_there = memchr::memmem::find(shown.as_bytes(), begin.as_bytes()).is_some();
        is_there.then(|| memchr::memmem::rfind(shown.as_bytes(), end.as_bytes())).flatten().unwrap_or(0)
    };
    let last = LastEnds {
        bracket: sign(b'>'),
        parenthesis: sign(b')'),
        comment: last("<!--", "-->"),
        instruction: last("<?", "?>"),
    };
    let (found, links) = (Vec::new(), Vec::new());
    let lenient = variant.lenient;
    let mut spans =
        Spans { text: &shown, written: text, references, brackets, last, lenient, found, differs: false, links };
    spans.run();
    (spans.found, spans.differs)
}

/// The offsets of the last end marks, so that nothing searches the rest of the text in vain.
struct LastEnds {
    bracket: usize,
    parenthesis: usize,
    comment: usize,
    instruction: usize,
}

struct Spans<'a> {
    /// The text without its code, escapes and math.
    text: &'a str,
    /// The text as it is.
    written: &'a str,
    last: LastEnds,
    references: &'a HashSet<String>,
    brackets: HashMap<usize, usize>,
    lenient: bool,
    found: Vec<PythonSpan>,
    differs: bool,
    /// The links whose text is being read: where the text ends, and where the whole link ends.
    links: Vec<(usize, usize)>,
}

impl Spans<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            if let Some((_, after)) = self.links.pop_if(|(end, _)| *end <= at) {
                self.found.push(PythonSpan::LinkEnd(at, after));
                at = after.max(at);
                continue;
            }
            at = match self.text.as_bytes()[at] {
                b'<' => self.less_than(at),
                b'[' => self.link(at),
                b'!' if self.text[at + 1..].starts_with('[') => self.image(at),
                2 => {
                    self.found.push(PythonSpan::Mark(at));
                    at + self.text[at..].find('\u{3}').map_or(1, |found| found + 1)
                }
                _ => at + 1,
            };
        }
        while let Some((end, after)) = self.links.pop() {
            self.found.push(PythonSpan::LinkEnd(end, after));
        }
    }

    fn link(&mut self, at: usize) -> usize {
        if self.links.is_empty()
            && let Some((end, after)) = self.target(at)
        {
            self.found.push(PythonSpan::Link(at));
            self.links.push((end, after));
        }
        at + 1
    }

    fn image(&mut self, at: usize) -> usize {
        let Some((_, after)) = self.target(at + 1) else { return at + 1 };
        self.found.push(PythonSpan::Image(at..after));
        after
    }

    /// The link whose `[` is at `open`: where its text ends, and where the whole link ends (`LinkInlineProcessor`,
    /// `ReferenceInlineProcessor`).
    fn target(&self, open: usize) -> Option<(usize, usize)> {
        let close = *self.brackets.get(&open)?;
        let after = close + 1;
        if self.text[after..].starts_with('(')
            && after < self.last.parenthesis
            && let Some(end) = destination(&self.text.as_bytes()[after..])
        {
            return Some((close, after + end));
        }
        if self.references.is_empty() {
            return None;
        }
        let rest = &self.text[after..];
        let space = rest.chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8);
        if let Some(name) = rest[space..].strip_prefix('[')
            && let Some(end) = memchr::memchr(b']', &name.as_bytes()[..name.len().min(LONGEST)])
        {
            let start = after + space + 1;
            let name = if end == 0 { open + 1..close } else { start..start + end };
            if self.is_defined(&self.written[name]) {
                return Some((close, start + end + 1));
            }
        }
        self.is_defined(&self.written[open + 1..close]).then_some((close, after))
    }

    fn is_defined(&self, name: &str) -> bool {
        name.len() < LONGEST
            && self.references.contains(&name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
    }

    fn less_than(&mut self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        let (mut old, mut new) = (None, None);
        if at < self.last.bracket {
            if let Some(length) = autolink(rest) {
                return at + length;
            }
            (old, new) = (old_tag(rest), new_tag(&self.text[at..]));
            self.differs |= old != new;
        }
        if let Some(length) = if self.lenient { old } else { new }.or_else(|| self.comment(at)) {
            self.found.push(PythonSpan::Html(at..at + length));
            return at + length;
        }
        if let Some(length) = broken(&self.text[at..]).filter(|_| old.is_none() && new.is_none()) {
            self.found.push(PythonSpan::Broken(at..at + length));
            return at + length;
        }
        at + 1
    }

    /// The length of a comment or an instruction in a line, which must not contain the start of another one.
    fn comment(&self, at: usize) -> Option<usize> {
        for (open, close, last) in [("<!--", "-->", self.last.comment), ("<?", "?>", self.last.instruction)] {
            let Some(inner) = self.text[at..].strip_prefix(open).filter(|_| at < last) else { continue };
            let length = inner.find(close)?;
            return (!inner[..length].contains(open)).then_some(open.len() + length + close.len());
        }
        None
    }
}

/// `AUTOLINK_RE` and `AUTOMAIL_RE`.
fn autolink(rest: &[u8]) -> Option<usize> {
    let end = rest[1..].iter().take(LONGEST).position(|byte| matches!(byte, b'<' | b'>'))? + 1;
    let inner = &rest[1..end];
    if rest[end] != b'>' {
        return None;
    }
    let scheme = memchr::memmem::find(inner, b"://").is_some_and(|colon| {
        inner[0].is_ascii_alphabetic()
            && inner[..colon].iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'))
    });
    let address = memchr::memchr(b'@', inner).is_some_and(|at| {
        at > 0
            && at + 1 < inner.len()
            && !inner[..at].iter().any(|byte| matches!(byte, b' ' | b'!'))
            && !inner[at + 1..].iter().any(|byte| matches!(byte, b' ' | b'@'))
    });
    (scheme || address).then_some(end + 1)
}

/// The tag of `HTML_RE` before version 3.11: all between `<` and `>`.
fn old_tag(rest: &[u8]) -> Option<usize> {
    let name = if rest.get(1) == Some(&b'/') { 2 } else { 1 };
    rest.get(name).filter(|byte| byte.is_ascii_alphabetic())?;
    let end = name + rest[name..].iter().position(|byte| matches!(byte, b'<' | b'>'))?;
    let word = rest[name..end].split(|byte| *byte == b' ').next().unwrap_or_default();
    (rest[end] == b'>' && !word.contains(&b'@')).then_some(end + 1)
}

/// The tag of `HTML_RE` since version 3.11: attributes have white space before them, and quotes that close.
fn new_tag(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let name = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    bytes.get(name).filter(|byte| byte.is_ascii_alphabetic())?;
    let skip = |at: usize, skipped: &dyn Fn(u8) -> bool| {
        let near = &bytes[at..bytes.len().min(at + LONGEST)];
        at + near.iter().position(|byte| !skipped(*byte)).unwrap_or(near.len())
    };
    let is_space = |byte: u8| byte.is_ascii_whitespace() || byte == 0x0b;
    let is_word = |byte: u8| !is_space(byte) && !matches!(byte, b'"' | b'\'' | b'<' | b'>');
    let mut at = skip(name, &|byte| is_word(byte) && byte != b'@');
    loop {
        let start = skip(at, &is_space);
        let end = skip(start, &|byte| is_word(byte) && byte != b'=');
        if start == at || end == start || start > LONGEST + at {
            let end = if bytes.get(start) == Some(&b'/') { start + 1 } else { start };
            return (bytes.get(end) == Some(&b'>')).then_some(end + 1);
        }
        at = end;
        let equals = skip(end, &is_space);
        if bytes.get(equals) != Some(&b'=') {
            // The slash of `<br />` was read as an attribute.
            continue;
        }
        let value = skip(equals + 1, &is_space);
        let end = match bytes.get(value) {
            Some(quote @ (b'"' | b'\'')) => {
                let near = &bytes[value + 1..bytes.len().min(value + 1 + LONGEST * 16)];
                memchr::memchr(*quote, near).map(|found| value + found + 2)
            }
            _ => Some(skip(value, &|byte| is_word(byte) && byte != b'=')).filter(|end| *end > value),
        };
        at = end?;
    }
}

/// The length of broken HTML: an unclosed comment, or the tag of a block element without a `>` before the next tag.
fn broken(rest: &str) -> Option<usize> {
    if rest.starts_with("<!--") {
        return (!rest.contains("-->")).then_some(rest.len());
    }
    let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if !tags::is_block(&name[..length].to_ascii_lowercase()) {
        return None;
    }
    let end = rest[1..].find(['<', '>']).map_or(rest.len(), |found| found + 1);
    (!rest[end..].starts_with('>')).then_some(end)
}

/// The text with zeros in place of code spans, escaped characters and math, so that nothing is read in them and they neither end nor begin
/// anything.
fn without_opaque(text: &str, extensions: Extensions) -> Cow<'_, str> {
    let opaque = opaque(text, extensions);
    if opaque.is_empty() {
        return text.into();
    }
    let (mut shown, mut at) = (String::with_capacity(text.len()), 0);
    for range in opaque {
        shown.push_str(&text[at..range.start]);
        shown.extend(std::iter::repeat_n('0', range.len()));
        at = range.end;
    }
    shown.push_str(&text[at..]);
    shown.into()
}

/// The code spans, escaped characters and math of a text.
fn opaque(text: &str, extensions: Extensions) -> Vec<Range<usize>> {
    let code = pairs(&backticks(text));
    let mut opaque = Vec::new();
    let (mut at, mut next) = (0, 0);
    let bytes = text.as_bytes();
    while at < text.len() {
        while code.get(next).is_some_and(|span| span.start < at) {
            next += 1;
        }
        let end = match bytes[at] {
            b'`' => code.get(next).filter(|span| span.start == at).map(|span| span.end),
            b'\\' => escape(&text[at..], extensions).map(|length| at + length),
            b'$' if extensions.math => math(&text[at..]).map(|length| at + length),
            _ => None,
        };
        if let Some(end) = end {
            opaque.push(at..end);
        }
        at = end.unwrap_or(at + 1);
    }
    opaque
}

/// `ESCAPED_CHARS` (`markdown/core.py`): `<` is not one of them.
fn escape(rest: &str, extensions: Extensions) -> Option<usize> {
    let escaped = rest[1..].chars().next()?;
    let is_escape = extensions.escapes_all || r"\`*_{}[]()>#+-.!|".contains(escaped);
    is_escape.then(|| 1 + escaped.len_utf8())
}

/// `RE_SMART_DOLLAR_INLINE` of `pymdownx/arithmatex.py` (pymdown-extensions 10.7), and its blocks.
fn math(rest: &str) -> Option<usize> {
    let near = &rest.as_bytes()[..rest.len().min(LONGEST)];
    if near.starts_with(b"$$") {
        return memchr::memmem::find(&near[2..], b"$$").map(|found| found + 4);
    }
    let end = memchr::memchr(b'$', &near[1..])? + 1;
    let inner = &near[1..end];
    let tight = !inner.first()?.is_ascii_whitespace() && !inner.last()?.is_ascii_whitespace();
    tight.then_some(end + 1)
}

/// A run of backticks, which may open a code span.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backticks {
    start: usize,
    length: usize,
    /// Whether the first backtick is escaped, so that a code span can begin only after it.
    escaped: bool,
}

/// The runs of backticks of a text.
pub(super) fn backticks(text: &str) -> Vec<Backticks> {
    let bytes = text.as_bytes();
    let mut runs: Vec<Backticks> = Vec::new();
    for at in memchr::memchr_iter(b'`', bytes) {
        match runs.last_mut() {
            Some(run) if run.start + run.length == at => run.length += 1,
            _ => {
                let backslashes = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
                runs.push(Backticks { start: at, length: 1, escaped: backslashes % 2 == 1 });
            }
        }
    }
    runs
}

/// The code spans between runs of backticks: each goes on to the next run of its length (`BacktickInlineProcessor`). When there is none, the
/// first backticks of the run are text, and the span begins with as many as the longest later run has.
pub(super) fn pairs(runs: &[Backticks]) -> Vec<Range<usize>> {
    let mut by_length: HashMap<usize, Vec<usize>> = HashMap::new();
    for (number, run) in runs.iter().enumerate() {
        by_length.entry(run.length).or_default().push(number);
    }
    let mut longest = vec![0; runs.len() + 1];
    for (number, run) in runs.iter().enumerate().rev() {
        longest[number] = longest[number + 1].max(run.length);
    }
    let next_of = |length: usize, after: usize| {
        let numbers = by_length.get(&length)?;
        numbers.get(numbers.partition_point(|number| *number <= after)).copied()
    };
    let (mut spans, mut number) = (Vec::new(), 0);
    while let Some(run) = runs.get(number) {
        let start = run.start + usize::from(run.escaped);
        let length = run.length - usize::from(run.escaped);
        let later = longest[number + 1];
        let found = next_of(length, number).or_else(|| next_of(later, number).filter(|_| later < length));
        if let Some(closing) = found.filter(|_| length > 0) {
            spans.push(start..runs[closing].start + runs[closing].length);
            number = closing;
        }
        number += 1;
    }
    spans
}

/// The pairs of `[` and `]`: where each pair opens, and where it closes.
fn brackets(text: &str) -> HashMap<usize, usize> {
    let (mut open, mut pairs) = (Vec::new(), HashMap::new());
    for at in memchr::memchr2_iter(b'[', b']', text.as_bytes()) {
        if text.as_bytes()[at] == b'[' {
            open.push(at);
        } else if let Some(start) = open.pop() {
            pairs.insert(start, at);
        }
    }
    pairs
}

/// Where the destination and title end that begin with `(` (`getLink`).
fn destination(rest: &[u8]) -> Option<usize> {
    let near = &rest[..rest.len().min(LONGEST)];
    let start = 1 + near[1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    if near.get(start) == Some(&b'<')
        && let Some(end) = angled(near, start)
    {
        return Some(end);
    }
    let (mut depth, mut quote, mut last_quote, mut backup) = (1_usize, None, None, None);
    let (mut in_title, mut title_depth) = (false, 0_usize);
    let mut last = 0;
    for (at, byte) in near.iter().enumerate().skip(start) {
        match *byte {
            b'(' if !in_title => depth += 1,
            b'(' => title_depth = title_depth.saturating_sub(1),
            b')' if last_quote.is_some() && Some(last) == last_quote => return Some(at + 1),
            b')' if !in_title => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b')' if title_depth > 0 => {
                title_depth -= 1;
                if title_depth == 0 {
                    backup = backup.or(Some(at + 1));
                }
            }
            b'"' | b'\'' if quote.is_none() => {
                quote = Some(*byte);
                in_title = true;
                title_depth = depth;
            }
            b'"' | b'\'' => last_quote = Some(*byte),
            _ => {}
        }
        if *byte != b' ' {
            last = *byte;
        }
    }
    backup
}

/// Where a destination of the form `(<where> "title")` ends.
fn angled(near: &[u8], start: usize) -> Option<usize> {
    let skip = |at: usize| at + near[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let end = start + 1 + near[start + 1..].iter().position(|byte| matches!(byte, b'<' | b'>'))?;
    let mut at = skip(end + 1);
    if let Some(quote @ (b'"' | b'\'')) = near.get(at) {
        at = skip(at + 2 + memchr::memchr(*quote, &near[at + 1..])?);
    }
    (near[end] == b'>' && near.get(at) == Some(&b')')).then_some(at + 1)
}
