//! `html/markdown-not-rendered`: Markdown inside a block of HTML that the site's Markdown leaves as text.
use crate::diagnostic::Severity;
use crate::dialect::Flavour;
use crate::html::{Tag, TagKind};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Span, indentation_before};
use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) struct MarkdownNotRendered;

/// Text that is certainly Markdown: a link to an address, strong emphasis, a heading, a fence.
static MARKDOWN: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(r"(?m)!?\[[^\]\n]+\]\((?:https?://|/|#)[^)\n]*\)|\*\*[[:alnum:]][^*\n<]*[[:alnum:].!?]\*\*|^ {0,3}#{1,6} [[:alnum:]]|^ {0,3}```[a-z]*$")
        .expect("a valid pattern")
});

impl Rule for MarkdownNotRendered {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        let (reader, advice) = match post.dialect.markdown {
            Flavour::Kramdown if !post.dialect.html_holds_blocks => ("kramdown", "write `markdown=\"1\"` in the tag"),
            Flavour::PythonMarkdown => {
                ("Python-Markdown", "turn on the extension `md_in_html` and write `markdown` in the tag")
            }
            _ => return,
        };
        if !body.is_markdown {
            return;
        }
        let blocks = outer_blocks(post);
        if blocks.is_empty() || post.source.slice(body.span).contains("parse_block_html") {
            return;
        }
        for (tag, content) in blocks {
            let Some(found) = MARKDOWN.find(body.masked(content)) else { continue };
            let span = Span::new(content.start() + found.start(), content.start() + found.end());
            let written = post.source.slice(span);
            // Python-Markdown reads fences before all else.
            if reader == "Python-Markdown" && written.contains("```") {
                continue;
            }
            let shown: String = written.chars().take(30).collect();
            let more = if shown.len() < written.len() { "…" } else { "" };
            // Readers lose a link, an image or a block; a sign around a word only looks odd.
            let severity = if written.starts_with("**") { Severity::Info } else { Severity::Warning };
            cx.report_as(severity, span, format!("`{shown}{more}` is not read as Markdown inside this HTML"))
                .label(tag, format!("{reader} leaves the content of this element as it is"))
                .help(format!("readers see the Markdown characters themselves: {advice}, or write HTML"));
        }
    }
}

/// The outermost elements that contain only HTML, with their content: blocks that begin a line, except code and scripts.
fn outer_blocks(post: &Post<'_>) -> Vec<(Span, Span)> {
    let tags = &post.body().html.tags;
    let text = post.source.text();
    let ends = ends(tags);
    let opaque = opaque_before(post, tags);
    // Python-Markdown reads a tag with more indentation as text, in list items too.
    let most = if post.dialect.markdown == Flavour::PythonMarkdown { 3 } else { usize::MAX };
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(tag) = tags.get(at) {
        let end = ends[at].filter(|_| {
            let indentation = indentation_before(text, tag.span.start());
            let begins = indentation.is_some_and(|spaces| spaces.len() <= most && !spaces.contains('\t'));
            is_container(tag.name()) && begins && !asks_for_markdown(post, tag)
        });
        at += 1;
        let Some(end) = end else { continue };
        if opaque[at] == opaque[end] {
            blocks.push((tag.span, Span::new(tag.span.end(), tags[end].span.start())));
        }
        at = end + 1;
    }
    blocks
}

/// For each start tag the end tag of its name that balances it.
fn ends(tags: &[Tag]) -> Vec<Option<usize>> {
    let mut ends = vec![None; tags.len()];
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, tag) in tags.iter().enumerate() {
        let open = open.entry(tag.name()).or_default();
        if tag.kind == TagKind::Start {
            open.push(at);
        } else if let Some(start) = open.pop() {
            ends[start] = Some(at);
        }
    }
    ends
}

/// For each tag, how many tags before it have code as content or ask for Markdown.
fn opaque_before(post: &Post<'_>, tags: &[Tag]) -> Vec<usize> {
    let is_opaque = |tag: &Tag| {
        matches!(tag.name(), "pre" | "code" | "script" | "style" | "svg" | "textarea") || asks_for_markdown(post, tag)
    };
    let mut counts = vec![0];
    counts.extend(tags.iter().scan(0, |count, tag| {
        *count += usize::from(is_opaque(tag));
        Some(*count)
    }));
    counts
}

fn asks_for_markdown(post: &Post<'_>, tag: &Tag) -> bool {
    post.body().attributes(tag).any(|attribute| post.source.slice(attribute.name) == "markdown")
}

fn is_container(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "aside"
            | "details"
            | "figure"
            | "blockquote"
            | "center"
            | "table"
            | "ul"
            | "ol"
            | "p"
    )
}
