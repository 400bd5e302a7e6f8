//! `style/unordered-keys`: keys in another order than that of `key-order` in the config.
use crate::diagnostic::Safety;
use crate::front_matter::{Entry, Format, Node, Style, Value, first_table};
use crate::post::Post;
use crate::rules::block_lines::is_sound;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span, line_start};
use std::collections::{HashMap, HashSet};

pub(crate) struct UnorderedKeys;

impl Rule for UnorderedKeys {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        if cx.settings.key_order.is_empty() || !is_sound(post.front()) {
            return;
        }
        let entries = movable_entries(post);
        let Some(order) = wanted_order(&entries, &cx.settings.key_order, post) else { return };
        let Some(at) = order.iter().enumerate().position(|(at, entry)| at != *entry) else { return };
        let Some(fix) = pieces(&entries, post).and_then(|pieces| pieces.reordered(&order, post)) else { return };
        let (early, late) = (entries[order[at]], entries[at]);
        cx.report(early.key.span, format!("`{}` comes after `{}`, not before it", early.key.text, late.key.text))
            .label(late.key.span, "it belongs before this key")
            .help("`key-order` in the config names the order; what a generator reads is the same in any order")
            .fix(Safety::Safe, "put the keys in order", vec![fix]);
    }
}

/// The entries that have their own place at the top: all of YAML and JSON, in TOML those before the first table.
fn movable_entries<'a>(post: &'a Post<'_>) -> Vec<&'a Entry> {
    let front = post.front();
    let mut entries: Vec<&Entry> = front.entries.iter().collect();
    entries.sort_by_key(|entry| entry.key.span);
    if front.format() == Format::Toml {
        let end = end_of_top(post);
        entries.retain(|entry| entry.key.span.start() < end);
    }
    entries
}

/// Where the first table of a TOML block begins, or where the block ends.
fn end_of_top(post: &Post<'_>) -> usize {
    let block = post.front().fence.block().map_or(Span::default(), |block| block.content);
    first_table(post.source.text(), block, &post.front().entries).unwrap_or(block.end())
}

/// The numbers of the entries in the order of the config: those that it does not name come after the others and stay in their order, and
/// an anchor stays before its aliases. `None` where the order may mean something.
fn wanted_order(entries: &[&Entry], names: &[String], post: &Post<'_>) -> Option<Vec<usize>> {
    let any_case = post.dialect.generator.is_some_and(|generator| generator.facts().keys.any_case);
    let same = |name: &str| if any_case { name.to_lowercase() } else { name.to_string() };
    let ranks: HashMap<String, usize> = names.iter().enumerate().map(|(rank, name)| (same(name), rank)).collect();
    let keys: Vec<String> = entries.iter().map(|entry| same(&entry.key.text)).collect();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|entry| ranks.get(&keys[*entry]).copied().unwrap_or(names.len()));
    if order.is_sorted() {
        return None;
    }
    let unique: HashSet<&String> = keys.iter().collect();
    if unique.len() < keys.len() || keys.iter().any(|key| key == "<<") || !post.front().duplicates.is_empty() {
        return None;
    }
    anchors_first(entries, &order)
}

/// The order with each anchor moved before the aliases of it. `None` where one name stands for several anchors, or for none.
fn anchors_first(entries: &[&Entry], order: &[usize]) -> Option<Vec<usize>> {
    let mut anchors: HashMap<&str, usize> = HashMap::new();
    let mut needs: Vec<Vec<&str>> = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let (set, used) = names_in(&entry.value);
        for anchor in set {
            if anchors.insert(anchor, number).is_some() {
                return None;
            }
        }
        needs.push(used);
    }
    let mut needs: Vec<Vec<usize>> = needs
        .into_iter()
        .map(|used| used.into_iter().map(|name| anchors.get(name).copied()).collect())
        .collect::<Option<_>>()?;
    let (mut placed, mut is_placed) = (Vec::with_capacity(order.len()), vec![false; order.len()]);
    for first in order {
        let mut open = vec![*first];
        while let Some(entry) = open.last().copied() {
            match needs[entry].pop() {
                _ if is_placed[entry] => _ = open.pop(),
                Some(anchor) if anchor != entry => open.push(anchor),
                Some(_) => {}
                None => {
                    is_placed[entry] = true;
                    placed.push(entry);
                }
            }
        }
    }
    Some(placed)
}

/// The anchors that a value sets, and the aliases in it.
fn names_in(value: &Node) -> (Vec<&str>, Vec<&str>) {
    let (mut set, mut used, mut nodes) = (Vec::new(), Vec::new(), vec![value]);
    while let Some(node) = nodes.pop() {
        set.extend(node.anchor.as_deref());
        match &node.value {
            Value::Alias(name) => used.push(name.as_str()),
            Value::Sequence(items) => nodes.extend(items),
            Value::Mapping(mapping) => nodes.extend(mapping.iter().map(|entry| &entry.value)),
            Value::Scalar { .. } => {}
        }
    }
    (set, used)
}

/// The bytes that move with each entry.
struct Pieces {
    spans: Vec<Span>,
    /// Whether each piece is whole lines, which lie next to one another.
    are_lines: bool,
}

/// `None` where two entries have bytes in common.
fn pieces(entries: &[&Entry], post: &Post<'_>) -> Option<Pieces> {
    let block = post.front().fence.block()?;
    let text = post.source.slice(block.content);
    let is_flow = block.format == Format::Json || text.trim_start().starts_with('{');
    if !is_flow {
        return lines_of(entries, post);
    }
    let spans: Vec<Span> = entries.iter().map(|entry| entry.key.span.cover(entry.value.span)).collect();
    let is_apart = spans.windows(2).all(|pair| pair[0].end() < pair[1].start());
    // A comment would have to move with its entry.
    (is_apart && !(block.format == Format::Yaml && text.contains('#'))).then_some(Pieces { spans, are_lines: false })
}

/// The lines of each entry, with the comments directly above it, and with the blank lines above these.
fn lines_of(entries: &[&Entry], post: &Post<'_>) -> Option<Pieces> {
    let block = post.front().fence.block()?;
    let text = post.source.text();
    let mut starts = Vec::with_capacity(entries.len());
    let mut indent = None;
    let mut before = block.content.start();
    for entry in entries {
        let line = line_start(text, entry.key.span.start());
        let margin = text.get(line..entry.key.span.start())?;
        let is_margin = margin.bytes().all(|byte| byte == b' ') && *indent.get_or_insert(margin) == margin;
        if !is_margin || line < before || is_in_parts(entry, block.format, post) {
            return None;
        }
        let above = if starts.is_empty() { before } else { behind_comments(text, before, line, margin) };
        starts.push(start_of_lines(text, Span::new(above, line), margin, starts.is_empty()));
        before = entry.key.span.cover(entry.value.span).end();
    }
    let end = if block.format == Format::Toml { line_start(text, end_of_top(post)) } else { block.content.end() };
    // What is below the last entry and not next to it stays where it is.
    let rest = text.get(before..end)?;
    let first_line = rest.find('\n').map_or(end, |at| before + at + 1);
    let blank = text.get(first_line..end)?.split_inclusive('\n').scan(first_line, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let ends = blank.filter(|(_, line)| line.trim().is_empty()).map(|(start, _)| start).next().unwrap_or(end);
    let last = if is_block_scalar(entries.last()?) { end } else { ends };
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([last]).collect();
    let spans: Vec<Span> = starts.into_iter().zip(ends).map(|(start, end)| Span::new(start, end)).collect();
    spans.iter().all(|span| post.source.slice(*span).ends_with('\n')).then_some(Pieces { spans, are_lines: true })
}

/// Whether an entry has other parts elsewhere (`a.b = 1` in TOML), or a value to which the blank lines below it belong.
fn is_in_parts(entry: &Entry, format: Format, post: &Post<'_>) -> bool {
    let shown = post.source.slice(entry.value.span);
    let is_dotted = format == Format::Toml && matches!(entry.value.value, Value::Mapping(_)) && !shown.starts_with('{');
    let keeps_lines = is_block_scalar(entry) && shown.lines().next().unwrap_or("").contains('+');
    is_dotted || keeps_lines
}

fn is_block_scalar(entry: &Entry) -> bool {
    matches!(entry.value.value, Value::Scalar { style: Style::Literal | Style::Folded, .. })
}

/// Where the comments end that are directly below the value before, when a blank line separates them from the next key: they are about
/// that value.
fn behind_comments(text: &str, value_end: usize, key_line: usize, margin: &str) -> usize {
    let is_next_line = text[..value_end].ends_with('\n');
    let rest = text[value_end..key_line].find('\n').filter(|_| !is_next_line).map_or(0, |at| at + 1);
    let first = value_end + rest;
    let lines = text[first..key_line].split_inclusive('\n');
    let is_comment = |line: &&str| line.strip_prefix(margin).is_some_and(|rest| rest.starts_with('#'));
    let comments: usize = lines.take_while(is_comment).map(str::len).sum();
    if first + comments < key_line { first + comments } else { value_end }
}

/// Where the lines of an entry begin that are between the value before it and the line of its key. What is above the first entry and not
/// next to it is about the whole block.
fn start_of_lines(text: &str, between: Span, margin: &str, is_first: bool) -> usize {
    let mut start = between.end();
    while start > between.start() {
        let line = line_above(text, start);
        let shown = &text[line..start];
        let is_comment = shown.strip_prefix(margin).is_some_and(|rest| rest.starts_with('#'));
        let is_blank = shown.trim().is_empty();
        // The end of the line of the value before is between, too.
        if line < between.start() || !(is_comment || is_blank && !is_first) {
            break;
        }
        start = line;
    }
    start
}

/// Where the line begins that ends at `end`. Its line end may be two characters, which are never parted.
fn line_above(text: &str, end: usize) -> usize {
    let above = &text[..end];
    let line = above.strip_suffix("\r\n").or_else(|| above.strip_suffix(['\n', '\r'])).unwrap_or(above);
    line_start(text, line.len())
}

impl Pieces {
    /// The edit that puts the pieces in this order.
    fn reordered(&self, order: &[usize], post: &Post<'_>) -> Option<Edit> {
        let moved = |at: &usize| order[*at] != *at;
        let (first, last) = ((0..order.len()).find(moved)?, (0..order.len()).rev().find(moved)?);
        let whole = self.spans[first].cover(self.spans[last]);
        let piece = |number: usize| post.source.slice(self.spans[number]);
        let mut text = String::with_capacity(whole.len());
        for (at, entry) in order.iter().enumerate().take(last + 1).skip(first) {
            if at > first {
                // Pieces that are lines have nothing between them.
                text += post.source.slice(Span::new(self.spans[at - 1].end(), self.spans[at].start()));
            }
            text += piece(*entry);
        }
        if self.are_lines && first == 0 {
            text = with_blank_lines_below_first(&text, piece(order[0]), piece(0));
        }
        Some(Edit::replace(whole, text))
    }
}

/// Blank lines above the entry that comes first now separate it from the entry below it, as they did from the one above.
fn with_blank_lines_below_first(text: &str, first: &str, was_first: &str) -> String {
    let blank = first.len() - first.trim_start_matches(['\r', '\n']).len();
    if blank == 0 || was_first.starts_with(['\r', '\n']) {
        return text.to_string();
    }
    let (lines, rest) = text.split_at(blank);
    let (first, others) = rest.split_at(first.len() - blank);
    format!("{first}{lines}{others}")
}
