//! A text that marked 0.3 reads as blocks, and what its patterns have in common.
use super::super::kramdown::lines::{blank_lines, is_blank, line};
use super::super::mapped_text::MappedText;
use std::cell::{Cell, OnceCell};
use std::collections::HashMap;

/// Longer tags and addresses are not looked for.
pub(super) const LONGEST_TAG: usize = 10_000;

/// A text that is read as blocks.
pub(super) struct OldBlock<'v> {
    pub(super) view: &'v MappedText<'v>,
    pub(super) text: &'v str,
    ends: OnceCell<HtmlEnds<'v>>,
    /// For backticks and tildes: from this offset on, a fence of so many marks is known not to be closed.
    unclosed: [Cell<(usize, usize)>; 2],
}

impl<'v> OldBlock<'v> {
    pub(super) fn new(view: &'v MappedText<'v>) -> Self {
        let unclosed = [const { Cell::new((usize::MAX, usize::MAX)) }; 2];
        Self { view, text: &view.text, ends: OnceCell::new(), unclosed }
    }

    /// The rest of the line from `at` on, its line end included.
    pub(super) fn line(&self, at: usize) -> &'v str {
        line(&self.text[at..])
    }

    pub(super) fn html_ends(&self) -> &HtmlEnds<'v> {
        self.ends.get_or_init(|| HtmlEnds::of(self.text))
    }

    /// Where fenced code ends whose content begins at `from`. Its last marks may be after text.
    pub(super) fn fence_end(&self, from: usize, marks: &str) -> Option<usize> {
        let unclosed = &self.unclosed[usize::from(marks.starts_with('~'))];
        let (known, length) = unclosed.get();
        if from >= known && marks.len() >= length {
            return None;
        }
        let mut at = from;
        while at < self.text.len() {
            let line = self.line(at);
            at += line.len();
            if line.trim_end().ends_with(marks) {
                return Some(at);
            }
        }
        if marks.len() <= length {
            unclosed.set((from, marks.len()));
        }
        None
    }
}

/// Where blocks of HTML may end: after end tags and comments that only a blank line or the end of the text follows.
pub(super) struct HtmlEnds<'v> {
    tags: HashMap<&'v str, Vec<(usize, usize)>>,
    comments: Vec<(usize, usize)>,
}

impl<'v> HtmlEnds<'v> {
    fn of(text: &'v str) -> Self {
        let mut ends = Self { tags: HashMap::new(), comments: Vec::new() };
        for at in memchr::memmem::find_iter(text.as_bytes(), b"</") {
            let name = &text[at + 2..];
            let name = &name[..name.bytes().take_while(|byte| is_word(*byte)).count()];
            let after = at + 2 + name.len() + 1;
            if text.as_bytes().get(after - 1) == Some(&b'>')
                && let Some(end) = end_before_blank(text, after)
            {
                ends.tags.entry(name).or_default().push((at, end));
            }
        }
        for at in memchr::memmem::find_iter(text.as_bytes(), b"-->") {
            let rest = text[at + 3..].trim_start_matches(' ');
            if rest.starts_with('\n') || rest.trim_start().is_empty() {
                ends.comments
                    .push((at, at + 3 + (text.len() - at - 3 - rest.len()) + usize::from(rest.starts_with('\n'))));
            }
        }
        ends
    }

    /// The end of the first such end tag of this name that begins after `from`.
    pub(super) fn tag(&self, name: &str, from: usize) -> Option<usize> {
        first_from(self.tags.get(name)?, from)
    }

    pub(super) fn comment(&self, from: usize) -> Option<usize> {
        first_from(&self.comments, from)
    }
}

fn first_from(ends: &[(usize, usize)], from: usize) -> Option<usize> {
    ends.get(ends.partition_point(|(start, _)| *start < from)).map(|(_, end)| *end)
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Where the blank lines end that follow `at`; `None` when there are none before more text.
pub(super) fn end_before_blank(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].trim_start_matches(' ');
    let start = text.len() - rest.len();
    if rest.is_empty() {
        return Some(start);
    }
    let below = rest.strip_prefix('\n')?;
    let blank = blank_lines(below);
    (blank > 0 || below.is_empty()).then_some(start + 1 + blank)
}

/// The name that a line defines (`[name]: …`).
pub(super) fn definition(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches(' ');
    let (name, target) = bare.strip_prefix('[')?.split_once("]:")?;
    let is_name = line.len() - bare.len() <= 3 && !name.is_empty() && !name.contains(['[', ']']);
    (is_name && !is_blank(target)).then_some(name)
}

/// Where the tag ends whose name ends at `at`: after quoted texts and words without quotes, slashes and, where `strict`, `<`.
pub(super) fn tag_end(text: &str, mut at: usize, end: usize, strict: bool) -> Option<usize> {
    let bytes = &text.as_bytes()[..end.min(at + LONGEST_TAG)];
    let mut after_space = false;
    loop {
        match *bytes.get(at)? {
            b'>' => return Some(at + 1),
            b'/' => return (bytes.get(at + 1) == Some(&b'>')).then_some(at + 2),
            quote @ (b'"' | b'\'') => {
                at += memchr::memchr(quote, &bytes[at + 1..])? + 2;
                after_space = false;
            }
            b'<' if strict => return None,
            byte if byte.is_ascii_whitespace() => {
                (after_space, at) = (true, at + 1);
            }
            _ if !after_space => return None,
            _ => at += 1,
        }
    }
}
