//! Elements of Markdown's own that contain no HTML. Most of a post consists of them, and they change nothing where no HTML element is open.
use super::input::Segment;
use super::text_scan::has_end_tag;
use std::ops::Range;

/// The search for such elements, which goes through the segments once.
pub(super) struct SkippableElements<'a> {
    text: &'a str,
    segments: &'a [Segment],
    /// Segments before this one were searched without success.
    tried: usize,
}

impl<'a> SkippableElements<'a> {
    pub(super) fn new(text: &'a str, segments: &'a [Segment]) -> Self {
        Self { text, segments, tried: 0 }
    }

    /// The segments of the element that the segment at `start` opens, if none of them is HTML or the rest of a broken tag.
    pub(super) fn element(&mut self, start: usize) -> Option<Range<usize>> {
        if start < self.tried {
            return None;
        }
        let mut depth = 0_usize;
        for (index, segment) in self.segments.iter().enumerate().skip(start) {
            match segment {
                Segment::Open(..) => depth += 1,
                Segment::Close(..) => depth = depth.saturating_sub(1),
                Segment::ShownTag(_) => {}
                Segment::Text(span) if !has_end_tag(&self.text[span.range()]) => {}
                Segment::Html(_) | Segment::Text(_) => {
                    self.tried = index;
                    return None;
                }
            }
            if depth == 0 {
                return Some(start..index + 1);
            }
        }
        self.tried = self.segments.len();
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn an_element_is_plain_when_nothing_in_it_is_html() {
        let text = "word </b";
        let (open, close) = (|name| Segment::Open(name, 0), |name| Segment::Close(name, 0));
        let words = || Segment::Text(Span::new(0, 4));
        let segments = [
            open("ul"),
            open("li"),
            words(),
            close("li"),
            close("ul"),
            open("p"),
            open("em"),
            words(),
            close("em"),
            Segment::Html(Span::new(0, 4)),
            close("p"),
            open("p"),
            Segment::Text(Span::new(0, 8)),
            close("p"),
        ];
        let mut plain = SkippableElements::new(text, &segments);
        assert_eq!(plain.element(0), Some(0..5));
        assert_eq!(plain.element(5), None);
        // This segment is inside an element that is not plain, so it is not searched again.
        assert_eq!(plain.element(6), None);
        assert_eq!(plain.element(11), None);
    }
}
