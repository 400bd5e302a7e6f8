//! Lines that are neither `key: value` nor an item: comments of other languages, and entries that lack what makes them one.
use super::super::lenient_line::{LenientLine, is_block_header, is_colon, is_word, quoted_length};
use super::super::words;
use super::BrokenEntry;
use crate::dialect::known_keys;
use crate::front_matter::draft::{Draft, Mask};
use crate::front_matter::invisible::is_invisible;
use crate::text::line_end;

/// A block of more lines than this without a single good key is text.
const MOST_GLUED: usize = 100;

/// `<!-- the image comes later -->`
pub(super) fn html_comment(broken: &BrokenEntry<'_>, index: usize) -> Draft {
    let row = &broken.rows[index];
    let rest = &broken.text[row.content.start..broken.range.end];
    let closed = rest.find("-->").map(|end| row.content.start + end + 3);
    let end = closed.unwrap_or(row.content.end);
    let line_end = line_end(&broken.text[..broken.range.end], end);
    let at = row.content.start..end;
    let draft = Draft::new(words::html_comment(), at.clone()).mask(Mask::Lines(row.line.start..line_end));
    let inner = broken.text[row.content.start + 4..end].trim_end_matches("-->").trim();
    if closed.is_none() || inner.contains(['\n', '\r']) || inner.is_empty() || line_end > end {
        return draft;
    }
    draft.safe(vec![(at, format!("# {inner}"))])
}

/// A line that is neither `key: value` nor an item.
pub(super) fn text(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let first = shown.chars().next()?;
    if is_below_its_key(broken, index) {
        return None;
    }
    if shown.starts_with("//") {
        return Some(slash_comment(broken, index));
    }
    odd_indentation(broken, index)
        .or_else(|| star_for_dash(broken, index))
        .or_else(|| wide_colon(broken, index))
        .or_else(|| invisible_after_colon(broken, index))
        .or_else(|| missing_space(broken, index))
        .or_else(|| equals(broken, index))
        .or_else(|| dash_without_space(broken, index))
        .or_else(|| invisible_after_dash(broken, index))
        .or_else(|| continuation(broken, index))
        .or_else(|| {
            let is_reserved = row.indent == 0 && matches!(first, '@' | '`' | '%') && !shown.contains(' ');
            (!is_reserved).then(|| missing_colon(broken, index))
        })
}

/// `// see the theme`
fn slash_comment(broken: &BrokenEntry<'_>, index: usize) -> Draft {
    let row = &broken.rows[index];
    let at = row.content.start..row.content.start + 2;
    let draft = Draft::new(words::slash_comment("//"), at.clone()).mask(Mask::Lines(row.line.clone()));
    draft.safe(vec![(at, "#".into())])
}

/// `/* old */`, over one line or several.
pub(super) fn block_comment(broken: &BrokenEntry<'_>, index: usize) -> Draft {
    let (text, row) = (broken.text, &broken.rows[index]);
    let start = row.content.start;
    let close = text[start..broken.range.end].find("*/").map(|length| start + length);
    let inside = |row: &&LenientLine| close.is_none_or(|close| row.line.start <= close);
    let rows: Vec<&LenientLine> =
        broken.from(index).take(if close.is_some() { usize::MAX } else { 1 }).take_while(inside).collect();
    let end = rows.last().map_or(row.line.end, |last| last.line.end);
    let draft = Draft::new(words::slash_comment("/*"), start..start + 2).mask(Mask::Lines(row.line.start..end));
    let is_alone = |close: &usize| text[close + 2..end].trim_start().is_empty();
    let Some(close) = close.filter(is_alone) else { return draft };
    let comment = |row: &LenientLine| {
        let shown = &text[row.content.start.max(start)..row.content.end.min(close).max(row.content.start)];
        format!("# {}", shown.trim_start_matches("/*").trim_start_matches('*').trim()).trim_end().to_string()
    };
    let with_text = rows.iter().filter(|row| !row.content.is_empty());
    draft.safe(broken.changes(with_text.map(|row| (row.line.start..row.line.end, comment(row)))))
}

/// `title：Foo`, typed on a Chinese or Japanese keyboard.
pub(super) fn wide_colon(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let colon = shown.find('：').filter(|at| is_word(shown[..*at].trim()))?;
    let at = row.content.start + colon;
    let at = at..at + '：'.len_utf8();
    let has_space = broken.text[at.end..row.content.end].starts_with([' ', '\t']) || at.end == row.content.end;
    let draft = Draft::new(words::wide_colon(), at.clone()).mask(broken.lines(index));
    Some(draft.safe(vec![(at, if has_space { ":" } else { ": " }.into())]))
}

/// A key whose colon is followed, and perhaps preceded, by a character that looks like a space and is not a space to YAML.
fn invisible_after_colon(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let colon = shown.find(':')?;
    let key = shown[..colon].trim_end_matches(|c| is_invisible(c) || matches!(c, ' ' | '\t')).len();
    if !is_word(&shown[..key]) {
        return None;
    }
    let after = shown[colon + 1..].chars().next().filter(|c| is_invisible(*c))?;
    let at = row.content.start + colon + 1;
    let rest = &broken.text[at..row.content.end];
    let run = rest.len() - rest.trim_start_matches(is_invisible).len();
    let mut edits = vec![(at..at + run, " ".into())];
    // As French keyboards write it: a no-break space on both sides.
    let before = row.content.start + key..at - 1;
    if broken.text[before.clone()].contains(is_invisible) {
        edits.push((before, String::new()));
    }
    let draft = Draft::new(words::invisible_after_colon(after), at..at + after.len_utf8()).mask(broken.lines(index));
    Some(draft.probable(edits))
}

/// Indentation by characters that look like spaces and are not spaces to YAML.
fn odd_indentation(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let first = shown.chars().next().filter(|c| is_invisible(*c))?;
    let length = shown.len() - shown.trim_start_matches(is_invisible).len();
    let at = row.content.start..row.content.start + length;
    let spaces = " ".repeat(shown[..length].chars().count());
    let draft = Draft::new(words::odd_indentation(first), at.clone()).mask(broken.lines(index));
    Some(draft.probable(vec![(at, spaces)]))
}

/// `title:Foo`
fn missing_space(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let colon = shown.find(':')?;
    let key = shown[..colon].trim_end().trim_matches(['"', '\'']);
    let rest = &shown[colon..];
    if !is_word(key) || rest.starts_with("://") || is_colon(shown, colon) || rest.starts_with("::") {
        return None;
    }
    let at = row.content.start + colon;
    let draft = Draft::new(words::missing_space_after_colon(key), at..at + 1).mask(broken.lines(index));
    Some(draft.safe(vec![(at + 1..at + 1, " ".into())]))
}

/// Whether every line with text is a key glued to its value, or followed by `=` or a wide colon.
pub(in super::super) fn all_glued(text: &str) -> bool {
    let with_text =
        text.split(['\n', '\r']).map(str::trim_start).filter(|line| !(line.is_empty() || line.starts_with('#')));
    if with_text.take(MOST_GLUED + 1).count() > MOST_GLUED {
        return false;
    }
    let mut broken = BrokenEntry::of(text, 0..text.len(), None);
    broken.rows.retain(|row| !row.is_idle(text));
    let is_glued = |index| {
        missing_space(&broken, index)
            .or_else(|| equals(&broken, index))
            .or_else(|| wide_colon(&broken, index))
            .is_some()
    };
    !broken.rows.is_empty() && (0..broken.rows.len()).all(is_glued)
}

/// `- name:Foo` above the other keys of its item; `"title":"Foo"`, as in JSON.
pub(super) fn glued_key(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let is_quoted = || quoted_length(shown).is_some_and(|length| shown[length..].starts_with(':'));
    let has_siblings = || {
        let next = broken.next(index);
        next.is_some_and(|next| next.key.is_some() && next.dash.is_none() && next.indent > row.indent)
    };
    if row.key.is_none() && row.dash.is_some() && has_siblings() && missing_space(broken, index).is_none() {
        // `- text Step 3` above the other keys of its item.
        let first = shown.split([' ', '\t']).next().unwrap_or("");
        return (is_word(first) && first.len() < shown.len()).then(|| missing_colon(broken, index));
    }
    let is_glued = row.key.is_none() && if row.dash.is_some() { has_siblings() } else { is_quoted() };
    is_glued.then(|| missing_space(broken, index)).flatten()
}

/// `title = Foo`
fn equals(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let equals = shown.find('=')?;
    let key = shown[..equals].trim_end();
    if !is_word(key) || shown[equals + 1..].starts_with('=') {
        return None;
    }
    let (start, at) = (row.content.start, row.content.start + equals);
    // `=>`, as in Ruby and PHP.
    let after = shown[equals + 1..].strip_prefix('>').unwrap_or(&shown[equals + 1..]);
    let gap = shown.len() - equals - 1 - after.trim_start_matches([' ', '\t']).len();
    let draft = Draft::new(words::equals_for_colon(key), at..at + 1).mask(broken.lines(index));
    Some(draft.safe(vec![(start + key.len()..at + 1 + gap, ": ".into())]))
}

/// `* a` under `tags:`
fn star_for_dash(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let is_starred = |row: &LenientLine| broken.shown(row).starts_with("* ") && row.key.is_none();
    let key = broken.previous(index).filter(|previous| previous.key.is_some() && previous.value.is_empty())?;
    let row = &broken.rows[index];
    if !is_starred(row) {
        return None;
    }
    let run: Vec<&LenientLine> = broken.from(index).take_while(|row| is_starred(row)).collect();
    let edits = broken.changes(run.iter().map(|row| (row.content.start..row.content.start + 1, "-".to_string())));
    let at = row.content.start;
    let draft = Draft::new(words::star_for_dash(), at..at + 1)
        .mask(Mask::Lines(row.line.start..run.last()?.line.end))
        .label(key.key.clone()?, words::KEY_OF_ITEMS);
    Some(draft.safe(edits))
}

/// `-a` under `tags:`, `-name: a` under `authors:`
pub(super) fn dash_without_space(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let is_glued = |row: &LenientLine| is_glued_item(broken.shown(row));
    if !is_glued(row) {
        return None;
    }
    // With the lines of each item.
    let of_run = |other: &&LenientLine| is_glued(other) || other.content.is_empty() || other.indent > row.indent;
    let run: Vec<&LenientLine> = broken.from(index).take_while(of_run).collect();
    let items = || run.iter().filter(|other| is_glued(other) && other.indent == row.indent);
    // `-5.5` may be a number below zero.
    let may_be_number = items().any(|row| broken.shown(row)[1..].starts_with(|c: char| c.is_ascii_digit()));
    let edits = items().map(|row| (row.content.start + 1..row.content.start + 1, " ".to_string()));
    let at = row.content.start;
    let draft = Draft::new(words::missing_space_after_dash(), at..at + 1)
        .mask(Mask::Lines(row.line.start..run.last()?.line.end));
    Some(draft.repair(!may_be_number, broken.changes(edits)))
}

/// `-a`, an item glued to its dash.
fn is_glued_item(shown: &str) -> bool {
    shown.starts_with('-') && shown[1..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\''))
}

/// An item whose dash lacks its space, or is followed by a character that looks like one.
pub(super) fn is_intended_as_item(shown: &str) -> bool {
    is_glued_item(shown) || shown.strip_prefix('-').is_some_and(|rest| rest.starts_with(is_invisible))
}

/// An item whose dash is followed by a character that looks like a space and is not a space to YAML.
fn invisible_after_dash(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let row = &broken.rows[index];
    let rest = broken.shown(row).strip_prefix('-')?;
    let after = rest.chars().next().filter(|c| is_invisible(*c))?;
    let at = row.content.start + 1;
    let run = rest.len() - rest.trim_start_matches(is_invisible).len();
    let draft = Draft::new(words::invisible_after_dash(after), at..at + after.len_utf8()).mask(broken.lines(index));
    Some(draft.probable(vec![(at..at + run, " ".into())]))
}

/// A second line of the value above, at the margin.
fn continuation(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let (text, row) = (broken.text, &broken.rows[index]);
    let previous = broken.previous(index)?;
    let key = previous.key.clone()?;
    let value = &text[previous.value.clone()];
    let is_text = value.split_whitespace().count() >= 2 && !value.starts_with(['"', '\'', '[', '{', '|', '>']);
    let is_block = is_block_header(value);
    let is_empty = value.is_empty() && previous.dash.is_none();
    let shown = broken.shown(row);
    // Below a `|` a word alone is a line of its text.
    let is_key = looks_like_a_key(shown) && !(is_block && !shown.contains(' ') && !known_keys::is_common(shown));
    if row.indent > previous.indent || !(is_text || is_block || is_empty) || is_key {
        return None;
    }
    let at = row.line.start;
    let draft = Draft::new(words::neither_key_nor_indented(), row.content.clone())
        .mask(Mask::Lines(row.line.clone()))
        .label(key, words::may_continue(&broken.name(previous)));
    Some(draft.probable(vec![(at..at + row.indent, " ".repeat(previous.indent + 2))]))
}

/// Whether the first word of a line is written as keys are.
fn looks_like_a_key(shown: &str) -> bool {
    let (word, rest) = shown.split_once([' ', '\t']).unwrap_or((shown, ""));
    let word = word.trim_end_matches(';');
    let is_camel_case = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    is_word(word)
        && (rest.is_empty()
            || word.contains(['-', '_'])
            || is_camel_case
            || rest.trim_start().starts_with(['"', '\'', '[', '{', '|', '>'])
            || known_keys::is_common(word))
}

/// A key whose colon is on the line below, or whose values are, as in a definition list.
pub(super) fn colon_below(broken: &BrokenEntry<'_>, index: usize) -> Option<Draft> {
    let (row, shown) = (&broken.rows[index], broken.shown(&broken.rows[index]));
    let is_value = |below: &&LenientLine| begins_with_colon(broken, below) && below.indent == row.indent;
    let below = broken.rows.get(index + 1).filter(is_value).filter(|_| is_lone_word(broken, row))?;
    let values = broken.from(index + 1).take_while(is_value).count();
    let mask = Mask::Lines(row.line.start..broken.end_of(index + values));
    let draft = |words| Draft::new(words, row.content.clone()).mask(mask);
    if values > 1 {
        return Some(draft(words::colons_on_next_lines(shown)));
    }
    let gap = row.content.end..below.content.start;
    Some(draft(words::colon_on_next_line(shown)).probable(vec![(gap, String::new())]))
}

/// A value whose key is on a line above.
fn is_below_its_key(broken: &BrokenEntry<'_>, index: usize) -> bool {
    let above = index.checked_sub(1).map(|above| &broken.rows[above]);
    begins_with_colon(broken, &broken.rows[index])
        && above.is_some_and(|above| begins_with_colon(broken, above) || is_lone_word(broken, above))
}

fn begins_with_colon(broken: &BrokenEntry<'_>, row: &LenientLine) -> bool {
    row.dash.is_none() && is_colon(broken.shown(row), 0)
}

fn is_lone_word(broken: &BrokenEntry<'_>, row: &LenientLine) -> bool {
    row.key.is_none() && is_word(broken.shown(row))
}

/// `title Foo`
fn missing_colon(broken: &BrokenEntry<'_>, index: usize) -> Draft {
    let row = &broken.rows[index];
    let shown = broken.shown(row);
    let (first, rest) = shown.split_once([' ', '\t']).unwrap_or((shown, ""));
    let word = first.trim_end_matches(';');
    // The items of a list may be in the column of their key.
    let items = broken.from(index + 1).take_while(|below| {
        row.dash.is_none()
            && (below.dash.is_some() && below.indent == row.indent
                || below.indent > row.indent
                || below.content.is_empty())
    });
    let end = items.filter(|below| !below.content.is_empty()).last().map_or(0, |last| last.line.end);
    let mask = Mask::Lines(row.line.start..broken.end_of(index).max(end));
    let has_value_below = broken.next(index).is_some_and(|next| next.indent > row.indent || next.dash.is_some());
    if !shown.contains(char::is_alphanumeric) {
        let start = row.content.start;
        let draft = Draft::new(words::separator_line(), row.content.clone()).mask(mask);
        return draft.safe(vec![(start..start, "# ".into())]);
    }
    let word_count = shown.split_whitespace().count();
    let is_sentence = word_count > 2 && word.starts_with(char::is_uppercase);
    let is_prose = word_count > 12 || is_sentence || rest.is_empty() && !has_value_below;
    if !is_word(word) || is_prose && !looks_like_a_key(shown) {
        return Draft::new(words::text_without_key(), row.content.clone()).mask(mask);
    }
    let end = row.content.start + word.len();
    let draft = Draft::new(words::missing_colon(word), row.content.start..end).mask(mask);
    draft.probable(vec![(end..row.content.start + first.len(), ":".into())])
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Safety;
    use crate::front_matter::{Format, FrontMatter, SyntaxCause, SyntaxProblem};

    fn only_problem(text: &str) -> SyntaxProblem {
        let mut problems = FrontMatter::of_block(text, Format::Yaml).problems;
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        problems.remove(0)
    }

    fn safety(text: &str) -> Option<Safety> {
        only_problem(text).fix.map(|fix| fix.safety)
    }

    #[test]
    fn numbers_below_zero_may_not_be_items() {
        assert_eq!(safety("temps:\n-5.5\n-3\n"), Some(Safety::Unsafe));
        assert_eq!(safety("tags:\n-a\n-3\n"), Some(Safety::Unsafe));
        assert_eq!(safety("tags:\n-a\n-b\n"), Some(Safety::Safe));
    }

    #[test]
    fn a_colon_on_the_line_below_may_be_a_definition_list() {
        assert_eq!(safety("a: b\nFoo\n: bar\n"), Some(Safety::Unsafe));
        let problem = only_problem("tags\n: a\n: b\n");
        assert_eq!((problem.cause, problem.fix), (SyntaxCause::MissingColon, None));
        assert_eq!(only_problem("title: x\ntags\n: a\n: b\n  c\nlayout: y\n").cause, SyntaxCause::MissingColon);
    }
}
