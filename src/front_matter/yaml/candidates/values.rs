//! Values that YAML cannot read, by their first character: one small function a cause.
use super::super::lenient_line::{LenientLine, is_block_header, is_colon};
use super::super::words::{self, brackets};
use super::flow;
use crate::dialect::known_keys;
use crate::front_matter::draft::{Draft, Edits, Mask, Wording};
use crate::front_matter::quotes::quote;
use crate::text::line_end;
use std::ops::Range;

/// How many problems inside brackets that are never closed are reported beside that.
const MOST_INSIDE: usize = 12;

/// A value that may be what YAML cannot read.
pub(super) struct SuspectValue<'t> {
    /// The whole block that the value is in.
    pub(super) text: &'t str,
    /// The value's bytes on its line.
    pub(super) at: Range<usize>,
    /// How to call what has the value: `` `title` `` or "this item".
    pub(super) holder: String,
    /// Where the lines that belong to it end.
    pub(super) limit: usize,
    /// The indentation of the line after it, when that is deeper or an item.
    pub(super) below: Option<usize>,
}

impl<'t> SuspectValue<'t> {
    /// The value of a line; `limit` is where the lines that belong to it end.
    pub(super) fn of(text: &'t str, row: &LenientLine, limit: usize, below: Option<usize>) -> Self {
        let holder = match &row.key {
            Some(key) => format!("`{}`", text[key.clone()].trim_matches(['"', '\''])),
            None if row.dash.is_some() => "this item".into(),
            None => "this line".into(),
        };
        Self { text, at: row.value.clone(), holder, limit, below }
    }

    pub(super) fn shown(&self) -> &'t str {
        &self.text[self.at.clone()]
    }

    /// The bytes of the first character.
    pub(super) fn first(&self) -> Range<usize> {
        let length = self.shown().chars().next().map_or(0, char::len_utf8);
        self.at.start..self.at.start + length
    }

    /// A problem of the value, which is masked.
    pub(super) fn draft(&self, words: Wording, at: Range<usize>) -> Draft {
        Draft::new(words, at).mask(Mask::Value(self.at.clone()))
    }

    pub(super) fn quoted_whole(&self) -> Edits {
        vec![(self.at.clone(), quote(self.shown()))]
    }

    /// What may be wrong with it, the likeliest first.
    pub(super) fn candidates(&self) -> Vec<Draft> {
        let value = self.shown();
        let one = |draft: Option<Draft>| draft.into_iter().collect();
        let is_alone = || value.len() == 1 || value[1..].starts_with([' ', '\t']);
        match value.chars().next() {
            None => Vec::new(),
            Some('"' | '\'') => one(self.quoted()),
            Some('{') if value.starts_with("{{") || value.starts_with("{%") => vec![self.template()],
            Some('[' | '{') => self.brackets(),
            Some('|' | '>') => one(self.block_header()),
            Some('“' | '”' | '„' | '«' | '‘' | '’') if has_colon(value) => one(self.curly()),
            Some(first @ ('@' | '`' | '%' | ',' | ']' | '}')) => vec![self.reserved(first)],
            Some(first @ ('*' | '&' | '!')) => self.indicator(first),
            Some('-') if is_alone() => vec![self.dash()],
            Some('?') if is_alone() => vec![self.reserved('?')],
            Some(_) => one(self.plain()),
        }
    }

    /// `Foo: bar`
    fn plain(&self) -> Option<Draft> {
        let value = self.shown();
        let colon = value.match_indices(':').map(|(at, _)| at).find(|at| is_colon(value, *at))?;
        let at = self.at.start + colon..self.at.start + colon + 1;
        if let Some(mark) = lone_closing_quote(value) {
            let start = self.at.start;
            let end = self.at.end - mark.len_utf8()..self.at.end;
            let draft = self.draft(words::missing_opening_quote(&self.holder), end).label(at, words::READ_AS_KEY);
            return Some(draft.safe(vec![(start..start, mark.to_string())]));
        }
        let is_second_key = is_second_key(&value[..colon]);
        let words = if is_second_key { words::second_key_in_value } else { words::colon_in_value };
        let draft = self.draft(words(&self.holder, colon + 1 == value.len()), at);
        let draft = draft.label(self.at.clone(), words::NEEDS_QUOTES);
        Some(draft.repair(!is_second_key, self.quoted_whole()))
    }

    /// `“Hello: world”`, which was intended to be quoted.
    fn curly(&self) -> Option<Draft> {
        let value = self.shown();
        let (first, last) = (value.chars().next()?, value.chars().next_back()?);
        if !closes_curly(first, last) || value.chars().count() < 2 {
            return self.plain();
        }
        let inner = value[first.len_utf8()..value.len() - last.len_utf8()].trim_matches(['\u{a0}', '\u{202f}', ' ']);
        let draft = self
            .draft(words::curly_quotes(&self.holder), self.first())
            .label(self.at.clone(), "this value needs straight quotes");
        Some(draft.probable(vec![(self.at.clone(), quote(inner))]))
    }

    /// `@handle`, `` `code` ``, `%20`
    fn reserved(&self, first: char) -> Draft {
        let draft = self.draft(words::reserved(first, &self.holder), self.first());
        draft.label(self.at.clone(), words::NEEDS_QUOTES).safe(self.quoted_whole())
    }

    /// `*Bold* move`, `&Sons`, `!! careful`
    fn indicator(&self, first: char) -> Vec<Draft> {
        let value = self.shown();
        let draft = self
            .draft(words::indicator(first, &self.holder), self.first())
            .label(self.at.clone(), words::NEEDS_QUOTES)
            .safe(self.quoted_whole());
        // `!tag "a": b` may be a good tag before a bad value.
        let later = value.find(' ').filter(|_| first != '*').map(|space| {
            let at = self.at.start + space + 1..self.at.end;
            SuspectValue { text: self.text, at, holder: self.holder.clone(), limit: self.limit, below: self.below }
        });
        let later = later.filter(|later| !later.shown().starts_with(['!', '&']));
        std::iter::once(draft).chain(later.into_iter().flat_map(|later| later.candidates())).collect()
    }

    /// `tags: - a`
    fn dash(&self) -> Draft {
        let draft = self.draft(words::list_on_key_line(&self.holder), self.first());
        if self.below.is_some() { draft } else { draft.probable(self.quoted_whole()) }
    }

    /// `{{ site.url }}/a.png`
    fn template(&self) -> Draft {
        let value = self.shown();
        let end = value.find("}}").or_else(|| value.find("%}")).map_or(value.len(), |end| end + 2);
        let tag = self.at.start..self.at.start + end;
        self.draft(words::template(&value[..2], &self.holder), tag).safe(self.quoted_whole())
    }

    /// `> quoted`, `| piped`
    fn block_header(&self) -> Option<Draft> {
        let value = self.shown();
        let indicator = &value[..1];
        if is_block_header(value) || is_block_header(value.split([' ', '\t']).next()?) && value.contains(" #") {
            return None;
        }
        let text_at = self.at.start + value.len() - value[1..].trim_start().len();
        let draft =
            |words| self.draft(words, text_at..self.at.end).label(self.first(), words::block_indicator(indicator));
        Some(match self.below {
            None => draft(words::text_after_block_indicator(indicator)).safe(self.quoted_whole()),
            Some(indent) => {
                let edits = vec![(self.at.start + 1..text_at, format!("\n{}", " ".repeat(indent)))];
                draft(words::text_after_block_indicator_with_more_below(indicator)).probable(edits)
            }
        })
    }

    fn brackets(&self) -> Vec<Draft> {
        let value = self.shown();
        let (open, close) = if value.starts_with('[') { ('[', ']') } else { ('{', '}') };
        let scan = flow::scan(self.text, self.at.start, self.limit);
        let mut all = scan.candidates;
        let Some(end) = scan.end else {
            // Brackets that swallow much of the block: what is in it was not intended to be inside them.
            if all.len() > MOST_INSIDE {
                return vec![self.unclosed_bracket(open, close)];
            }
            all.push(self.unclosed_bracket(open, close));
            return all;
        };
        let line_end = line_end(&self.text[..self.limit], end);
        let rest = self.text[end..line_end].trim();
        if rest.is_empty() || rest.starts_with('#') {
            return all;
        }
        let rest_at = line_end - self.text[end..line_end].trim_start().len();
        let rest = rest_at..rest_at + rest.len();
        all.insert(0, self.after_bracket(open, close, end, rest));
        all
    }

    /// `[Draft] My post`, `[a], `, `[a]]`
    fn after_bracket(&self, open: char, close: char, end: usize, rest: Range<usize>) -> Draft {
        let shown = &self.text[rest.clone()];
        let whole = self.at.start..rest.end;
        let mask = Mask::Value(whole.clone());
        if shown == "," {
            return self.trailing_comma(rest.start).mask(mask);
        }
        if shown.chars().all(|c| matches!(c, ']' | '}')) {
            return Draft::new(brackets::stray_bracket(shown), rest.clone())
                .mask(mask)
                .label(end - 1..end, brackets::closed_already(open))
                .safe(vec![(rest, String::new())]);
        }
        if let Some(list) = list_of_groups(&self.text[whole.clone()]) {
            return Draft::new(brackets::lists_in_a_row(), rest)
                .mask(mask)
                .label(self.at.start..end, brackets::read_as(open))
                .probable(vec![(whole, list)]);
        }
        let is_link = open == '[' && shown.starts_with('(');
        let draft = Draft::new(brackets::text_after_bracket(open, close, is_link), rest)
            .mask(mask)
            .label(self.at.start..end, brackets::read_as(open));
        let text = &self.text[whole.clone()];
        if text.contains(['\n', '\r']) { draft } else { draft.safe(vec![(whole, quote(text))]) }
    }

    /// `tags: [a`
    fn unclosed_bracket(&self, open: char, close: char) -> Draft {
        // Only the value's own line shows what belongs to it: YAML read the lines after it in search of the end.
        let line = flow::scan(self.text, self.at.start, self.at.end);
        let closing = flow::closing(self.text, &line.open);
        let draft = self.draft(brackets::unclosed_bracket(open, close, &self.holder), self.first());
        // `params: {` with its items on the lines below.
        let lines = self.text[self.at.start..self.limit].trim_end().len();
        if self.below.is_some() && lines > self.at.len() {
            let end = self.at.start + lines;
            let closing = flow::closing(self.text, &flow::scan(self.text, self.at.start, end).open);
            return draft.mask(Mask::Value(self.at.start..end)).safe(vec![(end..end, closing)]);
        }
        let before = self.text[self.at.clone()].trim_end_matches([' ', ',']).len();
        if before <= 1 {
            return draft;
        }
        draft.safe(vec![(self.at.start + before..self.at.end, closing)])
    }
}

/// `x, layout` of `title: x, layout: post`: probably two keys on one line.
fn is_second_key(before: &str) -> bool {
    let word = before.rsplit_once([',', ';']).map(|(_, word)| word.trim().to_lowercase());
    word.is_some_and(|word| known_keys::is_common(&word))
}

fn has_colon(value: &str) -> bool {
    value.match_indices(':').any(|(at, _)| is_colon(value, at))
}

/// A quote that ends a plain value and has no partner in it.
fn lone_closing_quote(value: &str) -> Option<char> {
    let last = value.chars().next_back()?;
    (matches!(last, '"' | '\'') && value.matches(last).count() == 1 && !value.contains('\\')).then_some(last)
}

/// Whether the two are a pair of typographic quotes.
fn closes_curly(first: char, last: char) -> bool {
    matches!((first, last), ('“' | '”' | '„', '“' | '”') | ('«', '»') | ('‘' | '’', '’' | '‘'))
}

/// `[a], [b]` as the one list `[a, b]`, and links of a notebook, `[[A]],[[B]]`, as a list of texts.
fn list_of_groups(value: &str) -> Option<String> {
    let mut items = Vec::new();
    let mut rest = value.trim();
    while !rest.is_empty() {
        let close = if rest.starts_with("[[") { "]]" } else { "]" };
        let end = rest.starts_with('[').then(|| rest.find(close)).flatten()? + close.len();
        let group = &rest[..end];
        let inner = &group[close.len()..group.len() - close.len()];
        if inner.contains(['[', ']', '"', '\'', '{', '}', ':', '#']) || inner.trim().is_empty() {
            return None;
        }
        items.push(if close == "]]" { quote(group) } else { inner.trim().to_string() });
        let after = rest[end..].trim_start();
        rest = match after.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
    }
    (items.len() > 1).then(|| format!("[{}]", items.join(", ")))
}
