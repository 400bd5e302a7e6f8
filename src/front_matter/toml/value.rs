//! Faults of a value of TOML that stands without quotes.
use super::found::TomlProblem;
use super::line::{TomlLine, trailing_sign};
use std::ops::Range;
use toml::de::DeValue;

/// What the parser says of text without quotes.
const UNQUOTED: [&str; 4] = ["must be quoted", "invalid boolean", "leading zero", "expected"];

impl TomlLine<'_> {
    /// What is wrong with the value of `key` that begins at byte `from`.
    pub(super) fn value_problem(
        &self,
        at: &Range<usize>,
        message: &str,
        key: &str,
        from: usize,
    ) -> Option<TomlProblem> {
        let value = &self.text[from..self.range.end];
        let value = value.split(" #").next().unwrap_or(value).trim_end();
        let whole = from..from + value.len();
        let first = value.chars().next();
        match first {
            None => return Some(no_value(key, whole)),
            Some(mark @ ('"' | '\'')) => return self.quoted_problem(at, message, key, whole, mark),
            Some('[' | '{') => return self.item_problem(at.start, message),
            Some('=') => return Some(second_sign(value, from)),
            Some(_) => {}
        }
        let shown = value.trim_end_matches([',', ';']).trim_end();
        let sign = value[shown.len()..].trim_start();
        if let Some(sign) = sign.chars().next().filter(|_| sign.len() == 1 && is_value(shown)) {
            return Some(trailing_sign(whole.end - 1, sign));
        }
        let is_date = first.is_some_and(|first| first.is_ascii_digit() || matches!(first, '+' | '-'));
        if is_date && ["date", "time", "hour"].iter().any(|word| message.contains(word)) {
            let said = message.trim_start_matches("invalid date, ");
            let message = format!("`{value}` is no date that TOML reads: {said}");
            let help = "TOML refuses the whole front matter for one impossible date";
            return Some(TomlProblem::new("impossible-date", whole, message, help));
        }
        constant(shown, key, &whole)
            .or_else(|| UNQUOTED.iter().any(|words| message.contains(words)).then(|| self.unquoted(shown, key, whole)))
    }

    /// `title = Hello you`; `shown` is the text without what ends it.
    fn unquoted(&self, shown: &str, key: &str, whole: Range<usize>) -> TomlProblem {
        let bare = in_curly_quotes(shown);
        // Signs of TOML's own were probably not meant as text.
        let is_text = bare.is_some() || !shown.contains(['"', '=', '[', ']', '{', '}']);
        let quoted = serde_json::Value::from(bare.unwrap_or(shown)).to_string();
        let edits = if is_text { vec![(whole.clone(), quoted)] } else { Vec::new() };
        // One word may be a slip in a boolean, a comma may part items, and what follows `#` may belong to the text.
        let is_whole = whole.len() == shown.len() && whole.end == self.range.end;
        let is_sentence = shown.starts_with(char::is_alphabetic) && shown.contains(' ') && !shown.contains([',', ';']);
        let message = format!("the text of `{key}` needs quotes in TOML");
        TomlProblem::new(
            "unquoted-text",
            whole,
            message,
            "only numbers, dates, `true` and `false` stand without quotes",
        )
        .fix("quote the value", edits)
        .sure_if(is_whole && (is_sentence || bare.is_some()))
    }
}

/// Whether a text is a value of TOML.
pub(super) fn is_value(text: &str) -> bool {
    DeValue::parse(text).is_ok()
}

/// The text in typographic quotes.
pub(super) fn in_curly_quotes(text: &str) -> Option<&str> {
    text.strip_prefix(['“', '”', '„'])?.strip_suffix(['“', '”'])
}

/// `title =`
fn no_value(key: &str, at: Range<usize>) -> TomlProblem {
    let help = "TOML knows no empty value: write `\"\"` or remove the key";
    TomlProblem::new("missing-value", at, format!("`{key}` has no value"), help)
}

/// `date == 2017-01-18`
fn second_sign(value: &str, from: usize) -> TomlProblem {
    let gap = from + value.len() - value.trim_start_matches(['=', ' ', '\t']).len();
    TomlProblem::new("syntax", from..from + 1, "one `=` too many", "each line is `key = value`")
        .fix("remove it", vec![(from..gap, String::new())])
        .sure()
}

/// `True`, `yes`, `null`: what other languages read as a boolean or as nothing.
fn constant(shown: &str, key: &str, whole: &Range<usize>) -> Option<TomlProblem> {
    let literal = match shown.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => "true",
        "false" | "no" | "off" => "false",
        "null" | "nil" | "none" | "~" => {
            let message = format!("`{key}` is `{shown}`, which TOML does not know");
            let help = "TOML knows no empty value: write `\"\"` or remove the key";
            return Some(TomlProblem::new("missing-value", whole.clone(), message, help));
        }
        _ => return None,
    };
    let message = format!("`{shown}` is `{literal}` in TOML");
    let help = "only numbers, dates, `true` and `false` stand without quotes";
    let is_case = shown.eq_ignore_ascii_case(literal);
    let title = if is_case { "write it in lower case" } else { "write it as TOML does" };
    let found = TomlProblem::new("unquoted-text", whole.clone(), message, help);
    Some(found.fix(title, vec![(whole.clone(), literal.into())]).sure_if(is_case && whole.len() == shown.len()))
}
