//! Slips of the pen in end tags: a lost slash (`<b>` for `</b>`), a misplaced one, a lost bracket. The element that stays open is their
//! consequence, so the slip is told and not the element.
use super::blame::Blame;
use super::document::{Document, Fault, Place, Tag, TagKind};
use super::elements::{alike, is_raw_text};
use super::{Piece, Reading};
use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// Bytes of a line that are read before and after a `<`.
const WINDOW: usize = 200;

/// Puts the slip in the place of each element that lacks its end tag for it.
pub(super) fn tell(text: &str, pieces: &[Piece], reading: &Reading<'_>, document: &mut Document) {
    if !document.faults.iter().any(|fault| matches!(fault, Fault::Unclosed { .. })) {
        return;
    }
    let offset = reading.offset;
    without_slash(text, offset, document);
    slash_behind(text, offset, document);
    misshapen(text, pieces, offset, document);
    in_raw_text(text, offset, document);
}

/// The elements left open: index of the fault, start tag, and where something else closed it.
fn unclosed(document: &Document) -> Vec<(usize, Place, usize)> {
    let end = |closer: &Option<Place>| closer.as_ref().map_or(usize::MAX, |closer| closer.span.end());
    let open = document.faults.iter().enumerate().filter_map(|(index, fault)| match fault {
        Fault::Unclosed { start, closer } => Some((index, start.clone(), end(closer))),
        _ => None,
    });
    let mut open: Vec<_> = open.collect();
    open.sort_by_key(|(_, start, _)| start.span);
    open
}

/// Removes the faults at these indices and adds others.
fn replace(document: &mut Document, gone: &HashSet<usize>, told: Vec<Fault>) {
    let mut index = 0;
    document.faults.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
    document.faults.extend(told);
}

/// `<b>x<b>`: two elements of one name are left open by one slash.
fn without_slash(text: &str, offset: usize, document: &mut Document) {
    let mut by_name: HashMap<String, Vec<(usize, Place, usize)>> = HashMap::new();
    for open in unclosed(document) {
        by_name.entry(open.1.name().to_owned()).or_default().push(open);
    }
    by_name.retain(|_, open| open.len() > 1);
    if by_name.is_empty() {
        return;
    }
    let bare = bare_tags(text, offset, document, |name| by_name.contains_key(name));
    let blame = Blame::new(text);
    let (mut gone, mut told) = (HashSet::new(), Vec::new());
    for (name, open) in &by_name {
        let candidates = bare.get(name.as_str()).map_or(&[][..], Vec::as_slice);
        let mut next = 0;
        while let Some([(first, outer, outer_end), (second, inner, inner_end)]) = open.get(next..next + 2) {
            let together = outer_end == inner_end || *outer_end == inner.span.end();
            let slip = candidates.iter().find(|(around, tag)| {
                let ends = || blame.fit(back(*around, offset), back(tag.span, offset));
                let deeper = || blame.is_deeper(back(*around, offset), back(tag.span, offset));
                let at_end = || blame.ends_line(back(tag.span, offset));
                together
                    && around.start() >= outer.span.start()
                    && tag.span.start() >= inner.span.start()
                    && tag.span.end() <= *inner_end
                    && holds_something(text, offset, *around, tag)
                    && (ends() == 4 || tag.span == inner.span && !deeper() || ends() == 3 && at_end())
            });
            let Some((around, tag)) = slip else {
                next += 1;
                continue;
            };
            gone.extend([*first, *second]);
            let start = Place { span: *around, ..outer.clone() };
            told.push(Fault::NoEnd { tag: tag.clone(), start });
            next += 2;
        }
    }
    replace(document, &gone, told);
}

/// Whether something stands between two start tags, be it blanks for a template's value; in a line an element with attributes may
/// also be empty (`<i class="x"></i>`).
fn holds_something(text: &str, offset: usize, around: Span, tag: &Place) -> bool {
    let between = &text[around.end() - offset..tag.span.start() - offset];
    let may_be_blank =
        is_inline(tag.name()) && (!between.is_empty() || text[back(around, offset).range()].contains('='));
    may_be_blank || !between.trim_start().is_empty()
}

/// Start tags without attributes, by name, each with the start tag of the element of its name around it.
fn bare_tags<'d>(
    text: &str,
    offset: usize,
    document: &'d Document,
    wanted: impl Fn(&str) -> bool,
) -> HashMap<&'d str, Vec<(Span, Place)>> {
    let mut open: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut bare: HashMap<&str, Vec<(Span, Place)>> = HashMap::new();
    for tag in document.tags.iter().filter(|tag| wanted(tag.name())) {
        let open = open.entry(tag.name()).or_default();
        if tag.kind == TagKind::End {
            open.pop();
            continue;
        }
        if let Some(around) = open.last().filter(|_| is_bare(text, offset, tag)) {
            bare.entry(tag.name()).or_default().push((*around, place_of(tag)));
        }
        open.push(tag.span);
    }
    bare
}

fn is_bare(text: &str, offset: usize, tag: &Tag) -> bool {
    let written = &text[back(tag.span, offset).range()];
    written.trim_start_matches('<').trim_end_matches(['>', '/', ' ']).eq_ignore_ascii_case(tag.name())
}

fn place_of(tag: &Tag) -> Place {
    Place { name: tag.name.clone(), span: tag.span, markdown: false, end: false }
}

/// Elements that stand in a line of text, where one of the same name never lies in another.
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

/// `<b>x<b/>`: the slash stands behind the name.
fn slash_behind(text: &str, offset: usize, document: &mut Document) {
    let mut closed: Vec<(usize, Place)> = Vec::new();
    for (index, fault) in document.faults.iter().enumerate() {
        if let Fault::SelfClosing(tag) = fault
            && document.tag_at(tag.span.start()).is_some_and(|tag| is_bare(text, offset, tag))
        {
            closed.push((index, tag.clone()));
        }
    }
    if closed.is_empty() {
        return;
    }
    closed.sort_by_key(|(_, tag)| tag.span);
    let (mut gone, mut told) = (HashSet::new(), Vec::new());
    for (open, start, end) in unclosed(document).into_iter().rev() {
        let slip = closed.iter().position(|(_, tag)| {
            tag.name() == start.name() && tag.span.start() >= start.span.end() && tag.span.end() <= end
        });
        if let Some(at) = slip {
            let (index, tag) = closed.remove(at);
            gone.extend([open, index]);
            told.push(Fault::NoEnd { tag, start });
        }
    }
    replace(document, &gone, told);
}

/// `< /b>`, `<\b>`, `</b class="x">` where Markdown takes it for text, `</b` without its bracket.
fn misshapen(text: &str, pieces: &[Piece], offset: usize, document: &mut Document) {
    let open = unclosed(document);
    if open.is_empty() {
        return;
    }
    let tags: HashSet<usize> = document.tags.iter().map(|tag| tag.span.start()).collect();
    let code = code_blocks(pieces);
    let mut slips: HashMap<String, Vec<Slip>> = HashMap::new();
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let Some(slip) = Slip::read(text, at).filter(|_| !tags.contains(&(at + offset))) else { continue };
        let in_block = code.partition_point(|block| block.end() <= at);
        let in_code = code.get(in_block).is_some_and(|block| block.start() <= at) || is_in_code_span(text, at);
        if !in_code {
            slips.entry(slip.name.clone()).or_default().push(slip);
        }
    }
    if slips.is_empty() {
        return;
    }
    let (mut gone, mut told) = (HashSet::new(), Vec::new());
    for (index, start, end) in open.into_iter().rev() {
        let Some(slips) = slips.get_mut(start.name()) else { continue };
        let from = start.span.end() - offset;
        let at = slips.partition_point(|slip| slip.span.start() < from);
        if slips.get(at).is_none_or(|slip| slip.span.end() + offset > end) {
            continue;
        }
        let slip = slips.remove(at);
        gone.insert(index);
        let span = slip.span.shift(offset);
        let tag = Place { span, end: true, ..start.clone() };
        told.push(if slip.whole { Fault::NoEnd { tag, start } } else { Fault::BrokenTag(span) });
    }
    replace(document, &gone, told);
}

/// Elements that hold text only, whatever it looks like: `<style>…<style>`, `<iframe …></ifarme>`.
fn in_raw_text(text: &str, offset: usize, document: &mut Document) {
    let (mut gone, mut told) = (HashSet::new(), Vec::new());
    for (index, start, end) in unclosed(document) {
        if !is_raw_text(start.name()) {
            continue;
        }
        let from = start.span.end() - offset;
        let rest = &text[from..end.saturating_sub(offset).clamp(from, text.len())];
        let slip = memchr::memchr_iter(b'<', rest.as_bytes()).find_map(|at| {
            let inner = rest[at + 1..].trim_start_matches('/');
            let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let name = inner[..length].to_ascii_lowercase();
            let slash = rest.len() - at - 1 - inner.len();
            let meant = if slash == 0 { name == start.name() } else { alike(&name, start.name()) };
            let end = at + 1 + slash + length;
            (slash < 2 && meant && rest[end..].starts_with('>'))
                .then(|| (Span::new(from + at, from + end + 1), slash == 1))
        });
        if let Some((span, end)) = slip {
            gone.insert(index);
            told.push(Fault::NoEnd { tag: Place { span: span.shift(offset), end, ..start.clone() }, start });
        }
    }
    replace(document, &gone, told);
}

/// What was meant for an end tag.
struct Slip {
    span: Span,
    name: String,
    /// It has its `>`.
    whole: bool,
}

impl Slip {
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
        let whole = stop.is_some_and(|stop| after[stop] == b'>');
        let end = if whole { name_end + stop.unwrap_or(0) + 1 } else { name_end };
        // A name that goes on is another one.
        let ends = text[name_end..].chars().next().is_none_or(|c| !matches!(c, '-' | '_' | '.' | ':'));
        ends.then_some(Self { span: Span::new(at, end), name, whole })
    }
}

/// The bytes of Markdown's own code blocks.
fn code_blocks(pieces: &[Piece]) -> Vec<Span> {
    let (mut blocks, mut open) = (Vec::new(), None);
    for piece in pieces {
        match piece {
            Piece::Open("pre", at) => open = Some(*at),
            Piece::Close("pre", at) => blocks.extend(open.take().map(|start| Span::new(start, (*at).max(start)))),
            _ => {}
        }
    }
    blocks
}

/// Whether a code span is open before it on its line.
fn is_in_code_span(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[at.saturating_sub(WINDOW)..at];
    let line = &before[memchr::memrchr(b'\n', before).map_or(0, |found| found + 1)..];
    line.split(|byte| *byte != b'`').filter(|run| !run.is_empty()).count() % 2 == 1
}

fn back(span: Span, offset: usize) -> Span {
    Span::new(span.start() - offset, span.end() - offset)
}
