//! The comments of a block that can be read, which no loader reports.
use super::{Format, FrontMatter, Mapping, Node, Value};
use crate::text::{SourceFile, Span};

/// The texts of the comments of a block in YAML or TOML, from `#` to the end of the line without spaces there, in the order written. Of
/// a block that cannot be read it is not known what is a comment.
pub fn of<'a>(source: &'a SourceFile, front: &FrontMatter) -> Vec<&'a str> {
    let Some(block) = front.fence.block().filter(|block| block.format != Format::Json) else { return Vec::new() };
    let mut texts = texts_of(&front.entries);
    texts.sort_unstable();
    let mut found = Vec::new();
    let mut at = block.content.start();
    let mut inner = texts.into_iter().peekable();
    while at < block.content.end() {
        let Some(hash) = next_hash(source, at, block.content.end(), block.format) else { break };
        while inner.next_if(|span| span.end() <= hash).is_some() {}
        if let Some(text) = inner.peek().filter(|text| text.start() <= hash) {
            at = text.end();
            continue;
        }
        let end = source.line_span(source.line_of(hash)).end().min(block.content.end());
        found.push(source.slice(Span::new(hash, end)).trim_end());
        at = end.max(hash + 1);
    }
    found
}

/// The next `#` that begins a comment if it is not part of a value: in YAML it needs a space or the start of a line before it.
fn next_hash(source: &SourceFile, from: usize, end: usize, format: Format) -> Option<usize> {
    let bytes = source.text().as_bytes();
    let begins = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        format == Format::Toml || before.is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
    };
    memchr::memchr_iter(b'#', bytes.get(from..end)?).map(|at| from + at).find(begins)
}

/// The bytes of all keys and of all values that may hold a `#`.
fn texts_of(entries: &Mapping) -> Vec<Span> {
    let mut spans = Vec::new();
    for mapping in entries.with_nested() {
        for entry in mapping {
            spans.push(entry.key.span);
            spans.extend(entry.value.leaves().into_iter().filter_map(text_of));
        }
    }
    spans
}

/// The bytes of a scalar. A comment after the header of a block scalar counts as part of it, before and after a change alike.
fn text_of(node: &Node) -> Option<Span> {
    matches!(node.value, Value::Scalar { .. }).then_some(node.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;

    fn found(text: &str) -> Vec<String> {
        let source = SourceFile::new("post.md", text);
        let front = FrontMatter::parse(&source, &Dialect::of(None));
        of(&source, &front).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn comments_are_found_on_lines_of_their_own_and_after_values() {
        assert_eq!(
            found("---\n# one\ntitle: A # two\ntags: # three\n  - x#y # four  \n---\n# body\n"),
            ["# one", "# two", "# three", "# four"]
        );
        assert_eq!(found("+++\ntitle = \"A\"# one\r\n# two\r\n+++\n"), ["# one", "# two"]);
    }

    #[test]
    fn what_is_part_of_a_value_is_not_a_comment() {
        assert_eq!(
            found("---\ntitle: \"A # b\"\ntext: |\n  # c\n  d # e\n'k # f': x\nlist: ['g # h', i]\nurl: /a#b\n---\n"),
            [""; 0]
        );
        assert_eq!(found("+++\ntitle = \"\"\"\n# a\n\"\"\"\n+++\n"), [""; 0]);
        assert_eq!(found("{\"title\": \"# a\"}\n"), [""; 0]);
    }
}
