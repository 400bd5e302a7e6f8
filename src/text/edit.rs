//! One replacement of bytes by text; a fix consists of such edits.
use super::Span;

/// Replaces the bytes of `span` by `text`; an empty span inserts, an empty text deletes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the original file to replace.
    pub span: Span,
    /// The text that takes their place.
    pub text: String,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Inserts `text` before the byte at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), text)
    }

    /// Deletes the bytes of `span`.
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }

    /// `text` with all `edits` made; offsets are those of `text`. `None` when edits overlap, are outside of the text or split a character.
    pub fn apply(text: &str, edits: &[Self]) -> Option<String> {
        let mut sorted: Vec<&Self> = edits.iter().collect();
        sorted.sort_by_key(|edit| edit.span);
        let mut edited = String::with_capacity(text.len());
        let mut done = 0;
        for edit in sorted {
            edited.push_str(text.get(done..edit.span.start())?);
            text.get(edit.span.range())?;
            edited.push_str(&edit.text);
            done = edit.span.end();
        }
        edited.push_str(text.get(done..)?);
        Some(edited)
    }
}
