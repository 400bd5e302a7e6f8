//! Faults of a line of TOML: its key, its `=`, the brackets of a table.
use super::found::TomlProblem;
use super::word_length;
use std::ops::Range;

/// A line with an error in it.
pub(super) struct TomlLine<'t> {
    pub(super) text: &'t str,
    pub(super) range: Range<usize>,
}

impl TomlLine<'_> {
    /// What the parser's first error on the line comes from.
    pub(super) fn problem(&self, at: &Range<usize>, message: &str) -> TomlProblem {
        self.known_problem(at, message).unwrap_or_else(|| {
            let (key, after) = self.key();
            let help = if !key.is_empty() && after.starts_with('=') {
                "put text in quotes; numbers, dates and booleans have none"
            } else {
                "each line is `key = value` or `[table]`"
            };
            TomlProblem::new("syntax", at.clone(), format!("TOML cannot read this: {message}"), help)
        })
    }

    fn known_problem(&self, at: &Range<usize>, message: &str) -> Option<TomlProblem> {
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
        self.item_problem(at.start, message).or_else(|| is_key_alone.then(|| self.no_sign()))
    }

    /// The bare key that the line begins with, which may be empty, and what stands behind it.
    fn key(&self) -> (&str, &str) {
        let (key, after) = self.shown().split_at(word_length(self.shown()));
        (key, after.trim_start_matches([' ', '\t']))
    }

    /// The line as written.
    pub(super) fn shown(&self) -> &str {
        &self.text[self.range.clone()]
    }

    /// `title: "x"`
    fn colon(&self) -> TomlProblem {
        let (key, after) = self.key();
        let sign = self.range.end - after.len();
        let value = self.range.end - after[1..].trim_start_matches([' ', '\t']).len();
        let message = format!("`{key}` is followed by `:`; TOML wants `=`");
        let help = "`:` is YAML's sign; between `+++` fences a key ends with `=`";
        let gap = self.range.start + key.len()..value;
        TomlProblem::new("colon-for-equals", sign..sign + 1, message, help)
            .fix("use `=`", vec![(gap, " = ".into())])
            .sure()
    }

    /// `// note`, `<!-- note -->`
    fn comment(&self) -> Option<TomlProblem> {
        let sign = ["//", "<!--"].into_iter().find(|sign| self.shown().starts_with(sign))?;
        let at = self.range.start..self.range.start + sign.len();
        let message = format!("`{sign}` starts no comment in TOML");
        let found = TomlProblem::new("wrong-comment", at.clone(), message, "in TOML a comment begins with `#`");
        let edits = if sign == "//" { vec![(at, "#".into())] } else { Vec::new() };
        Some(found.fix("use `#`", edits).sure())
    }

    /// `title "x"`
    fn no_sign(&self) -> TomlProblem {
        let (key, after) = self.key();
        let end = self.range.start + key.len();
        let message = format!("`=` is missing after `{key}`");
        let gap = end..self.range.end - after.len();
        TomlProblem::new("missing-equals", self.range.start..end, message, "in TOML each line is `key = value`")
            .fix("insert `=`", vec![(gap, " = ".into())])
            .sure()
    }

    /// `[taxonomies`; `None` where the bracket stands on a line above.
    fn unclosed_header(&self) -> Option<TomlProblem> {
        let shown = self.shown();
        let open = shown.find('[')?;
        let wanted = if shown[open..].starts_with("[[") { "]]" } else { "]" };
        let named = shown.trim_end_matches([']', ' ', '\t']).len().max(open + wanted.len());
        let name = shown.get(open..named).unwrap_or("").trim_matches(['[', ' ', '\t']);
        let start = self.range.start;
        let found = TomlProblem::new(
            "unclosed-bracket",
            start + open..start + open + 1,
            format!("the bracket that opens the table `{name}` is never closed"),
            "a table begins with its name in brackets: `[name]`",
        );
        if name.is_empty() {
            return Some(found);
        }
        Some(found.fix("add the closing bracket", vec![(start + named..self.range.end, wanted.into())]).sure())
    }
}

/// `true,`, `10;`: the sign behind a value.
pub(super) fn trailing_sign(at: usize, sign: char) -> TomlProblem {
    let message = match sign {
        ',' => "a comma ends values in JSON, not in TOML".to_string(),
        _ => format!("`{sign}` ends no value in TOML"),
    };
    let place = at..at + sign.len_utf8();
    TomlProblem::new("trailing-comma", place.clone(), message, "each value ends with its line")
        .fix("remove it", vec![(place, String::new())])
        .sure()
}
