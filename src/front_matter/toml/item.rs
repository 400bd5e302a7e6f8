//! Faults inside a list or an inline table of TOML, on the line of its key or below it.
use super::found::TomlProblem;
use super::line::{TomlLine, trailing_sign};
use super::value::{in_curly_quotes, is_value};
use std::ops::Range;

impl TomlLine<'_> {
    /// What may be wrong with the item at which the parser stopped; `at` is its place.
    pub(super) fn item_problem(&self, at: usize, message: &str) -> Option<TomlProblem> {
        let (text, end) = (self.text, self.range.end);
        let rest = text.get(at..end)?;
        if message.starts_with("extra comma") && rest.starts_with(',') {
            let help = "TOML wants a value between two commas; remove the comma or write the missing value";
            let found = TomlProblem::new("empty-item", at..at + 1, "nothing stands before this comma", help);
            return Some(found.fix("remove the comma", vec![(at..at + 1, String::new())]));
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
        if message.starts_with("string values must be quoted") {
            return Some(self.unquoted_items(at));
        }
        if !message.starts_with("missing comma") {
            return None;
        }
        Some(self.early_quote(at).unwrap_or_else(|| missing_comma(text, at)))
    }

    /// `[go, rust]`, `[1 2]`
    fn unquoted_items(&self, at: usize) -> TomlProblem {
        let rest = &self.text[at..self.range.end];
        let rest = &rest[..rest.find([']', '}', '#']).unwrap_or(rest.len())];
        let first = rest.split(',').next().unwrap_or(rest).trim();
        let start = at + rest.len() - rest.trim_start().len();
        let place = start..start + first.len();
        if first.contains(' ') && first.split(' ').all(is_value) {
            let word = first.find(' ').unwrap_or(first.len());
            return missing_comma(self.text, place.start + word + 1);
        }
        let (mut edits, mut from) = (Vec::new(), 0);
        for item in rest.split(',') {
            let shown = item.trim();
            let start = at + from + item.len() - item.trim_start().len();
            from += item.len() + 1;
            if shown.is_empty() || is_value(shown) {
                continue;
            }
            if shown.contains(['"', '\'', '=', '[', '{']) {
                edits.clear();
                break;
            }
            let quoted = serde_json::Value::from(in_curly_quotes(shown).unwrap_or(shown)).to_string();
            edits.push((start..start + shown.len(), quoted));
        }
        let help = "only numbers, dates, `true` and `false` stand without quotes";
        let message = "the text of this item needs quotes in TOML";
        TomlProblem::new("unquoted-text", place, message, help).fix("quote it", edits)
    }

    /// `["a"]]`, `{a = 1},`
    fn after_bracket(&self, at: usize) -> Option<TomlProblem> {
        let rest = at..self.range.end;
        let shown = &self.text[rest.clone()];
        if !self.text[..at].trim_end().ends_with([']', '}']) || shown.is_empty() {
            return None;
        }
        if let "," | ";" = shown {
            return Some(trailing_sign(at, shown.chars().next()?));
        }
        if !shown.bytes().all(|byte| matches!(byte, b']' | b'}')) {
            return None;
        }
        let message = format!("`{shown}` closes nothing");
        let found = TomlProblem::new("stray-bracket", rest.clone(), message, "its bracket is closed already");
        Some(found.fix("remove it", vec![(rest, String::new())]).sure())
    }

    /// `["a", b", "c"]`
    fn unopened_quote(&self, at: usize, quote: &str) -> Option<TomlProblem> {
        let before = self.text.get(self.range.start..at)?;
        let from = before.rfind(['[', ',', '{', '=']).map_or(0, |sign| sign + 1);
        let line = &self.text[self.range.clone()];
        let start = self.range.start + line.len() - line[from..].trim_start().len();
        let item = &self.text[start..self.range.end];
        let end = start + item.find(quote).filter(|end| !item[..*end].contains(','))?;
        let message = "this quote closes a text that was never opened";
        let found =
            TomlProblem::new("missing-opening-quote", end..end + 1, message, "put the text in one pair of quotes");
        Some(found.fix("add the opening quote", vec![(start..start, quote.into())]))
    }

    /// `"/b,` on a line of its own
    fn unclosed_quote(&self, quote: char) -> Option<TomlProblem> {
        let line = &self.text[self.range.clone()];
        let open = self.range.start + line.rfind(quote)?;
        let end = self.range.start + line.trim_end_matches([',', ' ', '\t']).len();
        let help = "a text ends with its line in TOML";
        let found = TomlProblem::new("unclosed-quote", open..open + 1, "this quote is never closed", help);
        let close = end.max(open + 1);
        // A quote before it, or a comma in the text, leaves open where it was meant to end.
        let is_sure = line.trim_start().starts_with(quote) && !line[..end - self.range.start].contains(',');
        let is_alone = line.matches(quote).count() == 1;
        Some(found.fix("add the closing quote", vec![(close..close, quote.into())]).sure_if(is_sure && is_alone))
    }

    /// `["a, "b"]`, `["a" b"]`: a quote that closes before what the parser stopped at.
    fn early_quote(&self, at: usize) -> Option<TomlProblem> {
        let before = self.text.get(self.range.start..at)?;
        let is_glued = before.ends_with('"') && self.text[at..].starts_with(|c: char| c.is_alphanumeric() || c == '"');
        let inner = before.strip_suffix('"').filter(|_| is_glued)?;
        let open = self.range.start + inner.rfind('"')?;
        if let Some(items) = self.text[open + 1..at - 1].trim_end().strip_suffix(',') {
            let end = open + 1 + items.split(',').next().unwrap_or(items).trim_end().len();
            let help = "TOML takes the next quote for the closing one";
            let found = TomlProblem::new("unclosed-quote", open..open + 1, "this quote is never closed", help);
            return Some(found.fix("add the closing quote", vec![(end..end, "\"".into())]));
        }
        let rest = &self.text[at..self.range.end];
        let end = at + rest.find([',', ']', '}']).unwrap_or(rest.len()).max(1);
        let message = "text follows the closing quote of this item";
        Some(TomlProblem::new("text-after-quote", at..end, message, "put the whole item in one pair of quotes"))
    }
}

/// `["a" "b"]`, `["a"; "b"]`; `at` is where the second item or the semicolon begins.
fn missing_comma(text: &str, at: usize) -> TomlProblem {
    let help = "items are separated by commas";
    if text[at..].starts_with(';') {
        let found = TomlProblem::new("missing-comma", at..at + 1, "a comma is missing between two items", help);
        return found.fix("write a comma", vec![(at..at + 1, ",".into())]).sure();
    }
    let item = item_before(text, at);
    let edges = ['"', '\'', ']', '}', '[', '{'];
    let is_sure = text[..item.end].ends_with(edges) && text[at..].starts_with(edges);
    let end = item.end;
    TomlProblem::new("missing-comma", item, "a comma is missing after this item", help)
        .fix("write a comma", vec![(end..end, ",".into())])
        .sure_if(is_sure)
}

/// The last item before `at`, without the comments behind it; of a list or table only its end.
fn item_before(text: &str, at: usize) -> Range<usize> {
    let mut before = &text[..at];
    let line = loop {
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let written = without_comment(&before[start..]).trim_end();
        if !written.is_empty() || start == 0 {
            before = &before[..start + written.len()];
            break written;
        }
        before = &before[..start - 1];
    };
    let length = match line.chars().next_back() {
        Some(mark @ ('"' | '\'')) => line[..line.len() - 1].rfind(mark).map_or(1, |open| line.len() - open),
        Some(']' | '}') | None => line.len().min(1),
        Some(_) => line.len() - line.rfind(['[', '{', ',', '=', ' ', '\t']).map_or(0, |sign| sign + 1),
    };
    before.len() - length..before.len()
}

/// A line up to the `#` that stands outside quotes.
fn without_comment(line: &str) -> &str {
    let (mut quote, mut escaped) = (None, false);
    for (at, letter) in line.char_indices() {
        match (letter, quote) {
            _ if escaped => escaped = false,
            ('\\', Some('"')) => escaped = true,
            (_, Some(mark)) => quote = quote.filter(|_| letter != mark),
            ('"' | '\'', None) => quote = Some(letter),
            ('#', None) => return &line[..at],
            _ => {}
        }
    }
    line
}
