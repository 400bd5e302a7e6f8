//! Template tags in a body: found, and masked by text of the same length, so that the readers of HTML and Markdown do not see them.
mod end_tags;
mod engine;
mod mask;
mod pairing;
mod tags;

pub use tags::{TemplateTag, TemplateTagKind};

use crate::dialect::Templates;
use crate::text::Span;
use std::borrow::Cow;

/// A body whose template tags are masked.
#[derive(Debug)]
pub struct Masked<'a> {
    /// As long as the body, byte for byte, and ready to be read as HTML; borrowed when nothing was masked.
    pub text: Cow<'a, str>,
    /// Parts that only some renderings show (branches of conditions, bodies of loops), in bytes of the given text.
    pub conditional: Vec<Span>,
    /// The masked parts, in order and without overlaps.
    pub hidden: Vec<Hidden>,
}

/// A part of a body that is not shown to readers as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The bytes of the part.
    pub span: Span,
    /// Whether something is probably shown in its place (a value, a shortcode); a condition or a comment shows nothing itself.
    pub shows: bool,
    /// Whether it holds text that is shown in other renderings or at another place: later branches of a condition, content that is stored,
    /// HTML in a string.
    pub unread: bool,
}

/// The template tags of a body and their problems.
#[derive(Debug, Default)]
pub struct TemplateTags {
    /// The tags in order, without those inside comments and raw text.
    pub tags: Vec<TemplateTag>,
    /// The problems in order; none when the engine is not known.
    pub problems: Vec<TemplateProblem>,
    hidden: Vec<Hidden>,
    conditional: Vec<Span>,
}

/// One problem of template tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateProblem {
    /// A tag that is never closed.
    UnclosedTag {
        /// The opening braces.
        opener: Span,
        /// The text that would close it.
        closer: &'static str,
        /// A single `}` where two should be.
        single: Option<Span>,
    },
    /// A block without its end tag.
    UnclosedBlock {
        /// The tag that opens it.
        start: Span,
        /// The bytes of its name.
        name: Span,
        /// The end tag of the block around it, which came first.
        closer: Option<Span>,
        /// The name of the tag that would end it.
        end: String,
    },
    /// A tag that ends or continues a block that is not open.
    StrayEnd {
        /// The bytes of the tag.
        tag: Span,
        /// The bytes of its name.
        name: Span,
        /// The tag of the block that is open instead, and the name of the tag that would end that block.
        open: Option<(Span, String)>,
        /// Whether that block has no end tag because this tag is in its place.
        instead: bool,
    },
}

/// Masks the template tags of `text`.
pub fn mask(text: &str, templates: Templates) -> Masked<'_> {
    read(text, templates).mask(text)
}

impl TemplateTags {
    /// Masks the tags of the same text that was read.
    pub fn mask<'a>(&self, text: &'a str) -> Masked<'a> {
        if self.hidden.is_empty() {
            return Masked { text: text.into(), conditional: Vec::new(), hidden: Vec::new() };
        }
        let hidden = mask::with_made_names(text, &self.hidden);
        let mut conditional = self.conditional.clone();
        conditional.sort_unstable();
        Masked { text: mask::fill(text, &hidden).into(), conditional, hidden }
    }
}

/// Finds the template tags of `text` and pairs those that belong together. Linear in the length of the text.
pub fn read(text: &str, templates: Templates) -> TemplateTags {
    if !holds_tags(text.as_bytes(), templates) {
        return TemplateTags::default();
    }
    pairing::read(text, templates)
}

/// Whether the text contains anything that opens a tag.
fn holds_tags(text: &[u8], templates: Templates) -> bool {
    let after_brace: &[u8] = match templates {
        Templates::None => return false,
        Templates::Shortcodes => b"{",
        Templates::Liquid | Templates::Tera => b"{%",
        _ => b"{%#",
    };
    let followed = |at: usize, next: &[u8]| text.get(at + 1).is_some_and(|byte| next.contains(byte));
    memchr::memchr_iter(b'{', text).any(|at| followed(at, after_brace))
        || templates == Templates::Unknown && memchr::memchr_iter(b'<', text).any(|at| followed(at, b"%"))
}
