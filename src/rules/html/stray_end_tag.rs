//! `html/stray-end-tag`: an end tag with nothing to close.
use crate::diagnostic::Safety;
use crate::dialect::Flavour;
use crate::html::{HtmlProblem, TagKind, TagRef, is_void};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct StrayEndTag;

impl Rule for StrayEndTag {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        let shown = body.is_markdown && post.dialect.markdown == Flavour::Kramdown;
        for problem in &body.html.problems {
            let (end, closed) = match problem {
                HtmlProblem::Stray { end, closed } => (end, closed.as_ref()),
                // `misnested` explains it better, where that rule runs.
                HtmlProblem::Mismatched { end, .. } => (end, None),
                HtmlProblem::Tableless { end, first } => {
                    cx.report(end.span, format!("{end} has nothing to close"))
                        .label(first.span, format!("{first} is not inside a table"))
                        .help("browsers drop the rows and cells: write `<table>` where the table should begin");
                    continue;
                }
                _ => continue,
            };
            if let Some(inner) = end_in_string(post, end) {
                let written = post.source.slice(inner);
                cx.report(inner, format!("`{written}` inside a string ends the script"))
                    .label(end.span, "the end tag that was written for it has nothing to close")
                    .help("browsers do not know strings, and readers see the rest of the script as text: write a backslash before the slash")
                    .fix(
                        Safety::Unsafe,
                        format!("write `{}`", written.replace("</", "<\\/")),
                        vec![Edit::insert(inner.start() + 1, "\\")],
                    );
                continue;
            }
            let finding = cx.report(end.span, format!("{end} has nothing to close"));
            if let Some((start, closer)) = closed {
                finding.label(closer.span, format!("{closer} had already closed {start}"));
            }
            // kramdown itself ends an element at its own end tag, whatever is in it.
            let shown = shown && closed.is_none_or(|(start, _)| start.markdown);
            let help = match end.name() {
                "p" if closed.is_some_and(|(start, _)| !start.markdown) => {
                    "browsers read the end tag as an empty paragraph: end the paragraph before the block"
                }
                _ if shown => {
                    "kramdown shows the end tag to readers as text: remove it, or write the start tag that is missing"
                }
                "p" => {
                    "browsers read the end tag as an empty paragraph: remove it, or write the start tag that is missing"
                }
                _ => "browsers ignore the end tag: remove it, or write the start tag that is missing",
            };
            finding.help(help);
            match closed {
                None => _ = finding.fix(Safety::Unsafe, format!("remove {end}"), vec![Edit::delete(end.span)]),
                // Without its end tag the element would be open for a reader that does not close it, such as kramdown.
                Some((start, block)) if end.name() == "p" && !start.markdown && !block.markdown && !block.end => {
                    if let Some((title, edits)) = end_before(start, block, end, post) {
                        finding.fix(Safety::Unsafe, title, edits);
                    }
                }
                Some(_) => {}
            }
        }
    }
}

/// Ends a paragraph before the block that ends it anyway; where nothing would be in it, removes it. `None` when an element that began in
/// the paragraph is open at the block.
fn end_before(start: &TagRef, block: &TagRef, end: &TagRef, post: &Post<'_>) -> Option<(String, Vec<Edit>)> {
    let inside = start.span.end()..block.span.start();
    let mut tags = post.body().html.tags.iter().filter(|tag| inside.contains(&tag.span.start()));
    let depth = tags.try_fold(0_u32, |depth, tag| match tag.kind {
        TagKind::Start if is_void(tag.name()) => Some(depth),
        TagKind::Start => Some(depth + 1),
        TagKind::End => depth.checked_sub(1),
    });
    if depth != Some(0) {
        return None;
    }
    let before = post.source.text()[..block.span.start()].trim_end().len();
    let is_bare = post.source.slice(start.span).eq_ignore_ascii_case("<p>");
    if before == start.span.end() && is_bare {
        return Some((format!("remove {start} and {end}"), vec![Edit::delete(start.span), Edit::delete(end.span)]));
    }
    let before = before.max(start.span.end());
    Some((format!("end {start} before {block}"), vec![Edit::insert(before, "</p>"), Edit::delete(end.span)]))
}

/// For a stray `</script>`: the one before it, if that is inside a string of its script.
fn end_in_string(post: &Post<'_>, end: &TagRef) -> Option<Span> {
    let tags = &post.body().html.tags;
    if end.name() != "script" {
        return None;
    }
    let at = tags.partition_point(|tag| tag.span.start() < end.span.start());
    let mut before = tags[..at].iter().rev().filter(|tag| tag.name() == "script");
    let (inner, start) = (before.next()?, before.next()?);
    if inner.kind != TagKind::End || start.kind != TagKind::Start {
        return None;
    }
    let script = &post.source.text()[start.span.end()..inner.span.start()];
    let line = script.rsplit('\n').next().unwrap_or(script);
    let mut quote = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(_), '\\') => _ = letters.next(),
            (Some(open), _) if open == letter => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(letter),
            _ => {}
        }
    }
    quote.map(|_| inner.span)
}
