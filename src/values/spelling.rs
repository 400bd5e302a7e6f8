//! Near misses: when one word is probably another one with a slip of the finger. Nothing is allocated for a word of ASCII letters:
//! every key of every post may be held against every key that is known.

/// From this many letters on, two slips still point at the same word.
const LONG_WORD: usize = 9;
/// In a shorter word any slip makes another word.
const SHORTEST_WORD: usize = 3;

/// Whether two words are one but for the case.
pub fn is_same(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() { one.eq_ignore_ascii_case(other) } else { lower(one).eq(lower(other)) }
}

/// Whether `written` is probably `meant` with one slip (a letter more, less, other, or two swapped), or two in a long word.
/// Case does not count; equal words are no near miss.
pub fn is_near_miss(written: &str, meant: &str) -> bool {
    slips(written, meant).is_some()
}

/// The one of `candidates` that `written` is probably meant to be; the nearest, the first of equals.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = candidates.into_iter().filter_map(|candidate| Some((slips(written, candidate)?, candidate)));
    near.min_by_key(|(slips, _)| *slips).map(|(_, candidate)| candidate)
}

/// The one of the known names that was probably meant: in another case, with other hyphens, without its group (`misnested`), or with a slip.
pub fn nearest_name<'a>(written: &str, known: impl IntoIterator<Item = &'a str, IntoIter: Clone>) -> Option<&'a str> {
    let known = known.into_iter();
    let is_meant = |name: &str| letters(name).eq(letters(written));
    let of_group = |name: &str| name.split_once('/').is_some_and(|(_, last)| is_meant(last));
    known.clone().find(|name| is_meant(name) || of_group(name)).or_else(|| nearest(written, known))
}

/// Whether one is the plural of the other by adding `s` (`author`, `authors`), also at a part's end (`image-urls`).
pub fn is_plural_pair(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if long.is_ascii() && !(1..=2).contains(&(long.len() - short.len())) {
        return false;
    }
    let adds = |word: &str, ending: &str| lower(word).chain(ending.chars()).eq(lower(long));
    adds(short, "s") || adds(short, "es") || short.strip_suffix(['y', 'Y']).is_some_and(|stem| adds(stem, "ies"))
}

/// Whether two names differ in case, hyphens and underscores at most (`lay-out`, `layout`).
pub fn has_same_letters(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

/// The letters of a word in lower case.
fn lower(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// The same without hyphens and blanks.
fn letters(name: &str) -> impl Iterator<Item = char> {
    lower(name).filter(|letter| !matches!(letter, '-' | '_' | ' '))
}

/// How many slips make `written` out of `meant`; `None` when they are the same or too many.
fn slips(written: &str, meant: &str) -> Option<usize> {
    if written.is_ascii() && meant.is_ascii() {
        let most = most_slips(written.len(), meant.len());
        if written.len().abs_diff(meant.len()) > most {
            return None;
        }
        // A slip takes at most one letter away and brings one: nearly all words differ in more.
        let differing = (set_of_letters(written) ^ set_of_letters(meant)).count_ones();
        if differing as usize > 2 * most {
            return None;
        }
        return few_slips(written.as_bytes(), meant.as_bytes(), u8::eq_ignore_ascii_case);
    }
    let (written, meant): (Vec<char>, Vec<char>) = (lower(written).collect(), lower(meant).collect());
    few_slips(&written, &meant, char::eq)
}

/// How many slips still point from one word to the other, by their letters.
fn most_slips(one: usize, other: usize) -> usize {
    if one.min(other) >= LONG_WORD { 2 } else { 1 }
}

/// A bit for each letter that an ASCII word has, whatever its case.
fn set_of_letters(word: &str) -> u32 {
    word.bytes().fold(0, |set, byte| set | 1 << (byte & 31))
}

fn few_slips<T>(written: &[T], meant: &[T], same: fn(&T, &T) -> bool) -> Option<usize> {
    if meant.len() < SHORTEST_WORD {
        return None;
    }
    distance(written, meant, most_slips(written.len(), meant.len()), same).filter(|slips| *slips > 0)
}

/// The least number of letters added, left out, replaced, or swapped with the next, when it is at most `most`.
fn distance<T>(one: &[T], other: &[T], most: usize, same: fn(&T, &T) -> bool) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let start = one.iter().zip(other).take_while(|(a, b)| same(a, b)).count();
    let (one, other) = (&one[start..], &other[start..]);
    if one.is_empty() && other.is_empty() {
        return Some(0);
    }
    let left = most.checked_sub(1)?;
    let is_swapped = one.len() > 1 && other.len() > 1 && same(&one[0], &other[1]) && same(&one[1], &other[0]);
    let after = |skip_one: usize, skip_other: usize| {
        distance(one.get(skip_one..)?, other.get(skip_other..)?, left, same).map(|slips| slips + 1)
    };
    let swapped = if is_swapped { after(2, 2) } else { None };
    [swapped, after(1, 1), after(1, 0), after(0, 1)].into_iter().flatten().min()
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
    fn a_name_is_meant_in_another_case_or_without_its_group() {
        let known = ["html", "html/misnested", "html/too-deep", "field/empty"];
        assert_eq!(nearest_name("HTML", known), Some("html"));
        assert_eq!(nearest_name("misnested", known), Some("html/misnested"));
        assert_eq!(nearest_name("html/too_deep", known), Some("html/too-deep"));
        assert_eq!(nearest_name("feild/empty", known), Some("field/empty"));
        assert_eq!(nearest_name("field/full", known), None);
    }

    proptest::proptest! {
        #[test]
        fn few_slips_are_counted_as_by_the_whole_table(one in "[abAé]{0,12}", other in "[abé]{0,12}") {
            let whole = strsim::osa_distance(&one.to_lowercase(), &other.to_lowercase());
            let (one, other): (Vec<char>, Vec<char>) = (lower(&one).collect(), lower(&other).collect());
            proptest::prop_assert_eq!(distance(&one, &other, 2, char::eq), Some(whole).filter(|slips| *slips <= 2));
        }
    }

    #[test]
    fn a_plural_is_known_as_one() {
        assert!(is_plural_pair("authors", "author"));
        assert!(
            is_plural_pair("category", "Categories") && is_plural_pair("Étés", "été") && is_plural_pair("box", "boxes")
        );
        assert!(!is_plural_pair("title", "titel") && !is_plural_pair("tags", "tags") && !is_plural_pair("", ""));
    }
}
