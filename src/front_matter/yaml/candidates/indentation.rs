//! Lines in the wrong column: tabs, lines that are not aligned with others, values that are not indented.
use super::super::lenient_line::{LenientLine, is_block_header, quoted_length, rows};
use super::super::words;
use super::{BrokenEntry, FARTHEST, lines};
use crate::front_matter::draft::{Draft, Edits, Mask, Wording};
use std::collections::HashSet;
use std::ops::Range;

/// The bytes of a line's indentation.
fn indentation(row: &LenientLine) -> Range<usize> {
    row.line.start..row.line.start + row.indent
}

/// Tabs before the text of a line.
pub(super) fn tabs(broken: &BrokenEntry<'_>) -> Option<Draft> {
    let text = broken.text;
    let has_tab = |row: &&LenientLine| !row.content.is_empty() && text[indentation(row)].contains('\t');
    let tabbed: Vec<&LenientLine> = broken.rows.iter().filter(has_tab).collect();
    let first = tabbed.first()?;
    // An indented key below a key that has its value was intended to be at the margin.
    let head = broken.rows.iter().find(|row| !row.is_idle(text) && row.key.is_some());
    let is_below_value = head.is_some_and(|head| {
        head.line.start < first.line.start && !head.value.is_empty() && !is_block_header(&text[head.value.clone()])
    });
    let is_too_far_in = is_below_value && tabbed.iter().all(|row| row.key.is_some() && row.dash.is_none());
    let texts = rows_of_text(broken);
    let edits = tabbed.iter().flat_map(|row| {
        // In the text of a `|`, tabs after its indentation are what it says.
        let tabs = if row.in_block_text { leading_tabs(text, row) } else { indentation(row) };
        let spaces = if is_too_far_in { String::new() } else { text[tabs.clone()].replace('\t', "  ") };
        let is_item = !row.in_block_text && !texts.contains(&row.line.start);
        let dash = row.dash.filter(|_| is_item);
        let after_dash = dash.map(|dash| dash + 1).filter(|after| text[*after..].starts_with('\t'));
        let after_dash = after_dash.map(|after| (after..row.content.start, " ".to_string()));
        std::iter::once((tabs, spaces)).filter(|(tabs, _)| !tabs.is_empty()).chain(after_dash)
    });
    let edits = broken.changes(edits);
    let tab = first.line.start + text[indentation(first)].find('\t')?;
    let after = &text[tab..indentation(first).end];
    let width = after.len() - after.trim_start_matches('\t').len();
    let draft = Draft::new(words::tab_indentation(is_too_far_in), tab..tab + width)
        .mask(Mask::Lines(first.line.start..broken.range.end));
    Some(draft.repair(!is_too_far_in, edits))
}

fn leading_tabs(text: &str, row: &LenientLine) -> Range<usize> {
    let shown = &text[indentation(row)];
    row.line.start..row.line.start + shown.len() - shown.trim_start_matches('\t').len()
}

/// Where the lines begin that continue a text above, for a loader that can read them: a dash on them is a part of it.
fn rows_of_text(broken: &BrokenEntry<'_>) -> HashSet<usize> {
    let text = broken.text;
    // The indentation of the last key or item, that of the one whose text goes on, and the end of its quotes.
    let (mut level, mut text_of, mut quoted_to): (usize, Option<usize>, usize) = (0, None, 0);
    let mut texts = HashSet::new();
    for row in broken.rows.iter().filter(|row| !row.is_idle(text)) {
        let continues = row.key.is_none() && text_of.is_some_and(|indent| row.indent > indent);
        if continues || row.line.start < quoted_to {
            texts.insert(row.line.start);
            continue;
        }
        let value = &text[row.value.clone()];
        if row.key.is_some() || row.dash.is_some() {
            level = row.indent;
        }
        text_of = (!value.is_empty() && !is_block_header(value)).then_some(level);
        if value.starts_with(['"', '\'']) {
            let rest = &text[row.value.start..broken.range.end];
            quoted_to = row.value.start + quoted_length(rest).unwrap_or(0);
        }
    }
    texts
}

/// Tabs on lines that contain nothing else.
pub(in super::super) fn tabs_on_empty_lines(text: &str) -> Option<Draft> {
    let tabbed: Vec<Range<usize>> = rows(text, 0..text.len())
        .into_iter()
        .filter(|row| row.content.is_empty() && text[row.line.clone()].contains('\t'))
        .map(|row| row.line)
        .collect();
    let first = tabbed.first()?.clone();
    let tab = first.start + text[first.clone()].find('\t')?;
    let edits = tabbed.into_iter().map(|line| (line, String::new())).collect();
    let draft = Draft::new(words::tab_on_empty_line(), tab..tab + 1).mask(Mask::Value(first.end..first.end));
    Some(draft.safe(edits))
}

/// The first line below a key, when all the lines after it begin in one other column.
pub(super) fn first_of_level(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let (text, row) = (broken.text, &broken.rows[index]);
    let parent = broken.previous(index).filter(|above| above.key.is_some() && above.value.is_empty())?;
    // It may begin in the column of the key that it belongs to, when that key itself is indented.
    let is_inner = row.indent > parent.indent || row.indent == parent.indent && row.indent > 0 && !row.value.is_empty();
    if !is_inner || row.key.is_none() && row.dash.is_none() {
        return None;
    }
    let is_item = row.dash.is_some();
    let below: Vec<&LenientLine> = broken.rows[index + 1..]
        .iter()
        .take(FARTHEST)
        .filter(|below| !below.is_idle(text))
        .take_while(|below| below.indent > parent.indent || is_item && below.dash.is_some())
        .collect();
    let siblings: Vec<&&LenientLine> = below.iter().filter(|below| below.dash.is_some() == is_item).collect();
    let level = siblings.iter().map(|below| below.indent).min()?;
    let on_level = siblings.iter().filter(|below| below.indent == level).count();
    if on_level < 2 || level == row.indent || siblings.iter().any(|below| below.indent == row.indent) {
        return None;
    }
    let first = siblings.iter().find(|below| below.indent == level)?;
    let of_item = below.iter().take_while(|below| is_item && below.dash.is_none());
    let end = of_item.last().map_or(row.line.end, |below| below.line.end);
    let mark = if first.indent == 0 { first.content.clone() } else { indentation(first) };
    let draft = Draft::new(words::unlike_lines_below(&broken.name_or_item(row)), indentation(row))
        .mask(Mask::Lines(row.line.start..end))
        .label(mark, words::LEVEL);
    Some(draft.probable(vec![(indentation(row), " ".repeat(level))]))
}

/// A value in quotes or brackets on the line below its key, at the margin.
pub(super) fn value_at_margin(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let previous = broken.previous(index).filter(|previous| previous.value.is_empty())?;
    let key = previous.key.clone()?;
    if row.key.is_some() || row.dash.is_some() || row.indent > previous.indent || !broken.starts_a_value(row) {
        return None;
    }
    let draft = Draft::new(words::value_not_indented(&broken.name(previous)), row.content.clone())
        .mask(Mask::Lines(row.line.start..broken.range.end))
        .label(key, words::KEY_OF_VALUE);
    Some(draft.probable(vec![(indentation(row), " ".repeat(previous.indent + 2))]))
}

/// A line at a depth that no line above it has.
pub(super) fn unlike_others(broken: &BrokenEntry<'_>, index: usize) -> Vec<Draft> {
    let row = &broken.rows[index];
    if lines::is_intended_as_item(broken.shown(row)) {
        return Vec::new();
    }
    let Some(previous) = broken.previous(index) else { return Vec::new() };
    if row.indent > previous.indent && lines::is_intended_as_item(broken.shown(previous)) {
        return Vec::new();
    }
    let mut all: Vec<Draft> = below_full_key(broken, index, previous).into_iter().collect();
    if row.indent < previous.column() || row.dash.is_some() && previous.dash.is_some() {
        all.extend(between_levels(broken, index));
    }
    all
}

/// A key that is indented below a key with a value.
fn below_full_key(broken: &BrokenEntry<'_>, index: usize, previous: &LenientLine) -> Option<Draft> {
    let (text, row) = (broken.text, &broken.rows[index]);
    let has_text = !previous.value.is_empty() && !is_block_header(&text[previous.value.clone()]);
    let is_inner = row.indent > previous.indent && row.column() > previous.column();
    if row.key.is_none() || row.dash.is_some() || !is_inner || !has_text {
        return None;
    }
    let key = previous.key.clone()?;
    let words = words::belongs_to_full_key(&broken.name_or_item(row), &broken.name(previous), previous.column());
    let draft = misplaced(broken, index, words).label(key, words::HAS_A_VALUE);
    Some(draft.repair(row.has_word_key(text), moved(broken, index, previous.column())))
}

/// A line that does not begin in one of the columns in which lines above begin: those of keys for a key, of dashes for a dash.
fn between_levels(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let above = broken.above(index).filter(|above| !above.is_idle(broken.text)).take(FARTHEST);
    let mut nearest: Option<(usize, Range<usize>)> = None;
    for above in above {
        let dash = above.dash.map(|dash| (dash - above.line.start, dash..dash + 1));
        let level = if row.dash.is_some() { dash } else { above.key.clone().map(|key| (above.column(), key)) };
        let Some((column, at)) = level else { continue };
        if column == row.indent {
            return None;
        }
        let order = |column: usize| (column.abs_diff(row.indent), usize::MAX - column);
        if nearest.as_ref().is_none_or(|(other, _)| order(column) < order(*other)) {
            nearest = Some((column, at));
        }
    }
    let (column, at) = nearest?;
    // Lines below one that is out of its column, and in the same column, are a part of the same problem.
    let is_sibling = |other: &LenientLine| other.indent == row.indent && other.dash.is_some() == row.dash.is_some();
    if row.dash.is_none()
        && broken.previous(index).is_some_and(|previous| is_sibling(previous) && previous.key.is_some())
    {
        return None;
    }
    let words = words::unlike_lines_above(&broken.name_or_item(row), column);
    let of_it = |below: &&LenientLine| below.content.is_empty() || below.indent > row.indent || is_sibling(below);
    let group: Vec<&LenientLine> =
        broken.from(index).take_while(of_it).filter(|line| !line.content.is_empty()).collect();
    let end = group.last().map_or(row.line.end, |last| last.line.end);
    let shift = |line: &LenientLine| " ".repeat(column + line.indent - row.indent);
    let edits = group.iter().map(|line| (line.line.start..line.line.start + line.indent, shift(line)));
    let mut draft = misplaced(broken, index, words).label(at, words::LEVEL);
    if row.dash.is_none() && group.len() > 1 {
        draft = draft.mask(Mask::Lines(row.line.start..end));
        return Some(draft.probable(broken.changes(edits)));
    }
    Some(draft.probable(moved(broken, index, column)))
}

fn misplaced(broken: &BrokenEntry<'_>, index: usize, words: Wording) -> Draft {
    let row = &broken.rows[index];
    let at = if row.indent == 0 { row.content.clone() } else { indentation(row) };
    Draft::new(words, at).mask(broken.lines(index))
}

/// Moves a line to a column; the lines below that belong to it move along.
fn moved(broken: &BrokenEntry<'_>, index: usize, column: usize) -> Edits {
    let row = &broken.rows[index];
    let is_inner = |below: &&LenientLine| below.line.start == row.line.start || below.indent > row.indent;
    let lines = broken.from(index).take_while(is_inner).filter(|below| !below.content.is_empty());
    broken.changes(lines.map(|below| (below.line.start..below.line.start + row.indent, " ".repeat(column))))
}

/// A block scalar whose lines are not indented deeper than their key.
pub(super) fn block_text_not_indented(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let (text, row) = (broken.text, &broken.rows[index]);
    let is_text = |next: &&LenientLine| next.indent <= row.indent && next.dash.is_none() && !next.has_word_key(text);
    let first = broken.next(index).filter(is_text)?;
    let start = broken.rows.partition_point(|other| other.line.start < first.line.start);
    let lines: Vec<&LenientLine> = broken
        .from(start)
        .take_while(|line| !line.has_word_key(text))
        .filter(|line| !line.content.is_empty())
        .collect();
    let edits = lines.iter().map(|line| (line.line.start..line.line.start, " ".repeat(row.indent + 2)));
    let draft = Draft::new(words::block_text_not_indented(&broken.name(row)), first.content.clone())
        .mask(Mask::Lines(first.line.start..lines.last()?.line.end))
        .label(row.value.clone(), words::BLOCK_TEXT);
    Some(draft.probable(broken.changes(edits)))
}

/// A line of a block scalar that is indented less than its first line.
pub(super) fn in_block_text(row: &LenientLine, first: &LenientLine) -> Option<Draft> {
    if row.content.is_empty() || row.indent >= first.indent {
        return None;
    }
    let draft = Draft::new(words::block_text_less_indented(), indentation(row))
        .mask(Mask::Lines(row.line.clone()))
        .label(indentation(first), words::FIRST_LINE);
    Some(draft.probable(vec![(indentation(row), " ".repeat(first.indent))]))
}
