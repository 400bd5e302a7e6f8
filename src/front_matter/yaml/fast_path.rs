//! Blocks of one-line values, as nearly all are, read without the parser, which reads whatever may have another meaning.
//!
//! Measured with callgrind (release build, one job, 1,771 real posts in two sets): a whole run takes 8 % and 6 % fewer instructions
//! than when the parser reads every block. The test below compares the two readings.
use super::super::tree::{Entry, Key, Mapping, Node, Style, Value};
use crate::text::Span;

/// How deep mappings may nest before the parser reads them.
const MAX_DEPTH: usize = 8;
/// The longest key in bytes; libyaml's own limit is 1,024 characters.
const MAX_KEY: usize = 256;

/// Reads a block whose text begins at byte `base` of the file: the entries that the parser would give, each with the same bytes.
///
/// `None` when a line is neither blank nor a comment, nor a field with a one-line value, nor an item of a list of such values.
pub(super) fn read(text: &str, base: usize) -> Option<Mapping> {
    if !is_simple(text) {
        return None;
    }
    let mut block = PlainBlock { text, base, next: 0, line: None };
    block.step();
    let mapping = block.mapping(0, MAX_DEPTH)?;
    (block.line.is_none() && !mapping.0.is_empty()).then_some(mapping)
}

/// Whether each character is one that YAML 1.1 gives no special meaning: no tab, no line end but `\n` and `\r\n`, no control
/// character, no byte order mark (sections 5.1 and 5.4).
fn is_simple(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_doubtful = |byte: u8| byte < 0x20 && byte != b'\n' || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
    // The loop has no early exit, so that the compiler can compare all bytes of a register at once.
    if !bytes.iter().fold(false, |found, byte| found | is_doubtful(*byte)) {
        return true;
    }
    let after = |at: usize, wanted: fn(&[u8]) -> bool| bytes.get(at + 1..).is_some_and(wanted);
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => after(at, |rest| rest.starts_with(b"\n")),
        0..0x20 | 0x7f => false,
        // U+0080 to U+009F
        0xc2 => !after(at, |rest| rest.first().is_some_and(|next| *next < 0xa0)),
        // U+2028, U+2029
        0xe2 => !after(at, |rest| matches!(rest, [0x80, 0xa8 | 0xa9, ..])),
        // U+FEFF, U+FFFE, U+FFFF
        0xef => !after(at, |rest| matches!(rest, [0xbb, 0xbf, ..] | [0xbf, 0xbe | 0xbf, ..])),
        _ => true,
    })
}

struct PlainBlock<'t> {
    text: &'t str,
    base: usize,
    /// Where the line after this one begins.
    next: usize,
    /// The line at hand, which is neither blank nor a comment; `None` at the end.
    line: Option<PlainLine<'t>>,
}

/// A line without its indentation, the spaces at its end and its line end.
#[derive(Clone, Copy)]
struct PlainLine<'t> {
    start: usize,
    indent: usize,
    shown: &'t str,
}

impl<'t> PlainBlock<'t> {
    /// Goes on to the next line that is neither blank nor a comment.
    fn step(&mut self) {
        self.line = None;
        while self.line.is_none() && self.next < self.text.len() {
            let rest = &self.text[self.next..];
            let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let line = rest[..length].trim_end_matches(['\r', ' ']);
            let shown = line.trim_start_matches(' ');
            let indent = line.len() - shown.len();
            if !shown.is_empty() && !shown.starts_with('#') {
                self.line = Some(PlainLine { start: self.next + indent, indent, shown });
            }
            self.next += length + 1;
        }
    }

    /// The fields indented by `indent`, up to a line that is indented less.
    fn mapping(&mut self, indent: usize, depth: usize) -> Option<Mapping> {
        let mut entries = Vec::new();
        while let Some(line) = self.line.filter(|line| line.indent >= indent) {
            if line.indent > indent || depth == 0 {
                return None;
            }
            let (key, colon) = field(line.shown)?;
            self.step();
            let value = line.shown[colon + 1..].trim_start_matches(' ');
            let value = if value.is_empty() {
                self.below(indent, line.start + colon + 1, depth)?
            } else {
                self.one_line(value, line.start + line.shown.len() - value.len())?
            };
            let key = Key { text: key.to_string(), span: self.span(line.start, key), style: Style::Plain };
            let colon = Some(self.span(line.start + colon, ":"));
            entries.push(Entry { key, colon, value, broken: false });
        }
        Some(Mapping(entries))
    }

    /// The value of a field without one on its own line, which ends at `end`: a list, a mapping or nothing.
    fn below(&mut self, indent: usize, end: usize, depth: usize) -> Option<Node> {
        match self.line {
            Some(line) if line.shown.starts_with("- ") && line.indent >= indent => self.list(line),
            Some(line) if line.indent > indent => {
                let mapping = self.mapping(line.indent, depth - 1)?;
                let end = mapping.0.last().map_or(line.start, |last| last.value.span.end() - self.base);
                Some(node(Value::Mapping(mapping), self.span(line.start, &self.text[line.start..end])))
            }
            _ => Some(scalar("", Style::Plain, self.span(end, ""))),
        }
    }

    /// The items from `first` on, one a line.
    fn list(&mut self, first: PlainLine<'t>) -> Option<Node> {
        let mut items: Vec<Node> = Vec::new();
        while let Some(line) = self.line.filter(|line| line.indent == first.indent && line.shown.starts_with("- ")) {
            let value = line.shown[1..].trim_start_matches(' ');
            items.push(self.one_line(value, line.start + line.shown.len() - value.len())?);
            self.step();
        }
        let end = items.last().map_or(first.start, |last| last.span.end() - self.base);
        Some(node(Value::Sequence(items), self.span(first.start, &self.text[first.start..end])))
    }

    /// A value that is whole on its line, from byte `at` on.
    fn one_line(&self, shown: &str, at: usize) -> Option<Node> {
        match shown.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
            Some("") => Some(node(Value::Sequence(Vec::new()), self.span(at, shown))),
            Some(inner) => {
                let mut items = Vec::new();
                let mut start = at + 1;
                for item in inner.split(',') {
                    let spaces = item.len() - item.trim_start_matches(' ').len();
                    let bare = item.trim_matches(' ');
                    let is_safe = !bare.contains(['[', ']', '{', '}', ':', '?', '#']);
                    items.push(self.text_of(bare, start + spaces).filter(|_| is_safe)?);
                    start += item.len() + 1;
                }
                Some(node(Value::Sequence(items), self.span(at, shown)))
            }
            None => self.text_of(shown, at),
        }
    }

    /// A string in quotes without escapes, or without quotes.
    fn text_of(&self, shown: &str, at: usize) -> Option<Node> {
        let (style, text) = match *shown.as_bytes().first()? {
            b'"' => (Style::Double, quoted(shown, |byte| matches!(byte, b'"' | b'\\'))?),
            b'\'' => (Style::Single, quoted(shown, |byte| byte == b'\'')?),
            first if begins_a_text(first) && !means_more(shown) => (Style::Plain, shown),
            _ => return None,
        };
        Some(scalar(text, style, self.span(at, shown)))
    }

    /// Where `shown`, which begins at byte `at` of the block, is in the file.
    fn span(&self, at: usize, shown: &str) -> Span {
        Span::new(self.base + at, self.base + at + shown.len())
    }
}

/// The key of `key: value` or `key:`, and where its colon is.
fn field(line: &str) -> Option<(&str, usize)> {
    let is_of_key = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let length = line.bytes().take_while(is_of_key).count();
    let begins = line.as_bytes().first().is_some_and(|byte| *byte != b'-');
    let spaces = line[length..].bytes().take_while(|byte| *byte == b' ').count();
    let rest = line[length + spaces..].strip_prefix(':')?;
    let is_key = begins && (1..=MAX_KEY).contains(&length) && spaces < MAX_KEY;
    (is_key && (rest.is_empty() || rest.starts_with(' '))).then_some((&line[..length], length + spaces))
}

fn begins_a_text(first: u8) -> bool {
    first.is_ascii_alphanumeric()
        || !first.is_ascii()
        || matches!(first, b'_' | b'(' | b'/' | b'.' | b'$' | b'+' | b'~')
}

/// Whether a text without quotes may contain a key or a comment.
fn means_more(shown: &str) -> bool {
    let bytes = shown.as_bytes();
    bytes.ends_with(b":")
        || memchr::memchr_iter(b':', bytes).any(|at| bytes.get(at + 1) == Some(&b' '))
        || memchr::memchr_iter(b'#', bytes).any(|at| bytes[at - 1] == b' ')
}

/// What is between a quote and the same quote at the end, when nothing between them is `special`.
fn quoted(shown: &str, special: impl Fn(u8) -> bool) -> Option<&str> {
    let inner = shown.get(1..shown.len() - 1)?;
    (shown.as_bytes().last() == shown.as_bytes().first() && !inner.bytes().any(special)).then_some(inner)
}

fn scalar(text: &str, style: Style, span: Span) -> Node {
    node(Value::Scalar { text: text.to_string(), style }, span)
}

fn node(value: Value, span: Span) -> Node {
    Node { value, span, tag: None, anchor: None }
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;
    use proptest::prelude::*;

    const PIECES: &[&str] = &[
        "\n",
        "\n",
        "\n",
        "\r\n",
        "title",
        "a",
        "b-c",
        ": ",
        ": ",
        ":",
        " :",
        "  ",
        " ",
        "- ",
        "- ",
        "-",
        "# x",
        " #",
        "#",
        "[",
        "]",
        ", ",
        ",",
        "\"",
        "\"x: y\"",
        "'",
        "'it'",
        "\"\"",
        "''",
        "{",
        "}",
        "été",
        "\u{a0}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{ffff}",
        "\u{7f}",
        "\t",
        "\r",
        "|",
        ">",
        "&x",
        "*x",
        "!t",
        "!t,",
        "?",
        "? ",
        "---",
        "...",
        "%",
        "~",
        "2017-01-18",
        "12:30",
        "(",
        "/a",
        ".5",
        "$",
        "+",
        "@",
        "`",
        "\\",
        "=",
        "<<",
        "[a, b]",
        "[]",
        "title: x\n",
        "tags:\n",
        "  - a\n",
        "- b\n",
        "  sub: y\n",
        "    deep: z\n",
    ];

    /// What the parser makes of a text; `None` when it breaks on a text that is valid.
    fn parsed(text: &str) -> Option<Mapping> {
        match parse(text, 7) {
            Ok(document) => match document.root.map(|node| node.value) {
                Some(Value::Mapping(mapping)) if document.rest.is_none() => Some(mapping),
                other => panic!("{text:?} is {other:?}"),
            },
            Err(failure) => {
                assert_eq!(failure.parser_broke, Some(true), "{text:?} cannot be read: {failure:?}");
                None
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            rng_seed: proptest::test_runner::RngSeed::Fixed(0),
            cases: 20_000,
            ..ProptestConfig::default()
        })]

        #[test]
        fn what_is_read_here_is_read_alike_by_the_parser(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 1..16), fields in any::<bool>()
        ) {
            let text = if fields { "title: Foo\n".to_string() + &pieces.concat() } else { pieces.concat() };
            if let Some(mapping) = read(&text, 7) {
                prop_assert!(parsed(&text).is_none_or(|wanted| wanted == mapping), "{:?}: {:?}", text, mapping);
            }
        }
    }

    #[test]
    fn ordinary_blocks_are_read_here() {
        let block = "# comment\nlayout: post\ntitle : \"C'est l'été: enfin\"  \nauthor:\n\ntags: [a, 'b c', \"d\"]\r\ncategories:\n- x\n- y z\n\
                     image:\n  path: /a.png\n  alt: ''\n  sizes:\n    - 1\n    - 2.5\ndate: 2017-01-18 12:30:00 +0100\nnone: ~";
        assert_eq!(read(block, 7), parsed(block));
        assert!(read(block, 7).is_some_and(|mapping| mapping.0.len() == 8));
    }

    #[test]
    fn what_needs_the_parser_is_left_to_it() {
        for text in [
            "",
            "# x\n",
            "a",
            "a: b: c",
            "a: b #c",
            "a: |\n  x",
            "a: b\n  c",
            " a: b\nc: d",
            "a: [b, ]",
            "a: &b c",
            "a:\tb",
            "- a",
        ] {
            assert_eq!(read(text, 0), None, "{text:?}");
        }
    }
}
