//! A block that cannot be read as a whole: the good entries kept, each broken one explained and repaired.
use super::super::tree::{Entry, Key, Mapping, Node, Style, SyntaxProblem, Value};
use super::causes::{self, BrokenEntry};
use super::fallback::unknown;
use super::lenient_line::{LenientLine, is_colon, rows};
use super::parse::{YamlDocument, YamlFailure, parse};
use super::suspect::{Candidate, Mask};
use super::verify_fix::verify;
use super::{Read, alias_problems};
use crate::diagnostic::Fix;
use crate::text::{Budget, Edit, Span};
use std::collections::HashSet;
use std::ops::Range;

/// How many problems of one block are told apart; the rest of a block with more is left alone.
const MAX_FAULTS: usize = 24;
/// How many suspects are tried for one problem.
const MAX_TRIES: usize = 48;
/// How many bytes are read again for all suspects of a block, and for what may belong to a broken line.
const MAX_READ: usize = 2 << 20;

/// Reads what can be read of a block that the parser refused with `failure`; `base` is the block's place in the file.
pub(super) fn recover(text: &str, base: usize, failure: &YamlFailure) -> Read {
    if failure.too_deep {
        return too_deep(base, failure);
    }
    if has_merge_conflict(text) {
        // `file/merge-conflict` says it; which side counts is not for a parser to tell.
        return Read { keys_known: false, ..Read::default() };
    }
    let mut recovery = Recovery { text, masked: text.to_string(), base, ..Recovery::new() };
    recovery.run();
    recovery.explain_what_is_left();
    recovery.finish()
}

fn too_deep(base: usize, failure: &YamlFailure) -> Read {
    let problem = SyntaxProblem {
        cause: "too-deep",
        span: Span::new(failure.at.unwrap_or(base), failure.at.unwrap_or(base) + 1),
        message: format!("lists and mappings are nested more than {} deep here", super::parse::MAX_DEPTH),
        labels: Vec::new(),
        help: Some("no front matter needs this; brackets were probably not closed".into()),
        fix: None,
    };
    Read { problems: vec![problem], keys_known: false, ..Read::default() }
}

fn has_merge_conflict(text: &str) -> bool {
    let starts = |sign: &str| text.starts_with(sign) || text.contains(&format!("\n{sign}"));
    starts("<<<<<<< ") && starts(">>>>>>> ")
}

/// A problem that is sure, with the stretch it lies in.
pub(super) struct YamlProblem {
    pub(super) suspect: Candidate,
    pub(super) stretch: Range<usize>,
}

struct Recovery<'t> {
    text: &'t str,
    /// The block with the problems found so far covered up.
    masked: String,
    base: usize,
    found: Vec<YamlProblem>,
    documents: Vec<YamlDocument>,
    /// Entries whose lines were covered: their keys are known all the same.
    keys: Vec<Entry>,
    keys_known: bool,
    rest: Option<usize>,
    /// How many bytes may still be read again, for candidates and for what may belong to a broken line.
    budget: Budget,
}

impl Recovery<'_> {
    fn new() -> Self {
        Self {
            text: "",
            masked: String::new(),
            base: 0,
            found: Vec::new(),
            documents: Vec::new(),
            keys: Vec::new(),
            keys_known: true,
            rest: None,
            budget: Budget::new(MAX_READ),
        }
    }

    fn run(&mut self) {
        let all = rows(self.text, 0..self.text.len());
        let top = all.iter().find(|row| !row.is_idle(self.text)).map_or(0, |row| row.indent);
        let mut at = 0;
        while let Some(stretch) = self.stretch(&all, &mut at, top) {
            let shown = &self.text[stretch.clone()];
            let begun = !self.documents.is_empty() || !self.found.is_empty();
            if begun && (shown.starts_with("--- ") || shown.starts_with("...")) {
                self.rest = Some(stretch.start);
                return;
            }
            let above = all.partition_point(|row| row.line.start < stretch.start);
            let before = all[..above].iter().rfind(|row| !row.is_idle(self.text)).cloned();
            self.read(stretch, before.as_ref());
        }
    }

    /// Every stretch can be read alone, and yet the block cannot: a tab on a line of blanks, or something between the stretches.
    fn explain_what_is_left(&mut self) {
        if !self.found.is_empty() || self.rest.is_some() {
            return;
        }
        let Err(failure) = parse(self.text, 0) else { return };
        if failure.parser_broke == Some(true) {
            return;
        }
        let all = 0..self.text.len();
        let suspect = causes::blank_tabs(self.text).unwrap_or_else(|| unknown(self.text, &all, &failure));
        self.found.push(YamlProblem { suspect, stretch: 0..0 });
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

    /// Lines at the margin that belong to brackets or quotes still open, or to a text that was not indented.
    fn with_open_ends(&self, all: &[LenientLine], first: usize, end: usize) -> usize {
        let value = &self.text[all[first].value.clone()];
        if !value.starts_with(['[', '{', '"', '\'', '|', '>']) {
            return end;
        }
        let loose = |row: &LenientLine| !row.has_word_key(self.text);
        let run = all[end..].iter().take(500).take_while(|row| loose(row)).count();
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
            Some('[' | '{') => super::flow::scan(self.text, start, limit).end,
            Some('"' | '\'') => {
                super::lenient_line::quoted_length(&self.text[start..limit]).map(|length| start + length)
            }
            Some('|' | '>') if end == first + 1 => Some(limit),
            _ => None,
        };
        let Some(closes) = closes.filter(|closes| *closes > here) else { return end };
        all[end..end + run].iter().take_while(|row| row.line.start < closes).count() + end
    }

    /// Reads one stretch, covering up what is wrong in it until it can be read.
    fn read(&mut self, stretch: Range<usize>, before: Option<&LenientLine>) {
        let mut failure = match self.parse(&stretch) {
            Ok(document) => return self.documents.push(document),
            Err(failure) => failure,
        };
        while self.found.len() < MAX_FAULTS && failure.parser_broke != Some(true) {
            let broken = BrokenEntry {
                text: &self.masked,
                range: stretch.clone(),
                rows: rows(&self.masked, stretch.clone()),
                before: before.cloned(),
            };
            let Some((suspect, outcome)) = self.culprit(&broken, &failure) else { break };
            self.cover(&suspect.mask);
            self.keep_key(&suspect, &rows(self.text, stretch.clone()));
            // A line that goes on with the value above changes that value.
            let start =
                before.filter(|_| suspect.cause == "text-not-indented").map_or(stretch.start, |row| row.line.start);
            self.found.push(YamlProblem { suspect, stretch: start..stretch.end });
            match outcome {
                Ok(document) => return self.documents.push(document),
                Err(next) => failure = next,
            }
        }
        self.give_up(&stretch, &failure);
    }

    /// The first suspect without which the parser gets further; those on the lines it complained of come first.
    fn culprit(
        &self,
        broken: &BrokenEntry<'_>,
        failure: &YamlFailure,
    ) -> Option<(Candidate, Result<YamlDocument, YamlFailure>)> {
        let marks: Vec<usize> = failure.at.into_iter().chain(failure.context.map(|(_, at)| at)).collect();
        let mut suspects = causes::suspects(broken, &marks);
        let on_marked_row = |place: usize| {
            let row = broken.rows.get(broken.rows.partition_point(|row| row.line.end < place));
            row.is_some_and(|row| marks.iter().any(|at| row.line.start <= *at && *at <= row.line.end))
        };
        // The parser complains of the lines below one that is too far in.
        let marked = |suspect: &Candidate| {
            let below = || suspect.labels.iter().map(|(at, _)| at.start).filter(|at| *at > suspect.at.start);
            on_marked_row(suspect.at.start) || suspect.cause == "wrong-indentation" && below().any(on_marked_row)
        };
        suspects.retain(|suspect| self.is_written(&suspect.at));
        suspects.sort_by_key(|suspect| !marked(suspect));
        let mut tried = suspects.into_iter().take(MAX_TRIES).take_while(|_| self.budget.take(broken.range.len()));
        tried.find_map(|suspect| {
            let outcome = self.without(&broken.range, &suspect.mask);
            let better = match &outcome {
                Ok(_) => true,
                Err(next) => reach(next) > reach(failure),
            };
            better.then_some((suspect, outcome))
        })
    }

    /// Whether a place begins with what the post says there, not with what covers it.
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

    fn cover(&mut self, mask: &Mask) {
        let cover = mask.cover(&self.masked);
        self.masked.replace_range(mask.range(), &cover);
    }

    /// A covered line at the top still has its key.
    fn keep_key(&mut self, suspect: &Candidate, rows: &[LenientLine]) {
        let Mask::Lines(lines) = &suspect.mask else { return };
        let Some(row) = rows.iter().find(|row| row.line.start == lines.start) else { return };
        let to_the_top = suspect.cause == "wrong-indentation"
            && suspect.repair.as_ref().is_some_and(|repair| repair.edits.iter().any(|(_, text)| text.is_empty()));
        let nested = rows.first().is_some_and(|first| first.indent != row.indent) && !to_the_top;
        if row.dash.is_some() || row.in_block_text || nested || suspect.cause == "text-not-indented" {
            return;
        }
        let Some((key, colon, value)) = loose_entry(self.text, row) else {
            self.keys_known &= !matches!(suspect.cause, "text-without-key" | "unclosed-bracket");
            return;
        };
        if suspect.cause == "text-without-key" {
            return;
        }
        self.keys.push(broken_entry(self.text, self.base, key, colon, value));
    }

    fn give_up(&mut self, stretch: &Range<usize>, failure: &YamlFailure) {
        let row = rows(self.text, stretch.clone()).into_iter().find(|row| !row.is_idle(self.text));
        let entry = row.as_ref().and_then(|row| loose_entry(self.text, row));
        if failure.parser_broke == Some(true) {
            // Valid, and only our parser breaks on it.
        } else if self.found.len() < MAX_FAULTS {
            let suspect = unknown(self.text, stretch, failure);
            self.found.push(YamlProblem { suspect, stretch: stretch.clone() });
        }
        self.cover(&Mask::Lines(stretch.clone()));
        match entry {
            Some((key, colon, value)) => self.keys.push(broken_entry(self.text, self.base, key, colon, value)),
            None => self.keys_known = false,
        }
    }

    fn finish(mut self) -> Read {
        let (mut entries, mut anchors, mut aliases) = (Vec::new(), HashSet::new(), Vec::new());
        for document in self.documents {
            if let Some(Node { value: Value::Mapping(mapping), .. }) = document.root {
                entries.extend(mapping.0);
            }
            // An alias may refer to an anchor of an earlier stretch.
            aliases
                .extend(document.aliases.into_iter().filter(|alias| alias.circular || !anchors.contains(&alias.name)));
            anchors.extend(document.anchors);
        }
        shift(&mut entries, self.base);
        let covered: Vec<Span> = self.found.iter().map(|found| span(found.suspect.mask.range(), self.base)).collect();
        uncover(&mut entries, &covered, self.text, self.base);
        entries.extend(self.keys);
        entries.sort_by_key(|entry| entry.key.span);
        for alias in &mut aliases {
            alias.span = alias.span.shift(self.base);
        }
        let mut problems = alias_problems(&aliases, self.text, self.base);
        drop_what_open_brackets_hold(self.text, &mut self.found);
        let verified = verify(self.text, &self.found);
        problems
            .extend(self.found.into_iter().zip(verified).map(|(found, good)| problem(found.suspect, self.base, good)));
        merge_text(&mut problems);
        problems.sort_by_key(|problem| problem.span);
        Read {
            entries: Mapping(entries),
            problems,
            not_a_mapping: None,
            doubles: Vec::new(),
            rest: self.rest.map(|at| self.base + at),
            keys_known: self.keys_known,
        }
    }
}

/// Where a bracket is not closed, nobody knows what the `!` of `[!draft, x` stands before, nor what the lines below belong to.
fn drop_what_open_brackets_hold(text: &str, found: &mut Vec<YamlProblem>) {
    let open: Vec<(Range<usize>, usize)> = found
        .iter()
        .filter(|found| found.suspect.cause == "unclosed-bracket")
        .map(|found| {
            let range = found.suspect.at.start..found.suspect.mask.range().end;
            let line_end = text[range.clone()].find(['\n', '\r']).map_or(range.end, |length| range.start + length);
            (range, line_end)
        })
        .collect();
    found.retain(|found| {
        let at = found.suspect.at.start;
        let is_held = |(range, line_end): &(Range<usize>, usize)| {
            range.start < at && at < range.end && (at > *line_end || found.suspect.cause == "read-as-tag")
        };
        !open.iter().any(is_held)
    });
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
    Err(YamlFailure { problem: "", at: Some(at), context: None, too_deep: false, parser_broke: None })
}

/// How far the parser came.
fn reach(failure: &YamlFailure) -> usize {
    failure.at.unwrap_or(0)
}

/// Key, colon and value of a line that looks like an entry, however it is broken.
fn loose_entry(text: &str, row: &LenientLine) -> Option<(Range<usize>, Option<usize>, Range<usize>)> {
    if let Some(key) = &row.key {
        let colon = text[key.end..row.content.end].find(':').map(|at| key.end + at);
        if let Some((inner, _)) = text[key.clone()].split_once('：') {
            return Some((key.start..key.start + inner.trim_end().len(), None, row.value.clone()));
        }
        let start = key.start + causes::fence_before_key(&text[key.clone()]).unwrap_or(0);
        return Some((start..key.end, colon, row.value.clone()));
    }
    let shown = &text[row.content.clone()];
    let end = shown.find(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '：' | ';')).unwrap_or(shown.len());
    let word = shown[..end].trim_matches(['"', '\'']);
    if !super::lenient_line::is_word(word) {
        return None;
    }
    let start = row.content.start;
    let colon = shown[end..].starts_with(':').then_some(start + end);
    let rest = shown[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '：' | ';'));
    Some((start..start + end, colon, row.content.end - rest.len()..row.content.end))
}

fn broken_entry(text: &str, base: usize, key: Range<usize>, colon: Option<usize>, value: Range<usize>) -> Entry {
    let shown = text[key.clone()].trim_matches(['"', '\'']).to_string();
    let node = Node {
        value: Value::Scalar { text: text[value.clone()].to_string(), style: Style::Plain },
        span: span(value, base),
        tag: None,
        anchor: None,
    };
    Entry {
        key: Key { text: shown, span: span(key, base), style: Style::Plain },
        colon: colon.map(|at| Span::new(base + at, base + at + 1)),
        value: node,
        broken: true,
    }
}

pub(super) fn span(range: Range<usize>, base: usize) -> Span {
    Span::new(range.start, range.end).shift(base)
}

/// Moves the spans of a tree from the block to the file.
fn shift(entries: &mut [Entry], base: usize) {
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
        if let Some((_, tag)) = &mut node.tag {
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

/// Marks the innermost entries whose value was covered, and gives covered scalars their own text again.
fn uncover(entries: &mut [Entry], covered: &[Span], text: &str, base: usize) {
    let hit = |span: Span| covered.iter().any(|mask| span.start() < mask.end() && mask.start() < span.end());
    let own = |span: Span| text.get(span.start() - base..span.end() - base).unwrap_or("").to_string();
    let mut open: Vec<&mut Entry> = entries.iter_mut().collect();
    while let Some(entry) = open.pop() {
        if !hit(entry.value.span) && !covered.iter().any(|mask| follows(entry, *mask, text, base)) {
            continue;
        }
        let mut nodes = vec![&mut entry.value];
        while let Some(node) = nodes.pop() {
            match &mut node.value {
                Value::Mapping(mapping) if !mapping.0.is_empty() => {
                    let inside = mapping.0.iter().any(|inner| hit(inner.value.span));
                    entry.broken |= !inside;
                    open.extend(mapping.0.iter_mut());
                }
                Value::Sequence(items) => nodes.extend(items.iter_mut().filter(|item| hit(item.span))),
                Value::Scalar { text, .. } => {
                    entry.broken = true;
                    if hit(node.span) {
                        *text = own(node.span);
                    }
                }
                _ => entry.broken = true,
            }
        }
    }
}

/// Whether covered lines come right after an entry that is empty without them.
fn follows(entry: &Entry, mask: Span, text: &str, base: usize) -> bool {
    let end = entry.value.span.end().max(entry.colon.map_or(0, Span::end));
    let empty = entry.value.span.is_empty() || matches!(entry.value.value, Value::Mapping(_) | Value::Sequence(_));
    empty
        && mask.start() >= end
        && text.get(end - base..mask.start() - base).is_some_and(|between| between.trim_start().is_empty())
        && text.get(mask.start() - base..).is_some_and(|rest| rest.starts_with([' ', '\t', '-']))
}

fn problem(suspect: Candidate, base: usize, verified: bool) -> SyntaxProblem {
    let labels = suspect.labels.into_iter().map(|(at, message)| (span(at, base), message)).collect();
    let fix = suspect.repair.filter(|_| verified).map(|repair| Fix {
        title: repair.title.into(),
        safety: repair.safety,
        edits: repair.edits.into_iter().map(|(at, text)| Edit::replace(span(at, base), text)).collect(),
    });
    let (span, message) = (span(suspect.at, base), suspect.message);
    SyntaxProblem { cause: suspect.cause, span, message, labels, help: suspect.help, fix }
}

/// Lines of text without a key, one after the other, are one problem.
fn merge_text(problems: &mut Vec<SyntaxProblem>) {
    problems.sort_by_key(|problem| problem.span);
    problems.dedup_by(|later, earlier| later.cause == "text-without-key" && earlier.cause == "text-without-key");
}
