//! `front-matter/invisible-character`: characters nobody sees, where they change what YAML reads.
use super::invalid_syntax;
use crate::diagnostic::Safety;
use crate::front_matter::invisible::{is_direction_mark, is_invisible, is_zero_width, named};
use crate::front_matter::{Format, Key, Node, Style, SyntaxCause, Value};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct InvisibleCharacter;

impl Rule for InvisibleCharacter {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in post.front().problems.iter().filter(|problem| problem.cause == SyntaxCause::InvisibleCharacter) {
            invalid_syntax::report(problem, cx);
        }
        if post.front().format() != Format::Yaml || post.front_text().is_ascii() {
            return;
        }
        for mapping in post.front().entries.with_nested() {
            // A line indented by such characters below a key without a value was intended to be inside it.
            let mut hangs = false;
            for entry in mapping {
                before_key(post, &entry.key, cx);
                key(post, &entry.key, hangs, cx);
                hangs = entry.value.span.is_empty() || hangs && is_indented_oddly(post, &entry.key);
                for node in entry.value.leaves().into_iter().filter(|_| !entry.broken) {
                    value(post, &entry.key.text, node, cx);
                }
            }
        }
    }
}

/// Whether the key begins with characters that look like spaces and are not spaces to YAML, at the beginning of its line.
fn is_indented_oddly(post: &Post<'_>, key: &Key) -> bool {
    let before = &post.source.text()[..key.span.start()];
    let begins_line = before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']);
    begins_line && post.source.slice(key.span).starts_with(|c| is_invisible(c) && !is_zero_width(c))
}

/// A byte order mark that begins the line of a key: libyaml passes over it, other parsers read it as a part of the key.
fn before_key(post: &Post<'_>, key: &Key, cx: &mut Context<'_>) {
    const MARK: char = '\u{feff}';
    let before = post.source.text()[..key.span.start()].trim_end_matches([' ', '\t', '-', '?']);
    let Some(line) = before.strip_suffix(MARK).filter(|line| line.ends_with(['\n', '\r'])) else { return };
    let span = Span::new(line.len(), before.len());
    if post.front().problems.iter().any(|problem| problem.span == span) {
        return;
    }
    let message = format!("an invisible character ({}) begins the line of the key `{}`", named(MARK), key.text);
    cx.report(span, message)
        .help("some generators pass over the character, others read it as a part of the key, which makes it a different key; remove the character")
        .fix(Safety::Unsafe, "remove the character", vec![Edit::delete(span)]);
}

fn key(post: &Post<'_>, key: &Key, hangs: bool, cx: &mut Context<'_>) {
    let shown = post.source.slice(key.span);
    // The joiner and the non-joiner belong to the spelling of some languages, inside a word.
    let ends = |at: usize, c: char| at == 0 || at + c.len_utf8() == shown.len();
    let unseen = |c: char| is_invisible(c) || is_direction_mark(c);
    let odd = |at: usize, c: char| unseen(c) && (ends(at, c) || !matches!(c, '\u{200c}' | '\u{200d}'));
    let Some((at, c)) = shown.char_indices().find(|(at, c)| odd(*at, *c)) else { return };
    let start = key.span.start() + at;
    let seen: String = shown.chars().filter(|c| !unseen(*c)).collect();
    let message =
        format!("the key `{seen}` contains an invisible character ({}), which makes it a different key", named(c));
    if hangs && at == 0 && is_indented_oddly(post, key) {
        let length = shown.len() - shown.trim_start_matches(is_invisible).len();
        return indentation(Span::new(start, start + length), c, shown[..length].chars().count(), cx);
    }
    let inside = at > 0 && at + c.len_utf8() < shown.len() && !is_zero_width(c) && !is_direction_mark(c);
    let repaired: String =
        if inside { shown.chars().map(|c| if is_invisible(c) { ' ' } else { c }).collect() } else { seen };
    cx.report(Span::new(start, start + c.len_utf8()), message)
        .help("the character was probably copied from a web page or a word processor; remove the character")
        .fix(Safety::Unsafe, "remove the character", vec![Edit::replace(key.span, repaired)]);
}

fn value(post: &Post<'_>, key: &str, node: &Node, cx: &mut Context<'_>) {
    let Value::Scalar { text, style } = &node.value else { return };
    let shown = post.source.slice(node.span);
    if *style == Style::Plain
        && (at_a_colon(node, shown, cx) || in_indentation(post, node, shown, cx) || after_a_dash(post, node, shown, cx))
    {
        return;
    }
    let quote = usize::from(matches!(style, Style::Single | Style::Double));
    if matches!(style, Style::Literal | Style::Folded) || shown.len() < 2 * quote {
        return;
    }
    let inner = &shown[quote..shown.len() - quote];
    let ends = [
        text.chars().next().filter(|c| inner.starts_with(*c)).map(|c| (node.span.start() + quote, c)),
        text.chars().next_back().filter(|c| inner.ends_with(*c)).map(|c| (node.span.end() - quote - c.len_utf8(), c)),
    ];
    if let Some((at, c)) = ends.into_iter().flatten().find(|(_, c)| is_zero_width(*c)) {
        let span = Span::new(at, at + c.len_utf8());
        let verb = if at == node.span.start() + quote { "begins" } else { "ends" };
        cx.report(span, format!("the value of `{key}` {verb} with an invisible character ({})", named(c)))
            .help("the character is part of the value, so templates that compare the value find no match; remove the character")
            .fix(Safety::Unsafe, "remove the character", vec![Edit::delete(span)]);
    }
}

/// A nested `key:` whose space is not a space to YAML, so that the line became text.
fn at_a_colon(node: &Node, shown: &str, cx: &mut Context<'_>) -> bool {
    let Some(colon) = shown.find(':') else { return false };
    let Some(c) = shown[colon + 1..].chars().next().filter(|c| is_invisible(*c)) else { return false };
    let word = &shown[..colon];
    if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
        return false;
    }
    let at = node.span.start() + colon + 1;
    let span = Span::new(at, at + c.len_utf8());
    cx.report(span, format!("an invisible character ({}) after the colon keeps `{word}` from being a key", named(c)))
        .help("YAML needs an ordinary space after the colon of a key")
        .fix(Safety::Unsafe, "use an ordinary space", vec![Edit::replace(span, " ")]);
    true
}

/// Indentation by characters that are not spaces to YAML: what was intended as a key or an item became text.
fn in_indentation(post: &Post<'_>, node: &Node, shown: &str, cx: &mut Context<'_>) -> bool {
    let Some(c) = shown.chars().next().filter(|c| is_invisible(*c) && !is_zero_width(*c)) else { return false };
    let before = &post.source.text()[..node.span.start()];
    if !before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']) {
        return false;
    }
    let length = shown.len() - shown.trim_start_matches(is_invisible).len();
    let count = shown[..length].chars().count();
    let span = Span::new(node.span.start(), node.span.start() + length);
    indentation(span, c, count, cx);
    true
}

/// Items whose dash is followed by a character that is not a space to YAML, so that they became one string.
fn after_a_dash(post: &Post<'_>, node: &Node, shown: &str, cx: &mut Context<'_>) -> bool {
    let Some(c) = shown.strip_prefix('-').and_then(|rest| rest.chars().next()).filter(|c| is_invisible(*c)) else {
        return false;
    };
    let before = &post.source.text()[..node.span.start()];
    if !before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']) {
        return false;
    }
    let mut at = node.span.start();
    let mut edits = Vec::new();
    for line in shown.split_inclusive(['\n', '\r']) {
        let item = line.trim_start_matches([' ', '\t']);
        if let Some(rest) = item.strip_prefix('-').filter(|rest| rest.starts_with(is_invisible)) {
            let start = at + line.len() - rest.len();
            let run = rest.len() - rest.trim_start_matches(is_invisible).len();
            edits.push(Edit::replace(Span::new(start, start + run), " "));
        }
        at += line.len();
    }
    let span = Span::new(node.span.start() + 1, node.span.start() + 1 + c.len_utf8());
    let message =
        format!("an invisible character ({}) after the dash keeps the dash from beginning a list item", named(c));
    cx.report(span, message).help("YAML needs an ordinary space after the dash of an item").fix(
        Safety::Unsafe,
        "use an ordinary space",
        edits,
    );
    true
}

fn indentation(span: Span, first: char, count: usize, cx: &mut Context<'_>) {
    cx.report(span, format!("this line is indented by characters that are not ordinary spaces ({})", named(first)))
        .help("YAML reads these characters as text, so the line belongs to another key than it seems; use ordinary spaces")
        .fix(Safety::Unsafe, "use ordinary spaces", vec![Edit::replace(span, " ".repeat(count))]);
}
