//! Whether a body of Markdown may hold HTML at all, told without a reading: most posts hold none, or only in their code.
use super::kramdown::lines;

/// Whether a tag, a comment or something that may be broken of them stands outside fenced code. `false` is sure for every reader of
/// Markdown; in doubt it is `true`.
pub fn may_hold_html(text: &str) -> bool {
    let (mut outside, mut from) = (0, 0);
    while let Some(place) = next_markup(text, from) {
        let Some(end) = end_of_code(text, outside, place) else { return true };
        (outside, from) = (end, end);
    }
    false
}

/// The next `<` that may begin markup: not that of `a < b`, `<3` or an address.
fn next_markup(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let begins = |rest: &[u8]| {
        let first = *rest.first().unwrap_or(&b' ');
        let word = first.is_ascii_alphabetic() || !first.is_ascii() || matches!(first, b'/' | b'!' | b'?' | b'_');
        word && !["http://", "https://", "mailto:"].iter().any(|scheme| rest.starts_with(scheme.as_bytes()))
    };
    memchr::memchr_iter(b'<', &bytes[from..]).map(|found| from + found).find(|at| begins(&bytes[at + 1..]))
}

/// Where the fenced code around `place` ends, the lines read from `from` on, which stands outside of code and before any HTML.
fn end_of_code(text: &str, from: usize, place: usize) -> Option<usize> {
    let (mut at, mut after_blank) = (from, true);
    while at <= place {
        let line = lines::line(&text[at..]);
        let next = at + line.len();
        // Anywhere but after a blank line and at the margin, a list or quotation may have its own view of the fence.
        let fence = lines::fence(line).filter(|_| after_blank && !line.starts_with(' '));
        let Some((mark, length, info)) = fence else {
            after_blank = lines::is_blank(line);
            at = next;
            continue;
        };
        // To kramdown a fence with two words after it is none.
        if info.contains(|c: char| c.is_whitespace() || c == '`') {
            return None;
        }
        let end = closing_fence(text, next, mark, length)?;
        if place < end {
            return Some(end);
        }
        (at, after_blank) = (end, false);
    }
    None
}

fn closing_fence(text: &str, mut at: usize, mark: u8, length: usize) -> Option<usize> {
    while at < text.len() {
        let line = lines::line(&text[at..]);
        at += line.len();
        if lines::fence(line).is_some_and(|(same, longer, info)| same == mark && longer >= length && info.is_empty()) {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_addresses_and_fenced_code_hold_none() {
        let fenced = "a\n\n```html\n<b>\n```\n\n~~~~\n```\n<i>\n~~~~\n";
        for text in ["a < b, <3, R&D", "<https://example.org> and <mailto:a@b.c>", fenced, "```\r\n<b>\r\n```\r\n"] {
            assert!(!may_hold_html(text), "{text}");
        }
    }

    #[test]
    fn in_doubt_there_is_some() {
        for text in [
            "<b>",
            "a </b",
            "<!-- c",
            "<é>",
            "```\n<b>",
            "``` a b\n<b>\n```",
            "- a\n```\n<b>\n```",
            "  ```\n<b>\n  ```",
            "```\n```\n<b>\n```\n```",
            "```\ra<b>\r```",
        ] {
            assert!(may_hold_html(text), "{text}");
        }
    }
}
