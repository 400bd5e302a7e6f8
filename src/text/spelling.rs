//! Near misses: when one word is probably another one with a typo. Nothing is allocated for ASCII words, because every key of
//! every post may be compared with every key that is known.

use super::spend;

/// From this many letters on, a word with two typos can still be recognized.
const LONG_WORD: usize = 9;
/// A typo in a shorter word gives another word.
const SHORTEST_WORD: usize = 3;

/// Whether two words are the same but for the case.
pub fn is_same(one: &str, other: &str) -> bool {
    spend(1);
    if let (Some(first), Some(second)) = (one.bytes().next(), other.bytes().next())
        && first.is_ascii()
        && second.is_ascii()
        && !first.eq_ignore_ascii_case(&second)
    {
        return false;
    }
    if one.is_ascii() && other.is_ascii() { one.eq_ignore_ascii_case(other) } else { lower(one).eq(lower(other)) }
}

/// Whether `written` is probably `intended` with one typo (a letter more, less, other, or two swapped), or two in a long word.
/// Case does not count; equal words are not a near miss.
pub fn is_near_miss(written: &str, intended: &str) -> bool {
    typos(written, intended).is_some()
}

/// Whether the name of a field is probably another one, misspelt: neither its plural nor a numbered one (`image2`).
pub fn is_misspelt_name(written: &str, intended: &str) -> bool {
    fn digits(name: &str) -> impl Iterator<Item = u8> {
        name.bytes().filter(u8::is_ascii_digit)
    }
    is_near_miss(written, intended) && !is_plural_pair(written, intended) && digits(written).eq(digits(intended))
}

/// Whether two names are the same or one typo apart, by their bytes. Of names of one or two letters only those with the same
/// letters are: any other typo gives another short name (`b`, `i`).
pub fn is_one_typo_apart(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    match (one, other) {
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => one.len().max(other.len()) >= SHORTEST_WORD && distance(one, other, 1, u8::eq).is_some(),
    }
}

/// The one of `candidates` that was probably intended; the nearest, and the first of those that are equally near.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = candidates.into_iter().filter_map(|candidate| Some((typos(written, candidate)?, candidate)));
    near.min_by_key(|(typos, _)| *typos).map(|(_, candidate)| candidate)
}

/// The known name that was probably intended: in another case, with other hyphens, without its group (`misnested`), or with a typo.
pub fn nearest_name<'a>(written: &str, known: impl IntoIterator<Item = &'a str, IntoIter: Clone>) -> Option<&'a str> {
    let known = known.into_iter();
    let without_group = |name: &'a str| name.split_once('/').map(|(_, last)| last);
    let is_intended = |name: &str| has_same_letters(name, written);
    let same = known.clone().find(|name| is_intended(name) || without_group(name).is_some_and(is_intended));
    same.or_else(|| nearest(written, known.clone())).or_else(|| with_all_words(written, known))
}

/// The only one of the `group/name`s that has all words of the one written, and others (`html/image-alt`).
fn with_all_words<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let (group, name) = written.split_once('/').filter(|(_, name)| name.contains('-'))?;
    let mut with_all = known.filter(|known| {
        known.split_once('/').is_some_and(|(other, words)| {
            other == group && name.split('-').all(|word| words.split('-').any(|known| known == word))
        })
    });
    with_all.next().filter(|_| with_all.next().is_none())
}

/// Whether one word is the plural of the other (`author`, `authors`; `box`, `boxes`; `category`, `categories`).
pub fn is_plural_pair(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if long.is_ascii() && !(1..=2).contains(&(long.len() - short.len())) {
        return false;
    }
    let adds = |word: &str, ending: &str| lower(word).chain(ending.chars()).eq(lower(long));
    adds(short, "s") || adds(short, "es") || short.strip_suffix(['y', 'Y']).is_some_and(|stem| adds(stem, "ies"))
}

/// Whether two names differ at most in case, hyphens, underscores and spaces (`lay-out`, `layout`).
pub fn has_same_letters(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

/// A word in lower case: the same for two words that [`is_same`] takes as the same, so that a table can find them.
pub fn folded(word: &str) -> String {
    lower(word).collect()
}

/// The letters of a word in lower case.
fn lower(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// The letters of a name in lower case, without hyphens, underscores and spaces.
fn letters(name: &str) -> impl Iterator<Item = char> {
    lower(name).filter(|letter| !matches!(letter, '-' | '_' | ' '))
}

/// How many typos turn `intended` into `written`; `None` when the words are the same or there are too many.
fn typos(written: &str, intended: &str) -> Option<usize> {
    spend(1);
    if written.is_ascii() && intended.is_ascii() {
        let most = most_typos(written.len(), intended.len());
        if written.len().abs_diff(intended.len()) > most {
            return None;
        }
        // A typo removes at most one letter and adds one: nearly all pairs of words differ in more letters.
        let differing = (set_of_letters(written) ^ set_of_letters(intended)).count_ones();
        if differing as usize > 2 * most {
            return None;
        }
        return few_typos(written.as_bytes(), intended.as_bytes(), u8::eq_ignore_ascii_case);
    }
    let (written, intended): (Vec<char>, Vec<char>) = (lower(written).collect(), lower(intended).collect());
    few_typos(&written, &intended, char::eq)
}

/// How many typos two words of these lengths may have between them.
fn most_typos(one: usize, other: usize) -> usize {
    if one.min(other) >= LONG_WORD { 2 } else { 1 }
}

/// A bit for each letter that occurs in an ASCII word, whatever its case.
fn set_of_letters(word: &str) -> u32 {
    word.bytes().fold(0, |set, byte| set | 1 << (byte & 31))
}

fn few_typos<T>(written: &[T], intended: &[T], same: fn(&T, &T) -> bool) -> Option<usize> {
    if intended.len() < SHORTEST_WORD {
        return None;
    }
    distance(written, intended, most_typos(written.len(), intended.len()), same).filter(|typos| *typos > 0)
}

/// The least number of letters added, left out, replaced, or swapped with the next one (optimal string alignment distance),
/// when it is at most `most`.
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
        distance(one.get(skip_one..)?, other.get(skip_other..)?, left, same).map(|typos| typos + 1)
    };
    let swapped = if is_swapped { after(2, 2) } else { None };
    [swapped, after(1, 1), after(1, 0), after(0, 1)].into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_typo_is_a_near_miss_and_two_only_in_a_long_word() {
        for typo in ["titel", "tile", "tittle", "titke", "Titel"] {
            assert!(is_near_miss(typo, "title"), "{typo}");
        }
        assert!(!is_near_miss("titles", "tags"));
        assert!(!is_near_miss("tlte1", "title"));
        assert!(is_near_miss("projct-dat", "project-date"));
        assert!(!is_near_miss("title", "title"));
    }

    #[test]
    fn a_typo_in_a_short_word_is_another_word() {
        assert!(!is_near_miss("ad", "id"));
        assert!(is_near_miss("tag", "tags"));
    }

    #[test]
    fn element_names_are_one_typo_apart_by_their_letters() {
        assert!(
            is_one_typo_apart("strong", "stong") && is_one_typo_apart("me", "em") && is_one_typo_apart("div", "div")
        );
        assert!(!is_one_typo_apart("b", "i") && !is_one_typo_apart("b", "br") && !is_one_typo_apart("span", "div"));
    }

    #[test]
    fn the_nearest_of_several_is_chosen() {
        assert_eq!(nearest("descripton", ["title", "description", "subscription"]), Some("description"));
        assert_eq!(nearest("xyz", ["title"]), None);
    }

    #[test]
    fn a_name_is_found_in_another_case_or_without_its_group() {
        let known = ["html", "html/misnested", "html/too-deep", "field/empty"];
        assert_eq!(nearest_name("HTML", known), Some("html"));
        assert_eq!(nearest_name("misnested", known), Some("html/misnested"));
        assert_eq!(nearest_name("html/too_deep", known), Some("html/too-deep"));
        assert_eq!(nearest_name("feild/empty", known), Some("field/empty"));
        assert_eq!(nearest_name("field/full", known), None);
    }

    proptest::proptest! {
        #[test]
        fn few_typos_are_counted_as_by_the_full_table(one in "[abAé]{0,12}", other in "[abé]{0,12}") {
            let full = strsim::osa_distance(&one.to_lowercase(), &other.to_lowercase());
            let (one, other): (Vec<char>, Vec<char>) = (lower(&one).collect(), lower(&other).collect());
            proptest::prop_assert_eq!(distance(&one, &other, 2, char::eq), Some(full).filter(|typos| *typos <= 2));
        }
    }

    #[test]
    fn words_that_are_the_same_are_folded_alike() {
        for (one, other) in
            [("Title", "tITLE"), ("ÉTÉ", "été"), ("ὈΔΟΣ", "ὀδοσ"), ("İ", "i\u{307}"), ("\u{212a}ey", "key")]
        {
            assert!(is_same(one, other) && folded(one) == folded(other), "{one}");
        }
        assert!(!is_same("été", "ete") && folded("été") != folded("ete"));
    }

    #[test]
    fn a_plural_is_recognized() {
        assert!(is_plural_pair("authors", "author"));
        assert!(
            is_plural_pair("category", "Categories") && is_plural_pair("Étés", "été") && is_plural_pair("box", "boxes")
        );
        assert!(!is_plural_pair("title", "titel") && !is_plural_pair("tags", "tags") && !is_plural_pair("", ""));
    }
}
