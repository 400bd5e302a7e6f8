//! `style/inconsistent-quotes`: single and double quotes in one front matter, where either would do.
use crate::diagnostic::Safety;
use crate::front_matter::{Format, Style, Value};
use crate::post::Post;
use crate::rules::block_lines::is_sound;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span, plural};

pub(crate) struct InconsistentQuotes;

impl Rule for InconsistentQuotes {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let front = post.front();
        if front.format() == Format::Json || !is_sound(front) {
            return;
        }
        let (single, double): (Vec<Quoted<'_>>, Vec<Quoted<'_>>) =
            quoted(post).into_iter().partition(|text| text.style == Style::Single);
        let (few, many, quote, fewer, most) = if single.len() < double.len() {
            (single, double, '"', "single", "double")
        } else {
            (double, single, '\'', "double", "single")
        };
        if few.is_empty() || few.len() == many.len() {
            return;
        }
        for text in few {
            let message = format!("this text is in {fewer} quotes, {} in {most} quotes", are(many.len()));
            cx.report(text.span, message)
                .help("both kinds of quotes mean the same here; one kind is easier to read and to search for")
                .fix(
                    Safety::Safe,
                    format!("use {most} quotes"),
                    vec![Edit::replace(text.span, format!("{quote}{}{quote}", text.inner))],
                );
        }
    }
}

fn are(count: usize) -> String {
    format!("{} of the front matter {}", plural(count, "other text"), if count == 1 { "is" } else { "are" })
}

/// A key or value in quotes.
struct Quoted<'a> {
    span: Span,
    style: Style,
    inner: &'a str,
}

/// The keys and values that could be in either kind of quotes: what is inside has neither quotes, backslashes nor line ends.
fn quoted<'a>(post: &'a Post<'_>) -> Vec<Quoted<'a>> {
    let mut found = Vec::new();
    for entry in post.front().entries.with_nested().into_iter().flatten() {
        let values = entry.value.leaves().into_iter().filter_map(|node| match node.value {
            Value::Scalar { style, .. } => Some((node.span, style)),
            _ => None,
        });
        for (span, style) in std::iter::once((entry.key.span, entry.key.style)).chain(values) {
            let quote = match style {
                Style::Single => '\'',
                Style::Double => '"',
                _ => continue,
            };
            let shown = post.source.slice(span);
            let Some(inner) = shown.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) else { continue };
            if !inner.contains(|c: char| c.is_control() || matches!(c, '\'' | '"' | '\\')) {
                found.push(Quoted { span, style, inner });
            }
        }
    }
    found
}
