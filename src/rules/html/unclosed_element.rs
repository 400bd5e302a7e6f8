//! `html/unclosed-element`: an element without its end tag.
use crate::diagnostic::{Safety, Severity};
use crate::dialect::Flavour;
use crate::html::{self, HtmlProblem, TagKind, TagRef};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};
use std::collections::{BTreeMap, HashMap};

pub(crate) struct UnclosedElement;

impl Rule for UnclosedElement {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in &post.body().html.problems {
            match problem {
                HtmlProblem::Unclosed { start, closer: Some(closer) } => {
                    report(start, Some((closer, closes(closer))), cx);
                }
                HtmlProblem::Unclosed { start, closer: None } => report(start, None, cx),
                HtmlProblem::NoEnd { tag, start } => no_end(post, tag, start, cx),
                // `misnested` tells it better, where that rule runs.
                HtmlProblem::Mismatched { start, end } => report(start, Some((end, "stands in its place")), cx),
                _ => {}
            }
        }
        omitted(post, cx);
    }
}

/// End tags that HTML lets its authors leave out, but not kramdown: it takes the next end tag for text, and all that follows for HTML.
fn omitted(post: &Post<'_>, cx: &mut Context<'_>) {
    let body = post.body();
    let text = post.source.text();
    let other_reader =
        !body.is_markdown || post.dialect.markdown != Flavour::Kramdown || post.dialect.html_holds_blocks;
    if body.html.omitted.is_empty() || other_reader {
        return;
    }
    // There HTML is copied, or read, in another way.
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
        if let Some(outer) = outermost.get(&start.span).filter(|outer| !unsure && begins_line(text, outer.start())) {
            blocks.entry(*outer).or_default().push(pair);
        }
    }
    for omitted in blocks.values() {
        let Some((start, closer)) = omitted.iter().min_by_key(|(start, _)| start.span) else { continue };
        let end = format!("`</{}>`", start.name());
        let label = if closer.end {
            "kramdown shows this tag to readers as text"
        } else {
            "HTML ends it here, kramdown does not"
        };
        let others = match omitted.len() - 1 {
            0 => String::new(),
            1 => ", and that of one more element in this block".to_string(),
            more => format!(", and those of {more} more elements in this block"),
        };
        // A warning: the standard lets the tag be left out, and without more Markdown below it little is lost.
        let message = format!("{start} has no {end}, which kramdown needs");
        cx.report_as(Severity::Warning, start.span, message).label(closer.span, label).help(format!(
            "kramdown reads the rest of the page as a part of it, without its Markdown: write {end}{others}"
        ));
    }
}

/// For each start tag the outermost block around it, or it itself.
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

fn begins_line(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n')
}

/// What a tag, or Markdown, does to the element it closes.
fn closes(closer: &TagRef) -> &'static str {
    match (closer.end, closer.markdown) {
        (true, false) => "closes it",
        (true, true) => "ends here and closes it",
        (false, _) => "stands here and closes it",
    }
}

/// What was meant for the end tag and is none.
fn no_end(post: &Post<'_>, tag: &TagRef, start: &TagRef, cx: &mut Context<'_>) {
    let (written, end) = (post.source.slice(tag.span), format!("</{}>", start.name()));
    let message = if tag.end {
        format!("`{written}` does not end {start}")
    } else {
        format!("`{written}` does not end {start} but begins another")
    };
    cx.report(tag.span, message)
        .label(start.span, format!("{start} begins here and is never closed"))
        .help(format!("an end tag is written `{end}`"))
        .fix(Safety::Unsafe, format!("write `{end}`"), vec![Edit::replace(tag.span, end)]);
}

fn report(start: &TagRef, closer: Option<(&TagRef, &str)>, cx: &mut Context<'_>) {
    let end = format!("`</{}>`", start.name());
    let finding = cx.report(start.span, format!("{start} has no {end}"));
    let Some((closer, what)) = closer else {
        finding.help(format!("it holds the rest of the page, layout included: write {end} where it should end"));
        return;
    };
    finding.label(closer.span, format!("{closer} {what}")).help(format!("write {end} where it should end"));
}
