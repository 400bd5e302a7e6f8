//! What reading a body as HTML gave: plain facts with their bytes in the file.
use super::ErrorCode;
use crate::text::Span;
use html5ever::LocalName;
use std::fmt;

/// The facts of one body. All spans are bytes of its file.
#[derive(Debug, Default)]
pub struct HtmlDocument {
    /// Its tags in order, Markdown's own not among them.
    pub tags: Vec<Tag>,
    /// Its comments.
    pub comments: Vec<Span>,
    /// Errors of the standard's tokenizer, in order.
    pub errors: Vec<HtmlParseError>,
    /// What is wrong with the elements, in the order it was seen.
    pub problems: Vec<HtmlProblem>,
    /// Elements whose end tag is left out where HTML allows that: the start tag, and what ends them.
    pub omitted: Vec<(TagRef, TagRef)>,
    /// How many errors the standard counts while building the tree. Only of use without mending.
    pub tree_errors: usize,
}

impl HtmlDocument {
    /// The tag that holds the byte at `offset` of the file.
    pub fn tag_at(&self, offset: usize) -> Option<&Tag> {
        let after = self.tags.partition_point(|tag| tag.span.start() <= offset);
        self.tags[..after].last().filter(|tag| offset < tag.span.end())
    }
}

/// A tag of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub(super) name: LocalName,
    /// Start or end.
    pub kind: TagKind,
    /// From `<` to `>`.
    pub span: Span,
    /// Part of SVG or `MathML`.
    pub foreign: bool,
}

impl Tag {
    /// Its name, in lower case.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Start or end tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagKind {
    /// `<p>`
    Start,
    /// `</p>`
    End,
}

/// A parse error of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HtmlParseError {
    /// Which one.
    pub code: ErrorCode,
    /// Offset of the character at which the standard reports it.
    pub at: usize,
    /// The bytes that are wrong.
    pub span: Span,
    /// What it repeats: the first attribute of the same name.
    pub first: Option<Span>,
}

/// A tag, or a place where Markdown opens or closes an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagRef {
    pub(super) name: LocalName,
    /// The tag; empty where Markdown did it.
    pub span: Span,
    /// Markdown did it, there is no tag.
    pub markdown: bool,
    /// It ends the element.
    pub end: bool,
}

impl TagRef {
    /// The element's name, in lower case; empty for text.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// How messages name it: `<b>`, `</b>`, or what Markdown calls it.
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

/// Letters of a name shown in a message.
const LONGEST_NAME: usize = 40;

/// What Markdown calls the elements it makes.
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

/// One thing that is wrong with tags and elements. One mistake is one problem, what follows from it is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HtmlProblem {
    /// A tag without its `>`.
    BrokenTag(Span),
    /// The quote of an attribute value that never ends.
    BrokenQuote(Span),
    /// An element without its end tag.
    Unclosed {
        /// Its start tag.
        start: TagRef,
        /// What closed it; `None` is the end of the body.
        closer: Option<TagRef>,
    },
    /// An end tag that closes nothing.
    Stray {
        /// The tag.
        end: TagRef,
        /// The start tag of the element it was meant for, and what had closed that.
        closed: Option<(TagRef, TagRef)>,
    },
    /// An element ends while a later one that goes on is still open.
    Misnested {
        /// What ends it.
        end: TagRef,
        /// Where it began.
        start: TagRef,
        /// The element that is still open and whose end comes later.
        inner: TagRef,
    },
    /// An end tag of another name than the element it ends.
    Mismatched {
        /// The tag.
        end: TagRef,
        /// The start tag.
        start: TagRef,
    },
    /// What was meant for an end tag and is none: `<b>` or `< /b>` for `</b>`.
    NoEnd {
        /// It.
        tag: TagRef,
        /// The start tag.
        start: TagRef,
    },
    /// An end tag of an element that has none.
    VoidEnd(TagRef),
    /// `<div/>`, which HTML does not close.
    SelfClosing(TagRef),
    /// The end tag of a table that has no start tag.
    Tableless {
        /// It.
        end: TagRef,
        /// The first row or cell that stands in no table.
        first: TagRef,
    },
    /// Something that browsers ignore or move.
    Misplaced {
        /// The tag or text; the name is empty for text.
        what: TagRef,
        /// What becomes of it.
        how: Consequence,
    },
    /// A complete start tag that Markdown shows as text.
    ShownAsText {
        /// From its `<` to its `>`.
        tag: Span,
        /// What Markdown does not accept in it, in order; at least one reason.
        reasons: Vec<RejectReason>,
        /// The end tag of the element, which then has nothing to close; a void element has none.
        end: Option<TagRef>,
    },
    /// A block that ends the paragraph it stands in.
    BlockInParagraph {
        /// The block's tag.
        block: TagRef,
        /// The paragraph's.
        paragraph: TagRef,
    },
    /// A document without its doctype (an empty span), or with one that browsers take for an old one.
    Doctype(Span),
    /// The first element over the limit of depth; structure is not followed from here.
    TooDeep(Span),
    /// A tag with so many attributes that nothing is read from here.
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
    /// A quote that ends a value in the midst of its words.
    QuoteInside(Span),
}

impl RejectReason {
    /// Where it is.
    pub fn span(self) -> Span {
        match self {
            Self::UnquotedValue(span)
            | Self::CurlyQuotes(span)
            | Self::HalfQuoted(span)
            | Self::MissingSpace(span)
            | Self::QuoteInside(span) => span,
        }
    }

    pub(super) fn shift(self, offset: usize) -> Self {
        match self {
            Self::UnquotedValue(span) => Self::UnquotedValue(span.shift(offset)),
            Self::CurlyQuotes(span) => Self::CurlyQuotes(span.shift(offset)),
            Self::HalfQuoted(span) => Self::HalfQuoted(span.shift(offset)),
            Self::MissingSpace(span) => Self::MissingSpace(span.shift(offset)),
            Self::QuoteInside(span) => Self::QuoteInside(span.shift(offset)),
        }
    }
}

/// What becomes of misplaced content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// It is ignored.
    Ignored,
    /// It is moved out, before this table.
    BeforeTable(Option<TagRef>),
    /// Browsers make an element around it, which is missing.
    Implies {
        /// The element they make.
        parent: TagRef,
        /// How many more times in the same table.
        more: usize,
    },
    /// It closes this element, which may not hold it and whose end tag comes later.
    Closes(TagRef),
}

impl HtmlProblem {
    /// Where it is.
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

    /// The other place that makes it one; `None` when there is none, or none is known.
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

    /// Whether it is about two places that must both be there for it to be true.
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
