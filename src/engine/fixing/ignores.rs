//! Comments that suppress what was found in a text, put where each is a comment and changes nothing else.
use super::law::{Kept, Known, obeys};
use super::markdown_lines;
use super::{MadeFix, Recheck, Rechecked, RefusedFix};
use crate::diagnostic::{Diagnostic, RuleId, Safety};
use crate::front_matter::Format;
use crate::post::{Post, PostKind};
use crate::rules::is_mandatory;
use crate::text::{Edit, SourceFile};
use std::collections::{BTreeMap, HashSet};
use std::mem;

/// What the word of a comment for the whole file ends in.
const OF_FILE: &str = "-file";
/// How often one text is checked again, to find a place for each comment.
const MOST_CHECKS: usize = 200;

/// A text with its new comments.
#[derive(Debug)]
pub(in crate::engine) struct Ignored {
    pub(in crate::engine) bytes: Vec<u8>,
    pub(in crate::engine) made: Vec<MadeFix>,
    /// Findings for which there is no comment.
    pub(in crate::engine) refused: Vec<RefusedFix>,
}

/// Suppresses the findings of a text, each by a comment on or above its line that gives the reason; where none is possible, by one for the
/// whole file.
pub(in crate::engine) fn ignore(
    source: &SourceFile,
    checked: &Rechecked,
    reason: Option<&str>,
    recheck: &dyn Recheck,
) -> Ignored {
    let dialect = recheck.dialect();
    let post = Post::new(source, &dialect, PostKind::Post);
    let mut writer = CommentWriter {
        post: &post,
        known: Known { source, checked },
        reason,
        recheck,
        left: MOST_CHECKS,
        edits: Vec::new(),
        gone: HashSet::new(),
    };
    let mut refused = Vec::new();
    let mut lines: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in (0..checked.found.len()).filter(|index| checked.is_wanted(*index)) {
        let finding = &checked.found[index];
        if is_mandatory(finding.rule) {
            refused.push(refusal(source, finding, "hide that the file could not be checked"));
        } else {
            lines.entry(source.line_of(finding.span.start())).or_default().push(index);
        }
    }
    let lines: Vec<Line> = lines.into_iter().collect();
    let mut made = Vec::new();
    for (line, indexes) in writer.write_all(&lines) {
        let findings = indexes.iter().map(|index| &checked.found[*index]);
        match line {
            Ok(()) => made.extend(findings.map(|finding| suppression(source, finding))),
            Err(why) => refused.extend(findings.map(|finding| refusal(source, finding, &why))),
        }
    }
    let bytes = writer.bytes(&writer.edits);
    Ignored { bytes, made, refused }
}

fn suppression(source: &SourceFile, finding: &Diagnostic) -> MadeFix {
    let title = format!("ignore `{}`", finding.rule);
    MadeFix { rule: finding.rule, title, safety: Safety::Safe, line: source.line_of(finding.span.start()) }
}

fn refusal(source: &SourceFile, finding: &Diagnostic, why: &str) -> RefusedFix {
    RefusedFix { fix: suppression(source, finding), why: why.to_string() }
}

/// The number of a line, and its findings.
type Line = (usize, Vec<usize>);

/// Finds a place for each comment.
struct CommentWriter<'a> {
    post: &'a Post<'a>,
    known: Known<'a>,
    reason: Option<&'a str>,
    recheck: &'a dyn Recheck,
    /// How often the text may be checked again.
    left: usize,
    /// The comments so far.
    edits: Vec<Edit>,
    /// The findings that they suppress.
    gone: HashSet<usize>,
}

impl CommentWriter<'_> {
    /// Writes the comments of these lines. Where one is not possible, the rules of that line get one for the whole file, and no others.
    fn write_all(&mut self, lines: &[Line]) -> Vec<(Result<(), String>, Vec<usize>)> {
        let (start, gone) = (self.edits.clone(), self.gone.clone());
        let mut written = self.write_lines(lines);
        let failed = written.iter().filter(|(line, _)| line.is_err()).flat_map(|(_, indexes)| indexes);
        let failed: Vec<usize> = failed.copied().collect();
        if failed.is_empty() {
            return written;
        }
        let of_lines = (mem::replace(&mut self.edits, start), mem::replace(&mut self.gone, gone));
        let rules = self.rules(&failed);
        let (of_file, others): (Vec<usize>, Vec<usize>) = lines
            .iter()
            .flat_map(|(_, indexes)| indexes)
            .partition(|index| rules.contains(&self.known.checked.found[**index].rule));
        match self.attempt(vec![self.of_file(&rules)], &of_file) {
            Ok(()) => {
                let is_other =
                    |indexes: &[usize]| indexes.iter().copied().filter(|index| others.contains(index)).collect();
                let lines: Vec<Line> = lines.iter().map(|(line, indexes)| (*line, is_other(indexes))).collect();
                written = self.write_lines(&lines);
                written.push((Ok(()), of_file));
            }
            Err(why) => {
                (self.edits, self.gone) = of_lines;
                for (line, _) in written.iter_mut().filter(|(line, _)| line.is_err()) {
                    *line = Err(why.clone());
                }
            }
        }
        written
    }

    /// Writes the comments of these lines, all at once if that is possible, else one after the other.
    fn write_lines(&mut self, lines: &[Line]) -> Vec<(Result<(), String>, Vec<usize>)> {
        let lines: Vec<&Line> = lines.iter().filter(|(_, indexes)| !indexes.is_empty()).collect();
        let first: Vec<Edit> = lines
            .iter()
            .filter_map(|(line, indexes)| self.places(*line, &self.rules(indexes)).into_iter().next())
            .collect();
        let all: Vec<usize> = lines.iter().flat_map(|(_, indexes)| indexes.iter().copied()).collect();
        if first.len() == lines.len() && (lines.is_empty() || self.attempt(first, &all).is_ok()) {
            return vec![(Ok(()), all)];
        }
        lines.iter().map(|(line, indexes)| (self.write(*line, indexes), indexes.clone())).collect()
    }

    /// Writes the comment of one line at the first place where it is possible.
    fn write(&mut self, line: usize, indexes: &[usize]) -> Result<(), String> {
        let rules = self.rules(indexes);
        let mut why = "need a comment where there can be none".to_string();
        for edit in self.places(line, &rules) {
            match self.attempt(vec![edit], indexes) {
                Ok(()) => return Ok(()),
                Err(reason) => why = reason,
            }
        }
        Err(why)
    }

    /// Adds comments if the text then holds all that must hold.
    fn attempt(&mut self, more: Vec<Edit>, indexes: &[usize]) -> Result<(), String> {
        self.left = self.left.checked_sub(1).ok_or("take too long to verify beside the other comments of this file")?;
        let Known { source, .. } = self.known;
        let edits: Vec<Edit> = self.edits.iter().cloned().chain(more).collect();
        let gone: HashSet<usize> = self.gone.iter().chain(indexes).copied().collect();
        let after = SourceFile::new(source.path(), self.bytes(&edits)).with_site_path(source.site_path());
        let refs: Vec<&Edit> = edits.iter().collect();
        obeys(&self.known, &gone, &refs, Kept::Values, &after, self.recheck)?;
        (self.edits, self.gone) = (edits, gone);
        Ok(())
    }

    fn bytes(&self, edits: &[Edit]) -> Vec<u8> {
        let mut sorted: Vec<&Edit> = edits.iter().collect();
        // Only on the first line of the block does a comment cover the fence.
        sorted.sort_by_key(|edit| (edit.span, edit.text.contains("frontlint-ignore-file ")));
        let source = self.known.source.bytes();
        let (mut bytes, mut done) = (Vec::with_capacity(source.len() + 80 * edits.len()), 0);
        for edit in sorted {
            bytes.extend(&source[done..edit.span.start()]);
            bytes.extend(edit.text.as_bytes());
            done = edit.span.end();
        }
        bytes.extend(&source[done..]);
        bytes
    }

    fn rules(&self, indexes: &[usize]) -> Vec<RuleId> {
        let mut rules: Vec<RuleId> = indexes.iter().map(|index| self.known.checked.found[*index].rule).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    /// The places for a comment about a line, the best first.
    fn places(&self, line: usize, rules: &[RuleId]) -> Vec<Edit> {
        let source = self.known.source;
        let front = self.post.front();
        let span = source.line_span(line);
        let text = source.slice(span);
        let line_text = text.trim_end_matches(['\r', '\n']);
        let end = span.start() + line_text.len();
        let indent: String = text.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
        let newline = newline(source);
        let own_line = |comment: String| Edit::insert(span.start(), format!("{indent}{comment}{newline}"));
        let at_end = |comment: String| Edit::insert(end, format!(" {comment}"));
        let Some(block) = front.fence.block().filter(|block| span.start() < block.body) else {
            let comment = self.in_body(rules, "");
            let is_code = self.post.is_code(span.start()) && self.post.is_code(end.saturating_sub(1));
            // Code has no comments. In a row of a table, one would be a cell; after the attributes of kramdown, it would make a text of them.
            // Above an item, it would split the list; in a heading, it may become part of its id.
            let is_structure = self.post.is_markdown() && markdown_lines::is_of_structure(source, line);
            if is_code
                || is_structure
                || self.post.is_markdown() && (line_text.contains('|') || line_text.trim_end().ends_with('}'))
            {
                return Vec::new();
            }
            // What ends a line of Markdown may break it there.
            let end = span.start() + line_text.trim_end_matches([' ', '\t', '\\']).len();
            let at_end = |comment: String| Edit::insert(end, format!(" {comment}"));
            let is_start = line == 1 || source.slice(source.line_span(line - 1)).trim().is_empty();
            // In the middle of a paragraph, a line of its own would end it.
            return if is_start { vec![own_line(comment.clone()), at_end(comment)] } else { vec![at_end(comment)] };
        };
        if block.format == Format::Json {
            return Vec::new();
        }
        let comment = self.in_front(rules, "");
        if span.start() < block.content.start() {
            return vec![Edit::insert(block.content.start(), format!("{comment}{newline}"))];
        }
        vec![own_line(comment.clone()), at_end(comment)]
    }

    /// The comment for the whole file: in the front matter, or at the end of the body.
    fn of_file(&self, rules: &[RuleId]) -> Edit {
        let (source, front) = (self.known.source, self.post.front());
        let newline = newline(source);
        match front.fence.block() {
            Some(block) if block.format != Format::Json => {
                Edit::insert(block.content.start(), format!("{}{newline}", self.in_front(rules, OF_FILE)))
            }
            _ => {
                let before = if source.text().ends_with('\n') { "" } else { newline };
                let comment = self.in_body(rules, OF_FILE);
                Edit::insert(source.bytes().len(), format!("{before}{newline}{comment}{newline}"))
            }
        }
    }

    fn in_front(&self, rules: &[RuleId], of_file: &str) -> String {
        format!("# {}", self.words(rules, of_file))
    }

    fn in_body(&self, rules: &[RuleId], of_file: &str) -> String {
        let words = self.words(rules, of_file);
        if self.post.is_mdx() { format!("{{/* {words} */}}") } else { format!("<!-- {words} -->") }
    }

    fn words(&self, rules: &[RuleId], of_file: &str) -> String {
        let names: Vec<&str> = rules.iter().map(|rule| rule.as_str()).collect();
        let reason = self.reason.map(|reason| format!(" -- {reason}")).unwrap_or_default();
        format!("frontlint-ignore{of_file} {}{reason}", names.join(", "))
    }
}

/// The line end of the first line.
fn newline(source: &SourceFile) -> &'static str {
    let first = source.slice(source.line_span(1));
    if first.ends_with("\r\n") { "\r\n" } else { "\n" }
}

/// Whether a reason can be part of a comment of any form: one line, without what ends a comment.
pub(in crate::engine) fn is_reason(text: &str) -> bool {
    !text.trim().is_empty()
        && !text.contains(char::is_control)
        && !["--", "*/", "<!"].iter().any(|end| text.contains(end))
}
