//! `front-matter/truncated-by-comment`: a text whose end YAML reads as a comment.
use crate::config::FieldType;
use crate::diagnostic::Safety;
use crate::front_matter::{Entry, Format, Node, Style, Value};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span, first_line};
use crate::values::quote;

pub(crate) struct TruncatedByComment;

/// Fields that are strings in posts of every generator.
const TEXT_FIELDS: &[&str] = &[
    "title",
    "name",
    "description",
    "summary",
    "subtitle",
    "excerpt",
    "caption",
    "author",
    "authors",
    "tags",
    "tag",
    "categories",
    "category",
    "keywords",
    "slug",
    "version",
    "headline",
    "alt",
    "linktitle",
    "short_title",
    "seo_title",
];

/// In so many posts the same comment after the same key is that of the template that they were made from.
const OF_A_TEMPLATE: usize = 2;

impl Rule for TruncatedByComment {
    fn compares_beyond_run(&self) -> bool {
        true
    }

    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        if post.front().format() != Format::Yaml || !post.front_text().contains('#') {
            return;
        }
        let addresses = post.dialect.generator.map_or(&[][..], |generator| generator.facts().keys.addresses);
        for mapping in post.front().entries.with_nested() {
            for entry in mapping {
                if entry.broken || !is_text_field(entry, addresses, cx) {
                    continue;
                }
                for node in entry.value.leaves() {
                    check(post, entry, node, cx);
                }
            }
        }
    }
}

/// Whether the config or the name says that the field is a string.
fn is_text_field(entry: &Entry, addresses: &[&str], cx: &Context<'_>) -> bool {
    // An address has no spaces, so that what follows one is a comment.
    if addresses.contains(&entry.key.text.as_str()) {
        return false;
    }
    match cx.settings.field(&entry.key.text).and_then(|field| field.kind.as_ref()) {
        Some(FieldType::String | FieldType::Text) => true,
        Some(FieldType::List(_) | FieldType::OneOrMany(_)) | None => {
            TEXT_FIELDS.contains(&entry.key.text.to_lowercase().as_str())
        }
        Some(_) => false,
    }
}

fn check(post: &Post<'_>, entry: &Entry, node: &Node, cx: &mut Context<'_>) {
    let Value::Scalar { text, style: Style::Plain } = &node.value else { return };
    let source = post.source.text();
    let rest = &source[node.span.end()..];
    let line = first_line(rest);
    let comment = line.trim_start_matches([' ', '\t']);
    let after = comment.strip_prefix('#').unwrap_or("");
    if !after.starts_with(char::is_alphanumeric)
        || comment.len() == line.len()
        || is_not_text(text)
        || is_curly(text, comment)
    {
        return;
    }
    let start = node.span.end() + line.len() - comment.len();
    let end = start + comment.trim_end().len();
    if has_other_comments(post, start) {
        return;
    }
    let key = &entry.key.text;
    let message = if text.is_empty() {
        format!("`#` starts a comment, so `{key}` is empty")
    } else {
        format!("`#` starts a comment, so `{key}` ends with `{}`", tail(text))
    };
    let value = if text.is_empty() { Span::new(start, end) } else { Span::new(node.span.start(), end) };
    cx.report(Span::new(start, end), message)
        .unless_habit((key, &source[start..end]), OF_A_TEMPLATE, None)
        .help("after a space, YAML reads `#` and the rest of the line as a comment; put the value in quotes if all of it is text")
        .fix(
            Safety::Unsafe,
            "quote the value",
            vec![Edit::replace(value, quote::quoted(post.source.slice(value), Format::Yaml))],
        );
}

/// Whether other lines of the block end in comments after values that are not text, as templates write hints for those who fill them in.
fn has_other_comments(post: &Post<'_>, own: usize) -> bool {
    let block = post.front_text();
    let begin = post.front().fence.block().map_or(0, |block| block.content.start());
    let mut at = begin;
    block.split_inclusive('\n').any(|line| {
        let start = at;
        at += line.len();
        !(start..at).contains(&own) && ends_in_comment(line)
    })
}

/// Whether a line is a key, perhaps with a value, and then a comment.
fn ends_in_comment(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    let Some((value, comment)) = rest.split_once(" #") else { return false };
    let is_key =
        !key.is_empty() && key.trim_start().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let quotes = value.bytes().filter(|byte| matches!(byte, b'"' | b'\'')).count();
    is_key && quotes % 2 == 0 && comment.trim().len() > 1
}

/// Typographic quotes around all of it: `front-matter/curly-quote` explains that.
fn is_curly(text: &str, comment: &str) -> bool {
    text.starts_with(['“', '”', '„', '‘', '’', '‚']) && comment.trim_end().ends_with(['”', '“', '’', '‘'])
}

/// The last words of a text, short enough for a message.
fn tail(text: &str) -> String {
    let count = text.chars().count();
    if count <= 30 { text.to_string() } else { format!("…{}", text.chars().skip(count - 30).collect::<String>()) }
}

/// A number, boolean, date or hash: what follows it is a comment on it.
fn is_not_text(text: &str) -> bool {
    let number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || "+-.,:_/TZ ".contains(c));
    let word = matches!(text.to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "~");
    let hash = text.len() >= 7 && text.chars().all(|c| c.is_ascii_hexdigit());
    number || word || hash
}
