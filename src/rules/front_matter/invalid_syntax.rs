//! `front-matter/invalid-syntax`: what in the block no loader can read, with its cause.
use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::dialect::Generator;
use crate::front_matter::{Format, Key, Mapping, Node, Style, SyntaxCause, SyntaxProblem, Value};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};
use crate::values::{Loader, Scalar};

pub(crate) struct InvalidSyntax;

impl Rule for InvalidSyntax {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in post.front().problems.iter().filter(|problem| !problem.cause.has_its_own_rule()) {
            report(problem, cx).detail(problem.cause.name());
        }
        if post.front().problems.is_empty() {
            match post.front().format() {
                Format::Yaml => refused_values(post, cx),
                Format::Json => raw_tabs(post, cx),
                Format::Toml => {}
            }
        }
    }
}

/// Tabs in strings of JSON, which must be written `\\t` (RFC 8259, section 7).
fn raw_tabs(post: &Post<'_>, cx: &mut Context<'_>) {
    let Some(block) = post.front().fence.block().filter(|_| post.front_text().contains('\t')) else { return };
    let mut is_inside = false;
    let mut escaped = false;
    for (at, byte) in post.source.slice(block.content).bytes().enumerate() {
        match byte {
            b'"' if !escaped => is_inside = !is_inside,
            b'\t' if is_inside => {
                let span = Span::new(block.content.start() + at, block.content.start() + at + 1);
                cx.report(span, "this string contains a tab, which JSON allows only as `\\t`")
                    .detail(SyntaxCause::RefusedValue.name())
                    .help("the program that reads the block refuses all of it because of this; write `\\t` or a space")
                    .fix(Safety::Safe, "write `\\t`", vec![Edit::replace(span, "\\t")]);
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
}

/// Values that the grammar allows, and that the loader of the site refuses together with the whole block.
fn refused_values(post: &Post<'_>, cx: &mut Context<'_>) {
    let (Some(generator), Some(loader)) = (post.dialect.generator, post.dialect.yaml_loader()) else { return };
    refused_keys(post, generator, loader, cx);
    // The others refuse tags alone, if anything.
    if loader != Loader::PyYaml && !(loader.refuses_tags() && post.front_text().contains('!')) {
        return;
    }
    for mapping in post.front().entries.with_nested() {
        for node in mapping.iter().flat_map(|entry| entry.value.leaves()) {
            let Some(Scalar::Refused(why)) = loader.scalar(node) else { continue };
            let span = node.tag.as_deref().map_or(node.span, |(_, span)| *span);
            let (name, shown) = (generator.title(), post.source.slice(span));
            let message = format!("`{shown}` is {why}: {name} {}", generator.facts().refused_block);
            cx.report(span, message)
                .detail(SyntaxCause::RefusedValue.name())
                .help("the program that reads the block refuses all of it because of this value; put the value in quotes, or correct it");
        }
    }
}

/// Keys with which the loader of the site refuses the whole block: `<<` with what is not a mapping, and keys that are not strings.
fn refused_keys(post: &Post<'_>, generator: Generator, loader: Loader, cx: &mut Context<'_>) {
    let (text, block) = (post.front_text(), generator.facts().refused_block);
    let has_merge = text.contains("<<") && !matches!(loader, Loader::Yaml2 | Loader::Serde);
    let is_strict = matches!(loader, Loader::PyYaml | Loader::Goccy) && text.contains([']', '}']);
    let loses_null = loader == Loader::SafeYaml && (text.contains("null") || text.contains('~'));
    if !(has_merge || is_strict || loses_null || loader == Loader::Goccy && text.contains('&')) {
        return;
    }
    for entry in post.front().entries.with_nested().into_iter().flat_map(Mapping::iter).filter(|entry| !entry.broken) {
        let Key { text: key, span, style } = &entry.key;
        let is_plain = *style == Style::Plain;
        let (at, what) = if is_plain && key == "<<" && has_merge && !merges(&entry.value, loader, post) {
            let at = if entry.value.span.is_empty() { *span } else { entry.value.span };
            (at, "`<<` takes over the keys of a mapping, and this is none")
        } else if is_plain && is_strict && key.starts_with(['[', '{']) {
            (*span, "a key must be a text, and this is a list or a mapping")
        } else if loses_null && loader.resolve(None, *style, key) == Scalar::Null {
            (*span, "this key is nothing, and all keys and values after it change places")
        } else if loader == Loader::Goccy && entry.value.anchor.is_some() && is_last(&entry.value, post) {
            (*span, "a name (`&`) without a value ends the block")
        } else {
            continue;
        };
        cx.report(at, format!("{what}: {} {block}", generator.title())).detail(SyntaxCause::RefusedValue.name()).help(
            "the program that reads the block refuses all of it because of this; put it in quotes, or correct it",
        );
    }
}

/// Whether `<<` may have this value: a mapping, and for most loaders a list of mappings.
fn merges(node: &Node, loader: Loader, post: &Post<'_>) -> bool {
    match &node.value {
        Value::Mapping(_) => true,
        Value::Sequence(items) => loader != Loader::SafeYaml && items.iter().all(|item| merges(item, loader, post)),
        Value::Alias(name) => {
            let entries = post.front().entries.with_nested();
            let named = entries.into_iter().flat_map(Mapping::iter).map(|entry| &entry.value);
            let mut named = named.filter(|node| node.anchor.as_deref() == Some(name.as_str()));
            // The name of an item of a list is not looked for.
            named.next().is_none_or(|node| !matches!(node.value, Value::Scalar { .. }))
        }
        Value::Scalar { .. } => false,
    }
}

/// Whether a value is empty and nothing follows it in the block.
fn is_last(node: &Node, post: &Post<'_>) -> bool {
    let end = post.front().fence.block().map_or(0, |block| block.content.end());
    let rest = post.source.text().get(node.span.end()..end).unwrap_or("");
    let is_end = rest.split_once('\n').is_none_or(|(_, more)| more.trim_start().is_empty());
    node.is_null() && node.text() == Some("") && is_end
}

/// Reports a problem as it was found. Rules that explain a cause of their own use it, too: where the block can be read, they only
/// warn.
pub(super) fn report<'c>(problem: &SyntaxProblem, cx: &'c mut Context<'_>) -> &'c mut Diagnostic {
    problem.explain(cx.report_as(Severity::Error, problem.span, problem.message.clone()))
}
