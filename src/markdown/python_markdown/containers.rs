//! Blocks that contain the indented lines after them: admonitions (`!!! note`), details (`??? note`) and tabs (`=== "Tab"`), as
//! `markdown/extensions/admonition.py` of Python-Markdown 3.11, `pymdownx/details.py` and `pymdownx/tabbed.py` of pymdown-extensions 10.7
//! read them.
use super::blocks::{BlockReader, NodeKind, Queue, TAB, TextRange};
use super::lines::{self, Container, Mark, TextBlock, indentation};

impl BlockReader<'_> {
    pub(super) fn container(&mut self, parent: usize, block: &TextBlock, queue: &mut Queue) -> bool {
        if let Some(at) = block.first(Mark::Container) {
            self.parse(parent, block.part(0..at).into_iter().collect());
            let Some(begun) = block.part(at..block.len()) else { return true };
            let container = self.begin(parent, &begun);
            let Some(rest) = begun.part(1..begun.len()) else { return true };
            self.fill(container, &rest, TAB, queue);
            return true;
        }
        let Some((container, width)) = self.continued(parent, indentation(block.line(0))) else { return false };
        if matches!(self.name(container), "li" | "dd") {
            self.wrap_text(container);
        }
        self.fill(container, block, width, queue);
        true
    }

    /// Begins a container and returns the node for its content.
    fn begin(&mut self, parent: usize, block: &TextBlock) -> usize {
        let line = block.line(0);
        let Some(kind) = lines::container(line, self.extensions) else { return parent };
        let title = line.find('"').map(|quote| {
            let start = block.bytes().start + quote + 1;
            let end = block.bytes().start + line.rfind('"').unwrap_or(quote + 1).max(quote + 1);
            TextRange { of: block.of.clone(), range: start..end }
        });
        let (name, label) = match kind {
            Container::Admonition => ("div", "p"),
            Container::Details => ("details", "summary"),
            Container::Tab => ("div", "label"),
        };
        let may_join = kind == Container::Tab && !line.split('"').next().unwrap_or("").contains('!');
        let joined = self.last_child(parent).filter(|last| may_join && self.nodes[*last].container == Some(kind));
        let node = joined.unwrap_or_else(|| {
            let node = self.add_own(parent, name, block);
            self.nodes[node].container = Some(kind);
            node
        });
        match title {
            Some(title) if kind == Container::Admonition && title.range.is_empty() => {}
            Some(title) => self.add_line(node, label, title),
            None => {
                let start = self.nodes[node].start;
                self.add(node, NodeKind::Own(label), start);
            }
        }
        if kind == Container::Tab { self.add_own(node, "div", block) } else { node }
    }

    /// The container that a block indented by `spaces` continues, and the indentation that this requires (`parse_content`).
    fn continued(&self, parent: usize, spaces: usize) -> Option<(usize, usize)> {
        let last = self.last_child(parent).filter(|_| spaces >= TAB)?;
        let mut node = match self.nodes[last].container? {
            Container::Tab => self.last_child(last)?,
            Container::Admonition | Container::Details => last,
        };
        let mut width = TAB;
        while spaces >= width + TAB {
            let inner = self.last_child(node).filter(|inner| matches!(self.name(*inner), "ul" | "ol" | "dl"));
            let Some(item) = inner.and_then(|list| self.last_child(list)) else { break };
            node = item;
            width += TAB;
        }
        Some((node, width))
    }

    fn fill(&mut self, node: usize, block: &TextBlock, width: usize, queue: &mut Queue) {
        let (content, count) = self.outdent(block, width);
        if let Some(content) = content {
            self.parse(node, content.blocks());
        }
        queue.put_back(block.part(count..block.len()));
    }
}
