//! The parts of a rule page: headings, paragraphs, items and fenced examples, as Markdown and the notation of examples has them.

/// A part of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PageBlock<'a> {
    Heading(&'a str),
    Paragraph(String),
    Item(String),
    /// A line of a table, as it is.
    Row(&'a str),
    Example(PageExample<'a>),
}

/// A fenced block: the words after its fence, and its lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PageExample<'a> {
    words: &'a str,
    pub(super) lines: Vec<&'a str>,
}

impl<'a> PageExample<'a> {
    /// Whether its fence has this word.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.split(' ').any(|other| other == word)
    }

    /// The value of `name=value` after its fence.
    pub(super) fn option(&self, name: &str) -> Option<&'a str> {
        self.words.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }

    /// Whether it says what is found in the example before it.
    pub(super) fn is_output(&self) -> bool {
        self.words == "text output"
    }

    /// Whether one of its findings has this detail.
    pub(super) fn shows(&self, detail: &str) -> bool {
        let wanted = format!("({detail}) ");
        self.lines.iter().any(|line| ExampleMark::of(line).is_some() && line.contains(&wanted))
    }
}

/// A line of an example that says what is found in the line above it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ExampleMark<'a> {
    /// The column at which it begins, and how wide it is; 0 is a place between two characters.
    pub(super) column: usize,
    pub(super) width: usize,
    /// `error`, `warning` or `info`; `None` for a second place that explains a finding.
    pub(super) severity: Option<&'a str>,
    /// The rule, when it is not that of the page.
    pub(super) rule: Option<&'a str>,
    pub(super) message: &'a str,
}

impl<'a> ExampleMark<'a> {
    /// The mark that a line is: `   ^^^ error(detail) message`, `   ~~~ label: message`, `| … 1 warning message`.
    pub(super) fn of(line: &'a str) -> Option<Self> {
        let column = line.len() - line.trim_start_matches(' ').len();
        let sign = line[column..].chars().next().filter(|sign| matches!(sign, '^' | '~' | '|'))?;
        let rest = line[column..].trim_start_matches(sign);
        let width = line.len() - column - rest.len();
        if sign == '|' && width > 1 {
            return None;
        }
        let mut rest = rest.strip_prefix(' ')?;
        if let Some(below) = rest.strip_prefix("… ") {
            rest = below.split_once(' ')?.1;
        }
        let width = if sign == '|' { 0 } else { width };
        if let Some(label) = rest.strip_prefix("label") {
            let message = label.split_once(": ")?.1;
            return Some(Self { column, width, severity: None, rule: None, message });
        }
        let severity = ["error", "warning", "info"]
            .into_iter()
            .find(|name| rest.strip_prefix(name).is_some_and(|rest| rest.starts_with(['[', '(', ' '])))?;
        rest = &rest[severity.len()..];
        let rule = rest.strip_prefix('[').and_then(|named| named.split_once(']'));
        rest = rule.map_or(rest, |(_, rest)| rest);
        if let Some(detail) = rest.strip_prefix('(') {
            rest = detail.split_once(')')?.1;
        }
        let message = rest.strip_prefix(' ')?;
        Some(Self { column, width, severity: Some(severity), rule: rule.map(|(rule, _)| rule), message })
    }
}

/// The parts of a page, without its title.
pub(super) fn blocks(text: &str) -> Vec<PageBlock<'_>> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().skip_while(|line| line.starts_with("# ") || line.is_empty());
    let mut is_open = false;
    while let Some(line) = lines.next() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks >= 3 {
            let (fence, words) = line.split_at(ticks);
            let body = lines.by_ref().take_while(|line| line.trim_end() != fence).collect();
            blocks.push(PageBlock::Example(PageExample { words, lines: body }));
            is_open = false;
        } else if let Some(heading) = line.strip_prefix("## ") {
            blocks.push(PageBlock::Heading(heading));
            is_open = false;
        } else if line.starts_with('|') {
            blocks.push(PageBlock::Row(line));
            is_open = false;
        } else if let Some(item) = line.strip_prefix("* ").or_else(|| line.strip_prefix("- ")) {
            blocks.push(PageBlock::Item(item.to_owned()));
            is_open = true;
        } else if line.trim().is_empty() {
            is_open = false;
        } else if let Some(PageBlock::Paragraph(text) | PageBlock::Item(text)) = blocks.last_mut().filter(|_| is_open) {
            text.push(' ');
            text.push_str(line.trim());
        } else {
            blocks.push(PageBlock::Paragraph(line.trim().to_owned()));
            is_open = true;
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    #[test]
    fn a_mark_is_read_whatever_it_marks() {
        let mark = ExampleMark::of("   ^^ error[field/empty](detail) the message: a").unwrap();
        assert_eq!((mark.column, mark.width, mark.severity, mark.rule), (3, 2, Some("error"), Some("field/empty")));
        assert_eq!(mark.message, "the message: a");
        assert_eq!(
            ExampleMark::of("| … 1:2 info the message").map(|mark| (mark.width, mark.message)),
            Some((0, "the message"))
        );
        assert_eq!(
            ExampleMark::of(" ~~~ label 2: here").map(|mark| (mark.severity, mark.message)),
            Some((None, "here"))
        );
        for line in ["^^^ errors", "~~~", "|| a | b", "  title: error a", "^ error"] {
            assert_eq!(ExampleMark::of(line), None, "{line}");
        }
    }

    #[test]
    fn the_pages_have_no_markup_that_is_not_read() {
        for page in catalogue::pages() {
            for block in blocks(page.text()) {
                if let PageBlock::Paragraph(text) | PageBlock::Item(text) = block {
                    let is_strange = text.starts_with('#') || text.starts_with('>') || text.starts_with("```");
                    assert!(!is_strange, "{}: {text}", page.rule);
                }
            }
        }
    }
}
