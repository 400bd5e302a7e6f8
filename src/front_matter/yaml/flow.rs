//! Lists in `[ ]` and mappings in `{ }`: where they close, and what in them YAML cannot read.
use super::super::keys::is_common_key;
use super::super::quotes::is_pair;
use super::lenient_line::{is_colon, is_word, quoted_length};
use super::quote::{quote, single};
use super::suspect::{Candidate, Mask};
use std::ops::Range;

/// What a scan of brackets found.
pub(super) struct Flow {
    /// Where the brackets close, if they do.
    pub(super) end: Option<usize>,
    /// Brackets open at the end of the text, outermost first: their places.
    pub(super) open: Vec<usize>,
    /// Items that may be wrong.
    pub(super) suspects: Vec<Candidate>,
}

/// Scans the brackets that open at `start` of `text`; looks no further than `limit`.
pub(super) fn scan(text: &str, start: usize, limit: usize) -> Flow {
    FlowScan { text, limit, at: start, open: Vec::new(), braces: 0, suspects: Vec::new(), fresh: true, value: None }
        .run()
}

/// How many second colons are told apart: each holds the text that stands before it.
const MOST_SUSPECTS: usize = 48;

/// How far along its line a second closing bracket is looked for.
const FARTHEST: usize = 1000;

struct FlowScan<'t> {
    text: &'t str,
    limit: usize,
    at: usize,
    open: Vec<usize>,
    /// How many of the open brackets are `{`.
    braces: usize,
    suspects: Vec<Candidate>,
    /// No item has begun since the last bracket or comma.
    fresh: bool,
    /// Where the value of a `key: value` item begins.
    value: Option<usize>,
}

impl FlowScan<'_> {
    fn run(mut self) -> Flow {
        while let Some(c) = self.text[self.at..self.limit].chars().next() {
            match c {
                ' ' | '\t' | '\n' | '\r' => self.at += 1,
                '[' | '{' => {
                    if !self.fresh && !self.open.is_empty() {
                        self.bracket_after_item();
                    }
                    self.open.push(self.at);
                    self.braces += usize::from(c == '{');
                    self.at += 1;
                    self.fresh = true;
                    self.value = None;
                }
                ']' | '}' => {
                    self.close(c);
                    self.at += 1;
                    self.fresh = false;
                    self.value = None;
                    if self.open.is_empty() {
                        return Flow { end: Some(self.at), open: self.open, suspects: self.suspects };
                    }
                }
                ',' => {
                    if self.fresh {
                        self.lone_comma();
                    }
                    self.at += 1;
                    self.fresh = true;
                    self.value = None;
                }
                '#' if self.fresh || self.text[..self.at].ends_with([' ', '\t', '\n', '\r']) => self.comment(),
                ':' => self.colon(),
                _ => self.item(c),
            }
        }
        Flow { end: None, open: self.open, suspects: self.suspects }
    }

    /// A closing bracket: that of the innermost list or mapping, or of one around it (`{a: [b}`), or of none (`[a, b}`).
    fn close(&mut self, found: char) {
        let is_open = if found == ']' { self.open.len() > self.braces } else { self.braces > 0 };
        let opens = |at: &usize| self.text[*at..].starts_with(if found == ']' { '[' } else { '{' });
        let meant = self.open.iter().rposition(opens).filter(|_| is_open);
        match meant {
            Some(meant) if meant + 1 == self.open.len() => drop(self.pop()),
            Some(meant) if !self.closes_again(found) => {
                let inner = self.open[meant + 1..].to_vec();
                while self.open.len() > meant {
                    self.pop();
                }
                self.unclosed(&inner, found);
            }
            _ => self.wrong_bracket(found),
        }
    }

    fn pop(&mut self) -> Option<usize> {
        let at = self.open.pop()?;
        self.braces -= usize::from(self.text[at..].starts_with('{'));
        Some(at)
    }

    /// Whether another bracket like the one here follows on the line, so that this one may stand for one of the other kind.
    fn closes_again(&self, found: char) -> bool {
        let rest = self.text[self.at + 1..self.limit].chars().take(FARTHEST);
        rest.take_while(|c| !matches!(c, '\n' | '\r')).any(|c| c == found)
    }

    /// `{a: [b}`
    fn unclosed(&mut self, inner: &[usize], found: char) {
        let Some(opened) = inner.first().copied() else { return };
        let (open, wanted) = (&self.text[opened..=opened], closing(self.text, inner));
        let message = format!("`{open}` is not closed before this `{found}`");
        let found = Candidate::new("mismatched-bracket", self.at..self.at + 1, self.mask(opened..self.at), message)
            .label(opened..opened + 1, "the bracket that opens")
            .help("what opens inside brackets closes inside them")
            .probable("insert the bracket that is missing", vec![(self.at..self.at, wanted)]);
        self.suspects.push(found);
    }

    /// `[a, b}`
    fn wrong_bracket(&mut self, found: char) {
        let Some(opened) = self.pop() else { return };
        let (open, wanted) = (&self.text[opened..=opened], closing(self.text, &[opened]));
        let at = self.at..self.at + 1;
        let message = format!("`{open}` is closed by `{wanted}`, and this is `{found}`");
        let found = Candidate::new("mismatched-bracket", at.clone(), self.mask(opened..at.end), message)
            .label(opened..opened + 1, "the bracket that opens")
            .help("`[ ]` stand around lists, `{ }` around keys with their values")
            .probable("use the bracket that fits", vec![(at, wanted)]);
        self.suspects.push(found);
    }

    /// A colon after a key; a second one, as in `{alt: Foo: bar}`, stands in a text.
    fn colon(&mut self) {
        let colon = self.at;
        self.at += 1;
        let Some(value) = self.value.filter(|_| !self.fresh && is_colon(self.text, colon)) else {
            self.fresh = true;
            self.value = Some(self.at);
            return;
        };
        let rest = &self.text[colon..self.limit];
        let end = colon + rest.find([',', '[', ']', '{', '}', '\n', '\r']).unwrap_or(rest.len());
        if self.suspects.len() > MOST_SUSPECTS {
            self.at = end;
            return;
        }
        let start = value + self.text[value..end].len() - self.text[value..end].trim_start().len();
        let whole = start..start + self.text[start..end].trim_end().len();
        if let Some(gap) = self.second_key(start, colon) {
            let found = missing_comma(start..gap, self.mask(whole));
            self.suspects.push(found.probable("insert a comma", vec![(gap..gap, ",".into())]));
            self.at = end;
            return;
        }
        let message = "a second colon makes a key of what stands before it";
        let found = Candidate::new("unquoted-colon", colon..colon + 1, self.mask(whole.clone()), message)
            .label(whole.clone(), "this text needs quotes")
            .help("a colon and a blank end a key; put the value in quotes to keep it as text");
        // One quote of the two may be missing: then the text is not what stands here.
        let found = match &self.text[whole.clone()] {
            shown if shown.starts_with(['"', '\'']) => found,
            shown => found.safe("quote the value", vec![(whole, requoted(shown))]),
        };
        self.suspects.push(found);
        self.at = end;
    }

    /// `Ann url` of `{name: Ann url: "x"}`: where the comma before the second key is missing.
    fn second_key(&self, start: usize, colon: usize) -> Option<usize> {
        let before = self.text[start..colon].trim_end();
        let (value, key) = before.rsplit_once([' ', '\t'])?;
        let is_key = is_common_key(key) || self.text[colon + 1..].trim_start().starts_with(['"', '\'']);
        let is_inner = self.open.last().is_some_and(|at| self.text[*at..].starts_with('{'));
        (is_inner && is_key && is_word(key) && !value.starts_with(['"', '\''])).then(|| start + value.trim_end().len())
    }

    /// `[a {b: c}]`: an item, and a bracket that opens another one. Told once a scan, as its end is looked for.
    fn bracket_after_item(&mut self) {
        if self.suspects.iter().any(|suspect| suspect.cause == "missing-comma") {
            return;
        }
        let end = self.text[..self.at].trim_end().len();
        let before = &self.text[..end];
        let start = end - before.len() + before.rfind([',', '[', '{', ':', '\n', '\r']).map_or(0, |at| at + 1);
        let start = start + self.text[start..end].len() - self.text[start..end].trim_start().len();
        let close = closing_of(&self.text[self.at..self.limit]).map(|length| self.at + length);
        let Some(close) = close.filter(|_| start < end && !before.ends_with([']', '}'])) else { return };
        let found = missing_comma(start..end, self.mask(start..close));
        self.suspects.push(found.probable("insert a comma", vec![(end..end, ",".into())]));
    }

    fn lone_comma(&mut self) {
        let at = self.at..self.at + 1;
        let found = Candidate::new("empty-item", at.clone(), self.mask(at.clone()), "nothing stands before this comma")
            .help("YAML wants a value between two commas; remove the comma or write the missing value")
            .probable("remove the comma", vec![(at, String::new())]);
        self.suspects.push(found);
    }

    fn comment(&mut self) {
        let rest = &self.text[self.at..self.limit];
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let closes = line.rfind([']', '}']);
        if let Some(end) = closes.filter(|_| !line.starts_with("# ")) {
            // `[#web, #data]`: what follows the first `#` is a comment, so the list never closes.
            let mut edits = Vec::new();
            let mut from = 0;
            for item in line[..end].split(',') {
                let bare = item.trim();
                if bare.starts_with('#') {
                    let start = self.at + from + item.len() - item.trim_start().len();
                    edits.push((start..start + bare.len(), quote(bare)));
                }
                from += item.len() + 1;
            }
            let at = self.at..self.at + 1;
            let mask = self.mask(self.at..self.at + end);
            let found = Candidate::new("unquoted-hash", at, mask, "`#` starts a comment here, so the list never closes")
                .help("at the start of an item, YAML takes `#` and the rest of the line for a comment; put the item in quotes")
                .safe("quote the items", edits);
            self.suspects.push(found);
            self.at += end;
        } else {
            self.at += line.len();
        }
    }

    /// One item or key, up to the next comma, colon or bracket.
    fn item(&mut self, first: char) {
        self.fresh = false;
        if matches!(first, '"' | '\'') {
            return self.quoted(first);
        }
        let range = self.plain(self.at);
        let item = &self.text[range.clone()];
        self.at = range.end.max(self.at + first.len_utf8());
        let start = range.start..range.start + first.len_utf8();
        let found = match first {
            '@' | '`' | '%' => Candidate::new("reserved-character", start, self.mask(range.clone()), reserved(first))
                .help(format!("put the item in quotes: `{}`", quote(item))),
            '*' => Candidate::new("read-as-alias", start, self.mask(range.clone()), "`*` starts an alias, not text")
                .help("an alias repeats the value of an anchor; put the item in quotes when it is text"),
            '&' => Candidate::new("read-as-anchor", start, self.mask(range.clone()), "`&` starts an anchor, not text")
                .help("put the item in quotes when it is text"),
            '!' => Candidate::new("read-as-tag", start, self.mask(range.clone()), "`!` starts a tag, not text")
                .help("put the item in quotes when it is text"),
            '-' | '?' if item.len() == 1 || item[1..].starts_with([' ', '\t']) => {
                let message = format!("`{first}` and a blank cannot start an item between brackets");
                Candidate::new("reserved-character", start, self.mask(range.clone()), message)
                    .help("put the item in quotes when it is text")
            }
            _ => {
                let Some(colon) = item.match_indices(':').map(|(at, _)| at).find(|at| is_colon(item, *at)) else {
                    return;
                };
                let colon = range.start + colon;
                Candidate::new(
                    "unquoted-colon",
                    colon..colon + 1,
                    self.mask(range.clone()),
                    "`: ` in an item makes a key of what stands before it",
                )
                .help("put the item in quotes when it is text")
            }
        };
        self.suspects.push(found.safe("quote the item", vec![(range, quote(item))]));
    }

    /// Bytes of a plain item that starts at `start`, blanks at its end left out.
    fn plain(&self, start: usize) -> Range<usize> {
        let rest = &self.text[start..self.limit];
        let end = rest
            .char_indices()
            .find(|(at, c)| {
                matches!(c, ',' | '[' | ']' | '{' | '}' | '\n' | '\r')
                    || *c == ':' && is_colon(rest, *at)
                    || *c == '#' && rest[..*at].ends_with(' ')
            })
            .map_or(rest.len(), |(at, _)| at);
        start..start + rest[..end].trim_end().len()
    }

    fn quoted(&mut self, mark: char) {
        let start = self.at;
        let rest = &self.text[start..self.limit];
        let Some(length) = quoted_length(rest) else {
            self.unclosed_quote(mark);
            return;
        };
        let inner = rest[1..length - 1].trim_end();
        if inner.ends_with(',') && rest[length..].starts_with(char::is_alphanumeric) {
            // `["a, "b"]`: the quote that closes was meant to open the next item.
            self.unclosed_quote(mark);
            return;
        }
        self.at = start + length;
        let after = &self.text[self.at..self.limit];
        let blank = after.len() - after.trim_start_matches([' ', '\t']).len();
        if blank < after.len()
            && after[blank..].starts_with(['\n', '\r'])
            && after.trim_start().starts_with(['"', '\''])
        {
            return self.missing_comma(start, length);
        }
        match after[blank..].chars().next() {
            None | Some(',' | ']' | '}' | ':' | '#' | '\n' | '\r') => {}
            Some('"' | '\'') if blank > 0 => self.missing_comma(start, length),
            Some('"') if mark == '"' && is_whole_item(after) => self.missing_comma(start, length),
            Some(c) if mark == '\'' && blank == 0 && c.is_alphanumeric() => self.apostrophe(start, length),
            Some(_) => self.text_after_quote(start),
        }
    }

    fn missing_comma(&mut self, start: usize, length: usize) {
        let end = start + length;
        // Without the comma the two items are one: cover the first with its quotes and the blank after it.
        let next = end + self.text[end..].len() - self.text[end..].trim_start().len();
        let after = quoted_length(&self.text[next..self.limit]).map_or(next, |second| next + second);
        let found = missing_comma(start..end, self.mask(start..after));
        let edits = vec![(end..end, ",".into())];
        // `"b""c"`: spreadsheets write a quote inside a text as two.
        self.suspects.push(if next == end {
            found.probable("insert a comma", edits)
        } else {
            found.safe("insert a comma", edits)
        });
    }

    fn apostrophe(&mut self, start: usize, length: usize) {
        let whole = self.plain(start);
        let item = &self.text[whole.clone()];
        let inner = item[1..].strip_suffix('\'').unwrap_or(&item[1..]);
        let at = start + length - 1..start + length;
        let found = Candidate::new(
            "apostrophe-in-single-quotes",
            at,
            self.mask(whole.clone()),
            "this apostrophe ends the quoted text",
        )
        .label(start..start + 1, "the quote that opens")
        .help("put the text in double quotes, or double the apostrophe")
        .safe("use double quotes", vec![(whole.clone(), quote(&inner.replace("''", "'")))]);
        self.suspects.push(found);
        self.at = whole.end;
    }

    fn text_after_quote(&mut self, start: usize) {
        let whole = self.plain(start);
        let rest = self.at + blanks(&self.text[self.at..self.limit])..whole.end;
        if rest.is_empty() {
            return;
        }
        let item = &self.text[whole.clone()];
        let inner =
            item[1..].strip_suffix('"').filter(|inner| item.starts_with('"') && inner.matches('"').count() % 2 == 0);
        if let Some(inner) = inner.filter(|inner| is_pair(inner)) {
            let at = self.at - 1..self.at;
            let found =
                Candidate::new("quote-inside-quotes", at, self.mask(whole.clone()), "this quote ends the text early")
                    .label(start..start + 1, "the quote that opens")
                    .help("inside double quotes write `\\\"`, or put the whole text in single quotes")
                    .safe("use single quotes", vec![(whole.clone(), single(inner))]);
            self.suspects.push(found);
            self.at = whole.end;
            return;
        }
        let found =
            Candidate::new("text-after-quote", rest, self.mask(whole.clone()), "text follows the closing quote")
                .help(
                    "a text that begins with a quote ends with the next one; quote the whole item with the other kind",
                )
                .label(start..self.at, "YAML takes only this for the text");
        let edits = vec![(whole.clone(), requoted(item))];
        // `"(b)" c "d"`: the last quote may be that of another text.
        self.suspects.push(if inner.is_some() {
            found.probable("quote the whole item", edits)
        } else {
            found.safe("quote the whole item", edits)
        });
        self.at = whole.end;
    }

    fn unclosed_quote(&mut self, mark: char) {
        let start = self.at;
        let item = self.plain(start);
        let close = vec![(item.end..item.end, mark.to_string())];
        let found =
            Candidate::new("unclosed-quote", start..start + 1, self.mask(item.clone()), "this quote is never closed")
                .help("YAML reads on to the end of the front matter in search of the closing quote")
                .safe("add the closing quote", close);
        self.suspects.push(found);
        self.at = item.end.max(start + 1);
    }

    fn mask(&self, range: Range<usize>) -> Mask {
        debug_assert!(range.end <= self.limit, "a mask stays inside the brackets' lines");
        Mask::Value(range)
    }
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// `"a" "b"`: told of the item before, as there is nothing to show between the two.
fn missing_comma(item: Range<usize>, mask: Mask) -> Candidate {
    Candidate::new("missing-comma", item, mask, "a comma is missing after this item")
        .help("items between brackets are separated by commas")
}

/// `"c"` before a comma or a closing bracket.
fn is_whole_item(text: &str) -> bool {
    quoted_length(text).is_some_and(|length| text[length..].trim_start().starts_with([',', ']', '}']))
}

/// Length up to and with the bracket that closes the one that `text` begins with; brackets in quotes count, too.
fn closing_of(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// What to say of a character that YAML keeps for itself.
pub(super) fn reserved(first: char) -> String {
    match first {
        '`' => "a value cannot start with a backtick: YAML reserves it".into(),
        '@' => "a value cannot start with `@`: YAML reserves it".into(),
        _ => format!("a value cannot start with `{first}`"),
    }
}

/// A text that holds quotes, quoted with the other kind.
pub(super) fn requoted(text: &str) -> String {
    if text.contains('"') { single(text) } else { quote(text) }
}

/// The brackets that close `open`, innermost first.
pub(super) fn closing(text: &str, open: &[usize]) -> String {
    open.iter().rev().map(|at| if text[*at..].starts_with('[') { ']' } else { '}' }).collect()
}
