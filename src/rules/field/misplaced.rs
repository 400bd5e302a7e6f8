//! `field/misplaced`: a key that the generator does not read where it is, because it is in another table, or not in one.
use crate::diagnostic::{Safety, Severity};
use crate::dialect::Generator;
use crate::dialect::generators::{KeyFacts, MisplacedIn};
use crate::front_matter::{Entry, Format, Mapping, Node, Value};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span, line_end, line_start, spelling};

pub(crate) struct Misplaced;

impl Rule for Misplaced {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(generator) = post.dialect.generator.filter(|_| post.front().is_readable()) else { return };
        let keys = &generator.facts().keys;
        if keys.misplaced.is_empty() {
            return;
        }
        for (entry, table) in swallowed(post, keys) {
            report_swallowed(entry, table, generator, post, cx);
        }
        let entries = || post.front().entries.iter().filter(|entry| !entry.broken);
        let is_of_folder = is_folder_page(post, generator);
        for misplaced in keys.misplaced {
            let here = entries().filter(|entry| misplaced.keys.contains(&entry.key.text.as_str()));
            match misplaced.place {
                MisplacedIn::Top(table) if !is_of_folder => {
                    here.for_each(|entry| report_top(entry, table, generator, post, cx));
                }
                MisplacedIn::FolderPage if is_of_folder => here.for_each(|entry| {
                    let (key, title) = (&entry.key.text, generator.title());
                    cx.report_as(
                        Severity::Error,
                        entry.key.span,
                        format!("`{key}` is not a key of the page of a folder, and {title} stops"),
                    )
                    .help("the front matter of a folder may have its own keys only; put the key below `extra`, or into the pages");
                }),
                _ => {}
            }
        }
    }
}

/// The keys in a table of TOML that belong to the top of the block, which does not have them, each with the entry of its table.
pub(super) fn swallowed<'p>(post: &'p Post<'_>, keys: &KeyFacts) -> Vec<(&'p Entry, &'p Entry)> {
    let mut found = Vec::new();
    if post.front().format() != Format::Toml {
        return found;
    }
    let same = |one: &str, other: &str| if keys.any_case { spelling::is_same(one, other) } else { one == other };
    for misplaced in keys.misplaced {
        let MisplacedIn::Tables(tables) = misplaced.place else { continue };
        for table in post.front().entries.iter().filter(|entry| tables.iter().any(|name| same(name, &entry.key.text))) {
            for entry in tables_of(&table.value).into_iter().flat_map(Mapping::iter).filter(|entry| !entry.broken) {
                let key = entry.key.text.as_str();
                let is_at_top = || post.front().entries.iter().any(|other| same(&other.key.text, key));
                if misplaced.keys.iter().any(|known| same(known, key)) && is_on_own_line(entry, post) && !is_at_top() {
                    found.push((entry, table));
                }
            }
        }
    }
    found
}

/// The mapping of a table and those inside it that have headers of their own: `[menu.main]`, `[[resources]]`.
fn tables_of(node: &Node) -> Vec<&Mapping> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Mapping(mapping) => {
                found.push(mapping);
                open.extend(mapping.iter().map(|entry| &entry.value));
            }
            Value::Sequence(items) => open.extend(items),
            Value::Scalar { .. } | Value::Alias(_) => {}
        }
    }
    found
}

/// Whether an entry is on a line of its own, as below the header of a table; else somebody put it between braces.
fn is_on_own_line(entry: &Entry, post: &Post<'_>) -> bool {
    let text = post.source.text();
    let start = line_start(text, entry.key.span.start());
    text[start..entry.key.span.start()].trim().is_empty()
}

fn report_swallowed(entry: &Entry, table: &Entry, generator: Generator, post: &Post<'_>, cx: &mut Context<'_>) {
    let (key, name, title) = (&entry.key.text, &table.key.text, generator.title());
    let message = format!("`{key}` is in the table `{name}`, where {title} does not read it");
    let finding = cx.report(entry.key.span, message);
    finding
        .label(table.key.span, "the table begins here")
        .help("in TOML, all keys below the name of a table belong to that table; put the key above the first table");
    if let Some(edits) = moved_above(entry, table, post) {
        finding.fix(Safety::Unsafe, "put the key above the table", edits);
    }
}

/// The edits that put the lines of an entry above the first table of the block.
fn moved_above(entry: &Entry, table: &Entry, post: &Post<'_>) -> Option<Vec<Edit>> {
    let text = post.source.text();
    let block = post.front().fence.block()?.content;
    let before = &text[block.start()..line_end(text, table.key.span.start())];
    let mut lines = before.split_inclusive('\n').scan(block.start(), |next, line| {
        let start = *next;
        *next += line.len();
        Some((start, line))
    });
    let (header, _) = lines.find(|(_, line)| line.trim_start().starts_with('['))?;
    let (start, end) = (line_start(text, entry.key.span.start()), line_end(text, entry.value.span.end()));
    let line_break = if text[end..].starts_with("\r\n") { "\r\n" } else { "\n" };
    let lines = text[start..end].trim_start();
    if !text[end..].starts_with(line_break) || header >= start {
        return None;
    }
    let moved = Edit::replace(Span::new(header, header), format!("{lines}{line_break}"));
    Some(vec![moved, Edit::delete(Span::new(start, end + line_break.len()))])
}

fn report_top(entry: &Entry, table: &str, generator: Generator, post: &Post<'_>, cx: &mut Context<'_>) {
    let (key, title) = (&entry.key.text, generator.title());
    let finding = cx.report(entry.key.span, format!("`{key}` is at the top, where {title} does not read it"));
    finding.help(format!("put the key below `{table}`"));
    if post.front().format() == Format::Toml && post.front().get(table).is_none() {
        finding.fix(
            Safety::Unsafe,
            format!("write `{table}.{key}`"),
            vec![Edit::replace(entry.key.span, format!("{table}.{key}"))],
        );
    }
}

/// Whether the file describes a folder: `_index.md`.
fn is_folder_page(post: &Post<'_>, generator: Generator) -> bool {
    let path = post.source.site_path();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    generator.facts().files.folder_pages.contains(&stem.split('.').next().unwrap_or_default())
}
