//! The parts that were taken out of a text and have placeholders in their place: `HtmlStash` of `markdown/util.py`, Python-Markdown 3.11.
use super::super::mapped_text::MappedText;
use std::ops::Range;

/// A part that was taken out of the text.
#[derive(Debug)]
pub(super) enum Stashed {
    /// Fenced code: its bytes in the body.
    Code(Range<usize>),
    /// A block of raw HTML: its bytes in the text that the HTML was taken out of.
    Html(Range<usize>),
    /// An element whose content is Markdown, or that is inside such an element; boxed, because there are many more parts of raw HTML.
    Element(Box<Element>),
}

/// An element that `md_in_html` reads; ranges as in [`Stashed::Html`].
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    /// Its start tag.
    pub(super) tag: Range<usize>,
    /// Its end tag; when there is none, empty and at the end of the parent element.
    pub(super) end: Range<usize>,
    pub(super) content: ElementContent,
}

/// The content of an element.
#[derive(Debug)]
pub(super) enum ElementContent {
    /// HTML, up to its end tag.
    Raw,
    /// A line of text.
    Line(MappedText<'static>),
    /// Blocks of Markdown.
    Blocks(MappedText<'static>),
    /// The content has been read and is in the node of the element.
    Read,
}

/// All parts that were taken out, by their number.
#[derive(Debug, Default)]
pub(super) struct Stash(Vec<Stashed>);

impl Stash {
    /// Keeps a part and returns the placeholder for it.
    pub(super) fn add(&mut self, stashed: Stashed) -> String {
        self.0.push(stashed);
        format!("\u{2}{}\u{3}", self.0.len() - 1)
    }

    /// The number of the part whose placeholder is at the start of `text`, and the length of the placeholder.
    pub(super) fn at(&self, text: &str) -> Option<(usize, usize)> {
        let rest = text.strip_prefix('\u{2}')?;
        let length = rest.bytes().take(20).position(|byte| byte == 3)?;
        let number: usize = rest[..length].parse().ok()?;
        (number < self.0.len()).then_some((number, length + 2))
    }

    /// The name and the content of an element; the content can be taken only once.
    pub(super) fn take_content(&mut self, number: usize) -> Option<(String, ElementContent)> {
        let Stashed::Element(element) = &mut self.0[number] else { return None };
        let is_raw = matches!(element.content, ElementContent::Raw);
        let content = std::mem::replace(&mut element.content, ElementContent::Read);
        if is_raw {
            element.content = ElementContent::Raw;
        }
        Some((element.name.clone(), content))
    }

    /// A part by its number.
    pub(super) fn get(&self, number: usize) -> &Stashed {
        &self.0[number]
    }
}
