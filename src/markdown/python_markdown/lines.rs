//! Texts split into lines, and what each line can begin in Python-Markdown 3.11.
use super::super::mapped_text::MappedText;
use super::Extensions;
use super::fences;
use regex::Regex;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

/// A text and its lines, with the lines that Python-Markdown searches for in every block.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) view: MappedText<'static>,
    /// The bytes of each line, without its line feed.
    ranges: Vec<Range<usize>>,
    /// The numbers of the lines of each [`Mark`].
    marked: [Vec<usize>; Mark::COUNT],
}

/// What a line begins, wherever in its block the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `!!! note`, `??? note`, `=== "Tab"`.
    Container,
    /// `# Heading`.
    Heading,
    /// `---`.
    Rule,
    /// `: definition`.
    Definition,
    /// `> quotation`.
    Quotation,
    /// `[name]: where`, `[^name]: text`.
    Reference,
}

impl Mark {
    const COUNT: usize = 6;
}

impl Lines {
    pub(super) fn new(view: MappedText<'static>, extensions: Extensions) -> Rc<Self> {
        let lines: Vec<_> = fences::lines(&view.text).collect();
        let mut marked: [Vec<usize>; Mark::COUNT] = Default::default();
        for (number, line) in lines.iter().enumerate() {
            if let Some(mark) = mark_of(&view.text[line.clone()], extensions) {
                marked[mark as usize].push(number);
            }
        }
        Rc::new(Self { view, ranges: lines, marked })
    }

    /// The blocks of the text, which blank lines separate.
    pub(super) fn blocks(self: &Rc<Self>) -> Vec<TextBlock> {
        let mut blocks = Vec::new();
        let mut start = 0;
        for number in 0..=self.ranges.len() {
            if self.ranges.get(number).is_none_or(Range::is_empty) {
                if start < number {
                    blocks.push(TextBlock { of: self.clone(), range: start..number });
                }
                start = number + 1;
            }
        }
        blocks
    }
}

/// Lines of a text: at least one, and none of them empty.
#[derive(Clone, Debug)]
pub(super) struct TextBlock {
    pub(super) of: Rc<Lines>,
    range: Range<usize>,
}

impl TextBlock {
    pub(super) fn len(&self) -> usize {
        self.range.len()
    }

    /// A line by its number in the block.
    pub(super) fn line(&self, number: usize) -> &str {
        &self.of.view.text[self.bytes_of(number)]
    }

    /// The bytes of a line in the text.
    pub(super) fn bytes_of(&self, number: usize) -> Range<usize> {
        self.of.ranges[self.range.start + number].clone()
    }

    /// The bytes of a line with its line end.
    pub(super) fn whole(&self, number: usize) -> Range<usize> {
        let next = self.of.ranges.get(self.range.start + number + 1);
        self.bytes_of(number).start..next.map_or(self.of.view.text.len(), |next| next.start)
    }

    /// The bytes of the block in the text.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.of.ranges[self.range.start].start..self.of.ranges[self.range.end - 1].end
    }

    /// Some lines of the block; `None` when there are none.
    pub(super) fn part(&self, lines: Range<usize>) -> Option<Self> {
        let range = self.range.start + lines.start..self.range.start + lines.end.min(self.len());
        (range.start < range.end).then(|| Self { of: self.of.clone(), range })
    }

    /// The number of the first line in the block that begins this.
    pub(super) fn first(&self, mark: Mark) -> Option<usize> {
        let marked = &self.of.marked[mark as usize];
        let found = *marked.get(marked.partition_point(|line| *line < self.range.start))?;
        (found < self.range.end).then(|| found - self.range.start)
    }
}

fn mark_of(line: &str, extensions: Extensions) -> Option<Mark> {
    let spaces = indentation(line);
    let rest = &line[spaces..];
    let first = rest.bytes().next().filter(|_| spaces < 4)?;
    match first {
        b'!' | b'?' | b'=' if spaces == 0 => container(line, extensions).map(|_| Mark::Container),
        b'#' if spaces == 0 => Some(Mark::Heading),
        b'-' | b'_' | b'*' => is_rule(rest, first).then_some(Mark::Rule),
        b':' if extensions.definitions => {
            let after = indentation(&rest[1..]);
            (1..=3).contains(&after).then_some(Mark::Definition)
        }
        b'>' => Some(Mark::Quotation),
        b'[' => rest.contains("]:").then_some(Mark::Reference),
        _ => None,
    }
}

/// A block that begins with `!!!`, `???` or `===` and contains the indented lines after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Admonition,
    Details,
    Tab,
}

/// The kind of container that a line begins, by the patterns of `markdown/extensions/admonition.py`, `pymdownx/details.py` and
/// `pymdownx/tabbed.py` (pymdown-extensions 10.7).
pub(super) fn container(line: &str, extensions: Extensions) -> Option<Container> {
    static CONTAINERS: LazyLock<[(Container, Regex); 3]> = LazyLock::new(|| {
        [
            (Container::Admonition, r#"^!!! ?[\w\-]+(?: +[\w\-]+)*(?: +".*?")? *$"#),
            (Container::Details, r#"^\?{3}\+? ?(?:(?:[\w\-]+(?: +[\w\-]+)*?)?(?: +".*?")|[\w\-]+(?: +[\w\-]+)*?) *$"#),
            (Container::Tab, r#"^={3}(?:\+!|!\+|\+|!)? +".*?" *$"#),
        ]
        .map(|(container, pattern)| (container, Regex::new(pattern).expect("a valid pattern")))
    });
    let is_on = |container: &Container| match container {
        Container::Admonition => extensions.admonitions,
        Container::Details => extensions.details,
        Container::Tab => extensions.tabs,
    };
    if !["!!!", "???", "==="].iter().any(|mark| line.starts_with(mark)) {
        return None;
    }
    CONTAINERS
        .iter()
        .filter(|(container, _)| is_on(container))
        .find(|(_, form)| form.is_match(line))
        .map(|found| found.0)
}

/// `HRProcessor.RE`, for a line without its indentation.
fn is_rule(rest: &str, mark: u8) -> bool {
    let line = rest.trim_end_matches(' ');
    let only = line.bytes().all(|byte| byte == mark || byte == b' ');
    only && line.bytes().filter(|byte| *byte == mark).count() >= 3 && !line.contains("   ")
}

/// The number of spaces at the start of a line.
pub(super) fn indentation(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// Where the content of the list item begins that the line begins, and whether its list is numbered: `CHILD_RE` of `OListProcessor`
/// (`markdown/blockprocessors.py`), with `least` to `least + 3` spaces before the mark.
pub(super) fn item(line: &str, least: usize) -> Option<(usize, bool)> {
    let spaces = indentation(line);
    if spaces < least || spaces > least + 3 {
        return None;
    }
    let rest = &line[spaces..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let mark = rest.as_bytes().get(digits)?;
    let numbered = digits > 0;
    let is_mark = if numbered { *mark == b'.' } else { matches!(mark, b'*' | b'+' | b'-') };
    let after = spaces + digits + 1;
    let gap = is_mark.then(|| indentation(&line[after..]))?;
    (gap > 0).then_some((after + gap, numbered))
}
