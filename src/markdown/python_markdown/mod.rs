//! Python-Markdown 3.11, as MkDocs runs it: fenced code and raw HTML are taken out of the text first, then the rest is read block by block.
//!
//! The imitation follows the source of version 3.11; `tests/python_markdown.rs` compares it with verdicts of the versions that it names. Raw
//! HTML that begins a line goes on to its own end tag, even over blank lines; any other tag is part of a line of text.
mod blocks;
mod containers;
mod fences;
mod html;
mod lines;
mod lists;
mod segments;
pub(super) mod snippets;
mod spans;
mod stash;
mod tables;
mod tags;

use super::mapped_text::MappedText;
use crate::dialect::PythonExtensions as Extensions;
use crate::html::Segment;
use std::collections::VecDeque;
use std::ops::Range;

/// The interpretations of `view`: for each variant in which it may be read, the segments in order.
///
/// There are several when the extensions of the site are not known, when versions differ, and when an element lacks its end tag, so that
/// Python-Markdown reads the rest of the page as HTML: then one of them reads the text as if that end tag were there. Each is made only when
/// it is asked for.
pub(super) fn interpretations(
    view: &MappedText<'_>,
    length: usize,
    extensions: Option<Extensions>,
) -> impl Iterator<Item = Vec<Segment>> + use<> {
    let text = normal(view);
    let sets = extensions.map_or_else(|| vec![Extensions::DEFAULT, Extensions::ALL], |known| vec![known]);
    let first = |extensions| Variant { extensions, recover: false, lenient: true };
    let mut variants: VecDeque<Variant> = sets.into_iter().map(first).collect();
    let mut seen: Vec<Vec<Segment>> = Vec::new();
    std::iter::from_fn(move || {
        loop {
            let variant = variants.pop_front()?;
            let (segments, doubts) = segments::read(text.clone(), length, variant);
            if doubts.versions && variant.lenient && !variant.recover {
                variants.push_front(Variant { lenient: false, ..variant });
            }
            if doubts.unclosed && variant.lenient && !variant.recover {
                variants.push_front(Variant { recover: true, ..variant });
            }
            if !seen.contains(&segments) {
                seen.push(segments.clone());
                return Some(segments);
            }
        }
    })
}

/// One variant to read a text.
#[derive(Clone, Copy, Debug)]
struct Variant {
    extensions: Extensions,
    /// Whether an unclosed block of HTML is read as if it ended at the first blank line.
    recover: bool,
    /// Whether tags are read as versions before 3.11 do.
    lenient: bool,
}

impl Variant {
    /// `is_block_level`; `center` was not a block element in earlier versions.
    fn is_block(self, name: &str) -> bool {
        tags::is_block(name) && !(self.lenient && name == "center")
    }
}

/// Why a text has more than one interpretation.
#[derive(Clone, Copy, Debug, Default)]
struct Ambiguity {
    /// A block of HTML is not closed.
    unclosed: bool,
    /// Versions of Python-Markdown read a tag in different ways.
    versions: bool,
}

/// `NormalizeWhitespace` (`markdown/preprocessors.py`): line ends, tabs, and lines of spaces only. A line end of two bytes keeps both.
fn normal(view: &MappedText<'_>) -> MappedText<'static> {
    let mut text = MappedText::empty();
    let mut at = 0;
    for line in view.text.split_inclusive('\n') {
        let end = at + line.len();
        let content = line.trim_end_matches(['\n', '\r']);
        if content.bytes().all(|byte| matches!(byte, b' ' | b'\t')) {
            text.keep(view, at + content.len()..end);
        } else if content.bytes().any(|byte| matches!(byte, b'\t' | b'\r' | 2 | 3)) {
            expand_tabs(view, at..end, &mut text);
        } else {
            text.keep(view, at..end);
        }
        at = end;
    }
    text
}

/// Copies a line with spaces in place of each tab, a line feed in place of a lone carriage return, and spaces in place of the characters of
/// placeholders.
fn expand_tabs(view: &MappedText<'_>, line: Range<usize>, text: &mut MappedText<'static>) {
    const TAB: usize = 4;
    let (mut column, mut at) = (0, line.start);
    let inner = view.text[line.clone()].trim_end_matches(['\n', '\r']);
    for (place, c) in inner.char_indices() {
        let place = line.start + place;
        column += 1;
        if !matches!(c, '\t' | '\r' | '\u{2}' | '\u{3}') {
            continue;
        }
        text.keep(view, at..place);
        at = place + 1;
        if c == '\r' {
            text.keep_as(view, place..at, "\n");
            column = 0;
            continue;
        }
        text.keep_as(view, place..at, " ");
        if c != '\t' {
            continue;
        }
        text.add(&" ".repeat((TAB - column % TAB) % TAB));
        column = column.next_multiple_of(TAB);
    }
    text.keep(view, at..line.end);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let interpretations = interpretations(&MappedText::whole(text), text.len(), Some(Extensions::ALL));
        let shown: Vec<_> = interpretations.map(|segments| crate::markdown::in_short(text, &segments)).collect();
        shown.join(" | ")
    }

    #[test]
    fn a_block_of_html_goes_on_to_its_end_tag() {
        assert_eq!(shown("<div>\n\n*a* `<br>`\n</div>\n*c*"), "[<div>\n\n*a* `<br>`\n</div>] +p _ -p");
        assert_eq!(shown("<p>a</p> *b* <i>"), "[<p>a</p>] +p _ [<i>] -p");
    }

    #[test]
    fn an_unclosed_block_is_also_read_as_if_it_were_closed() {
        assert_eq!(shown("<div>\na\n\n`<b>`"), "[<div>\na\n\n`<b>`] | [<div>\na] +p _ -p");
    }

    #[test]
    fn code_in_html_is_not_html() {
        assert_eq!(shown("<div>\n```\n<b>\n```\n</div>"), "[<div>\n] +pre _ -pre [\n</div>]");
    }

    #[test]
    fn code_after_a_less_than_sign_begins_no_tag() {
        assert_eq!(shown("a <`b`> and <`c` d>"), "+p _ -p");
    }

    #[test]
    fn broken_html_is_kept_so_that_it_can_be_reported() {
        assert_eq!(shown("a <!-- <b>\nc"), "+p _ [<!-- <b>\nc] -p");
        assert_eq!(shown("a <div class=\"x\"\n<b>y</b>"), "+p _ [<div class=\"x\"\n<b>] _ [</b>] -p");
    }

    #[test]
    fn a_footnote_is_read_in_its_place() {
        assert_eq!(
            shown("a[^1] <i>\n\n[^1]: b <b>\n\n    c <u>\n\nd"),
            "+p _ [<i>] -p +div +p _ [<b>] -p +p _ [<u>] -p -div +p _ -p"
        );
    }

    #[test]
    fn html_in_quotations_and_lists_comes_without_their_marks() {
        assert_eq!(shown("> a <b\n> c>"), "+blockquote +p _ [<b\n] [c>] -p -blockquote");
        assert_eq!(shown("*\ta\n\n\t<b\n\tc>"), "+ul +li +p _ -p +p [<b\n] [c>] -p -li -ul");
    }

    #[test]
    fn line_ends_of_two_bytes_change_nothing() {
        let text = "a\n<div>\n\n* b\n</div>\n\n* c\n\n    <p>d</p>\n\n``` x\n<i>\n```\n\nf <b\nc>\n===\n<!-- g\n\nh -->\n|a|b|\n|-|-|\n|<b>|\n";
        let two = text.replace('\n', "\r\n");
        assert_eq!(shown(&two).replace('\r', ""), shown(text));
    }

    #[test]
    fn deep_nesting_and_unclosed_marks_are_read_to_their_end() {
        for nasty in [
            "> ",
            "* ",
            "[",
            "[a](",
            "`a",
            "<div>",
            "<b>",
            "<div markdown=\"1\">\n",
            "$$",
            "<!--",
            "| ",
            "<a b='",
            "!!! a\n",
            "[a]: b\n",
            "<p>\n\n",
            "\u{2}",
            "    * ",
            "=== \"\"\n",
            "<?",
            ": a\n",
            "\t",
            "a\r",
        ] {
            let text = nasty.repeat(5_000);
            let ends = |segment: &Segment| match segment {
                Segment::Html(span) | Segment::Text(span) | Segment::ShownTag(span) => span.end(),
                Segment::Open(_, at) | Segment::Close(_, at) => *at,
            };
            for segments in interpretations(&MappedText::whole(&text), text.len(), None) {
                assert!(segments.iter().all(|segment| ends(segment) <= text.len()), "{nasty}");
            }
        }
    }
}
