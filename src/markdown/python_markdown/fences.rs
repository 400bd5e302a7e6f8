//! Fenced code, which Python-Markdown takes out of the text first, even out of raw HTML: `markdown/extensions/fenced_code.py` of
//! Python-Markdown 3.11, and `pymdownx/superfences.py` of pymdown-extensions 10.7.
use super::super::mapped_text::MappedText;
use super::stash::{Stash, Stashed};
use regex::Regex;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The text with a placeholder in place of each fenced block of code.
///
/// `nested` is true for `superfences`, which also reads fences that are indented or in a quotation.
pub(super) fn take_out(text: MappedText<'static>, nested: bool, stash: &mut Stash) -> MappedText<'static> {
    let fences = if nested { nested_fences(&text.text) } else { fences(&text.text) };
    if fences.is_empty() {
        return text;
    }
    let mut rest = MappedText::empty();
    let mut at = 0;
    for fence in fences {
        rest.keep(&text, at..fence.start);
        let code = Stashed::Code(text.body_offset(fence.start)..text.body_end(fence.end));
        // `fenced_code` writes the placeholder between two line ends; `superfences` leaves the indentation before it.
        let mark = if nested { stash.add(code) } else { format!("\n{}\n", stash.add(code)) };
        rest.add(&mark);
        at = fence.end;
    }
    rest.keep(&text, at..text.text.len());
    rest
}

/// The blocks of code that `FENCED_BLOCK_RE` matches, from the opening to the closing fence.
fn fences(text: &str) -> Vec<Range<usize>> {
    static INFO: LazyLock<Regex> = LazyLock::new(|| {
        // Every character beyond ASCII counts as a letter: to know the letters of Unicode costs more than to read a small site.
        Regex::new(
            r#"^ *(?:\{[^\n]*\}|\.?[0-9A-Za-z_\x{80}-\x{10FFFF}#.+-]* *(?:hl_lines=(?:"[^"\n]*"|'[^'\n]*') *)?)$"#,
        )
        .expect("a valid pattern")
    });
    let marked: Vec<(Range<usize>, &str)> = lines(text)
        .filter_map(|line| {
            let fence = fence_of(&text[line.clone()])?;
            Some((line, fence))
        })
        .collect();
    let mut closers: HashMap<&str, Vec<usize>> = HashMap::new();
    for (line, fence) in &marked {
        if text[line.clone()][fence.len()..].trim_end_matches(' ').is_empty() {
            closers.entry(*fence).or_default().push(line.end);
        }
    }
    let (mut found, mut at) = (Vec::new(), 0);
    for (line, fence) in &marked {
        if line.start < at || !INFO.is_match(&text[line.start + fence.len()..line.end]) {
            continue;
        }
        let Some(ends) = closers.get(fence) else { continue };
        let Some(end) = ends.get(ends.partition_point(|end| *end <= line.end)) else { continue };
        found.push(line.start..*end);
        at = *end;
    }
    found
}

/// The blocks of code that `search_nested` finds: line by line, with the indentation and quotation marks before each fence.
fn nested_fences(text: &str) -> Vec<Range<usize>> {
    static INFO: LazyLock<Regex> = LazyLock::new(|| {
        let options = r#"(?:[ \t]*(?:hl_lines|linenums|title|title_mode)(?:="[^"]*"|='[^']*')?(?:[\t ]|$))*"#;
        Regex::new(&format!(
            r"^(?:[ \t]*\.?[0-9A-Za-z_\x{{80}}-\x{{10FFFF}}#.+-]+(?:[\t ]|$))?(?:[ \t]*\{{[^\n]*\}}|{options})[ \t]*$"
        ))
        .expect("a valid pattern")
    });
    let mut found = Vec::new();
    let mut open: Option<(usize, &str, &str)> = None;
    for line in lines(text) {
        let whole = &text[line.clone()];
        let prefix = &whole[..whole.len() - whole.trim_start_matches([' ', '>']).len()];
        let Some((start, before, fence)) = open else {
            let rest = &whole[prefix.len()..];
            open = fence_of(rest)
                .filter(|fence| INFO.is_match(&rest[fence.len()..]))
                .map(|fence| (line.start + prefix.len(), prefix, fence));
            continue;
        };
        let prefix = &prefix[..prefix.len().min(before.len())];
        let content = &whole[prefix.len()..];
        let quotes = prefix.matches('>').count();
        let same_depth = quotes == before.matches('>').count();
        if whole.trim_start().is_empty() || (same_depth && content.is_empty()) {
            continue;
        }
        if prefix.len() < before.len() || !same_depth {
            open = None;
        } else if content.strip_prefix(fence).is_some_and(|after| after.trim_end().is_empty()) {
            found.push(start..line.end);
            open = None;
        }
    }
    found
}

/// The run of backticks or tildes that begins a line.
fn fence_of(line: &str) -> Option<&str> {
    let mark = line.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = line.bytes().take_while(|byte| *byte == mark).count();
    (length >= 3).then(|| &line[..length])
}

/// The lines of a text, without their line ends.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.strip_suffix('\r').unwrap_or(line).len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, nested: bool) -> Vec<&str> {
        let found = if nested { nested_fences(text) } else { fences(text) };
        found.into_iter().map(|fence| &text[fence]).collect()
    }

    #[test]
    fn a_fence_ends_at_an_equal_one() {
        assert_eq!(shown("``` py\n<b>\n````\n```\n~~~\nx", false), ["``` py\n<b>\n````\n```"]);
        assert_eq!(shown("```py title=\"x\"\n```\n  ```\n  ```", false), Vec::<&str>::new());
        assert_eq!(shown("```{.py #x}\na\n``` \n", false), ["```{.py #x}\na\n``` "]);
    }

    #[test]
    fn nested_fences_are_in_items_and_quotations() {
        assert_eq!(
            shown("* a\n\n    ```py title=\"x\"\n    <b>\n\n    ```\n", true),
            ["```py title=\"x\"\n    <b>\n\n    ```"]
        );
        assert_eq!(shown("> ```\n> <b>\n> ```\n", true), ["```\n> <b>\n> ```"]);
        assert_eq!(shown("  ```\n a\n  ```\n", true), Vec::<&str>::new());
        assert_eq!(shown("```py foo\na\n```\n", true), Vec::<&str>::new());
    }
}
