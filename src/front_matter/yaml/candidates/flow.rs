//! Lists in `[ ]` and mappings in `{ }` (YAML's flow style): where they close, and what in them YAML cannot read.
use super::super::lenient_line::{is_colon, is_word, quoted_length};
use super::super::words::{self, brackets};
use crate::dialect::known_keys;
use crate::front_matter::SyntaxCause as C;
use crate::front_matter::draft::{Draft, Mask, Wording};
use crate::front_matter::quotes::{is_pair, quote, requoted, single};
use crate::text::first_line;
use std::ops::Range;

/// What a scan of brackets found.
pub(super) struct BracketScan {
    /// Where the brackets close, if they do.
    pub(super) end: Option<usize>,
    /// Brackets open at the end of the text, outermost first: their places.
    pub(super) open: Vec<usize>,
    /// Items that may be wrong.
    pub(super) candidates: Vec<Draft>,
}

/// Where the brackets that open at `start` of `text` close, if they do before `limit`.
pub(in super::super) fn end_of_brackets(text: &str, start: usize, limit: usize) -> Option<usize> {
    scan(text, start, limit).end
}

/// Scans the brackets that open at `start` of `text`; looks no further than `limit`.
pub(super) fn scan(text: &str, start: usize, limit: usize) -> BracketScan {
    FlowScan { text, limit, at: start, open: Vec::new(), braces: 0, candidates: Vec::new(), fresh: true, value: None }
        .run()
}

/// How many items of one scan may be wrong; far fewer are tried.
const MOST_CANDIDATES: usize = 1000;

/// How many second colons are reported: each draft contains the text before it.
const MOST_SECOND_COLONS: usize = 48;

/// How far along its line a second closing bracket is looked for.
const FARTHEST: usize = 1000;

struct FlowScan<'t> {
    text: &'t str,
    limit: usize,
    at: usize,
    open: Vec<usize>,
    /// How many of the open brackets are `{`.
    braces: usize,
    candidates: Vec<Draft>,
    /// No item has begun since the last bracket or comma.
    fresh: bool,
    /// Where the value of a `key: value` item begins.
    value: Option<usize>,
}

impl FlowScan<'_> {
    fn run(mut self) -> BracketScan {
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
                        return BracketScan { end: Some(self.at), open: self.open, candidates: self.candidates };
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
            self.candidates.truncate(MOST_CANDIDATES);
        }
        BracketScan { end: None, open: self.open, candidates: self.candidates }
    }

    /// A closing bracket: that of the innermost list or mapping, or of one around it (`{a: [b}`), or a wrong one (`[a, b}`).
    fn close(&mut self, found: char) {
        let is_open = if found == ']' { self.open.len() > self.braces } else { self.braces > 0 };
        let opens = |at: &usize| self.text[*at..].starts_with(if found == ']' { '[' } else { '{' });
        let opened = self.open.iter().rposition(opens).filter(|_| is_open);
        match opened {
            Some(opened) if opened + 1 == self.open.len() => drop(self.pop()),
            Some(opened) if !self.closes_again(found) => {
                let inner = self.open[opened + 1..].to_vec();
                while self.open.len() > opened {
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

    /// Whether another bracket like the one here follows on the line, so that this one may be a typo for one of the other kind.
    fn closes_again(&self, found: char) -> bool {
        let rest = self.text[self.at + 1..self.limit].chars().take(FARTHEST);
        rest.take_while(|c| !matches!(c, '\n' | '\r')).any(|c| c == found)
    }

    /// `{a: [b}`
    fn unclosed(&mut self, inner: &[usize], found: char) {
        let Some(opened) = inner.first().copied() else { return };
        let (open, wanted) = (&self.text[opened..=opened], closing(self.text, inner));
        let at = self.at..self.at;
        let draft = self
            .draft(brackets::not_closed_before(open, found), self.at..self.at + 1, opened..self.at)
            .label(opened..opened + 1, words::OPENING_BRACKET);
        self.candidates.push(draft.probable(vec![(at, wanted)]));
    }

    /// `[a, b}`
    fn wrong_bracket(&mut self, found: char) {
        let Some(opened) = self.pop() else { return };
        let (open, wanted) = (&self.text[opened..=opened], closing(self.text, &[opened]));
        let at = self.at..self.at + 1;
        let draft = self
            .draft(brackets::wrong_bracket(open, &wanted, found), at.clone(), opened..at.end)
            .label(opened..opened + 1, words::OPENING_BRACKET);
        self.candidates.push(draft.probable(vec![(at, wanted)]));
    }

    /// A colon after a key; a second one, as in `{alt: Foo: bar}`, is part of a text.
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
        if self.candidates.len() > MOST_SECOND_COLONS {
            self.at = end;
            return;
        }
        let start = value + self.text[value..end].len() - self.text[value..end].trim_start().len();
        let whole = start..start + self.text[start..end].trim_end().len();
        if let Some(gap) = self.second_key(start, colon) {
            let draft = self.draft(brackets::missing_comma(), start..gap, whole);
            self.candidates.push(draft.probable(vec![(gap..gap, ",".into())]));
            self.at = end;
            return;
        }
        let draft = self
            .draft(brackets::second_colon(), colon..colon + 1, whole.clone())
            .label(whole.clone(), words::NEEDS_QUOTES);
        // One quote of the two may be missing: then the value is not what is written here.
        let draft = match &self.text[whole.clone()] {
            shown if shown.starts_with(['"', '\'']) => draft,
            shown => draft.safe(vec![(whole, requoted(shown))]),
        };
        self.candidates.push(draft);
        self.at = end;
    }

    /// `Ann url` of `{name: Ann url: "x"}`: where the comma before the second key is missing.
    fn second_key(&self, start: usize, colon: usize) -> Option<usize> {
        let before = self.text[start..colon].trim_end();
        let (value, key) = before.rsplit_once([' ', '\t'])?;
        let is_key = known_keys::is_common(key) || self.text[colon + 1..].trim_start().starts_with(['"', '\'']);
        let is_inner = self.open.last().is_some_and(|at| self.text[*at..].starts_with('{'));
        (is_inner && is_key && is_word(key) && !value.starts_with(['"', '\''])).then(|| start + value.trim_end().len())
    }

    /// `[a {b: c}]`: an item, and a bracket that opens another one. Reported once a scan, because its end is searched for.
    fn bracket_after_item(&mut self) {
        if self.candidates.iter().any(|draft| draft.cause == C::MissingComma) {
            return;
        }
        let end = self.text[..self.at].trim_end().len();
        let before = &self.text[..end];
        let start = end - before.len() + before.rfind([',', '[', '{', ':', '\n', '\r']).map_or(0, |at| at + 1);
        let start = start + self.text[start..end].len() - self.text[start..end].trim_start().len();
        let close = closing_of(&self.text[self.at..self.limit]).map(|length| self.at + length);
        let Some(close) = close.filter(|_| start < end && !before.ends_with([']', '}'])) else { return };
        let draft = self.draft(brackets::missing_comma(), start..end, start..close);
        self.candidates.push(draft.probable(vec![(end..end, ",".into())]));
    }

    fn lone_comma(&mut self) {
        let at = self.at..self.at + 1;
        let draft = self.draft(brackets::lone_comma(), at.clone(), at.clone());
        self.candidates.push(draft.probable(vec![(at, String::new())]));
    }

    fn comment(&mut self) {
        let rest = &self.text[self.at..self.limit];
        let line = first_line(rest);
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
            let draft = self.draft(brackets::hash(), self.at..self.at + 1, self.at..self.at + end);
            self.candidates.push(draft.safe(edits));
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
        let is_alone = || item.len() == 1 || item[1..].starts_with([' ', '\t']);
        let (words, at) = match first {
            '@' | '`' | '%' => (brackets::reserved(first, &quote(item)), start),
            '*' | '&' | '!' => (brackets::indicator(first), start),
            '-' | '?' if is_alone() => (brackets::reserved_before_space(first), start),
            _ => {
                let mut colons = item.match_indices(':').map(|(at, _)| at);
                let Some(colon) = colons.find(|at| is_colon(item, *at)) else { return };
                (brackets::colon_in_item(), range.start + colon..range.start + colon + 1)
            }
        };
        let draft = self.draft(words, at, range.clone());
        self.candidates.push(draft.safe(vec![(range, quote(item))]));
    }

    /// Bytes of a plain item that starts at `start`, without spaces at its end.
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
            // `["a, "b"]`: the quote that closes was intended to open the next item.
            self.unclosed_quote(mark);
            return;
        }
        self.at = start + length;
        let after = &self.text[self.at..self.limit];
        let gap = after.len() - after.trim_start_matches([' ', '\t']).len();
        if gap < after.len() && after[gap..].starts_with(['\n', '\r']) && after.trim_start().starts_with(['"', '\'']) {
            return self.missing_comma(start, length);
        }
        match after[gap..].chars().next() {
            None | Some(',' | ']' | '}' | ':' | '#' | '\n' | '\r') => {}
            Some('"' | '\'') if gap > 0 => self.missing_comma(start, length),
            Some('"') if mark == '"' && is_whole_item(after) => self.missing_comma(start, length),
            Some(c) if mark == '\'' && gap == 0 && c.is_alphanumeric() => self.apostrophe(start, length),
            Some(_) => self.text_after_quote(start),
        }
    }

    fn missing_comma(&mut self, start: usize, length: usize) {
        let end = start + length;
        // Without the comma the two items are one: cover the first with its quotes and the space after it.
        let next = end + self.text[end..].len() - self.text[end..].trim_start().len();
        let after = quoted_length(&self.text[next..self.limit]).map_or(next, |second| next + second);
        let draft = self.draft(brackets::missing_comma(), start..end, start..after);
        // `"b""c"`: spreadsheets write a quote inside a string as two.
        self.candidates.push(draft.repair(next > end, vec![(end..end, ",".into())]));
    }

    fn apostrophe(&mut self, start: usize, length: usize) {
        let whole = self.plain(start);
        let item = &self.text[whole.clone()];
        let inner = item[1..].strip_suffix('\'').unwrap_or(&item[1..]);
        let at = start + length - 1..start + length;
        self.at = whole.end;
        let draft = self
            .draft(words::apostrophe("this item"), at, whole.clone())
            .label(start..start + 1, words::OPENING_QUOTE)
            .safe(vec![(whole, quote(&inner.replace("''", "'")))]);
        self.candidates.push(draft);
    }

    fn text_after_quote(&mut self, start: usize) {
        let whole = self.plain(start);
        let close = self.at;
        let rest = close + spaces(&self.text[close..self.limit])..whole.end;
        if rest.is_empty() {
            return;
        }
        self.at = whole.end;
        let item = &self.text[whole.clone()];
        let inner =
            item[1..].strip_suffix('"').filter(|inner| item.starts_with('"') && inner.matches('"').count() % 2 == 0);
        let draft = if let Some(inner) = inner.filter(|inner| is_pair(inner)) {
            self.draft(words::quote_inside_quotes("this item"), close - 1..close, whole.clone())
                .label(start..start + 1, words::OPENING_QUOTE)
                .safe(vec![(whole, single(inner))])
        } else {
            // `"(b)" c "d"`: the last quote may be that of another string.
            self.draft(brackets::text_after_quote(), rest, whole.clone())
                .label(start..close, brackets::READ_AS_STRING)
                .repair(inner.is_none(), vec![(whole, requoted(item))])
        };
        self.candidates.push(draft);
    }

    fn unclosed_quote(&mut self, mark: char) {
        let start = self.at;
        let item = self.plain(start);
        self.at = item.end.max(start + 1);
        let close = item.end..item.end;
        let draft = self.draft(brackets::unclosed_quote(), start..start + 1, item);
        self.candidates.push(draft.safe(vec![(close, mark.to_string())]));
    }

    /// A problem at `at` of the value at `masked`.
    fn draft(&self, words: Wording, at: Range<usize>, masked: Range<usize>) -> Draft {
        debug_assert!(masked.end <= self.limit, "a mask is inside the brackets' lines");
        Draft::new(words, at).mask(Mask::Value(masked))
    }
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
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

/// The brackets that close `open`, innermost first.
pub(super) fn closing(text: &str, open: &[usize]) -> String {
    open.iter().rev().map(|at| if text[*at..].starts_with('[') { ']' } else { '}' }).collect()
}
