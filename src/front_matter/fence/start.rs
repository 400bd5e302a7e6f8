//! Where a block begins, and which lines look like those of front matter.
use super::top_line::lines_from;
use super::{FenceProblem, Format};
use crate::text::Span;

/// Where a block begins.
#[derive(Clone, Debug)]
pub(super) struct Opening<'t> {
    /// How the block is written.
    pub(super) format: Format,
    /// The fence's bytes; empty where it was left out.
    pub(super) fence: Span,
    /// The line that closes the block.
    pub(super) closing: &'t str,
    /// Where the block's text starts.
    pub(super) content: usize,
    /// Why the generator does not recognize it as a fence.
    pub(super) problem: Option<FenceProblem>,
}

/// Where the run of lines that look like front matter ends; `None` when the first line with text is not a key.
///
/// A blank line ends the run, unless a key follows it at once.
pub(super) fn end_of_keys(text: &str, content: usize) -> Option<usize> {
    let mut end = None;
    for line in lines_from(text, content) {
        let shown = &text[line.start..line.text_end];
        if line.is_blank(text) || shown.starts_with('#') && end.is_none() {
            continue;
        }
        let goes_on =
            end == Some(line.start) && (shown.starts_with([' ', '\t', '#', ']', '}']) || shown.starts_with("- "));
        if is_key_line(shown) || goes_on {
            end = Some(line.next);
        } else {
            return end;
        }
    }
    end
}

/// Whether a line begins like `key: value`, `key:value` or `key = value`, the key being a word or a few.
pub(super) fn is_key_line(shown: &str) -> bool {
    let Some(at) = shown.find([':', '=']) else { return false };
    let (key, after) = (shown[..at].trim_end(), &shown[at + 1..]);
    let key = key.trim_matches(['"', '\'']);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '@' | '/');
    let spaces = key.matches(' ').count();
    !key.is_empty()
        && key.len() <= 64
        && key.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$')
        && key.chars().all(|c| plain(c) || c == ' ')
        && spaces <= if after.is_empty() || after.starts_with([' ', '\t']) { 3 } else { 0 }
        && !after.starts_with("//")
        && !after.starts_with([':', '='])
}
