//! Fixes made in the bytes of a file: which of them can be made together, and what comes of it. Nothing is written to disk.
mod groups;

pub(crate) use groups::group;

use crate::diagnostic::{Fix, Safety};
use crate::text::{Edit, SourceFile, Span};
use std::collections::BTreeSet;

/// What [`apply`] made of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applied {
    /// The bytes of the file with the fixes made; every byte outside their edits is as it was.
    pub bytes: Vec<u8>,
    /// For each fix, in the order given, whether it was made.
    pub made: Vec<bool>,
}

/// Makes `fixes` in the bytes of `source`, each with all of its edits or not at all.
///
/// The first of several fixes that touch the same bytes is made; the others would be right only for a text that is gone, so they
/// wait for the findings of the new text. A fix that is a mere suggestion ([`Safety::Display`]) is never made, nor one whose
/// edits do not lie on whole characters of this file. Takes `n log n` time in the number of edits.
///
/// ```
/// use frontlint::{Fix, SourceFile, check, fix, preset};
///
/// let source = SourceFile::new("post.md", "---\ntitle: Foo: bar\n---\n");
/// let config = preset("none", "".as_ref()).expect("a built-in preset");
/// let fixes: Vec<Fix> = check(&source, &config).into_iter().filter_map(|finding| finding.fix).map(|fix| *fix).collect();
/// assert_eq!(fix::apply(&source, &fixes).bytes, b"---\ntitle: \"Foo: bar\"\n---\n");
/// ```
pub fn apply<'a>(source: &SourceFile, fixes: impl IntoIterator<Item = &'a Fix>) -> Applied {
    let mut taken = Taken::default();
    let mut edits: Vec<&Edit> = Vec::new();
    let mut made = Vec::new();
    for fix in fixes {
        let is_made = fix.safety != Safety::Display && is_applicable(source, fix) && taken.take(fix);
        if is_made {
            edits.extend(&fix.edits);
        }
        made.push(is_made);
    }
    edits.sort_by_key(|edit| edit.span);
    Applied { bytes: edited(source.bytes(), &edits), made }
}

/// Whether a fix only moves a text: it inserts at one place what it deletes at another.
pub(crate) fn is_move(source: &SourceFile, fix: &Fix) -> bool {
    let moves = |to: &Edit, from: &Edit| {
        let moved = to.text.trim();
        let is_same = || source.slice(from.span).trim() == moved;
        to.span.is_empty() && from.text.is_empty() && !moved.is_empty() && is_same()
    };
    matches!(fix.edits.as_slice(), [one, other] if moves(one, other) || moves(other, one))
}

/// Why a fix cannot be made in a file whatever else is: what it would do, as the end of a sentence.
pub(crate) fn obstacle(source: &SourceFile, fix: &Fix) -> Option<&'static str> {
    if fix.edits.iter().any(|edit| is_malformed(source, edit.span)) {
        return Some("change bytes that are not UTF-8");
    }
    (!is_applicable(source, fix)).then_some("change parts of characters, which is a bug in frontlint")
}

/// Whether the edits of a fix lie on whole characters of the file, each at a place of its own.
fn is_applicable(source: &SourceFile, fix: &Fix) -> bool {
    let mut spans: Vec<Span> = fix.edits.iter().map(|edit| edit.span).collect();
    spans.sort_unstable();
    let is_apart = spans.windows(2).all(|pair| pair[0].end() <= pair[1].start() && pair[0] != pair[1]);
    !spans.is_empty() && is_apart && spans.iter().all(|span| is_replaceable(source, *span))
}

/// Whether a place is on whole characters, none of which is a byte that is not UTF-8: of those the text has only a `?`.
fn is_replaceable(source: &SourceFile, span: Span) -> bool {
    !is_malformed(source, span) && source.text().get(span.range()).is_some()
}

/// Whether bytes that are not UTF-8 are in a place.
fn is_malformed(source: &SourceFile, span: Span) -> bool {
    source.malformed().iter().any(|bytes| bytes.start() < span.end() && span.start() < bytes.end())
}

/// `bytes` with sorted edits made that do not overlap.
fn edited(bytes: &[u8], edits: &[&Edit]) -> Vec<u8> {
    let mut edited = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for edit in edits {
        edited.extend(&bytes[done..edit.span.start()]);
        edited.extend(edit.text.as_bytes());
        done = edit.span.end();
    }
    edited.extend(&bytes[done..]);
    edited
}

/// The places that fixes made so far have changed. One fix may insert text at an end of what it replaces, so that two of them may begin
/// at one offset.
#[derive(Default)]
struct Taken(BTreeSet<Span>);

impl Taken {
    /// Takes the places of a fix when all of them are free.
    fn take(&mut self, fix: &Fix) -> bool {
        let is_free = fix.edits.iter().all(|edit| self.is_free(edit.span));
        if is_free {
            self.0.extend(fix.edits.iter().map(|edit| edit.span));
        }
        is_free
    }

    /// Whether a place shares no byte with one that was changed, and no insertion touches either.
    fn is_free(&self, span: Span) -> bool {
        let last_before = self.0.range(..=span).next_back();
        let first_after = self.0.range(span..).next();
        last_before.into_iter().chain(first_after).all(|taken| !taken.touches(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> SourceFile {
        SourceFile::new("post.md", "title: café au lait\n")
    }

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edits = edits.iter().map(|(start, end, text)| Edit::replace(Span::new(*start, *end), *text)).collect();
        Fix::new("change it", Safety::Safe, edits)
    }

    fn applied(fixes: &[Fix]) -> (String, Vec<bool>) {
        let Applied { bytes, made } = apply(&source(), fixes);
        (String::from_utf8(bytes).expect("the text stays UTF-8"), made)
    }

    #[test]
    fn fixes_of_different_places_are_made_together_whatever_their_order() {
        let fixes = [fix(&[(13, 13, "ou "), (7, 8, "C")]), fix(&[(0, 5, "titre")])];
        assert_eq!(applied(&fixes), ("titre: Café ou au lait\n".into(), vec![true, true]));
    }

    #[test]
    fn of_two_fixes_of_one_place_the_first_is_made() {
        for other in [fix(&[(6, 8, "x")]), fix(&[(7, 7, "x")]), fix(&[(0, 20, "x")]), fix(&[(0, 1, "T"), (8, 8, "x")])]
        {
            assert_eq!(applied(&[fix(&[(7, 8, "C")]), other]), ("title: Café au lait\n".into(), vec![true, false]));
        }
    }

    #[test]
    fn fixes_whose_places_only_touch_are_both_made() {
        assert_eq!(
            applied(&[fix(&[(7, 8, "C")]), fix(&[(6, 7, "\t")])]),
            ("title:\tCafé au lait\n".into(), vec![true, true])
        );
    }

    #[test]
    fn a_fix_that_also_inserts_where_it_replaces_keeps_both_places_to_itself() {
        for both in [[(7, 8, "C"), (7, 7, "x")], [(7, 7, "x"), (7, 8, "C")]] {
            for other in
                [fix(&[(7, 8, "K")]), fix(&[(7, 9, "K")]), fix(&[(6, 7, "K")]), fix(&[(8, 8, "K"), (7, 7, "K")])]
            {
                assert_eq!(applied(&[fix(&both), other]), ("title: xCafé au lait\n".into(), vec![true, false]));
            }
        }
    }

    #[test]
    fn a_suggestion_is_never_made() {
        let suggestion = Fix { safety: Safety::Display, ..fix(&[(7, 8, "C")]) };
        assert_eq!(applied(&[suggestion]), ("title: café au lait\n".into(), vec![false]));
    }

    #[test]
    fn an_edit_outside_the_file_or_within_a_character_is_not_made() {
        for (start, end) in [(11, 12), (10, 11), (20, 99)] {
            assert_eq!(applied(&[fix(&[(0, 1, "T"), (start, end, "x")])]).1, [false], "{start}..{end}");
        }
    }

    #[test]
    fn a_fix_that_would_replace_bytes_that_are_not_utf8_is_not_made() {
        let source = SourceFile::new("post.md", b"title: Foo: caf\xe9 au lait\n".to_vec());
        let quote = fix(&[(7, 24, "\"Foo: caf? au lait\"")]);
        let Applied { bytes, made } = apply(&source, &[quote, fix(&[(0, 5, "titre")])]);
        assert_eq!((bytes, made), (b"titre: Foo: caf\xe9 au lait\n".to_vec(), vec![false, true]));
    }

    #[test]
    fn bytes_that_are_not_utf8_stay_as_they_are() {
        let source = SourceFile::new("post.md", b"caf\xe9 title\n".to_vec());
        assert_eq!(apply(&source, &[fix(&[(5, 6, "T")])]).bytes, b"caf\xe9 Title\n");
    }
}
