//! The opening fence, or what was intended as one.
use super::top_line::{TopLine, lines_from};
use super::{FenceCause, FenceProblem, Format, is_dashes, spaces};
use crate::dialect::{FenceRules, Lead};
use crate::front_matter::invisible::is_zero_width;
use crate::text::{Edit, Span, line_start};

/// Where a block begins.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    /// How the block is written.
    pub(super) format: Format,
    /// The fence's bytes; empty where it was left out.
    pub(super) fence: Span,
    /// The line that closes the block.
    pub(super) closing: &'static str,
    /// Where the block's text starts.
    pub(super) content: usize,
    /// Why the generator does not recognize it as a fence.
    pub(super) problem: Option<FenceProblem>,
}

/// Looks for the opening fence.
pub(super) fn find(text: &str, rules: &FenceRules) -> Option<Opening> {
    let top = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = text.len() - text[top..].trim_start_matches(|c: char| c.is_whitespace() || is_zero_width(c)).len();
    let at = line_start(text, start).max(top);
    let line = lines_from(text, at).next()?;
    let lead = Lead::before(text, top, start);
    if let Some(mut opening) = fence_line(text, line, start, rules) {
        if opening.problem.is_none() {
            opening.problem = lead_problem(text, rules, lead, Span::new(top, start));
        }
        let sure = opening.problem.is_none() || opening.format == Format::Json;
        return (sure || has_key_line(text, opening.content)).then_some(opening);
    }
    after_comment(text, start, top, rules).or_else(|| left_out(text, at, rules))
}

impl Lead {
    fn before(text: &str, top: usize, start: usize) -> Self {
        if start == top {
            Self::Nothing
        } else if text[top..start].ends_with(['\n', '\r']) {
            Self::BlankLines
        } else {
            Self::Whitespace
        }
    }
}

fn lead_problem(text: &str, rules: &FenceRules, lead: Lead, span: Span) -> Option<FenceProblem> {
    let repair = vec![Edit::delete(span)];
    if let Some((at, c)) = text[span.range()].char_indices().find(|(_, c)| is_zero_width(*c)) {
        let at = span.start() + at;
        let span = Span::new(at, at + c.len_utf8());
        return Some(FenceProblem { cause: FenceCause::InvisibleBeforeFence, span, seen_by_some: false, repair });
    }
    let accepted = match lead {
        Lead::Nothing => true,
        Lead::BlankLines => rules.lead != Lead::Nothing,
        Lead::Whitespace => rules.lead == Lead::Whitespace,
    };
    if accepted {
        return None;
    }
    let lines = text[span.range()].contains(['\n', '\r']);
    let cause = if lines { FenceCause::BlankLineBeforeFence } else { FenceCause::SpaceBeforeFence };
    Some(FenceProblem { cause, span, seen_by_some: rules.unknown, repair })
}

/// The line as an opening fence; `start` is its first byte that is not whitespace.
fn fence_line(text: &str, line: TopLine, start: usize, rules: &FenceRules) -> Option<Opening> {
    let shown = &text[start..line.text_end.max(start)];
    let fence = Span::new(start, start + shown.len());
    let opening = |format, closing, problem| Opening { format, fence, closing, content: line.next, problem };
    let replace = |cause, seen_by_some, by: &str| {
        Some(FenceProblem { cause, span: fence, seen_by_some, repair: vec![Edit::replace(fence, by)] })
    };
    let unread = |read: bool| {
        let cause = FenceCause::LanguageNotRead;
        (!read).then_some(FenceProblem { cause, span: fence, seen_by_some: false, repair: Vec::new() })
    };
    let found = match shown {
        "---" => opening(Format::Yaml, "---", None),
        "+++" => opening(Format::Toml, "+++", unread(rules.toml)),
        ";;;" => opening(Format::Json, ";;;", unread(rules.semicolons)),
        "--" => opening(Format::Yaml, "---", replace(FenceCause::ShortOpeningFence, false, "---")),
        _ if language(shown) == Some("json") => opening(Format::Json, "---", unread(rules.language)),
        _ if language(shown) == Some("toml") => opening(Format::Toml, "---", unread(rules.language)),
        _ if matches!(language(shown), Some("yaml" | "yml")) => {
            let problem =
                if rules.language { None } else { replace(FenceCause::TextAfterOpeningFence, rules.unknown, "---") };
            opening(Format::Yaml, "---", problem)
        }
        _ if shown.len() > 3 && shown.bytes().all(|b| b == b'-') => {
            let problem =
                if rules.long_opens { None } else { replace(FenceCause::LongOpeningFence, rules.unknown, "---") };
            opening(Format::Yaml, "---", problem)
        }
        _ if is_dashes(shown) => opening(Format::Yaml, "---", replace(FenceCause::WrongOpeningFence, false, "---")),
        _ if shown.starts_with("---") => return text_after(text, line, start, rules),
        _ if shown.starts_with('{') => {
            if !is_json_object(&text[start + 1..]) {
                return None;
            }
            let fence = Span::new(start, start + 1);
            let problem = (!rules.braces).then_some(FenceProblem {
                cause: FenceCause::LanguageNotRead,
                span: fence,
                seen_by_some: false,
                repair: Vec::new(),
            });
            return Some(Opening { format: Format::Json, fence, closing: "}", content: start, problem });
        }
        _ => return None,
    };
    Some(with_line_end(found, line, rules))
}

/// What follows the dashes of `---yaml` or `--- yaml`.
fn language(shown: &str) -> Option<&str> {
    shown.strip_prefix("---").map(str::trim)
}

/// Whether what follows `{` is a JSON name and its colon, or the end of the object; a template tag is not.
fn is_json_object(whole: &str) -> bool {
    let mut inside = whole.trim_start();
    // JSON does not support comments, but people write them.
    while let Some(comment) = inside.strip_prefix("//") {
        inside = comment.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    // JSON does not support typographic quotes either; on a line below the brace they were intended as quotes all the same.
    let is_below = inside.len() < whole.len() && whole.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    if is_below && (inside.starts_with(['"', '“']) || is_bare_name(inside)) {
        return true;
    }
    // Nor does JSON support single quotes.
    let Some(quote) = inside.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return inside.starts_with('}');
    };
    let name = &inside[1..];
    name.find([quote, '\n']).is_some_and(|end| name[end..].trim_start_matches(quote).trim_start().starts_with(':'))
}

/// `title: "x",`: a name without quotes.
fn is_bare_name(inside: &str) -> bool {
    let line = inside.lines().next().unwrap_or("");
    let value = line
        .split_once(':')
        .filter(|(name, _)| is_key_line(line) && !name.contains(' '))
        .map(|(_, value)| value.trim());
    value.is_some_and(|value| value.starts_with(['"', '\'', '[', '{']) || value.ends_with(','))
}

/// A CR without an LF after the fence: Jekyll and gray-matter see one long line.
fn with_line_end(mut opening: Opening, line: TopLine, rules: &FenceRules) -> Opening {
    if opening.problem.is_none() && line.lone_cr && !rules.lone_cr {
        opening.problem = Some(FenceProblem {
            cause: FenceCause::CarriageReturnOnly,
            span: Span::new(line.next - 1, line.next),
            seen_by_some: rules.unknown,
            repair: Vec::new(),
        });
    }
    opening
}

/// `--- title: a`: a fence with text on its line.
fn text_after(text: &str, line: TopLine, start: usize, rules: &FenceRules) -> Option<Opening> {
    let end = start + "---".len();
    let rest = &text[end..line.text_end];
    let content = end + spaces(rest);
    if rest.starts_with('-') || !is_key_line(&text[content..line.text_end]) {
        return None;
    }
    let problem = FenceProblem {
        cause: FenceCause::TextAfterOpeningFence,
        span: Span::new(content, line.text_end),
        seen_by_some: rules.unknown,
        repair: vec![Edit::replace(Span::new(end, content), line.ending_like(text))],
    };
    Some(Opening {
        format: Format::Yaml,
        fence: Span::new(start, end),
        closing: "---",
        content,
        problem: Some(problem),
    })
}

/// A comment before the fence: no generator looks after it.
fn after_comment(text: &str, start: usize, top: usize, rules: &FenceRules) -> Option<Opening> {
    const COMMENTS: [(&str, &str); 3] = [("<!--", "-->"), ("{#", "#}"), ("{% comment %}", "{% endcomment %}")];
    let (opener, closer) = COMMENTS.iter().find(|(opener, _)| text[start..].starts_with(opener))?;
    let end = start + text[start + opener.len()..].find(closer)? + opener.len() + closer.len();
    let fence = end + text[end..].len() - text[end..].trim_start().len();
    if !text[end..fence].contains(['\n', '\r']) {
        return None;
    }
    let line = lines_from(text, fence).next()?;
    let mut opening = fence_line(text, line, fence, rules)?;
    if opening.fence.is_empty() || opening.closing == "}" || !has_key_line(text, opening.content) {
        return None;
    }
    let span = Span::new(start, end);
    opening.problem = Some(FenceProblem {
        cause: FenceCause::CommentBeforeFence,
        span,
        seen_by_some: false,
        repair: vec![Edit::delete(Span::new(top, fence))],
    });
    Some(opening)
}

/// Two `key:` lines or more at the very top and then a fence: the opening one was forgotten.
fn left_out(text: &str, at: usize, rules: &FenceRules) -> Option<Opening> {
    let mut keys = 0;
    for line in lines_from(text, at) {
        let shown = &text[line.start..line.text_end];
        if shown == "---" && keys >= 2 {
            let fence = Span::at(at);
            let repair = vec![Edit::insert(at, format!("---{}", line.ending_like(text)))];
            let problem =
                FenceProblem { cause: FenceCause::MissingOpeningFence, span: fence, seen_by_some: false, repair };
            let problem = (!rules.opening_optional).then_some(problem);
            return Some(Opening { format: Format::Yaml, fence, closing: "---", content: at, problem });
        }
        if is_key_line(shown) {
            keys += 1;
        } else if keys == 0 || !shown.starts_with([' ', '\t', '#']) && !shown.starts_with("- ") {
            return None;
        }
    }
    None
}

/// Whether one of the first lines of a block looks like `key: value` or `key = value`.
fn has_key_line(text: &str, content: usize) -> bool {
    end_of_keys(text, content).is_some()
}

/// Where the run of lines that look like front matter ends; `None` when the first line with text is not a key.
///
/// A blank line ends the run, unless a key follows it at once.
pub(super) fn end_of_keys(text: &str, content: usize) -> Option<usize> {
    let mut end = None;
    for line in lines_from(text, content) {
        let shown = &text[line.start..line.text_end];
        if line.is_blank(text) || shown.starts_with('#') && end.is_none() {
            continue;
        }
        let goes_on =
            end == Some(line.start) && (shown.starts_with([' ', '\t', '#', ']', '}']) || shown.starts_with("- "));
        if is_key_line(shown) || goes_on {
            end = Some(line.next);
        } else {
            return end;
        }
    }
    end
}

/// Whether a line begins like `key: value`, `key:value` or `key = value`, the key being a word or a few.
pub(super) fn is_key_line(shown: &str) -> bool {
    let Some(at) = shown.find([':', '=']) else { return false };
    let (key, after) = (shown[..at].trim_end(), &shown[at + 1..]);
    let key = key.trim_matches(['"', '\'']);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '@' | '/');
    let spaces = key.matches(' ').count();
    !key.is_empty()
        && key.len() <= 64
        && key.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$')
        && key.chars().all(|c| plain(c) || c == ' ')
        && spaces <= if after.is_empty() || after.starts_with([' ', '\t']) { 3 } else { 0 }
        && !after.starts_with("//")
        && !after.starts_with([':', '='])
}
