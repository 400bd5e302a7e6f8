//! Text that was probably written as an end tag: `< /b>`, `<\b>`, `</b class="x">` where Markdown reads it as text, and `</b` without
//! its bracket.
use super::left_open::{LeftOpen, left_open};
use super::pass::{BodyFacts, ProblemChanges};
use crate::html::attributes::attributes;
use crate::html::document::{HtmlDocument, HtmlProblem, Tag, TagKind, TagRef};
use crate::html::elements::is_raw_text;
use crate::html::input::Segment;
use crate::html::text_scan::next_bracket;
use crate::text::Span;
use std::collections::HashMap;

/// How many bytes are read after the name of an end tag.
const WINDOW: usize = 200;
/// How many typos after an element are looked at.
const MOST_NEAR: usize = 20;

pub(super) fn run(facts: &BodyFacts<'_>, problems: &[HtmlProblem]) -> ProblemChanges {
    let mut changes = ProblemChanges::default();
    let open = left_open(problems);
    if open.is_empty() {
        return changes;
    }
    let mut typos = typos_by_name(facts);
    for LeftOpen { place, start, end } in open.into_iter().rev() {
        let Some(typos) = typos.get_mut(start.name()) else { continue };
        let after = typos.partition_point(|typo| typo.span.start() < start.span.end());
        let near = typos[after..].iter_mut().filter(|typo| !typo.taken).take(MOST_NEAR);
        let mut near = near.take_while(|typo| typo.span.end() <= end);
        let Some(typo) = near.find(|typo| typo.within.is_none_or(|code| code.contains(start.span))) else { continue };
        typo.taken = true;
        let tag = TagRef { span: typo.span, end: true, ..start.clone() };
        let problem = if typo.whole {
            HtmlProblem::NoEnd { tag, start: start.clone() }
        } else {
            HtmlProblem::BrokenTag(typo.span)
        };
        changes.replace(&[place], problem);
    }
    changes
}

/// What may have been written as an end tag, by its name and in order.
fn typos_by_name(facts: &BodyFacts<'_>) -> HashMap<String, Vec<EndTagTypo>> {
    let mut typos: HashMap<String, Vec<EndTagTypo>> = HashMap::new();
    let verbatim = verbatim(facts.document);
    for at in brackets(facts.text, facts.segments) {
        let Some(mut typo) = EndTagTypo::read(facts.text, at).filter(|_| is_text(facts.document, at)) else { continue };
        let after = verbatim.partition_point(|(content, _)| content.start() <= at);
        let holder = verbatim[..after].last().filter(|(content, _)| at < content.end());
        // Code and scripts may contain any text, except the end tag of their own element.
        typo.within = holder.filter(|(_, name)| *name != typo.name).map(|(content, _)| *content);
        typos.entry(typo.name.clone()).or_default().push(typo);
    }
    for typos in typos.values_mut() {
        typos.sort_by_key(|typo| typo.span);
    }
    typos
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

/// Text that was probably written as an end tag.
struct EndTagTypo {
    span: Span,
    name: String,
    /// Whether it has its `>`.
    whole: bool,
    /// The content of the code or script around it.
    within: Option<Span>,
    /// Whether an element that was left open has it as its end tag.
    taken: bool,
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
        (ends && !is_good && !is_escaped).then_some(Self {
            span: Span::new(at, end),
            name,
            whole,
            within: None,
            taken: false,
        })
    }
}
