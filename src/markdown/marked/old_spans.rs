//! Lines of text for marked 0.3: the patterns of `inline` in its `lib/marked.js` (0.3.19), with `gfm` and `breaks`.
use super::old_segments::OldReader;
use super::old_text::{LONGEST_TAG, OldBlock, is_word, tag_end};
use crate::text::ByteSet;
use std::ops::Range;

/// Where text may stop.
static STOPS: ByteSet = ByteSet::of(b"<`\\![*_~");

/// Text nested deeper than this is only text.
const MOST_DEPTH: usize = 16;

/// Marks that are known not to be closed in this text.
#[derive(Default)]
struct UnclosedMarks {
    strong: [bool; 2],
    em: [bool; 2],
    del: bool,
    code: Option<usize>,
    comment: bool,
}

impl OldReader {
    /// Reads text and the tags in it.
    pub(super) fn spans(&mut self, block: &OldBlock<'_>, range: Range<usize>) {
        if memchr::memchr(b'<', &block.text.as_bytes()[range.clone()]).is_none() {
            return self.add_text(block, range);
        }
        let mut depth = 0;
        self.nested(block, range, &mut depth);
    }

    fn nested(&mut self, block: &OldBlock<'_>, range: Range<usize>, depth: &mut usize) {
        let text = block.text;
        let (mut at, mut shown, mut token) = (range.start, range.start, range.start);
        let mut unclosed = UnclosedMarks::default();
        while let Some(found) = text.as_bytes().get(at..range.end).and_then(|rest| STOPS.find(rest)) {
            at += found;
            let rest = &text[at..range.end];
            if rest.starts_with('<') {
                if let Some(end) = markup_end(text, at, range.end, &mut unclosed) {
                    self.add_text(block, shown..at);
                    self.add_html(block, at..end);
                    (at, shown, token) = (end, end, end);
                } else {
                    at += autolink(rest).unwrap_or(1);
                }
                continue;
            }
            let begins = at == token || !text.as_bytes()[..at].last().is_some_and(|byte| is_word(*byte));
            let Some((name, inner, length)) = self.element_at(rest, begins, &mut unclosed) else {
                at += skipped(rest, &mut unclosed);
                continue;
            };
            let inner = at + inner.start..at + inner.end;
            if let Some(name) = name.filter(|_| *depth < MOST_DEPTH) {
                self.add_text(block, shown..at);
                self.open(name, block, at);
                *depth += 1;
                self.nested(block, inner.clone(), depth);
                *depth -= 1;
                self.close(name, block, inner.end);
                shown = at + length;
            }
            at += length;
            token = at;
        }
        self.add_text(block, shown..range.end);
    }

    /// The element of Markdown at the start of `rest`: its name (none for an image), its text and its length.
    fn element_at(
        &self,
        rest: &str,
        begins_word: bool,
        unclosed: &mut UnclosedMarks,
    ) -> Option<(Option<&'static str>, Range<usize>, usize)> {
        let bytes = rest.as_bytes();
        match bytes[0] {
            b'[' => self.link(rest).map(|(text, length)| (Some("a"), text, length)),
            b'!' if bytes.get(1) == Some(&b'[') => self.link(&rest[1..]).map(|(text, length)| (None, text, length + 1)),
            mark @ (b'*' | b'_') if mark == b'*' || begins_word => {
                let which = usize::from(mark == b'_');
                if bytes.get(1) == Some(&mark) && !unclosed.strong[which] {
                    let close = strong_end(rest, mark);
                    unclosed.strong[which] = close.is_none();
                    if let Some(close) = close {
                        return Some((Some("strong"), 2..close, close + 2));
                    }
                }
                if unclosed.em[which] {
                    return None;
                }
                let close = em_end(rest, mark);
                unclosed.em[which] = close.is_none();
                close.map(|close| (Some("em"), 1..close, close + 1))
            }
            b'~' if rest.starts_with("~~") && !unclosed.del => {
                let close = rest[2..].find("~~").map(|found| found + 2);
                unclosed.del = close.is_none();
                close.filter(|close| *close > 2).map(|close| (Some("del"), 2..close, close + 2))
            }
            _ => None,
        }
    }

    /// A link at the `[` that begins `rest`: its text and its length.
    fn link(&self, rest: &str) -> Option<(Range<usize>, usize)> {
        let close = closing_bracket(rest)?;
        let text = 1..close;
        let after = &rest[close + 1..];
        if after.starts_with('(') {
            let end = memchr::memchr(b')', &after.as_bytes()[..after.len().min(LONGEST_TAG)])?;
            return Some((text, close + 1 + end + 1));
        }
        let named = after.trim_start();
        if let Some(end) = named.strip_prefix('[').and_then(|name| name.find(']')) {
            let name = if end == 0 { &rest[text.clone()] } else { &named[1..=end] };
            return self.knows(name).then(|| (text, rest.len() - named.len() + end + 2));
        }
        self.knows(&rest[text.clone()]).then_some((text, close + 1))
    }
}

/// How many bytes to skip that begin nothing but text: code, an escape, or one mark.
fn skipped(rest: &str, unclosed: &mut UnclosedMarks) -> usize {
    let bytes = rest.as_bytes();
    match bytes[0] {
        b'`' => {
            let run = bytes.iter().take_while(|byte| **byte == b'`').count();
            if unclosed.code.is_some_and(|known| run >= known) {
                return run;
            }
            let end = code_end(rest, run);
            if end.is_none() {
                unclosed.code = Some(run);
            }
            end.unwrap_or(run)
        }
        b'\\' if bytes.get(1).is_some_and(|next| b"\\`*{}[]()#+-.!_>~|".contains(next)) => 2,
        mark => bytes.iter().take_while(|byte| **byte == mark && matches!(mark, b'*' | b'_')).count().max(1),
    }
}

/// Where code ends that begins with `run` backticks: after as many that no other one follows.
fn code_end(rest: &str, run: usize) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = run;
    while let Some(found) = memchr::memchr(b'`', &bytes[at..]) {
        let start = at + found;
        let length = bytes[start..].iter().take_while(|byte| **byte == b'`').count();
        at = start + length;
        if length >= run && start > run {
            return Some(at);
        }
    }
    None
}

/// Where the marks begin that close `**` or `__`.
fn strong_end(rest: &str, mark: u8) -> Option<usize> {
    let bytes = rest.as_bytes();
    memchr::memchr_iter(mark, bytes)
        .find(|at| *at > 2 && bytes.get(at + 1) == Some(&mark) && bytes.get(at + 2) != Some(&mark))
}

/// Where the mark is that closes `*` or `_`.
fn em_end(rest: &str, mark: u8) -> Option<usize> {
    let bytes = rest.as_bytes();
    let is_space = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    if mark == b'_' && (is_space(1) || bytes.get(1) == Some(&b'_')) {
        return None;
    }
    let mut at = 1;
    while let Some(found) = memchr::memchr(mark, &bytes[at..]) {
        at += found;
        if bytes.get(at + 1) == Some(&mark) {
            at += 2;
            continue;
        }
        let next_is_word = bytes.get(at + 1).is_some_and(|byte| is_word(*byte));
        if at > 1 && (mark == b'*' || !is_space(at - 1) && !next_is_word && at > 3) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The `]` that closes the `[` at the start of `rest`; brackets inside may be one level deep.
fn closing_bracket(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let (mut depth, mut at) = (0, 0);
    while let Some(found) = memchr::memchr3(b'[', b']', b'\\', &bytes[at..rest.len().min(4096)]) {
        at += found;
        match bytes[at] {
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(at),
            b']' => depth -= 1,
            _ => at += 1,
        }
        at += 1;
        if at >= rest.len().min(4096) {
            break;
        }
    }
    None
}

/// Where the tag or comment ends that begins at `at`.
fn markup_end(text: &str, at: usize, end: usize, unclosed: &mut UnclosedMarks) -> Option<usize> {
    let rest = &text[at..end];
    if rest.starts_with("<!--") {
        let found = if unclosed.comment { None } else { rest.find("-->") };
        unclosed.comment = found.is_none();
        return found.map(|found| at + found + 3);
    }
    let name = at + 1 + usize::from(rest.as_bytes().get(1) == Some(&b'/'));
    let length = text[name..end].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    (length > 0).then(|| tag_end(text, name + length, end, true)).flatten()
}

/// The length of an autolink at the start of `rest`.
fn autolink(rest: &str) -> Option<usize> {
    let end = memchr::memchr(b'>', &rest.as_bytes()[..rest.len().min(LONGEST_TAG)])?;
    let inner = &rest[1..end];
    let scheme = inner.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(byte)).count();
    let is_url = scheme >= 2 && inner[scheme..].starts_with(':');
    let is_link = (is_url || inner.contains('@')) && !inner.contains(|c: char| c.is_whitespace() || c == '<');
    is_link.then_some(end + 1)
}
