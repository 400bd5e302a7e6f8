//! Directives: comments in a post that suppress findings, and the mistakes in them.
use crate::catalogue;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::front_matter::{Fence, Format, Mapping, Node, Value};
use crate::post::Post;
use crate::rules::{DirectiveProblem, Elsewhere, is_mandatory};
use crate::text::{SourceFile, Span, char_boundary_before};
use memchr::memmem;
use std::collections::HashMap;

/// What every directive begins with.
const NAME: &str = "frontlint";
const WORD: &str = "frontlint-ignore";
const FILE: &str = "-file";
/// How many bytes of a comment before and after the word are searched for its start and its end.
const REACH: usize = 2048;

/// A comment that suppresses findings.
#[derive(Debug)]
pub(super) struct Directive {
    /// From the word to the end of the reason.
    span: Span,
    names: Vec<DirectiveRule>,
    /// The word of another tool, and what is written instead.
    foreign: Option<(String, &'static str)>,
    covers: Covers,
    has_reason: bool,
}

/// A rule or group that a directive names.
#[derive(Debug)]
struct DirectiveRule {
    name: String,
    span: Span,
    used: bool,
}

#[derive(Debug)]
enum Covers {
    File,
    /// Findings that begin on one of these lines, by number.
    Lines(Vec<usize>),
}

/// The text of a comment, and the whole comment with its delimiters.
struct Comment {
    text: Span,
    whole: Span,
}

/// The directives of a post, and the lines for which each name counts.
#[derive(Debug, Default)]
pub(super) struct Directives {
    list: Vec<Directive>,
    /// By line (`None` for the whole file) and name: the directive and the place of the name in it.
    index: HashMap<(Option<usize>, String), (usize, usize)>,
}

impl Directives {
    /// Finds the directives of a post.
    pub(super) fn of(post: &Post<'_>) -> Self {
        let text = post.source.text();
        let mut found: Vec<(Directive, Comment)> = Vec::new();
        for at in memmem::find_iter(text.as_bytes(), NAME) {
            if let Some(comment) = comment_around(post, at) {
                found.extend(parse(text, at, &comment).map(|directive| (directive, comment)));
            }
        }
        // From the end, so that a directive above another one finds the line of that one already known.
        let mut targets = HashMap::new();
        for (directive, comment) in found.iter_mut().rev() {
            let lines = covered(post, comment.whole, &mut targets);
            if let Covers::Lines(covered) = &mut directive.covers {
                *covered = lines;
            }
        }
        let mut directives = Self::default();
        for (directive, _) in found {
            directives.add(directive);
        }
        directives
    }

    fn add(&mut self, directive: Directive) {
        let at = self.list.len();
        for (nth, named) in directive.names.iter().enumerate() {
            let mut index = |line| _ = self.index.entry((line, named.name.clone())).or_insert((at, nth));
            match &directive.covers {
                Covers::File => index(None),
                Covers::Lines(lines) => lines.iter().for_each(|line| index(Some(*line))),
            }
        }
        self.list.push(directive);
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether a directive suppresses a finding of `rule` at `span`; every directive that does is marked as used.
    pub(super) fn silence(&mut self, source: &SourceFile, rule: RuleId, span: Span) -> bool {
        if is_mandatory(rule) {
            return false;
        }
        let line = source.line_of(span.start());
        let mut silent = false;
        for line in [None, Some(line)] {
            for name in [rule.as_str(), rule.group()] {
                if let Some((directive, nth)) = self.index.get(&(line, name.to_string())) {
                    self.list[*directive].names[*nth].used = true;
                    silent = true;
                }
            }
        }
        silent
    }

    /// What is wrong with the directives; `is_on` says whether a rule runs at all, and `found` is what they do not suppress.
    pub(super) fn problems(
        &self,
        post: &Post<'_>,
        found: &[Diagnostic],
        is_on: &dyn Fn(RuleId) -> bool,
    ) -> Vec<(Span, DirectiveProblem<'_>)> {
        let mut problems = Vec::new();
        for directive in &self.list {
            if let Some((word, right)) = &directive.foreign {
                problems.push((directive.span, DirectiveProblem::UnknownWord { word, right }));
                continue;
            }
            if directive.names.is_empty() {
                problems.push((directive.span, DirectiveProblem::NoRule));
            }
            for named in &directive.names {
                if !is_known(&named.name) {
                    problems.push((named.span, DirectiveProblem::UnknownRule(&named.name)));
                } else if !named.used && could_fire(&named.name, is_on) {
                    let elsewhere = nearest(post, found, named);
                    problems.push((named.span, DirectiveProblem::Unused { name: &named.name, elsewhere }));
                }
            }
            if !directive.has_reason && !directive.names.is_empty() {
                problems.push((directive.span, DirectiveProblem::NoReason));
            }
        }
        problems
    }
}

/// The finding of a rule or group that is nearest to its name in a directive.
fn nearest(post: &Post<'_>, found: &[Diagnostic], named: &DirectiveRule) -> Option<Elsewhere> {
    let places = found.iter().filter(|finding| finding.rule.is_named(&named.name)).map(|finding| finding.span);
    let span = places.min_by_key(|place| place.start().abs_diff(named.span.start()))?;
    let line = post.source.line_of(span.start());
    Some(Elsewhere { span, line, is_fence: fence_line(post) == Some(line) })
}

/// The number of the line with the opening fence.
fn fence_line(post: &Post<'_>) -> Option<usize> {
    let open = match &post.front().fence {
        Fence::Unclosed(unclosed) => Some(unclosed.open),
        Fence::Code(block) => Some(block.open),
        fence => fence.block().map(|block| block.open),
    };
    open.map(|open| post.source.line_of(open.start()))
}

fn is_known(name: &str) -> bool {
    catalogue::pages().iter().any(|page| page.rule.is_named(name))
}

/// Whether a run of these rules can show that a name is unused: every rule of that name that runs by default must run.
fn could_fire(name: &str, is_on: &dyn Fn(RuleId) -> bool) -> bool {
    let mut named = catalogue::pages().iter().filter(|page| page.rule.is_named(name));
    if name.contains('/') {
        return named.all(|page| is_on(page.rule));
    }
    named.all(|page| is_on(page.rule) || page.header().severity == catalogue::Level::Off)
}

/// The comment around the byte `at`, when there is one.
fn comment_around(post: &Post<'_>, at: usize) -> Option<Comment> {
    let (format, end) = match &post.front().fence {
        Fence::Unclosed(unclosed) => (Some(unclosed.format), post.source.text().len()),
        fence => (fence.block().map(|block| block.format), fence.block().map_or(0, |block| block.content.end())),
    };
    match format {
        Some(Format::Yaml | Format::Toml) if at < end => line_comment(post, at),
        Some(Format::Json) if at < end => None,
        _ => body_comment(post, at),
    }
}

/// The comment `# …` around the byte `at`, up to the end of its line.
fn line_comment(post: &Post<'_>, at: usize) -> Option<Comment> {
    let text = post.source.text();
    let line = post.source.line_span(post.source.line_of(at));
    let end = line.start() + text[line.range()].trim_end_matches(['\n', '\r']).len();
    let from = line.start().max(char_boundary_before(text, at.saturating_sub(REACH)));
    let opens = |hash: &usize| {
        let before = text[line.start()..*hash].chars().next_back();
        before.is_none_or(char::is_whitespace) && !is_in_value(&post.front().entries, *hash)
    };
    let hash = text[from..at].match_indices('#').map(|(offset, _)| from + offset).find(opens)?;
    Some(Comment { text: Span::new(hash + 1, end), whole: Span::new(hash, end) })
}

/// Whether a byte is inside a scalar, where `#` does not begin a comment.
fn is_in_value(entries: &Mapping, at: usize) -> bool {
    let mut node = entry_at(entries, at);
    while let Some(inner) = node {
        node = match &inner.value {
            Value::Scalar { .. } => return at < inner.span.end(),
            Value::Sequence(items) => last_before(items, at, |item| item.span),
            Value::Mapping(entries) => entry_at(entries, at),
            Value::Alias(_) => None,
        };
    }
    false
}

fn entry_at(entries: &Mapping, at: usize) -> Option<&Node> {
    last_before(&entries.0, at, |entry| entry.value.span).map(|entry| &entry.value)
}

/// The last of some parts, which are in order, that begins at or before `at`.
fn last_before<T>(parts: &[T], at: usize, span: impl Fn(&T) -> Span) -> Option<&T> {
    let after = parts.partition_point(|part| span(part).start() <= at);
    parts[..after].last()
}

/// The comment `<!-- … -->`, or `{/* … */}` in MDX, around the byte `at`, outside code.
fn body_comment(post: &Post<'_>, at: usize) -> Option<Comment> {
    let text = post.source.text();
    let start = post.body_span().start();
    if at < start || post.is_code(at) {
        return None;
    }
    let enclosed = |open: &str, close: &str| {
        // The search is bounded: otherwise a text full of the word would take quadratic time.
        let from = start.max(char_boundary_before(text, at.saturating_sub(REACH)));
        let opened = from + memmem::rfind(&text.as_bytes()[from..at], open.as_bytes())?;
        let inside = opened + open.len();
        if text[inside..at].contains(close) {
            return None;
        }
        let ahead = &text.as_bytes()[at..text.len().min(at + REACH)];
        let len = memmem::find(ahead, close.as_bytes())?;
        Some(Comment { text: Span::new(inside, at + len), whole: Span::new(opened, at + len + close.len()) })
    };
    enclosed("<!--", "-->").or_else(|| if post.is_mdx() { enclosed("{/*", "*/}") } else { None })
}

/// The directive whose word is at `at` in a comment; `None` when the comment only mentions the word.
fn parse(text: &str, at: usize, comment: &Comment) -> Option<Directive> {
    if !text[at..].starts_with(WORD) {
        return parse_foreign(text, at, comment);
    }
    let mut rest = at + WORD.len();
    let whole_file = text[rest..].starts_with(FILE);
    if whole_file {
        rest += FILE.len();
    } else if !text[comment.text.start()..at].trim_start().is_empty() {
        return None;
    }
    let content = &text[rest..comment.text.end()];
    if content.starts_with(|c: char| !c.is_whitespace()) {
        return parse_foreign(text, at, comment);
    }
    let (names, reason) = match content.find("--") {
        Some(dashes) => (&content[..dashes], content[dashes..].trim_start_matches('-').trim()),
        None => (content, ""),
    };
    Some(Directive {
        span: Span::new(at, rest + content.trim_end().len()),
        names: split_names(names, rest),
        foreign: None,
        covers: if whole_file { Covers::File } else { Covers::Lines(Vec::new()) },
        has_reason: !reason.is_empty(),
    })
}

/// The words by which other tools suppress findings, without what they are for (`-next-line`, `-file`). After a colon any other word may
/// begin a sentence.
const FOREIGN: [&str; 6] = ["ignore", "disable", "enable", "off", "skip", "noqa"];

/// A directive in the words of another tool: `frontlint-disable-next-line`, `frontlint: ignore`.
fn parse_foreign(text: &str, at: usize, comment: &Comment) -> Option<Directive> {
    if !text[comment.text.start()..at].trim_start().is_empty() {
        return None;
    }
    let rest = &text[at + NAME.len()..comment.text.end()];
    let joined = rest.strip_prefix('-');
    let word = joined.or_else(|| rest.strip_prefix(':').map(|rest| rest.trim_start_matches(' ')))?;
    let length = word.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(word.len());
    let word = &word[..length];
    let first = word.split(['-', '_']).next().unwrap_or("");
    if !FOREIGN.contains(&first) && (joined.is_none() || word.is_empty()) {
        return None;
    }
    let mut span = Span::new(at, at + NAME.len() + rest.len() - rest[rest.find(word)?..].len() + word.len());
    let is_for_file = word.contains("file") || word.contains("all");
    let right = match first {
        "enable" | "on" => "",
        "disable" | "off" | "skip" if !word.contains("line") && !is_for_file => "frontlint-ignore-file",
        _ if word.ends_with("end") => "",
        _ if is_for_file => "frontlint-ignore-file",
        _ => "frontlint-ignore",
    };
    if &text[span.range()] == right {
        // The word is right, and what follows it is not: `frontlint-ignore: html`.
        let after = &text[span.end()..comment.text.end()];
        let marks = after.len() - after.trim_start_matches(|c: char| c.is_ascii_punctuation()).len();
        if marks == 0 || after[marks..].starts_with(|c: char| !c.is_whitespace()) {
            return None;
        }
        span = Span::new(at, span.end() + marks);
    }
    let foreign = Some((text[span.range()].to_string(), right));
    Some(Directive { span, names: Vec::new(), foreign, covers: Covers::Lines(Vec::new()), has_reason: true })
}

fn split_names(names: &str, start: usize) -> Vec<DirectiveRule> {
    let mut at = start;
    let mut split = Vec::new();
    for part in names.split(',') {
        let name = part.trim();
        let begins = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        if !name.is_empty() {
            split.push(DirectiveRule {
                name: name.to_string(),
                span: Span::new(begins, begins + name.len()),
                used: false,
            });
        }
    }
    split
}

/// The lines that a directive covers, by number: its own, or the next one with content when the directive is alone on its line.
/// `targets` has that next line for each line with nothing but a directive.
fn covered(post: &Post<'_>, comment: Span, targets: &mut HashMap<usize, Option<usize>>) -> Vec<usize> {
    let source = post.source;
    let (first, last) = (source.line_of(comment.start()), source.line_of(comment.end()));
    if !is_alone(source, comment) {
        return (first..=last).collect();
    }
    let fence = fence_line(post).filter(|line| line + 1 == first);
    let has_content =
        |line: &usize| targets.contains_key(line) || !source.slice(source.line_span(*line)).trim_start().is_empty();
    let next = (last + 1..=source.lines().count()).find(has_content);
    let next = next.and_then(|line| targets.get(&line).copied().unwrap_or(Some(line)));
    targets.insert(first, next);
    fence.into_iter().chain(next).collect()
}

/// Whether there is nothing else on the line or lines of the comment.
fn is_alone(source: &SourceFile, comment: Span) -> bool {
    let line = |offset| source.line_span(source.line_of(offset));
    let before = Span::new(line(comment.start()).start(), comment.start());
    let after = Span::new(comment.end(), line(comment.end()).end());
    source.slice(before).trim_start().is_empty() && source.slice(after).trim_start().is_empty()
}
