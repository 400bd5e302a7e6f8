//! How tags are written: the spaces between their parts. What some style rules share.
use crate::html::{Attribute, Tag};
use crate::post::Post;
use crate::text::Span;

/// A tag of a body that can be written in another way without any reader taking it for something else.
pub(super) struct WrittenTag<'a> {
    pub(super) tag: &'a Tag,
    pub(super) attributes: Vec<Attribute>,
    /// What is before each attribute.
    pub(super) before: Vec<Span>,
    /// What is before the `>`.
    pub(super) last: Span,
}

/// The tags in which there is nothing but a name, attributes and spaces. Others are for the rules that report what is wrong in them.
pub(super) fn written_tags<'a>(post: &'a Post<'_>) -> Vec<WrittenTag<'a>> {
    post.sure_tags().into_iter().filter_map(|tag| WrittenTag::of(tag, post)).collect()
}

impl<'a> WrittenTag<'a> {
    fn of(tag: &'a Tag, post: &Post<'_>) -> Option<Self> {
        let text = post.source.slice(tag.span).strip_suffix('>')?;
        let is_sound = |attribute: &Attribute| {
            let name = post.source.slice(attribute.name);
            let value = attribute.value.map_or("", |value| post.source.slice(value));
            !name.contains(['"', '\'', '<', '=', '`', '“', '”', ','])
                && (attribute.quote.is_some() || !value.contains(['"', '\'', '<', '=', '`', '“', '”']))
        };
        let attributes: Vec<Attribute> = post.body().attributes(tag).collect();
        let name = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.trim_end_matches('/').len());
        let (mut at, mut before) = (tag.span.start() + name, Vec::with_capacity(attributes.len()));
        for attribute in &attributes {
            before.push(Span::new(at, attribute.name.start()));
            at = attribute.span().end();
        }
        let last = Span::new(at, tag.span.start() + text.len());
        let is_space = |gap: &Span| {
            let gap = post.source.slice(*gap);
            !gap.is_empty() && gap.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '\r'))
        };
        let ends = post.source.slice(last);
        let ends = ends.strip_suffix('/').unwrap_or(ends).trim_matches([' ', '\t', '\n', '\r']).is_empty();
        let is_plain = ends && attributes.iter().all(is_sound) && before.iter().all(is_space);
        is_plain.then_some(Self { tag, attributes, before, last })
    }

    /// The tag as messages name it: `<a>`, `</a>`.
    pub(super) fn title(&self, post: &Post<'_>) -> String {
        let slash = if post.source.slice(self.tag.span).starts_with("</") { "/" } else { "" };
        format!("<{slash}{}>", self.tag.name())
    }
}
