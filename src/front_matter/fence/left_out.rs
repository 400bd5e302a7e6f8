//! Keys at the very top without an opening fence, or without any fence.
use super::start::{Opening, is_key_line};
use super::top_line::{TopLine, lines_from};
use super::{Block, FenceCause, FenceProblem, Format};
use crate::dialect::{FenceRules, known_keys};
use crate::text::{Edit, Span};

/// Keys that a text hardly begins with, followed by a colon, unless they are front matter.
const SURE: &[&str] = &["title", "date", "layout", "tags", "permalink", "slug", "draft", "categories"];

/// The keys at the top of a file, up to the line that ends them.
struct TopKeys {
    count: usize,
    /// One of them is written as generators write it.
    sure: bool,
    /// All of them are keys that posts of every generator have, whatever their case.
    all_common: bool,
    /// `title = "A"`
    equals: bool,
    end: usize,
}

impl TopKeys {
    /// Reads `key:` lines from the byte at `at`; the lines below a key may be indented, comments or list items.
    fn read(text: &str, at: usize) -> Option<Self> {
        let mut keys = Self { count: 0, sure: false, all_common: true, equals: false, end: at };
        for line in lines_from(text, at) {
            let shown = &text[line.start..line.text_end];
            if let Some(key) = key_of(shown) {
                keys.equals |= keys.count == 0 && shown.find('=').is_some_and(|at| !shown[..at].contains(':'));
                keys.count += 1;
                keys.sure |= SURE.contains(&key);
                keys.all_common &= known_keys::is_common(key);
            } else if keys.count == 0 || !shown.starts_with([' ', '\t', '#']) && !shown.starts_with("- ") {
                break;
            }
            keys.end = line.next;
        }
        (keys.count > 0).then_some(keys)
    }

    /// Whether the keys are front matter rather than a heading such as `Note: old`.
    fn are_evident(&self) -> bool {
        self.count >= 2 || self.sure
    }
}

/// The name in a `key:` line at the margin.
fn key_of(shown: &str) -> Option<&str> {
    let at = shown.find([':', '=']).filter(|_| is_key_line(shown))?;
    Some(shown[..at].trim_end().trim_matches(['"', '\'']))
}

/// Keys at the very top and then a fence: the opening one was forgotten, or this generator does not need it.
pub(super) fn find<'t>(text: &'t str, at: usize, rules: &FenceRules) -> Option<Opening<'t>> {
    // Where the opening fence may be left out, a comment may come first.
    let is_comment = |line: &TopLine| rules.opening_optional && text[line.start..].starts_with('#');
    let first = lines_from(text, at).find(|line| !is_comment(line)).map_or(at, |line| line.start);
    let keys = TopKeys::read(text, first).filter(TopKeys::are_evident);
    if rules.opening_optional && (keys.is_some() || text[at..].starts_with('{')) {
        return before_fence(text, at);
    }
    let keys = keys?;
    let line = lines_from(text, keys.end).next()?;
    let shown = &text[line.start..line.text_end];
    let is_long = shown.len() > 3 && shown.bytes().all(|byte| byte == b'-');
    if !is_long && !matches!(shown, "---" | "+++" | ";;;" | "..." | "===") {
        return None;
    }
    let fence = Span::at(at);
    let format = match shown {
        ";;;" => Format::Json,
        _ if keys.equals => Format::Toml,
        _ => Format::Yaml,
    };
    let wanted = if keys.equals { "+++" } else { "---" };
    let mut repair = Vec::new();
    if format == Format::Yaml || format == Format::Toml && rules.toml {
        repair.push(Edit::insert(at, format!("{wanted}{}", line.ending_like(text))));
        if shown != wanted {
            repair.push(Edit::replace(Span::new(line.start, line.text_end), wanted));
        }
    }
    let problem = Some(FenceProblem { repair, ..FenceProblem::of(FenceCause::MissingOpeningFence, fence) });
    Some(Opening { format, fence, closing: shown, content: at, problem })
}

/// Where the opening fence may be left out, all up to the first line that begins with a fence is the block, blank lines too.
fn before_fence(text: &str, at: usize) -> Option<Opening<'_>> {
    let is_fence = |line: &TopLine| ["---", ";;;"].iter().any(|fence| text[line.start..].starts_with(fence));
    let line = lines_from(text, at).skip(1).find(is_fence)?;
    let sign = text[line.start..].chars().next()?;
    let closing = text[line.start..].split_once(|c| c != sign).map_or(&text[line.start..], |(run, _)| run);
    let format = if sign == ';' { Format::Json } else { Format::Yaml };
    Some(Opening { format, fence: Span::at(at), closing, content: at, problem: None })
}

/// Keys at the very top and then a blank line: no fence at all, as `MultiMarkdown` and others write metadata.
pub(super) fn without_fences(text: &str, at: usize, rules: &FenceRules) -> Option<FenceProblem> {
    let first = lines_from(text, at).next()?;
    let shown = &text[first.start..first.text_end];
    let span = Span::new(first.start, first.text_end);
    let bad = |cause| Some(FenceProblem { seen_by_some: rules.unknown, ..FenceProblem::of(cause, span) });
    if is_of_another_program(shown, text, first.next) {
        return bad(FenceCause::OtherMetadata);
    }
    if rules.bare_keys {
        return text_as_metadata(text, at);
    }
    let keys = TopKeys::read(text, at)?;
    let ends = lines_from(text, keys.end).next().is_none_or(|line| line.is_blank(text));
    let are_keys = keys.all_common && (keys.sure || keys.count >= 2);
    (ends && are_keys).then(|| bad(FenceCause::NoFences)).flatten()
}

/// The title block of Pandoc (`% Title`, `% Author`), a keyword of Org (`#+TITLE: A`) or an attribute of `AsciiDoc` (`:title: A`).
fn is_of_another_program(shown: &str, text: &str, next: usize) -> bool {
    let second = || lines_from(text, next).next().map_or("", |line| &text[line.start..line.text_end]);
    let is_title_of = |prefix: &str| {
        let rest = shown.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(prefix));
        rest.is_some() && !shown[prefix.len()..].trim().is_empty()
    };
    shown.starts_with("% ") && second().starts_with("% ") || is_title_of("#+title:") || is_title_of(":title:")
}

/// `Note: read this` at the top of a page that its reader reads as metadata (`META_RE` in `utils/meta.py` of `MkDocs`), up to a blank line,
/// and publishes only what follows. Keys that posts have are metadata.
fn text_as_metadata(text: &str, at: usize) -> Option<FenceProblem> {
    let first = lines_from(text, at).next()?;
    let shown = &text[first.start..first.text_end];
    let key = shown.trim_start_matches(' ').split_once(':').map(|(key, _)| key)?;
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let is_read = is_key && shown.len() - shown.trim_start_matches(' ').len() <= 3;
    let span = Span::new(first.start, first.text_end);
    let leaves_fence = || fence_below(text, first.next);
    if is_read && known_keys::is_common(&key.to_lowercase()) {
        return leaves_fence();
    }
    is_read.then(|| FenceProblem::of(FenceCause::TextAsMetadata, span))
}

/// A line below the metadata that was intended to close it, which is published.
fn fence_below(text: &str, next: usize) -> Option<FenceProblem> {
    let line = lines_from(text, next).find(|line| {
        let shown = &text[line.start..line.text_end];
        !shown.starts_with("    ") && !shown.contains(':') || shown.is_empty()
    })?;
    let shown = &text[line.start..line.text_end];
    let is_fence =
        shown.len() >= 3 && shown.bytes().all(|byte| byte == shown.as_bytes()[0]) && "-+;.=".contains(&shown[..1]);
    let repair = vec![Edit::delete(Span::new(line.start, line.next))];
    let problem = FenceProblem::of(FenceCause::FenceAfterBlock, Span::new(line.start, line.text_end));
    is_fence.then_some(FenceProblem { leaves_text: true, repair, ..problem })
}

/// The keywords of Org at the top of a file, for a reader that knows them (`lexFrontMatterOrgMode` of Hugo).
pub(super) fn org(text: &str, rules: &FenceRules) -> Option<Block> {
    if !rules.org || !text.starts_with("#+") {
        return None;
    }
    let end = lines_from(text, 0).take_while(|line| text[line.start..].starts_with("#+")).last()?.next;
    Some(Block { format: Format::Yaml, open: Span::at(0), content: Span::new(0, end), close: Span::at(end), body: end })
}
