//! Cuts spans of one line that overlap into parts that do not, so that a drawing underlines every column once.
use crate::text::Span;

/// A run of bytes to underline, and the span it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Underline {
    pub(super) span: Span,
    /// The index of the span it belongs to.
    pub(super) owner: usize,
    /// This is the widest part of its span: the one with the text of the label.
    pub(super) has_text: bool,
}

/// Cuts the spans; where several contain a byte, the shortest is shown there. One part starts where the first span does.
/// Empty spans stay whole.
pub(super) fn underlines(spans: &[Span]) -> Vec<Underline> {
    let mut cuts: Vec<usize> = spans.iter().flat_map(|span| [span.start(), span.end()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut parts: Vec<Underline> = Vec::new();
    for bounds in cuts.windows(2) {
        let span = Span::new(bounds[0], bounds[1]);
        let containing = spans.iter().enumerate().filter(|(_, other)| other.contains(span));
        let Some((owner, _)) = containing.min_by_key(|(_, other)| other.len()) else { continue };
        match parts.last_mut() {
            Some(last)
                if last.owner == owner && last.span.end() == span.start() && span.start() != spans[0].start() =>
            {
                last.span = last.span.cover(span);
            }
            _ => parts.push(Underline { span, owner, has_text: false }),
        }
    }
    let empty = spans.iter().enumerate().filter(|(_, span)| span.is_empty());
    parts.extend(empty.map(|(owner, span)| Underline { span: *span, owner, has_text: false }));
    parts.sort_by_key(|part| part.span);
    for owner in 0..spans.len() {
        let own = parts.iter_mut().filter(|part| part.owner == owner);
        if let Some(widest) = own.max_by_key(|part| part.span.len()) {
            widest.has_text = true;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with each byte replaced by the number of the span that shows there.
    fn shown(text: &str, spans: &[(usize, usize)]) -> String {
        let spans: Vec<_> = spans.iter().map(|(start, end)| Span::new(*start, *end)).collect();
        let mut shown: Vec<char> = text.chars().collect();
        for part in underlines(&spans) {
            for at in part.span.range() {
                assert!(!shown[at].is_ascii_digit(), "two parts show the byte {at}");
                shown[at] = char::from_digit(u32::try_from(part.owner).unwrap(), 10).unwrap();
            }
        }
        shown.into_iter().collect()
    }

    #[test]
    fn spans_that_do_not_touch_stay_whole() {
        assert_eq!(shown("title: Foo: bar", &[(0, 5), (7, 10)]), "00000: 111: bar");
    }

    #[test]
    fn a_span_inside_another_is_shown_on_top() {
        assert_eq!(shown("title: Foo: bar", &[(10, 11), (7, 15)]), "title: 11101111");
        assert_eq!(shown("xx avril", &[(0, 8), (0, 2)]), "11000000");
    }

    #[test]
    fn spans_that_overlap_share_their_bytes() {
        assert_eq!(shown("abcdef", &[(0, 4), (2, 5)]), "00111f");
    }

    #[test]
    fn the_widest_part_of_every_span_has_its_text() {
        let all = underlines(&[Span::new(10, 11), Span::new(7, 15), Span::at(3)]);
        let with_text: Vec<_> = all.iter().filter(|part| part.has_text).map(|part| (part.owner, part.span)).collect();
        assert_eq!(with_text, [(2, Span::at(3)), (0, Span::new(10, 11)), (1, Span::new(11, 15))]);
    }

    #[test]
    fn a_part_starts_where_the_first_span_does() {
        for others in [vec![(0, 3)], vec![(0, 9), (1, 3)], vec![(2, 3), (0, 2)]] {
            let spans: Vec<_> =
                std::iter::once((2, 8)).chain(others).map(|(start, end)| Span::new(start, end)).collect();
            assert!(underlines(&spans).iter().any(|part| part.span.start() == 2), "{spans:?}");
        }
    }
}
