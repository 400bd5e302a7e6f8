//! `html/unclosed-element`: an element without its end tag.
use crate::diagnostic::{Safety, Severity};
use crate::dialect::Flavour;
use crate::html::{self, HtmlProblem, TagKind, TagRef};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span, indentation_before};
use std::collections::{BTreeMap, HashMap};

pub(crate) struct UnclosedElement;

impl Rule for UnclosedElement {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in &post.body().html.problems {
            match problem {
                HtmlProblem::Unclosed { start, closer: Some(closer) } => {
                    report(post, start, closer, closes(closer), cx);
                }
                HtmlProblem::Unclosed { start, closer: None } => left_open(post, start, cx),
                HtmlProblem::NoEnd { tag, start } => no_end(post, tag, start, cx),
                // `misnested` explains it better, where that rule runs.
                HtmlProblem::Mismatched { start, end } => {
                    report(post, start, end, "is where its end tag should be", cx);
                }
                _ => {}
            }
        }
        omitted(post, cx);
    }
}

/// End tags that may be left out in HTML but not in kramdown, which reads the next end tag as text and everything after it as HTML.
fn omitted(post: &Post<'_>, cx: &mut Context<'_>) {
    let body = post.body();
    let text = post.source.text();
    let other_reader =
        !body.is_markdown || post.dialect.markdown != Flavour::Kramdown || post.dialect.html_holds_blocks;
    if body.html.omitted.is_empty() || other_reader {
        return;
    }
    // With these, kramdown copies HTML unread or reads it in another way.
    if ["{::nomarkdown", "parse_block_html"].iter().any(|word| text.contains(word)) {
        return;
    }
    let outermost = outermost(post);
    let mut blocks: BTreeMap<Span, Vec<&(TagRef, TagRef)>> = BTreeMap::new();
    for pair in &body.html.omitted {
        let (start, closer) = pair;
        // In a line of text kramdown ends them where the line ends.
        let in_line = matches!(start.name(), "option" | "optgroup" | "rb" | "rp" | "rt" | "rtc");
        let unsure = in_line || closer.markdown || body.is_conditional(start.span) || body.is_conditional(closer.span);
        if let Some(outer) =
            outermost.get(&start.span).filter(|outer| !unsure && indentation_before(text, outer.start()).is_some())
        {
            blocks.entry(*outer).or_default().push(pair);
        }
    }
    for omitted in blocks.values() {
        let Some((start, closer)) = omitted.iter().min_by_key(|(start, _)| start.span) else { continue };
        let end = format!("`</{}>`", start.name());
        let label = if closer.end {
            "kramdown shows this tag to readers as text"
        } else {
            "in HTML the element ends here, in kramdown it does not"
        };
        let others = match omitted.len() - 1 {
            0 => String::new(),
            1 => ", and the end tag of one more element in this block".to_string(),
            more => format!(", and the end tags of {more} more elements in this block"),
        };
        // A warning: the standard lets the tag be left out, and without more Markdown below it little is lost.
        let message = format!("{start} has no end tag {end}, which kramdown requires");
        cx.report_as(Severity::Warning, start.span, message).label(closer.span, label).help(format!(
            "kramdown reads the rest of the page as part of the element and does not render its Markdown: write {end}{others}"
        ));
    }
}

/// For each start tag the outermost block around it, or the tag itself.
fn outermost(post: &Post<'_>) -> HashMap<Span, Span> {
    let (mut open, mut counts): (Vec<(&str, Span)>, HashMap<&str, usize>) = (Vec::new(), HashMap::new());
    let mut outermost = HashMap::new();
    for tag in &post.body().html.tags {
        if tag.kind == TagKind::Start {
            let outer = open.first().map_or(tag.span, |(_, span)| *span);
            outermost.insert(tag.span, outer);
            if !html::is_void(tag.name()) && !tag.foreign {
                open.push((tag.name(), tag.span));
                *counts.entry(tag.name()).or_default() += 1;
            }
        } else if counts.get(tag.name()).is_some_and(|count| *count > 0) {
            while let Some((name, _)) = open.pop() {
                *counts.entry(name).or_default() -= 1;
                if name == tag.name() {
                    break;
                }
            }
        }
    }
    outermost
}

/// What a tag, or Markdown, does to the element that it closes.
fn closes(closer: &TagRef) -> &'static str {
    match (closer.end, closer.markdown) {
        (true, false) => "closes it",
        (true, true) => "ends here and closes it",
        (false, _) => "begins here and closes it",
    }
}

/// Reports a tag that was intended as the end tag but is not one.
fn no_end(post: &Post<'_>, tag: &TagRef, start: &TagRef, cx: &mut Context<'_>) {
    let (written, end) = (post.source.slice(tag.span), format!("</{}>", start.name()));
    let message = if tag.end {
        format!("`{written}` does not end {start}")
    } else {
        format!("`{written}` does not end {start} but begins another")
    };
    cx.report(tag.span, message)
        .label(start.span, format!("{start} begins here and is never closed"))
        .help(format!("browsers see no end tag and leave the element open: write `{end}`"))
        .fix(Safety::Unsafe, format!("write `{end}`"), vec![Edit::replace(tag.span, end)]);
}

/// Reports an element that nothing closes before the post ends.
fn left_open(post: &Post<'_>, start: &TagRef, cx: &mut Context<'_>) {
    let end = format!("`</{}>`", start.name());
    let finding = cx.report(start.span, format!("{start} has no end tag {end}"));
    let flavour = if post.body().is_markdown { post.dialect.markdown } else { Flavour::Commonmark };
    finding.help(match flavour {
        Flavour::Kramdown if post.dialect.html_holds_blocks || asks_for_markdown(post.source.slice(start.span)) => {
            format!("kramdown ends the element where the post ends: write {end} where it should end")
        }
        Flavour::Kramdown => format!("kramdown ends the element where the post ends and renders no Markdown in it: write {end} where it should end"),
        Flavour::Unknown => format!("the element contains the rest of the post: write {end} where it should end"),
        _ => format!("the element contains the rest of the page, layout included: write {end} where it should end"),
    });
}

/// Whether a tag asks kramdown to read Markdown in its element: `markdown="1"`, `block` or `span`.
fn asks_for_markdown(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    let value = tag.split_once(" markdown=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    value.is_some_and(|value| ["1", "block", "span"].iter().any(|wanted| value.starts_with(wanted)))
}

fn report(post: &Post<'_>, start: &TagRef, closer: &TagRef, what: &str, cx: &mut Context<'_>) {
    let end = format!("`</{}>`", start.name());
    let written = post.source.slice(start.span);
    let finding = cx.report(start.span, format!("{start} has no end tag {end}"));
    finding.label(closer.span, format!("{closer} {what}"));
    // A sentence may only name the element: "use <ruby> for that".
    if closer.markdown && names_an_element(post, start) {
        let escaped = written.replace('<', "&lt;").replace('>', "&gt;");
        finding
            .help(format!("browsers read the name as a tag, so readers do not see it: write `{escaped}`, or {end} where the element should end"))
            .fix(Safety::Unsafe, format!("write `{escaped}`"), vec![Edit::replace(start.span, escaped)]);
        return;
    }
    finding.help(format!(
        "without its end tag the element may reach further than intended: write {end} where it should end"
    ));
}

/// Whether a start tag is used as a word: without attributes, among words of its line, and of an element that is not for a few words.
fn names_an_element(post: &Post<'_>, start: &TagRef) -> bool {
    let text = post.source.text();
    let is_bare = start.span.len() == start.name().len() + "<>".len();
    let after = text[start.span.end()..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let before = text[..start.span.start()].strip_suffix(' ').is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
    is_bare && before && after && !html::is_inline(start.name())
}
