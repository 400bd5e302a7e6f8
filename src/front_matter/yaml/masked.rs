//! Entries that were masked while the rest was read: their keys are known all the same, and their values get their own text again.
use super::candidates::fence_before_key;
use super::lenient_line::{LenientLine, is_word};
use crate::front_matter::tree::{Entry, Key, Node, Style, Value};
use crate::text::Span;
use std::ops::Range;

/// Key, colon and value of a line that looks like an entry, however it is broken.
pub(super) fn loose_entry(text: &str, row: &LenientLine) -> Option<(Range<usize>, Option<usize>, Range<usize>)> {
    if let Some(key) = &row.key {
        let colon = text[key.end..row.content.end].find(':').map(|at| key.end + at);
        if let Some((inner, _)) = text[key.clone()].split_once('：') {
            return Some((key.start..key.start + inner.trim_end().len(), None, row.value.clone()));
        }
        let start = key.start + fence_before_key(&text[key.clone()]).unwrap_or(0);
        return Some((start..key.end, colon, row.value.clone()));
    }
    let shown = &text[row.content.clone()];
    let end = shown.find(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '：' | ';')).unwrap_or(shown.len());
    let word = shown[..end].trim_matches(['"', '\'']);
    if !is_word(word) {
        return None;
    }
    let start = row.content.start;
    let colon = shown[end..].starts_with(':').then_some(start + end);
    let rest = shown[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '：' | ';'));
    Some((start..start + end, colon, row.content.end - rest.len()..row.content.end))
}

/// An entry that cannot be read, with what is known of it.
pub(super) fn broken_entry(
    text: &str,
    base: usize,
    key: Range<usize>,
    colon: Option<usize>,
    value: Range<usize>,
) -> Entry {
    let shown = text[key.clone()].trim_matches(['"', '\'']).to_string();
    let node = Node {
        value: Value::Scalar { text: text[value.clone()].to_string(), style: Style::Plain },
        span: Span::from(value).shift(base),
        tag: None,
        anchor: None,
    };
    Entry {
        key: Key { text: shown, span: Span::from(key).shift(base), style: Style::Plain },
        colon: colon.map(|at| Span::new(base + at, base + at + 1)),
        value: node,
        broken: true,
    }
}

/// Moves the spans of a tree from the block to the file.
pub(super) fn shift(entries: &mut [Entry], base: usize) {
    let mut nodes: Vec<&mut Node> = Vec::new();
    let entry = |entry: &mut Entry| {
        entry.key.span = entry.key.span.shift(base);
        entry.colon = entry.colon.map(|colon| colon.shift(base));
    };
    for each in entries {
        entry(each);
        nodes.push(&mut each.value);
    }
    while let Some(node) = nodes.pop() {
        node.span = node.span.shift(base);
        if let Some((_, tag)) = node.tag.as_deref_mut() {
            *tag = tag.shift(base);
        }
        match &mut node.value {
            Value::Sequence(items) => nodes.extend(items),
            Value::Mapping(mapping) => {
                for each in &mut mapping.0 {
                    entry(each);
                    nodes.push(&mut each.value);
                }
            }
            _ => {}
        }
    }
}

/// Marks the innermost entries whose value was masked, and gives masked scalars their own text again.
pub(super) fn uncover(entries: &mut [Entry], masks: &[Span], text: &str, base: usize) {
    let is_masked = |span: Span| masks.iter().any(|mask| span.start() < mask.end() && mask.start() < span.end());
    let own = |span: Span| text.get(span.start() - base..span.end() - base).unwrap_or("").to_string();
    let mut open: Vec<&mut Entry> = entries.iter_mut().collect();
    while let Some(entry) = open.pop() {
        if !is_masked(entry.value.span) && !masks.iter().any(|mask| follows(entry, *mask, text, base)) {
            continue;
        }
        let mut nodes = vec![&mut entry.value];
        while let Some(node) = nodes.pop() {
            match &mut node.value {
                Value::Mapping(mapping) if !mapping.0.is_empty() => {
                    let inside = mapping.0.iter().any(|inner| is_masked(inner.value.span));
                    entry.broken |= !inside;
                    open.extend(mapping.0.iter_mut());
                }
                Value::Sequence(items) => nodes.extend(items.iter_mut().filter(|item| is_masked(item.span))),
                Value::Scalar { text, .. } => {
                    entry.broken = true;
                    if is_masked(node.span) {
                        *text = own(node.span);
                    }
                }
                _ => entry.broken = true,
            }
        }
    }
}

/// Whether masked lines come right after an entry that is empty without them.
fn follows(entry: &Entry, mask: Span, text: &str, base: usize) -> bool {
    let end = entry.value.span.end().max(entry.colon.map_or(0, Span::end));
    let empty = entry.value.span.is_empty() || matches!(entry.value.value, Value::Mapping(_) | Value::Sequence(_));
    empty
        && mask.start() >= end
        && text.get(end - base..mask.start() - base).is_some_and(|between| between.trim_start().is_empty())
        && text.get(mask.start() - base..).is_some_and(|rest| rest.starts_with([' ', '\t', '-']))
}
