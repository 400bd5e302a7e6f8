//! The line of a post at which a finding begins, with a mark below what it is about.
use super::{cut, sanitize, width};
use crate::diagnostic::Finding;

/// A line and its mark, as a terminal shows them.
pub(super) struct MarkedLine {
    /// The 1-based number of the line.
    pub(super) number: usize,
    /// The line, with spaces for tabs.
    pub(super) text: String,
    /// The spaces before the mark.
    pub(super) indent: String,
    /// `^^^`
    pub(super) mark: String,
    /// The columns up to the end of the mark.
    pub(super) end: usize,
}

impl MarkedLine {
    /// The line of a finding, cut to so many columns; `None` when there is nothing to see on it.
    pub(super) fn of(finding: &Finding, columns: usize) -> Option<Self> {
        let excerpt = finding.excerpt.as_ref()?;
        let span = excerpt.spans.first().copied().flatten()?;
        let start = excerpt.text.get(..span.start())?.rfind('\n').map_or(0, |at| at + 1);
        let line = excerpt.text.get(start..)?.lines().next().unwrap_or("");
        if line.trim().is_empty() {
            return None;
        }
        let from = (span.start() - start).min(line.len());
        let to = (span.end() - start).min(line.len());
        let text = cut(&shown(line), columns);
        let indent = width(&shown(line.get(..from)?)).min(columns - 1);
        let marked = width(&shown(line.get(from..to)?)).clamp(1, columns - indent);
        let number = excerpt.first_line + excerpt.text[..start].matches('\n').count();
        Some(Self { number, text, indent: " ".repeat(indent), mark: "^".repeat(marked), end: indent + marked })
    }
}

fn shown(text: &str) -> String {
    sanitize(&text.replace('\t', "    ")).into_owned()
}
