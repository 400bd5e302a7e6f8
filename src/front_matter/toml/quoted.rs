//! Faults of a value of TOML that begins with a quote.
use super::found::TomlProblem;
use super::line::{TomlLine, trailing_sign};
use crate::front_matter::quotes::is_pair;
use std::ops::Range;

impl TomlLine<'_> {
    /// What is wrong with the value of `key` that stands in `whole` and begins with `mark`.
    pub(super) fn quoted_problem(
        &self,
        at: &Range<usize>,
        message: &str,
        key: &str,
        whole: Range<usize>,
        mark: char,
    ) -> Option<TomlProblem> {
        let value = &self.text[whole.clone()];
        if message.contains("escape") || message.contains("unicode") {
            return self.bad_escape(at, whole);
        }
        let Some(end) = value[1..].find(mark).map(|end| end + 2) else {
            // What follows `#` or a comma may belong to the text.
            let is_sure = whole.end == self.range.end && !value.ends_with([',', ';']);
            return Some(unclosed(key, whole, mark, is_sure));
        };
        let rest = value[end..].trim();
        if mark == '\'' && rest.starts_with(char::is_alphanumeric) && value[end..].len() == rest.len() {
            return Some(apostrophe(key, value, &whole, end));
        }
        if let Some(sign @ (',' | ';')) = rest.chars().next().filter(|_| rest.len() == 1) {
            return Some(trailing_sign(whole.end - 1, sign));
        }
        Some(quotes_inside(key, value, &whole, end).unwrap_or_else(|| {
            let message = format!("text follows the closing quote of `{key}`");
            let at = whole.end - rest.len()..whole.end;
            TomlProblem::new("text-after-quote", at, message, "put the whole value in one pair of quotes")
        }))
    }

    /// `"C:\Users"`
    fn bad_escape(&self, at: &Range<usize>, whole: Range<usize>) -> Option<TomlProblem> {
        let value = &self.text[whole.clone()];
        let slash = self.text[..at.start].rfind('\\').filter(|slash| *slash >= whole.start).unwrap_or(at.start);
        let inner = value[1..].strip_suffix('"').filter(|inner| !inner.contains(['\'', '"']))?;
        let end = (slash + 2).min(whole.end);
        let message = format!("`{}` is no escape that TOML knows", self.text.get(slash..end).unwrap_or("\\"));
        let help = "between double quotes a backslash starts an escape; between single quotes it is itself";
        // Another backslash may be there for its meaning.
        let holds_escape = inner.split('\\').skip(1).any(|after| after.starts_with(['b', 't', 'n', 'f', 'r', 'e']));
        let found = TomlProblem::new("bad-escape", slash..end, message, help);
        let edits = vec![(whole, format!("'{inner}'"))];
        Some(found.fix("use single quotes", edits).sure_if(!holds_escape && !inner.contains("\\\\")))
    }
}

/// `"Hello`
fn unclosed(key: &str, whole: Range<usize>, mark: char, is_sure: bool) -> TomlProblem {
    let message = format!("the quote that opens `{key}` is never closed");
    let found =
        TomlProblem::new("unclosed-quote", whole.start..whole.start + 1, message, "a text ends with its line in TOML");
    found.fix("add the closing quote", vec![(whole.end..whole.end, mark.to_string())]).sure_if(is_sure)
}

/// `'It's'`
fn apostrophe(key: &str, value: &str, whole: &Range<usize>, end: usize) -> TomlProblem {
    let at = whole.start + end - 1..whole.start + end;
    let message = format!("this apostrophe ends the quoted text of `{key}`");
    let closed = value[1..].strip_suffix('\'');
    let quoted = serde_json::Value::from(closed.unwrap_or(&value[1..])).to_string();
    let is_sure = closed.is_some_and(|inner| inner.matches('\'').count() == 1);
    TomlProblem::new("apostrophe-in-single-quotes", at, message, "put the text in double quotes")
        .fix("use double quotes", vec![(whole.clone(), quoted)])
        .sure_if(is_sure)
}

/// `"The "best" post"`: the outer quotes are a pair around quotes in pairs.
fn quotes_inside(key: &str, value: &str, whole: &Range<usize>, end: usize) -> Option<TomlProblem> {
    let inner = value.strip_prefix('"')?.strip_suffix('"').filter(|inner| is_pair(inner))?;
    let at = whole.start + end - 1..whole.start + end;
    let message = format!("this quote ends the text of `{key}` early");
    let help = "inside double quotes write `\\\"`, or put the whole text in single quotes";
    let is_plain = !inner.contains(['\'', '\\']);
    let quoted = if is_plain { format!("'{inner}'") } else { serde_json::Value::from(inner).to_string() };
    let found = TomlProblem::new("quote-inside-quotes", at, message, help);
    Some(found.fix("quote the whole value", vec![(whole.clone(), quoted)]).sure())
}
