//! The opening fence, or what was intended as one.
use super::start::{Opening, end_of_keys, is_key_line};
use super::top_line::{TopLine, lines_from};
use super::{Block, FenceCause, FenceProblem, Format, is_dashes, left_out, odd_opening, spaces};
use crate::dialect::{AfterOpening, FenceRules, Lead};
use crate::front_matter::invisible::{is_invisible, is_zero_width};
use crate::text::{Edit, Span, line_start};

/// Looks for the opening fence.
pub(super) fn find<'t>(text: &'t str, rules: &FenceRules) -> Option<Opening<'t>> {
    let top = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = text.len() - text[top..].trim_start_matches(|c: char| c.is_whitespace() || is_zero_width(c)).len();
    let at = line_start(text, start).max(top);
    let line = lines_from(text, at).next()?;
    let lead = Lead::before(text, top, start);
    if let Some(mut opening) = fence_line(text, line, start, rules) {
        if opening.problem.is_none() {
            opening.problem = lead_problem(text, rules, lead, Span::new(top, start));
        }
        let sure = opening.problem.is_none()
            || opening.format == Format::Json
            || is_flow_mapping(&text[opening.content..line.text_end.max(opening.content)])
            || text[opening.content..].starts_with('{') && opening.fence.start() == start;
        return (sure || has_key_line(text, opening.content)).then_some(opening);
    }
    after_comment(text, start, top, rules)
        .or_else(|| left_out::find(text, at, rules))
        .or_else(|| odd_opening::find(text, line, rules))
}

/// Whether a line is one mapping in braces: `{title: A}`.
fn is_flow_mapping(shown: &str) -> bool {
    shown.starts_with('{') && shown.ends_with('}') && shown.contains(':')
}

impl Lead {
    fn before(text: &str, top: usize, start: usize) -> Self {
        if start == top {
            Self::Nothing
        } else if matches!(&text[top..start], "\n" | "\r\n") {
            Self::OneLineEnd
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
        return Some(FenceProblem { repair, ..FenceProblem::of(FenceCause::InvisibleBeforeFence, span) });
    }
    let accepted = match lead {
        Lead::Nothing => true,
        Lead::OneLineEnd => rules.lead != Lead::Nothing,
        Lead::BlankLines => matches!(rules.lead, Lead::BlankLines | Lead::Whitespace),
        // A tab is no indentation to YAML, which finds the fence by itself in a reader that takes the text before the second one.
        Lead::Whitespace if rules.lead == Lead::OneLineEnd => text[span.range()].bytes().all(|byte| byte == b'\t'),
        Lead::Whitespace => rules.lead == Lead::Whitespace && text[span.range()].is_ascii(),
    };
    if accepted {
        return None;
    }
    let lines = text[span.range()].contains(['\n', '\r']);
    let cause = if lines { FenceCause::BlankLineBeforeFence } else { FenceCause::SpaceBeforeFence };
    Some(FenceProblem { seen_by_some: rules.unknown, repair, ..FenceProblem::of(cause, span) })
}

/// The line as an opening fence; `start` is its first byte that is not whitespace.
pub(super) fn fence_line<'t>(text: &'t str, line: TopLine, start: usize, rules: &FenceRules) -> Option<Opening<'t>> {
    let shown = &text[start..line.text_end.max(start)];
    let fence = Span::new(start, start + shown.len());
    let opening = |format, closing, problem| Opening { format, fence, closing, content: line.next, problem };
    let replace = |cause, seen_by_some, by: &str| {
        Some(FenceProblem { seen_by_some, repair: vec![Edit::replace(fence, by)], ..FenceProblem::of(cause, fence) })
    };
    let unread = |read: bool| (!read).then(|| FenceProblem::of(FenceCause::LanguageNotRead, fence));
    let found = match shown {
        "---" => opening(Format::Yaml, "---", None),
        "+++" => opening(Format::Toml, "+++", unread(rules.toml)),
        ";;;" => opening(Format::Json, ";;;", unread(rules.semicolons)),
        "--" => opening(Format::Yaml, "---", replace(FenceCause::ShortOpeningFence, false, "---")),
        _ if language(shown) == Some("json") => opening(Format::Json, "---", unread(rules.language)),
        _ if language(shown) == Some("toml") => opening(Format::Toml, "---", unread(rules.toml_by_name)),
        _ if is_yaml_by_name(shown, rules) => {
            let problem =
                if rules.language { None } else { replace(FenceCause::TextAfterOpeningFence, rules.unknown, "---") };
            opening(Format::Yaml, "---", problem)
        }
        _ if shown.len() > 3 && shown.bytes().all(|b| b == b'-') => {
            let problem = replace(FenceCause::LongOpeningFence, rules.unknown, "---");
            let (closing, problem) = if rules.long_opens { (shown, None) } else { ("---", problem) };
            opening(Format::Yaml, closing, problem)
        }
        _ if rules.semicolons && rules.long_opens && shown.len() > 3 && shown.bytes().all(|b| b == b';') => {
            opening(Format::Json, shown, None)
        }
        _ if is_dashes(shown) => opening(Format::Yaml, "---", replace(FenceCause::WrongOpeningFence, false, "---")),
        _ if shown.starts_with("---") || shown.starts_with("+++") && rules.after_opening == AfterOpening::Block => {
            return text_after(text, line, start, rules);
        }
        _ if shown.starts_with('{') && rules.opening_optional => return left_out::find(text, start, rules),
        _ if shown.starts_with('{') => {
            if !is_json_object(&text[start + 1..]) && !rules.any_brace {
                return None;
            }
            let fence = Span::new(start, start + 1);
            let problem = (!rules.braces).then(|| FenceProblem::of(FenceCause::LanguageNotRead, fence));
            return Some(Opening { format: Format::Json, fence, closing: "}", content: start, problem });
        }
        _ => return None,
    };
    Some(with_line_end(text, found, line, rules))
}

/// The block of a file that begins with `---js` or `---javascript` (`engine.js` of gray-matter), if its reader runs JavaScript.
pub(super) fn code(text: &str, rules: &FenceRules) -> Option<Block> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if !rules.language || !text[start..].starts_with("---") {
        return None;
    }
    let mut lines = lines_from(text, start);
    let open = lines.next()?;
    let name = language(&text[open.start..open.text_end])?;
    if !["js", "javascript"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return None;
    }
    let close = lines.find(|line| text[line.start..].starts_with("---"))?;
    Some(Block {
        format: Format::Json,
        open: Span::new(open.start, open.text_end),
        content: Span::new(open.next, close.start),
        close: Span::new(close.start, close.start + "---".len()),
        body: close.next,
    })
}

/// Whether a fence names YAML: `---yaml`, whatever the case where names are read.
fn is_yaml_by_name(shown: &str, rules: &FenceRules) -> bool {
    let is_named = |name: &str, known: &str| name == known || rules.language && name.eq_ignore_ascii_case(known);
    language(shown).is_some_and(|name| is_named(name, "yaml") || is_named(name, "yml"))
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

/// What ends the fence's line: a CR without an LF, where Jekyll and gray-matter see one long line, or spaces.
fn with_line_end<'t>(text: &str, mut opening: Opening<'t>, line: TopLine, rules: &FenceRules) -> Opening<'t> {
    if opening.problem.is_some() {
        return opening;
    }
    let blank = Span::new(opening.fence.end(), opening.fence.end() + spaces(&text[opening.fence.end()..]));
    let is_doubled = text[line.next..].starts_with(['\r', '\n']) && rules.after_opening != AfterOpening::Nothing;
    if line.lone_cr && !rules.lone_cr && !is_doubled {
        let span = Span::new(line.next - 1, line.next);
        let seen_by_some = rules.unknown;
        opening.problem = Some(FenceProblem { seen_by_some, ..FenceProblem::of(FenceCause::CarriageReturnOnly, span) });
    } else if rules.after_opening == AfterOpening::Nothing && !blank.is_empty() {
        let repair = vec![Edit::delete(blank)];
        opening.problem = Some(FenceProblem { repair, ..FenceProblem::of(FenceCause::SpaceAfterOpeningFence, blank) });
    }
    opening
}

/// `--- title: a`: a fence with text on its line.
fn text_after<'t>(text: &'t str, line: TopLine, start: usize, rules: &FenceRules) -> Option<Opening<'t>> {
    let (closing, end) = (&text[start..start + "---".len()], start + "---".len());
    let rest = &text[end..line.text_end];
    let content = end + spaces(rest);
    let shown = &text[content..line.text_end];
    if rest.starts_with('-') {
        return None;
    }
    let format = if closing == "+++" { Format::Toml } else { Format::Yaml };
    let opening = |content, problem| Some(Opening { format, fence: Span::new(start, end), closing, content, problem });
    let is_of_block = is_key_line(shown) || is_flow_mapping(shown);
    if rules.after_opening == AfterOpening::Block && (is_of_block || shown.starts_with('#')) {
        return opening(end, None);
    }
    let hides = |cause, repair| {
        let span = Span::new(content, line.text_end);
        Some(FenceProblem { seen_by_some: rules.unknown, repair: vec![repair], ..FenceProblem::of(cause, span) })
    };
    let on_a_line_of_its_own = || Edit::replace(Span::new(end, content), line.ending_like(text));
    let without = || Edit::delete(Span::new(end, line.text_end));
    if let Some(separator) = shown.chars().next().filter(|c| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')) {
        let after = content + separator.len_utf8();
        let span = Span::new(content, after);
        let seen_by_some = rules.unknown;
        let problem = FenceProblem { seen_by_some, ..FenceProblem::of(FenceCause::InvisibleAfterFence, span) };
        opening(after, Some(problem))
    } else if is_of_block {
        opening(content, hides(FenceCause::TextAfterOpeningFence, on_a_line_of_its_own()))
    } else if shown.chars().all(is_invisible) {
        opening(line.next, hides(FenceCause::InvisibleAfterFence, without()))
    } else {
        let repair = if shown.starts_with('#') { on_a_line_of_its_own() } else { without() };
        opening(line.next, hides(FenceCause::TextAfterOpeningFence, repair))
    }
}

/// A comment before the fence: no generator looks after it.
fn after_comment<'t>(text: &'t str, start: usize, top: usize, rules: &FenceRules) -> Option<Opening<'t>> {
    const COMMENTS: [(&str, &str); 6] = [
        ("<!--", "-->"),
        ("{#", "#}"),
        ("{% comment %}", "{% endcomment %}"),
        ("# ", "\n"),
        ("// ", "\n"),
        ("%YAML ", "\n"),
    ];
    let (opener, closer) = COMMENTS.iter().find(|(opener, _)| text[start..].starts_with(opener))?;
    let end = start + text[start + opener.len()..].find(closer)? + opener.len() + closer.len();
    let fence = end + text[end..].len() - text[end..].trim_start().len();
    // A heading has a blank line below it.
    let is_heading = *opener == "# " && fence > end;
    if is_heading || !text[end - 1..fence].contains(['\n', '\r']) {
        return None;
    }
    let line = lines_from(text, fence).next()?;
    let mut opening = fence_line(text, line, fence, rules)?;
    if opening.fence.is_empty() || opening.closing == "}" || !has_key_line(text, opening.content) {
        return None;
    }
    let span = Span::new(start, start + text[start..end].trim_end().len());
    let repair = vec![Edit::delete(Span::new(top, fence))];
    opening.problem = Some(FenceProblem { repair, ..FenceProblem::of(FenceCause::CommentBeforeFence, span) });
    Some(opening)
}

/// Whether one of the first lines of a block looks like `key: value` or `key = value`.
fn has_key_line(text: &str, content: usize) -> bool {
    end_of_keys(text, content).is_some()
}
