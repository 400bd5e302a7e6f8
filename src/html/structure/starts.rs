//! Start tags: what they close, add and move ("13.2.6.4.7 The in body insertion mode" of the WHATWG HTML standard,
//! <https://html.spec.whatwg.org/#parsing-main-inbody>).
use super::{Structure, element_ref, is_optional, is_root, tag_ref};
use crate::html::document::{Consequence, HtmlProblem, MOST_FOUND, Tag, TagKind, TagRef};
use crate::html::elements::is_void;
use crate::html::open_elements::{ElementNode, Handle, Origin, TokenEffect};
use crate::text::Span;
use html5ever::tokenizer::{self, Token, TokenSinkResult};

impl Structure<'_> {
    pub(super) fn start_tag(&self, tag: tokenizer::Tag, span: Span) -> TokenSinkResult<Handle> {
        let name = tag.name.clone();
        let (slash, void) = (tag.self_closing, is_void(&name));
        let effect = self.feed(Token::TagToken(tag), span, Origin::Tag);
        let own = effect.created.iter().find(|node| node.origin == Origin::Tag);
        let foreign = own.is_some_and(|node| !node.is_html());
        self.document.borrow_mut().tags.push(Tag { name: name.clone(), kind: TagKind::Start, span, foreign });
        if !self.options.recover {
            return effect.result;
        }
        if !void {
            self.last_start.set(Some(span));
        }
        if own.is_some_and(|node| node.is_called("table")) {
            self.tableless.take();
        }
        let place = tag_ref(&name, span);
        let mut reported = self.closed_by_start(&effect, &place);
        reported |= self.moved(&effect, &place);
        if slash && !foreign && own.is_some() && !void {
            self.problem(HtmlProblem::SelfClosing(place));
            self.supply_end(&name);
            return TokenSinkResult::Continue;
        }
        if effect.errors > 0 && own.is_none() && !reported {
            if !void {
                self.explain_end(name);
            }
            self.ignored(place);
        } else if effect.errors > 0 && !reported && !slash {
            let parent = effect.created.iter().rfind(|node| node.origin == Origin::Implied && !is_root(node));
            match parent {
                Some(parent) => self.lacks_parent(place, element_ref(parent)),
                None => self.unexplained(place),
            }
        }
        effect.result
    }

    /// A start tag that browsers ignore. Of rows and cells outside a table only the first is a problem.
    fn ignored(&self, what: TagRef) {
        // Of a whole document inside a post only the first tag is.
        if matches!(what.name(), "html" | "head" | "body") && self.has_root_tag.replace(true) {
            return;
        }
        if is_part_of_table(what.name()) {
            if self.tableless.borrow().is_some() {
                return;
            }
            self.tableless.replace(Some(what.clone()));
        }
        self.problem(HtmlProblem::Misplaced { what, how: Consequence::Ignored });
    }

    /// A cell without a row, and the like: one problem for each table and each missing element.
    fn lacks_parent(&self, what: TagRef, parent: TagRef) {
        let table = self.tree.open().iter().rfind(|node| node.is_called("table")).map(|table| table.id());
        let key = (table, parent.name.clone());
        let known = self.implied_in.borrow().get(&key).copied();
        let mut document = self.document.borrow_mut();
        let reported = document.problems.iter_mut().rev().find_map(|problem| match problem {
            HtmlProblem::Misplaced { what, how: Consequence::Implies { more, .. } } if Some(what.span) == known => {
                Some(more)
            }
            _ => None,
        });
        if let Some(more) = reported {
            *more += 1;
            return;
        }
        drop(document);
        self.implied_in.borrow_mut().insert(key, what.span);
        self.problem(HtmlProblem::Misplaced { what, how: Consequence::Implies { parent, more: 0 } });
    }

    /// The elements that a start tag (or Markdown) closed: a paragraph by a block, a link by a link… `true` when a problem was added.
    pub(super) fn closed_by_start(&self, effect: &TokenEffect, by: &TagRef) -> bool {
        let mut reported = false;
        let paragraph = effect.closed.iter().position(|node| node.is_html() && node.is_called("p"));
        for (index, node) in effect.closed.iter().enumerate() {
            if node.origin == Origin::Implied {
                continue;
            }
            if node.is_formatting() && !self.tree.open().iter().any(|open| open.name == node.name) {
                // Browsers would reopen it in what follows.
                self.supply_end(&node.name.local);
            }
            if is_optional(node) {
                self.implied_end(node, by);
                self.omitted_end(node, by);
                if node.origin == Origin::Markdown && node.is_called("p") {
                    // An empty paragraph loses nothing: Python-Markdown begins one before a block inside a list item.
                    let is_empty = by.span.start() == node.span.start();
                    if !by.markdown && !is_empty {
                        self.problem(HtmlProblem::BlockInParagraph { block: by.clone(), paragraph: element_ref(node) });
                    }
                    reported = true;
                }
                continue;
            }
            reported = true;
            let later = self.ends_later(node, by.span.end());
            // A link in a link closes what is between the two as well, and what is moved out of a table is a problem already.
            let is_between =
                node.name.local != by.name && effect.closed.iter().any(|outer| outer.name.local == by.name);
            if later && (is_between || node.displaced.get()) {
                self.explain_end(node.name.local.clone());
                continue;
            }
            if later {
                self.explain_end(node.name.local.clone());
                if paragraph.is_some_and(|at| index < at) {
                    // The element is inside a paragraph that a block ends. The end of that paragraph shows the problem.
                    self.overlaps_block(&effect.closed, by);
                    continue;
                }
                let closes = Consequence::Closes(element_ref(node));
                self.problem(HtmlProblem::Misplaced { what: by.clone(), how: closes });
            } else if node.origin == Origin::Tag {
                self.unclosed(node, Some(by.clone()));
            }
        }
        reported
    }

    /// Inline elements of a paragraph around a block: the stray end tag of the paragraph shows the problem when it comes later.
    pub(super) fn overlaps_block(&self, closed: &[Handle], by: &TagRef) {
        let Some(paragraph) = closed.iter().find(|node| node.is_called("p")) else { return };
        if paragraph.origin == Origin::Tag && !self.ends_later(paragraph, by.span.end()) {
            let paragraph = element_ref(paragraph);
            self.problem(HtmlProblem::BlockInParagraph { block: by.clone(), paragraph });
        }
    }

    pub(super) fn omitted_end(&self, node: &ElementNode, by: &TagRef) {
        let omitted = &mut self.document.borrow_mut().omitted;
        if node.origin == Origin::Tag && omitted.len() < MOST_FOUND {
            omitted.push((element_ref(node), by.clone()));
        }
    }

    pub(super) fn implied_end(&self, node: &ElementNode, by: &TagRef) {
        let mut implied = self.implied.borrow_mut();
        if implied.count < MOST_FOUND {
            implied.count += 1;
            let of_name = implied.by_name.entry(node.name.local.clone()).or_default();
            of_name.push((element_ref(node), by.clone()));
        }
    }

    /// Whether an end tag comes that was written for this element, which may be closed already.
    pub(super) fn ends_later(&self, node: &ElementNode, from: usize) -> bool {
        let open = self.tree.open();
        let others = || open.iter().filter(|open| open.id() != node.id());
        let is_inner = |open: &&Handle| open.origin == Origin::Tag && open.span.start() > node.span.start();
        let mut inner = others().filter(is_inner).filter(|open| open.name == node.name).count();
        for end in self.ahead.unmatched_ends(from) {
            if node.is_called(end) {
                if inner == 0 {
                    return true;
                }
                inner -= 1;
            } else if others().any(|open| open.span.start() < node.span.start() && open.is_called(end)) {
                return false;
            }
        }
        false
    }
}

fn is_part_of_table(name: &str) -> bool {
    matches!(name, "caption" | "col" | "colgroup" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr")
}
