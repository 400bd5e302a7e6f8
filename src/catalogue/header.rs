//! The headers of the rule pages, parsed while compiling: the program starts with them as constants, and a header that cannot be parsed does
//! not compile.
//!
//! A header is a small part of YAML: `key: value` lines between two `---` lines, where a value is a plain string or one in double quotes
//! without escapes, and `details:` is followed by indented lines of its own.
use super::{Header, Level};
use crate::diagnostic::Safety;

const OPENING: &str = "---\n";

/// The header of a page, whose details [`details`] has found.
pub(super) const fn parse(page: &'static str, details: &'static [(&'static str, &'static str)]) -> Header {
    let mut rest = after_opening(page);
    let (mut summary, mut severity, mut fix) = (None, None, None);
    while let Some((line, next)) = next_line(rest) {
        rest = next;
        if is_indented(line) || is(line, "details:") {
            continue;
        }
        let (key, value) = key_and_value(line);
        match key.as_bytes() {
            b"summary" => summary = Some(value),
            b"severity" => severity = Some(level(value)),
            b"fix" => fix = Some(safety(value)),
            _ => panic!("the header of a rule page has an unknown key"),
        }
    }
    match (summary, severity) {
        (Some(summary), Some(severity)) => Header { summary, severity, fix, details },
        _ => panic!("the header of a rule page has no `summary` or no `severity`"),
    }
}

/// How many details the header of a page lists.
pub(super) const fn count_details(page: &'static str) -> usize {
    let (mut rest, mut count) = (after_opening(page), 0);
    while let Some((line, next)) = next_line(rest) {
        rest = next;
        count += is_indented(line) as usize;
    }
    count
}

/// The details that the header of a page lists.
pub(super) const fn details<const COUNT: usize>(page: &'static str) -> [(&'static str, &'static str); COUNT] {
    let mut details = [("", ""); COUNT];
    let (mut rest, mut at) = (after_opening(page), 0);
    while let Some((line, next)) = next_line(rest) {
        rest = next;
        if is_indented(line) {
            details[at] = key_and_value(line.split_at(2).1);
            at += 1;
        }
    }
    details
}

const fn after_opening(page: &'static str) -> &'static str {
    assert!(starts_with(page, OPENING), "a rule page does not begin with `---`");
    page.split_at(OPENING.len()).1
}

/// The first line of the header and what follows the line; `None` at the closing fence.
const fn next_line(rest: &'static str) -> Option<(&'static str, &'static str)> {
    if starts_with(rest, OPENING) {
        return None;
    }
    let end = find(rest, b'\n');
    Some((rest.split_at(end).0, rest.split_at(end + 1).1))
}

const fn is_indented(line: &str) -> bool {
    starts_with(line, "  ")
}

/// The key and the value of a line.
const fn key_and_value(line: &'static str) -> (&'static str, &'static str) {
    let (key, rest) = line.split_at(find(line, b':'));
    assert!(starts_with(rest, ": "), "a key in the header of a rule page has no value");
    let value = rest.split_at(2).1;
    (key, if starts_with(value, "\"") { unquoted(value) } else { value })
}

const fn unquoted(value: &'static str) -> &'static str {
    let inner = value.split_at(1).1;
    let end = find(inner, b'"');
    assert!(end + 1 == inner.len(), "a value in the header of a rule page goes on after its quotes");
    inner.split_at(end).0
}

const fn level(name: &str) -> Level {
    match name.as_bytes() {
        b"off" => Level::Off,
        b"info" => Level::Info,
        b"warning" => Level::Warning,
        b"error" => Level::Error,
        _ => panic!("the header of a rule page has an unknown `severity`"),
    }
}

const fn safety(name: &str) -> Safety {
    match name.as_bytes() {
        b"safe" => Safety::Safe,
        b"unsafe" => Safety::Unsafe,
        b"display" => Safety::Display,
        _ => panic!("the header of a rule page has an unknown `fix`"),
    }
}

const fn starts_with(text: &str, start: &str) -> bool {
    text.len() >= start.len() && is(text.split_at(start.len()).0, start)
}

const fn is(text: &str, other: &str) -> bool {
    let (text, other) = (text.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < text.len() && at < other.len() && text[at] == other[at] {
        at += 1;
    }
    at == text.len() && at == other.len()
}

/// The offset of a byte that the header must have.
const fn find(text: &str, byte: u8) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == byte {
            return at;
        }
        at += 1;
    }
    panic!("the header of a rule page has no line end, colon or quote where one must be")
}

#[cfg(test)]
mod tests {
    use super::super::pages;
    use crate::yaml_value::{self, Value};

    #[test]
    fn a_header_says_what_it_says_as_yaml() {
        for page in pages() {
            let (header, _) = page.source[4..].split_once("\n---\n").expect("a header ends with a fence");
            let yaml: Value = yaml_value::parse(header).expect("a header is YAML");
            let text = |key: &str| yaml.get(key).and_then(Value::as_str);
            let details = yaml.get("details").and_then(Value::as_mapping).into_iter().flatten();
            let details: Vec<(&str, &str)> =
                details.filter_map(|(detail, meaning)| Some((detail.as_str()?, meaning.as_str()?))).collect();
            assert_eq!(text("summary"), Some(page.header().summary), "{}", page.rule);
            assert_eq!(text("severity"), Some(page.header().severity.name()), "{}", page.rule);
            assert_eq!(text("fix"), page.header().fix.map(crate::diagnostic::Safety::name), "{}", page.rule);
            assert_eq!(details, page.header().details, "{}", page.rule);
            assert!(details.is_sorted(), "the details of {} are not in the order of the alphabet", page.rule);
        }
    }
}
