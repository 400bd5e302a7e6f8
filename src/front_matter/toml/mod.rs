//! TOML: a block between `+++` lines read into the same tree, all its errors at once.
mod bracket;
mod found;
mod item;
mod line;
mod quoted;
mod tree;
mod value;

use self::found::{TomlProblem, Trials};
use self::line::TomlLine;
use self::tree::TomlTree;
use super::Read;
use std::ops::Range;
use toml::de::DeTable;

/// Reads a block whose text begins at byte `base` of the file.
pub(super) fn read(text: &str, base: usize) -> Read {
    let Some(first) = lone_return(text) else { return read_lines(text, base) };
    // TOML allows none: they were meant as line ends.
    let lines = with_line_ends(text);
    let mut read = read_lines(&lines, base);
    // Where all line ends are such, that is said of the whole file.
    if text.contains('\n') {
        let message = "a carriage return stands alone here, which TOML allows nowhere";
        let lone = || lines.bytes().zip(text.bytes()).enumerate().filter(|(_, (end, byte))| end != byte);
        let edits = lone().map(|(at, _)| (at..at + 1, "\n".to_string())).collect();
        let found = TomlProblem::new("control-character", first..first + 1, message, "end each line with LF or CRLF");
        let found = found.fix("end the line there", edits).sure();
        let most_left = DeTable::parse_recoverable(text).1.len().saturating_sub(1);
        read.problems.push(found.into_problem(text, base, most_left, &mut Trials::default()));
        read.problems.sort_by_key(|problem| problem.span);
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
    let tree = TomlTree { text, base };
    let mut read = Read { entries: tree.mapping(table.get_ref()), keys_known: true, ..Read::default() };
    let (mut trials, mut broken, mut doubles) = (Trials::default(), Vec::new(), Vec::new());
    for unclosed in swallowers {
        broken.push(line_at(text, unclosed.at));
        let mut own = covered.clone();
        own.replace_range(unclosed.value(), &blanked[unclosed.value()]);
        read.problems.push(unclosed.found(text).into_problem(&own, base, left, &mut trials));
    }
    let mut errors: Vec<(Range<usize>, &str)> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
    errors.sort_by_key(|(at, _)| at.start);
    let is_one_line =
        |a: &(Range<usize>, &str), b: &(Range<usize>, &str)| !text.as_bytes()[a.0.start..b.0.start].contains(&b'\n');
    let mut unclosed_above = None;
    for of_line in errors.chunk_by(is_one_line) {
        let told = of_line.iter().position(|(_, message)| *message != "duplicate key").unwrap_or(of_line.len());
        doubles.extend(of_line[..told].iter().map(|(at, _)| at.clone()));
        let Some((at, message)) = of_line.get(told) else { continue };
        let line = line_at(text, at.start);
        // The comma was taken for text of the item above, whose quote is not closed.
        let follows = |end: usize| text[end..line.start.max(end)].trim().is_empty();
        if message.starts_with("missing comma") && unclosed_above.is_some_and(follows) {
            continue;
        }
        let found = TomlLine { text, range: line.clone() }.problem(at, message);
        unclosed_above = (found.cause == "unclosed-quote").then_some(line.end);
        read.problems.push(found.into_problem(&covered, base, left - of_line.len(), &mut trials));
        broken.push(line);
    }
    tree.keep_keys(&broken, &mut read);
    read.doubles = tree.doubles(&doubles, &read.entries);
    read.problems.sort_by_key(|problem| problem.span);
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

/// Length of the bare key that a line begins with.
fn word_length(line: &str) -> usize {
    line.len() - line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Safety;
    use crate::text::{Edit, Span};

    #[test]
    fn lone_carriage_returns_are_one_fault_of_their_own() {
        let causes = |text: &str| read(text, 0).problems.iter().map(|problem| problem.cause).collect::<Vec<_>>();
        assert_eq!(causes("a = \"x\"\rb = 1\n"), ["control-character"]);
        assert_eq!(causes("a = \"x\"\rb = 1\r"), [""; 0]);
        let read = read("a = \"x\"\rb = 1\rc = 2\n", 0);
        assert_eq!(read.entries.0.len(), 3);
        let edits = &read.problems[0].fix.as_ref().unwrap().edits;
        assert_eq!(edits.iter().map(|edit| edit.span).collect::<Vec<_>>(), [Span::new(7, 8), Span::new(13, 14)]);
    }

    #[test]
    fn brackets_in_brackets_are_all_closed() {
        let text = "a = \"\"\nb = [[\"]\", {c = [1\n";
        let fix = read(text, 0).problems.remove(0).fix.unwrap();
        assert_eq!(fix.edits, [Edit::insert(text.len() - 1, "]}]]")]);
    }

    #[test]
    fn line_ends_of_two_bytes_change_no_problem() {
        for text in ["\"unclosed\n\n", "a = \"b\n", "a = 'b\nc = 1\n", "['\n", "a = \"b\\q\"\nc = 2 2\n"] {
            let messages =
                |text: &str| read(text, 0).problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>();
            assert_eq!(messages(&text.replace('\n', "\r\n")), messages(text), "{text}");
        }
    }

    /// The cause of a block's only problem, what it points at, how far its fix is trusted, and the block with it.
    fn told(text: &str) -> (&'static str, &str, Option<(Safety, String)>) {
        let mut problems = read(text, 0).problems;
        assert_eq!(problems.len(), 1, "{text}: {problems:#?}");
        let problem = problems.remove(0);
        let fixed = problem.fix.map(|fix| (fix.safety, Edit::apply(text, &fix.edits).unwrap()));
        (problem.cause, &text[problem.span.range()], fixed)
    }

    #[test]
    fn no_slip_in_a_boolean_or_number_becomes_text_without_asking() {
        for (value, cause, fixed) in [
            ("true,", "trailing-comma", Some((Safety::Safe, "true"))),
            ("true;", "trailing-comma", Some((Safety::Safe, "true"))),
            ("10,", "trailing-comma", Some((Safety::Safe, "10"))),
            ("nan,", "trailing-comma", Some((Safety::Safe, "nan"))),
            ("[1];", "trailing-comma", Some((Safety::Safe, "[1]"))),
            ("False", "unquoted-text", Some((Safety::Safe, "false"))),
            ("False,", "unquoted-text", Some((Safety::Unsafe, "false"))),
            ("yes", "unquoted-text", Some((Safety::Unsafe, "true"))),
            ("null", "missing-value", None),
            ("ture", "unquoted-text", Some((Safety::Unsafe, "\"ture\""))),
            ("go, rust", "unquoted-text", Some((Safety::Unsafe, "\"go, rust\""))),
            ("Hello #1", "unquoted-text", Some((Safety::Unsafe, "\"Hello\" #1"))),
            ("Hello you", "unquoted-text", Some((Safety::Safe, "\"Hello you\""))),
            ("“Hello”", "unquoted-text", Some((Safety::Safe, "\"Hello\""))),
            ("\"a #b", "unclosed-quote", Some((Safety::Unsafe, "\"a\" #b"))),
            ("\"C:\\Users\"", "bad-escape", Some((Safety::Safe, "'C:\\Users'"))),
            ("\"a\\n\\d\"", "bad-escape", Some((Safety::Unsafe, "'a\\n\\d'"))),
        ] {
            let text = format!("a = {value}\n");
            let got = told(&text);
            let fixed = fixed.map(|(safety, fixed)| (safety, format!("a = {fixed}\n")));
            assert_eq!((got.0, &got.2), (cause, &fixed), "{value}");
        }
    }

    #[test]
    fn a_missing_comma_stands_right_behind_its_item() {
        for (text, at, fixed) in [
            ("a = [\"b\" # c\n \"d\"]\n", "\"b\"", "a = [\"b\", # c\n \"d\"]\n"),
            ("a = [\"b #c\" # d\n\n # e\n \"d\"]\n", "\"b #c\"", "a = [\"b #c\", # d\n\n # e\n \"d\"]\n"),
            ("a = [[1] [2]]\n", "]", "a = [[1], [2]]\n"),
        ] {
            assert_eq!(told(text), ("missing-comma", at, Some((Safety::Safe, fixed.to_string()))));
        }
    }

    #[test]
    fn numbers_in_a_row_lack_a_comma() {
        let fixed = Some((Safety::Unsafe, "a = [1, 2, 3]\n".to_string()));
        assert_eq!(told("a = [1 2, 3]\n"), ("missing-comma", "1", fixed));
        assert_eq!(told("a = [1 2 3]\n"), ("missing-comma", "1", None));
    }

    #[test]
    fn items_get_the_quotes_that_they_lack() {
        for (text, at, fixed) in [
            ("a = [“b”]\n", "“b”", Some("a = [\"b\"]\n")),
            ("a = [1, go, rust lang]\n", "go", Some("a = [1, \"go\", \"rust lang\"]\n")),
            ("a = {b = c}\n", "c", Some("a = {b = \"c\"}\n")),
            ("a = {b = c, d = e}\n", "c", None),
        ] {
            let fixed = fixed.map(|fixed| (Safety::Unsafe, fixed.to_string()));
            assert_eq!(told(text), ("unquoted-text", at, fixed));
        }
    }

    #[test]
    fn keys_of_broken_lines_are_known_and_doubles_stand_beside_the_one_before() {
        let read = read("a = Foo you\nb = 1\n[c]\nb = 2\nb = 3\nd\n", 0);
        let keys: Vec<_> = read.entries.iter().map(|entry| (&*entry.key.text, entry.broken)).collect();
        assert_eq!(keys, [("a", true), ("b", false), ("c", false), ("d", true)]);
        assert_eq!(read.doubles, [(Span::new(22, 23), Span::new(28, 29))]);
        assert!(read.keys_known);
    }

    #[test]
    fn many_faults_are_all_told_and_few_fixes_tried() {
        let lines: Vec<String> = (0..9000).map(|n| format!("k{n} = some text")).collect();
        let read = read(&lines.join("\n"), 0);
        assert_eq!(read.problems.len(), 9000);
        assert!((1..=100).contains(&read.problems.iter().filter(|problem| problem.fix.is_some()).count()));
    }
}
