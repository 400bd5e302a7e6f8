//! TOML: a block between `+++` lines read into the same tree, all its errors at once.
mod bracket;
mod item;

use super::Read;
use super::quotes::is_pair;
use super::tree::{Entry, Key, Mapping, Node, Style, SyntaxFault, Value};
use crate::diagnostic::{Fix, Safety};
use crate::text::{Edit, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// Reads a block whose text begins at byte `base` of the file.
pub(super) fn read(text: &str, base: usize) -> Read {
    let Some(first) = lone_return(text) else { return read_lines(text, base) };
    // TOML allows none: they were meant as line ends.
    let lines = with_line_ends(text);
    let mut read = read_lines(&lines, base);
    // Where all line ends are such, that is said of the whole file.
    if text.contains('\n') {
        let message = "a carriage return stands alone here, which TOML allows nowhere".to_string();
        let found = found("control-character", first..first + 1, message, "end each line with LF or CRLF");
        let lone = || lines.bytes().zip(text.bytes()).enumerate().filter(|(_, (end, byte))| end != byte);
        let edits = lone().map(|(at, _)| (at..at + 1, "\n".to_string())).collect();
        let most_left = DeTable::parse_recoverable(text).1.len().saturating_sub(1);
        read.faults.push(with_fix(found, "end the line there", edits).into_fault(text, base, most_left));
        read.faults.sort_by_key(|fault| fault.span);
    }
    read
}

/// A carriage return that no line feed follows.
fn lone_return(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).find(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// The text with line feeds instead of such.
fn with_line_ends(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let end = |letter, next: Option<&char>| if letter == '\r' && next != Some(&'\n') { '\n' } else { letter };
    std::iter::from_fn(|| letters.next().map(|letter| end(letter, letters.peek()))).collect()
}

/// How many fixes of one block are tried: each try reads the block.
const MOST_FIXES: usize = 100;

fn read_lines(text: &str, base: usize) -> Read {
    let (mut table, mut errors) = DeTable::parse_recoverable(text);
    let (mut blanked, mut covered) = (String::new(), String::new());
    let mut swallowers = Vec::new();
    if !errors.is_empty() {
        // Inside a string that is not closed the first byte of such a line end would be an error of its own.
        blanked = text.replace("\r\n", " \n");
        (swallowers, covered) = bracket::cover_unclosed(&blanked);
        (table, errors) = DeTable::parse_recoverable(&covered);
    }
    let left = errors.len();
    let tree = Tree { text, base };
    let mut read = Read { entries: tree.mapping(table.get_ref()), keys_known: true, ..Read::default() };
    for unclosed in swallowers {
        tree.keep_key(&line_at(text, unclosed.at), &mut read);
        let mut own = covered.clone();
        own.replace_range(unclosed.value(), &blanked[unclosed.value()]);
        read.faults.push(unclosed.found(text).into_fault(&own, base, left));
    }
    let mut errors: Vec<(Range<usize>, &str)> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
    errors.sort_by_key(|(at, _)| at.start);
    let mut explained: Vec<Range<usize>> = Vec::new();
    for (at, message) in &errors {
        let line = line_at(text, at.start);
        if explained.iter().any(|lines| lines.start <= at.start && line.start <= lines.end) {
            continue;
        }
        // The comma was taken for text of the item above, whose quote is not closed.
        let follows = |lines: &Range<usize>| text[lines.end..line.start.max(lines.end)].trim_start().is_empty();
        if message.starts_with("missing comma")
            && explained.last().is_some_and(follows)
            && read.faults.last().is_some_and(|fault| fault.cause == "unclosed-quote")
        {
            continue;
        }
        if *message == "duplicate key" {
            tree.double(at.clone(), &mut read);
            continue;
        }
        let mut fault = Line { text, range: line.clone() }.fault(at, message);
        if read.faults.len() >= MOST_FIXES {
            fault.edits.clear();
        }
        explained.push(line.clone());
        tree.keep_key(&line, &mut read);
        let on_line = errors.iter().filter(|(at, _)| line.start <= at.start && at.start <= line.end).count();
        read.faults.push(fault.into_fault(&covered, base, left - on_line));
    }
    read.entries.0.sort_by_key(|entry| entry.key.span);
    read.faults.sort_by_key(|fault| fault.span);
    read
}

/// Whether a text is TOML with at least one key, and without an error.
pub(super) fn is_toml(text: &str) -> bool {
    let (table, errors) = DeTable::parse_recoverable(text);
    errors.is_empty() && !table.get_ref().is_empty()
}

fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = at + text[at..].find('\n').unwrap_or(text.len() - at);
    start..start + text[start..end].trim_end().len()
}

struct Tree<'t> {
    text: &'t str,
    base: usize,
}

impl Tree<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(range.start, range.end).shift(self.base)
    }

    /// The table's entries in the order written. The parser bounds how deep tables nest, so this does, too.
    fn mapping(&self, table: &DeTable<'_>) -> Mapping {
        let mut entries: Vec<Entry> =
            table.iter().filter(|(key, _)| !key.span().is_empty()).map(|(key, value)| self.entry(key, value)).collect();
        entries.sort_by_key(|entry| entry.key.span);
        Mapping(entries)
    }

    fn entry(&self, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) -> Entry {
        let shown = &self.text[key.span()];
        let style = match shown.chars().next() {
            Some('"') => Style::Double,
            Some('\'') => Style::Single,
            _ => Style::Plain,
        };
        let value = self.node(value);
        let end = key.span().end;
        let between = self.text.get(end..value.span.start().saturating_sub(self.base)).unwrap_or("");
        let sign = between.find('=').filter(|_| !between.contains('\n'));
        let colon = sign.map(|at| self.span(end + at..end + at + 1));
        Entry {
            key: Key { text: key.get_ref().to_string(), span: self.span(key.span()), style },
            colon,
            value,
            broken: false,
        }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let mut span = value.span();
        let shown = self.text.get(span.clone()).unwrap_or("");
        let value = match value.get_ref() {
            DeValue::String(text) => {
                let style = match shown.chars().next() {
                    Some('\'') => Style::Single,
                    Some('"') => Style::Double,
                    _ => Style::Plain,
                };
                Value::Scalar { text: text.to_string(), style }
            }
            DeValue::Array(items) => Value::Sequence(items.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => {
                let mapping = self.mapping(table);
                // A `[table]` reaches to its last entry; its own span is that of its header.
                if let Some(last) = mapping.0.last().filter(|_| !shown.starts_with('{')) {
                    let first = mapping.0[0].key.span.start() - self.base;
                    span = first..last.value.span.end().max(last.key.span.end()) - self.base;
                }
                Value::Mapping(mapping)
            }
            _ => Value::Scalar { text: shown.to_string(), style: Style::Plain },
        };
        Node { value, span: self.span(span), tag: None, anchor: None }
    }

    /// A key written twice: where the first one stands is in the tree.
    fn double(&self, at: Range<usize>, read: &mut Read) {
        let name = &self.text[at.clone()];
        let later = self.span(at);
        let all = read.entries.with_nested().into_iter().flat_map(|mapping| &mapping.0);
        let first =
            all.filter(|entry| entry.key.text == name && entry.key.span < later).map(|entry| entry.key.span).max();
        read.doubles.push((first.unwrap_or(later), later));
    }

    /// The key of a line that could not be read is there all the same.
    fn keep_key(&self, line: &Range<usize>, read: &mut Read) {
        let shown = &self.text[line.clone()];
        let length = word_length(shown);
        if length == 0 {
            read.keys_known = false;
            return;
        }
        let key = line.start..line.start + length;
        let span = self.span(key.clone());
        if let Some(entry) = read.entries.0.iter_mut().find(|entry| entry.key.span == span) {
            entry.broken = true;
            return;
        }
        let is_nested =
            read.entries.with_nested().iter().any(|mapping| mapping.0.iter().any(|entry| entry.key.span == span));
        if is_nested {
            return;
        }
        let rest = shown[length..].trim_start_matches([' ', '\t', ':', '=']);
        let value = line.end - rest.len()..line.end;
        read.entries.0.push(Entry {
            key: Key { text: self.text[key].to_string(), span, style: Style::Plain },
            colon: None,
            value: Node {
                value: Value::Scalar { text: rest.to_string(), style: Style::Plain },
                span: self.span(value),
                tag: None,
                anchor: None,
            },
            broken: true,
        });
    }
}

/// Length of the bare key that a line begins with.
fn word_length(line: &str) -> usize {
    line.len() - line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).len()
}

/// A line with an error in it.
struct Line<'t> {
    text: &'t str,
    range: Range<usize>,
}

/// What is wrong with it; ranges are bytes of the block.
struct Found {
    cause: &'static str,
    at: Range<usize>,
    message: String,
    help: &'static str,
    edits: Vec<(Range<usize>, String)>,
    title: &'static str,
    safety: Safety,
}

impl Line<'_> {
    fn fault(&self, at: &Range<usize>, message: &str) -> Found {
        let shown = &self.text[self.range.clone()];
        let word = word_length(shown);
        let (start, key) = (self.range.start, &shown[..word]);
        let after = shown[word..].trim_start_matches([' ', '\t']);
        let sign = start + shown.len() - after.len();
        if word > 0 && after.starts_with(':') {
            let help = "`:` is YAML's sign; between `+++` fences a key ends with `=`";
            let gap = start + word..sign + 1 + after[1..].len() - after[1..].trim_start_matches([' ', '\t']).len();
            return with_fix(
                found("colon-for-equals", sign..sign + 1, format!("`{key}` is followed by `:`; TOML wants `=`"), help),
                "use `=`",
                vec![(gap, " = ".into())],
            );
        }
        if shown.starts_with("//") || shown.starts_with("<!--") {
            let sign = if shown.starts_with("//") { 2 } else { 4 };
            let message = format!("`{}` starts no comment in TOML", &shown[..sign]);
            let found = found("wrong-comment", start..start + sign, message, "in TOML a comment begins with `#`");
            if sign == 2 {
                return with_fix(found, "use `#`", vec![(start..start + sign, "#".into())]);
            }
            return found;
        }
        if message.starts_with("unclosed table") || message.starts_with("unclosed array table") {
            return self.unclosed_header();
        }
        let is_entry = word > 0 && after.starts_with('=');
        if let Some(found) = (!is_entry).then(|| self.item_fault(at.start, message)).flatten() {
            return found;
        }
        let Some(value) = after.strip_prefix('=').filter(|_| word > 0).map(|rest| rest.trim_start_matches([' ', '\t']))
        else {
            return if word > 0 && message.starts_with("key with no value") {
                let message = format!("`=` is missing after `{key}`");
                with_fix(
                    found("missing-equals", start..start + word, message, "in TOML each line is `key = value`"),
                    "insert `=`",
                    vec![(start + word..sign, " = ".into())],
                )
            } else {
                found(
                    "syntax",
                    at.clone(),
                    format!("TOML cannot read this: {message}"),
                    "each line is `key = value` or `[table]`",
                )
            };
        };
        let from = self.range.end - value.len();
        self.value_fault(at, message, key, from).unwrap_or_else(|| {
            found(
                "syntax",
                at.clone(),
                format!("TOML cannot read this: {message}"),
                "put text in quotes; numbers, dates and booleans have none",
            )
        })
    }

    /// `[taxonomies`
    fn unclosed_header(&self) -> Found {
        let shown = &self.text[self.range.clone()];
        let open = shown.find('[').unwrap_or(0);
        let wanted = if shown[open..].starts_with("[[") { "]]" } else { "]" };
        let named = shown.trim_end_matches([']', ' ', '\t']).len().max(open + wanted.len());
        let name = shown.get(open..named).unwrap_or("").trim_matches(['[', ' ', '\t']);
        let start = self.range.start;
        let found = found(
            "unclosed-bracket",
            start + open..start + open + 1,
            format!("the bracket that opens the table `{name}` is never closed"),
            "a table begins with its name in brackets: `[name]`",
        );
        if name.is_empty() {
            return found;
        }
        with_fix(found, "add the closing bracket", vec![(start + named..self.range.end, wanted.into())])
    }

    fn value_fault(&self, at: &Range<usize>, message: &str, key: &str, from: usize) -> Option<Found> {
        let value = &self.text[from..self.range.end];
        let value = value.split(" #").next().unwrap_or(value).trim_end();
        let whole = from..from + value.len();
        let first = value.chars().next();
        let bare = value.strip_prefix(['“', '”', '„']).and_then(|rest| rest.strip_suffix(['“', '”']));
        let quoted = serde_json::Value::from(bare.unwrap_or(value)).to_string();
        Some(match first {
            None => found(
                "missing-value",
                from..from,
                format!("`{key}` has no value"),
                "TOML knows no empty value: write `\"\"` or remove the key",
            ),
            Some(mark @ ('"' | '\'')) => return self.quoted_fault(at, message, key, whole, mark),
            Some('0'..='9' | '+' | '-')
                if message.contains("date") || message.contains("time") || message.contains("hour") =>
            {
                found(
                    "impossible-date",
                    whole,
                    format!("`{value}` is no date that TOML reads: {}", message.trim_start_matches("invalid date, ")),
                    "TOML refuses the whole front matter for one impossible date",
                )
            }
            Some(_) if matches!(value, "True" | "TRUE" | "False" | "FALSE") => {
                let literal = value.to_lowercase();
                let message = format!("`{value}` is `{literal}` in TOML");
                with_fix(
                    found(
                        "unquoted-text",
                        whole.clone(),
                        message,
                        "only numbers, dates, `true` and `false` stand without quotes",
                    ),
                    "write it in lower case",
                    vec![(whole, literal)],
                )
            }
            Some('[' | '{') => return self.item_fault(at.start, message),
            Some('=') => {
                let sign = from..from + 1;
                let found = found("syntax", sign, "one `=` too many".into(), "each line is `key = value`");
                let gap = from + value.len() - value.trim_start_matches(['=', ' ', '\t']).len();
                with_fix(found, "remove it", vec![(from..gap, String::new())])
            }
            Some(_)
                if message.contains("must be quoted")
                    || message.contains("invalid boolean")
                    || message.contains("leading zero")
                    || message.contains("expected") =>
            {
                // Signs of TOML's own, or a date or number with a slip, were probably not meant as text.
                let is_text = bare.is_some() || !value.contains(['"', '=', '[', ']', '{', '}']);
                let is_sure = !value.starts_with(|c: char| c.is_ascii_digit());
                Found {
                    edits: if is_text { vec![(whole.clone(), quoted)] } else { Vec::new() },
                    title: "quote the value",
                    safety: if is_sure { Safety::Safe } else { Safety::Unsafe },
                    ..found(
                        "unquoted-text",
                        whole,
                        format!("the text of `{key}` needs quotes in TOML"),
                        "only numbers, dates, `true` and `false` stand without quotes",
                    )
                }
            }
            Some(_) => return None,
        })
    }

    /// A value that begins with a quote.
    fn quoted_fault(
        &self,
        at: &Range<usize>,
        message: &str,
        key: &str,
        whole: Range<usize>,
        mark: char,
    ) -> Option<Found> {
        let (from, value) = (whole.start, &self.text[whole.clone()]);
        let closed = value[1..].find(mark).map(|end| end + 2);
        if message.contains("escape") || message.contains("unicode") {
            let slash = self.text[..at.start].rfind('\\').filter(|slash| *slash >= from).unwrap_or(at.start);
            let inner = value[1..].strip_suffix('"').filter(|inner| !inner.contains(['\'', '"']))?;
            let end = (slash + 2).min(whole.end);
            return Some(Found {
                edits: vec![(whole.clone(), format!("'{inner}'"))],
                title: "use single quotes",
                ..found(
                    "bad-escape",
                    slash..end,
                    format!("`{}` is no escape that TOML knows", self.text.get(slash..end).unwrap_or("\\")),
                    "between double quotes a backslash starts an escape; between single quotes it is itself",
                )
            });
        }
        Some(match closed {
            None => Found {
                edits: vec![(whole.end..whole.end, mark.to_string())],
                title: "add the closing quote",
                ..found(
                    "unclosed-quote",
                    from..from + 1,
                    format!("the quote that opens `{key}` is never closed"),
                    "a text ends with its line in TOML",
                )
            },
            Some(end) if mark == '\'' && value[end..].starts_with(char::is_alphanumeric) => Found {
                edits: vec![(
                    whole.clone(),
                    serde_json::Value::from(value[1..].strip_suffix('\'').unwrap_or(&value[1..])).to_string(),
                )],
                title: "use double quotes",
                ..found(
                    "apostrophe-in-single-quotes",
                    from + end - 1..from + end,
                    format!("this apostrophe ends the quoted text of `{key}`"),
                    "put the text in double quotes",
                )
            },
            Some(end) if value[end..].trim() == "," => {
                let comma = whole.end - 1..whole.end;
                with_fix(
                    found(
                        "trailing-comma",
                        comma.clone(),
                        "a comma ends values in JSON, not in TOML".into(),
                        "each value ends with its line; remove the comma",
                    ),
                    "remove the comma",
                    vec![(comma, String::new())],
                )
            }
            Some(end) if mark == '"' && value[1..].strip_suffix(mark).is_some_and(is_pair) => {
                let inner = &value[1..value.len() - 1];
                let at = from + end - 1..from + end;
                let message = format!("this quote ends the text of `{key}` early");
                let help = "inside double quotes write `\\\"`, or put the whole text in single quotes";
                let found = found("quote-inside-quotes", at, message, help);
                let is_plain = !inner.contains(['\'', '\\']);
                let quoted = if is_plain { format!("'{inner}'") } else { serde_json::Value::from(inner).to_string() };
                with_fix(found, "quote the whole value", vec![(whole, quoted)])
            }
            Some(end) => {
                let rest = value[end..].trim_start();
                found(
                    "text-after-quote",
                    whole.end - rest.len()..whole.end,
                    format!("text follows the closing quote of `{key}`"),
                    "put the whole value in one pair of quotes",
                )
            }
        })
    }
}

fn found(cause: &'static str, at: Range<usize>, message: String, help: &'static str) -> Found {
    Found { cause, at, message, help, edits: Vec::new(), title: "", safety: Safety::Safe }
}

fn with_fix(found: Found, title: &'static str, edits: Vec<(Range<usize>, String)>) -> Found {
    Found { edits, title, ..found }
}

impl Found {
    /// With its fix, when no more than `most_left` errors are left of `text` with it.
    fn into_fault(self, text: &str, base: usize, most_left: usize) -> SyntaxFault {
        let span = |range: Range<usize>| Span::new(range.start, range.end).shift(base);
        let edits: Vec<Edit> =
            self.edits.iter().map(|(at, new)| Edit::replace(span(at.clone()), new.clone())).collect();
        let local: Vec<Edit> =
            self.edits.iter().map(|(at, new)| Edit::replace(Span::new(at.start, at.end), new.clone())).collect();
        let left = |fixed: String| DeTable::parse_recoverable(&fixed).1.len();
        let good = !edits.is_empty() && Edit::apply(text, &local).map(left).is_some_and(|left| left <= most_left);
        let fix = good.then(|| Fix { title: self.title.into(), safety: self.safety, edits });
        let help = Some(self.help.to_string());
        SyntaxFault { cause: self.cause, span: span(self.at), message: self.message, labels: Vec::new(), help, fix }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_carriage_returns_are_one_fault_of_their_own() {
        let causes = |text: &str| read(text, 0).faults.iter().map(|fault| fault.cause).collect::<Vec<_>>();
        assert_eq!(causes("a = \"x\"\rb = 1\n"), ["control-character"]);
        assert_eq!(causes("a = \"x\"\rb = 1\r"), [""; 0]);
        let read = read("a = \"x\"\rb = 1\rc = 2\n", 0);
        assert_eq!(read.entries.0.len(), 3);
        let edits = &read.faults[0].fix.as_ref().unwrap().edits;
        assert_eq!(edits.iter().map(|edit| edit.span).collect::<Vec<_>>(), [Span::new(7, 8), Span::new(13, 14)]);
    }

    #[test]
    fn brackets_in_brackets_are_all_closed() {
        let text = "a = \"\"\nb = [[\"]\", {c = [1\n";
        let fix = read(text, 0).faults.remove(0).fix.unwrap();
        assert_eq!(fix.edits, [Edit::insert(text.len() - 1, "]}]]")]);
    }

    #[test]
    fn line_ends_of_two_bytes_change_no_fault() {
        for text in ["\"unclosed\n\n", "a = \"b\n", "a = 'b\nc = 1\n", "['\n", "a = \"b\\q\"\nc = 2 2\n"] {
            let messages = |text: &str| read(text, 0).faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>();
            assert_eq!(messages(&text.replace('\n', "\r\n")), messages(text), "{text}");
        }
    }
}
