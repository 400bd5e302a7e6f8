//! Candidates: what each line of an entry that YAML cannot read may suffer from, one small function a cause. `recover` tries
//! which of them it is.
mod broken_entry;
mod flow;
mod indentation;
mod lines;
mod quoted;
mod structure;
mod values;

pub(super) use broken_entry::BrokenEntry;
pub(super) use flow::end_of_brackets;
pub(super) use indentation::tabs_on_empty_lines;
pub(super) use lines::all_glued;
pub(super) use structure::{braces_around_entries, fence_before_key, marks_before_lines};

use super::words;
use crate::front_matter::SyntaxCause as C;
use crate::front_matter::draft::{Draft, Mask};

/// Candidates beyond this number are looked for only on the lines that the parser complained of, and a few above them.
const ENOUGH: usize = 200;
const LINES_ABOVE: usize = 50;

/// How many lines above or below are compared with one.
const FARTHEST: usize = 500;

/// Everything in the entry that may be the cause, in the order of its lines; `marks` are the places that the parser complained of.
pub(super) fn candidates(broken: &BrokenEntry<'_>, marks: &[usize]) -> Vec<Draft> {
    let mut all: Vec<Draft> = structure::character(broken).into_iter().collect();
    all.extend(indentation::tabs(broken));
    let marked: Vec<usize> = marks.iter().map(|mark| broken.rows.partition_point(|row| row.line.end < *mark)).collect();
    let is_near = |index: usize| marked.iter().any(|mark| (index..=index + LINES_ABOVE).contains(mark));
    // The first line of the `|` or `>` text that a line is in.
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
            all.extend(text_start.and_then(|first| indentation::in_block_text(row, first)));
        } else {
            of_line(broken, index, &mut all);
        }
    }
    all
}

/// What may be wrong with a line that is neither blank nor a comment nor part of a block scalar.
fn of_line(broken: &BrokenEntry<'_>, index: usize, all: &mut Vec<Draft>) {
    let row = &broken.rows[index];
    all.extend(structure::list_without_key(broken, index));
    all.extend(structure::dash_before_key(broken, index));
    all.extend(structure::template_line(broken, index));
    all.extend(lines::colon_below(broken, index));
    all.extend(structure::colon_in_text(broken, index));
    all.extend(indentation::first_of_level(broken, index));
    all.extend(indentation::unlike_others(broken, index));
    all.extend(indentation::value_at_margin(broken, index));
    if row.key.is_some() {
        all.extend(lines::dash_without_space(broken, index));
        all.extend(structure::key(broken, index));
    }
    if row.key.is_some() || row.dash.is_some() || broken.starts_a_value(row) {
        all.extend(structure::value(broken, index).into_iter().map(|draft| at_the_top(broken, index, draft)));
        all.extend(lines::glued_key(broken, index));
    } else if broken.shown(row).starts_with("<!--") {
        all.push(lines::html_comment(broken, index));
    } else if broken.shown(row).starts_with("/*") {
        all.push(lines::block_comment(broken, index));
    } else {
        all.extend(lines::text(broken, index));
    }
}

/// A `{` around all of the front matter leaves no entry when its value is covered: its lines are covered instead.
fn at_the_top(broken: &BrokenEntry<'_>, index: usize, draft: Draft) -> Draft {
    let row = &broken.rows[index];
    let is_first = broken.rows[..index].iter().all(|above| above.is_idle(broken.text));
    let is_whole = draft.cause == C::UnclosedBracket && row.key.is_none() && row.dash.is_none() && is_first;
    if !is_whole || draft.at.start != row.content.start {
        return draft;
    }
    let (open, close) = if broken.shown(row).starts_with('[') { ('[', ']') } else { ('{', '}') };
    let words = words::brackets::unclosed_bracket_around_all(open, close);
    draft.reworded(words).mask(Mask::Lines(row.line.start..broken.range.end))
}
