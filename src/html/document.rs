//! The result of reading a body as HTML: plain facts with their bytes in the file.
use super::elements::{is_element, is_obsolete};
use super::error_code::ErrorCode;
use crate::text::Span;
use html5ever::LocalName;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// How many problems and errors of one body are kept: enough to show that it is broken throughout.
pub(super) const MOST_FOUND: usize = crate::text::limits::FINDINGS;

/// The facts of one body. All spans are bytes of the body's file.
#[derive(Debug, Default)]
pub struct HtmlDocument {
    /// The tags in order, without those of Markdown's own elements.
    pub tags: Vec<Tag>,
    /// The comments.
    pub comments: Vec<Span>,
    /// The errors of the standard's tokenizer, in order.
    pub errors: Vec<HtmlParseError>,
    /// The problems of tags and elements, in the order in which they were found.
    pub problems: Vec<HtmlProblem>,
    /// Elements whose end tag is left out where HTML allows it: the start tag, and what ends the element.
    pub omitted: Vec<(TagRef, TagRef)>,
    /// How many errors the standard counts while building the tree; of use only without recovery.
    pub tree_errors: usize,
}

impl HtmlDocument {
    /// The tag around the byte at `offset` of the file.
    pub fn tag_at(&self, offset: usize) -> Option<&Tag> {
        let after = self.tags.partition_point(|tag| tag.span.start() <= offset);
        self.tags[..after].last().filter(|tag| offset < tag.span.end())
    }

    /// The end tags of the elements whose tags are `wanted`, by the offsets of their start tags. Tags of one name pair as brackets do,
    /// so that a fix can change both; an element without an end tag is not among them.
    pub fn end_tags(&self, wanted: impl Fn(&Tag) -> bool) -> BTreeMap<usize, Span> {
        let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut ends = BTreeMap::new();
        for tag in self.tags.iter().filter(|tag| wanted(tag)) {
            let of_name = open.entry(tag.name()).or_default();
            match tag.kind {
                TagKind::Start => of_name.push(tag.span.start()),
                TagKind::End => ends.extend(of_name.pop().map(|start| (start, tag.span))),
            }
        }
        ends
    }

    /// Whether a rule may report something that another reading of the body could take back: a problem, an error, an unknown or obsolete
    /// element, an image without `alt`, an id that may be used twice, or a typographic quote or a comma between attributes. `text` is the
    /// whole file.
    pub(super) fn may_be_reported(&self, text: &str) -> bool {
        let mut ids = 0;
        let is_odd = |tag: &Tag| {
            let (name, source) = (tag.name(), &text[tag.span.range()]);
            let is_id = |word: &str| word.as_bytes().get(..3).is_some_and(|start| start.eq_ignore_ascii_case(b"id="));
            ids += usize::from(source.split_ascii_whitespace().any(is_id));
            let is_replaced = !tag.foreign && (!is_element(name) || is_obsolete(name));
            let has = |word: &str| memchr::memmem::find(source.as_bytes(), word.as_bytes()).is_some();
            is_replaced
                || ids > 1
                || (name == "img" && !has("alt"))
                || has("=\u{201c}")
                || has("=\u{2018}")
                || has(" ,")
        };
        !self.problems.is_empty()
            || !self.errors.is_empty()
            || self.tags.iter().filter(|tag| tag.kind == TagKind::Start).any(is_odd)
    }

    /// Keeps only the problems and errors, which are compared with those of other readings.
    pub(super) fn keep_problems_and_errors(&mut self) {
        let (problems, errors) = (std::mem::take(&mut self.problems), std::mem::take(&mut self.errors));
        *self = Self { errors, problems, ..Self::default() };
    }

    /// Keeps the tags, comments and errors that the other document has, too, at the same bytes.
    pub(super) fn keep_common(&mut self, other: &Self) {
        let errors: HashSet<(&str, Span)> = other.errors.iter().map(|error| (error.code.name(), error.span)).collect();
        // Where the other way shows the tag as text, what is wrong in it is the reason.
        let broken =
            Span::merge(other.problems.iter().filter(|problem| problem.is_of_text()).map(HtmlProblem::span).collect());
        let is_in_broken_tag = |span: Span| {
            let after = broken.partition_point(|place| place.start() <= span.start());
            broken[..after].last().is_some_and(|place| place.contains(span))
        };
        self.errors.retain(|error| errors.contains(&(error.code.name(), error.span)) || is_in_broken_tag(error.span));
        let tags: HashSet<Span> = other.tags.iter().map(|tag| tag.span).collect();
        self.tags.retain(|tag| tags.contains(&tag.span));
        let omitted: HashSet<Span> = other.omitted.iter().map(|(start, _)| start.span).collect();
        self.omitted.retain(|(start, _)| omitted.contains(&start.span));
        let comments: HashSet<Span> = other.comments.iter().copied().collect();
        self.comments.retain(|comment| comments.contains(comment));
    }
}

/// A tag that the text contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub(super) name: LocalName,
    /// Whether it is a start or an end tag.
    pub kind: TagKind,
    /// The bytes from `<` to `>`.
    pub span: Span,
    /// Whether it is part of SVG or `MathML`.
    pub foreign: bool,
}

impl Tag {
    /// The name in lower case.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Whether a tag is a start or an end tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagKind {
    /// A start tag: `<p>`.
    Start,
    /// An end tag: `</p>`.
    End,
}

/// A parse error of the HTML standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HtmlParseError {
    /// The code of the error.
    pub code: ErrorCode,
    /// The offset of the character at which the standard reports it.
    pub at: usize,
    /// The bytes that are wrong.
    pub span: Span,
    /// For a duplicate attribute: the first attribute of the same name.
    pub first: Option<Span>,
}

/// A tag, or a place where Markdown opens or closes an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagRef {
    pub(super) name: LocalName,
    /// The bytes of the tag; empty where Markdown opens or closes the element.
    pub span: Span,
    /// Whether Markdown opens or closes the element, so that there is no tag.
    pub markdown: bool,
    /// Whether it ends the element.
    pub end: bool,
}

impl TagRef {
    /// The element's name, in lower case; empty for text.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The bytes of the name in the tag, which begins with `tag`. They may be fewer than those of [`Self::name`], where a NUL character
    /// has become U+FFFD.
    pub fn name_span(&self, tag: &str) -> Span {
        let before = if self.end { "</".len() } else { "<".len() };
        let name = tag.get(before..).unwrap_or("");
        let len = name.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len());
        Span::new(self.span.start() + before, self.span.start() + before + len)
    }
}

/// The name for messages: `<b>`, `</b>`, or Markdown's name of the element.
impl fmt::Display for TagRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.name.is_empty() {
            return f.write_str("text");
        }
        if self.markdown {
            return write!(f, "Markdown's {}", in_markdown(&self.name));
        }
        let slash = if self.end { "/" } else { "" };
        let shown: String = self.name.chars().take(LONGEST_NAME).collect();
        let more = if shown.len() < self.name.len() { "…" } else { "" };
        write!(f, "`<{slash}{shown}{more}>`")
    }
}

/// How many letters of a name a message shows.
const LONGEST_NAME: usize = 40;

/// Markdown's name of an element that it makes.
fn in_markdown(name: &str) -> &str {
    match name {
        "p" => "paragraph",
        "li" => "list item",
        "ul" | "ol" => "list",
        "em" => "emphasis",
        "strong" => "strong emphasis",
        "del" => "strikethrough",
        "a" => "link",
        "blockquote" => "quotation",
        "pre" => "code block",
        "td" | "th" => "table cell",
        "tr" => "table row",
        "dt" | "dd" | "dl" => "definition list",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "heading",
        other => other,
    }
}

/// One problem of tags and elements. One mistake is one problem; its consequences are not problems of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HtmlProblem {
    /// A tag without its `>`.
    BrokenTag(Span),
    /// The opening quote of an attribute value that is never closed.
    BrokenQuote(Span),
    /// An element without its end tag.
    Unclosed {
        /// The start tag.
        start: TagRef,
        /// What closed the element; `None` is the end of the body.
        closer: Option<TagRef>,
    },
    /// An end tag that does not close anything.
    Stray {
        /// The end tag.
        end: TagRef,
        /// The start tag of the element that it was probably written for, and what had closed that element.
        closed: Option<(TagRef, TagRef)>,
    },
    /// An element ends while another one inside it is still open and ends later: the two overlap.
    Misnested {
        /// What ends the outer element.
        end: TagRef,
        /// Where the outer element begins.
        start: TagRef,
        /// The inner element, which is still open.
        inner: TagRef,
    },
    /// An end tag whose name is not that of the element which it ends.
    Mismatched {
        /// The end tag.
        end: TagRef,
        /// The start tag.
        start: TagRef,
    },
    /// A tag that was probably written as an end tag but is not one: `<b>` or `< /b>` for `</b>`.
    NoEnd {
        /// The tag as written.
        tag: TagRef,
        /// The start tag.
        start: TagRef,
    },
    /// An end tag of a void element.
    VoidEnd(TagRef),
    /// A self-closing tag like `<div/>`, which HTML does not close.
    SelfClosing(TagRef),
    /// The end tag of a table without a start tag.
    Tableless {
        /// The end tag.
        end: TagRef,
        /// The first row or cell that is not inside a table.
        first: TagRef,
    },
    /// Content that browsers ignore or move.
    Misplaced {
        /// The tag or text; for text the name is empty.
        what: TagRef,
        /// What browsers do with it.
        how: Consequence,
    },
    /// A complete start tag that Markdown shows as text.
    ShownAsText {
        /// The bytes from its `<` to its `>`.
        tag: Span,
        /// What Markdown does not accept in it, in order; at least one reason.
        reasons: Vec<RejectReason>,
        /// The end tag of the element, which then has nothing to close; a void element has none.
        end: Option<TagRef>,
    },
    /// A block that ends the paragraph around it.
    BlockInParagraph {
        /// The tag of the block.
        block: TagRef,
        /// The tag of the paragraph.
        paragraph: TagRef,
    },
    /// A document without a doctype (an empty span), or with one that puts browsers into quirks mode.
    Doctype(Span),
    /// The first element beyond the limit of depth; the structure after it is not followed.
    TooDeep(Span),
    /// A tag with so many attributes that nothing after it is read.
    TooManyAttributes(Span),
}

/// What Markdown does not accept in a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RejectReason {
    /// A value without quotes that has other characters than letters and digits.
    UnquotedValue(Span),
    /// A value in typographic quotes.
    CurlyQuotes(Span),
    /// A value that ends in a quote without having begun with one.
    HalfQuoted(Span),
    /// The name of an attribute directly after the quote of another's value.
    MissingSpace(Span),
    /// A quote that ends a value in the middle of its words.
    QuoteInside(Span),
    /// The name of an attribute that is none to Markdown: `@click`.
    AttributeName(Span),
    /// The whole tag: that of a block in a line of text.
    Block(Span),
}

impl RejectReason {
    /// The bytes that are wrong.
    pub fn span(self) -> Span {
        match self {
            Self::UnquotedValue(span)
            | Self::CurlyQuotes(span)
            | Self::HalfQuoted(span)
            | Self::MissingSpace(span)
            | Self::QuoteInside(span)
            | Self::AttributeName(span)
            | Self::Block(span) => span,
        }
    }
}

/// What browsers do with misplaced content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// Browsers ignore the tag.
    Ignored,
    /// Browsers move it out, before this table.
    BeforeTable(Option<TagRef>),
    /// Browsers add the missing element around it.
    Implies {
        /// The element that they add.
        parent: TagRef,
        /// How many more times the same element is missing in the same table.
        more: usize,
    },
    /// The content closes this element, which must not contain it and whose end tag comes later.
    Closes(TagRef),
}

impl HtmlProblem {
    /// The kind of problem in words, with the tag that is at its place where that is known; for traces.
    pub(super) fn kind(&self) -> String {
        match self {
            Self::BrokenTag(_) => "a tag without `>`".into(),
            Self::BrokenQuote(_) => "a quote that is never closed".into(),
            Self::Unclosed { start, .. } => format!("unclosed element {start}"),
            Self::Stray { end, .. } => format!("stray end tag {end}"),
            Self::Misnested { end, inner, .. } => format!("overlap of {inner} with {end}"),
            Self::Mismatched { end, start } => format!("end tag {end} for {start}"),
            Self::NoEnd { tag, start } => format!("misspelt end tag {tag} for {start}"),
            Self::VoidEnd(end) => format!("void end tag {end}"),
            Self::SelfClosing(tag) => format!("self-closing tag {tag}"),
            Self::Tableless { end, .. } => format!("end tag {end} without a table"),
            Self::Misplaced { what, .. } => format!("misplaced {what}"),
            Self::ShownAsText { .. } => "a tag shown as text".into(),
            Self::BlockInParagraph { block, .. } => format!("block {block} in a paragraph"),
            Self::Doctype(_) => "a doctype problem".into(),
            Self::TooDeep(_) => "too deep nesting".into(),
            Self::TooManyAttributes(_) => "too many attributes".into(),
        }
    }

    /// The place to report.
    pub fn span(&self) -> Span {
        match self {
            Self::BrokenTag(span)
            | Self::BrokenQuote(span)
            | Self::ShownAsText { tag: span, .. }
            | Self::Doctype(span)
            | Self::TooDeep(span)
            | Self::TooManyAttributes(span) => *span,
            Self::Unclosed { start: place, .. }
            | Self::Stray { end: place, .. }
            | Self::Mismatched { end: place, .. }
            | Self::Tableless { end: place, .. }
            | Self::NoEnd { tag: place, .. }
            | Self::VoidEnd(place)
            | Self::SelfClosing(place)
            | Self::Misplaced { what: place, .. }
            | Self::BlockInParagraph { block: place, .. } => place.span,
            Self::Misnested { end, inner, .. } => {
                if end.markdown {
                    inner.span
                } else {
                    end.span
                }
            }
        }
    }

    /// Whether it is about a tag that Markdown does not read as one.
    pub(super) fn is_of_text(&self) -> bool {
        matches!(self, Self::BrokenTag(_) | Self::BrokenQuote(_) | Self::ShownAsText { .. })
    }

    /// The second place that the problem depends on; `None` when there is none, or none is known.
    pub(super) fn conflict(&self) -> Option<Span> {
        match self {
            Self::Unclosed { closer, .. } => closer.as_ref().map(|closer| closer.span),
            Self::Stray { closed, .. } => closed.as_ref().map(|(_, closer)| closer.span),
            Self::Misnested { end, inner, .. } => Some(if end.markdown { end.span } else { inner.span }),
            Self::Mismatched { start, .. } | Self::NoEnd { start, .. } | Self::Tableless { first: start, .. } => {
                Some(start.span)
            }
            Self::Misplaced { how: Consequence::Closes(other), .. }
            | Self::Misplaced { how: Consequence::BeforeTable(Some(other)), .. }
            | Self::BlockInParagraph { paragraph: other, .. } => Some(other.span),
            _ => None,
        }
    }

    /// Whether the problem exists only when its two places are rendered together.
    pub(super) fn needs_both_ends(&self) -> bool {
        !matches!(
            self,
            Self::BrokenTag(_)
                | Self::BrokenQuote(_)
                | Self::ShownAsText { .. }
                | Self::VoidEnd(_)
                | Self::SelfClosing(_)
                | Self::Doctype(_)
                | Self::TooDeep(_)
                | Self::TooManyAttributes(_)
                | Self::Misplaced {
                    how: Consequence::Ignored | Consequence::Implies { .. } | Consequence::BeforeTable(None),
                    ..
                }
        )
    }
}
