//! Whether a body of Markdown may contain HTML at all, decided without a parse: most posts contain none, or only in their code.
use super::kramdown::lines;
use super::mapped_text::MappedText;
use crate::template::Masked;

/// Whether there may be a tag, a comment or a broken one of them outside fenced code. The answer is `false` only when that is sure for every
/// Markdown parser.
pub fn may_contain_html(body: &Masked<'_>) -> bool {
    // Markdown parsers see no template tags, and a fence may be next to one.
    may_contain(&body.text)
        || !body.hidden.is_empty() && body.text.contains('<') && may_contain(&MappedText::of(body).text)
}

fn may_contain(text: &str) -> bool {
    let (mut outside, mut from) = (0, 0);
    while let Some(place) = next_markup(text, from) {
        let Some(end) = end_of_code(text, outside, place) else { return true };
        (outside, from) = (end, end);
    }
    false
}

/// The next `<` that may begin markup, unlike that of `a < b`, `<3` or an address.
fn next_markup(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let begins = |rest: &[u8]| {
        let first = *rest.first().unwrap_or(&b' ');
        let word = first.is_ascii_alphabetic() || !first.is_ascii() || matches!(first, b'/' | b'!' | b'?' | b'_');
        word && !is_address(rest)
    };
    memchr::memchr_iter(b'<', &bytes[from..]).map(|found| from + found).find(|at| begins(&bytes[at + 1..]))
}

/// Whether every Markdown parser reads the text after a `<` as the address of an autolink.
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

/// Where the fenced code around `place` ends. Lines are read from `from` on, which is outside of code and before any HTML.
fn end_of_code(text: &str, from: usize, place: usize) -> Option<usize> {
    // Most texts have no code before the place, and one look says so for all lines.
    let last = place + lines::line(&text[place..]).len();
    if !hides_lines(&text[from..last]) {
        return None;
    }
    let (mut at, mut after_blank) = (from, true);
    while at <= place {
        let line = lines::line(&text[at..]);
        at += line.len();
        if !hides_lines(line) {
            after_blank = lines::is_blank(line);
            continue;
        }
        // Only after a blank line and at the margin is a fence outside of any list or quotation, for every parser.
        let fence = sure_fence(line).filter(|_| after_blank)?;
        let end = closing_fence(text, at, fence)?;
        if place < end {
            return Some(end);
        }
        (at, after_blank) = (end, false);
    }
    None
}

/// Whether one of these lines may begin code, or another part of the text in which some parser sees neither fences nor HTML.
fn hides_lines(lines: &str) -> bool {
    let bytes = lines.as_bytes();
    let has_mark = memchr::memchr3(b'`', b'~', b'$', bytes).is_some() || memchr::memchr(b'{', bytes).is_some();
    has_mark && ["```", "~~~", "$$", "{::"].iter().any(|mark| lines.contains(mark))
}

/// The fence of a line that is a fence for every parser: at the margin, with nothing or one word after it.
fn sure_fence(line: &str) -> Option<&str> {
    let (_, length, info) = lines::fence(line).filter(|_| !line.starts_with(' '))?;
    // With other text after it (`js{1}`, two words) some parsers do not accept the fence.
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '#' | '.' | '+' | '-');
    let is_sure = info.strip_prefix('.').unwrap_or(info).chars().all(is_word);
    is_sure.then_some(&line[..length])
}

/// Where the next line with the marks of this fence ends; `None` when that line may not close the fence.
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

    fn may_contain_html(text: &str) -> bool {
        super::may_contain_html(&mask(text, Templates::Liquid))
    }

    #[test]
    fn words_and_addresses_and_fenced_code_contain_no_html() {
        let fenced = "a\n\n```html\n<b>\n```\n\n~~~~\n```\n<i>\n~~~~\n";
        for text in [
            "a < b, <3, R&D",
            "<https://example.org> and <mailto:a@b.c>",
            fenced,
            "```\r\n<b>\r\n```\r\n",
            "{% if a %}\n\n```\n<b>\n```\n",
        ] {
            assert!(!may_contain_html(text), "{text}");
        }
    }

    #[test]
    fn doubtful_text_may_contain_html() {
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
            // One of the parsers sees a fence that is not closed, or no fence at all.
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
            assert!(may_contain_html(text), "{text}");
        }
    }
}
