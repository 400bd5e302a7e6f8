//! The blocks of the text without its code and raw HTML: a tree of Markdown's own elements, built as `markdown/blockprocessors.py` of
//! Python-Markdown 3.11 does.
use super::super::mapped_text::MappedText;
use super::Extensions;
use super::fences;
use super::lines::{Container, Lines, Mark, TextBlock, indentation};
use super::stash::{ElementContent, Stash, Stashed};
use super::tables;
use std::collections::{HashSet, VecDeque};
use std::mem;
use std::ops::Range;
use std::rc::Rc;

/// Blocks nested deeper than this are read as paragraphs: nobody writes them, and each level is read once more.
const MOST_LEVELS: usize = 64;

/// The width of a level of indentation.
pub(super) const TAB: usize = 4;

/// A range of a text.
#[derive(Clone, Debug)]
pub(super) struct TextRange {
    pub(super) of: Rc<Lines>,
    pub(super) range: Range<usize>,
}

impl TextRange {
    /// Each of its lines.
    pub(super) fn lines(&self) -> Vec<Self> {
        let lines = fences::lines(&self.of.view.text[self.range.clone()]);
        let start = self.range.start;
        lines.map(|line| Self { of: self.of.clone(), range: start + line.start..start + line.end }).collect()
    }
}

#[derive(Debug)]
pub(super) struct BlockNode {
    pub(super) kind: NodeKind,
    /// Where the node begins in the body.
    pub(super) start: usize,
    pub(super) children: Vec<Child>,
    pub(super) container: Option<Container>,
}

#[derive(Debug)]
pub(super) enum NodeKind {
    /// An element that Markdown syntax makes.
    Own(&'static str),
    /// An element written as HTML whose content is Markdown: its number in the stash.
    Written(usize, String),
}

#[derive(Debug)]
pub(super) enum Child {
    Node(usize),
    Text(TextRange),
    Code(TextRange),
}

/// The kind of block around the current one (`BlockParser.state`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    List,
    LooseList,
    Quotation,
    Detabbed,
}

/// Reads blocks into a tree of nodes.
pub(super) struct BlockReader<'s> {
    pub(super) nodes: Vec<BlockNode>,
    /// The names that `[name]: where` lines define, in lower case.
    pub(super) references: HashSet<String>,
    pub(super) extensions: Extensions,
    pub(super) states: Vec<State>,
    stash: &'s mut Stash,
    level: usize,
}

impl<'s> BlockReader<'s> {
    /// Reads a whole text; node 0 is its root.
    pub(super) fn read(text: MappedText<'static>, extensions: Extensions, stash: &'s mut Stash) -> Self {
        let root = BlockNode { kind: NodeKind::Own("body"), start: 0, children: Vec::new(), container: None };
        let (references, states) = (HashSet::new(), Vec::new());
        let mut reader = Self { nodes: vec![root], references, extensions, states, stash, level: 0 };
        reader.parse(0, Lines::new(text, extensions).blocks());
        reader
    }

    /// `parseBlocks`.
    pub(super) fn parse(&mut self, parent: usize, blocks: Vec<TextBlock>) {
        self.level += 1;
        let mut queue = Queue(blocks.into());
        while let Some(block) = queue.0.pop_front() {
            self.block(parent, &block, &mut queue);
        }
        self.level -= 1;
    }

    /// Tries the block processors in the order of their priorities.
    fn block(&mut self, parent: usize, block: &TextBlock, queue: &mut Queue) {
        let _ = self.level < MOST_LEVELS
            && (self.written(parent, block, queue)
                || self.container(parent, block, queue)
                || self.list_indent(parent, block)
                || self.code(parent, block, queue)
                || self.table(parent, block)
                || self.heading(parent, block, queue)
                || self.underlined(parent, block, queue)
                || self.rule(parent, block, queue)
                || self.list(parent, block)
                || self.definition(parent, block, queue)
                || self.quotation(parent, block)
                || self.reference(parent, block, queue))
            || self.paragraph(parent, block);
    }

    /// `MarkdownInHtmlProcessor` (`markdown/extensions/md_in_html.py`).
    fn written(&mut self, parent: usize, block: &TextBlock, queue: &mut Queue) -> bool {
        let Some((number, _)) = self.stash.at(block.line(0)) else { return false };
        if !matches!(self.stash.get(number), Stashed::Element(_)) {
            return false;
        }
        let start = block.of.view.body_offset(block.bytes().start);
        self.element(parent, number, start);
        queue.put_back(block.part(1..block.len()));
        true
    }

    /// `parse_element_content`.
    fn element(&mut self, parent: usize, number: usize, start: usize) {
        let Some((name, content)) = self.stash.take_content(number) else { return };
        let node = self.add(parent, NodeKind::Written(number, name), start);
        match content {
            ElementContent::Raw | ElementContent::Read => {}
            ElementContent::Blocks(view) => self.parse(node, Lines::new(view, self.extensions).blocks()),
            ElementContent::Line(view) => {
                let of = Lines::new(view, self.extensions);
                let text: &str = &of.view.text;
                let mut at = 0;
                for mark in memchr::memchr_iter(2, text.as_bytes()) {
                    let Some((number, length)) = self.stash.at(&text[mark..]) else { continue };
                    if matches!(self.stash.get(number), Stashed::Element(_)) && self.level < MOST_LEVELS {
                        self.nodes[node].children.push(Child::Text(TextRange { of: of.clone(), range: at..mark }));
                        self.level += 1;
                        self.element(node, number, of.view.body_offset(mark));
                        self.level -= 1;
                        at = mark + length;
                    }
                }
                let range = at..text.len();
                self.nodes[node].children.push(Child::Text(TextRange { of, range }));
            }
        }
    }

    /// `CodeBlockProcessor`.
    fn code(&mut self, parent: usize, block: &TextBlock, queue: &mut Queue) -> bool {
        let count = (0..block.len()).take_while(|line| indentation(block.line(*line)) >= TAB).count();
        let Some(code) = block.part(0..count) else { return false };
        let words = TextRange { of: code.of.clone(), range: code.bytes() };
        let last = self.last_child(parent).filter(|last| self.name(*last) == "pre");
        let pre = last.unwrap_or_else(|| self.add_own(parent, "pre", &code));
        self.nodes[pre].children.push(Child::Code(words));
        queue.put_back(block.part(count..block.len()));
        true
    }

    /// `TableProcessor` (`markdown/extensions/tables.py`).
    fn table(&mut self, parent: usize, block: &TextBlock) -> bool {
        let Some(rows) = tables::rows(block) else { return false };
        let table = self.add_own(parent, "table", block);
        for (part, name, rows) in [("thead", "th", &rows[..1]), ("tbody", "td", &rows[1..])] {
            let part = self.add_own(table, part, block);
            for row in rows {
                let row_start = block.of.view.body_offset(row.first().map_or(block.bytes().end, |cell| cell.start));
                let tr = self.add(part, NodeKind::Own("tr"), row_start);
                for cell in row {
                    let words = TextRange { of: block.of.clone(), range: cell.clone() };
                    self.add_line(tr, name, words);
                }
            }
        }
        true
    }

    /// `HashHeaderProcessor`.
    fn heading(&mut self, parent: usize, block: &TextBlock, queue: &mut Queue) -> bool {
        let Some(at) = block.first(Mark::Heading) else { return false };
        self.parse(parent, block.part(0..at).into_iter().collect());
        let level = block.line(at).bytes().take(6).take_while(|byte| *byte == b'#').count();
        let line = block.bytes_of(at);
        let end = line.start + block.line(at).trim_end_matches('#').len();
        let words = TextRange { of: block.of.clone(), range: line.start + level..end.max(line.start + level) };
        self.add_line(parent, HEADINGS[level - 1], words);
        let after = block.part(at + 1..block.len());
        let is_loose = self.states.last() == Some(&State::LooseList);
        queue.put_back(after.map(|after| if is_loose { self.outdent_loosely(&after, 1) } else { after }));
        true
    }

    /// `SetextHeaderProcessor`.
    fn underlined(&mut self, parent: usize, block: &TextBlock, queue: &mut Queue) -> bool {
        if block.len() < 2 {
            return false;
        }
        let line = block.line(1).trim_end_matches(' ');
        let is_line_of = |mark: u8| !line.is_empty() && line.bytes().all(|byte| byte == mark);
        let level = if is_line_of(b'=') {
            0
        } else if is_line_of(b'-') {
            1
        } else {
            return false;
        };
        let words = TextRange { of: block.of.clone(), range: block.bytes_of(0) };
        self.add_line(parent, HEADINGS[level], words);
        queue.put_back(block.part(2..block.len()));
        true
    }

    /// `HRProcessor`.
    fn rule(&mut self, parent: usize, block: &TextBlock, queue: &mut Queue) -> bool {
        let Some(at) = block.first(Mark::Rule) else { return false };
        self.parse(parent, block.part(0..at).into_iter().collect());
        self.add_own(parent, "hr", block);
        queue.put_back(block.part(at + 1..block.len()));
        true
    }

    /// `BlockQuoteProcessor`.
    fn quotation(&mut self, parent: usize, block: &TextBlock) -> bool {
        let Some(at) = block.first(Mark::Quotation) else { return false };
        self.parse(parent, block.part(0..at).into_iter().collect());
        let Some(quoted) = block.part(at..block.len()) else { return true };
        let last = self.last_child(parent).filter(|last| self.name(*last) == "blockquote");
        let quotation = last.unwrap_or_else(|| self.add_own(parent, "blockquote", &quoted));
        let inner = self.cut(&quoted, |line| {
            let spaces = indentation(line);
            match line[spaces..].strip_prefix('>').filter(|_| spaces < TAB) {
                Some(rest) if rest.trim_start().is_empty() => line.len(),
                Some(rest) => line.len() - rest.strip_prefix(' ').unwrap_or(rest).len(),
                None => 0,
            }
        });
        self.states.push(State::Quotation);
        self.parse(quotation, inner.blocks());
        self.states.pop();
        true
    }

    /// `ReferenceProcessor`; and `FootnoteBlockProcessor` (`markdown/extensions/footnotes.py`).
    fn reference(&mut self, parent: usize, block: &TextBlock, queue: &mut Queue) -> bool {
        let Some(mut at) = block.first(Mark::Reference) else { return false };
        loop {
            if self.extensions.footnotes && footnote(block.line(at)).is_some() {
                self.parse(parent, block.part(0..at).into_iter().collect());
                self.footnote(parent, block, at, queue);
                return true;
            }
            if let Some((name, count)) = reference(block, at) {
                self.references.insert(name);
                queue.put_back(block.part(at + count..block.len()));
                queue.put_back(block.part(0..at));
                return true;
            }
            let rest = block.part(at + 1..block.len());
            let Some(next) = rest.and_then(|rest| rest.first(Mark::Reference)) else { return false };
            at += 1 + next;
        }
    }

    /// Reads the content of a footnote in its place; on the page it is at the end.
    fn footnote(&mut self, parent: usize, block: &TextBlock, at: usize, queue: &mut Queue) {
        let content = footnote(block.line(at)).unwrap_or(0);
        let is_next = |line: &usize| footnote(block.line(*line)).is_some();
        let end = (at + 1..block.len()).find(is_next).unwrap_or(block.len());
        let Some(own) = block.part(at..end) else { return };
        let node = self.add_own(parent, "div", &own);
        let mut first = true;
        let inner = self.cut(&own, |line| {
            let cut = if mem::take(&mut first) { content } else { indentation(line).min(TAB) };
            if cut < TAB && !line.starts_with(' ') && !line.is_empty() { cut.min(line.len()) } else { cut }
        });
        let mut blocks = inner.blocks();
        queue.put_back(block.part(end..block.len()));
        while end == block.len() && queue.0.front().is_some_and(|next| indentation(next.line(0)) >= TAB) {
            let Some(next) = queue.0.pop_front() else { break };
            blocks.extend(self.cut(&next, |line| indentation(line).min(TAB)).blocks());
        }
        self.parse(node, blocks);
    }

    /// `ParagraphProcessor`.
    fn paragraph(&mut self, parent: usize, block: &TextBlock) -> bool {
        let words = TextRange { of: block.of.clone(), range: block.bytes() };
        if words.of.view.text[words.range.clone()].trim_start().is_empty() {
            return true;
        }
        if self.states.last() == Some(&State::List) {
            self.nodes[parent].children.push(Child::Text(words));
        } else {
            self.add_line(parent, "p", words);
        }
        true
    }

    /// A text of the lines of a block, without the first bytes of each.
    pub(super) fn cut(&self, block: &TextBlock, mut bytes: impl FnMut(&str) -> usize) -> Rc<Lines> {
        let mut view = MappedText::empty();
        for number in 0..block.len() {
            let line = block.whole(number);
            let cut = bytes(block.line(number));
            view.keep(&block.of.view, line.start + cut..line.end);
        }
        view.end_line();
        Lines::new(view, self.extensions)
    }

    /// `detab`: the lines that are indented by `width`, without that indentation, and their number.
    pub(super) fn outdent(&self, block: &TextBlock, width: usize) -> (Option<Rc<Lines>>, usize) {
        let count = (0..block.len()).take_while(|line| indentation(block.line(*line)) >= width).count();
        (block.part(0..count).map(|part| self.cut(&part, |_| width)), count)
    }

    /// `looseDetab`: the lines that are indented by `levels` without that indentation, the others as they are.
    pub(super) fn outdent_loosely(&self, block: &TextBlock, levels: usize) -> TextBlock {
        let width = levels * TAB;
        let lines = self.cut(block, |line| if indentation(line) >= width { width } else { 0 });
        lines.blocks().into_iter().next().unwrap_or_else(|| block.clone())
    }

    pub(super) fn name(&self, node: usize) -> &str {
        match &self.nodes[node].kind {
            NodeKind::Own(name) => name,
            NodeKind::Written(_, name) => name,
        }
    }

    pub(super) fn last_child(&self, node: usize) -> Option<usize> {
        let children = self.nodes[node].children.iter().rev();
        children.take(LAST_WORDS).find_map(|child| if let Child::Node(node) = child { Some(*node) } else { None })
    }

    pub(super) fn add(&mut self, parent: usize, kind: NodeKind, start: usize) -> usize {
        self.nodes.push(BlockNode { kind, start, children: Vec::new(), container: None });
        let node = self.nodes.len() - 1;
        self.nodes[parent].children.push(Child::Node(node));
        node
    }

    pub(super) fn add_own(&mut self, parent: usize, name: &'static str, block: &TextBlock) -> usize {
        self.add(parent, NodeKind::Own(name), block.of.view.body_offset(block.bytes().start))
    }

    /// Adds an element that contains text.
    pub(super) fn add_line(&mut self, parent: usize, name: &'static str, words: TextRange) {
        let text = &words.of.view.text[words.range.clone()];
        let start = words.range.start + (text.len() - text.trim_start().len());
        let node = self.add(parent, NodeKind::Own(name), words.of.view.body_offset(start));
        self.nodes[node].children.push(Child::Text(words));
    }

    /// Puts the text of an item into paragraphs.
    pub(super) fn wrap_text(&mut self, item: usize) {
        for child in mem::take(&mut self.nodes[item].children) {
            match child {
                Child::Text(words) => self.add_line(item, "p", words),
                other => self.nodes[item].children.push(other),
            }
        }
    }
}

/// How many children from the end are searched for the last element: an item does not have more texts after it.
const LAST_WORDS: usize = 8;

pub(super) const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// The blocks that have not been read yet.
#[derive(Debug)]
pub(super) struct Queue(VecDeque<TextBlock>);

impl Queue {
    /// Puts a block, if there is one, before the others.
    pub(super) fn put_back(&mut self, block: Option<TextBlock>) {
        if let Some(block) = block {
            self.0.push_front(block);
        }
    }
}

/// Where the text of a footnote begins in the line that defines the footnote.
fn footnote(line: &str) -> Option<usize> {
    let spaces = indentation(line);
    let rest = line[spaces..].strip_prefix("[^").filter(|_| spaces < TAB)?;
    let end = rest.find(']')?;
    let text = rest[end..].strip_prefix("]:")?;
    Some(line.len() - text.trim_start_matches(' ').len())
}

/// The name that `[name]: where "title"` at a line defines, in lower case, and the number of lines of the definition.
fn reference(block: &TextBlock, at: usize) -> Option<(String, usize)> {
    let line = block.line(at).trim_start_matches(' ').strip_prefix('[')?;
    let (name, rest) = line.split_once("]:")?;
    if name.contains(['[', ']']) {
        return None;
    }
    let name = name.trim().to_lowercase();
    let on_next = rest.trim_start().is_empty();
    let rest = if on_next { (at + 1 < block.len()).then(|| block.line(at + 1))? } else { rest }.trim_matches(' ');
    let count = 1 + usize::from(on_next);
    let title = rest.find(char::is_whitespace).map_or("", |end| rest[end..].trim());
    if !title.is_empty() {
        return is_title(title).then_some((name, count));
    }
    let next = at + count;
    let has_title = next < block.len() && is_title(block.line(next).trim_matches(' '));
    Some((name, count + usize::from(has_title)))
}

fn is_title(text: &str) -> bool {
    let quoted = |open: char, close: char| text.len() > 1 && text.starts_with(open) && text.ends_with(close);
    quoted('"', '"') || quoted('\'', '\'') || quoted('(', ')')
}
