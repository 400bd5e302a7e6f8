//! What is looked for in the text of templates: end tags, and markup inside of tags.
use std::collections::HashMap;

/// Whether a tag has a text that looks like a tag of HTML.
pub(super) fn shows_markup(tag: &str) -> bool {
    let bytes = tag.as_bytes();
    let begins_tag = |at: usize| bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/');
    memchr::memchr_iter(b'<', bytes).any(begins_tag)
}

/// The place of the last `{% end… %}` of each name.
pub(super) fn last_ends(text: &str) -> HashMap<&str, usize> {
    let mut ends = HashMap::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), b"{%") {
        let tag = text[at + 2..].trim_start_matches('-').trim_start();
        if let Some(name) = tag.strip_prefix("end") {
            let length = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
            ends.insert(&name[..length], at);
        }
    }
    ends
}

/// Where the end tag of a block ends whose content is not read. Comments nest, raw text does not.
pub(super) fn end_of_raw(text: &str, from: usize, name: &str, nests: bool) -> Option<usize> {
    let mut depth = 0;
    for found in memchr::memmem::find_iter(&text.as_bytes()[from..], b"{%") {
        let start = from + found;
        let inner = text[start + 2..].trim_start_matches('-').trim_start();
        let word = &inner[..inner.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        let is_end = word.strip_prefix("end") == Some(name);
        if is_end && depth == 0 {
            let end = start + memchr::memmem::find(&text.as_bytes()[start..], b"%}")? + 2;
            return Some(end);
        }
        if is_end {
            depth -= 1;
        } else if nests && word == name {
            depth += 1;
        }
    }
    None
}
