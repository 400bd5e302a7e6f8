//! Offsets inside a character, moved to one of its ends so that text can be cut there.

/// The last offset at or before `offset` that splits no character of `text`.
pub fn char_boundary_before(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The first offset at or after `offset` that splits no character of `text`.
pub fn char_boundary_after(text: &str, offset: usize) -> usize {
    (offset..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_inside_a_character_moves_to_its_start_or_its_end() {
        assert_eq!((char_boundary_before("aé", 2), char_boundary_after("aé", 2)), (1, 3));
        assert_eq!((char_boundary_before("aé", 1), char_boundary_after("aé", 1)), (1, 1));
        assert_eq!((char_boundary_before("aé", 9), char_boundary_after("aé", 9)), (3, 3));
    }
}
