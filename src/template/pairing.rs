//! Which template tags belong together, which parts they hide, and what their problems are.
use super::end_tags::{end_of_raw, last_ends, shows_markup};
use super::engine::{self, BlockContent, MIDDLES};
use super::tags::{Scanner, TagMatch, TemplateTag, TemplateTagKind};
use super::{Hidden, TemplateProblem, TemplateTags};
use crate::dialect::Templates;
use crate::text::Span;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Reads and pairs all tags of `text`.
pub(super) fn read(text: &str, templates: Templates) -> TemplateTags {
    let mut pairing = Pairing {
        text,
        templates,
        found: TemplateTags::default(),
        open: Vec::new(),
        expected_ends: HashMap::new(),
        closed_early: HashMap::new(),
        other_ends: HashMap::new(),
        last_ends: OnceCell::new(),
        unknown: HashMap::new(),
        open_unknown: 0,
        has_stray_shortcode_end: false,
        is_cut: false,
    };
    let mut scanner = Scanner::new(text, templates);
    while let Some(found) = scanner.next() {
        match found {
            TagMatch::Unclosed { opener, closer, single, tag } => {
                pairing.problem(TemplateProblem::UnclosedTag { opener, closer, single });
                if let Some(tag) = tag {
                    // It still opens or ends its block.
                    let end = pairing.tag(tag);
                    scanner.skip_to(end);
                    continue;
                }
                // Its `<` does not begin an element.
                if closer == ">}}" {
                    pairing.hide(opener, true);
                }
                // Nothing after it is certain, but tags are not HTML.
                if single.is_none() && closer != ">}}" && closer != "%}}" {
                    pairing.is_cut = true;
                }
            }
            TagMatch::Tag(tag) => {
                pairing.found.tags.push(tag);
                let end = pairing.tag(tag);
                scanner.skip_to(end);
            }
        }
    }
    pairing.finish()
}

/// A block that is open.
struct OpenBlock {
    tag: TemplateTag,
    name: String,
    content: BlockContent,
    /// The start of its current branch.
    branch: usize,
    /// The start of the branches that are not read, which are all after the first.
    hidden_from: Option<usize>,
}

struct Pairing<'a> {
    text: &'a str,
    templates: Templates,
    found: TemplateTags,
    open: Vec<OpenBlock>,
    /// How many open blocks each end tag would end, so that a stray one is recognized without a search.
    expected_ends: HashMap<String, usize>,
    /// Blocks that an outer block ended: their own end tags may still come, and are not a second mistake.
    closed_early: HashMap<String, usize>,
    /// For each block that contains the end tag of another one: the last such problem.
    other_ends: HashMap<Span, usize>,
    /// Where the last tag is whose name is `end` and this name, for the blocks that no engine has.
    last_ends: OnceCell<HashMap<&'a str, usize>>,
    /// Where blocks that no engine has begin, by their names; those of plugins and shortcodes.
    unknown: HashMap<String, Vec<usize>>,
    /// How many of them are open.
    open_unknown: usize,
    has_stray_shortcode_end: bool,
    /// A tag before this place is never closed, so that no other problem is certain.
    is_cut: bool,
}

impl Pairing<'_> {
    fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    fn problem(&mut self, problem: TemplateProblem) {
        // Without a known engine nothing is a problem.
        if self.templates == Templates::Unknown || self.is_cut {
            return;
        }
        if let TemplateProblem::StrayEnd { open: Some((open, _)), .. } = &problem {
            self.other_ends.insert(*open, self.found.problems.len());
        }
        self.found.problems.push(problem);
    }

    /// Whether the end tag of another block is in the place of this block's own. That is one problem, which is changed to say so.
    fn has_other_end(&mut self, open: &OpenBlock) -> bool {
        let Some(other) = self.other_ends.get(&open.tag.span) else { return false };
        if let TemplateProblem::StrayEnd { instead, .. } = &mut self.found.problems[*other] {
            *instead = true;
        }
        true
    }

    fn hide(&mut self, span: Span, shows: bool) {
        // A part that is hidden as a whole includes the hidden parts inside it.
        while self.found.hidden.last().is_some_and(|last| span.contains(last.span)) {
            self.found.hidden.pop();
        }
        self.found.hidden.push(Hidden { span, shows, unread: false });
    }

    /// Hides a tag. A text inside it may be HTML that it writes: `{{ "</div>" }}`.
    fn hide_tag(&mut self, span: Span, shows: bool) {
        if shows_markup(self.slice(span)) {
            self.hide_unread(span, shows);
        } else {
            self.hide(span, shows);
        }
    }

    /// Hides a part that is read at another place, or by something else.
    fn hide_unread(&mut self, span: Span, shows: bool) {
        self.hide(span, shows);
        self.found.hidden.last_mut().into_iter().for_each(|hidden| hidden.unread = true);
    }

    fn push(&mut self, tag: TemplateTag, name: String, content: BlockContent) {
        *self.expected_ends.entry(self.end_of(&name)).or_default() += 1;
        self.open.push(OpenBlock { tag, name, content, branch: tag.span.end(), hidden_from: None });
    }

    fn pop(&mut self) -> Option<OpenBlock> {
        let open = self.open.pop()?;
        if let Some(count) = self.expected_ends.get_mut(&self.end_of(&open.name)) {
            *count -= 1;
        }
        Some(open)
    }

    /// The name of the tag that ends a block of this name.
    fn end_of(&self, name: &str) -> String {
        match self.templates {
            Templates::Tera => "end".to_owned(),
            Templates::Shortcodes => format!("/{name}"),
            _ => engine::end_of(name),
        }
    }

    /// The innermost open block that a tag of this name ends.
    fn ended_by(&self, end: &str) -> Option<usize> {
        self.expected_ends.get(end).filter(|count| **count > 0)?;
        self.open.iter().rposition(|open| self.end_of(&open.name) == end)
    }

    /// Takes one tag, and returns where the search continues.
    fn tag(&mut self, tag: TemplateTag) -> usize {
        match tag.kind {
            TemplateTagKind::Statement if self.templates == Templates::Tera => self.zola_block(tag),
            TemplateTagKind::Statement => return self.statement(tag),
            TemplateTagKind::Shortcode => self.shortcode(tag),
            TemplateTagKind::ShortcodeEnd => self.shortcode_end(tag),
            TemplateTagKind::Output | TemplateTagKind::ShortcodeClosed | TemplateTagKind::Code => {
                self.hide_tag(tag.span, true);
            }
            TemplateTagKind::Comment => self.hide(tag.span, false),
        }
        tag.span.end()
    }

    fn statement(&mut self, tag: TemplateTag) -> usize {
        let name = self.slice(tag.name).to_owned();
        let arguments = &self.text[tag.name.end()..tag.span.end()];
        if name == "case" && self.open.last().is_some_and(|open| open.name == "switch") {
            self.hide(tag.span, false);
            self.middle(tag, &name);
        } else if let Some(content) = engine::block(self.templates, &name, arguments) {
            if matches!(content, BlockContent::Raw | BlockContent::Comment) {
                return self.left_alone(tag, &name, content);
            }
            self.hide(tag.span, false);
            self.push(tag, name, content);
        } else if MIDDLES.contains(&name.as_str()) && (name != "default" || !self.open.is_empty()) {
            self.hide(tag.span, false);
            self.middle(tag, &name);
        } else if name.starts_with("end") && engine::is_end(self.templates, &name) {
            self.hide(tag.span, false);
            self.end(tag, &name);
        } else {
            let shows = !matches!(
                name.as_str(),
                "assign"
                    | "set"
                    | "increment"
                    | "decrement"
                    | "break"
                    | "continue"
                    | "import"
                    | "from"
                    | "extends"
                    | ""
            );
            self.hide_tag(tag.span, shows && !name.starts_with("end"));
            self.unknown_block(tag, &name);
        }
        tag.span.end()
    }

    /// A tag that no engine has: with its end tag it is a block of its own, whose content has a meaning that is not known.
    fn unknown_block(&mut self, tag: TemplateTag, name: &str) {
        if let Some(start) = name.strip_prefix("end").and_then(|start| self.unknown.get_mut(start)?.pop()) {
            self.open_unknown -= 1;
            return self.hide_unread(Span::new(start, tag.span.end()), true);
        }
        let text = self.text;
        let ends = self.last_ends.get_or_init(|| last_ends(text));
        if ends.get(name).is_some_and(|end| *end > tag.span.start()) {
            self.unknown.entry(name.to_owned()).or_default().push(tag.span.start());
            self.open_unknown += 1;
        }
    }

    /// A block whose content has no tags up to its end tag; returns where that ends.
    fn left_alone(&mut self, tag: TemplateTag, name: &str, content: BlockContent) -> usize {
        let Some(end) = end_of_raw(self.text, tag.span.end(), name, content == BlockContent::Comment) else {
            // Nunjucks reads raw text to the end of the file.
            if self.templates.is_nunjucks() && content == BlockContent::Raw {
                self.hide(tag.span, false);
                return self.text.len();
            }
            // Where the block should end is not known, so nothing in it is judged.
            self.hide_unread(Span::new(tag.span.start(), self.text.len()), content == BlockContent::Raw);
            self.problem(TemplateProblem::UnclosedBlock {
                start: tag.span,
                name: tag.name,
                closer: None,
                end: engine::end_of(name),
            });
            return self.text.len();
        };
        if content == BlockContent::Comment {
            self.hide(Span::new(tag.span.start(), end), false);
        } else {
            // Readers see it as it is written, which is often code for other readers to copy.
            self.hide_unread(Span::new(tag.span.start(), end), true);
        }
        end
    }

    fn middle(&mut self, tag: TemplateTag, name: &str) {
        let Some(open) = self.open.last_mut().filter(|open| engine::may_hold(&open.name, name)) else {
            // The block of a plugin may have branches of its own.
            if self.open.is_empty() && self.open_unknown == 0 {
                self.problem(TemplateProblem::StrayEnd { tag: tag.span, name: tag.name, open: None, instead: false });
            }
            return;
        };
        let first_when = name == "when" && self.text[open.branch..tag.span.start()].trim_start().is_empty();
        if !first_when && open.hidden_from.is_none() {
            open.hidden_from = Some(tag.span.start());
        }
        let branch = Span::new(open.branch, tag.span.start());
        open.branch = tag.span.end();
        self.found.conditional.push(branch);
    }

    fn end(&mut self, tag: TemplateTag, name: &str) {
        if let Some(at) = self.ended_by(name) {
            return self.end_block(at, tag);
        }
        if let Some(left) = self.closed_early.get_mut(name).filter(|left| **left > 0) {
            *left -= 1;
            return;
        }
        let open = self.open.last().map(|open| (open.tag.span, self.end_of(&open.name)));
        self.problem(TemplateProblem::StrayEnd { tag: tag.span, name: tag.name, open, instead: false });
    }

    /// Ends the block at index `at` of the open ones; blocks that are open inside it are not closed.
    fn end_block(&mut self, at: usize, tag: TemplateTag) {
        while self.open.len() > at + 1 {
            let Some(inner) = self.pop() else { return };
            if must_end(&inner) {
                let end = self.end_of(&inner.name);
                *self.closed_early.entry(end.clone()).or_default() += 1;
                let closer = Some(tag.span);
                if inner.content == BlockContent::Code {
                    self.hide(Span::new(inner.tag.span.start(), tag.span.end()), false);
                }
                if !self.has_other_end(&inner) {
                    self.problem(TemplateProblem::UnclosedBlock {
                        start: inner.tag.span,
                        name: inner.tag.name,
                        closer,
                        end,
                    });
                }
            }
        }
        if let Some(open) = self.pop() {
            self.close(&open, tag.span.start(), tag.span.end());
        }
    }

    fn close(&mut self, open: &OpenBlock, body_end: usize, end: usize) {
        match open.content {
            BlockContent::Conditional => {
                self.found.conditional.push(Span::new(open.branch, body_end));
                if let Some(start) = open.hidden_from {
                    self.hide_unread(Span::new(start, end), false);
                }
            }
            BlockContent::Code => self.hide(Span::new(open.tag.span.start(), end), false),
            BlockContent::Stored => {
                let shows = matches!(open.name.as_str(), "filter" | "call");
                self.hide_unread(Span::new(open.tag.span.start(), end), shows);
            }
            BlockContent::Flow | BlockContent::Raw | BlockContent::Comment => {}
        }
    }

    fn zola_block(&mut self, tag: TemplateTag) {
        let name = self.slice(tag.name).to_owned();
        self.hide(tag.span, name != "end");
        if name != "end" {
            self.open.push(OpenBlock {
                tag,
                name,
                content: BlockContent::Conditional,
                branch: tag.span.end(),
                hidden_from: None,
            });
        } else if let Some(open) = self.pop() {
            self.close(&open, tag.span.start(), tag.span.end());
        }
    }

    fn shortcode(&mut self, tag: TemplateTag) {
        self.hide_tag(tag.span, true);
        let name = self.slice(tag.name).to_owned();
        // `{{% %}}` leaves its content to the Markdown of the page, `{{< >}}` to its template.
        let content = if engine::is_code_shortcode(&name) {
            BlockContent::Code
        } else if self.slice(tag.span).starts_with("{{%") {
            BlockContent::Conditional
        } else {
            BlockContent::Stored
        };
        self.push(tag, name, content);
    }

    /// A shortcode may or may not have content; only its end tag shows it.
    fn shortcode_end(&mut self, tag: TemplateTag) {
        self.hide(tag.span, false);
        let name = self.slice(tag.name).to_owned();
        if let Some(at) = self.ended_by(&self.end_of(&name)) {
            return self.end_block(at, tag);
        }
        // Only the first such tag is compared with what is open, so that many of them take linear time.
        let is_first = !std::mem::replace(&mut self.has_stray_shortcode_end, true);
        let open = if is_first { self.only_open_shortcode(tag) } else { None };
        let instead = open.is_some();
        self.problem(TemplateProblem::StrayEnd { tag: tag.span, name: tag.name, open, instead });
    }

    /// The only shortcode that is open and has no end tag later: what a stray end tag was probably written for.
    fn only_open_shortcode(&self, tag: TemplateTag) -> Option<(Span, String)> {
        let [open] = &*self.open else { return None };
        let end = self.end_of(&open.name);
        let rest = &self.text[tag.span.end()..];
        (!engine::is_used_alone(&open.name) && !rest.contains(&end)).then_some((open.tag.span, end))
    }

    fn finish(mut self) -> TemplateTags {
        // After a tag that is never closed, nothing is known about the ends of blocks.
        let cut = self
            .found
            .problems
            .iter()
            .any(|problem| matches!(problem, TemplateProblem::UnclosedTag { single: None, .. }));
        while let Some(open) = self.pop() {
            if must_end(&open) && !cut {
                if open.content == BlockContent::Code {
                    self.hide(Span::new(open.tag.span.start(), self.text.len()), false);
                }
                if self.has_other_end(&open) {
                    continue;
                }
                let end = self.end_of(&open.name);
                self.problem(TemplateProblem::UnclosedBlock {
                    start: open.tag.span,
                    name: open.tag.name,
                    closer: None,
                    end,
                });
            }
        }
        self.found.problems.sort_by_key(|problem| match problem {
            TemplateProblem::UnclosedTag { opener: span, .. }
            | TemplateProblem::UnclosedBlock { start: span, .. }
            | TemplateProblem::StrayEnd { tag: span, .. } => span.start(),
        });
        self.found
    }
}

/// Whether a block needs its end tag; most shortcodes may be used without one.
fn must_end(open: &OpenBlock) -> bool {
    open.tag.kind != TemplateTagKind::Shortcode || engine::needs_end(&open.name)
}

#[cfg(test)]
mod tests;
