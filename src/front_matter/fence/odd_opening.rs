//! Lines that were intended as an opening fence and are none for any generator: `***`, `+++toml`, a code fence around keys.
use super::start::{Opening, end_of_keys};
use super::top_line::{TopLine, lines_from};
use super::{FenceCause, FenceProblem, Format};
use crate::dialect::FenceRules;
use crate::text::{Edit, Span};

/// What else people write on the first line, when keys follow at once and a fence closes them.
pub(super) fn find<'t>(text: &'t str, line: TopLine, rules: &FenceRules) -> Option<Opening<'t>> {
    let shown = &text[line.start..line.text_end];
    if !is_odd(shown) {
        return None;
    }
    let (format, close) = inside(text, line, shown)?;
    let closing = &text[close.range()];
    let span = Span::new(line.start, line.text_end);
    let wanted = if format == Format::Toml { "+++" } else { "---" };
    let is_read = format == Format::Yaml || format == Format::Toml && rules.toml;
    let is_wrong = |fence: &Span| &text[fence.range()] != wanted && is_read;
    let repair = [span, close].into_iter().filter(is_wrong).map(|fence| Edit::replace(fence, wanted)).collect();
    let problem = Some(FenceProblem { repair, ..FenceProblem::of(FenceCause::WrongOpeningFence, span) });
    Some(Opening { format, fence: span, closing, content: line.next, problem })
}

/// Whether a line may have been intended as a fence: three signs or more and nothing else but the name of a language,
/// or too few of them.
fn is_odd(shown: &str) -> bool {
    const LANGUAGES: &[&str] = &["", "yaml", "yml", "toml", "json"];
    let is_sign = |c: char| c.is_ascii_punctuation() || c == ' ';
    let signs = shown.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    let name = shown[signs.len()..].to_ascii_lowercase();
    let first = signs.chars().next().unwrap_or(' ');
    let is_run = signs.chars().all(|c| c == first) && "*_=~`+;".contains(first);
    let is_around = signs.contains("---") && signs.len() <= 8;
    let is_spaced = signs.split(' ').all(|part| part.len() == 1 && "-*_".contains(part));
    let are_signs = signs.len() >= 3 && signs.chars().all(is_sign) && LANGUAGES.contains(&&*name);
    let is_short = matches!(shown, "-" | "+" | "++" | ";" | ";;");
    // `+++ # comment`
    let is_commented = shown.strip_prefix("+++").is_some_and(|rest| rest.trim_start().starts_with('#'));
    is_short || is_commented || are_signs && (is_run || name.is_empty() && (is_around || is_spaced))
}

/// The language of the keys and the line that closes them.
fn inside(text: &str, line: TopLine, shown: &str) -> Option<(Format, Span)> {
    let first = lines_from(text, line.next).find(|line| !line.is_blank(text))?;
    let top = &text[first.start..first.text_end];
    let is_json = top.starts_with('{') || top.starts_with('"') && shown.starts_with(';');
    let end = if is_json { line.next } else { end_of_keys(text, line.next)? };
    let signs = shown.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    let is_end = |line: &TopLine| {
        let shown = &text[line.start..line.text_end];
        matches!(shown, "---" | "+++" | ";;;") || shown == signs
    };
    let close = if is_json {
        lines_from(text, end).find(is_end)?
    } else {
        lines_from(text, end).find(|line| !line.is_blank(text)).filter(is_end)?
    };
    let keys = &text[line.next..close.start];
    if !has_sure_key(keys) {
        return None;
    }
    let format = match top.find([':', '=']) {
        _ if is_json => Format::Json,
        Some(at) if top[at..].starts_with('=') => Format::Toml,
        _ => Format::Yaml,
    };
    Some((format, Span::new(close.start, close.text_end)))
}

/// Whether one of the keys is hardly a word of a sample: a text may well begin with a code block.
fn has_sure_key(keys: &str) -> bool {
    keys.lines().any(|line| {
        let name = line.trim_start_matches([' ', '{']).split([':', '=']).next().unwrap_or("");
        matches!(name.trim().trim_matches(['"', '\'']), "title" | "date" | "layout" | "permalink" | "slug" | "draft")
    })
}
