//! Faults inside a list or an inline table of TOML, on the line of its key or below it.
use super::{Found, Line, found, with_fix};
use crate::diagnostic::Safety;

impl Line<'_> {
    /// What may be wrong with the item at which the parser stopped; `at` is its place.
    pub(super) fn item_fault(&self, at: usize, message: &str) -> Option<Found> {
        let (text, end) = (self.text, self.range.end);
        let rest = text.get(at..end)?;
        if message.starts_with("extra comma") && rest.starts_with(',') {
            let help = "TOML wants a value between two commas; remove the comma or write the missing value";
            let found = found("empty-item", at..at + 1, "nothing stands before this comma".into(), help);
            return Some(Found {
                safety: Safety::Unsafe,
                ..with_fix(found, "remove the comma", vec![(at..at + 1, String::new())])
            });
        }
        if message.starts_with("unexpected key or value") {
            return self.after_bracket(at);
        }
        if message.starts_with("missing opening quote") {
            return self.unopened_quote(at, if message.contains('"') { "\"" } else { "'" });
        }
        if message.starts_with("invalid basic string") || message.starts_with("invalid literal string") {
            return self.unclosed_quote(if message.contains('"') { '"' } else { '\'' });
        }
        if !message.starts_with("missing comma") {
            return None;
        }
        if let Some(found) = self.early_quote(at) {
            return Some(found);
        }
        let is_semicolon = rest.starts_with(';');
        let before = text[..at].trim_end().len();
        let gap = if is_semicolon { at..at + 1 } else { before..before };
        let message = "a comma is missing between two items".to_string();
        let found = found("missing-comma", gap.clone(), message, "items are separated by commas");
        Some(with_fix(found, "write a comma", vec![(gap, ",".into())]))
    }

    /// `["a"]]`, `{a = 1},`
    fn after_bracket(&self, at: usize) -> Option<Found> {
        let rest = at..self.range.end;
        let shown = &self.text[rest.clone()];
        if !self.text[..at].trim_end().ends_with([']', '}']) || shown.is_empty() {
            return None;
        }
        let (cause, message, help) = if shown == "," {
            ("trailing-comma", "a comma ends values in JSON, not in TOML".to_string(), "each value ends with its line")
        } else if shown.bytes().all(|byte| matches!(byte, b']' | b'}')) {
            ("stray-bracket", format!("`{shown}` closes nothing"), "its bracket is closed already")
        } else {
            return None;
        };
        Some(with_fix(found(cause, rest.clone(), message, help), "remove it", vec![(rest, String::new())]))
    }

    /// `["a", b", "c"]`
    fn unopened_quote(&self, at: usize, quote: &str) -> Option<Found> {
        let before = self.text.get(self.range.start..at)?;
        let from = before.rfind(['[', ',', '{', '=']).map_or(0, |sign| sign + 1);
        let line = &self.text[self.range.clone()];
        let start = self.range.start + line.len() - line[from..].trim_start().len();
        let item = &self.text[start..self.range.end];
        let end = start + item.find(quote).filter(|end| !item[..*end].contains(','))?;
        let message = "this quote closes a text that none opens".to_string();
        let found = found("missing-opening-quote", end..end + 1, message, "put the text in one pair of quotes");
        Some(with_fix(found, "add the opening quote", vec![(start..start, quote.into())]))
    }

    /// `"/b,` on a line of its own
    fn unclosed_quote(&self, quote: char) -> Option<Found> {
        let line = &self.text[self.range.clone()];
        let open = self.range.start + line.rfind(quote)?;
        let end = self.range.start + line.trim_end_matches([',', ' ', '\t']).len();
        let help = "a text ends with its line in TOML";
        let found = found("unclosed-quote", open..open + 1, "this quote is never closed".into(), help);
        Some(with_fix(found, "add the closing quote", vec![(end.max(open + 1)..end.max(open + 1), quote.into())]))
    }

    /// `["a, "b"]`, `["a" b"]`: a quote that closes before what the parser stopped at.
    fn early_quote(&self, at: usize) -> Option<Found> {
        let before = self.text.get(self.range.start..at)?;
        let is_glued = before.ends_with('"') && self.text[at..].starts_with(|c: char| c.is_alphanumeric() || c == '"');
        let inner = before.strip_suffix('"').filter(|_| is_glued)?;
        let open = self.range.start + inner.rfind('"')?;
        if let Some(items) = self.text[open + 1..at - 1].trim_end().strip_suffix(',') {
            let end = open + 1 + items.split(',').next().unwrap_or(items).trim_end().len();
            let help = "TOML takes the next quote for the closing one";
            let found = found("unclosed-quote", open..open + 1, "this quote is never closed".into(), help);
            return Some(with_fix(found, "add the closing quote", vec![(end..end, "\"".into())]));
        }
        let rest = &self.text[at..self.range.end];
        let end = at + rest.find([',', ']', '}']).unwrap_or(rest.len()).max(1);
        let message = "text follows the closing quote of this item".to_string();
        Some(found("text-after-quote", at..end, message, "put the whole item in one pair of quotes"))
    }
}
