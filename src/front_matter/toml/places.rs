//! All places where one key of a TOML block is written: a table may be opened by several headers and dotted keys.
use super::super::tree::{Key, Style};
use crate::text::Span;
use std::ops::Range;

/// Tells whether a key as it is read is one that is looked for.
type IsKey<'a> = &'a dyn Fn(&str, &str) -> bool;

/// The places of the key at a path, in their order; the text is that of a block without errors, which begins at byte `base` of the file.
/// What is below a list is not looked at.
pub fn places(text: &str, base: usize, path: &[String], is: IsKey<'_>) -> Vec<Key> {
    let mut scan = KeyScan { text, at: 0, path, is, found: Vec::new() };
    let mut table = Vec::new();
    while scan.skip_to_statement() {
        let before = scan.at;
        if scan.skip('[') {
            scan.skip('[');
            table = scan.keys();
            scan.note(&[], &table);
            scan.skip_line();
        } else {
            let keys = scan.keys();
            scan.note(&table, &keys);
            if scan.skip('=') {
                let whole: Vec<KeyPart> = table.iter().chain(&keys).cloned().collect();
                scan.value(&whole);
            }
        }
        if scan.at == before {
            scan.skip_line();
        }
    }
    let key = |part: KeyPart| Key {
        text: part.text,
        span: Span::new(part.at.start, part.at.end).shift(base),
        style: part.style,
    };
    scan.found.into_iter().map(key).collect()
}

/// A key between two dots.
#[derive(Clone)]
struct KeyPart {
    text: String,
    at: Range<usize>,
    style: Style,
}

struct KeyScan<'a> {
    text: &'a str,
    at: usize,
    path: &'a [String],
    is: IsKey<'a>,
    found: Vec<KeyPart>,
}

impl KeyScan<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip(&mut self, mark: char) -> bool {
        self.skip_spaces();
        let found = self.rest().starts_with(mark);
        self.at += if found { mark.len_utf8() } else { 0 };
        found
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
    }

    fn skip_line(&mut self) {
        self.at += self.rest().find('\n').map_or(self.rest().len(), |end| end + 1);
    }

    /// Skips blank lines and comments; whether something follows.
    fn skip_to_statement(&mut self) -> bool {
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            if !self.rest().starts_with('#') {
                return !self.rest().is_empty();
            }
            self.skip_line();
        }
    }

    /// Keys with dots between them.
    fn keys(&mut self) -> Vec<KeyPart> {
        let mut keys = Vec::new();
        loop {
            self.skip_spaces();
            let start = self.at;
            let style = match self.rest().chars().next() {
                Some('"') => Style::Double,
                Some('\'') => Style::Single,
                _ => Style::Plain,
            };
            if style == Style::Plain {
                let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
                self.at += self.rest().find(|c| !is_bare(c)).unwrap_or(self.rest().len());
            } else {
                self.skip_string();
            }
            let written = &self.text[start..self.at];
            if written.is_empty() {
                return keys;
            }
            keys.push(KeyPart { text: read(written, style), at: start..self.at, style });
            if !self.skip('.') {
                return keys;
            }
        }
    }

    /// Notes the key that is looked for, when it is one of `keys`, which are below `table`.
    fn note(&mut self, table: &[KeyPart], keys: &[KeyPart]) {
        let all: Vec<&KeyPart> = table.iter().chain(keys).collect();
        let Some(last) = self.path.len().checked_sub(1).filter(|last| (table.len()..all.len()).contains(last)) else {
            return;
        };
        if all.iter().zip(self.path).all(|(part, wanted)| (self.is)(&part.text, wanted)) {
            self.found.push(all[last].clone());
        }
    }

    /// Skips a value; notes keys of a table in braces whose own key is `above`. The parser bounds how deep these nest.
    fn value(&mut self, above: &[KeyPart]) {
        self.skip_spaces();
        match self.rest().chars().next() {
            Some('"' | '\'') => self.skip_string(),
            Some('[') => self.skip_list(),
            Some('{') => self.table(above),
            _ => self.at += self.rest().find([',', '}', ']', '#', '\n']).unwrap_or(self.rest().len()),
        }
    }

    /// Reads a table in braces.
    fn table(&mut self, above: &[KeyPart]) {
        self.at += 1;
        while self.skip_to_statement() {
            let before = self.at;
            if self.skip('}') {
                return;
            }
            self.skip(',');
            let keys = self.keys();
            self.note(above, &keys);
            if self.skip('=') {
                let whole: Vec<KeyPart> = above.iter().chain(&keys).cloned().collect();
                self.value(&whole);
            }
            if self.at == before {
                return;
            }
        }
    }

    /// Skips a list with all that is in it.
    fn skip_list(&mut self) {
        let mut depth = 0_usize;
        while let Some(letter) = self.rest().chars().next() {
            match letter {
                '"' | '\'' => {
                    self.skip_string();
                    continue;
                }
                '#' => {
                    self.skip_line();
                    continue;
                }
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += letter.len_utf8();
            if depth == 0 {
                return;
            }
        }
    }

    /// Skips a string in any quotes.
    fn skip_string(&mut self) {
        let mark = &self.rest()[..1];
        let triple = mark.repeat(3);
        let quote = if self.rest().starts_with(&triple) { triple.as_str() } else { mark };
        let (has_escapes, quote) = (mark == "\"", quote.to_string());
        self.at += quote.len();
        while let Some(letter) = self.rest().chars().next() {
            if self.rest().starts_with(&quote) {
                // Up to two quotes may be the end of the text.
                let quotes = self.rest().len() - self.rest().trim_start_matches(&quote[..1]).len();
                self.at += if quote.len() == 3 { quotes.min(5) } else { 1 };
                return;
            }
            self.at += letter.len_utf8();
            if has_escapes && letter == '\\' {
                self.at += self.rest().chars().next().map_or(0, char::len_utf8);
            }
        }
    }
}

/// A key as TOML reads it.
fn read(written: &str, style: Style) -> String {
    let value = (style != Style::Plain).then(|| toml::de::DeValue::parse(written).ok()).flatten();
    let text = value.and_then(|value| value.get_ref().as_str().map(str::to_string));
    text.unwrap_or_else(|| written.to_string())
}
