//! Values in quotes that YAML cannot read: what ends them too early, too late or never, and escapes that YAML does not have.
use super::super::lenient_line::quoted_length;
use super::super::words;
use super::values::SuspectValue;
use crate::front_matter::draft::Draft;
use crate::front_matter::quotes::{is_pair, quote, requoted, single};
use std::ops::Range;

impl SuspectValue<'_> {
    pub(super) fn quoted(&self) -> Option<Draft> {
        let value = self.shown();
        let Some(length) = quoted_length(value) else { return Some(self.unclosed_quote()) };
        let rest = value[length..].trim_start_matches([' ', '\t']);
        let rest = if rest.starts_with('#') { "" } else { rest };
        if rest.is_empty() { self.bad_escape(length) } else { Some(self.text_after_quote(length, rest)) }
    }

    /// What comes after the closing quote, which is the last of the first `length` bytes.
    fn text_after_quote(&self, length: usize, rest: &str) -> Draft {
        let value = self.shown();
        let close = self.at.start + length - 1;
        let rest_at = self.at.end - rest.len();
        if rest.trim_end() == "," {
            return self.trailing_comma(rest_at);
        }
        if rest.trim_end() == ";" {
            let at = rest_at..rest_at + 1;
            return self.draft(words::semicolon_after_quote(), at.clone()).safe(vec![(at, String::new())]);
        }
        if rest.chars().all(|c| matches!(c, '"' | '\'')) {
            let at = rest_at..self.at.end;
            return self.draft(words::extra_closing_quote(), at.clone()).safe(vec![(at, String::new())]);
        }
        let inner = value[1..].strip_suffix(&value[..1]);
        let is_glued = || value[length..].starts_with(char::is_alphanumeric);
        let has_odd_quotes = || inner.is_some_and(|inner| inner.matches('\'').count() % 2 == 1);
        if value.starts_with('\'') && (is_glued() || has_odd_quotes()) {
            return self.apostrophe(close);
        }
        let inside = inner.filter(|inner| value.starts_with('"') && inner.matches('"').count() % 2 == 0);
        if let Some(inner) = inside.filter(|inner| is_pair(inner)) {
            return self
                .draft(words::quote_inside_quotes(&self.holder), close..close + 1)
                .label(self.first(), words::OPENING_QUOTE)
                .safe(vec![(self.at.clone(), single(inner))]);
        }
        if let Some(lone) = lone_quote(value) {
            let at = self.at.start + lone..self.at.start + lone + 1;
            let without = format!("{}{}", &value[..lone], &value[lone + 1..]);
            return self
                .draft(words::signs::lone_quote(&self.holder), at)
                .label(self.at.start..close + 1, words::READ_AS_VALUE)
                .probable(vec![(self.at.clone(), requoted(&without))]);
        }
        if is_list_of_texts(value) {
            return self
                .draft(words::signs::texts_in_a_row(&self.holder), rest_at..self.at.end)
                .label(self.at.start..close + 1, words::READ_AS_VALUE)
                .probable(vec![(self.at.clone(), format!("[{value}]"))]);
        }
        let is_sure = inside.is_none();
        self.draft(words::text_after_quote(&self.holder), rest_at..self.at.end)
            .label(self.at.start..close + 1, words::READ_AS_VALUE)
            .repair(is_sure, vec![(self.at.clone(), requoted(value))])
    }

    /// `"a",`
    pub(super) fn trailing_comma(&self, at: usize) -> Draft {
        self.draft(words::trailing_comma(), at..at + 1).safe(vec![(at..at + 1, String::new())])
    }

    /// `'It's here'`
    fn apostrophe(&self, at: usize) -> Draft {
        let value = self.shown();
        // `\'`, as in JavaScript, is intended as `''`.
        let inner = value[1..].strip_suffix('\'').unwrap_or(&value[1..]).replace("\\'", "'").replace("''", "'");
        self.draft(words::apostrophe(&self.holder), at..at + 1)
            .label(self.first(), words::OPENING_QUOTE)
            .safe(vec![(self.at.clone(), quote(&inner))])
    }

    fn unclosed_quote(&self) -> Draft {
        let (value, end) = (self.shown(), self.at.end);
        let mark = if value.starts_with('"') { '"' } else { '\'' };
        if let Some(inner) = value[1..].strip_suffix("\\\"").filter(|_| mark == '"') {
            return self
                .draft(words::escaped_closing_quote(&self.holder), end - 2..end)
                .label(self.first(), words::OPENING_QUOTE)
                .safe(vec![(self.at.clone(), single(&format!("{inner}\\")))]);
        }
        let last = value[1..].chars().next_back().unwrap_or(' ');
        if matches!(last, '"' | '\'' | '”' | '’' | '“') && !value[1..value.len() - last.len_utf8()].contains(last)
        {
            let at = end - last.len_utf8()..end;
            return self
                .draft(words::closed_by_other_quote(mark, &self.holder), self.first())
                .label(at.clone(), words::OTHER_QUOTE)
                .safe(vec![(at, mark.into())]);
        }
        if mark == '\'' && is_elision(value) {
            return self.draft(words::leading_apostrophe(&self.holder), self.first()).safe(self.quoted_whole());
        }
        // A value that ends with a comma came from JSON.
        let end = if value.ends_with(',') { end - 1..end } else { end..end };
        self.draft(words::unclosed_quote(mark, &self.holder), self.first()).safe(vec![(end, mark.into())])
    }

    /// `"C:\Users"`
    fn bad_escape(&self, length: usize) -> Option<Draft> {
        let value = &self.shown()[..length];
        if !value.starts_with('"') {
            return None;
        }
        let bad = bad_escapes(value);
        let first = bad.first()?.clone();
        let at = self.at.start + first.start..self.at.start + first.end;
        let (whole, inner) = (self.at.start..self.at.start + length, &value[1..length - 1]);
        if inner.contains("\\\"") {
            let twice =
                |escape: &Range<usize>| (self.at.start + escape.start..self.at.start + escape.start, "\\".to_string());
            let words = words::bad_escape_beside_good_ones(&value[first]);
            return Some(self.draft(words, at).safe(bad.iter().map(twice).collect()));
        }
        Some(self.draft(words::bad_escape(&value[first]), at).safe(vec![(whole, single(inner))]))
    }
}

/// The last quote of `"a" » "b`, which no other quote closes.
fn lone_quote(value: &str) -> Option<usize> {
    let is_odd = value.starts_with('"') && value.matches('"').count() % 2 == 1 && !value.contains(['\\', '\'']);
    let last = value.rfind('"').filter(|last| is_odd && *last + 1 < value.len())?;
    value[last + 1..].starts_with(char::is_alphanumeric).then_some(last)
}

/// `"a", "b"`: a list without its brackets, or one text.
fn is_list_of_texts(value: &str) -> bool {
    let parts: Vec<&str> = value.split(',').map(str::trim).collect();
    parts.len() > 1
        && parts.iter().all(|part| part.len() > 1 && part.starts_with(['"', '\'']) && part.ends_with(['"', '\'']))
}

/// `'Tis`, `'90s`: an apostrophe in the place of letters that are left out.
fn is_elision(value: &str) -> bool {
    let word: String = value[1..].chars().take_while(|c| c.is_alphanumeric()).collect();
    let word = word.to_lowercase();
    is_short_year(&value[1..])
        || matches!(
            word.as_str(),
            "tis" | "twas" | "til" | "till" | "cause" | "em" | "n" | "bout" | "round" // English
                | "s" | "t" | "k" | "m" // Dutch
                | "ndrangheta" | "ndrina" | "ndrine" | "o" // Italian
        )
}

/// `90s`, `17`: a year without its century.
fn is_short_year(text: &str) -> bool {
    let (digits, rest) = text.split_at(text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    digits.len() == 2 && !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | ':'))
}

/// The escapes of a string in double quotes that YAML does not have, in bytes of it.
fn bad_escapes(value: &str) -> Vec<Range<usize>> {
    let mut bad = Vec::new();
    let mut chars = value.char_indices();
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        let Some((_, escape)) = chars.next() else { break };
        let digits = match escape {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '0' | 'a' | 'b' | 't' | '\t' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '\'' | '/' | '\\' | 'N' | '_'
            | 'L' | 'P' | '\n' | '\r' => continue,
            _ => 0,
        };
        let end = at + 1 + escape.len_utf8();
        let hex = value[end..].chars().take(digits).take_while(char::is_ascii_hexdigit).count();
        let code = u32::from_str_radix(&value[end..end + hex], 16).ok().and_then(char::from_u32);
        if digits == 0 || hex < digits || code.is_none() {
            bad.push(at..end);
        }
    }
    bad
}
