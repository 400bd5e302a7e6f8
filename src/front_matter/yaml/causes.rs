//! Lines that YAML cannot read: what each line of a broken stretch may suffer from, one small function a cause.
use super::super::invisible::{is_invisible, named};
use super::row::{Row, is_block_header, is_colon, is_word, quoted_length};
use super::suspect::{Mask, Suspect};
use super::value::Suspected;
use std::ops::Range;

/// A stretch of a block that cannot be read: one top-level entry with all its lines.
pub(super) struct Broken<'t> {
    /// The block.
    pub(super) text: &'t str,
    /// The stretch.
    pub(super) range: Range<usize>,
    /// Its rows.
    pub(super) rows: Vec<Row>,
    /// The row with text before the stretch.
    pub(super) before: Option<Row>,
}

/// Everything in the stretch that may be the cause, in the order of its lines.
pub(super) fn suspects(broken: &Broken<'_>) -> Vec<Suspect> {
    let mut all: Vec<Suspect> = characters(broken).into_iter().collect();
    all.extend(tabs(broken));
    for (index, row) in broken.rows.iter().enumerate() {
        if row.is_idle(broken.text) {
            if row.in_block_text {
                all.extend(block_text(broken, index));
            }
            continue;
        }
        all.extend(list_without_key(broken, index));
        all.extend(indentation(broken, index));
        if row.key.is_some() {
            all.extend(key(broken, index));
        }
        if row.key.is_some() || row.dash.is_some() || starts_a_value(broken, row) {
            all.extend(value(broken, index));
            all.extend(glued_key(broken, index));
        } else if broken.text[row.content.clone()].starts_with("<!--") {
            all.push(html_comment(broken, index));
        } else {
            all.extend(text(broken, index));
        }
    }
    all
}

impl Broken<'_> {
    fn shown(&self, row: &Row) -> &str {
        &self.text[row.content.clone()]
    }

    /// The next row with something to read.
    fn next(&self, index: usize) -> Option<&Row> {
        self.rows[index + 1..].iter().find(|row| !row.content.is_empty() && !self.shown(row).starts_with('#'))
    }

    /// The row with text before this one, also the one before the stretch.
    fn previous(&self, index: usize) -> Option<&Row> {
        self.rows[..index].iter().rev().find(|row| !row.is_idle(self.text)).or(self.before.as_ref())
    }

    /// Where the lines end that are indented deeper than the row, or belong to it.
    fn end_of(&self, index: usize) -> usize {
        let indent = self.rows[index].indent;
        let inner =
            |row: &&Row| row.content.is_empty() || row.indent > indent || self.shown(row).starts_with([']', '}', '#']);
        self.rows[index + 1..].iter().take_while(inner).last().map_or(self.rows[index].line.end, |row| row.line.end)
    }

    /// The mask of a row and everything indented below it.
    fn lines(&self, index: usize) -> Mask {
        Mask::Lines(self.rows[index].line.start..self.end_of(index))
    }
}

fn starts_a_value(broken: &Broken<'_>, row: &Row) -> bool {
    broken.shown(row).starts_with(['[', '{', '"', '\''])
}

/// Characters that YAML forbids, and line ends that no editor shows.
fn characters(broken: &Broken<'_>) -> Option<Suspect> {
    let text = &broken.text[broken.range.clone()];
    let (at, c) = text.char_indices().find(|(_, c)| is_forbidden(*c) || is_odd_break(*c))?;
    let at = broken.range.start + at;
    let at = at..at + c.len_utf8();
    let code = format!("U+{:04X}", c as u32);
    let mask = Mask::Value(at.clone());
    Some(if is_odd_break(c) {
        Suspect::new(
            "line-separator",
            at.clone(),
            mask,
            format!("the invisible character {code} ends the line for YAML"),
        )
        .help("it came from another program's copy; replace it by a blank")
        .probable("replace it by a blank", vec![(at, " ".into())])
    } else {
        Suspect::new(
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
fn tabs(broken: &Broken<'_>) -> Option<Suspect> {
    let text = broken.text;
    let indent = |row: &Row| row.line.start..row.line.start + row.indent;
    let tabbed: Vec<&Row> =
        broken.rows.iter().filter(|row| !row.content.is_empty() && text[indent(row)].contains('\t')).collect();
    let first = tabbed.first()?;
    // Below a key that has its value, an indented key was meant to stand at the margin.
    let head = broken.rows.iter().find(|row| !row.is_idle(text) && row.key.is_some());
    let full = head.is_some_and(|head| {
        head.line.start < first.line.start && !head.value.is_empty() && !is_block_header(&text[head.value.clone()])
    });
    let unindent = full && tabbed.iter().all(|row| row.key.is_some() && row.dash.is_none());
    let edits = tabbed.iter().map(|row| {
        let blanks = &text[indent(row)];
        (indent(row), if unindent { String::new() } else { blanks.replace('\t', "  ") })
    });
    let tab = first.line.start + text[indent(first)].find('\t')?;
    let width = text[tab..indent(first).end].len() - text[tab..indent(first).end].trim_start_matches('\t').len();
    let mask = Mask::Lines(first.line.start..broken.range.end);
    let found = Suspect::new("tab-indentation", tab..tab + width, mask, "a tab cannot indent YAML")
        .help("YAML allows only spaces before a key or a dash; most editors can be told to insert them");
    let edits = edits.collect();
    Some(if unindent {
        found.probable("remove the indentation", edits)
    } else {
        found.safe("use two spaces for each tab", edits)
    })
}

/// Items below a key that has its value on its own line.
fn list_without_key(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let row = &broken.rows[index];
    let dash = row.dash?;
    let previous = broken.previous(index)?;
    let full = !previous.value.is_empty() && !is_block_header(&broken.text[previous.value.clone()]);
    if !full || previous.dash.is_some() || row.indent > previous.indent {
        return None;
    }
    let items = broken.rows[index..].iter().take_while(|below| below.dash.is_some() || below.indent > row.indent);
    let mask = Mask::Lines(row.line.start..items.last()?.line.end);
    let found = Suspect::new("list-without-key", dash..row.content.end, mask, "this list has no key")
        .help("write a key and a colon on the line above it, and leave the rest of that line empty");
    Some(match &previous.key {
        Some(key) => found.label(key.clone(), "this key has its value already"),
        None => found,
    })
}

/// Tabs on lines that hold nothing else.
pub(super) fn blank_tabs(text: &str) -> Option<Suspect> {
    let all = super::row::rows(text, 0..text.len());
    let tabbed: Vec<Range<usize>> = all
        .into_iter()
        .filter(|row| row.content.is_empty() && text[row.line.clone()].contains('\t'))
        .map(|row| row.line)
        .collect();
    let first = tabbed.first()?.clone();
    let tab = first.start + text[first.clone()].find('\t')?;
    let edits = tabbed.into_iter().map(|line| (line, String::new())).collect();
    Some(
        Suspect::new(
            "tab-indentation",
            tab..tab + 1,
            Mask::Value(first.end..first.end),
            "a tab on an empty line breaks YAML here",
        )
        .help("YAML allows only spaces before a key, even on a line without one")
        .safe("remove the blanks", edits),
    )
}

/// A line at a depth that no line above it has.
fn indentation(broken: &Broken<'_>, index: usize) -> Vec<Suspect> {
    let (text, row) = (broken.text, &broken.rows[index]);
    let Some(previous) = broken.previous(index) else { return Vec::new() };
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
        let mut found = Suspect::new("wrong-indentation", mark.clone(), broken.lines(index), message)
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
        push(previous.indent, message, label, row.has_word_key(text));
    }
    // Columns at which lines above began: of keys for a key, of dashes for a dash.
    let above = broken.rows[..index].iter().rev().filter(|above| !above.is_idle(text));
    let levels: Vec<(usize, Range<usize>)> = above
        .flat_map(|above| {
            let dash = above.dash.map(|dash| (dash - above.line.start, dash..dash + 1));
            let key = above.key.clone().map(|key| (above.column(), key));
            if row.dash.is_some() { vec![dash] } else { vec![key] }
        })
        .flatten()
        .collect();
    let stands_back = row.indent < previous.column() || row.dash.is_some() && previous.dash.is_some();
    if stands_back && !levels.is_empty() && levels.iter().all(|(column, _)| *column != row.indent) {
        let nearest = levels.iter().min_by_key(|(column, _)| (column.abs_diff(row.indent), usize::MAX - column));
        if let Some((column, at)) = nearest {
            let message = format!("{shown} begins in another column than the lines above it");
            push(*column, message, Some((at.clone(), "lines of this level begin here")), false);
        }
    }
    all
}

fn name(broken: &Broken<'_>, row: &Row) -> String {
    row.key
        .clone()
        .map_or_else(|| "this line".into(), |key| format!("`{}`", broken.text[key].trim_matches(['"', '\''])))
}

/// A key that starts with a sign of YAML's own, or a quote that does not close.
fn key(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let row = &broken.rows[index];
    let key = row.key.clone()?;
    let shown = &broken.text[key.clone()];
    let first = shown.chars().next()?;
    let start = key.start..key.start + first.len_utf8();
    let lines = broken.lines(index);
    match first {
        '"' | '\'' if !shown[1..].contains(first) => Some(
            Suspect::new(
                "unclosed-quote",
                start,
                lines,
                format!("the quote that opens the key `{}` is never closed", &shown[1..]),
            )
            .help("a key needs no quotes; close them or leave them out")
            .safe("add the closing quote", vec![(key.end..key.end, first.to_string())]),
        ),
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' => Some(
            Suspect::new(
                "reserved-character",
                start,
                lines,
                format!("a key cannot start with `{first}` without quotes"),
            )
            .help("put the key in quotes")
            .safe("quote the key", vec![(key.clone(), super::quote::quote(shown))]),
        ),
        _ if is_wide_key(shown) => wide_colon(broken, index),
        _ if shown.chars().count() > MAX_KEY => Some(
            Suspect::new(
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

/// A block of more lines than this without a single good key is text.
const MOST_GLUED: usize = 100;
/// How long a key on one line may be.
const MAX_KEY: usize = 1024;

fn is_wide_key(shown: &str) -> bool {
    shown.split_once('：').is_some_and(|(key, _)| is_word(key.trim()))
}

fn value(broken: &Broken<'_>, index: usize) -> Vec<Suspect> {
    let row = &broken.rows[index];
    let next = broken.next(index);
    let below = next.filter(|next| next.indent > row.indent || next.dash.is_some()).map(|next| next.indent);
    let mut all = Vec::new();
    if is_block_header(&broken.text[row.value.clone()]) {
        all.extend(text_not_indented(broken, index));
    }
    all.extend(Suspected::of(broken.text, row, broken.end_of(index).max(row.line.end), below).suspects());
    if let Some(dashes) = value_on_following_lines(broken, index, &all) {
        all.insert(0, dashes);
    }
    all
}

/// `tags: - a` with more items below: the first one moves to a line of its own.
fn value_on_following_lines(broken: &Broken<'_>, index: usize, found: &[Suspect]) -> Option<Suspect> {
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
fn text_not_indented(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let (text, row) = (broken.text, &broken.rows[index]);
    let first = broken
        .next(index)
        .filter(|next| next.indent <= row.indent && next.dash.is_none() && !next.has_word_key(text))?;
    let start = broken.rows.iter().position(|other| other.line.start == first.line.start)?;
    let lines: Vec<&Row> = broken.rows[start..]
        .iter()
        .take_while(|line| !line.has_word_key(text))
        .filter(|line| !line.content.is_empty())
        .collect();
    let last = lines.last()?;
    let edits = lines.iter().map(|line| (line.line.start..line.line.start, " ".repeat(row.indent + 2))).collect();
    let mask = Mask::Lines(first.line.start..last.line.end);
    Some(
        Suspect::new(
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
fn block_text(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let row = &broken.rows[index];
    let inside = broken.rows[..index].iter().rev().take_while(|above| above.in_block_text);
    let first = inside.filter(|above| !above.content.is_empty()).last()?;
    if row.content.is_empty() || row.indent >= first.indent {
        return None;
    }
    let at = row.line.start..row.line.start + row.indent;
    Some(
        Suspect::new(
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

fn html_comment(broken: &Broken<'_>, index: usize) -> Suspect {
    let row = &broken.rows[index];
    let rest = &broken.text[row.content.start..broken.range.end];
    let closed = rest.find("-->").map(|end| row.content.start + end + 3);
    let end = closed.unwrap_or(row.content.end);
    let line_end = end + broken.text[end..broken.range.end].find(['\n', '\r']).unwrap_or(broken.range.end - end);
    let found = Suspect::new(
        "html-comment",
        row.content.start..end,
        Mask::Lines(row.line.start..line_end),
        "YAML knows no HTML comments",
    )
    .help("in YAML a comment begins with `#` and ends with its line");
    let inner = broken.text[row.content.start + 4..end].trim_end_matches("-->").trim();
    if closed.is_none() || inner.contains(['\n', '\r']) || inner.is_empty() || line_end > end {
        return found;
    }
    found.safe("make it a YAML comment", vec![(row.content.start..end, format!("# {inner}"))])
}

/// A line that is neither `key: value` nor an item.
fn text(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let first = shown.chars().next()?;
    if shown.starts_with("//") || shown.starts_with("/*") {
        return Some(slash_comment(broken, index));
    }
    odd_indentation(broken, index)
        .or_else(|| wide_colon(broken, index))
        .or_else(|| invisible_at_colon(broken, index))
        .or_else(|| missing_space(broken, index))
        .or_else(|| equals(broken, index))
        .or_else(|| dash_without_space(broken, index))
        .or_else(|| indented_continuation(broken, index))
        .or_else(|| {
            if row.indent == 0 && matches!(first, '@' | '`' | '%') && !shown.contains(' ') {
                return None;
            }
            Some(missing_colon(broken, index))
        })
}

/// `// see the theme`
fn slash_comment(broken: &Broken<'_>, index: usize) -> Suspect {
    let row = &broken.rows[index];
    let at = row.content.start..row.content.start + 2;
    let shown = broken.shown(row);
    let found = Suspect::new(
        "slash-comment",
        at.clone(),
        Mask::Lines(row.line.clone()),
        format!("`{}` starts no comment in YAML", &shown[..2]),
    )
    .help("in YAML a comment begins with `#` and ends with its line");
    if let Some(comment) = shown.strip_prefix("/*") {
        let inner = comment.strip_suffix("*/").map(str::trim).filter(|inner| !inner.is_empty());
        let edit = |inner: &str| vec![(row.content.clone(), format!("# {inner}"))];
        return match inner.filter(|inner| !inner.contains("*/")) {
            Some(inner) => found.safe("use `#`", edit(inner)),
            None => found,
        };
    }
    found.safe("use `#`", vec![(at, "#".into())])
}

/// `title：Foo`, typed on a Chinese or Japanese keyboard.
fn wide_colon(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let colon = shown.find('：').filter(|at| is_word(shown[..*at].trim()))?;
    let at = row.content.start + colon;
    let at = at..at + '：'.len_utf8();
    let blank = if broken.text[at.end..row.content.end].starts_with([' ', '\t']) || at.end == row.content.end {
        ":"
    } else {
        ": "
    };
    Some(
        Suspect::new("wide-colon", at.clone(), broken.lines(index), "this is a wide colon, which ends no key in YAML")
            .help("it came from a Chinese or Japanese keyboard; YAML knows only `:`")
            .safe("use a plain colon", vec![(at, blank.into())]),
    )
}

/// A key whose colon is followed or preceded by a blank that is none to YAML.
fn invisible_at_colon(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let colon = shown.find(':').filter(|at| is_word(shown[..*at].trim_end()))?;
    let after = shown[colon + 1..].chars().next().filter(|c| is_invisible(*c))?;
    let at = row.content.start + colon + 1;
    let run = broken.text[at..row.content.end].len()
        - broken.text[at..row.content.end].trim_start_matches(is_invisible).len();
    let message = format!("an invisible character ({}) after the colon stops it from ending the key", named(after));
    Some(
        Suspect::new("invisible-character", at..at + after.len_utf8(), broken.lines(index), message)
            .help("YAML wants an ordinary blank after the colon of a key")
            .probable("use an ordinary blank", vec![(at..at + run, " ".into())]),
    )
}

/// Indentation of blanks that are none to YAML.
fn odd_indentation(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let first = shown.chars().next().filter(|c| is_invisible(*c))?;
    let length = shown.len() - shown.trim_start_matches(is_invisible).len();
    let at = row.content.start..row.content.start + length;
    let blanks = " ".repeat(shown[..length].chars().count());
    let message = format!("this indentation is not made of ordinary blanks ({})", named(first));
    Some(
        Suspect::new("invisible-character", at.clone(), broken.lines(index), message)
            .help("YAML takes such characters for text, so the line does not belong where it seems to")
            .probable("use ordinary blanks", vec![(at, blanks)]),
    )
}

/// `title:Foo`
fn missing_space(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let colon = shown.find(':')?;
    let key = shown[..colon].trim_end();
    let bare = key.trim_matches(['"', '\'']);
    if !is_word(bare)
        || shown[colon..].starts_with("://")
        || is_colon(shown, colon)
        || shown[colon + 1..].starts_with(':')
    {
        return None;
    }
    let at = row.content.start + colon;
    Some(
        Suspect::new(
            "missing-space-after-colon",
            at..at + 1,
            broken.lines(index),
            format!("a blank is missing after the colon of `{bare}`"),
        )
        .help("without the blank YAML reads the whole line as text, so the key is not there")
        .safe("insert a blank", vec![(at + 1..at + 1, " ".into())]),
    )
}

/// Whether every line with text is a key glued to its value, or followed by `=`.
pub(super) fn all_glued(text: &str) -> bool {
    let rows = super::row::rows(text, 0..text.len());
    let rows: Vec<Row> = rows.into_iter().filter(|row| !row.is_idle(text)).collect();
    let broken = Broken { text, range: 0..text.len(), rows, before: None };
    let is_glued = |index| missing_space(&broken, index).or_else(|| equals(&broken, index)).is_some();
    !broken.rows.is_empty() && broken.rows.len() <= MOST_GLUED && (0..broken.rows.len()).all(is_glued)
}

/// `- name:Foo` above the other keys of its item; `"title":"Foo"`, as in JSON.
fn glued_key(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let in_quotes = || quoted_length(shown).is_some_and(|length| shown[length..].starts_with(':'));
    let has_siblings = || {
        let next = broken.next(index);
        next.is_some_and(|next| next.key.is_some() && next.dash.is_none() && next.indent > row.indent)
    };
    let is_glued = row.key.is_none() && if row.dash.is_some() { has_siblings() } else { in_quotes() };
    is_glued.then(|| missing_space(broken, index)).flatten()
}

/// `title = Foo`
fn equals(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let sign = shown.find('=')?;
    let key = shown[..sign].trim_end();
    if !is_word(key) || shown[sign + 1..].starts_with('=') {
        return None;
    }
    let (start, at) = (row.content.start, row.content.start + sign);
    let after = &shown[sign + 1..];
    let blank = after.len() - after.trim_start_matches([' ', '\t']).len();
    Some(
        Suspect::new(
            "equals-for-colon",
            at..at + 1,
            broken.lines(index),
            format!("`{key}` is followed by `=`; YAML wants `:`"),
        )
        .help("`=` is TOML's sign; between `---` fences a key ends with a colon")
        .safe("use a colon", vec![(start + key.len()..at + 1 + blank, ": ".into())]),
    )
}

/// `-a` under `tags:`
fn dash_without_space(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let row = &broken.rows[index];
    let glued = |row: &Row| {
        let shown = broken.shown(row);
        shown.starts_with('-') && shown[1..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\''))
    };
    if !glued(row) {
        return None;
    }
    let run: Vec<&Row> = broken.rows[index..].iter().take_while(|row| glued(row)).collect();
    let edits = run.iter().map(|row| (row.content.start + 1..row.content.start + 1, " ".to_string())).collect();
    let at = row.content.start;
    let mask = Mask::Lines(row.line.start..run.last()?.line.end);
    Some(
        Suspect::new("missing-space-after-dash", at..at + 1, mask, "a blank is missing after the dash of this item")
            .help("an item of a list begins with a dash and a blank")
            .safe("insert a blank", edits),
    )
}

/// A second line of the value above, at the margin.
fn indented_continuation(broken: &Broken<'_>, index: usize) -> Option<Suspect> {
    let (text, row) = (broken.text, &broken.rows[index]);
    let previous = broken.previous(index)?;
    let value = &text[previous.value.clone()];
    let words = value.split_whitespace().count();
    let plain = previous.key.is_some() && words >= 2 && !value.starts_with(['"', '\'', '[', '{', '|', '>']);
    let block = previous.key.is_some() && is_block_header(value);
    if row.indent > previous.indent || !(plain || block) || looks_like_a_key(broken.shown(row)) {
        return None;
    }
    let at = row.line.start;
    let found = Suspect::new(
        "text-not-indented",
        row.content.clone(),
        Mask::Lines(row.line.clone()),
        "this line is neither `key: value` nor indented",
    )
    .label(previous.key.clone()?, format!("it may go on with the value of {}", name(broken, previous)))
    .help("indent it if it belongs to the value above; else write its key and a colon");
    Some(found.probable("indent it", vec![(at..at + row.indent, " ".repeat(previous.indent + 2))]))
}

/// Whether the first word of a line is written as keys are.
fn looks_like_a_key(shown: &str) -> bool {
    let (word, rest) = shown.split_once([' ', '\t']).unwrap_or((shown, ""));
    let word = word.trim_end_matches(';');
    let camel = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    is_word(word)
        && (rest.is_empty()
            || word.contains(['-', '_'])
            || camel
            || rest.trim_start().starts_with(['"', '\'', '[', '{', '|', '>'])
            || COMMON_KEYS.contains(&word.to_lowercase().as_str()))
}

/// Keys that posts of every generator have.
pub(super) const COMMON_KEYS: [&str; 44] = [
    "aliases",
    "author",
    "authors",
    "autor",
    "auteur",
    "categories",
    "category",
    "comments",
    "cover",
    "data",
    "date",
    "datum",
    "description",
    "draft",
    "excerpt",
    "filename",
    "hero",
    "icon",
    "image",
    "images",
    "img",
    "keywords",
    "lang",
    "language",
    "lastmod",
    "layout",
    "modified",
    "name",
    "order",
    "permalink",
    "published",
    "redirect",
    "sidebar",
    "slug",
    "status",
    "subtitle",
    "summary",
    "tag",
    "tags",
    "title",
    "titel",
    "titre",
    "titolo",
    "weight",
];

/// `title Foo`
fn missing_colon(broken: &Broken<'_>, index: usize) -> Suspect {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let (first, rest) = shown.split_once([' ', '\t']).unwrap_or((shown, ""));
    let word = first.trim_end_matches(';');
    let mask = broken.lines(index);
    let belongs = broken.next(index).is_some_and(|next| next.indent > row.indent || next.dash.is_some());
    if !shown.contains(char::is_alphanumeric) {
        let start = row.content.start;
        let found = Suspect::new("text-without-key", row.content.clone(), mask, "this line is not `key: value`");
        return found
            .help("a line that only separates must be a comment, which begins with `#`")
            .safe("make it a comment", vec![(start..start, "# ".into())]);
    }
    let word_count = shown.split_whitespace().count();
    let prose = word_count > 12 || rest.is_empty() && !belongs;
    if !is_word(word) || prose && !looks_like_a_key(shown) {
        let found = Suspect::new("text-without-key", row.content.clone(), mask, "this line is not `key: value`");
        return found.help("front matter holds keys with their values; text belongs below the closing fence");
    }
    let end = row.content.start + word.len();
    let at = row.content.start..end;
    Suspect::new("missing-colon", at, mask, format!("a colon is missing after `{word}`"))
            .help("this line is not `key: value`; write a colon after the key, or indent the line if it belongs to the value above")
            .probable("insert a colon", vec![(end..row.content.start + first.len(), ":".into())])
}
