//! `field/list-as-string`: a list that is written as one string, in a key that the site's generator itself reads as a list.
use crate::config::FieldType;
use crate::diagnostic::Safety;
use crate::dialect::generators::ListText;
use crate::front_matter::{Entry, Format, Node, Style, Value};
use crate::post::Post;
use crate::rules::{Context, Rule, fields};
use crate::text::{Edit, spelling};
use crate::values::{Loader, Scalar, quote};

pub(crate) struct ListAsString;

impl Rule for ListAsString {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(generator) = post.dialect.generator.filter(|_| post.front().is_readable()) else { return };
        let keys = &generator.facts().keys;
        for entry in post.front().entries.iter().filter(|entry| !entry.broken) {
            let name = &entry.key.text;
            let is_it = |known: &str| if keys.any_case { spelling::is_same(known, name) } else { known == name };
            if let Value::Sequence(items) = &entry.value.value {
                // Whoever reads a list gets one item of what is meant as two.
                if keys.list_texts.iter().map(|(known, _)| known).chain(keys.lists).any(|known| is_it(known))
                    || is_list_in_config(name, cx)
                {
                    for item in items {
                        check_item(entry, item, post, cx);
                    }
                }
                continue;
            }
            let Some((_, read_as)) = keys.list_texts.iter().find(|(known, _)| is_it(known)) else { continue };
            let is_address = keys.addresses.contains(&name.as_str());
            if matches!(entry.value.value, Value::Scalar { .. }) {
                check_text(entry, *read_as, is_address, generator.title(), post, cx);
            }
        }
    }
}

/// Whether the config says that a field is a list.
fn is_list_in_config(name: &str, cx: &Context<'_>) -> bool {
    let kind = cx.settings.field(name).and_then(|field| field.kind.as_ref());
    matches!(kind, Some(FieldType::List(_) | FieldType::OneOrMany(_)))
}

/// A value that is a single string.
fn check_text(
    entry: &Entry,
    read_as: ListText,
    is_address: bool,
    generator: &str,
    post: &Post<'_>,
    cx: &mut Context<'_>,
) {
    let node = &entry.value;
    let loader = Loader::of(post.dialect, post.front().format());
    let Some(Scalar::Text(text)) = loader.scalar(node).filter(|_| !node.text().is_some_and(fields::is_template)) else {
        return;
    };
    let source = post.source.slice(node.span);
    // Words are split at line ends, too.
    let lines = lines_with_signs(node, source, is_address && read_as != ListText::Words);
    let lines = lines.or_else(|| lines_kept(node, &text).filter(|_| read_as != ListText::Words));
    let items = lines.unwrap_or_else(|| parts(&text));
    // Parts without spaces around them are those that are meant.
    let is_split_right = read_as == ListText::UntrimmedParts && text.split(',').eq(items.iter().map(String::as_str));
    // `a,` is one item with a comma at its end.
    let has_stray_comma = items.len() == 1 && read_as != ListText::UntrimmedParts;
    if items.len() < 2 && !has_stray_comma || is_split_right {
        return;
    }
    let becomes = match read_as {
        ListText::OneItem => "reads it as a single item".to_string(),
        ListText::Words => format!("splits it at spaces, into {}", in_backticks(text.split_whitespace())),
        ListText::UntrimmedParts => format!("splits it at commas, into {}", in_backticks(text.split(','))),
    };
    let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = format!("`{}` is one string, `{shown}`, not a list: {generator} {becomes}", entry.key.text);
    let finding = cx.report(node.span, message);
    let written = list(&items, post.front().format());
    finding.help(format!("write a list, as in `{written}`"));
    finding.fix(Safety::Unsafe, "write a list", vec![Edit::replace(node.span, written)]);
}

/// The lines of a text whose line ends are kept (`|`), when there are several.
fn lines_kept(node: &Node, text: &str) -> Option<Vec<String>> {
    let Value::Scalar { style: Style::Literal, .. } = node.value else { return None };
    let lines: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_string).collect();
    (lines.len() > 1 && !text.contains(',')).then_some(lines)
}

/// An item whose later lines look like items themselves: they are indented more than the item, so that they are part of its text.
fn check_item(entry: &Entry, item: &Node, post: &Post<'_>, cx: &mut Context<'_>) {
    let source = post.source.slice(item.span);
    if !is_plain(item) || !source.contains('\n') {
        return;
    }
    if source.lines().skip(1).all(|line| line.trim_start().starts_with("- ")) {
        let text = item.text().unwrap_or("");
        cx.report(
            item.span,
            format!("`{}` has the single item `{text}`, because its lines are indented", entry.key.text),
        )
        .help("begin the `-` of every item in the same column");
    }
}

/// The items of a value of several lines, each of which begins with `-`, or with `/` where addresses are wanted.
fn lines_with_signs(node: &Node, source: &str, is_address: bool) -> Option<Vec<String>> {
    let is_block = matches!(node.value, Value::Scalar { style: Style::Literal | Style::Folded, .. });
    if !is_plain(node) && !is_block || !source.contains('\n') {
        return None;
    }
    let lines: Vec<&str> =
        source.lines().skip(usize::from(is_block)).map(str::trim).filter(|line| !line.is_empty()).collect();
    let has = |sign: char| lines.iter().all(|line| line.starts_with(sign) && line.len() > 1);
    let is_list = has('-') || is_address && has('/');
    let item = |line: &&str| line.trim_start_matches('-').trim_start().to_string();
    is_list.then(|| lines.iter().map(item).collect())
}

fn is_plain(node: &Node) -> bool {
    matches!(node.value, Value::Scalar { style: Style::Plain, .. })
}

/// The parts of a text between commas, without brackets around or at one end of them.
fn parts(text: &str) -> Vec<String> {
    if !text.contains(',') {
        return Vec::new();
    }
    let text = text.trim().trim_matches(['(', ')', '[', ']']);
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_string).collect()
}

/// The items as a list in brackets.
fn list(items: &[String], format: Format) -> String {
    let write = |item: &String| {
        let is_safe = format == Format::Yaml && quote::is_safe_plain(item);
        if is_safe { item.clone() } else { quote::quoted(item, format) }
    };
    format!("[{}]", items.iter().map(write).collect::<Vec<_>>().join(", "))
}

/// `` `a`, `b` and `c` ``, at most four of them.
fn in_backticks<'a>(items: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 4;
    let items: Vec<String> = items.map(|item| format!("`{}`", item.trim_end_matches(['\n', '\r']))).collect();
    match items.as_slice() {
        [only] => only.clone(),
        [rest @ .., last] if items.len() <= MOST => format!("{} and {last}", rest.join(", ")),
        _ => format!("{}…", items[..MOST.min(items.len())].join(", ")),
    }
}
