//! `pymdownx.snippets`: lines that name files, whose text comes in their place before Markdown is read (`RE_ALL_SNIPPETS` in
//! `pymdownx/snippets.py` of pymdown-extensions 10.7).
use crate::html::Segment;
use crate::text::{Span, line_end, line_start};

/// The lines of snippets in a body, in order: `--8<-- "rows.html"`.
pub(in crate::markdown) fn snippets(text: &str) -> Vec<Span> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(mark) = memchr::memmem::find(&text.as_bytes()[at..], b"-8<-") {
        let start = line_start(text, at + mark);
        let end = line_end(text, at + mark);
        at = end;
        let end = match form(text[start..end].trim_end_matches('\r')) {
            None => continue,
            Some(SnippetForm::File) => end,
            Some(SnippetForm::Files) => end_of_block(text, end),
        };
        found.push(Span::new(start, end));
        at = end;
    }
    found
}

/// How a line names files.
#[derive(Debug, PartialEq, Eq)]
enum SnippetForm {
    /// The file is in quotes on the line.
    File,
    /// The files are on the lines below, one on each, up to such a line again.
    Files,
}

fn form(line: &str) -> Option<SnippetForm> {
    let bare = line.trim_start_matches([' ', '\t']);
    let rest = bare.trim_start_matches('-');
    let after = rest.strip_prefix("8<-").filter(|_| rest.len() < bare.len())?.trim_start_matches('-');
    if after.is_empty() {
        return Some(SnippetForm::Files);
    }
    let name = after.trim_start_matches([' ', '\t']);
    let quote = name.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let is_quoted = name.len() > 2 && name.ends_with(quote) && name.len() < after.len();
    is_quoted.then_some(SnippetForm::File)
}

/// Where the block of names that begins after `from` ends.
fn end_of_block(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(mark) = memchr::memmem::find(&text.as_bytes()[at..], b"-8<-") {
        let (start, end) = (line_start(text, at + mark), line_end(text, at + mark));
        if form(text[start..end].trim_end_matches('\r')) == Some(SnippetForm::Files) {
            return end;
        }
        at = end;
    }
    text.len()
}

pub(in crate::markdown) fn without(segments: Vec<Segment>, snippets: &[Span]) -> Vec<Segment> {
    let mut left = Vec::with_capacity(segments.len());
    for segment in segments {
        let Segment::Html(html) = segment else {
            left.push(segment);
            continue;
        };
        let mut at = html.start();
        let first = snippets.partition_point(|snippet| snippet.end() <= html.start());
        for snippet in snippets[first..].iter().take_while(|snippet| snippet.start() < html.end()) {
            if at < snippet.start() {
                left.push(Segment::Html(Span::new(at, snippet.start())));
            }
            at = snippet.end().min(html.end());
        }
        if at < html.end() {
            left.push(Segment::Html(Span::new(at, html.end())));
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_snippet_where_pymdownx_reads_one() {
        for line in ["--8<-- \"a.md\"", "  -8<- 'a b.md'", "----8<---- \"a.md:3:5\""] {
            assert_eq!(form(line), Some(SnippetForm::File), "{line}");
        }
        assert_eq!(form("--8<--"), Some(SnippetForm::Files));
        for line in
            [";--8<-- \"a.md\"", "a --8<-- \"a.md\"", "--8<-- a.md", "8<-- \"a\"", "--8<--\"a\"", "--8<-- \"a\" b"]
        {
            assert_eq!(form(line), None, "{line}");
        }
    }

    #[test]
    fn lines_between_two_marks_are_names_of_files() {
        let text = "<ul>\n--8<--\na\nb\n--8<--\n</ul>\n--8<-- 'c'\n";
        let found: Vec<&str> = snippets(text).iter().map(|span| &text[span.range()]).collect();
        assert_eq!(found, ["--8<--\na\nb\n--8<--", "--8<-- 'c'"]);
        let html = vec![Segment::Html(Span::new(0, 33))];
        assert_eq!(without(html, &snippets(text)).len(), 2);
    }

    #[test]
    fn many_marks_take_linear_time() {
        assert_eq!(snippets(&"--8<-- 'a'\n".repeat(100_000)).len(), 100_000);
        assert_eq!(snippets(&"--8<--".repeat(100_000)).len(), 0);
    }
}
