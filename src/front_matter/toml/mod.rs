//! TOML: a block between `+++` lines read into the same tree, all its errors at once.
mod bracket;
mod date;
mod first_table;
mod item;
mod line;
mod places;
mod quoted;
mod tree;
mod value;
mod words;
mod yaml_list;

pub use self::first_table::first_table;
pub use self::places::places;

use self::line::TomlLine;
use self::tree::TomlTree;
use super::draft::{Draft, Edits};
use super::verify::verify_each;
use super::{Read, SyntaxCause, SyntaxProblem};
use crate::text::limits;
use std::ops::Range;
use toml::de::DeTable;

/// Reads a block whose text begins at byte `base` of the file.
pub(super) fn read(text: &str, base: usize) -> Read {
    if let Some(most) = most_signs(text) {
        let end = text.find('\n').unwrap_or(text.len());
        let problem = Draft::new(words::too_many_values(most), 0..end).into_problem(base, false);
        return Read { problems: vec![problem], ..Read::default() };
    }
    let Some(first) = lone_return(text) else { return read_lines(text, base) };
    // TOML does not allow them: they were intended as line ends.
    let lines = with_line_ends(text);
    let mut read = read_lines(&lines, base);
    // Where every line end is one, `front-matter/bad-fence` reports that of the whole file.
    if text.contains('\n') {
        let lone = || lines.bytes().zip(text.bytes()).enumerate().filter(|(_, (end, byte))| end != byte);
        let edits: Edits = lone().map(|(at, _)| (at..at + 1, "\n".to_string())).collect();
        let draft = Draft::new(words::lone_carriage_return(), first..first + 1).safe(edits);
        let most_left = errors_in(text).saturating_sub(1);
        read.problems.extend(verified(text, base, vec![draft], |_| most_left));
        read.problems.sort_by_key(|problem| problem.span);
    }
    read
}

/// How many signs of tables, keys and values the text may have, if it has more.
fn most_signs(text: &str) -> Option<usize> {
    let most = limits::TOML_SIGNS.max(text.len() / 12);
    let is_sign = |byte: &u8| matches!(byte, b'=' | b',' | b'.' | b'[' | b']' | b'{' | b'}');
    (text.len() > most && text.bytes().filter(is_sign).count() > most).then_some(most)
}

/// How many errors the parser finds.
fn errors_in(text: &str) -> usize {
    DeTable::parse_recoverable(text).1.len()
}

/// The problems, with the repairs after which no more than `most_left` errors are left, and none where the repair was made.
fn verified(
    text: &str,
    base: usize,
    drafts: Vec<Draft>,
    most_left: impl Fn(usize) -> usize,
) -> impl Iterator<Item = SyntaxProblem> {
    let is_good = verify_each(text, &drafts, |index, repaired| {
        let errors = DeTable::parse_recoverable(repaired).1;
        errors.len() <= most_left(index) && !errors.iter().any(|error| is_of(&drafts[index], error))
    });
    drafts.into_iter().zip(is_good).map(move |(draft, is_good)| draft.into_problem(base, is_good))
}

/// Whether an error of a block with a repair made is where that was made.
fn is_of(draft: &Draft, error: &toml::de::Error) -> bool {
    let edits = draft.repair.iter().flat_map(|repair| &repair.edits);
    let ranges: Vec<&Range<usize>> = edits.clone().map(|(at, _)| at).chain([&draft.at]).collect();
    let start = ranges.iter().map(|at| at.start).min().unwrap_or(0);
    let end = ranges.iter().map(|at| at.end).max().unwrap_or(0);
    let removed: usize = edits.clone().map(|(at, _)| at.len()).sum();
    let end = end + edits.map(|(_, new)| new.len()).sum::<usize>() - removed;
    error.message() != "duplicate key" && error.span().is_some_and(|at| (start..=end).contains(&at.start))
}

/// A carriage return that no line feed follows.
fn lone_return(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).find(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// The text with a line feed in the place of each such carriage return.
fn with_line_ends(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let end = |letter, next: Option<&char>| if letter == '\r' && next != Some(&'\n') { '\n' } else { letter };
    std::iter::from_fn(|| letters.next().map(|letter| end(letter, letters.peek()))).collect()
}

/// The first error of a block whose other errors are not looked for. A key written twice leaves the rest to be read.
fn first_error(text: &str, base: usize) -> Option<Read> {
    let error = DeTable::parse(text).err().filter(|error| error.message() != "duplicate key")?;
    let at = error.span().unwrap_or(0..0);
    let draft = TomlLine { text, range: line_at(text, at.start) }.draft(&at, error.message());
    Some(Read { problems: vec![draft.into_problem(base, false)], ..Read::default() })
}

fn read_lines(text: &str, base: usize) -> Read {
    if text.len() > limits::BROKEN_TOML
        && let Some(read) = first_error(text, base)
    {
        return read;
    }
    let (mut table, mut errors) = DeTable::parse_recoverable(text);
    let (mut one_byte_ends, mut unclosed) = (String::new(), Vec::new());
    let covered;
    if !errors.is_empty() {
        // In CRLF, the CR after a string that is not closed would be an error of its own.
        one_byte_ends = text.replace("\r\n", " \n");
        (unclosed, covered) = bracket::cover_unclosed(&one_byte_ends);
        (table, errors) = DeTable::parse_recoverable(&covered);
    }
    let tree = TomlTree { text, base };
    let mut read = Read { entries: tree.mapping(table.get_ref()), keys_known: true, ..Read::default() };
    let mut broken: Vec<Range<usize>> = unclosed.iter().map(|bracket| line_at(text, bracket.at)).collect();
    let mut drafts: Vec<Draft> = unclosed.iter().map(|bracket| bracket.draft(text)).collect();
    // How many errors each repair may leave: all but those of its own line.
    let mut most_left = vec![errors.len(); drafts.len()];
    let (mut duplicates, mut last_list) = (Vec::new(), None);
    for (line, of_line) in by_line(text, &errors) {
        let first = of_line.iter().position(|(_, message)| *message != "duplicate key").unwrap_or(of_line.len());
        duplicates.extend(of_line[..first].iter().map(|(at, _)| at.clone()));
        let Some((at, message)) = of_line.get(first) else { continue };
        // The comma was read as text of the item above, whose quote is not closed.
        let is_unclosed = |above: &Draft| above.cause == SyntaxCause::UnclosedQuote;
        let ends_above = drafts.last().filter(|above| is_unclosed(above)).and(broken.last()).map(|above| above.end);
        if message.starts_with("missing comma")
            && ends_above.is_some_and(|end| text[end..line.start.max(end)].trim().is_empty())
        {
            continue;
        }
        if let Some(list) = last_list.take().filter(|list: &Range<usize>| line.start < list.end) {
            // Its items are a part of the problem above.
            last_list = Some(list);
            continue;
        }
        if let Some((draft, lines)) = yaml_list::below(text, &line) {
            last_list = Some(lines);
            drafts.push(draft);
        } else {
            drafts.push(TomlLine { text, range: line.clone() }.draft(at, message));
        }
        most_left.push(errors.len() - of_line.len());
        broken.push(line);
    }
    read.keys_known &= !drafts.iter().any(|draft| draft.hides_keys);
    read.problems.extend(verified(&one_byte_ends, base, drafts, |index| most_left[index]));
    tree.keep_keys(&broken, &mut read);
    read.duplicates = tree.duplicates(&duplicates, &read.entries);
    read.problems.sort_by_key(|problem| problem.span);
    read
}

/// An error of the parser: its place and its message.
type PlacedError<'e> = (Range<usize>, &'e str);

/// The errors of each line that has any, in the order of the lines.
fn by_line<'e>(text: &str, errors: &'e [toml::de::Error]) -> Vec<(Range<usize>, Vec<PlacedError<'e>>)> {
    let mut errors: Vec<PlacedError<'e>> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
    errors.sort_by_key(|(at, _)| at.start);
    let is_one_line =
        |a: &PlacedError<'_>, b: &PlacedError<'_>| !text.as_bytes()[a.0.start..b.0.start].contains(&b'\n');
    errors.chunk_by(is_one_line).map(|of_line| (line_at(text, of_line[0].0.start), of_line.to_vec())).collect()
}

/// Whether a text is TOML with at least one key, and without an error.
pub(super) fn is_toml(text: &str) -> bool {
    DeTable::parse(text).is_ok_and(|table| !table.get_ref().is_empty())
}

/// The line of a place, without its line end and the whitespace before that.
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
    fn lone_carriage_returns_are_one_problem_of_their_own() {
        let causes = |text: &str| read(text, 0).problems.iter().map(|problem| problem.cause.name()).collect::<Vec<_>>();
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

    /// The cause of a block's only problem, what it points at, the safety of its fix, and the block with that fix.
    fn reported(text: &str) -> (&'static str, &str, Option<(Safety, String)>) {
        let mut problems = read(text, 0).problems;
        assert_eq!(problems.len(), 1, "{text}: {problems:#?}");
        let problem = problems.remove(0);
        let fixed = problem.fix.map(|fix| (fix.safety, Edit::apply(text, &fix.edits).unwrap()));
        (problem.cause.name(), &text[problem.span.range()], fixed)
    }

    #[test]
    fn a_typo_in_a_boolean_or_number_never_becomes_a_string_by_a_safe_fix() {
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
            let got = reported(&text);
            let fixed = fixed.map(|(safety, fixed)| (safety, format!("a = {fixed}\n")));
            assert_eq!((got.0, &got.2), (cause, &fixed), "{value}");
        }
    }

    #[test]
    fn a_missing_comma_is_inserted_right_after_its_item() {
        for (text, at, fixed) in [
            ("a = [\"b\" # c\n \"d\"]\n", "\"b\"", "a = [\"b\", # c\n \"d\"]\n"),
            ("a = [\"b #c\" # d\n\n # e\n \"d\"]\n", "\"b #c\"", "a = [\"b #c\", # d\n\n # e\n \"d\"]\n"),
            ("a = [[1] [2]]\n", "]", "a = [[1], [2]]\n"),
        ] {
            assert_eq!(reported(text), ("missing-comma", at, Some((Safety::Safe, fixed.to_string()))));
        }
    }

    #[test]
    fn numbers_in_a_row_lack_a_comma() {
        let fixed = Some((Safety::Unsafe, "a = [1, 2, 3]\n".to_string()));
        assert_eq!(reported("a = [1 2, 3]\n"), ("missing-comma", "1", fixed));
        assert_eq!(reported("a = [1 2 3]\n"), ("missing-comma", "1", None));
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
            assert_eq!(reported(text), ("unquoted-text", at, fixed));
        }
    }

    #[test]
    fn keys_of_broken_lines_are_known_and_duplicates_are_beside_the_one_before() {
        let read = read("a = Foo you\nb = 1\n[c]\nb = 2\nb = 3\nd\n", 0);
        let keys: Vec<_> = read.entries.iter().map(|entry| (&*entry.key.text, entry.broken)).collect();
        assert_eq!(keys, [("a", true), ("b", false), ("c", false), ("d", true)]);
        assert_eq!(read.duplicates, [(Span::new(22, 23), Span::new(28, 29))]);
        assert!(read.keys_known);
    }

    #[test]
    fn many_problems_are_all_reported_and_few_fixes_tried() {
        let lines: Vec<String> = (0..1800).map(|n| format!("k{n} = some text")).collect();
        let read = read(&lines.join("\n"), 0);
        assert_eq!(read.problems.len(), 1800);
        assert!((1..=100).contains(&read.problems.iter().filter(|problem| problem.fix.is_some()).count()));
    }
}
