//! Whether a body of Markdown may hold HTML at all, told without a reading: most posts hold none, or only in their code.
use super::kramdown::lines;
use super::mapped_text::MappedText;
use crate::template::Masked;

/// Whether a tag, a comment or something that may be broken of them stands outside fenced code. `false` is sure for every reader of
/// Markdown; in doubt it is `true`.
pub fn may_hold_html(body: &Masked<'_>) -> bool {
    // Readers see no template tags, and a fence may stand next to one.
    may_hold(&body.text) || !body.hidden.is_empty() && body.text.contains('<') && may_hold(&MappedText::of(body).text)
}

fn may_hold(text: &str) -> bool {
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
        word && !is_address(rest)
    };
    memchr::memchr_iter(b'<', &bytes[from..]).map(|found| from + found).find(|at| begins(&bytes[at + 1..]))
}

/// Whether what follows a `<` is the address of an autolink, to every reader.
fn is_address(rest: &[u8]) -> bool {
    let is_end = |byte: &u8| !byte.is_ascii_graphic() || matches!(byte, b'<' | b'>' | b'!' | b'\\');
    let Some(end) = rest.iter().position(is_end).filter(|end| rest[*end] == b'>') else { return false };
    let address = &rest[..end];
    let is_url = ["http://", "https://"]
        .iter()
        .any(|scheme| address.len() > scheme.len() && address.starts_with(scheme.as_bytes()));
    is_url || address.strip_prefix(b"mailto:").is_some_and(is_mail)
}

fn is_mail(address: &[u8]) -> bool {
    let is_part = |part: &[u8]| part.first().is_some_and(u8::is_ascii_alphanumeric);
    let mut parts = address.split(|byte| *byte == b'@');
    parts.next().is_some_and(is_part) && parts.next().is_some_and(is_part) && parts.next().is_none()
}

/// Where the fenced code around `place` ends, the lines read from `from` on, which stands outside of code and before any HTML.
fn end_of_code(text: &str, from: usize, place: usize) -> Option<usize> {
    let (mut at, mut after_blank) = (from, true);
    while at <= place {
        let line = lines::line(&text[at..]);
        at += line.len();
        if !hides_lines(line) {
            after_blank = lines::is_blank(line);
            continue;
        }
        // Anywhere but after a blank line and at the margin, a list or quotation may have its own view of the fence.
        let fence = sure_fence(line).filter(|_| after_blank)?;
        let end = closing_fence(text, at, fence)?;
        if place < end {
            return Some(end);
        }
        (at, after_blank) = (end, false);
    }
    None
}

/// Whether a line holds what may begin code, or another part of the text in which some reader sees neither fences nor HTML.
fn hides_lines(line: &str) -> bool {
    let holds_mark = line.bytes().any(|byte| matches!(byte, b'`' | b'~' | b'$' | b'{'));
    holds_mark && ["```", "~~~", "$$", "{::"].iter().any(|mark| line.contains(mark))
}

/// The fence that a line is to every reader: at the margin, with nothing or one word after it.
fn sure_fence(line: &str) -> Option<&str> {
    let (_, length, info) = lines::fence(line).filter(|_| !line.starts_with(' '))?;
    // What else stands there (`js{1}`, two words) makes it none to some.
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '#' | '.' | '+' | '-');
    let is_sure = info.strip_prefix('.').unwrap_or(info).chars().all(is_word);
    is_sure.then_some(&line[..length])
}

/// Just after the next line with the marks of this fence; `None` when it may not close it.
fn closing_fence(text: &str, from: usize, fence: &str) -> Option<usize> {
    let marks = from + memchr::memmem::find(&text.as_bytes()[from..], fence.as_bytes())?;
    let begins_line = text[..marks].ends_with('\n');
    let line = lines::line(&text[marks..]);
    (begins_line && line.trim_end_matches([' ', '\r', '\n']) == fence).then_some(marks + line.len())
}

#[cfg(test)]
mod tests {
    use crate::dialect::Templates;
    use crate::template::mask;

    fn may_hold_html(text: &str) -> bool {
        super::may_hold_html(&mask(text, Templates::Liquid))
    }

    #[test]
    fn words_and_addresses_and_fenced_code_hold_none() {
        let fenced = "a\n\n```html\n<b>\n```\n\n~~~~\n```\n<i>\n~~~~\n";
        for text in [
            "a < b, <3, R&D",
            "<https://example.org> and <mailto:a@b.c>",
            fenced,
            "```\r\n<b>\r\n```\r\n",
            "{% if a %}\n\n```\n<b>\n```\n",
        ] {
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
            // Not closed, or no fence at all, to one of the readers.
            "```\n<b>\n````\n",
            "```\n<b>\n  ```\n",
            "```\n<b>\n```\u{a0}\n",
            "```js{1}\n<b>\n```\n",
            "a\n```\n\n```\n<b>\n```\n",
            "$$\n\n```\n$$\n\n<b>\n```\n",
            "{::comment}\n\n```\n{:/comment}\n<b>\n```\n",
            "{% if a %}```\n\n```\n<b>\n```\n",
            "```\n{% if a %}```\n<b>\n```\n",
            "<mailto:>",
            "<https://a b>",
        ] {
            assert!(may_hold_html(text), "{text}");
        }
    }
}
