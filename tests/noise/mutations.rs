//! Real posts, broken as accidents break files: bytes lost, doubled, swapped with another post's, lines cut, line ends changed.
use proptest::prelude::*;
use proptest::sample::Index;
use std::ops::Range;
use std::path::Path;

/// One accident; places are shares of what is there.
#[derive(Clone, Debug)]
pub(crate) enum Mutation {
    /// Bytes are lost, from a place on.
    Delete(Index, usize),
    /// Bytes stand twice.
    Double(Index, usize),
    /// Bytes of another post stand there instead.
    Swap(Index, Index, Index, usize),
    /// A byte is another one.
    Byte(Index, u8),
    /// A line is lost.
    Line(Index),
    /// A line end is lost.
    Join(Index),
    /// The file ends there.
    Truncate(Index),
    /// All line ends are such.
    LineEnds(&'static str),
}

/// Up to four accidents, one after the other.
pub(crate) fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
    let at = any::<Index>;
    let one = prop_oneof![
        3 => (at(), 1..40usize).prop_map(|(at, length)| Mutation::Delete(at, length)),
        2 => (at(), 1..200usize).prop_map(|(at, length)| Mutation::Double(at, length)),
        3 => (at(), at(), at(), 1..300usize).prop_map(|(at, post, from, length)| Mutation::Swap(at, post, from, length)),
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Mutation::Byte(at, byte)),
        2 => at().prop_map(Mutation::Line),
        2 => at().prop_map(Mutation::Join),
        1 => at().prop_map(Mutation::Truncate),
        1 => prop::sample::select(&["\r\n", "\r", "\n\n"][..]).prop_map(Mutation::LineEnds),
    ];
    prop::collection::vec(one, 1..5)
}

/// The post after accidents; `posts` are those that bytes may come from.
pub(crate) fn mutated(post: &[u8], mutations: &[Mutation], posts: &[Vec<u8>]) -> Vec<u8> {
    mutations.iter().fold(post.to_vec(), |bytes, mutation| mutation.of(bytes, posts))
}

impl Mutation {
    fn of(&self, mut bytes: Vec<u8>, posts: &[Vec<u8>]) -> Vec<u8> {
        match self {
            Self::Delete(at, length) => _ = bytes.drain(range(&bytes, *at, *length)),
            Self::Double(at, length) => {
                let range = range(&bytes, *at, *length);
                let copy = bytes[range.clone()].to_vec();
                bytes.splice(range.end..range.end, copy);
            }
            Self::Swap(at, post, from, length) => {
                let other = &posts[post.index(posts.len())];
                let taken = other[range(other, *from, *length)].to_vec();
                bytes.splice(range(&bytes, *at, *length), taken);
            }
            Self::Byte(at, byte) => _ = bytes.splice(range(&bytes, *at, 1), [*byte]),
            Self::Line(at) => {
                let start = range(&bytes, *at, 0).start;
                let line_start = bytes[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
                let line_end =
                    bytes[start..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| start + end + 1);
                bytes.drain(line_start..line_end);
            }
            Self::Join(at) => {
                let start = range(&bytes, *at, 0).start;
                if let Some(end) = bytes[start..].iter().position(|byte| *byte == b'\n') {
                    bytes.remove(start + end);
                }
            }
            Self::Truncate(at) => bytes.truncate(range(&bytes, *at, 0).start),
            Self::LineEnds(ends) => {
                let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
                return lines.join(ends.as_bytes());
            }
        }
        bytes
    }
}

/// So many bytes from a place on, or as many as there are.
fn range(bytes: &[u8], at: Index, length: usize) -> Range<usize> {
    let start = at.index(bytes.len() + 1);
    start..(start + length).min(bytes.len())
}

/// The posts below a folder that are no larger than a long article.
pub(crate) fn posts_below(folder: &Path) -> Vec<Vec<u8>> {
    let files = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("a folder that can be walked"));
    let posts = files.filter(|file| file.path().extension().is_some_and(|end| end == "md" || end == "html"));
    let texts = posts.map(|file| std::fs::read(file.path()).expect("a file that can be read"));
    texts.filter(|text| text.len() <= 16_384).collect()
}
