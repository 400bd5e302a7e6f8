//! What was taken out of a text, with marks in its place, as Python-Markdown's `HtmlStash` (`markdown/util.py`) holds it.
use super::super::mapped_text::MappedText;
use std::ops::Range;

/// Something taken out of the text.
#[derive(Debug)]
pub(super) enum Stashed {
    /// Fenced code: its bytes in the body.
    Code(Range<usize>),
    /// A block of raw HTML: its bytes in the text that the HTML was taken out of.
    Html(Range<usize>),
    /// An element whose content is Markdown, or part of one whose content is.
    Element(Element),
}

/// An element that `md_in_html` reads; ranges as in [`Stashed::Html`].
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    /// Its start tag.
    pub(super) tag: Range<usize>,
    /// Its end tag; empty, where the parent's end is, when it has none.
    pub(super) end: Range<usize>,
    pub(super) content: ElementContent,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum ElementContent {
    /// HTML, up to its end tag.
    Raw,
    /// A line of text.
    Line(MappedText<'static>),
    /// Blocks of Markdown.
    Blocks(MappedText<'static>),
    /// It was read: its node holds it.
    Read,
}

/// All that was taken out.
#[derive(Debug, Default)]
pub(super) struct Stash(Vec<Stashed>);

impl Stash {
    /// Keeps it, gives the mark to put in its place.
    pub(super) fn add(&mut self, stashed: Stashed) -> String {
        self.0.push(stashed);
        format!("\u{2}{}\u{3}", self.0.len() - 1)
    }

    /// What the mark at the start of `text` stands for, its number, and the length of the mark.
    pub(super) fn at(&self, text: &str) -> Option<(usize, usize)> {
        let rest = text.strip_prefix('\u{2}')?;
        let length = rest.bytes().take(20).position(|byte| byte == 3)?;
        let number: usize = rest[..length].parse().ok()?;
        (number < self.0.len()).then_some((number, length + 2))
    }

    /// The name and the content of an element, which is read but once.
    pub(super) fn take_content(&mut self, number: usize) -> Option<(String, ElementContent)> {
        let Stashed::Element(element) = &mut self.0[number] else { return None };
        let is_raw = matches!(element.content, ElementContent::Raw);
        let content = std::mem::replace(&mut element.content, ElementContent::Read);
        if is_raw {
            element.content = ElementContent::Raw;
        }
        Some((element.name.clone(), content))
    }

    /// One of them by its number.
    pub(super) fn get(&self, number: usize) -> &Stashed {
        &self.0[number]
    }
}
