//! The known name that a misspelt one was probably meant to be.

/// From how many letters on two edits are still a slip.
const LONG: usize = 9;

/// The one of `known` that `word` is a slip of: written in another case, or one edit away (insert, delete, replace, swap; two from
/// nine letters on). The nearest one, the first of equals; `None` when none is near or `word` is itself known.
pub fn near_miss<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let letters = lower.chars().count();
    let edits = if letters >= LONG { 2 } else { 1 };
    let mut nearest: Option<(usize, &str)> = None;
    for name in known {
        if name == word {
            return None;
        }
        if name.len().abs_diff(word.len()) > 4 * edits {
            continue;
        }
        let distance = strsim::osa_distance(&lower, &name.to_lowercase());
        // A word of one or two letters is one edit from too much.
        let near = distance == 0 || distance <= edits && letters > 2;
        if near && nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, name));
        }
    }
    nearest.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::near_miss;

    #[test]
    fn a_slip_finds_the_name_that_was_meant() {
        let known = ["title", "layout", "project-date"];
        for (slip, meant) in
            [("titel", "title"), ("Layout", "layout"), ("layou", "layout"), ("projet-dat", "project-date")]
        {
            assert_eq!(near_miss(slip, known), Some(meant), "{slip}");
        }
    }

    #[test]
    fn another_word_and_a_known_word_are_no_slip() {
        for word in ["tag", "title", "file", "x", ""] {
            assert_eq!(
                near_miss(word, ["title", "tile", "y"]),
                if word == "file" { Some("tile") } else { None },
                "{word}"
            );
        }
    }
}
