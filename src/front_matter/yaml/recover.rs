//! A block that cannot be read as a whole: the good entries kept, each broken one explained and repaired.
use super::candidates::{self, BrokenEntry, candidates};
use super::fallback::unknown;
use super::lenient_line::{LenientLine, is_colon, quoted_length, rows};
use super::masked::{broken_entry, loose_entry, shift, uncover};
use super::parse::{Excess, YamlDocument, YamlFailure, parse};
use super::{Read, aliases, tabs_as, words};
use crate::front_matter::draft::{Draft, Mask};
use crate::front_matter::tree::{Entry, Mapping, Node, Value};
use crate::front_matter::verify::{masks_of_others, verify_each};
use crate::front_matter::{SyntaxCause as C, SyntaxProblem, most_values};
use crate::text::{Budget, Edit, Span, limits, line_end};
use std::collections::HashSet;
use std::ops::Range;

/// How many candidates are tried for one problem.
const MAX_TRIES: usize = 48;

/// Reads what can be read of a block that the parser refused with `failure`; `base` is the block's place in the file.
pub(super) fn recover(text: &str, base: usize, failure: &YamlFailure) -> Read {
    if let Some(excess) = failure.excess {
        let at = failure.at.unwrap_or(base) - base;
        let (words, at) = match excess {
            Excess::Depth => (words::brackets::too_deep(limits::NESTED_VALUES), at..at + 1),
            Excess::Values => (words::too_many_values(most_values(text.len())), at..at),
        };
        let problem = Draft::new(words, at).into_problem(base, false);
        return Read { problems: vec![problem], keys_known: false, ..Read::default() };
    }
    if has_merge_conflict(text) {
        // `file/merge-conflict` reports it; a parser cannot know which side is right.
        return Read { keys_known: false, ..Read::default() };
    }
    let read = Recovery::read_all(first_lines(text), base);
    if first_lines(text).len() == text.len() { read } else { cut_short(read, text, base, failure) }
}

/// The first [`limits::BROKEN_LINES`] lines.
fn first_lines(text: &str) -> &str {
    let last = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).nth(limits::BROKEN_LINES - 1);
    last.map_or(text, |end| &text[..=end])
}

/// What was read of the first lines of a block: problems after the place that the parser complained of may come from the cut.
fn cut_short(mut read: Read, text: &str, base: usize, failure: &YamlFailure) -> Read {
    let failure = YamlFailure {
        at: failure.at.map(|at| at - base),
        context: failure.context.map(|(what, at)| (what, at - base)),
        ..failure.clone()
    };
    let complained = failure.at.filter(|at| *at < first_lines(text).len());
    read.problems.retain(|problem| complained.is_some_and(|at| problem.span.start() <= base + at));
    if read.problems.is_empty() {
        read.problems.push(unknown(text, &(0..text.len()), &failure).into_problem(base, false));
    }
    Read { keys_known: false, rest: None, ..read }
}

fn has_merge_conflict(text: &str) -> bool {
    let has_line = |mark: &str| text.starts_with(mark) || text.contains(&format!("\n{mark}"));
    has_line("<<<<<<< ") && has_line(">>>>>>> ")
}

struct Recovery<'t> {
    text: &'t str,
    /// The block with the problems found so far masked.
    masked: String,
    base: usize,
    drafts: Vec<Draft>,
    documents: Vec<YamlDocument>,
    /// Entries whose lines were masked: their keys are known all the same.
    keys: Vec<Entry>,
    keys_known: bool,
    rest: Option<usize>,
    /// How many bytes may still be read again, for candidates and for what may belong to a broken line.
    budget: Budget,
}

impl<'t> Recovery<'t> {
    fn read_all(text: &'t str, base: usize) -> Read {
        let mut recovery = Self::of(text, base);
        recovery.run();
        recovery.explain_what_is_left();
        recovery.finish()
    }

    fn of(text: &'t str, base: usize) -> Self {
        Self {
            text,
            masked: text.to_string(),
            base,
            drafts: Vec::new(),
            documents: Vec::new(),
            keys: Vec::new(),
            keys_known: true,
            rest: None,
            budget: Budget::new(limits::READ_AGAIN),
        }
    }

    fn run(&mut self) {
        let all = rows(self.text, 0..self.text.len());
        let top = all.iter().find(|row| !row.is_idle(self.text)).map_or(0, |row| row.indent);
        let mut at = 0;
        while let Some(stretch) = self.stretch(&all, &mut at, top) {
            let shown = &self.text[stretch.clone()];
            let begun = !self.documents.is_empty() || !self.drafts.is_empty();
            if begun && (shown.starts_with("--- ") || shown.starts_with("...")) {
                self.rest = Some(stretch.start);
                return;
            }
            let above = all.partition_point(|row| row.line.start < stretch.start);
            let before = all[..above].iter().rfind(|row| !row.is_idle(self.text)).cloned();
            self.read(stretch, before.as_ref());
        }
    }

    /// Every entry can be read alone, and yet the block cannot: a byte order mark, a tab on an empty line, or something between the entries.
    fn explain_what_is_left(&mut self) {
        if !self.drafts.is_empty() || self.rest.is_some() {
            return;
        }
        let Err(failure) = parse(self.text, 0) else { return };
        if failure.parser_broke == Some(true) {
            return;
        }
        let all = 0..self.text.len();
        let marks = candidates::marks_before_lines(self.text);
        if !marks.is_empty() {
            return self.drafts.extend(marks);
        }
        let braces = candidates::braces_around_entries(self.text);
        if !braces.is_empty() {
            return self.drafts.extend(braces);
        }
        let tabs = candidates::tabs_on_empty_lines(self.text);
        self.drafts.push(tabs.unwrap_or_else(|| unknown(self.text, &all, &failure)));
    }

    /// The lines of the next top-level entry; `at` is the row to go on with.
    fn stretch(&self, all: &[LenientLine], at: &mut usize, top: usize) -> Option<Range<usize>> {
        let idle = |row: &LenientLine| row.content.is_empty() || self.text[row.content.clone()].starts_with('#');
        let first = *at + all[*at..].iter().position(|row| !idle(row))?;
        let mut end = first + 1;
        while let Some(row) = all.get(end) {
            let shown = &self.text[row.content.clone()];
            let inner = idle(row)
                || row.in_block_text
                || row.indent > top
                || is_item(row, shown)
                || shown.starts_with([']', '}'])
                || is_colon(shown, 0);
            if !inner {
                break;
            }
            end += 1;
        }
        end = self.with_open_ends(all, first, end);
        // Blank lines and comments before the next entry belong to it, so that a mask does not touch them.
        while end > first + 1 && idle(&all[end - 1]) {
            end -= 1;
        }
        *at = end;
        let stop = all.get(end).map_or(self.text.len(), |row| row.line.start);
        Some(all[first].line.start..stop)
    }

    /// Lines at the margin that belong to brackets or quotes still open, or to a block scalar that is not indented.
    fn with_open_ends(&self, all: &[LenientLine], first: usize, end: usize) -> usize {
        let value = &self.text[all[first].value.clone()];
        if !value.starts_with(['[', '{', '"', '\'', '|', '>']) {
            return end;
        }
        let run = all[end..].iter().take(500).take_while(|row| !row.has_word_key(self.text)).count();
        if run == 0 {
            return end;
        }
        let start = all[first].value.start;
        let limit = all.get(end + run).map_or(self.text.len(), |row| row.line.start);
        let here = all.get(end).map_or(self.text.len(), |row| row.line.start);
        if !self.budget.take(limit - start) {
            return end;
        }
        let closes = match value.chars().next() {
            Some('[' | '{') => candidates::end_of_brackets(self.text, start, limit),
            Some('"' | '\'') => quoted_length(&self.text[start..limit]).map(|length| start + length),
            Some('|' | '>') if end == first + 1 => Some(limit),
            _ => None,
        };
        let Some(closes) = closes.filter(|closes| *closes > here) else { return end };
        all[end..end + run].iter().take_while(|row| row.line.start < closes).count() + end
    }

    /// Reads one stretch, masking what is wrong in it until it can be read.
    fn read(&mut self, stretch: Range<usize>, before: Option<&LenientLine>) {
        let mut failure = match self.parse(&stretch) {
            Ok(document) => return self.documents.push(document),
            Err(failure) => failure,
        };
        while self.drafts.len() < limits::SYNTAX_PROBLEMS && failure.parser_broke != Some(true) {
            // The lines of the entry take much memory, so they are not kept.
            let culprit = self.culprit(&BrokenEntry::of(&self.masked, stretch.clone(), before.cloned()), &failure);
            let Some((mut draft, outcome)) = culprit else { break };
            self.mask(&draft.mask);
            self.keep_key(&draft, &rows(self.text, stretch.clone()));
            // A line that continues the value above changes that value.
            let above = before.filter(|_| draft.cause == C::TextNotIndented);
            draft.scope = above.map_or(stretch.start, |row| row.line.start)..stretch.end;
            self.drafts.push(draft);
            match outcome {
                Ok(document) => return self.documents.push(document),
                Err(next) => failure = next,
            }
        }
        self.give_up(&stretch, &failure);
    }

    /// The first candidate without which the parser gets further; those on the lines that it complained of come first.
    fn culprit(
        &self,
        broken: &BrokenEntry<'_>,
        failure: &YamlFailure,
    ) -> Option<(Draft, Result<YamlDocument, YamlFailure>)> {
        let marks: Vec<usize> = failure.at.into_iter().chain(failure.context.map(|(_, at)| at)).collect();
        let mut all = candidates(broken, &marks);
        let on_marked_row = |place: usize| {
            let row = broken.rows.get(broken.rows.partition_point(|row| row.line.end < place));
            row.is_some_and(|row| marks.iter().any(|at| row.line.start <= *at && *at <= row.line.end))
        };
        let is_marked = |draft: &Draft| {
            // The parser complains of the lines below one that is indented too far.
            let below = || draft.labels.iter().map(|(at, _)| at.start).filter(|at| *at > draft.at.start);
            on_marked_row(draft.at.start) || draft.cause == C::WrongIndentation && below().any(on_marked_row)
        };
        all.retain(|draft| self.is_written(&draft.at));
        all.sort_by_key(|draft| !is_marked(draft));
        let mut tried = all.into_iter().take(MAX_TRIES).take_while(|_| self.budget.take(broken.range.len()));
        tried.find_map(|draft| {
            let outcome = self.without(&broken.range, &draft.mask);
            let is_better = match &outcome {
                Ok(_) => true,
                Err(next) => reach(next) > reach(failure),
            };
            is_better.then_some((draft, outcome))
        })
    }

    /// Whether a place begins with what the post says there, not with what masks it.
    fn is_written(&self, at: &Range<usize>) -> bool {
        self.text.get(at.clone()).is_some()
            && self.text.as_bytes().get(at.start) == self.masked.as_bytes().get(at.start)
    }

    fn without(&self, stretch: &Range<usize>, mask: &Mask) -> Result<YamlDocument, YamlFailure> {
        let mut masked = self.masked[stretch.clone()].to_string();
        let range = mask.range();
        masked.replace_range(range.start - stretch.start..range.end - stretch.start, &mask.cover(&self.masked));
        read_stretch(&masked, stretch.start)
    }

    fn parse(&self, stretch: &Range<usize>) -> Result<YamlDocument, YamlFailure> {
        read_stretch(&self.masked[stretch.clone()], stretch.start)
    }

    fn mask(&mut self, mask: &Mask) {
        let cover = mask.cover(&self.masked);
        self.masked.replace_range(mask.range(), &cover);
    }

    /// A masked line at the top still has its key.
    fn keep_key(&mut self, draft: &Draft, rows: &[LenientLine]) {
        let Mask::Lines(lines) = &draft.mask else { return };
        let Some(row) = rows.iter().find(|row| row.line.start == lines.start) else { return };
        let moves_to_the_top = draft.cause == C::WrongIndentation
            && draft.repair.as_ref().is_some_and(|repair| repair.edits.iter().any(|(_, text)| text.is_empty()));
        let is_nested = rows.first().is_some_and(|first| first.indent != row.indent) && !moves_to_the_top;
        if row.dash.is_some() || row.in_block_text || is_nested || draft.cause == C::TextNotIndented {
            return;
        }
        match loose_entry(self.text, row) {
            None => self.keys_known &= !matches!(draft.cause, C::TextWithoutKey | C::UnclosedBracket),
            Some(_) if draft.cause == C::TextWithoutKey => {}
            Some((key, colon, value)) => self.keys.push(broken_entry(self.text, self.base, key, colon, value)),
        }
    }

    fn give_up(&mut self, stretch: &Range<usize>, failure: &YamlFailure) {
        let row = rows(self.text, stretch.clone()).into_iter().find(|row| !row.is_idle(self.text));
        let entry = row.as_ref().and_then(|row| loose_entry(self.text, row));
        // What is valid, and only breaks our parser, is not a problem of the post.
        if failure.parser_broke != Some(true) && self.drafts.len() < limits::SYNTAX_PROBLEMS {
            let mut draft = unknown(self.text, stretch, failure);
            draft.scope = stretch.clone();
            self.drafts.push(draft);
        }
        self.mask(&Mask::Lines(stretch.clone()));
        match entry {
            Some((key, colon, value)) => self.keys.push(broken_entry(self.text, self.base, key, colon, value)),
            None => self.keys_known = false,
        }
    }

    fn finish(mut self) -> Read {
        let (mut entries, mut anchors, mut bad_aliases) = (Vec::new(), HashSet::new(), Vec::new());
        for document in self.documents {
            if let Some(Node { value: Value::Mapping(mapping), .. }) = document.root {
                entries.extend(mapping.0);
            }
            // An alias may refer to an anchor of an earlier entry.
            bad_aliases
                .extend(document.aliases.into_iter().filter(|alias| alias.circular || !anchors.contains(&alias.name)));
            anchors.extend(document.anchors);
        }
        shift(&mut entries, self.base);
        let masks: Vec<Span> =
            self.drafts.iter().map(|draft| Span::from(draft.mask.range()).shift(self.base)).collect();
        uncover(&mut entries, &masks, self.text, self.base);
        entries.extend(self.keys);
        entries.sort_by_key(|entry| entry.key.span);
        for alias in &mut bad_aliases {
            alias.span = alias.span.shift(self.base);
        }
        let mut problems = aliases::problems(&bad_aliases, self.text, self.base);
        drop_what_open_brackets_contain(self.text, &mut self.drafts);
        problems.extend(verified(self.text, self.base, self.drafts));
        merge_text(&mut problems);
        problems.sort_by_key(|problem| problem.span);
        Read {
            entries: Mapping(entries),
            problems,
            rest: self.rest.map(|at| self.base + at),
            keys_known: self.keys_known,
            ..Read::default()
        }
    }
}

/// Where a bracket is not closed, nobody knows what the `!` of `[!draft, x` belongs to, nor what the lines below belong to.
fn drop_what_open_brackets_contain(text: &str, drafts: &mut Vec<Draft>) {
    let unclosed = drafts.iter().filter(|draft| draft.cause == C::UnclosedBracket);
    let open: Vec<(Range<usize>, usize)> = unclosed
        .map(|draft| {
            let range = draft.at.start..draft.mask.range().end;
            let line_end = line_end(&text[..range.end], range.start);
            (range, line_end)
        })
        .collect();
    drafts.retain(|draft| {
        let at = draft.at.start;
        let is_inside = |(range, line_end): &(Range<usize>, usize)| {
            range.start < at && at < range.end && (at > *line_end || draft.cause == C::ReadAsTag)
        };
        !open.iter().any(is_inside)
    });
}

/// The problems with the repairs that make the block readable, each with the other problems masked, and that leave the entries
/// outside their scope as they were.
fn verified(text: &str, base: usize, drafts: Vec<Draft>) -> impl Iterator<Item = SyntaxProblem> {
    let is_short = text.len() <= limits::REPAIRED;
    // Where only the tabs keep the block from being read, a loader that takes those for spaces reads what another repair would change.
    let only_tabs = is_short && text.contains("\n\t") && parse(&tabs_as(" ", text), 0).is_ok();
    let is_good = verify_each(text, &drafts, |index, repaired| {
        let is_cause = !only_tabs || drafts[index].cause == C::TabIndentation;
        is_short && is_cause && keeps_entries(text, &drafts, index, repaired)
    });
    drafts.into_iter().zip(is_good).map(move |(draft, is_good)| draft.into_problem(base, is_good))
}

/// Whether the block can be read with one repair, and has the other entries that it has with that problem masked, too.
fn keeps_entries(text: &str, drafts: &[Draft], index: usize, repaired: &str) -> bool {
    let draft = &drafts[index];
    let masks: Vec<Edit> = masks_of_others(text, drafts, index).chain(draft.mask.edit(text)).collect();
    let Some(masked) = Edit::apply(text, &masks) else { return false };
    let (Ok(repaired), Ok(masked)) = (parse(repaired, 0), parse(&masked, 0)) else { return false };
    if repaired.rest.is_some() {
        return false;
    }
    let (after, before) = (top_entries(repaired.root), top_entries(masked.root));
    let outside: Vec<_> = before.iter().filter(|(at, ..)| !draft.scope.contains(at)).collect();
    let mut rest = after.iter();
    let are_kept = outside.iter().all(|(_, key, value)| rest.any(|(_, other, same)| other == key && same == value));
    // A line that becomes a comment adds no entry; every other repair brings its entry back.
    let adds_no_entry = matches!(draft.cause, C::HtmlComment | C::SlashComment | C::TextWithoutKey);
    are_kept && (adds_no_entry || after.len() > outside.len())
}

/// Place, key and value of the top-level entries.
fn top_entries(root: Option<Node>) -> Vec<(usize, String, Value)> {
    match root {
        Some(Node { value: Value::Mapping(mapping), .. }) => mapping
            .0
            .into_iter()
            .map(|entry| (entry.key.span.start(), entry.key.text, without_places(entry.value)))
            .collect(),
        _ => Vec::new(),
    }
}

/// A value that compares equal wherever it is.
fn without_places(mut node: Node) -> Value {
    let mut open = vec![&mut node];
    while let Some(node) = open.pop() {
        node.span = Span::at(0);
        node.tag = None;
        match &mut node.value {
            Value::Sequence(items) => open.extend(items),
            Value::Mapping(mapping) => {
                for entry in &mut mapping.0 {
                    entry.key.span = Span::at(0);
                    entry.colon = None;
                    open.push(&mut entry.value);
                }
            }
            _ => {}
        }
    }
    node.value
}

/// Whether a line begins with a dash, glued to its text or not.
fn is_item(row: &LenientLine, shown: &str) -> bool {
    row.dash.is_some() || shown.starts_with('-') && !shown.starts_with("--")
}

/// A stretch counts as read when it is a mapping; spans are those of the block.
fn read_stretch(text: &str, start: usize) -> Result<YamlDocument, YamlFailure> {
    let document = parse(text, start)?;
    let is_mapping = document.root.as_ref().is_none_or(|node| matches!(node.value, Value::Mapping(_)));
    if is_mapping && document.rest.is_none() {
        return Ok(document);
    }
    let at = document.rest.unwrap_or(start);
    Err(YamlFailure { problem: "", at: Some(at), context: None, excess: None, parser_broke: None })
}

/// How far the parser came.
fn reach(failure: &YamlFailure) -> usize {
    failure.at.unwrap_or(0)
}

/// Lines of text without a key, one after the other, are one problem.
fn merge_text(problems: &mut Vec<SyntaxProblem>) {
    problems.sort_by_key(|problem| problem.span);
    problems.dedup_by(|later, earlier| later.cause == C::TextWithoutKey && earlier.cause == C::TextWithoutKey);
}
