//! marked, as Hexo runs it: what Hexo takes out of a post before marked reads it (hexo 8.1, `lib/hexo/post.ts` and
//! `lib/plugins/filter/before_post_render/backtick_code_block.ts`), and where marked is not CommonMark.
mod old;
mod old_blocks;
mod old_segments;
mod old_spans;
mod old_text;

use super::commonmark;
use super::kramdown::lines::{is_blank, line};
use super::mapped_text::MappedText;
use crate::html::Segment;

/// The segments of `view` as marked reads it after Hexo; `is_old` is marked 0.3, of hexo-renderer-marked before 1.
///
/// Hexo looks for comments only where it looks for template tags, in posts that have some.
pub(super) fn segments(view: &MappedText<'_>, length: usize, has_tags: bool, is_old: bool) -> Vec<Segment> {
    let joined = if has_tags { with_joined_comments(view) } else { None };
    let view = joined.as_ref().unwrap_or(view);
    let uncoded = without_fences(view);
    let view = uncoded.as_ref().unwrap_or(view);
    if is_old {
        return old::segments(view, length);
    }
    let quoted = with_lazy_quotations(view);
    commonmark::segments(quoted.as_ref().unwrap_or(view))
}

/// The view with each comment on one line: Hexo puts a mark in its place (`escapeAllSwigTags`), so that no blank line in it ends HTML.
fn with_joined_comments(view: &MappedText<'_>) -> Option<MappedText<'static>> {
    let text: &str = &view.text;
    let bytes = text.as_bytes();
    memchr::memmem::find(bytes, b"<!--").filter(|first| bytes[*first..].contains(&b'\n'))?;
    let (mut joined, mut kept, mut at) = (MappedText::empty(), 0, 0);
    // From this number of backticks on, code is known to have no end.
    let mut unclosed = usize::MAX;
    while let Some(found) = memchr::memchr2(b'`', b'<', &bytes[at..]) {
        at += found;
        if bytes[at] == b'`' {
            at += code_in_paragraph(&text[at..], &mut unclosed);
        } else if text[at..].starts_with("<!--") {
            let end = memchr::memmem::find(&bytes[at..], b"-->").map_or(text.len(), |found| at + found + 3);
            for line_end in memchr::memchr_iter(b'\n', &bytes[at..end]).map(|found| at + found) {
                joined.keep(view, kept..line_end);
                kept = line_end + 1;
            }
            at = end;
        } else {
            at += 1;
        }
    }
    (kept > 0).then(|| {
        joined.keep(view, kept..text.len());
        joined
    })
}

/// The length of the code at the start of `rest`, or of its backticks when it does not end in its paragraph.
fn code_in_paragraph(rest: &str, unclosed: &mut usize) -> usize {
    let run = rest.bytes().take_while(|byte| *byte == b'`').count();
    if run >= *unclosed {
        return run;
    }
    let paragraph = &rest[..memchr::memmem::find(rest.as_bytes(), b"\n\n").unwrap_or(rest.len())];
    let mut at = run;
    while let Some(found) = memchr::memchr(b'`', &paragraph.as_bytes()[at..]) {
        let length = paragraph[at + found..].bytes().take_while(|byte| *byte == b'`').count();
        at += found + length;
        if length == run {
            return at;
        }
    }
    if paragraph.len() == rest.len() {
        *unclosed = run;
    }
    run
}

/// The view without fenced code, which Hexo takes out of list items, quotations and HTML before marked reads any of them.
fn without_fences(view: &MappedText<'_>) -> Option<MappedText<'static>> {
    let text: &str = &view.text;
    if !["```", "~~~"].iter().any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some()) {
        return None;
    }
    let (mut shown, mut kept, mut at) = (MappedText::empty(), 0, 0);
    // Fences that are known not to be closed after any later line.
    let mut unclosed: Vec<&str> = Vec::new();
    while at < text.len() {
        let first = line(&text[at..]);
        let opened = opening_fence(first).filter(|(_, marks)| !unclosed.contains(marks));
        let Some((prefix, marks)) = opened else {
            at += first.len();
            continue;
        };
        let Some(end) = closing_fence(text, at + first.len(), marks) else {
            unclosed.push(marks);
            at += first.len();
            continue;
        };
        shown.keep(view, kept..at + prefix);
        shown.add("<!---->\n");
        (kept, at) = (end, end);
    }
    (kept > 0).then(|| {
        shown.keep(view, kept..text.len());
        shown
    })
}

/// The length of what is before the fence of this line, and the fence.
fn opening_fence(line: &str) -> Option<(usize, &str)> {
    let bare = line.trim_end();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let after_mark = match bare.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => &bare[1..],
        b'.' if digits > 0 => &bare[digits + 1..],
        _ => without_quote_marks(bare),
    };
    let fence = after_mark.trim_start();
    let mark = *fence.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = fence.bytes().take_while(|byte| *byte == mark).count();
    let is_fence = length >= 3 && line.ends_with('\n') && !fence[length..].ends_with('`');
    is_fence.then(|| (bare.len() - fence.len(), &fence[..length]))
}

/// The line after up to three marks of quotations.
fn without_quote_marks(line: &str) -> &str {
    (0..3).fold(line, |rest, _| rest.trim_start().strip_prefix('>').unwrap_or(rest))
}

fn closing_fence(text: &str, from: usize, marks: &str) -> Option<usize> {
    let mut at = from;
    while at < text.len() {
        let line = line(&text[at..]);
        at += line.len();
        let rest = without_quote_marks(line).trim_start().strip_prefix(marks);
        if rest.is_some_and(|rest| matches!(rest.trim_end_matches(['\n', '\r']), "" | " " | "\t")) {
            return Some(at);
        }
    }
    None
}

/// The view with a mark before each line that goes on with a quotation without one: for marked such a line stays in the quotation also after
/// HTML or a list (`blockquote` of marked 15, `src/rules.ts`).
fn with_lazy_quotations(view: &MappedText<'_>) -> Option<MappedText<'static>> {
    let text: &str = &view.text;
    memchr::memchr(b'>', text.as_bytes())?;
    let (mut quoted, mut kept, mut at, mut inside) = (MappedText::empty(), 0, 0, false);
    while at < text.len() {
        let line = line(&text[at..]);
        let content = line.trim_start_matches(' ').strip_prefix('>');
        if let Some(content) = content.filter(|content| line.len() - content.len() <= 4) {
            inside = !is_blank(content);
        } else if inside && !is_blank(line) && !interrupts_quotation(line) {
            quoted.keep(view, kept..at);
            quoted.add("> ");
            kept = at;
        } else {
            inside = false;
        }
        at += line.len();
    }
    (kept > 0).then(|| {
        quoted.keep(view, kept..text.len());
        quoted
    })
}

/// Whether a line without a mark ends the quotation before it.
fn interrupts_quotation(line: &str) -> bool {
    use super::kramdown::lines::{fence, is_rule};
    let rest = line.trim_start_matches(' ');
    let indentation = line.len() - rest.len();
    let level = rest.bytes().take_while(|byte| *byte == b'#').count();
    let is_heading = (1..=6).contains(&level) && rest[level..].starts_with(|c: char| c.is_whitespace());
    let is_item = ["* ", "+ ", "- ", "1. ", "1) "].iter().any(|mark| rest.starts_with(mark));
    is_rule(line) || fence(line).is_some() || indentation <= 3 && (is_heading || is_item) || begins_html(line)
}

/// Whether the line begins with a tag that ends a paragraph.
fn begins_html(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('<') else { return false };
    if ["!--", "script", "pre", "style", "textarea"].iter().any(|name| rest.starts_with(name)) {
        return true;
    }
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let ends = name[length..].starts_with([' ', '\n', '>']) || name[length..].starts_with("/>");
    ends && BLOCKS.contains(&name[..length].to_ascii_lowercase().as_str())
}

/// `_tag` of marked 15, `src/rules.ts`.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "meta",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, is_old: bool) -> String {
        crate::markdown::in_short(text, &segments(&MappedText::whole(text), text.len(), true, is_old))
    }

    fn now(text: &str) -> String {
        shown(text, false)
    }

    fn before(text: &str) -> String {
        shown(text, true)
    }

    #[test]
    fn a_comment_is_one_line_and_code_is_taken_out() {
        assert_eq!(now("<div>\n<!-- a\n\nb -->\n</div>\n"), "[<div>\n<!-- a] [b -->\n</div>\n]");
        assert_eq!(now("- a\n```\nList<T>\n```\n- b\n"), "+ul +li _ -li -ul +ul +li _ -li -ul");
        assert!(!now("1. a\n\n```\n<b>\n```\n").contains('['));
    }

    #[test]
    fn a_line_without_a_mark_stays_in_its_quotation() {
        assert_eq!(now("> <em>\n> a\n</em>\n"), "+blockquote [<em>\n] [a\n</em>\n] -blockquote");
        assert_eq!(now("> <div>\n> a\n</div>\n"), "+blockquote [<div>\n] [a\n] -blockquote [</div>\n]");
    }

    #[test]
    fn old_html_goes_on_to_the_end_tag_before_a_blank_line() {
        assert_eq!(before("<div>\n\n`a`\n</div> b\n\n</div>\n\n*c*"), "[<div>] _ [</div>] _ [</div>] +p _ -p");
        assert_eq!(before("<div>\n*a*\n</div>\nb"), "+p [<div>] +em _ -em [</div>] _ -p");
        assert_eq!(before("<b>\n\na</b>"), "+p [<b>] -p +p _ [</b>] -p");
        assert_eq!(before("<div \n\n id=\"x\">a</div>\n"), "[<div \n\n id=\"x\">] _ [</div>]");
    }

    #[test]
    fn old_lists_and_quotations_hold_blocks() {
        assert_eq!(before("- a <b>c</b>\n- d\n"), "+ul +li _ [<b>] _ [</b>] -li +li _ -li -ul");
        assert_eq!(
            before("1. a\n\n   <div>b</div>\n\n2. c\n"),
            "+ol +li +p _ -p [<div>] _ [</div>] -li +li +p _ -p -li -ol"
        );
        assert_eq!(before("> <em>\n> a\n</em>\n\nb"), "+blockquote +p [<em>] _ [</em>] -p -blockquote +p _ -p");
        assert_eq!(
            before("| a | b |\n|---|---|\n| <i>c</i> | d |\n"),
            "+table +tr +td _ -td +td _ -td -tr +tr +td [<i>] _ [</i>] -td +td _ -td -tr -table"
        );
    }

    #[test]
    fn old_tags_need_quotes_around_a_slash() {
        assert_eq!(before("a <i x=y>b</i>"), "+p _ [<i x=y>] _ [</i>] -p");
        assert_eq!(before("a <i x=/y>b</i>"), "+p _ [</i>] -p");
        assert_eq!(before("`<i>` \\<i> <http://a.b> [c <i>](d)"), "+p _ [<i>] _ +a _ [<i>] -a -p");
    }

    #[test]
    fn deep_and_unclosed_marks_are_read_to_their_end() {
        for nasty in
            ["> ", "* ", "[", "[a](", "`a", "``` ", "<div>", "<b>", "<!--", "**a", "*a", "_a ", "~~a", "| ", "<a b='"]
        {
            for text in [nasty.repeat(20_000), format!("{nasty}\n").repeat(20_000)] {
                before(&text);
                now(&text);
            }
        }
    }
}
