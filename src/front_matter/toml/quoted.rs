//! What is wrong with a value of TOML that begins with a quote.
use super::line::{TomlLine, after_value};
use super::words;
use crate::front_matter::draft::Draft;
use crate::front_matter::quotes::{escaped, is_pair};
use std::ops::Range;

impl TomlLine<'_> {
    /// What is wrong with the value of `key` at `whole`, which begins with `mark`.
    pub(super) fn quoted_problem(
        &self,
        at: &Range<usize>,
        message: &str,
        key: &str,
        whole: Range<usize>,
        mark: char,
    ) -> Option<Draft> {
        let value = &self.text[whole.clone()];
        if message.contains("escape") || message.contains("unicode") {
            return self.bad_escape(at, whole);
        }
        let Some(end) = value[1..].find(mark).map(|end| end + 2) else {
            // What follows `#` or a comma may belong to the string.
            let is_sure = whole.end == self.range.end && !value.ends_with([',', ';']);
            return Some(unclosed(key, whole, mark, is_sure));
        };
        let rest = value[end..].trim();
        if mark == '\'' && rest.starts_with(char::is_alphanumeric) && value[end..].len() == rest.len() {
            return Some(apostrophe(key, value, &whole, end));
        }
        if let Some(after @ (',' | ';')) = rest.chars().next().filter(|_| rest.len() == 1) {
            return Some(after_value(whole.end - 1, after));
        }
        Some(
            quotes_inside(key, value, &whole, end)
                .unwrap_or_else(|| Draft::new(words::text_after_quote(key), whole.end - rest.len()..whole.end)),
        )
    }

    /// `"C:\Users"`
    fn bad_escape(&self, at: &Range<usize>, whole: Range<usize>) -> Option<Draft> {
        let value = &self.text[whole.clone()];
        let slash = self.text[..at.start].rfind('\\').filter(|slash| *slash >= whole.start).unwrap_or(at.start);
        let inner = value[1..].strip_suffix('"').filter(|inner| !inner.contains(['\'', '"']))?;
        let end = (slash + 2).min(whole.end);
        // Another backslash may be there for its meaning.
        let has_escape = inner.split('\\').skip(1).any(|after| after.starts_with(['b', 't', 'n', 'f', 'r', 'e']));
        let draft = Draft::new(words::bad_escape(self.text.get(slash..end).unwrap_or("\\")), slash..end);
        let edits = vec![(whole, format!("'{inner}'"))];
        Some(draft.repair(!has_escape && !inner.contains("\\\\"), edits))
    }
}

/// `"Hello`
fn unclosed(key: &str, whole: Range<usize>, mark: char, is_sure: bool) -> Draft {
    let draft = Draft::new(words::unclosed_quote(key), whole.start..whole.start + 1);
    draft.repair(is_sure, vec![(whole.end..whole.end, mark.to_string())])
}

/// `'It's'`
fn apostrophe(key: &str, value: &str, whole: &Range<usize>, end: usize) -> Draft {
    let at = whole.start + end - 1..whole.start + end;
    let closed = value[1..].strip_suffix('\'');
    let quoted = escaped(closed.unwrap_or(&value[1..]));
    let is_sure = closed.is_some_and(|inner| inner.matches('\'').count() == 1);
    Draft::new(words::apostrophe(key), at).repair(is_sure, vec![(whole.clone(), quoted)])
}

/// `"The "best" post"`: the outer quotes are a pair around quotes in pairs.
fn quotes_inside(key: &str, value: &str, whole: &Range<usize>, end: usize) -> Option<Draft> {
    let inner = value.strip_prefix('"')?.strip_suffix('"').filter(|inner| is_pair(inner))?;
    let at = whole.start + end - 1..whole.start + end;
    let is_plain = !inner.contains(['\'', '\\']);
    let quoted = if is_plain { format!("'{inner}'") } else { escaped(inner) };
    Some(Draft::new(words::quote_inside_quotes(key), at).safe(vec![(whole.clone(), quoted)]))
}
