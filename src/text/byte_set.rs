//! Sets of bytes, to find the next byte that matters in a text.

/// A set of bytes. A search looks each byte up in a table, so that a set of many bytes costs no more than one of few.
#[derive(Debug)]
pub struct ByteSet([bool; 256]);

impl ByteSet {
    /// The set of these bytes.
    pub const fn of(bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut at = 0;
        while at < bytes.len() {
            set[bytes[at] as usize] = true;
            at += 1;
        }
        Self(set)
    }

    /// Whether the byte is in the set.
    pub fn contains(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }

    /// The offset of the first byte of the set.
    pub fn find(&self, bytes: &[u8]) -> Option<usize> {
        bytes.iter().position(|byte| self.contains(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::ByteSet;

    #[test]
    fn the_first_byte_of_the_set_is_found() {
        const MARKS: ByteSet = ByteSet::of(b"<\xff");
        assert_eq!((MARKS.find(b"a < b"), MARKS.find(b"\xff"), MARKS.find(b"words")), (Some(2), Some(0), None));
    }
}
