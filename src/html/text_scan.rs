//! The words of Markdown's text: everything that is not code, math, an image or escaped.

use crate::text::ByteSet;

/// What may begin a bracket, code, math, an image, or an escape.
static SPECIAL: ByteSet = ByteSet::of(b"\\`$!<");

/// How many bytes of an image are read.
const LONGEST_IMAGE: usize = 1_000;

/// Whether an end tag may begin in the text. Looking for one byte needs no searcher made for each text.
pub(super) fn has_end_tag(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| bytes.get(at + 1) == Some(&b'/'))
}

/// The next `<` from `at` on among the words of a text that ends at `end`.
pub(super) fn next_bracket(bytes: &[u8], mut at: usize, end: usize) -> Option<usize> {
    while let Some(found) = SPECIAL.find(bytes.get(at..end)?) {
        at += found;
        match bytes[at] {
            b'\\' => at += 2,
            mark @ (b'`' | b'$') => at = after_code(bytes, at, mark, end),
            b'!' => at = after_image(bytes, at, end),
            b'<' => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// The offset after the image that begins at `at`, or after its `!` when there is none.
fn after_image(bytes: &[u8], at: usize, end: usize) -> usize {
    let image = &bytes[at..end.min(at + LONGEST_IMAGE)];
    let target = if image.starts_with(b"![") { memchr::memmem::find(image, b"](") } else { None };
    let close = target.and_then(|target| memchr::memchr(b')', &image[target..]).map(|close| target + close));
    at + 1 + close.unwrap_or(0)
}

/// The offset after the code or math that begins at `at`, or after its opening characters when nothing closes it.
fn after_code(bytes: &[u8], at: usize, mark: u8, end: usize) -> usize {
    let run = |from: usize| bytes[from..end].iter().take_while(|byte| **byte == mark).count();
    let (length, mut next) = (run(at), at + run(at));
    while let Some(found) = memchr::memchr(mark, &bytes[next..end]) {
        let closing = run(next + found);
        next += found + closing;
        if closing == length {
            return next;
        }
    }
    at + length
}

#[cfg(test)]
mod tests {
    use super::next_bracket;

    #[test]
    fn code_math_and_escaped_brackets_are_passed_over() {
        let found = |text: &str| next_bracket(text.as_bytes(), 0, text.len());
        assert_eq!(found("a < b"), Some(2));
        assert_eq!(found("`<` ``a ` <`` $x<y$ <"), Some(20));
        assert_eq!(found(r"\< \\<"), Some(5));
        assert_eq!(found("` <"), Some(2));
        assert_eq!(found("![a < b](c) <"), Some(12));
        assert_eq!(found("! <"), Some(2));
        assert_eq!(found("words"), None);
    }
}
