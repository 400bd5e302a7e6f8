//! `front-matter/curly-quote`: typographic quotes where YAML quotes were needed.
use super::invalid_syntax;
use crate::diagnostic::Safety;
use crate::front_matter::{Format, Mapping, Node, Style, SyntaxCause, Value};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span, first_line};
use crate::values::quote;

pub(crate) struct CurlyQuote;

impl Rule for CurlyQuote {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in post.front().problems.iter().filter(|problem| problem.cause == SyntaxCause::CurlyQuote) {
            invalid_syntax::report(problem, cx);
        }
        if post.front().format() != Format::Yaml || post.front_text().is_ascii() {
            return;
        }
        for mapping in post.front().entries.with_nested() {
            keys(mapping, cx);
            for entry in mapping.iter().filter(|entry| !entry.broken) {
                whole_value(post, &entry.key.text, &entry.value, cx);
                for list in lists(&entry.value) {
                    items(post, list, cx);
                }
            }
        }
    }
}

/// `“title”: Foo`
fn keys(mapping: &Mapping, cx: &mut Context<'_>) {
    for entry in mapping.iter().filter(|entry| entry.key.style == Style::Plain) {
        let Some(inner) = unquoted(&entry.key.text) else { continue };
        cx.report(entry.key.span, format!("typographic quotes are part of this key, so it is not the key `{inner}`"))
            .help("only `\"` and `'` are quotes in YAML, and a key needs no quotes at all")
            .fix(Safety::Unsafe, "remove the quotes", vec![Edit::replace(entry.key.span, inner)]);
    }
}

/// `draft: “true”`, `title: “Foo #1”`
fn whole_value(post: &Post<'_>, key: &str, node: &Node, cx: &mut Context<'_>) {
    let Value::Scalar { text, style: Style::Plain } = &node.value else { return };
    if let Some(inner) = unquoted(text) {
        if is_typed(inner) {
            let message = format!("typographic quotes do not quote in YAML, so `{key}` is the string `{text}`");
            report(node.span, message, quote::quoted(inner, Format::Yaml), cx);
        }
        return;
    }
    // The closing quote is in what YAML reads as a comment.
    let Some(close) = text.chars().next().and_then(closing_quotes) else { return };
    let rest = &post.source.text()[node.span.end()..];
    let line = first_line(rest).trim_end();
    if line.trim_start().starts_with('#') && line.ends_with(close) && !text.chars().skip(1).any(|c| close.contains(&c))
    {
        let span = Span::new(node.span.start(), node.span.end() + line.len());
        let inner = post.source.slice(span);
        let inner = inner.chars().skip(1).take(inner.chars().count().saturating_sub(2)).collect::<String>();
        let message = format!("typographic quotes do not quote in YAML, so ` #` starts a comment and cuts off `{key}`");
        report(span, message, quote::quoted(&inner, Format::Yaml), cx);
    }
}

/// `[“a”, “b”]`
fn items(post: &Post<'_>, list: &Node, cx: &mut Context<'_>) {
    let Value::Sequence(items) = &list.value else { return };
    if !post.source.slice(list.span).starts_with('[') {
        return;
    }
    for item in items {
        let Value::Scalar { text, style: Style::Plain } = &item.value else { continue };
        let Some(inner) = unquoted(text) else { continue };
        let message = format!("typographic quotes are part of this item, so the item is `{text}`, not `{inner}`");
        report(item.span, message, quote::quoted(inner, Format::Yaml), cx);
    }
}

fn report(span: Span, message: String, straight: String, cx: &mut Context<'_>) {
    cx.report(span, message)
        .help("only `\"` and `'` are quotes in YAML; typographic quotes are ordinary characters")
        .fix(Safety::Unsafe, "use straight quotes", vec![Edit::replace(span, straight)]);
}

/// The lists in a value, itself one of them.
fn lists(node: &Node) -> Vec<&Node> {
    let (mut found, mut nodes) = (Vec::new(), vec![node]);
    while let Some(node) = nodes.pop() {
        if let Value::Sequence(items) = &node.value {
            found.push(node);
            nodes.extend(items.iter().rev());
        }
    }
    found
}

/// What is between a pair of typographic quotes, when they are around all of a text and nowhere in it.
fn unquoted(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let close = closing_quotes(first)?;
    let inner = text[first.len_utf8()..].strip_suffix(close)?;
    (!inner.is_empty() && !inner.contains(close) && !inner.contains(first)).then_some(inner)
}

fn closing_quotes(first: char) -> Option<&'static [char]> {
    match first {
        '“' | '”' | '„' => Some(&['”', '“']),
        '‘' | '’' | '‚' => Some(&['’', '‘']),
        _ => None,
    }
}

/// A date, number or boolean: either the quotes were intended to make it a string, or it was not intended to have any.
fn is_typed(text: &str) -> bool {
    let number = text.chars().all(|c| c.is_ascii_digit() || "+-.,:_/ TZ".contains(c))
        && text.contains(|c: char| c.is_ascii_digit());
    number || matches!(text.to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "null")
}
