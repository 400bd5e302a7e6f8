//! Template tags in a body: found, and masked by text of the same length so that what reads HTML and Markdown sees none.
mod mask;

use crate::dialect::Templates;
use crate::text::Span;
use std::borrow::Cow;

/// A body whose template tags are masked.
#[derive(Debug)]
pub struct Masked<'a> {
    /// As long as the body, byte for byte; borrowed when nothing was masked.
    pub text: Cow<'a, str>,
    /// Parts that only some renderings hold (branches of conditions, bodies of loops), in bytes of the text given.
    pub conditional: Vec<Span>,
}

/// Masks the template tags of `text`.
pub fn mask(text: &str, templates: Templates) -> Masked<'_> {
    let tags = if templates == Templates::None { Vec::new() } else { tags(text) };
    if tags.is_empty() {
        return Masked { text: text.into(), conditional: Vec::new() };
    }
    Masked { text: mask::fill(text, &tags).into(), conditional: Vec::new() }
}

fn tags(text: &str) -> Vec<Span> {
    let mut tags: Vec<Span> = Vec::new();
    for start in memchr::memchr_iter(b'{', text.as_bytes()) {
        let closer = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => continue,
        };
        if tags.last().is_some_and(|last| start < last.end()) {
            continue;
        }
        let Some(length) = text[start + 2..].find(closer) else { continue };
        tags.push(Span::new(start, start + 2 + length + 2));
    }
    tags
}
