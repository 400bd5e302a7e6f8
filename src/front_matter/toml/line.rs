//! What is wrong with a line of TOML: its key, its `=`, the brackets of a table.
use super::{word_length, words};
use crate::front_matter::draft::Draft;
use std::ops::Range;

/// A line with an error in it.
pub(super) struct TomlLine<'t> {
    pub(super) text: &'t str,
    pub(super) range: Range<usize>,
}

impl TomlLine<'_> {
    /// What the parser's first error on the line comes from.
    pub(super) fn draft(&self, at: &Range<usize>, message: &str) -> Draft {
        self.known_cause(at, message).unwrap_or_else(|| {
            let (key, after) = self.key();
            let is_entry = !key.is_empty() && after.starts_with('=');
            Draft::new(words::syntax(message, is_entry), at.clone())
        })
    }

    fn known_cause(&self, at: &Range<usize>, message: &str) -> Option<Draft> {
        if message.starts_with("invalid multi-line") {
            return self.long_string(at.start, if message.contains("basic") { "\"\"\"" } else { "'''" });
        }
        let (key, after) = self.key();
        if !key.is_empty() && after.starts_with(':') {
            return Some(self.colon());
        }
        if let Some(found) = self.comment() {
            return Some(found);
        }
        let is_header = message.starts_with("unclosed table") || message.starts_with("unclosed array table");
        if let Some(found) = self.unclosed_header().filter(|_| is_header) {
            return Some(found);
        }
        if let Some(value) = after.strip_prefix('=').filter(|_| !key.is_empty()) {
            let from = self.range.end - value.trim_start_matches([' ', '\t']).len();
            return self.value_problem(at, message, key, from);
        }
        let is_key_alone = !key.is_empty() && message.starts_with("key with no value");
        self.item_problem(at.start, message).or_else(|| is_key_alone.then(|| self.missing_equals()))
    }

    /// A string between three quotes that is open at `at`, where the text ends.
    fn long_string(&self, at: usize, marks: &str) -> Option<Draft> {
        let before = self.text.get(..at)?;
        let open = before.rfind(marks).filter(|_| before.matches(marks).count() % 2 == 1)?;
        let first = open + marks.len();
        let end = first + self.text[first..].find('\n').unwrap_or(self.text.len() - first);
        let end = first + self.text[first..end].trim_end().len();
        // Where more than a line may belong to it, its end is not evident.
        let edits = if end > first { vec![(end..end, marks.to_string())] } else { Vec::new() };
        let mut draft = Draft::new(words::unclosed_long_string(marks), open..first).probable(edits);
        draft.hides_keys = true;
        Some(draft)
    }

    /// The bare key that the line begins with, which may be empty, and what comes after it.
    fn key(&self) -> (&str, &str) {
        let (key, after) = self.shown().split_at(word_length(self.shown()));
        (key, after.trim_start_matches([' ', '\t']))
    }

    pub(super) fn shown(&self) -> &str {
        &self.text[self.range.clone()]
    }

    /// `title: "x"`
    fn colon(&self) -> Draft {
        let (key, after) = self.key();
        let colon = self.range.end - after.len();
        let value = self.range.end - after[1..].trim_start_matches([' ', '\t']).len();
        let gap = self.range.start + key.len()..value;
        Draft::new(words::colon_for_equals(key), colon..colon + 1).safe(vec![(gap, " = ".into())])
    }

    /// `// note`, `<!-- note -->`
    fn comment(&self) -> Option<Draft> {
        let opening = ["//", "<!--"].into_iter().find(|opening| self.shown().starts_with(opening))?;
        let at = self.range.start..self.range.start + opening.len();
        let draft = Draft::new(words::wrong_comment(opening), at.clone());
        Some(draft.safe(if opening == "//" { vec![(at, "#".into())] } else { Vec::new() }))
    }

    /// `title "x"`
    fn missing_equals(&self) -> Draft {
        let (key, after) = self.key();
        let end = self.range.start + key.len();
        let gap = end..self.range.end - after.len();
        Draft::new(words::missing_equals(key), self.range.start..end).safe(vec![(gap, " = ".into())])
    }

    /// `[taxonomies`; `None` where the bracket is on a line above.
    fn unclosed_header(&self) -> Option<Draft> {
        let shown = self.shown();
        let open = shown.find('[')?;
        let wanted = if shown[open..].starts_with("[[") { "]]" } else { "]" };
        let named = shown.trim_end_matches([']', ' ', '\t']).len().max(open + wanted.len());
        let name = shown.get(open..named).unwrap_or("").trim_matches(['[', ' ', '\t']);
        let start = self.range.start;
        let draft = Draft::new(words::unclosed_header(name), start + open..start + open + 1);
        if name.is_empty() {
            return Some(draft);
        }
        Some(draft.safe(vec![(start + named..self.range.end, wanted.into())]))
    }
}

/// `true,`, `10;`: a character after the value that ends it in other languages.
pub(super) fn after_value(at: usize, seen: char) -> Draft {
    let place = at..at + seen.len_utf8();
    Draft::new(words::after_value(seen), place.clone()).safe(vec![(place, String::new())])
}
