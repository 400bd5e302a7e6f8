//! A post's bytes, readable as text even where they are not UTF-8.
use super::{Encoding, LineIndex, Position, Span, encoding};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The character that replaces each byte that is not UTF-8, so that the offsets in the text are those in the file.
const REPLACEMENT: u8 = b'?';

/// One file: its path and its text, whose byte offsets are those of the file on disk.
#[derive(Debug)]
pub struct SourceFile {
    path: PathBuf,
    site_path: Option<PathBuf>,
    text: String,
    malformed: Vec<Span>,
    raw: Option<Vec<u8>>,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// A file of these bytes. Where they are not UTF-8, [`SourceFile::malformed`] has their span and the text has a `?` for each such byte.
    pub fn new(path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        let (text, malformed, raw) = match String::from_utf8(bytes.into()) {
            Ok(text) => (text, Vec::new(), None),
            Err(error) => {
                let bytes = error.into_bytes();
                let (text, malformed) = with_replacements(&bytes);
                (text, malformed, Some(bytes))
            }
        };
        Self { path: path.into(), site_path: None, text, malformed, raw, lines: OnceLock::new() }
    }

    /// The path as the user knows it, relative to the current directory when the file is below it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same file with its path in its site; an empty path says that the text has no name at all.
    #[must_use]
    pub fn with_site_path(self, path: impl Into<PathBuf>) -> Self {
        Self { site_path: Some(path.into()), ..self }
    }

    /// The path of the file in its site, whatever the current directory is: the path for rules about names and folders. It is absolute for
    /// a file outside of any site, the path as the user knows it when no path in a site was set, and empty for a text without a name.
    pub fn site_path(&self) -> &Path {
        self.site_path.as_deref().unwrap_or(&self.path)
    }

    /// The whole text, a byte order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes on disk.
    pub fn bytes(&self) -> &[u8] {
        self.raw.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// The text of a span; empty when the span is not of this file.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The runs of bytes that are not UTF-8, in order.
    pub fn malformed(&self) -> &[Span] {
        &self.malformed
    }

    /// Length in bytes of the byte order mark at the start: 3 or 0.
    pub fn bom_len(&self) -> usize {
        if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }

    /// The name of the encoding of the whole file when that is evidently not UTF-8: UTF-16, UTF-32, Shift-JIS or GB18030.
    pub fn evident_encoding(&self) -> Option<&'static str> {
        self.encoding().map(Encoding::name)
    }

    /// The encoding of the whole file when that is evidently not UTF-8.
    pub(crate) fn encoding(&self) -> Option<Encoding> {
        let wide = encoding::wide(self.bytes());
        wide.or_else(|| self.raw.as_deref().and_then(encoding::east_asian))
    }

    /// The same for encodings in which not even ASCII can be read: UTF-16 and UTF-32.
    pub(crate) fn wide_encoding(&self) -> Option<Encoding> {
        encoding::wide(self.bytes())
    }

    /// The lines, found on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Line and column of an offset in bytes.
    pub fn position(&self, offset: usize) -> Position {
        self.lines().position(&self.text, offset)
    }

    /// The 1-based number of the line that contains an offset in bytes.
    pub fn line_of(&self, offset: usize) -> usize {
        self.lines().number(offset)
    }

    /// The bytes of a 1-based line, its line end included.
    pub fn line_span(&self, line: usize) -> Span {
        let lines = self.lines();
        let end = if line < lines.count() { lines.start_of(line + 1) } else { self.text.len() };
        Span::new(lines.start_of(line), end)
    }
}

fn with_replacements(bytes: &[u8]) -> (String, Vec<Span>) {
    let mut text = String::with_capacity(bytes.len());
    let mut malformed: Vec<Span> = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let start = text.len();
        text.extend(std::iter::repeat_n(char::from(REPLACEMENT), chunk.invalid().len()));
        if chunk.invalid().is_empty() {
            continue;
        }
        match malformed.last_mut() {
            Some(last) if last.end() == start => *last = Span::new(last.start(), text.len()),
            _ => malformed.push(Span::new(start, text.len())),
        }
    }
    (text, malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_utf8_keep_every_offset() {
        let file = SourceFile::new("a.md", b"caf\xe9 \xff\xfe!".to_vec());
        assert_eq!(file.text(), "caf? ??!");
        assert_eq!(file.malformed(), [Span::new(3, 4), Span::new(5, 7)]);
        assert_eq!(file.bytes(), b"caf\xe9 \xff\xfe!");
    }

    #[test]
    fn a_byte_order_mark_counts_as_three_bytes() {
        assert_eq!(SourceFile::new("a.md", "\u{feff}---\n").bom_len(), 3);
    }
}
