//! What is wrong inside a list or an inline table of TOML, on the line of its key or below it.
use super::line::{TomlLine, after_value};
use super::value::{in_curly_quotes, is_value};
use super::words;
use crate::front_matter::draft::{Draft, Edits};
use crate::front_matter::quotes::escaped;
use std::ops::Range;

impl TomlLine<'_> {
    /// What may be wrong with the item at which the parser stopped; `at` is its place.
    pub(super) fn item_problem(&self, at: usize, message: &str) -> Option<Draft> {
        let (text, end) = (self.text, self.range.end);
        let rest = text.get(at..end)?;
        if message.starts_with("extra comma") && rest.starts_with(',') {
            let draft = Draft::new(words::empty_item(), at..at + 1);
            return Some(draft.probable(vec![(at..at + 1, String::new())]));
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
    fn unquoted_items(&self, at: usize) -> Draft {
        let rest = &self.text[at..self.range.end];
        let rest = &rest[..rest.find([']', '}', '#']).unwrap_or(rest.len())];
        let first = rest.split(',').next().unwrap_or(rest).trim();
        let start = at + rest.len() - rest.trim_start().len();
        let place = start..start + first.len();
        if first.contains(' ') && first.split(' ').all(is_value) {
            let word = first.find(' ').unwrap_or(first.len());
            return missing_comma(self.text, place.start + word + 1);
        }
        let (mut edits, mut from) = (Edits::new(), 0);
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
            let quoted = escaped(in_curly_quotes(shown).unwrap_or(shown));
            edits.push((start..start + shown.len(), quoted));
        }
        Draft::new(words::unquoted_item(), place).probable(edits)
    }

    /// `["a"]]`, `{a = 1},`
    fn after_bracket(&self, at: usize) -> Option<Draft> {
        let rest = at..self.range.end;
        let shown = &self.text[rest.clone()];
        if !self.text[..at].trim_end().ends_with([']', '}']) || shown.is_empty() {
            return None;
        }
        if let "," | ";" = shown {
            return Some(after_value(at, shown.chars().next()?));
        }
        if !shown.bytes().all(|byte| matches!(byte, b']' | b'}')) {
            return None;
        }
        Some(Draft::new(words::stray_bracket(shown), rest.clone()).safe(vec![(rest, String::new())]))
    }

    /// `["a", b", "c"]`
    fn unopened_quote(&self, at: usize, quote: &str) -> Option<Draft> {
        let before = self.text.get(self.range.start..at)?;
        let from = before.rfind(['[', ',', '{', '=']).map_or(0, |at| at + 1);
        let line = &self.text[self.range.clone()];
        let start = self.range.start + line.len() - line[from..].trim_start().len();
        let item = &self.text[start..self.range.end];
        let end = start + item.find(quote).filter(|end| !item[..*end].contains(','))?;
        let draft = Draft::new(words::unopened_quote(), end..end + 1);
        Some(draft.probable(vec![(start..start, quote.into())]))
    }

    /// `"/b,` on a line of its own
    fn unclosed_quote(&self, quote: char) -> Option<Draft> {
        let line = &self.text[self.range.clone()];
        let open = self.range.start + line.rfind(quote)?;
        let end = self.range.start + line.trim_end_matches([',', ' ', '\t']).len();
        let close = end.max(open + 1);
        // A quote before it, or a comma in the string, leaves open where the string was intended to end.
        let is_sure = line.trim_start().starts_with(quote) && !line[..end - self.range.start].contains(',');
        let is_alone = line.matches(quote).count() == 1;
        let draft = Draft::new(words::unclosed_quote_of_item(), open..open + 1);
        Some(draft.repair(is_sure && is_alone, vec![(close..close, quote.into())]))
    }

    /// `["a, "b"]`, `["a" b"]`: a quote that closes before what the parser stopped at.
    fn early_quote(&self, at: usize) -> Option<Draft> {
        let before = self.text.get(self.range.start..at)?;
        let is_glued = before.ends_with('"') && self.text[at..].starts_with(|c: char| c.is_alphanumeric() || c == '"');
        let inner = before.strip_suffix('"').filter(|_| is_glued)?;
        let open = self.range.start + inner.rfind('"')?;
        if let Some(items) = self.text[open + 1..at - 1].trim_end().strip_suffix(',') {
            let end = open + 1 + items.split(',').next().unwrap_or(items).trim_end().len();
            let draft = Draft::new(words::unclosed_quote_before_another(), open..open + 1);
            return Some(draft.probable(vec![(end..end, "\"".into())]));
        }
        let rest = &self.text[at..self.range.end];
        let end = at + rest.find([',', ']', '}']).unwrap_or(rest.len()).max(1);
        Some(Draft::new(words::text_after_quote_of_item(), at..end))
    }
}

/// `["a" "b"]`, `["a"; "b"]`; `at` is where the second item or the semicolon begins.
fn missing_comma(text: &str, at: usize) -> Draft {
    if text[at..].starts_with(';') {
        let draft = Draft::new(words::semicolon_for_comma(), at..at + 1);
        return draft.safe(vec![(at..at + 1, ",".into())]);
    }
    let item = item_before(text, at);
    let edges = ['"', '\'', ']', '}', '[', '{'];
    let is_sure = text[..item.end].ends_with(edges) && text[at..].starts_with(edges);
    let end = item.end;
    Draft::new(words::missing_comma(), item).repair(is_sure, vec![(end..end, ",".into())])
}

/// The last item before `at`, without the comments after it; of a list or table only its end.
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
        Some(_) => line.len() - line.rfind(['[', '{', ',', '=', ' ', '\t']).map_or(0, |at| at + 1),
    };
    before.len() - length..before.len()
}

/// A line up to the `#` that is outside quotes.
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
