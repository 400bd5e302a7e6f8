//! Lines that YAML cannot read: what each line of a broken stretch may suffer from, one small function a cause.
use super::lenient_line::{LenientLine, is_block_header, is_word};
use super::lines;
use super::suspect::{Candidate, Mask};
use super::value::SuspectValue;
use std::ops::Range;

/// A stretch of a block that cannot be read: one top-level entry with all its lines.
pub(super) struct BrokenEntry<'t> {
    /// The block.
    pub(super) text: &'t str,
    /// The stretch.
    pub(super) range: Range<usize>,
    /// Its rows.
    pub(super) rows: Vec<LenientLine>,
    /// The row with text before the stretch.
    pub(super) before: Option<LenientLine>,
}

/// More suspects than this are sought only on the lines that the parser complained of, and a few above them.
const ENOUGH: usize = 200;
const LINES_ABOVE: usize = 50;

/// Everything in the stretch that may be the cause, in the order of its lines; `marks` are the places the parser complained of.
pub(super) fn suspects(broken: &BrokenEntry<'_>, marks: &[usize]) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = characters(broken).into_iter().collect();
    all.extend(tabs(broken));
    let marked: Vec<usize> = marks.iter().map(|mark| broken.rows.partition_point(|row| row.line.end < *mark)).collect();
    let is_near = |index: usize| marked.iter().any(|mark| (index..=index + LINES_ABOVE).contains(mark));
    // The first line of the `|` or `>` text that a row is in.
    let mut text_start = None;
    for (index, row) in broken.rows.iter().enumerate() {
        text_start = text_start.filter(|_| row.in_block_text);
        if row.in_block_text && !row.content.is_empty() {
            text_start.get_or_insert(row);
        }
        if all.len() >= ENOUGH && !is_near(index) {
            continue;
        }
        if row.is_idle(broken.text) {
            all.extend(text_start.and_then(|first| block_text(row, first)));
            continue;
        }
        all.extend(list_without_key(broken, index));
        all.extend(dash_before_key(broken, index));
        all.extend(template_line(broken, index));
        all.extend(lines::colon_below(broken, index));
        all.extend(colon_in_text(broken, index));
        all.extend(first_of_level(broken, index));
        all.extend(indentation(broken, index));
        all.extend(value_at_margin(broken, index));
        if row.key.is_some() {
            all.extend(lines::dash_without_space(broken, index));
            all.extend(key(broken, index));
        }
        if row.key.is_some() || row.dash.is_some() || starts_a_value(broken, row) {
            all.extend(value(broken, index).into_iter().map(|suspect| at_the_top(broken, index, suspect)));
            all.extend(lines::glued_key(broken, index));
        } else if broken.text[row.content.clone()].starts_with("<!--") {
            all.push(lines::html_comment(broken, index));
        } else if broken.shown(row).starts_with("/*") {
            all.push(lines::block_comment(broken, index));
        } else {
            all.extend(lines::text(broken, index));
        }
    }
    all
}

/// A `{` around all of the front matter leaves no entry when it is covered: nothing is kept of its lines.
fn at_the_top(broken: &BrokenEntry<'_>, index: usize, suspect: Candidate) -> Candidate {
    let row = &broken.rows[index];
    let is_first = broken.rows[..index].iter().all(|above| above.is_idle(broken.text));
    let is_whole = suspect.cause == "unclosed-bracket" && row.key.is_none() && row.dash.is_none() && is_first;
    if !is_whole || suspect.at.start != row.content.start {
        return suspect;
    }
    let open = &broken.text[suspect.at.clone()];
    let message = format!("the `{open}` that opens the front matter is never closed");
    Candidate { message, mask: Mask::Lines(row.line.start..broken.range.end), ..suspect }
}

impl BrokenEntry<'_> {
    pub(super) fn shown(&self, row: &LenientLine) -> &str {
        &self.text[row.content.clone()]
    }

    /// The next row with something to read.
    pub(super) fn next(&self, index: usize) -> Option<&LenientLine> {
        self.rows[index + 1..].iter().find(|row| !row.content.is_empty() && !self.shown(row).starts_with('#'))
    }

    /// The row with text before this one, also the one before the stretch.
    pub(super) fn previous(&self, index: usize) -> Option<&LenientLine> {
        self.rows[..index].iter().rev().find(|row| !row.is_idle(self.text)).or(self.before.as_ref())
    }

    /// Where the lines end that are indented deeper than the row, or belong to it.
    pub(super) fn end_of(&self, index: usize) -> usize {
        let indent = self.rows[index].indent;
        let inner = |row: &&LenientLine| {
            row.content.is_empty() || row.indent > indent || self.shown(row).starts_with([']', '}', '#'])
        };
        self.rows[index + 1..].iter().take_while(inner).last().map_or(self.rows[index].line.end, |row| row.line.end)
    }

    /// The mask of a row and everything indented below it.
    pub(super) fn lines(&self, index: usize) -> Mask {
        Mask::Lines(self.rows[index].line.start..self.end_of(index))
    }
}

fn starts_a_value(broken: &BrokenEntry<'_>, row: &LenientLine) -> bool {
    broken.shown(row).starts_with(['[', '{', '"', '\''])
}

/// Characters that YAML forbids, and line ends that no editor shows.
fn characters(broken: &BrokenEntry<'_>) -> Option<Candidate> {
    let text = &broken.text[broken.range.clone()];
    let (at, c) = text.char_indices().find(|(_, c)| is_forbidden(*c) || is_odd_break(*c))?;
    let at = broken.range.start + at;
    let at = at..at + c.len_utf8();
    let code = format!("U+{:04X}", c as u32);
    let mask = Mask::Value(at.clone());
    Some(if is_odd_break(c) {
        Candidate::new(
            "line-separator",
            at.clone(),
            mask,
            format!("the invisible character {code} ends the line for YAML"),
        )
        .help("it came from another program's copy; replace it by a blank")
        .probable("replace it by a blank", vec![(at, " ".into())])
    } else {
        Candidate::new(
            "control-character",
            at.clone(),
            mask,
            format!("the control character {code} is not allowed in YAML"),
        )
        .help("it is invisible and came from another program's copy; remove it")
        .probable("remove it", vec![(at, String::new())])
    })
}

fn is_forbidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}') || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn is_odd_break(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Tabs before the text of a line.
fn tabs(broken: &BrokenEntry<'_>) -> Option<Candidate> {
    let text = broken.text;
    let indent = |row: &LenientLine| row.line.start..row.line.start + row.indent;
    let tabbed: Vec<&LenientLine> =
        broken.rows.iter().filter(|row| !row.content.is_empty() && text[indent(row)].contains('\t')).collect();
    let first = tabbed.first()?;
    // Below a key that has its value, an indented key was meant to stand at the margin.
    let head = broken.rows.iter().find(|row| !row.is_idle(text) && row.key.is_some());
    let full = head.is_some_and(|head| {
        head.line.start < first.line.start && !head.value.is_empty() && !is_block_header(&text[head.value.clone()])
    });
    let unindent = full && tabbed.iter().all(|row| row.key.is_some() && row.dash.is_none());
    let edits = tabbed.iter().flat_map(|row| {
        let blanks = &text[indent(row)];
        let indent = (indent(row), if unindent { String::new() } else { blanks.replace('\t', "  ") });
        let after_dash = row.dash.map(|dash| dash + 1).filter(|after| text[*after..].starts_with('\t'));
        let after_dash = after_dash.map(|after| (after..row.content.start, " ".to_string()));
        std::iter::once(indent).chain(after_dash)
    });
    let tab = first.line.start + text[indent(first)].find('\t')?;
    let width = text[tab..indent(first).end].len() - text[tab..indent(first).end].trim_start_matches('\t').len();
    let mask = Mask::Lines(first.line.start..broken.range.end);
    let found = Candidate::new("tab-indentation", tab..tab + width, mask, "a tab cannot indent YAML")
        .help("YAML allows only spaces before a key or a dash; most editors can be told to insert them");
    let edits = edits.collect();
    Some(if unindent {
        found.probable("remove the indentation", edits)
    } else {
        found.safe("use two spaces for each tab", edits)
    })
}

/// Items below a key that has its value on its own line.
fn list_without_key(broken: &BrokenEntry<'_>, index: usize) -> Option<Candidate> {
    let row = &broken.rows[index];
    let dash = row.dash?;
    let previous = broken.previous(index)?;
    let full = !previous.value.is_empty() && !is_block_header(&broken.text[previous.value.clone()]);
    if !full || previous.dash.is_some() || row.indent > previous.indent {
        return None;
    }
    // An item after the keys of the item above it.
    let mut above = broken.rows[..index].iter().rev().take(FARTHEST).filter(|above| !above.is_idle(broken.text));
    if above.find(|above| above.indent <= row.indent).is_some_and(|above| above.dash.is_some()) {
        return None;
    }
    let items = broken.rows[index..].iter().take_while(|below| below.dash.is_some() || below.indent > row.indent);
    let mask = Mask::Lines(row.line.start..items.last()?.line.end);
    let found = Candidate::new("list-without-key", dash..row.content.end, mask, "this list has no key")
        .help("write a key and a colon on the line above it, and leave the rest of that line empty");
    Some(match &previous.key {
        Some(key) => found.label(key.clone(), "this key has its value already"),
        None => found,
    })
}

/// `- title: Foo` as the first line, above keys without a dash.
fn dash_before_key(broken: &BrokenEntry<'_>, index: usize) -> Option<Candidate> {
    let row = &broken.rows[index];
    let (dash, key) = (row.dash?, row.key.clone()?);
    if row.indent > 0 || broken.previous(index).is_some() {
        return None;
    }
    let message = format!("the dash makes {} an item of a list, and the other keys are in none", name(broken, row));
    Some(
        Candidate::new("list-without-key", dash..dash + 1, broken.lines(index), message)
            .help("a dash begins an item of a list; front matter is keys with their values")
            .probable("remove the dash", vec![(dash..key.start, String::new())]),
    )
}

/// `{% comment %}` on a line of its own.
fn template_line(broken: &BrokenEntry<'_>, index: usize) -> Option<Candidate> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    if row.key.is_some() || row.dash.is_some() || !(shown.starts_with("{%") || shown.starts_with("{{")) {
        return None;
    }
    let message = "a template tag cannot stand on a line of its own in front matter";
    Some(
        Candidate::new("unquoted-template", row.content.clone(), broken.lines(index), message)
            .help("front matter is read before templates; remove the tag, or make the line a comment with `#`"),
    )
}

/// The second line of a text without quotes that holds a colon: `that goes on: here`.
fn colon_in_text(broken: &BrokenEntry<'_>, index: usize) -> Option<Candidate> {
    let (text, row) = (broken.text, &broken.rows[index]);
    let key = row.key.clone().filter(|_| row.dash.is_none() && !row.has_word_key(text))?;
    // The lines between the key and this one go on with its text.
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
    let last =
        broken.rows[index..].iter().take_while(|below| below.content.is_empty() || below.indent > previous.indent);
    let end = last.filter(|below| !below.content.is_empty()).last()?.content.end;
    let whole = previous.value.start..end;
    let joined = text[whole.clone()].split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    let joined = joined.collect::<Vec<_>>().join(" ");
    let message =
        format!("the text of {} holds `: `, which YAML reads as the end of another key", name(broken, previous));
    Some(
        Candidate::new("unquoted-colon", colon..colon + 1, Mask::Value(whole.clone()), message)
            .label(whole.clone(), "this text needs quotes")
            .help("a colon and a blank end a key; put the value in quotes to keep it as text")
            .probable("quote the value", vec![(whole, super::quote::quote(&joined))]),
    )
}

/// Tabs on lines that hold nothing else.
pub(super) fn blank_tabs(text: &str) -> Option<Candidate> {
    let all = super::lenient_line::rows(text, 0..text.len());
    let tabbed: Vec<Range<usize>> = all
        .into_iter()
        .filter(|row| row.content.is_empty() && text[row.line.clone()].contains('\t'))
        .map(|row| row.line)
        .collect();
    let first = tabbed.first()?.clone();
    let tab = first.start + text[first.clone()].find('\t')?;
    let edits = tabbed.into_iter().map(|line| (line, String::new())).collect();
    Some(
        Candidate::new(
            "tab-indentation",
            tab..tab + 1,
            Mask::Value(first.end..first.end),
            "a tab on an empty line breaks YAML here",
        )
        .help("YAML allows only spaces before a key, even on a line without one")
        .safe("remove the blanks", edits),
    )
}

/// The first line below a key, when all the lines after it begin in one other column.
fn first_of_level(broken: &BrokenEntry<'_>, index: usize) -> Option<Candidate> {
    let (text, row) = (broken.text, &broken.rows[index]);
    let parent = broken.previous(index).filter(|above| above.key.is_some() && above.value.is_empty())?;
    // It may stand in the column of the key that it belongs to, when that lies in another one.
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
    let end = below
        .iter()
        .take_while(|below| is_item && below.dash.is_none())
        .last()
        .map_or(row.line.end, |below| below.line.end);
    let at = row.line.start..row.line.start + row.indent;
    let shown = if is_item { "this item".to_string() } else { name(broken, row) };
    let message = format!("{shown} begins in another column than the lines below it");
    let mark = first.line.start..first.line.start + first.indent;
    let mark = if mark.is_empty() { first.content.clone() } else { mark };
    Some(
        Candidate::new("wrong-indentation", at.clone(), Mask::Lines(row.line.start..end), message)
            .label(mark, "lines of this level begin here")
            .help("in YAML the blanks before a line say what it belongs to; lines of one level begin in one column")
            .probable("align it", vec![(at, " ".repeat(level))]),
    )
}

/// A value in quotes or brackets on the line below its key, at the margin.
fn value_at_margin(broken: &BrokenEntry<'_>, index: usize) -> Option<Candidate> {
    let row = &broken.rows[index];
    let previous = broken.previous(index).filter(|previous| previous.value.is_empty())?;
    let key = previous.key.clone()?;
    if row.key.is_some() || row.dash.is_some() || row.indent > previous.indent || !starts_a_value(broken, row) {
        return None;
    }
    let at = row.line.start..row.line.start + row.indent;
    let message = format!("the value of {} must be indented", name(broken, previous));
    Some(
        Candidate::new(
            "text-not-indented",
            row.content.clone(),
            Mask::Lines(row.line.start..broken.range.end),
            message,
        )
        .label(key, "it belongs to this key")
        .help("put it on the line of its key, or at least one blank before it")
        .probable("indent it", vec![(at, " ".repeat(previous.indent + 2))]),
    )
}

/// How many lines above are compared with one.
const FARTHEST: usize = 500;

/// A line at a depth that no line above it has.
fn indentation(broken: &BrokenEntry<'_>, index: usize) -> Vec<Candidate> {
    let (text, row) = (broken.text, &broken.rows[index]);
    if lines::is_meant_as_item(broken.shown(row)) {
        return Vec::new();
    }
    let Some(previous) = broken.previous(index) else { return Vec::new() };
    if row.indent > previous.indent && lines::is_meant_as_item(broken.shown(previous)) {
        return Vec::new();
    }
    let at = row.line.start..row.line.start + row.indent;
    let shown = if row.dash.is_some() { "this item".to_string() } else { name(broken, row) };
    let mark = if at.is_empty() { row.content.start..row.content.end } else { at.clone() };
    let mut all = Vec::new();
    let mut push = |to: usize, message: String, label: Option<(Range<usize>, &str)>, sure: bool| {
        // The lines below it move along.
        let lines = broken.rows[index..]
            .iter()
            .take_while(|below| below.line.start == row.line.start || below.indent > row.indent);
        let moved: Vec<_> = lines
            .filter(|below| !below.content.is_empty())
            .map(|below| (below.line.start..below.line.start + row.indent, " ".repeat(to)))
            .collect();
        let mut found = Candidate::new("wrong-indentation", mark.clone(), broken.lines(index), message)
            .help("in YAML the blanks before a line say what it belongs to; lines of one level begin in one column");
        if let Some((at, message)) = label {
            found = found.label(at, message);
        }
        let title = if to == 0 { "remove the indentation" } else { "align it" };
        all.push(if sure { found.safe(title, moved) } else { found.probable(title, moved) });
    };
    let holds_text = !previous.value.is_empty() && !is_block_header(&text[previous.value.clone()]);
    if row.key.is_some()
        && row.dash.is_none()
        && row.indent > previous.indent
        && row.column() > previous.column()
        && holds_text
        && previous.key.is_some()
    {
        let message =
            format!("{shown} is indented as if it belonged to {}, which has a value already", name(broken, previous));
        let label = previous.key.clone().map(|key| (key, "this key has its value on its own line"));
        push(previous.column(), message, label, row.has_word_key(text));
    }
    let stands_back = row.indent < previous.column() || row.dash.is_some() && previous.dash.is_some();
    if !stands_back {
        return all;
    }
    // Columns at which lines above began: of keys for a key, of dashes for a dash.
    let above = broken.rows[..index].iter().rev().filter(|above| !above.is_idle(text)).take(FARTHEST);
    let mut nearest: Option<(usize, Range<usize>)> = None;
    for above in above {
        let dash = above.dash.map(|dash| (dash - above.line.start, dash..dash + 1));
        let level = if row.dash.is_some() { dash } else { above.key.clone().map(|key| (above.column(), key)) };
        let Some((column, at)) = level else { continue };
        if column == row.indent {
            return all;
        }
        let order = |column: usize| (column.abs_diff(row.indent), usize::MAX - column);
        if nearest.as_ref().is_none_or(|(other, _)| order(column) < order(*other)) {
            nearest = Some((column, at));
        }
    }
    if let Some((column, at)) = nearest {
        let message = format!("{shown} begins in another column than the lines above it");
        push(column, message, Some((at, "lines of this level begin here")), false);
    }
    all
}

pub(super) fn name(broken: &BrokenEntry<'_>, row: &LenientLine) -> String {
    row.key
        .clone()
        .map_or_else(|| "this line".into(), |key| format!("`{}`", broken.text[key].trim_matches(['"', '\''])))
}

/// A key that starts with a sign of YAML's own, or a quote that does not close.
fn key(broken: &BrokenEntry<'_>, index: usize) -> Option<Candidate> {
    let row = &broken.rows[index];
    let key = row.key.clone()?;
    let shown = &broken.text[key.clone()];
    let first = shown.chars().next()?;
    let start = key.start..key.start + first.len_utf8();
    let lines = broken.lines(index);
    if let Some(fence) = fence_before_key(shown) {
        let fence = key.start..key.start + fence;
        return Some(
            Candidate::new("syntax", fence.start..fence.start + 3, lines, "a key cannot stand on the line of a `---`")
                .help("`---` is a fence, which stands alone on its line")
                .probable("remove it", vec![(fence, String::new())]),
        );
    }
    match first {
        '"' | '\'' if !shown[1..].contains(first) => Some(
            Candidate::new(
                "unclosed-quote",
                start,
                lines,
                format!("the quote that opens the key `{}` is never closed", &shown[1..]),
            )
            .help("a key needs no quotes; close them or leave them out")
            .safe("add the closing quote", vec![(key.end..key.end, first.to_string())]),
        ),
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' => Some(
            Candidate::new(
                "reserved-character",
                start,
                lines,
                format!("a key cannot start with `{first}` without quotes"),
            )
            .help("put the key in quotes")
            .safe("quote the key", vec![(key.clone(), super::quote::quote(shown))]),
        ),
        _ if is_wide_key(shown) => lines::wide_colon(broken, index),
        _ if shown.chars().count() > MAX_KEY => Some(
            Candidate::new(
                "long-key",
                key.clone(),
                lines,
                format!("YAML allows a key {MAX_KEY} characters, and this one has more"),
            )
            .help("the colon that ends it probably belongs to a text; put the text below a key, or in quotes"),
        ),
        _ => None,
    }
}

/// Length of the `--- ` that a key begins with.
pub(super) fn fence_before_key(shown: &str) -> Option<usize> {
    let rest = shown.strip_prefix("---").filter(|rest| rest.starts_with([' ', '\t']))?;
    Some(shown.len() - rest.trim_start_matches([' ', '\t']).len())
}

/// How long a key on one line may be.
const MAX_KEY: usize = 1024;

fn is_wide_key(shown: &str) -> bool {
    shown.split_once('：').is_some_and(|(key, _)| is_word(key.trim()))
}

fn value(broken: &BrokenEntry<'_>, index: usize) -> Vec<Candidate> {
    let row = &broken.rows[index];
    let next = broken.next(index);
    let below = next.filter(|next| next.indent > row.indent || next.dash.is_some()).map(|next| next.indent);
    let mut all = Vec::new();
    if is_block_header(&broken.text[row.value.clone()]) {
        all.extend(text_not_indented(broken, index));
    }
    all.extend(SuspectValue::of(broken.text, row, broken.end_of(index).max(row.line.end), below).suspects());
    if let Some(dashes) = value_on_following_lines(broken, index, &all) {
        all.insert(0, dashes);
    }
    all
}

/// `tags: - a` with more items below: the first one moves to a line of its own.
fn value_on_following_lines(broken: &BrokenEntry<'_>, index: usize, found: &[Candidate]) -> Option<Candidate> {
    let row = &broken.rows[index];
    let first = found.first().filter(|first| first.cause == "list-on-key-line" && first.repair.is_none())?;
    let next = broken.next(index).filter(|next| next.dash.is_some())?;
    let key = row.key.clone()?;
    let colon = key.end + broken.text[key.end..].find(':')? + 1;
    let break_and_indent = format!("\n{}", " ".repeat(next.indent));
    let mut found = first.clone();
    found.mask = broken.lines(index);
    if let Mask::Lines(range) = &mut found.mask {
        range.end = broken.range.end;
    }
    Some(found.safe("move the first item to its own line", vec![(colon..row.value.start, break_and_indent)]))
}

/// A block text whose lines do not stand deeper than their key.
fn text_not_indented(broken: &BrokenEntry<'_>, index: usize) -> Option<Candidate> {
    let (text, row) = (broken.text, &broken.rows[index]);
    let first = broken
        .next(index)
        .filter(|next| next.indent <= row.indent && next.dash.is_none() && !next.has_word_key(text))?;
    let start = broken.rows.iter().position(|other| other.line.start == first.line.start)?;
    let lines: Vec<&LenientLine> = broken.rows[start..]
        .iter()
        .take_while(|line| !line.has_word_key(text))
        .filter(|line| !line.content.is_empty())
        .collect();
    let last = lines.last()?;
    let edits = lines.iter().map(|line| (line.line.start..line.line.start, " ".repeat(row.indent + 2))).collect();
    let mask = Mask::Lines(first.line.start..last.line.end);
    Some(
        Candidate::new(
            "text-not-indented",
            first.content.clone(),
            mask,
            format!("the text of {} must be indented", name(broken, row)),
        )
        .label(row.value.clone(), "the text begins here and ends where the indentation ends")
        .help("put at least one blank before each line of the text")
        .probable("indent the text", edits),
    )
}

/// A line of block text that stands left of the first one.
fn block_text(row: &LenientLine, first: &LenientLine) -> Option<Candidate> {
    if row.content.is_empty() || row.indent >= first.indent {
        return None;
    }
    let at = row.line.start..row.line.start + row.indent;
    Some(
        Candidate::new(
            "wrong-indentation",
            at.clone(),
            Mask::Lines(row.line.clone()),
            "this line stands left of the first line of its text",
        )
        .label(first.line.start..first.line.start + first.indent, "the first line sets the indentation")
        .help("the first line of a `|` or `>` text sets the indentation of all of them")
        .probable("align it", vec![(at, " ".repeat(first.indent))]),
    )
}
