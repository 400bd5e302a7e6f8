//! Spans of one line that overlap, cut into pieces that do not: a drawing underlines every column once.
use crate::text::Span;

/// A run of bytes to underline, and which of the spans it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Underline {
    pub(super) span: Span,
    /// The number of the span it belongs to.
    pub(super) owner: usize,
    /// It is the widest piece of its span: the one that bears the words.
    pub(super) speaks: bool,
}

/// Cuts the spans; where several hold a byte, the shortest shows there. A piece begins where the first span does.
/// Empty spans stay whole.
pub(super) fn pieces(spans: &[Span]) -> Vec<Underline> {
    let mut cuts: Vec<usize> = spans.iter().flat_map(|span| [span.start(), span.end()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces: Vec<Underline> = Vec::new();
    for bounds in cuts.windows(2) {
        let span = Span::new(bounds[0], bounds[1]);
        let holding = spans.iter().enumerate().filter(|(_, other)| other.contains(span));
        let Some((owner, _)) = holding.min_by_key(|(_, other)| other.len()) else { continue };
        match pieces.last_mut() {
            Some(last)
                if last.owner == owner && last.span.end() == span.start() && span.start() != spans[0].start() =>
            {
                last.span = last.span.cover(span);
            }
            _ => pieces.push(Underline { span, owner, speaks: false }),
        }
    }
    let empty = spans.iter().enumerate().filter(|(_, span)| span.is_empty());
    pieces.extend(empty.map(|(owner, span)| Underline { span: *span, owner, speaks: false }));
    pieces.sort_by_key(|piece| piece.span);
    for owner in 0..spans.len() {
        let own = pieces.iter_mut().filter(|piece| piece.owner == owner);
        if let Some(widest) = own.max_by_key(|piece| piece.span.len()) {
            widest.speaks = true;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with each byte replaced by the number of the span that shows there.
    fn shown(text: &str, spans: &[(usize, usize)]) -> String {
        let spans: Vec<_> = spans.iter().map(|(start, end)| Span::new(*start, *end)).collect();
        let mut shown: Vec<char> = text.chars().collect();
        for piece in pieces(&spans) {
            for at in piece.span.range() {
                assert!(!shown[at].is_ascii_digit(), "two pieces show the byte {at}");
                shown[at] = char::from_digit(u32::try_from(piece.owner).unwrap(), 10).unwrap();
            }
        }
        shown.into_iter().collect()
    }

    #[test]
    fn spans_that_do_not_touch_stay_whole() {
        assert_eq!(shown("title: Foo: bar", &[(0, 5), (7, 10)]), "00000: 111: bar");
    }

    #[test]
    fn a_span_inside_another_shows_above_it() {
        assert_eq!(shown("title: Foo: bar", &[(10, 11), (7, 15)]), "title: 11101111");
        assert_eq!(shown("xx avril", &[(0, 8), (0, 2)]), "11000000");
    }

    #[test]
    fn spans_that_cross_share_their_bytes_out() {
        assert_eq!(shown("abcdef", &[(0, 4), (2, 5)]), "00111f");
    }

    #[test]
    fn every_span_speaks_once_from_its_widest_piece() {
        let all = pieces(&[Span::new(10, 11), Span::new(7, 15), Span::at(3)]);
        let speaking: Vec<_> = all.iter().filter(|piece| piece.speaks).map(|piece| (piece.owner, piece.span)).collect();
        assert_eq!(speaking, [(2, Span::at(3)), (0, Span::new(10, 11)), (1, Span::new(11, 15))]);
    }

    #[test]
    fn a_piece_begins_where_the_first_span_does() {
        for others in [vec![(0, 3)], vec![(0, 9), (1, 3)], vec![(2, 3), (0, 2)]] {
            let spans: Vec<_> =
                std::iter::once((2, 8)).chain(others).map(|(start, end)| Span::new(start, end)).collect();
            assert!(pieces(&spans).iter().any(|piece| piece.span.start() == 2), "{spans:?}");
        }
    }
}
