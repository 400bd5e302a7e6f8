//! What a line is and where it is: characters that YAML forbids, lists and templates out of place, keys, and where values begin.
use super::super::lenient_line::{LenientLine, is_block_header, is_word, rows};
use super::super::words;
use super::values::SuspectValue;
use super::{BrokenEntry, FARTHEST, indentation, lines};
use crate::dialect::known_keys;
use crate::front_matter::SyntaxCause as C;
use crate::front_matter::draft::{Draft, Mask};
use crate::front_matter::quotes::quote;
use crate::text::{limits, line_end};

/// How many characters a key on one line may have.
const MAX_KEY: usize = 1024;

/// The first character that YAML forbids, or that ends a line without any editor showing it.
pub(super) fn character(broken: &BrokenEntry<'_>) -> Option<Draft> {
    let text = &broken.text[broken.range.clone()];
    let (at, c) = text.char_indices().find(|(_, c)| is_forbidden(*c) || is_odd_break(*c))?;
    let at = broken.range.start + at;
    let at = at..at + c.len_utf8();
    let code = format!("U+{:04X}", c as u32);
    let (words, new) =
        if is_odd_break(c) { (words::line_separator(&code), " ") } else { (words::control_character(&code), "") };
    Some(Draft::new(words, at.clone()).mask(Mask::Value(at.clone())).probable(vec![(at, new.into())]))
}

/// Byte order marks at the start of lines: libyaml passes over them, and then takes the line for one that is indented.
pub(in super::super) fn marks_before_lines(text: &str) -> Vec<Draft> {
    const MARK: char = '\u{feff}';
    let begins_line = |at: &usize| text[..*at].ends_with(['\n', '\r']);
    let marks = text.match_indices(MARK).map(|(at, _)| at).filter(begins_line).take(limits::SYNTAX_PROBLEMS);
    let draft = |at: usize| {
        let mark = at..at + MARK.len_utf8();
        let words = words::mark_before_line(MARK);
        let mut draft = Draft::new(words, mark.clone()).mask(Mask::Value(mark.clone()));
        draft.scope = at..line_end(text, at);
        draft.probable(vec![(mark, String::new())])
    };
    marks.map(draft).collect()
}

fn is_forbidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}') || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn is_odd_break(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Lines such as `{author: Ana}` between lines with keys.
pub(in super::super) fn braces_around_entries(text: &str) -> Vec<Draft> {
    let is_entry = |shown: &str| {
        let inner = shown.strip_prefix('{').and_then(|shown| shown.strip_suffix('}')).unwrap_or("");
        inner.split_once(": ").is_some_and(|(key, _)| is_word(key.trim())) && !inner.contains(['{', '}', '%'])
    };
    let all = rows(text, 0..text.len()).into_iter();
    let braced = all.filter(|row| row.indent == 0 && is_entry(&text[row.content.clone()]));
    let draft = |row: LenientLine| {
        let at = row.content;
        let edits = vec![(at.start..at.start + 1, String::new()), (at.end - 1..at.end, String::new())];
        let mut draft = Draft::new(words::signs::braces_around_entry(), at.start..at.start + 1);
        draft.scope = row.line.clone();
        draft.mask(Mask::Lines(row.line)).probable(edits)
    };
    braced.take(limits::SYNTAX_PROBLEMS).map(draft).collect()
}

/// Items below a key that has its value on its own line.
pub(super) fn list_without_key(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let dash = row.dash?;
    let previous = broken.previous(index)?;
    let is_full = !previous.value.is_empty() && !is_block_header(&broken.text[previous.value.clone()]);
    if !is_full || previous.dash.is_some() || row.indent > previous.indent {
        return None;
    }
    // An item after the keys of the item above it.
    let mut above = broken.rows[..index].iter().rev().take(FARTHEST).filter(|above| !above.is_idle(broken.text));
    if above.find(|above| above.indent <= row.indent).is_some_and(|above| above.dash.is_some()) {
        return None;
    }
    let items = broken.from(index).take_while(|below| below.dash.is_some() || below.indent > row.indent);
    let mask = Mask::Lines(row.line.start..items.last()?.line.end);
    let draft = Draft::new(words::list_without_key(), dash..row.content.end).mask(mask);
    Some(match &previous.key {
        Some(key) => draft.label(key.clone(), words::HAS_A_VALUE),
        None => draft,
    })
}

/// `- title: Foo` as the first line, above keys without a dash.
pub(super) fn dash_before_key(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let (dash, key) = (row.dash?, row.key.clone()?);
    if row.indent > 0 || broken.previous(index).is_some() {
        return None;
    }
    let draft = Draft::new(words::dash_before_key(&broken.name(row)), dash..dash + 1).mask(broken.lines(index));
    Some(draft.probable(vec![(dash..key.start, String::new())]))
}

/// `{% comment %}` on a line of its own.
pub(super) fn template_line(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    if row.key.is_some() || row.dash.is_some() || !(shown.starts_with("{%") || shown.starts_with("{{")) {
        return None;
    }
    Some(Draft::new(words::template_on_a_line(), row.content.clone()).mask(broken.lines(index)))
}

/// The second line of a text without quotes that contains a colon: `that goes on: here`.
pub(super) fn colon_in_text(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let (text, row) = (broken.text, &broken.rows[index]);
    let key = row.key.clone().filter(|_| row.dash.is_none() && !row.has_word_key(text))?;
    // The lines between the key and this one continue its text.
    let mut above = broken.rows[..index].iter().rev().take(FARTHEST).filter(|above| !above.is_idle(text));
    let previous = above.find(|above| above.key.is_some() || above.dash.is_some() || above.indent == 0)?;
    let previous = Some(previous).filter(|previous| previous.key.is_some())?;
    let is_text = !previous.value.is_empty()
        && !is_block_header(&text[previous.value.clone()])
        && !text[previous.value.clone()].starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!'])
        && row.indent > previous.indent;
    if !is_text || previous.line.start < broken.range.start {
        return None;
    }
    let colon = key.end + text[key.end..].find(':')?;
    let is_inner = |below: &&LenientLine| below.content.is_empty() || below.indent > previous.indent;
    let inner = broken.from(index).take_while(is_inner);
    let end = inner.filter(|below| !below.content.is_empty()).last()?.content.end;
    let whole = previous.value.start..end;
    let joined = text[whole.clone()].split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    let joined = joined.collect::<Vec<_>>().join(" ");
    let draft = Draft::new(words::colon_in_later_line(&broken.name(previous)), colon..colon + 1)
        .mask(Mask::Value(whole.clone()))
        .label(whole.clone(), words::NEEDS_QUOTES);
    Some(draft.probable(vec![(whole, quote(&joined))]))
}

/// A key that starts with a character of YAML's own, or with a quote that does not close.
pub(super) fn key(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let key = row.key.clone()?;
    let shown = &broken.text[key.clone()];
    let first = shown.chars().next()?;
    let start = key.start..key.start + first.len_utf8();
    let draft = |words, at| Draft::new(words, at).mask(broken.lines(index));
    if let Some(length) = fence_before_key(shown) {
        let fence = key.start..key.start + length;
        let at = fence.start..fence.start + "---".len();
        return Some(draft(words::fence_before_key(), at).probable(vec![(fence, String::new())]));
    }
    match first {
        '"' | '\'' if !shown[1..].contains(first) => {
            let edits = vec![(key.end..key.end, first.to_string())];
            Some(draft(words::unclosed_quote_of_key(&shown[1..]), start).safe(edits))
        }
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' => {
            if let Some(name) = known_key_in(shown) {
                let edits = vec![(key.clone(), name.to_string())];
                return Some(draft(words::signs::sign_before_key(first, name), start).probable(edits));
            }
            let edits = vec![(key.clone(), quote(shown))];
            Some(draft(words::reserved_in_key(first), start).safe(edits))
        }
        _ if is_wide_key(shown) => lines::wide_colon(broken, index),
        _ if shown.chars().count() > MAX_KEY => Some(draft(words::long_key(MAX_KEY), key)),
        _ => None,
    }
}

/// The key between signs such as those of Markdown (`**author**`), when it is one that posts commonly have.
fn known_key_in(shown: &str) -> Option<&str> {
    let is_sign = |c: char| matches!(c, '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | '_' | ' ' | '\t');
    let name = shown.trim_matches(is_sign);
    // `%` may stand for something of the site's own.
    (known_keys::is_common(name) && !shown.starts_with('%')).then_some(name)
}

/// Length of the `--- ` that a key begins with.
pub(in super::super) fn fence_before_key(shown: &str) -> Option<usize> {
    let rest = shown.strip_prefix("---").filter(|rest| rest.starts_with([' ', '\t']))?;
    Some(shown.len() - rest.trim_start_matches([' ', '\t']).len())
}

fn is_wide_key(shown: &str) -> bool {
    shown.split_once('：').is_some_and(|(key, _)| is_word(key.trim()))
}

/// What may be wrong with the value of a line.
pub(super) fn value(broken: &BrokenEntry<'_>, index: usize) -> Vec<Draft> {
    let row = &broken.rows[index];
    let next = broken.next(index);
    let below = next.filter(|next| next.indent > row.indent || next.dash.is_some()).map(|next| next.indent);
    let mut all = Vec::new();
    if is_block_header(&broken.text[row.value.clone()]) {
        all.extend(indentation::block_text_not_indented(broken, index));
    }
    all.extend(SuspectValue::of(broken.text, row, broken.end_of(index).max(row.line.end), below).candidates());
    if let Some(list) = list_on_key_line_and_below(broken, index, &all) {
        all.insert(0, list);
    }
    all
}

/// `tags: - a` with more items below: the first one moves to a line of its own.
fn list_on_key_line_and_below(broken: &BrokenEntry<'_>, index: usize, all: &[Draft]) -> Option<Draft> {
    let row = &broken.rows[index];
    let first = all.first().filter(|first| first.cause == C::ListOnKeyLine && first.repair.is_none())?;
    let next = broken.next(index).filter(|next| next.dash.is_some())?;
    let key = row.key.clone()?;
    let colon = key.end + broken.text[key.end..].find(':')? + 1;
    let break_and_indent = format!("\n{}", " ".repeat(next.indent));
    let words = words::list_on_key_line_with_more_below(&broken.name(row));
    let draft = Draft::new(words, first.at.clone()).mask(Mask::Lines(row.line.start..broken.range.end));
    Some(draft.safe(vec![(colon..row.value.start, break_and_indent)]))
}
