//! Where the first table of a block of TOML begins: all keys above it are at the top.
use crate::front_matter::{Mapping, Node, Value};
use crate::text::Span;

/// The byte at which the header of the first table begins, if the block has one. `text` is that of the whole file.
///
/// A line of a string or of a list may begin with `[` too, and is no header.
pub fn first_table(text: &str, block: Span, entries: &Mapping) -> Option<usize> {
    let mut values = Vec::new();
    entries.iter().for_each(|entry| add_values(&entry.value, text, &mut values));
    values.sort_unstable();
    let is_in_value = |at: usize| {
        let before = values.partition_point(|value| value.start() < at);
        values[..before].last().is_some_and(|value| at < value.end())
    };
    let mut next = block.start();
    for line in text[block.range()].split_inclusive('\n') {
        let start = next + (line.len() - line.trim_start().len());
        if line.trim_start().starts_with('[') && !is_in_value(start) {
            return Some(start);
        }
        next += line.len();
    }
    None
}

/// Adds what is written behind a `=`, which dotted keys (`a.b = [`) put deeper into the tree; a table is not a value but has some.
fn add_values(node: &Node, text: &str, values: &mut Vec<Span>) {
    match &node.value {
        Value::Mapping(mapping) if !text[node.span.range()].starts_with('{') => {
            mapping.iter().for_each(|entry| add_values(&entry.value, text, values));
        }
        _ => values.push(node.span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front_matter::{Format, FrontMatter};

    #[test]
    fn a_line_of_a_value_is_no_header() {
        for (above, table) in [
            ("title = 'x'\n", "[menu.main]\ndraft = true\n"),
            ("text = '''\n[note](u) hello\n'''\n", "[menu.main]\n"),
            ("text = \"\"\"\r\n[note](u) hello\r\n\"\"\"\r\n", "[menu.main]\r\n"),
            ("a.b.c = '''\n[note]\n'''\n\"a\".d = [\n[1],\n]\n", "[[resources]]\nsrc = 'x'\n"),
            ("grid = [\n  [1, 2],\n[3, 4]\n]\n", "  [extra]\ntext = '''\n[x]\n'''\n[extra.more]\n"),
            ("grid = [[1, 2],\n[3, 4]]\n# [x]\n", "[a.b]\nc = 1\n"),
            ("", "[[list]]\na = 1\n[[list]]\na = 2\n"),
        ] {
            let text = format!("{above}{table}");
            let block = Span::new(0, text.len());
            let front = FrontMatter::of_block(&text, Format::Toml);
            assert!(front.problems.is_empty(), "{text}");
            let wanted = above.len() + table.len() - table.trim_start().len();
            assert_eq!(first_table(&text, block, &front.entries), Some(wanted), "{text}");
            let front = FrontMatter::of_block(above, Format::Toml);
            assert_eq!(first_table(above, Span::new(0, above.len()), &front.entries), None, "{above}");
        }
    }
}
