//! `field/misplaced`: a key that the generator does not read where it is, because it is in another table, or not in one.
use crate::diagnostic::{Safety, Severity};
use crate::dialect::Generator;
use crate::dialect::generators::MisplacedIn;
use crate::front_matter::{Entry, Format, Mapping, Node, Value, first_table};
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
        for (entry, table) in swallowed(post, generator) {
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
                        format!("`{key}` is not allowed in `_index.md`, and {title} stops"),
                    )
                    .help("the front matter of a folder may have its own keys only; put the key below `extra`, or into the pages");
                }),
                _ => {}
            }
        }
    }
}

/// The keys in a table of TOML that belong to the top of the block, which does not have them, each with the entry of its table.
pub(super) fn swallowed<'p>(post: &'p Post<'_>, generator: Generator) -> Vec<(&'p Entry, &'p Entry)> {
    let keys = &generator.facts().keys;
    let mut found = Vec::new();
    if keys.misplaced.is_empty() || post.front().format() != Format::Toml {
        return found;
    }
    let same = |one: &str, other: &str| if keys.any_case { spelling::is_same(one, other) } else { one == other };
    let is_of_folder = is_folder_page(post, generator);
    // What the top of this page may not have is where it belongs.
    let is_not_for_top = |key: &str| {
        let of_place = keys.misplaced.iter().filter(|other| other.place == MisplacedIn::FolderPage);
        is_of_folder && of_place.flat_map(|other| other.keys).any(|other| same(other, key))
    };
    for misplaced in keys.misplaced {
        let (names, is_by_name) = match misplaced.place {
            MisplacedIn::Tables(names) => (names, false),
            MisplacedIn::TablesByName(names) => (names, true),
            MisplacedIn::Top(_) | MisplacedIn::FolderPage => continue,
        };
        for table in post.front().entries.iter().filter(|entry| names.iter().any(|name| same(name, &entry.key.text))) {
            for entry in tables_of(table, is_by_name).into_iter().flat_map(Mapping::iter).filter(|entry| !entry.broken)
            {
                let key = entry.key.text.as_str();
                let is_at_top = || post.front().entries.iter().any(|other| same(&other.key.text, key));
                let is_known = misplaced.keys.iter().any(|known| same(known, key)) && !is_not_for_top(key);
                if is_known && is_on_own_line(entry, post) && !is_at_top() {
                    found.push((entry, table));
                }
            }
        }
    }
    found
}

/// The mapping of a table, or those of a list of tables; with those right inside them where the table holds others by their names.
fn tables_of(table: &Entry, is_by_name: bool) -> Vec<&Mapping> {
    let mut found = mappings(&table.value);
    if is_by_name {
        let inner: Vec<&Mapping> =
            found.iter().flat_map(|mapping| mapping.iter()).flat_map(|entry| mappings(&entry.value)).collect();
        found.extend(inner);
    }
    found
}

/// A value that is a mapping, or the items of a list that are.
fn mappings(node: &Node) -> Vec<&Mapping> {
    let nodes = match &node.value {
        Value::Sequence(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    nodes
        .iter()
        .filter_map(|node| match &node.value {
            Value::Mapping(mapping) => Some(mapping),
            _ => None,
        })
        .collect()
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
    if let Some(edits) = moved_above(entry, post) {
        finding.fix(Safety::Unsafe, "put the key above the table", edits);
    }
}

/// The edits that put the lines of an entry above the first table of the block.
fn moved_above(entry: &Entry, post: &Post<'_>) -> Option<Vec<Edit>> {
    let text = post.source.text();
    let block = post.front().fence.block()?.content;
    let header = line_start(text, first_table(text, block, &post.front().entries)?);
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
