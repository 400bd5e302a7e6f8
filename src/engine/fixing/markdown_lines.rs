//! Lines of Markdown on or above which a comment changes what the page shows: headings, items of lists, terms and their definitions.
use crate::text::SourceFile;

/// Whether a line belongs to a heading, begins an item of a list, or is a term or a definition.
///
/// Judged by the signs of the line and of its paragraph, for all variants of Markdown: where it is wrong, the comment is put elsewhere.
pub(super) fn is_of_structure(source: &SourceFile, line: usize) -> bool {
    let text = |line| source.slice(source.line_span(line)).trim_start_matches([' ', '\t', '>']).trim_end();
    let own = text(line);
    if own.starts_with('#') || own.starts_with(':') || is_item(own) {
        return true;
    }
    let last = source.line_of(source.text().len());
    let mut below = (line + 1..=last).map(text);
    for next in below.by_ref() {
        if next.is_empty() {
            // A blank line may be between a term and its definition.
            break;
        }
        if is_underline(next) || next.starts_with(':') {
            return true;
        }
        if is_item(next) || next.starts_with('#') {
            return false;
        }
    }
    below.next().is_some_and(|next| next.starts_with(": ") || next.starts_with(":\t"))
}

/// `- text`, `* text`, `+ text`, `1. text`, `2) text`
fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let after =
        if number.len() == line.len() { line.strip_prefix(['-', '*', '+']) } else { number.strip_prefix(['.', ')']) };
    after.is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t']))
}

/// The line below a heading: `===` or `---`.
fn is_underline(line: &str) -> bool {
    ['=', '-'].iter().any(|mark| line.starts_with(*mark) && line.trim_end_matches(*mark).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_known_by_its_signs_and_those_of_its_paragraph() {
        let is_of_structure = |text: &str| is_of_structure(&SourceFile::new("a.md", text), 1);
        for text in [
            "Set <font>x</font>\n---\n",
            "Set\nmore\n===",
            "> Set\n> ---\n",
            "term\n\n: <font>x</font>",
            "term\n: x",
            ": <font>x</font>",
            "# Title <font>x</font>",
            "- one",
            "* one",
            "1. one",
            "12) one",
        ] {
            assert!(is_of_structure(text), "{text}");
        }
        for text in ["one\ntwo\n\n---\n", "one", "one\n\ntwo", "-one", "1.5 m", "*one*", "<font>x</font>\n- a\n"] {
            assert!(!is_of_structure(text), "{text}");
        }
    }
}
