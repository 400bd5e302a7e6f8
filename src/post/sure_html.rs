//! What in a body is HTML beyond doubt: in every way in which its site may read it, and outside of what templates put there.
use super::Post;
use crate::html::{self, ParseContext, ParseOptions, Segment, Tag, TagKind};
use crate::markdown;
use crate::text::Span;
use std::collections::{BTreeMap, HashSet};

/// Elements whose text is shown, or run, with its spaces as they are.
const VERBATIM: &[&str] = &["code", "listing", "plaintext", "pre", "script", "style", "textarea", "xmp"];

impl Post<'_> {
    /// The tags that every reading of the body has, and that have no template tag inside. This may cost a second parse, so only rules that are
    /// off by default ask.
    pub fn sure_tags(&self) -> Vec<&Tag> {
        let body = self.body();
        if body.html.tags.is_empty() {
            return Vec::new();
        }
        let others = self.readings.get_or_init(|| self.tags_of_readings());
        let is_sure = |tag: &&Tag| {
            others.iter().all(|tags| tags.contains(&tag.span)) && body.masked(tag.span) == self.source.slice(tag.span)
        };
        body.html.tags.iter().filter(is_sure).collect()
    }

    /// The tags of each reading, where there are several: [`Post::body`] looks at the later ones only where there is something to report.
    fn tags_of_readings(&self) -> Vec<HashSet<Span>> {
        let body = self.body();
        if !body.is_markdown {
            return Vec::new();
        }
        let text = self.source.slice(body.span);
        let in_markdown = self.templates().mask(text);
        let mut readings: Vec<Vec<Segment>> = markdown::interpretations(&in_markdown, self.dialect).collect();
        if readings.len() < 2 {
            return Vec::new();
        }
        readings.iter_mut().flatten().for_each(|segment| segment.shift(body.span.start()));
        let options = ParseOptions {
            context: ParseContext::Inside("body"),
            max_depth: self.max_depth,
            recover: false,
            ..ParseOptions::body(body.span.start())
        };
        let masked = body.masked(Span::new(0, self.source.text().len()));
        let tags = |segments: &Vec<Segment>| html::parse(masked, segments, &options).tags;
        readings.iter().map(|segments| tags(segments).iter().map(|tag| tag.span).collect()).collect()
    }

    /// The parts of the body that are raw HTML in every reading, without the text of elements that show their spaces, without comments,
    /// values of attributes, and what templates hide. In order and without overlaps.
    pub fn raw_html(&self) -> &[Span] {
        self.raw_html.get_or_init(|| self.find_raw_html())
    }

    fn find_raw_html(&self) -> Vec<Span> {
        let body = self.body();
        if body.html.tags.is_empty() {
            return Vec::new();
        }
        let text = self.source.slice(body.span);
        let masked = self.templates().mask(text);
        let readings: Vec<Vec<Segment>> = if body.is_markdown {
            markdown::interpretations(&masked, self.dialect).collect()
        } else {
            vec![vec![Segment::Html(Span::new(0, text.len()))]]
        };
        let html = readings.iter().map(|segments| html_of(segments)).reduce(|one, other| common(&one, &other));
        let mut kept: Vec<Span> = masked.hidden.iter().map(|hidden| hidden.span.shift(body.span.start())).collect();
        kept.extend(self.verbatim());
        let html: Vec<Span> = html.unwrap_or_default().iter().map(|span| span.shift(body.span.start())).collect();
        without(&html, &Span::merge(kept))
    }

    /// The parts of the HTML in which spaces may matter.
    fn verbatim(&self) -> Vec<Span> {
        let body = self.body();
        let mut open: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut found = body.html.comments.clone();
        for tag in &body.html.tags {
            let text = self.source.slice(tag.span);
            if text.contains("white-space") {
                return vec![body.span];
            }
            if text.contains(['\n', '\r']) {
                found.extend(body.attributes(tag).filter_map(|attribute| attribute.value));
            }
            if !VERBATIM.contains(&tag.name()) {
                continue;
            }
            let (start, depth) = open.entry(tag.name()).or_insert((tag.span.start(), 0));
            match (tag.kind, *depth) {
                (TagKind::Start, 0) => (*start, *depth) = (tag.span.start(), 1),
                (TagKind::Start, _) => *depth += 1,
                (TagKind::End, 0) => {}
                (TagKind::End, 1) => {
                    let whole = Span::new(*start, tag.span.end());
                    // What the page shows with its spaces is then known only to one who reads selectors.
                    if tag.name() == "style" && self.source.slice(whole).contains("white-space") {
                        return vec![body.span];
                    }
                    found.push(whole);
                    *depth = 0;
                }
                (TagKind::End, _) => *depth -= 1,
            }
        }
        let never_closed = open.into_values().filter(|(_, depth)| *depth > 0);
        found.extend(never_closed.map(|(start, _)| Span::new(start, body.span.end())));
        found
    }
}

/// The HTML of one reading, in bytes of the body.
fn html_of(segments: &[Segment]) -> Vec<Span> {
    let html = segments.iter().filter_map(|segment| match segment {
        Segment::Html(span) => Some(*span),
        _ => None,
    });
    Span::merge(html.collect())
}

/// The parts that two sorted lists have in common.
fn common(one: &[Span], other: &[Span]) -> Vec<Span> {
    let (mut shared, mut left, mut right) = (Vec::new(), 0, 0);
    while let (Some(a), Some(b)) = (one.get(left), other.get(right)) {
        let both = Span::new(a.start().max(b.start()), a.end().min(b.end()));
        if !both.is_empty() {
            shared.push(both);
        }
        if a.end() < b.end() { left += 1 } else { right += 1 }
    }
    shared
}

/// A sorted list without the parts of another.
fn without(spans: &[Span], holes: &[Span]) -> Vec<Span> {
    let (mut left, mut first) = (Vec::new(), 0);
    for span in spans {
        while holes.get(first).is_some_and(|hole| hole.end() <= span.start()) {
            first += 1;
        }
        let mut at = span.start();
        for hole in holes[first..].iter().take_while(|hole| hole.start() < span.end()) {
            if at < hole.start() {
                left.push(Span::new(at, hole.start()));
            }
            at = at.max(hole.end());
        }
        if at < span.end() {
            left.push(Span::new(at, span.end()));
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{Dialect, Generator};
    use crate::post::PostKind;
    use crate::text::SourceFile;

    fn raw(text: &str, name: &str, generator: Option<&str>) -> Vec<String> {
        let source = SourceFile::new(name, text);
        let dialect = Dialect::of(generator.and_then(Generator::by_name));
        let post = Post::new(&source, &dialect, PostKind::Post);
        post.raw_html().iter().map(|span| source.slice(*span).to_string()).collect()
    }

    #[test]
    fn raw_html_is_neither_text_of_markdown_nor_code() {
        let text = "---\n---\na <b>c</b>  \n\n<div>\n<p>d\n<pre>e  \n</pre></p>\n</div>\n";
        assert_eq!(
            raw(text, "post.md", Some("eleventy"))[..2],
            ["<b>".to_string(), "</b>".to_string()],
            "only tags in a paragraph"
        );
        let styled = "---\n---\n<style>p { white-space: pre }</style>\n<p>a  \n</p>\n";
        assert_eq!(raw(styled, "post.html", None), Vec::<String>::new());
        assert_eq!(raw(&styled.replace("white-space", "color"), "post.html", None), ["\n<p>a  \n</p>\n"]);
        assert_eq!(raw(text, "post.html", None), ["a <b>c</b>  \n\n<div>\n<p>d\n", "</p>\n</div>\n"]);
    }

    #[test]
    fn spans_are_intersected_and_subtracted() {
        let spans = |list: &[(usize, usize)]| list.iter().map(|(a, b)| Span::new(*a, *b)).collect::<Vec<_>>();
        assert_eq!(common(&spans(&[(0, 5), (8, 12)]), &spans(&[(3, 9), (11, 20)])), spans(&[(3, 5), (8, 9), (11, 12)]));
        assert_eq!(
            without(&spans(&[(0, 10), (12, 14), (20, 25)]), &spans(&[(2, 3), (5, 13), (21, 30)])),
            spans(&[(0, 2), (3, 5), (13, 14), (20, 21)])
        );
    }
}
