//! The lines of a post's top, whatever ends them: LF, CRLF or CR.

/// One line, in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TopLine {
    /// Where the line begins.
    pub(super) start: usize,
    /// Just after its last byte that is neither a space nor a line end; `start` for a blank line.
    pub(super) text_end: usize,
    /// Where the next line starts.
    pub(super) next: usize,
    /// The line ends with a CR without an LF.
    pub(super) lone_cr: bool,
}

impl TopLine {
    /// Whether it contains only whitespace.
    pub(super) fn is_blank(&self, text: &str) -> bool {
        text[self.start..self.next].trim_start().is_empty()
    }

    /// A line end of the same kind as this line's.
    pub(super) fn ending_like(self, text: &str) -> &'static str {
        let ended = &text[self.start..self.next];
        if ended.ends_with("\r\n") {
            "\r\n"
        } else if self.lone_cr {
            "\r"
        } else {
            "\n"
        }
    }
}

/// The lines from the byte at `start`, which must begin one; none at the end of the text.
pub(super) fn lines_from(text: &str, start: usize) -> impl Iterator<Item = TopLine> {
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
        let (bare, next, lone_cr) = match end {
            None => (rest, text.len(), false),
            Some(end) if rest.as_bytes()[end] == b'\n' => (&rest[..end], at + end + 1, false),
            Some(end) if rest.as_bytes().get(end + 1) == Some(&b'\n') => (&rest[..end], at + end + 2, false),
            Some(end) => (&rest[..end], at + end + 1, true),
        };
        let ends_in_space = matches!(bare.as_bytes().last(), Some(b' ' | b'\t'));
        let length = if ends_in_space { bare.trim_end_matches([' ', '\t']).len() } else { bare.len() };
        let line = TopLine { start: at, text_end: at + length, next, lone_cr };
        at = next;
        Some(line)
    })
}
