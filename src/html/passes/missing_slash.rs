//! A missing slash (`<b>x<b>`): one end tag that lacks its slash leaves two elements of the same name open.
use super::left_open::{LeftOpen, left_open};
use super::pass::{BodyFacts, ProblemChanges};
use crate::html::attributes::is_bare;
use crate::html::document::{HtmlProblem, Tag, TagKind, TagRef};
use crate::html::elements::is_void;
use crate::html::unclosed_start::UnclosedStart;
use crate::text::Span;
use std::collections::HashMap;

/// How many open elements around a tag are looked at.
const MOST_AROUND: usize = 20;

pub(super) fn run(facts: &BodyFacts<'_>, problems: &[HtmlProblem]) -> ProblemChanges {
    let mut changes = ProblemChanges::default();
    let open = left_open(problems);
    if open.len() < 2 {
        return changes;
    }
    let mut by_name: HashMap<&str, Vec<LeftOpen<'_>>> = HashMap::new();
    for open in open {
        by_name.entry(open.start.name()).or_default().push(open);
    }
    by_name.retain(|_, open| open.len() > 1);
    if by_name.is_empty() {
        return changes;
    }
    let bare = bare_tags(facts, |name| by_name.contains_key(name));
    let layout = UnclosedStart::new(facts.text, facts.options.start);
    for (name, open) in &by_name {
        let candidates = bare.get(name).map_or(&[][..], Vec::as_slice);
        let mut next = 0;
        while let Some([outer, inner]) = open.get(next..next + 2) {
            // When one end tag is missing, both elements are left open up to the same place.
            let together = outer.end == inner.end || outer.end == inner.start.span.end();
            let typo = candidates.iter().find(|bare| {
                let is_theirs = bare.around.start() >= outer.start.span.start()
                    && bare.tag.span.start() >= inner.start.span.start()
                    && bare.tag.span.end() <= inner.end;
                together && is_theirs && bare.ends_what_is_around(facts.text, &layout, inner.start)
            });
            let Some(typo) = typo else {
                next += 1;
                continue;
            };
            let start = TagRef { span: typo.around, ..outer.start.clone() };
            changes.replace(&[outer.place, inner.place], HtmlProblem::NoEnd { tag: typo.tag.clone(), start });
            next += 2;
        }
    }
    changes
}

/// A start tag without attributes directly inside an element of the same name.
struct BareStartTag {
    /// The start tag of the element around it.
    around: Span,
    tag: TagRef,
}

impl BareStartTag {
    /// Whether it looks like the end of the element around it and not like an element of its own.
    fn ends_what_is_around(&self, text: &str, layout: &UnclosedStart<'_>, inner: &TagRef) -> bool {
        let (around, tag) = (self.around, self.tag.span);
        if !has_something_between(text, around, &self.tag) || begin_alike(text, around, tag) {
            return false;
        }
        let fit = layout.fit(around, tag);
        let on_its_line = fit == 4;
        let is_left_open = tag == inner.span && !layout.is_deeper(around, tag);
        let on_lines_of_their_own = fit == 3 && layout.ends_line(tag);
        on_its_line || is_left_open || on_lines_of_their_own
    }
}

/// Whether two elements begin with the same kind of heading, or, without attributes, with the same element: then neither is an end.
fn begin_alike(text: &str, one: Span, other: Span) -> bool {
    let (first, second) = (first_inside(text, one), first_inside(text, other));
    let is_heading =
        matches!(first, "#" | "dt" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend" | "li" | "summary" | "tr");
    first == second && (is_heading || !first.is_empty() && one.len() == other.len())
}

/// The name of the element that begins just after a tag; `#` for a heading of Markdown, empty for words.
fn first_inside(text: &str, tag: Span) -> &str {
    let rest = text[tag.end()..].trim_start();
    if rest.starts_with('#') {
        return "#";
    }
    let name = rest.strip_prefix('<').unwrap_or("");
    &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()]
}

/// Whether there is something between two start tags; spaces count where a template's value may be masked. In a line of text an
/// element with attributes may also be empty (`<i class="x"></i>`).
fn has_something_between(text: &str, around: Span, tag: &TagRef) -> bool {
    let between = &text[around.end()..tag.span.start()];
    let may_be_blank = is_inline(tag.name()) && (!between.is_empty() || text[around.range()].contains('='));
    may_be_blank || !between.trim_start().is_empty()
}

/// The bare start tags of each name, in order.
fn bare_tags<'d>(facts: &BodyFacts<'d>, wanted: impl Fn(&str) -> bool) -> HashMap<&'d str, Vec<BareStartTag>> {
    let mut open: Vec<&Tag> = Vec::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut bare: HashMap<&str, Vec<BareStartTag>> = HashMap::new();
    for tag in facts.document.tags.iter().filter(|tag| !tag.foreign && !is_void(tag.name())) {
        let name = tag.name();
        let count = counts.entry(name).or_default();
        if tag.kind == TagKind::Start {
            *count += 1;
            let around = parent(&open, name).filter(|around| wanted(name) && around.name() == name);
            if let Some(around) = around.filter(|_| is_bare(facts.text, tag.span, name)) {
                bare.entry(name).or_default().push(BareStartTag { around: around.span, tag: place_of(tag) });
            }
            open.push(tag);
        } else if *count > 0 {
            while let Some(ended) = open.pop() {
                *counts.entry(ended.name()).or_default() -= 1;
                if ended.name() == name {
                    break;
                }
            }
        }
    }
    bare
}

/// The element that would contain one of this name: an open list item or cell shows that a second list or table is nested, but
/// formatting elements show nothing, and a block ends a paragraph.
fn parent<'d>(open: &[&'d Tag], name: &str) -> Option<&'d Tag> {
    let says_nothing = |other: &str| other != name && (is_inline(other) || other == "p" && !is_inline(name));
    open.iter().rev().take(MOST_AROUND).copied().find(|tag| !says_nothing(tag.name()))
}

fn place_of(tag: &Tag) -> TagRef {
    TagRef { name: tag.name.clone(), span: tag.span, markdown: false, end: false }
}

/// Elements inside a line of text, which are never nested in one of the same name.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "big"
            | "cite"
            | "code"
            | "em"
            | "font"
            | "i"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "tt"
            | "u"
            | "var"
    )
}
