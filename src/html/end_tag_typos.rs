//! Typos in end tags: a missing slash (`<b>` for `</b>`), a misplaced one, a missing bracket. The element that stays open is only the
//! consequence, so the typo is reported instead of the element.
use super::attributes::attributes;
use super::document::{HtmlDocument, HtmlProblem, Tag, TagKind, TagRef};
use super::elements::{is_raw_text, is_void};
use super::text_scan::next_bracket;
use super::unclosed_start::UnclosedStart;
use super::{ParseOptions, Segment};
use crate::text::Span;
use crate::text::spelling::is_one_typo_apart;
use std::collections::{HashMap, HashSet};

/// How many bytes are read after the name of an end tag.
const WINDOW: usize = 200;
/// How many open elements around a tag, or typos after an element, are looked at.
const MOST_AROUND: usize = 20;

/// Replaces the problem of each element that is left open because of a typo by the problem of the typo.
pub(super) fn report(text: &str, segments: &[Segment], options: &ParseOptions<'_>, document: &mut HtmlDocument) {
    if !document.problems.iter().any(|problem| matches!(problem, HtmlProblem::Unclosed { .. })) {
        return;
    }
    let offset = options.offset;
    without_slash(text, offset, document);
    slash_behind(text, offset, document);
    misshapen(text, segments, offset, document);
    in_raw_text(text, offset, document);
}

/// The elements that are left open: index of the problem, start tag, and where something else closed the element.
fn unclosed(document: &HtmlDocument) -> Vec<(usize, TagRef, usize)> {
    let end = |closer: &Option<TagRef>| closer.as_ref().map_or(usize::MAX, |closer| closer.span.end());
    let open = document.problems.iter().enumerate().filter_map(|(index, problem)| match problem {
        HtmlProblem::Unclosed { start, closer } => Some((index, start.clone(), end(closer))),
        _ => None,
    });
    let mut open: Vec<_> = open.collect();
    open.sort_by_key(|(_, start, _)| start.span);
    open
}

/// Removes the problems at these indices and adds others.
fn replace(document: &mut HtmlDocument, gone: &HashSet<usize>, reported: Vec<HtmlProblem>) {
    let mut index = 0;
    document.problems.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
    document.problems.extend(reported);
}

/// `<b>x<b>`: one missing slash leaves two elements of the same name open.
fn without_slash(text: &str, offset: usize, document: &mut HtmlDocument) {
    let mut by_name: HashMap<String, Vec<(usize, TagRef, usize)>> = HashMap::new();
    for open in unclosed(document) {
        by_name.entry(open.1.name().to_owned()).or_default().push(open);
    }
    by_name.retain(|_, open| open.len() > 1);
    if by_name.is_empty() {
        return;
    }
    let bare = bare_tags(text, offset, document, |name| by_name.contains_key(name));
    let layout = UnclosedStart::new(text);
    let (mut gone, mut reported) = (HashSet::new(), Vec::new());
    for (name, open) in &by_name {
        let candidates = bare.get(name.as_str()).map_or(&[][..], Vec::as_slice);
        let mut next = 0;
        while let Some([(first, outer, outer_end), (second, inner, inner_end)]) = open.get(next..next + 2) {
            // When one end tag is missing, both elements are left open up to the same place.
            let together = outer_end == inner_end || *outer_end == inner.span.end();
            let typo = candidates.iter().find(|bare| {
                let is_theirs = bare.around.start() >= outer.span.start()
                    && bare.tag.span.start() >= inner.span.start()
                    && bare.tag.span.end() <= *inner_end;
                together && is_theirs && bare.ends_what_is_around(text, offset, &layout, inner)
            });
            let Some(typo) = typo else {
                next += 1;
                continue;
            };
            gone.extend([*first, *second]);
            let start = TagRef { span: typo.around, ..outer.clone() };
            reported.push(HtmlProblem::NoEnd { tag: typo.tag.clone(), start });
            next += 2;
        }
    }
    replace(document, &gone, reported);
}

/// A start tag without attributes directly inside an element of the same name.
struct BareStartTag {
    /// The start tag of the element around it.
    around: Span,
    tag: TagRef,
}

impl BareStartTag {
    /// Whether it looks like the end of the element around it and not like an element of its own.
    fn ends_what_is_around(&self, text: &str, offset: usize, layout: &UnclosedStart<'_>, inner: &TagRef) -> bool {
        let (around, tag) = (back(self.around, offset), back(self.tag.span, offset));
        if !holds_something(text, offset, self.around, &self.tag) || begin_alike(text, around, tag) {
            return false;
        }
        let fit = layout.fit(around, tag);
        let on_its_line = fit == 4;
        let is_left_open = self.tag.span == inner.span && !layout.is_deeper(around, tag);
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
fn holds_something(text: &str, offset: usize, around: Span, tag: &TagRef) -> bool {
    let between = &text[around.end() - offset..tag.span.start() - offset];
    let may_be_blank =
        is_inline(tag.name()) && (!between.is_empty() || text[back(around, offset).range()].contains('='));
    may_be_blank || !between.trim_start().is_empty()
}

/// The bare start tags of each name, in order.
fn bare_tags<'d>(
    text: &str,
    offset: usize,
    document: &'d HtmlDocument,
    wanted: impl Fn(&str) -> bool,
) -> HashMap<&'d str, Vec<BareStartTag>> {
    let mut open: Vec<&Tag> = Vec::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut bare: HashMap<&str, Vec<BareStartTag>> = HashMap::new();
    for tag in document.tags.iter().filter(|tag| !tag.foreign && !is_void(tag.name())) {
        let name = tag.name();
        let count = counts.entry(name).or_default();
        if tag.kind == TagKind::Start {
            *count += 1;
            let around = parent(&open, name).filter(|around| wanted(name) && around.name() == name);
            if let Some(around) = around.filter(|_| is_bare(text, offset, tag)) {
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

fn is_bare(text: &str, offset: usize, tag: &Tag) -> bool {
    let written = &text[back(tag.span, offset).range()];
    written.trim_start_matches('<').trim_end_matches(['>', '/', ' ']).eq_ignore_ascii_case(tag.name())
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

/// `<b>x<b/>`: the slash is after the name.
fn slash_behind(text: &str, offset: usize, document: &mut HtmlDocument) {
    let mut closed: Vec<(usize, TagRef)> = Vec::new();
    for (index, problem) in document.problems.iter().enumerate() {
        if let HtmlProblem::SelfClosing(tag) = problem
            && document.tag_at(tag.span.start()).is_some_and(|tag| is_bare(text, offset, tag))
        {
            closed.push((index, tag.clone()));
        }
    }
    if closed.is_empty() {
        return;
    }
    closed.sort_by_key(|(_, tag)| tag.span);
    let (mut gone, mut reported) = (HashSet::new(), Vec::new());
    for (open, start, end) in unclosed(document).into_iter().rev() {
        let typo = closed.iter().position(|(_, tag)| {
            tag.name() == start.name() && tag.span.start() >= start.span.end() && tag.span.end() <= end
        });
        if let Some(at) = typo {
            let (index, tag) = closed.remove(at);
            gone.extend([open, index]);
            reported.push(HtmlProblem::NoEnd { tag, start });
        }
    }
    replace(document, &gone, reported);
}

/// `< /b>`, `<\b>`, `</b class="x">` where Markdown reads it as text, and `</b` without its bracket.
fn misshapen(text: &str, segments: &[Segment], offset: usize, document: &mut HtmlDocument) {
    let open = unclosed(document);
    if open.is_empty() {
        return;
    }
    let mut typos: HashMap<String, Vec<EndTagTypo>> = HashMap::new();
    let verbatim = verbatim(document);
    for at in brackets(text, segments) {
        let Some(mut typo) = EndTagTypo::read(text, at).filter(|_| is_text(document, at + offset)) else { continue };
        let after = verbatim.partition_point(|(content, _)| content.start() <= at + offset);
        let holder = verbatim[..after].last().filter(|(content, _)| at + offset < content.end());
        // Code and scripts may contain any text, except the end tag of their own element.
        typo.within = holder.filter(|(_, name)| *name != typo.name).map(|(content, _)| *content);
        typos.entry(typo.name.clone()).or_default().push(typo);
    }
    for typos in typos.values_mut() {
        typos.sort_by_key(|typo| typo.span);
    }
    if typos.is_empty() {
        return;
    }
    let (mut gone, mut reported) = (HashSet::new(), Vec::new());
    for (index, start, end) in open.into_iter().rev() {
        let Some(typos) = typos.get_mut(start.name()) else { continue };
        let from = start.span.end() - offset;
        let after = typos.partition_point(|typo| typo.span.start() < from);
        let near = typos[after..].iter().take(MOST_AROUND).take_while(|typo| typo.span.end() + offset <= end);
        let found = near.enumerate().find(|(_, typo)| typo.within.is_none_or(|code| code.contains(start.span)));
        let Some((more, _)) = found else { continue };
        let typo = typos.remove(after + more);
        gone.insert(index);
        let span = typo.span.shift(offset);
        let tag = TagRef { span, end: true, ..start.clone() };
        reported.push(if typo.whole { HtmlProblem::NoEnd { tag, start } } else { HtmlProblem::BrokenTag(span) });
    }
    replace(document, &gone, reported);
}

/// Each `<` of the HTML, and of Markdown's text outside code.
fn brackets(text: &str, segments: &[Segment]) -> Vec<usize> {
    let (mut found, mut in_code) = (Vec::new(), 0_usize);
    for segment in segments {
        match segment {
            Segment::Open("pre", _) => in_code += 1,
            Segment::Close("pre", _) => in_code = in_code.saturating_sub(1),
            Segment::Html(span) => {
                found.extend(memchr::memchr_iter(b'<', text[span.range()].as_bytes()).map(|at| span.start() + at));
            }
            Segment::Text(span) if in_code == 0 => {
                let mut at = span.start();
                while let Some(next) = next_bracket(text.as_bytes(), at, span.end()) {
                    found.push(next);
                    at = next + 1;
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether the `<` at this offset of the file is neither part of a tag nor inside a comment.
fn is_text(document: &HtmlDocument, at: usize) -> bool {
    let after = document.comments.partition_point(|comment| comment.start() < at);
    let in_comment = document.comments[..after].last().is_some_and(|comment| at < comment.end());
    !in_comment && document.tag_at(at).is_none()
}

/// The content of elements whose text is shown or used as it is written, with the element's name.
fn verbatim(document: &HtmlDocument) -> Vec<(Span, &str)> {
    let (mut found, mut open): (Vec<(Span, &str)>, Option<&Tag>) = (Vec::new(), None);
    for tag in document.tags.iter().filter(|tag| !tag.foreign) {
        match open {
            None if tag.kind == TagKind::Start && (is_raw_text(tag.name()) || matches!(tag.name(), "pre" | "code")) => {
                open = Some(tag);
            }
            Some(start) if tag.kind == TagKind::End && tag.name() == start.name() => {
                found.push((Span::new(start.span.end(), tag.span.start()), start.name()));
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|start| (Span::new(start.span.end(), usize::MAX), start.name())));
    found
}

/// Elements whose content is only text: `<style>…<style>`, `<iframe …></ifarme>`.
fn in_raw_text(text: &str, offset: usize, document: &mut HtmlDocument) {
    let (mut gone, mut reported) = (HashSet::new(), Vec::new());
    for (index, start, end) in unclosed(document) {
        if !is_raw_text(start.name()) {
            continue;
        }
        let from = start.span.end() - offset;
        let rest = &text[from..end.saturating_sub(offset).clamp(from, text.len())];
        let typo = memchr::memchr_iter(b'<', rest.as_bytes()).find_map(|at| {
            let inner = rest[at + 1..].trim_start_matches('/');
            let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let name = inner[..length].to_ascii_lowercase();
            let slash = rest.len() - at - 1 - inner.len();
            let is_intended = if slash == 0 { name == start.name() } else { is_one_typo_apart(&name, start.name()) };
            let end = at + 1 + slash + length;
            (slash < 2 && is_intended && rest[end..].starts_with('>'))
                .then(|| (Span::new(from + at, from + end + 1), slash == 1))
        });
        if let Some((span, end)) = typo {
            gone.insert(index);
            reported.push(HtmlProblem::NoEnd { tag: TagRef { span: span.shift(offset), end, ..start.clone() }, start });
        }
    }
    replace(document, &gone, reported);
}

/// Text that was probably written as an end tag.
struct EndTagTypo {
    span: Span,
    name: String,
    /// Whether it has its `>`.
    whole: bool,
    /// The content of the code or script around it, as bytes of the file.
    within: Option<Span>,
}

impl EndTagTypo {
    fn read(text: &str, at: usize) -> Option<Self> {
        let rest = &text[at + 1..];
        let inner = rest.trim_start_matches([' ', '\t', '/', '\\']);
        let marks = &rest[..rest.len() - inner.len()];
        if !marks.contains(['/', '\\']) {
            return None;
        }
        let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if length == 0 {
            return None;
        }
        let name = inner[..length].to_ascii_lowercase();
        let name_end = at + 1 + marks.len() + length;
        let after = &text.as_bytes()[name_end..];
        let after = &after[..after.len().min(WINDOW)];
        let stop = memchr::memchr3(b'>', b'<', b'\n', after);
        let close = stop.filter(|stop| after[*stop] == b'>').map(|stop| name_end + stop + 1);
        // Words before a `>` are prose, not part of the tag.
        let tag = Span::new(at, close.unwrap_or(name_end));
        let whole =
            close.is_some() && attributes(text, Span::new(name_end - 1, tag.end())).all(|found| found.value.is_some());
        let end = if whole { tag.end() } else { name_end };
        // A name that continues is another name.
        let ends = text[name_end..].chars().next().is_none_or(|c| !matches!(c, '-' | '_' | '.' | ':'));
        // A well-formed end tag that is shown as text has another cause: a backslash before it, or a link around it.
        let is_good = whole && marks == "/" && text[name_end..end - 1].trim().is_empty();
        let is_escaped = text[..at].bytes().rev().take(WINDOW).take_while(|byte| *byte == b'\\').count() % 2 == 1;
        (ends && !is_good && !is_escaped).then_some(Self { span: Span::new(at, end), name, whole, within: None })
    }
}

fn back(span: Span, offset: usize) -> Span {
    Span::new(span.start() - offset, span.end() - offset)
}
