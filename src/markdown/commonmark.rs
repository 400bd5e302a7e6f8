//! CommonMark with the extensions that the generators turn on, parsed by pulldown-cmark.
use super::kramdown::lines::line;
use super::mapped_text::MappedText;
use crate::html::Segment;
use crate::text::Span;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The segments of `view`, in order.
pub(super) fn segments(view: &MappedText<'_>) -> Vec<Segment> {
    let mut reader = CommonmarkReader { view, text: &view.text, segments: Vec::new(), images: 0 };
    for (event, range) in Parser::new_ext(&view.text, extensions()).into_offset_iter() {
        reader.event(event, range);
    }
    reader.segments
}

/// The view without the indentation of indented code that contains tags; `None` when there is no such code.
pub(super) fn without_indented_code(view: &MappedText<'_>) -> Option<MappedText<'static>> {
    let text: &str = &view.text;
    let bytes = text.as_bytes();
    let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', bytes).map(|end| end + 1));
    let is_indented = |start: &usize| matches!(bytes.get(*start), Some(b' ' | b'\t'));
    if !starts.filter(is_indented).any(|start| line(&text[start..]).contains('<')) {
        return None;
    }
    let (mut depth, mut at, mut outdented) = (0, 0, None);
    for (event, range) in Parser::new_ext(text, extensions()).into_offset_iter() {
        match event {
            // In a list or a quotation, indentation has a special meaning.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))
                if depth == 0 && text[range.clone()].contains('<') =>
            {
                let result = outdented.get_or_insert_with(MappedText::empty);
                let start = text[..range.start].rfind('\n').map_or(0, |found| found + 1);
                result.keep(view, at..start);
                at = start;
                for line in text[start..range.end].split_inclusive('\n') {
                    let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
                    result.keep(view, at + indentation..at + line.len());
                    at += line.len();
                }
            }
            Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => depth += 1,
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => depth -= 1,
            _ => {}
        }
    }
    let mut outdented = outdented?;
    outdented.keep(view, at..text.len());
    Some(outdented)
}

/// The extensions that Hugo, Zola, Eleventy, Astro and Hexo have in common, and those whose text is never HTML.
fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

struct CommonmarkReader<'a> {
    view: &'a MappedText<'a>,
    text: &'a str,
    segments: Vec<Segment>,
    /// How many images are open. Their content becomes an attribute, so that nothing in it is HTML.
    images: usize,
}

impl CommonmarkReader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Image { .. }) => {
                self.add_text(range);
                self.images += 1;
            }
            Event::End(TagEnd::Image) => self.images -= 1,
            _ if self.images > 0 => {}
            Event::Html(html) | Event::InlineHtml(html) => self.add_html(&html, range),
            Event::Start(tag) => {
                let start = self.view.body_offset(range.start);
                self.segments.extend(elements(&tag).iter().map(|name| Segment::Open(name, start)));
            }
            Event::End(tag) => self.close(tag, range),
            Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => self.add_text(range),
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn close(&mut self, tag: TagEnd, range: Range<usize>) {
        let end = self.view.body_end(range.start + self.text[range].trim_end().len());
        if tag == TagEnd::Table {
            self.segments.push(Segment::Close("tbody", end));
        }
        for name in elements_ended(tag).iter().rev() {
            self.segments.push(Segment::Close(name, end));
        }
        if tag == TagEnd::TableHead {
            self.segments.push(Segment::Open("tbody", end));
        }
    }

    /// Adds HTML. In the file its lines may begin with the marks of a quotation or list (`> `), which are left out.
    fn add_html(&mut self, html: &str, range: Range<usize>) {
        if self.text[range.clone()] == *html {
            return self.html_bytes(range);
        }
        let mut at = range.start;
        for line in html.split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', '\r']);
            let Some(start) = self.text[at..range.end].find(bare).map(|found| at + found) else { break };
            at = (start + line.len()).min(range.end);
            self.html_bytes(start..at);
        }
    }

    fn html_bytes(&mut self, range: Range<usize>) {
        for span in self.view.body_spans(range) {
            match self.segments.last_mut() {
                Some(Segment::Html(last)) if last.end() == span.start() => *last = last.cover(span),
                _ => self.segments.push(Segment::Html(span)),
            }
        }
    }

    /// Adds text; texts that only line breaks separate become one segment.
    fn add_text(&mut self, range: Range<usize>) {
        let span = Span::new(self.view.body_offset(range.start), self.view.body_end(range.end));
        match self.segments.last_mut() {
            Some(Segment::Text(last)) => *last = last.cover(span),
            _ => self.segments.push(Segment::Text(span)),
        }
    }
}

/// The elements that a Markdown construct opens, outermost first.
fn elements(tag: &Tag<'_>) -> &'static [&'static str] {
    elements_ended(tag.to_end())
}

/// The elements that the end of a Markdown construct closes, outermost first.
fn elements_ended(tag: TagEnd) -> &'static [&'static str] {
    match tag {
        TagEnd::Paragraph => &["p"],
        TagEnd::Heading(level) => match level {
            HeadingLevel::H1 => &["h1"],
            HeadingLevel::H2 => &["h2"],
            HeadingLevel::H3 => &["h3"],
            HeadingLevel::H4 => &["h4"],
            HeadingLevel::H5 => &["h5"],
            HeadingLevel::H6 => &["h6"],
        },
        TagEnd::BlockQuote(_) => &["blockquote"],
        TagEnd::CodeBlock => &["pre"],
        TagEnd::List(true) => &["ol"],
        TagEnd::List(false) => &["ul"],
        TagEnd::Item => &["li"],
        TagEnd::FootnoteDefinition => &["div"],
        TagEnd::DefinitionList => &["dl"],
        TagEnd::DefinitionListTitle => &["dt"],
        TagEnd::DefinitionListDefinition => &["dd"],
        TagEnd::Table => &["table"],
        TagEnd::TableHead => &["thead", "tr"],
        TagEnd::TableRow => &["tr"],
        TagEnd::TableCell => &["td"],
        TagEnd::Emphasis => &["em"],
        TagEnd::Strong => &["strong"],
        TagEnd::Strikethrough => &["del"],
        TagEnd::Link => &["a"],
        TagEnd::HtmlBlock | TagEnd::Superscript | TagEnd::Subscript | TagEnd::Image | TagEnd::MetadataBlock(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        crate::markdown::in_short(text, &segments(&MappedText::whole(text)))
    }

    #[test]
    fn html_in_a_paragraph_is_between_its_start_and_end() {
        assert_eq!(shown("a <b>c</b>\nd\n\ne"), "+p _ [<b>] _ [</b>] _ -p +p _ -p");
    }

    #[test]
    fn code_autolinks_math_destinations_and_alternative_texts_are_text() {
        for text in ["`<b>`", "``\n<b>\n``", "$a<b>c$", "\\<pre>", "a < b", "![<b>](x)", "<me@example.org>", "[^1]"] {
            assert!(!shown(text).contains('['), "{text}: {}", shown(text));
        }
        assert_eq!(shown("    <b>\n\n```\n<i>\n```\n"), "+pre _ -pre +pre _ -pre");
        assert_eq!(shown("[a](<b> \"<i>\")"), "+p +a _ -a -p");
    }

    #[test]
    fn html_in_a_quotation_comes_without_its_marks() {
        assert_eq!(shown("> <div\n>  id=x>\n> </div>"), "+blockquote [<div\n] [ id=x>\n] [</div>] -blockquote");
        assert_eq!(shown("> a <b\n> id=x>"), "+blockquote +p _ [<b\n] [id=x>] -p -blockquote");
    }

    #[test]
    fn without_indented_code_four_spaces_hide_no_tags() {
        let text = "<div>\n\n    </div>\n\na\n\n    b\n";
        let view = MappedText::whole(text);
        let outdented = without_indented_code(&view).unwrap();
        let html = |view| segments(view).iter().filter(|segment| matches!(segment, Segment::Html(_))).count();
        assert_eq!((html(&view), html(&outdented)), (1, 2));
    }

    #[test]
    fn tables_have_their_rows_and_cells() {
        let table = shown("|a|b|\n|-|-|\n|<b>|d|");
        assert_eq!(
            table,
            "+table +thead +tr +td _ -td +td _ -td -tr -thead +tbody +tr +td [<b>] -td +td _ -td -tr -tbody -table"
        );
    }
}
