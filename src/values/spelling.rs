//! Near misses: when one word is probably another one with a slip of the finger.

/// From this many letters on, two slips still point at the same word.
const LONG_WORD: usize = 9;

/// Whether `written` is probably `meant` with one slip (a letter more, less, other, or two swapped), or two in a long word.
/// Case does not count; equal words are no near miss.
pub fn is_near_miss(written: &str, meant: &str) -> bool {
    let (written, meant) = (written.to_lowercase(), meant.to_lowercase());
    let letters = meant.chars().count();
    if letters < 3 || written.chars().count().abs_diff(letters) > 2 {
        return false;
    }
    let slips = strsim::osa_distance(&written, &meant);
    slips == 1 || slips == 2 && letters >= LONG_WORD && written.chars().count() >= LONG_WORD
}

/// The one of `candidates` that `written` is probably meant to be; the nearest, the first of equals.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = written.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| candidate.to_lowercase() != lower && is_near_miss(written, candidate))
        .min_by_key(|candidate| strsim::osa_distance(&lower, &candidate.to_lowercase()))
}

/// Whether one is the plural of the other by adding `s` (`author`, `authors`), also at a part's end (`image-urls`).
pub fn is_plural_pair(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let y_to_ies = || short.strip_suffix('y').is_some_and(|stem| long.strip_suffix("ies") == Some(stem));
    long.strip_suffix('s') == Some(&short) || long.strip_suffix("es") == Some(&short) || y_to_ies()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_a_near_miss_and_two_only_in_a_long_word() {
        for slip in ["titel", "tile", "tittle", "titke", "Titel"] {
            assert!(is_near_miss(slip, "title"), "{slip}");
        }
        assert!(!is_near_miss("titles", "tags"));
        assert!(!is_near_miss("tlte1", "title"));
        assert!(is_near_miss("projct-dat", "project-date"));
        assert!(!is_near_miss("title", "title"));
    }

    #[test]
    fn short_words_are_too_near_to_everything() {
        assert!(!is_near_miss("ad", "id"));
        assert!(is_near_miss("tag", "tags"));
    }

    #[test]
    fn the_nearest_of_several_is_chosen() {
        assert_eq!(nearest("descripton", ["title", "description", "subscription"]), Some("description"));
        assert_eq!(nearest("xyz", ["title"]), None);
    }

    #[test]
    fn a_plural_is_known_as_one() {
        assert!(is_plural_pair("authors", "author"));
        assert!(is_plural_pair("category", "categories"));
        assert!(!is_plural_pair("title", "titel"));
    }
}
