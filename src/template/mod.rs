//! Template tags in a body: found, and masked by text of the same length so that what reads HTML and Markdown sees none.
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
    /// As long as the body, byte for byte; borrowed when nothing was masked. Fit to be read as HTML.
    pub text: Cow<'a, str>,
    /// Parts that only some renderings hold (branches of conditions, bodies of loops), in bytes of the text given.
    pub conditional: Vec<Span>,
    /// What was masked, in order, apart from each other.
    pub hidden: Vec<Hidden>,
}

/// A part of a body that is not what the reader of the page sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Its bytes.
    pub span: Span,
    /// Whether something is likely to be shown in its place (a value, a shortcode); a condition or a comment shows nothing itself.
    pub shows: bool,
    /// Whether it is what other renderings show: the later branches of a condition.
    pub branch: bool,
}

/// What the template tags of a body are, and what is wrong with them.
#[derive(Debug, Default)]
pub struct TemplateTags {
    /// The tags in order, those inside comments and raw text left out.
    pub tags: Vec<TemplateTag>,
    /// What is wrong, in order; nothing when the engine is not known.
    pub problems: Vec<TemplateProblem>,
    hidden: Vec<Hidden>,
    conditional: Vec<Span>,
}

/// One thing that is wrong with template tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateProblem {
    /// A tag that does not end.
    UnclosedTag {
        /// Its opening braces.
        opener: Span,
        /// The text that would end it.
        closer: &'static str,
        /// One `}` stands where two should.
        single: Option<Span>,
    },
    /// A block without its end.
    UnclosedBlock {
        /// Its tag.
        start: Span,
        /// Where its name stands.
        name: Span,
        /// The end of a block around it, which came first.
        closer: Option<Span>,
        /// The tag that would end it.
        end: String,
    },
    /// The end or the middle of a block that is not open.
    StrayEnd {
        /// The tag.
        tag: Span,
        /// Where its name stands.
        name: Span,
        /// The tag of the block that is open instead, and the tag that would end that.
        open: Option<(Span, String)>,
        /// That block is never ended: the tag stands where its end should.
        instead: bool,
    },
}

/// Masks the template tags of `text`.
pub fn mask(text: &str, templates: Templates) -> Masked<'_> {
    read(text, templates).mask(text)
}

impl TemplateTags {
    /// Masks the tags of the text that this is the reading of.
    pub fn mask<'a>(&self, text: &'a str) -> Masked<'a> {
        let hidden = self.hidden.clone();
        if hidden.is_empty() {
            return Masked { text: text.into(), conditional: Vec::new(), hidden };
        }
        let mut conditional = self.conditional.clone();
        conditional.sort_unstable();
        Masked { text: mask::fill(text, &hidden).into(), conditional, hidden }
    }
}

/// Finds the template tags of `text` and pairs those that belong together; linear in its length.
pub fn read(text: &str, templates: Templates) -> TemplateTags {
    if !holds_tags(text.as_bytes(), templates) {
        return TemplateTags::default();
    }
    pairing::read(text, templates)
}

/// Whether anything opens a tag.
fn holds_tags(text: &[u8], templates: Templates) -> bool {
    let after_brace: &[u8] = match templates {
        Templates::None => return false,
        Templates::Shortcodes => b"{",
        Templates::Liquid | Templates::Tera => b"{%",
        Templates::Jinja | Templates::Unknown => b"{%#",
    };
    let followed = |at: usize, next: &[u8]| text.get(at + 1).is_some_and(|byte| next.contains(byte));
    memchr::memchr_iter(b'{', text).any(|at| followed(at, after_brace))
        || templates == Templates::Unknown && memchr::memchr_iter(b'<', text).any(|at| followed(at, b"%"))
}
