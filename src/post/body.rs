//! The body of a post: its templates masked and its HTML read.
use super::Post;
use crate::dialect::Flavour;
use crate::html::{self, Attribute, HtmlDocument, ParseContext, ParseOptions, Segment, Tag};
use crate::text::Span;
use crate::{markdown, template};
use regex::Regex;
use std::borrow::Cow;
use std::path::Path;
use std::sync::LazyLock;

/// The part of a post after the front matter.
#[derive(Debug)]
pub struct Body<'a> {
    /// The bytes of the body in the file.
    pub span: Span,
    /// The facts of the HTML in it.
    pub html: HtmlDocument,
    /// Whether it is Markdown, not HTML throughout.
    pub is_markdown: bool,
    /// The first raw HTML that the generator drops; then there are no facts.
    pub dropped: Option<Span>,
    /// The text of the file with the template tags of the body masked.
    masked: Cow<'a, str>,
    /// The parts that only some renderings show.
    conditional: Vec<Span>,
}

impl<'a> Body<'a> {
    pub(super) fn read(post: &Post<'a>) -> Self {
        let span = post.body_span();
        let text = &post.source.text()[span.range()];
        let is_html = has_extension(post.source.path(), &["html", "htm"]);
        let empty = Self {
            span,
            html: HtmlDocument::default(),
            is_markdown: !is_html,
            dropped: None,
            masked: Cow::Borrowed(""),
            conditional: Vec::new(),
        };
        if is_html && memchr::memchr2(b'<', b'&', text.as_bytes()).is_none() {
            return empty;
        }
        if !is_html && matches!(post.dialect.markdown, Flavour::Mdx | Flavour::None) {
            return empty;
        }
        let masked = post.templates().mask(text);
        if !is_html && (!markdown::may_contain_html(&masked) || post.is_mdx()) {
            return empty;
        }
        let whole_body = is_html.then(|| vec![Segment::Html(Span::new(0, text.len()))]);
        let in_markdown = (!is_html).then(|| markdown::interpretations(&masked, post.dialect));
        let mut readings = whole_body.into_iter().chain(in_markdown.into_iter().flatten()).peekable();
        if !is_html && !post.dialect.raw_html {
            let dropped = readings.peek().and_then(|segments| first_dropped(segments, &masked));
            return Self { dropped: dropped.map(|html| html.shift(span.start())), ..empty };
        }
        // Templates and Markdown count from the start of the body. From here on every offset is one of the file.
        let readings = readings.map(|mut segments| {
            for segment in &mut segments {
                segment.shift(span.start());
            }
            segments
        });
        let conditional: Vec<Span> = masked.conditional.iter().map(|part| part.shift(span.start())).collect();
        let whole = is_html && begins_document(&masked.text);
        let unread = masked.hidden.iter().filter(|hidden| hidden.unread);
        let unread: Vec<&str> = unread.map(|hidden| &text[hidden.span.range()]).collect();
        let shown = match &masked.text {
            Cow::Borrowed(_) => Cow::Borrowed(post.source.text()),
            Cow::Owned(body) => Cow::Owned(post.source.text()[..span.start()].to_owned() + body),
        };
        let options = ParseOptions {
            context: if whole { ParseContext::Document } else { ParseContext::Inside("body") },
            conditional: &conditional,
            unread: &unread,
            max_depth: post.max_depth,
            trace: post.trace,
            ..ParseOptions::body(span.start())
        };
        let html = html::parse_all(&shown, readings, &options);
        Self { html, masked: shown, conditional, ..empty }
    }

    /// The attributes of one tag of the body; spans are bytes of the file.
    pub fn attributes(&self, tag: &Tag) -> impl Iterator<Item = Attribute> {
        html::attributes(&self.masked, tag.span)
    }

    /// The values of one tag that end in a quote but do not begin with one, in bytes of the file.
    pub fn half_quoted(&self, tag: &Tag) -> Vec<Span> {
        html::half_quoted(&self.masked, tag.span)
    }

    /// The attributes and the half-quoted values of the tag around a place that some readers show as text, so that it is not among the tags.
    pub fn tag_around(&self, place: Span) -> Option<(Span, Vec<Attribute>, Vec<Span>)> {
        let start = self.masked.get(..place.start())?.rfind('<')?;
        let end = place.end() + self.masked.get(place.end()..)?.find(['<', '>'])?;
        let tag = Span::new(start, end + 1);
        let is_tag = place.start() - start <= LONGEST_TAG && self.masked[end..].starts_with('>');
        is_tag.then(|| (tag, html::attributes(&self.masked, tag).collect(), html::half_quoted(&self.masked, tag)))
    }

    /// Whether only some renderings show this place.
    pub fn is_conditional(&self, span: Span) -> bool {
        let at = span.start();
        self.conditional.iter().any(|part| part.start() <= at && at < part.end())
    }

    /// The text of a span of the file with template tags masked.
    pub fn masked(&self, span: Span) -> &str {
        self.masked.get(span.range()).unwrap_or("")
    }
}

/// How far the beginning of a tag is looked for.
const LONGEST_TAG: usize = 2_000;

/// The first tag that Goldmark drops. The content of a paired shortcode is left to the shortcode.
fn first_dropped(segments: &[Segment], masked: &template::Masked<'_>) -> Option<Span> {
    segments.iter().find_map(|segment| {
        let Segment::Html(html) = segment else { return None };
        let text = &masked.text[html.range()];
        let inside = masked.conditional.iter().any(|part| part.contains(*html));
        let start = html.start() + (text.len() - text.trim_start().len());
        let end = masked.text[start..html.end()].find('>').map_or(html.end(), |found| start + found + 1);
        (!inside && !text.trim_start().starts_with("<!")).then(|| Span::new(start, end))
    })
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    wanted.iter().any(|wanted| extension.eq_ignore_ascii_case(wanted))
}

/// Whether a body is a whole document: it begins with a doctype or `<html>`.
fn begins_document(text: &str) -> bool {
    let start = text.trim_start().get(..9).unwrap_or("").to_ascii_lowercase();
    start == "<!doctype" || start.starts_with("<html>") || start.starts_with("<html ")
}

/// Whether Markdown imports something as JavaScript does, outside of code: only MDX has that, whatever else is known of its site.
pub(super) fn imports_components(text: &str) -> bool {
    static IMPORT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?m)^import\s+(?:[0-9A-Za-z_\x{80}-\x{10FFFF}$]+(?:\s*,\s*\{[^}\n]*\})?|\{[^}]*\}|\*\s+as\s+[0-9A-Za-z_\x{80}-\x{10FFFF}$]+)\s+from\s+(?:"[^"\n]+"|'[^'\n]+');?[ \t]*\r?$"#,
        )
        .expect("a valid pattern")
    });
    let mut words = memchr::memmem::find_iter(text.as_bytes(), b"import ");
    if !words.any(|at| at == 0 || text.as_bytes()[at - 1] == b'\n') {
        return false;
    }
    let Some(found) = IMPORT.find(text) else { return false };
    let is_fence = |line: &&str| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
    text[..found.start()].lines().filter(is_fence).count() % 2 == 0
}
