//! End tags: what they end, what is still open inside, and end tags that end nothing ("13.2.6.4.7 The in body insertion mode" of the
//! WHATWG HTML standard, <https://html.spec.whatwg.org/#parsing-main-inbody>).
use super::{Structure, element_ref, is_optional, is_root, tag_ref};
use crate::html::document::{HtmlProblem, Tag, TagKind, TagRef};
use crate::html::elements::{is_element, is_inline, is_void};
use crate::html::input::ParseContext;
use crate::html::open_elements::{ElementNode, Handle, Origin, TokenEffect};
use crate::text::Span;
use crate::text::spelling::is_one_typo_apart;
use html5ever::LocalName;
use html5ever::tokenizer::{self, Token, TokenSinkResult};

impl Structure<'_> {
    pub(super) fn end_tag(&self, tag: tokenizer::Tag, span: Span) -> TokenSinkResult<Handle> {
        let name = tag.name.clone();
        let foreign = self.tree.top().is_some_and(|top| !top.is_html());
        let kind = TagKind::End;
        self.document.borrow_mut().tags.push(Tag { name: name.clone(), kind, span, foreign });
        if !self.options.recover {
            return self.feed(Token::TagToken(tag), span, Origin::Tag).result;
        }
        let before = self.last_start.take();
        let place = TagRef { end: true, ..tag_ref(&name, span) };
        let at = self.tree.open().iter().rposition(|node| node.is_called(&name));
        let Some(at) = at else { return self.stray(tag, span, before) };
        let node = self.tree.open()[at].clone();
        let is_around = is_root(&node) && self.options.context != ParseContext::Document;
        if is_around || node.origin == Origin::Markdown {
            // Markdown ends its elements itself, and a post is not its page.
            return self.stray(tag, span, before);
        }
        if !self.end_element(at, &place, span.end()) {
            return TokenSinkResult::Continue;
        }
        if node.origin == Origin::Tag && !is_optional(&node) {
            self.unclosed_start.closed(node.span, span);
        }
        let effect = self.feed(Token::TagToken(tag), span, Origin::Tag);
        self.closed_by_end(&effect, &node, &place);
        effect.result
    }

    /// Ends what is still open inside the element at index `at` of the stack. `false` when the end tag turned out to be a stray one.
    pub(super) fn end_element(&self, at: usize, by: &TagRef, from: usize) -> bool {
        let inner: Vec<Handle> =
            self.tree.open()[at + 1..].iter().rev().filter(|node| node.origin == Origin::Tag).cloned().collect();
        if inner.is_empty() {
            return true;
        }
        let ended = self.tree.open()[at].clone();
        let (later, again) = self.what_follows(&inner, &ended, at, from);
        if again && !by.markdown {
            self.problem(HtmlProblem::Stray { end: by.clone(), closed: None });
            return false;
        }
        let mut overlapping = None;
        for (node, later) in inner.iter().zip(&later) {
            if *later {
                self.explain_end(node.name.local.clone());
                overlapping = Some(node);
            } else if is_optional(node) {
                self.omitted_end(node, by);
            } else {
                self.unclosed(node, Some(by.clone()));
            }
            if *later || !is_optional(node) {
                self.supply_end(&node.name.local);
            }
        }
        if let Some(overlapping) = overlapping {
            let (start, inner) = (element_ref(&ended), element_ref(overlapping));
            self.problem(HtmlProblem::Misnested { end: by.clone(), start, inner });
        }
        true
    }

    /// Which of the elements that are still open inside `ended` (innermost first) have an end tag later, and whether `ended` has one, too.
    pub(super) fn what_follows(
        &self,
        inner: &[Handle],
        ended: &ElementNode,
        at: usize,
        from: usize,
    ) -> (Vec<bool>, bool) {
        let mut later = vec![false; inner.len()];
        let open = self.tree.open();
        let same = open[..=at].iter().filter(|node| node.name.local == ended.name.local).count();
        let (mut next, mut again) = (0, 0);
        for end in self.ahead.unmatched_ends(from) {
            if let Some(found) = (0..inner.len()).find(|index| !later[*index] && inner[*index].is_called(end)) {
                later[found] = true;
                next += 1;
            } else if ended.is_called(end) {
                again += 1;
                if next == 0 || again >= same {
                    break;
                }
            } else if open[..at].iter().any(|node| node.is_called(end)) {
                break;
            }
        }
        let found_again = next > 0 && again >= same;
        if !found_again {
            self.leave_to_outer(&mut later, inner, &open[..at], from);
        }
        (later, found_again)
    }

    /// An end tag later belongs to an outer element of the same name first, and to an inner one only when there are enough of them.
    fn leave_to_outer(&self, later: &mut [bool], inner: &[Handle], outer: &[Handle], from: usize) {
        for index in 0..inner.len() {
            let node = &inner[index];
            let is_same = |other: &&Handle| other.origin == Origin::Tag && other.name == node.name;
            let around = outer.iter().filter(is_same).count();
            if !later[index] || around == 0 {
                continue;
            }
            let wanted = around + inner[index..].iter().filter(is_same).count();
            let ends = self.ahead.unmatched_ends(from).filter(|end| node.is_called(end)).take(wanted).count();
            later[index] = ends == wanted;
        }
    }

    /// What an end tag closed besides its own element.
    pub(super) fn closed_by_end(&self, effect: &TokenEffect, ended: &ElementNode, by: &TagRef) {
        let reported = self.moved(effect, by);
        if ended.origin == Origin::Tag || by.markdown {
            for node in &effect.closed {
                if node.origin == Origin::Markdown && !by.markdown {
                    self.implied_end(node, by);
                }
            }
        }
        if effect.errors > 0 && !reported && !self.is_displaced() && effect.closed.is_empty() && ended.is_html() {
            self.unexplained(by.clone());
        }
    }

    pub(super) fn stray(&self, tag: tokenizer::Tag, span: Span, before: Option<Span>) -> TokenSinkResult<Handle> {
        let name = tag.name.clone();
        let place = TagRef { end: true, ..tag_ref(&name, span) };
        if is_void(&name) {
            self.problem(HtmlProblem::VoidEnd(place));
            return TokenSinkResult::Continue;
        }
        if matches!(&*name, "html" | "body" | "head") && self.options.context == ParseContext::Document {
            return self.feed(Token::TagToken(tag), span, Origin::Tag).result;
        }
        if self.take_explained(&name) {
            return TokenSinkResult::Continue;
        }
        if let Some(first) = self.tableless.borrow_mut().take_if(|_| &*name == "table") {
            self.problem(HtmlProblem::Tableless { end: place, first });
            return TokenSinkResult::Continue;
        }
        if let Some(open) = self.intended_for(&name, before, span) {
            let start = element_ref(&open);
            self.unclosed_start.closed(open.span, span);
            self.supply_end(&open.name.local);
            self.problem(HtmlProblem::Mismatched { end: place, start });
            return TokenSinkResult::Continue;
        }
        let closed = self.take_implied(&name);
        self.ended_late.borrow_mut().extend(closed.as_ref().map(|(start, _)| start.span));
        self.problem(HtmlProblem::Stray { end: place, closed });
        TokenSinkResult::Continue
    }

    pub(super) fn take_explained(&self, name: &LocalName) -> bool {
        let mut explained = self.explained_ends.borrow_mut();
        let Some(count) = explained.get_mut(name) else { return false };
        *count -= 1;
        if *count == 0 {
            explained.remove(name);
        }
        true
    }

    /// The last element of this name that was closed without an end tag: its start tag, and what closed it.
    fn take_implied(&self, name: &LocalName) -> Option<(TagRef, TagRef)> {
        let mut implied = self.implied.borrow_mut();
        let of_name = implied.by_name.get_mut(name)?;
        let last = of_name.pop()?;
        implied.count -= 1;
        Some(last)
    }

    /// The element that an end tag of another name was probably written for: the innermost, when it has no end tag of its own and
    /// either only text is between the two or the names are one typo apart.
    fn intended_for(&self, name: &LocalName, before: Option<Span>, end: Span) -> Option<Handle> {
        if self.implied.borrow().by_name.get(name).is_some_and(|closed| !closed.is_empty()) {
            return None;
        }
        let by_place = self.tree.top().filter(|top| {
            let near = before == Some(top.span);
            let is_alike = !is_element(name) || is_inline(name) == is_inline(&top.name.local);
            top.origin == Origin::Tag
                && !is_optional(top)
                && (near && is_alike || is_one_typo_apart(name, &top.name.local))
        });
        let intended = by_place.or_else(|| self.misspelled(name))?;
        (!self.all_end_later(&intended, end.end())).then_some(intended)
    }

    /// The innermost element whose name is one typo away from this name, which is not an element. Elements inside it must be ones
    /// that end by themselves.
    fn misspelled(&self, name: &str) -> Option<Handle> {
        if is_element(name) {
            return None;
        }
        let open = self.tree.open();
        let intended = open.iter().rev().find(|node| {
            let ends_itself = node.origin != Origin::Tag || is_optional(node);
            node.origin == Origin::Tag && is_one_typo_apart(name, &node.name.local) || !ends_itself
        });
        intended.filter(|node| node.origin == Origin::Tag && is_one_typo_apart(name, &node.name.local)).cloned()
    }

    /// Whether there are end tags later for an element and for all elements around it with the same name.
    fn all_end_later(&self, node: &ElementNode, from: usize) -> bool {
        let open = self.tree.open();
        let same = open.iter().filter(|open| open.origin == Origin::Tag && open.name == node.name).count();
        self.ahead.unmatched_ends(from).filter(|end| node.is_called(end)).take(same).count() == same
    }
}
