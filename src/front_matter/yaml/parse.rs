//! One stretch of YAML into the tree: libyaml's events, each with its bytes.
use super::super::tree::{Entry, Key, Mapping, Node, Style, Value};
use crate::front_matter::most_values;
use crate::text::limits::NESTED_VALUES;
use crate::text::{Span, spend};
use crate::yaml_value;
use libyaml_safer::{Event, EventData, Parser, ScalarStyle};
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many aliases without an anchor are kept; far fewer are reported.
const MOST_ALIASES: usize = 1 << 13;
/// In blocks with more values than this, their lists and mappings take no more memory than they need.
const MANY_VALUES: usize = 1 << 10;

/// What a stretch of YAML contains.
#[derive(Debug, Default)]
pub(super) struct YamlDocument {
    /// Its one node; `None` when there are only spaces and comments.
    pub(super) root: Option<Node>,
    /// Where text begins that loaders drop: a second document, or lines after the first one's end.
    pub(super) rest: Option<usize>,
    /// Aliases whose anchor does not exist, or contains the alias itself.
    pub(super) aliases: Vec<BadAlias>,
    /// The names of the anchors.
    pub(super) anchors: HashSet<String>,
}

/// An alias that no loader can follow.
#[derive(Clone, Debug)]
pub(super) struct BadAlias {
    /// Its name, without `*`.
    pub(super) name: String,
    /// Its bytes, `*` included.
    pub(super) span: Span,
    /// The anchor is there, around the alias.
    pub(super) circular: bool,
}

/// Why a stretch of YAML cannot be read: the parser's own words and its two marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct YamlFailure {
    /// The parser's problem, `""` when it gave no reason.
    pub(super) problem: &'static str,
    /// Where the problem was met, in bytes of the file.
    pub(super) at: Option<usize>,
    /// What the parser was reading, and since where.
    pub(super) context: Option<(&'static str, usize)>,
    /// The text is within the grammar, but beyond a limit.
    pub(super) excess: Option<Excess>,
    /// The parser itself broke; only the verdict of `serde_yaml` is known: whether the text is valid.
    pub(super) parser_broke: Option<bool>,
}

/// The limit that a text is beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// Its collections nest deeper than [`NESTED_VALUES`].
    Depth,
    /// It has more values than [`most_values`].
    Values,
}

/// Reads `text`, whose first byte is byte `base` of the file.
///
/// # Errors
/// The first thing the parser cannot read. What comes after the first document is not an error here: see [`YamlDocument::rest`].
pub(super) fn parse(text: &str, base: usize) -> Result<YamlDocument, YamlFailure> {
    spend(text.len());
    // The parser drops the marks at the start, and its places no longer count them in bytes.
    let marked = text.len();
    let text = text.trim_start_matches('\u{feff}');
    let base = base + marked - text.len();
    if breaks_the_parser(text) {
        return Err(broken_parser(text));
    }
    // The parser breaks on some texts that do not end with a line end.
    let ended;
    let whole = if text.is_empty() || text.ends_with('\n') {
        text
    } else {
        ended = format!("{text}\n");
        &ended
    };
    catch_unwind(AssertUnwindSafe(|| Builder::new(text, base).read(whole))).unwrap_or_else(|_| Err(broken_parser(text)))
}

/// `!tag,` inside brackets: the one input known to break the parser.
fn breaks_the_parser(text: &str) -> bool {
    memchr::memchr_iter(b'!', text.as_bytes()).any(|at| {
        let tag = &text[at..];
        let end = tag.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}'));
        end.is_some_and(|end| tag[end..].starts_with(','))
    })
}

fn broken_parser(text: &str) -> YamlFailure {
    // Nothing is built of it: a key that is written twice is not a problem of the grammar.
    let valid = yaml_value::is_valid(text);
    YamlFailure { problem: "", at: None, context: None, excess: None, parser_broke: Some(valid) }
}

/// A collection whose end has not come yet.
struct Frame {
    node: Node,
    /// A mapping's key that waits for its value.
    key: Option<Key>,
    block: bool,
}

struct Builder<'t> {
    text: &'t str,
    base: usize,
    /// How many values there are so far, and how many there may be.
    values: usize,
    most_values: usize,
    open: Vec<Frame>,
    document: YamlDocument,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, base: usize) -> Self {
        let most_values = most_values(text.len());
        Self { text, base, values: 0, most_values, open: Vec::new(), document: YamlDocument::default() }
    }

    fn read(mut self, whole: &str) -> Result<YamlDocument, YamlFailure> {
        let mut bytes = whole.as_bytes();
        let mut parser: Parser<&mut &[u8]> = Parser::new();
        parser.set_input_string(&mut bytes);
        let mut ended = false;
        loop {
            let event = match parser.parse() {
                Ok(event) => event,
                Err(error) if ended && error.problem() == "did not find expected <document start>" => {
                    self.document.rest = error.problem_mark().map(|mark| self.base + self.clamp(mark.index));
                    return Ok(self.document);
                }
                Err(error) => return Err(self.failure(&error)),
            };
            match event.data {
                EventData::StreamEnd => return Ok(self.document),
                EventData::DocumentStart { .. } if ended => {
                    self.document.rest = Some(self.base + self.clamp(event.start_mark.index));
                    return Ok(self.document);
                }
                EventData::DocumentEnd { .. } => ended = true,
                _ => self.event(event)?,
            }
        }
    }

    fn failure(&self, error: &libyaml_safer::Error) -> YamlFailure {
        let at = |mark: libyaml_safer::Mark| self.base + self.clamp(mark.index);
        let context = error.context().filter(|words| !words.is_empty()).zip(error.context_mark());
        YamlFailure {
            problem: error.problem(),
            at: error.problem_mark().map(at),
            context: context.map(|(words, mark)| (words, at(mark))),
            excess: None,
            parser_broke: None,
        }
    }

    /// A mark as an offset of the text, which lacks the line end that the parser was given.
    fn clamp(&self, index: u64) -> usize {
        usize::try_from(index).map_or(self.text.len(), |index| index.min(self.text.len()))
    }

    fn beyond(&self, excess: Excess, at: usize) -> YamlFailure {
        YamlFailure { at: Some(self.base + at), excess: Some(excess), ..YamlFailure::default() }
    }

    fn event(&mut self, event: Event) -> Result<(), YamlFailure> {
        let (start, end) = (self.clamp(event.start_mark.index), self.clamp(event.end_mark.index));
        if self.values > self.most_values {
            return Err(self.beyond(Excess::Values, start));
        }
        match event.data {
            EventData::Scalar { anchor, tag, value, style, .. } => {
                let style = match style {
                    ScalarStyle::SingleQuoted => Style::Single,
                    ScalarStyle::DoubleQuoted => Style::Double,
                    ScalarStyle::Literal => Style::Literal,
                    ScalarStyle::Folded => Style::Folded,
                    _ => Style::Plain,
                };
                let (start, tag) = self.properties(start, end, anchor.as_deref(), tag.is_some());
                let end = match style {
                    Style::Literal | Style::Folded => start + self.text[start..end].trim_end_matches(is_space).len(),
                    _ => end,
                };
                self.name(anchor.as_deref());
                self.place(Node {
                    value: Value::Scalar { text: value, style },
                    span: self.span(start, end),
                    tag: tag.map(Box::new),
                    anchor: anchor.map(String::into_boxed_str),
                });
            }
            EventData::Alias { anchor } => {
                let circular = self.open.iter().any(|frame| frame.node.anchor.as_deref() == Some(anchor.as_str()));
                if (circular || !self.document.anchors.contains(&anchor)) && self.document.aliases.len() < MOST_ALIASES
                {
                    self.document.aliases.push(BadAlias {
                        name: anchor.clone(),
                        span: self.span(start, end),
                        circular,
                    });
                }
                self.place(Node { value: Value::Alias(anchor), span: self.span(start, end), tag: None, anchor: None });
            }
            EventData::SequenceStart { anchor, tag, style, .. } => {
                let block = style != libyaml_safer::SequenceStyle::Flow;
                self.open_collection(Value::Sequence(Vec::new()), anchor, tag.is_some(), block, start, end)?;
            }
            EventData::MappingStart { anchor, tag, style, .. } => {
                let block = style != libyaml_safer::MappingStyle::Flow;
                self.open_collection(Value::Mapping(Mapping::default()), anchor, tag.is_some(), block, start, end)?;
            }
            EventData::SequenceEnd | EventData::MappingEnd => {
                if let Some(frame) = self.open.pop() {
                    self.close(frame, end);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    fn name(&mut self, anchor: Option<&str>) {
        if let Some(anchor) = anchor {
            self.document.anchors.insert(anchor.to_string());
        }
    }

    /// Steps over `&anchor` and `!tag` before a node: where the node itself starts, and the tag as written.
    fn properties(
        &self,
        start: usize,
        end: usize,
        anchor: Option<&str>,
        tagged: bool,
    ) -> (usize, Option<(String, Span)>) {
        if anchor.is_none() && !tagged {
            return (start, None);
        }
        let (mut at, mut tag) = (start, None);
        while let Some(mark @ ('&' | '!')) = self.text[at..end].chars().next() {
            let rest = &self.text[at..end];
            let length = if mark == '&' {
                1 + anchor.map_or(0, str::len)
            } else if rest.starts_with("!<") {
                rest.find('>').map_or(rest.len(), |found| found + 1)
            } else {
                let ends = |c: char| is_space(c) || matches!(c, ',' | '[' | ']' | '{' | '}');
                rest.find(ends).unwrap_or(rest.len())
            };
            if mark == '!' {
                tag = Some((rest[..length].to_string(), self.span(at, at + length)));
            }
            let next = at + length + spaces_and_comments(&rest[length..]);
            if next >= end {
                return (at + length, tag);
            }
            at = next;
        }
        (at, tag)
    }

    fn open_collection(
        &mut self,
        value: Value,
        anchor: Option<String>,
        tagged: bool,
        block: bool,
        start: usize,
        end: usize,
    ) -> Result<(), YamlFailure> {
        if self.open.len() >= NESTED_VALUES {
            return Err(self.beyond(Excess::Depth, start));
        }
        // The start event of a block collection ends where its properties do, so look as far as the text goes.
        let limit = if block { self.text.len() } else { end };
        let (start, tag) = self.properties(start, limit, anchor.as_deref(), tagged);
        self.name(anchor.as_deref());
        self.open.push(Frame {
            node: Node {
                value,
                span: self.span(start, end.max(start)),
                tag: tag.map(Box::new),
                anchor: anchor.map(String::into_boxed_str),
            },
            key: None,
            block,
        });
        Ok(())
    }

    fn close(&mut self, mut frame: Frame, end: usize) {
        let end = if frame.block { last_byte(&frame.node).unwrap_or(self.base + end) } else { self.base + end };
        let start = if frame.block { first_byte(&frame.node) } else { frame.node.span.start() };
        frame.node.span = Span::new(start, end);
        if self.values > MANY_VALUES {
            match &mut frame.node.value {
                Value::Sequence(items) => items.shrink_to_fit(),
                Value::Mapping(mapping) => mapping.0.shrink_to_fit(),
                Value::Scalar { .. } | Value::Alias(_) => {}
            }
        }
        self.place(frame.node);
    }

    /// Puts a finished node where it belongs: under the open collection, or at the top.
    fn place(&mut self, node: Node) {
        self.values += 1;
        let Some(frame) = self.open.last_mut() else {
            self.document.root = Some(node);
            return;
        };
        match &mut frame.node.value {
            Value::Sequence(items) => items.push(node),
            Value::Mapping(mapping) => match frame.key.take() {
                None => frame.key = Some(key_of(node, self.text, self.base)),
                Some(key) => {
                    let colon = colon_between(self.text, key.span.end() - self.base, node_start(&node) - self.base);
                    let colon = colon.map(|at| Span::new(self.base + at, self.base + at + 1));
                    mapping.0.push(Entry { key, colon, value: node, broken: false });
                }
            },
            Value::Scalar { .. } | Value::Alias(_) => {}
        }
    }
}

/// Where a node starts, its tag and anchor included as far as they are known.
fn node_start(node: &Node) -> usize {
    node.tag.as_deref().map_or(node.span.start(), |(_, span)| span.start())
}

fn key_of(node: Node, text: &str, base: usize) -> Key {
    if let Value::Scalar { text, style } = node.value {
        return Key { text, span: node.span, style };
    }
    let source = text.get(node.span.start() - base..node.span.end() - base).unwrap_or("");
    Key { text: source.to_string(), span: node.span, style: Style::Plain }
}

/// The first `:` between a key and its value, outside comments.
fn colon_between(text: &str, from: usize, to: usize) -> Option<usize> {
    let between = text.get(from..to)?;
    let mut at = 0;
    while let Some(byte) = between.as_bytes().get(at) {
        match byte {
            b':' => return Some(from + at),
            b'#' => at += between[at..].find(is_break)?,
            _ => at += 1,
        }
    }
    None
}

/// Where a block mapping's first key starts: its own event may start at a property of it. A list starts at its dash.
fn first_byte(node: &Node) -> usize {
    match &node.value {
        Value::Mapping(mapping) => mapping.0.first().map_or(node.span.start(), |entry| {
            // `? key` starts at its question mark.
            node.span.start().min(entry.key.span.start())
        }),
        _ => node.span.start(),
    }
}

fn last_byte(node: &Node) -> Option<usize> {
    match &node.value {
        Value::Sequence(items) => items.last().map(|item| item.span.end()),
        Value::Mapping(mapping) => mapping.0.last().map(|entry| {
            let colon = entry.colon.map_or(entry.key.span.end(), Span::end);
            entry.value.span.end().max(colon)
        }),
        _ => None,
    }
}

/// Whether YAML 1.1 reads a character as white space or as a line end (sections 5.4 and 5.5); other spaces of Unicode are text.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t') || is_break(c)
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The length of the spaces, line ends and comments that `text` begins with.
fn spaces_and_comments(text: &str) -> usize {
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start_matches(is_space).len();
        // libyaml skips a byte order mark at the start of any line.
        if text[at..].starts_with('\u{feff}') && text[..at].ends_with(is_break) {
            at += '\u{feff}'.len_utf8();
            continue;
        }
        if !text[at..].starts_with('#') {
            return at;
        }
        at += text[at..].find(is_break).unwrap_or(text[at..].len());
    }
}
