//! Lists and the content of their items: `OListProcessor`, `UListProcessor` and `ListIndentProcessor` of `markdown/blockprocessors.py`, and
//! `markdown/extensions/def_list.py`, all of Python-Markdown 3.11.
use super::super::mapped_text::MappedText;
use super::blocks::{BlockReader, Child, NodeKind, Queue, State, TAB, TextRange};
use super::lines::{Lines, Mark, TextBlock, indentation, item};
use std::rc::Rc;

/// An item of a list: its text, and whether it is indented and so belongs to the item before it.
struct PythonItem {
    text: MappedText<'static>,
    indented: bool,
    start: usize,
}

impl BlockReader<'_> {
    /// `ListIndentProcessor`: an indented block after a list belongs to its items.
    pub(super) fn list_indent(&mut self, parent: usize, block: &TextBlock) -> bool {
        let indented = indentation(block.line(0)) / TAB;
        let in_list = self.is_item(parent) || self.last_child(parent).is_some_and(|last| self.is_list(last));
        if indented == 0 || !in_list || self.states.last() == Some(&State::Detabbed) {
            return false;
        }
        let mut level = usize::from(self.states.last() == Some(&State::List));
        let mut node = parent;
        while level < indented {
            let Some(child) = self.last_child(node).filter(|child| self.is_list(*child) || self.is_item(*child)) else {
                break;
            };
            level += usize::from(self.is_list(child));
            node = child;
        }
        let block = self.outdent_loosely(block, level);
        let target = if self.is_item(parent) {
            self.last_child(parent).filter(|last| self.is_list(*last)).unwrap_or(parent)
        } else if self.is_item(node) {
            node
        } else if let Some(item) = self.last_child(node).filter(|item| self.is_item(*item)) {
            self.wrap_text(item);
            item
        } else {
            let name = if self.name(node) == "dl" { "dd" } else { "li" };
            self.add_own(node, name, &block)
        };
        self.states.push(State::Detabbed);
        self.parse(target, vec![block]);
        self.states.pop();
        true
    }

    /// `OListProcessor` and `UListProcessor`.
    pub(super) fn list(&mut self, parent: usize, block: &TextBlock) -> bool {
        let Some((_, numbered)) = item(block.line(0), 0) else { return false };
        let mut items = items(block).into_iter();
        let sibling = self.last_child(parent).filter(|last| matches!(self.name(*last), "ul" | "ol"));
        let list = if let Some(list) = sibling {
            if let Some(last) = self.last_child(list) {
                self.wrap_text(last);
            }
            if let Some(first) = items.next() {
                self.item(list, first, State::LooseList);
            }
            list
        } else if matches!(self.name(parent), "ul" | "ol") {
            parent
        } else {
            self.add_own(parent, if numbered { "ol" } else { "ul" }, block)
        };
        for item in items {
            self.item(list, item, State::List);
        }
        true
    }

    fn item(&mut self, list: usize, item: PythonItem, state: State) {
        let before = self.last_child(list).filter(|_| item.indented);
        let node = before.unwrap_or_else(|| self.add(list, NodeKind::Own("li"), item.start));
        let lines = Lines::new(item.text, self.extensions);
        self.states.push(state);
        self.parse(node, lines.blocks());
        self.states.pop();
    }

    /// `DefListProcessor`.
    pub(super) fn definition(&mut self, parent: usize, block: &TextBlock, queue: &mut Queue) -> bool {
        let Some(at) = block.first(Mark::Definition) else { return false };
        let sibling = self.last_child(parent);
        let terms: Vec<TextRange> =
            (0..at).map(|line| TextRange { of: block.of.clone(), range: block.bytes_of(line) }).collect();
        if terms.is_empty() && sibling.is_none() {
            return false;
        }
        let after = block.part(at + 1..block.len());
        let flush = after.as_ref().is_some_and(|after| is_flush(after.line(0)));
        let (count_of_own, rest) = match after {
            Some(after) if !flush => {
                let count = (0..after.len()).take_while(|line| indentation(after.line(*line)) >= TAB).count();
                (count, after.part(count..after.len()))
            }
            Some(after) => (after.len(), None),
            None => (0, None),
        };
        let Some(definition) = block.part(at..at + 1 + count_of_own) else { return false };
        let (mut state, terms) = self.terms(parent, terms);
        let open_list = self.last_child(parent).filter(|last| self.name(*last) == "dl");
        if terms.is_empty()
            && open_list.and_then(|list| self.last_child(list)).is_some_and(|last| self.contains_blocks(last))
        {
            state = State::LooseList;
        }
        let start = terms.first().map_or(block.bytes().start, |term| term.range.start);
        let of = terms.first().map_or(&block.of, |term| &term.of);
        let start = of.view.body_offset(start);
        let list = open_list.unwrap_or_else(|| self.add(parent, NodeKind::Own("dl"), start));
        for term in terms {
            self.add_line(list, "dt", term);
        }
        let dd = self.add_own(list, "dd", &definition);
        let lines = self.definition_text(&definition, flush);
        self.states.push(state);
        self.parse(dd, lines.blocks());
        self.states.pop();
        queue.put_back(rest);
        true
    }

    /// The terms of a definition; when its block has none, the lines of the paragraph before it.
    fn terms(&mut self, parent: usize, terms: Vec<TextRange>) -> (State, Vec<TextRange>) {
        let paragraph = self.last_child(parent).filter(|last| terms.is_empty() && self.name(*last) == "p");
        let Some(paragraph) = paragraph else { return (State::List, terms) };
        let children = &mut self.nodes[parent].children;
        if let Some(place) = children.iter().rposition(|child| matches!(child, Child::Node(_))) {
            children.remove(place);
        }
        let children = std::mem::take(&mut self.nodes[paragraph].children);
        let terms = children.into_iter().flat_map(|child| match child {
            Child::Text(words) => words.lines(),
            _ => Vec::new(),
        });
        (State::LooseList, terms.collect())
    }

    fn definition_text(&self, definition: &TextBlock, flush: bool) -> Rc<Lines> {
        let mut first = true;
        self.cut(definition, |line| {
            if std::mem::take(&mut first) {
                let mark = indentation(line) + 1;
                return mark + indentation(&line[mark..]).min(3);
            }
            if flush { 0 } else { TAB }
        })
    }

    fn contains_blocks(&self, definition: usize) -> bool {
        self.name(definition) == "dd" && self.last_child(definition).is_some()
    }

    fn is_item(&self, node: usize) -> bool {
        let name = self.name(node);
        name == "li" || (name == "dd" && self.extensions.definitions)
    }

    fn is_list(&self, node: usize) -> bool {
        let name = self.name(node);
        matches!(name, "ul" | "ol") || (name == "dl" && self.extensions.definitions)
    }
}

/// `OListProcessor.get_items`.
fn items(block: &TextBlock) -> Vec<PythonItem> {
    let mut items: Vec<PythonItem> = Vec::new();
    for number in 0..block.len() {
        let line = block.line(number);
        let whole = block.whole(number);
        let (content, begins) = match (item(line, 0), items.last()) {
            (Some((content, _)), _) => (content, true),
            (None, Some(last)) => (0, item(line, TAB).is_some() && !last.indented),
            (None, None) => (0, true),
        };
        if begins {
            let start = block.of.view.body_offset(whole.start);
            items.push(PythonItem { text: MappedText::empty(), indented: item(line, 0).is_none(), start });
        }
        if let Some(last) = items.last_mut() {
            last.text.keep(&block.of.view, whole.start + content..whole.end);
            last.text.end_line();
        }
    }
    items
}

/// `NO_INDENT_RE`: whether a line continues the text without indentation.
fn is_flush(line: &str) -> bool {
    let spaces = indentation(line);
    spaces < TAB && !line[spaces..].starts_with(':')
}
