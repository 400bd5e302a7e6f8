//! A look at which keys a post has, at a fraction of the price of reading its front matter.
use super::fence::{self, Fence};
use super::{Format, FrontMatter, Node, Value};
use crate::dialect::Dialect;
use crate::text::{SourceFile, Span};

/// Whether a post has a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// There is no such key.
    #[default]
    Absent,
    /// The key is there, without a value.
    Empty,
    /// The key is there, with a value.
    Filled,
}

/// The fences of a post, between which keys can be looked for.
#[derive(Debug)]
pub struct Glance<'a> {
    source: &'a SourceFile,
    dialect: &'a Dialect,
    fence: Fence,
}

impl<'a> Glance<'a> {
    /// Looks for the fences.
    pub fn of(source: &'a SourceFile, dialect: &'a Dialect) -> Self {
        Self { source, dialect, fence: fence::find(source, dialect) }
    }

    /// Whether the text begins with a block of YAML as every generator recognizes it.
    pub fn is_evident(&self) -> bool {
        let opening = self.source.text().strip_prefix("---");
        matches!(self.fence, Fence::Block(_))
            && opening.is_some_and(|rest| rest.starts_with('\n') || rest.starts_with("\r\n"))
    }

    /// Which of these top-level keys there are. In YAML they are looked for at the margin, also in a block that cannot be parsed.
    pub fn presences(&self, names: &[String]) -> Vec<Presence> {
        let (content, format) = match &self.fence {
            Fence::Unclosed(unclosed) => (Span::new(unclosed.open.end(), unclosed.end), unclosed.format),
            other => match other.block() {
                Some(block) => (block.content, block.format),
                None => return vec![Presence::Absent; names.len()],
            },
        };
        let text = self.source.slice(content);
        if format == Format::Yaml && !text.trim_start().starts_with('{') {
            return at_margin(text, names);
        }
        let front = FrontMatter::parse(self.source, self.dialect);
        let presence = |name: &String| front.get(name).map_or(Presence::Absent, |entry| of_value(&entry.value));
        names.iter().map(presence).collect()
    }
}

/// Looks at the lines that are not indented.
fn at_margin(text: &str, names: &[String]) -> Vec<Presence> {
    let mut found = vec![Presence::Absent; names.len()];
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        // Most keys begin with another letter than all of these.
        let first = line.trim_start_matches(['"', '\'']).bytes().next();
        if !names.iter().any(|name| name.bytes().next() == first) {
            continue;
        }
        let Some((key, value)) = key_of(line) else { continue };
        let Some(at) = names.iter().position(|name| name == key) else { continue };
        found[at] = match value {
            // The value may begin on a later line.
            "" | "|" | ">" | "|-" | ">-" | "|+" | ">+" => {
                while lines.peek().is_some_and(|line| is_blank(line)) {
                    lines.next();
                }
                let goes_on = lines.peek().is_some_and(|line| line.starts_with([' ', '\t']) || line.starts_with("- "));
                if goes_on { Presence::Filled } else { Presence::Empty }
            }
            "~" | "null" | "Null" | "NULL" | "\"\"" | "''" | "[]" | "{}" => Presence::Empty,
            _ => Presence::Filled,
        };
    }
    found
}

/// The key of a line at the margin, without its quotes, and the rest of the line without a comment.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let first = *line.as_bytes().first()?;
    let (key, rest) = match first {
        b'"' | b'\'' => line[1..].split_once(char::from(first))?,
        b' ' | b'\t' | b'#' | b'-' => return None,
        _ => line.split_at(memchr::memchr3(b':', b' ', b'\t', line.as_bytes())?),
    };
    let value = rest.trim_start_matches([' ', '\t']).strip_prefix(':')?;
    if !value.is_empty() && !value.starts_with([' ', '\t']) {
        return None;
    }
    let value = value.trim();
    Some((key, if value.starts_with('#') { "" } else { value }))
}

fn is_blank(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

fn of_value(node: &Node) -> Presence {
    let is_empty = match &node.value {
        Value::Scalar { text, .. } => node.is_null() || text.trim().is_empty(),
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(mapping) => mapping.0.is_empty(),
        Value::Alias(_) => false,
    };
    if is_empty { Presence::Empty } else { Presence::Filled }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<Presence> {
        let names = ["title", "author"].map(str::to_string);
        Glance::of(&SourceFile::new("a.md", text), &Dialect::of(None)).presences(&names)
    }

    #[test]
    fn keys_are_seen_as_written() {
        use Presence::{Absent, Empty, Filled};
        for (text, wanted) in [
            ("---\ntitle: A\nauthor : Valentine\n---\n", [Filled, Filled]),
            ("---\n\"title\": A\n'author': B\n---\n", [Filled, Filled]),
            ("---\ntitle:\nauthor: # none yet\n---\n", [Empty, Empty]),
            ("---\ntitle: ''\nauthor: ~\n---\n", [Empty, Empty]),
            ("---\ntitle: >\n  A long\nauthor:\n\n- A\n---\n", [Filled, Filled]),
            ("---\nseo:\n  title: A\ntitles: A\nauthor:Valentine\n---\nauthor: A\n", [Absent, Absent]),
            ("---\n# title: A\ntext: |\n  author: A\n---\n", [Absent, Absent]),
            ("---\r\ntitle: A\r\nauthor:\r\n---\r\n", [Filled, Empty]),
            ("---\ntitle: Foo: bar\nauthor: [A\n---\n", [Filled, Filled]),
            ("---\n{title: A, author: }\n---\n", [Filled, Empty]),
            ("+++\ntitle = 'A'\nauthor = ''\n+++\n", [Filled, Empty]),
            ("Text only.\ntitle: A\n", [Absent, Absent]),
            ("---\ntitle: A\n\nThe fence is missing.\n", [Filled, Absent]),
        ] {
            assert_eq!(seen(text), wanted, "{text}");
        }
    }
}
