//! Misspelt values: one that is used once, and differs by one letter from one that is used often.
use crate::text::spelling;
use std::collections::{HashMap, HashSet};

/// How many times as often the right value is used as the misspelt one.
pub(super) const TIMES: usize = 20;
/// A word with fewer letters is another word when one of them changes.
const SHORTEST: usize = 5;
/// Longer values are sentences.
const LONGEST: usize = 60;
/// What a word may end in, or not, and be another form of the same word, or another word: a plural, a gender, a participle. The guide
/// (`examples/guide/norms.md`) says which.
const ENDINGS: &str = "sexnadriouymt";

/// The frequent values of a key, ready to be compared with rare ones: each by what is left of it without one of its letters.
#[derive(Debug, Default)]
pub(super) struct FrequentValues<'a> {
    values: Vec<&'a str>,
    without_a_letter: HashMap<String, Vec<usize>>,
    /// Whether the values are names: short ones may end in an initial.
    are_names: bool,
}

impl<'a> FrequentValues<'a> {
    pub(super) fn of(values: impl Iterator<Item = &'a str>, are_names: bool) -> Self {
        let mut frequent = Self { are_names, ..Self::default() };
        for value in values.filter(|value| is_comparable(value)) {
            let at = frequent.values.len();
            frequent.values.push(value);
            for rest in shortened(value) {
                let values = frequent.without_a_letter.entry(rest).or_default();
                if values.last() != Some(&at) {
                    values.push(at);
                }
            }
        }
        frequent
    }

    /// The frequent value that was probably intended by a rare one; the words that other posts use are not misspelt.
    pub(super) fn intended(&self, rare: &str, is_known_word: &dyn Fn(&str) -> bool) -> Option<&'a str> {
        if self.values.is_empty() || !is_comparable(rare) {
            return None;
        }
        let mut found: HashSet<usize> = HashSet::new();
        for rest in shortened(rare) {
            found.extend(self.without_a_letter.get(&rest).into_iter().flatten());
        }
        let mut near = found.into_iter().map(|at| self.values[at]).filter(|value| {
            is_misspelt(rare, value, is_known_word) && !(self.are_names && differs_at_end(rare, value))
        });
        // Of two values that are equally near neither is known to be meant.
        near.next().filter(|_| near.next().is_none())
    }
}

/// The value in lower case, and each text that it becomes without one of its letters: two texts that differ by one letter, or by two that
/// are swapped, have one of these in common.
fn shortened(value: &str) -> Vec<String> {
    let letters: Vec<char> = value.to_lowercase().chars().collect();
    let without = |at: usize| letters.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, c)| c).collect();
    std::iter::once(letters.iter().collect()).chain((0..letters.len()).map(without)).collect()
}

/// Whether a value is a word or a few in Latin letters: neither a path nor the name of a file, nor a number.
pub(super) fn is_comparable(value: &str) -> bool {
    const LAST_LATIN: char = '\u{24f}';
    let is_other = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '/' | '@' | ':' | '<' | '{' | '#' | '\n')
            || c.is_alphabetic() && c > LAST_LATIN
    };
    let is_extension = |end: &str| (2..=5).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (SHORTEST..=LONGEST).contains(&value.chars().filter(|c| c.is_alphabetic()).count())
        && !value.chars().any(is_other)
        && !value.rsplit_once('.').is_some_and(|(_, end)| is_extension(end))
}

/// Whether two values differ in nothing but their last letter.
fn differs_at_end(one: &str, other: &str) -> bool {
    let stem = |word: &str| word.char_indices().next_back().map(|(at, _)| word[..at].to_lowercase());
    stem(one) == stem(other)
}

/// Whether `rare` is `usual` with one wrong letter in one of its words.
fn is_misspelt(rare: &str, usual: &str, is_known_word: &dyn Fn(&str) -> bool) -> bool {
    let (rare, usual) = (rare.to_lowercase(), usual.to_lowercase());
    if rare == usual {
        return false;
    }
    let (rare, usual) = (words(&rare), words(&usual));
    if rare.len() != usual.len() {
        return false;
    }
    let mut different = rare.iter().zip(&usual).filter(|(one, other)| one != other);
    let (Some((rare, usual)), None) = (different.next(), different.next()) else { return false };
    let is_long = |word: &str| word.chars().count() >= SHORTEST;
    is_long(rare)
        && is_long(usual)
        && rare.chars().next() == usual.chars().next()
        && spelling::is_one_typo_apart(rare, usual)
        && !differs_in_ending(rare, usual)
        && !is_known_word(rare)
}

/// The words of a value; what is between them counts as one too, so that only letters may differ.
fn words(value: &str) -> Vec<&str> {
    value.split(|c: char| !c.is_alphabetic()).collect()
}

/// Whether two words differ only in what a word may end in.
fn differs_in_ending(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let ends_well = |word: &str| word.ends_with(|c| ENDINGS.contains(c));
    if long.strip_prefix(short).is_some_and(|_| ends_well(long)) {
        return true;
    }
    ends_well(one) && ends_well(other) && differs_at_end(one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intended<'a>(rare: &str, usual: &'a str) -> Option<&'a str> {
        FrequentValues::of(std::iter::once(usual), false).intended(rare, &|_| false)
    }

    #[test]
    fn a_wrong_letter_is_a_misspelling() {
        for (rare, usual) in [
            ("nursh", "nurse"),
            ("kuberntes", "kubernetes"),
            ("secruity", "security"),
            ("Anna Smtihson", "Anna Smithson"),
            ("documentaton", "documentation"),
        ] {
            assert_eq!(intended(rare, usual), Some(usual), "{rare}");
        }
    }

    #[test]
    fn another_form_of_a_word_and_another_word_are_none() {
        for (rare, usual) in [
            ("tutorials", "tutorial"),
            ("release", "releases"),
            ("release", "released"),
            ("tutoriel", "Tutoriel"),
            ("Maria", "Marie"),
            ("medica", "medico"),
            ("linux", "linus"),
            ("part 1", "part 2"),
            ("v1 notes", "v2 notes"),
            ("test", "text"),
            ("rails", "tails"),
            ("/img/one.png", "/img/ons.png"),
            ("team red", "team bed"),
            ("heroes.jpg", "herose.jpg"),
            ("机器学习一", "机器学习丁"),
            ("Jonh Doe", "John Doe"),
        ] {
            assert_eq!(intended(rare, usual), None, "{rare}");
        }
    }

    #[test]
    fn a_short_name_may_end_in_another_initial() {
        let usual = FrequentValues::of(std::iter::once("danielk"), true);
        assert_eq!(usual.intended("danielb", &|_| false), None);
        assert_eq!(usual.intended("dainelk", &|_| false), Some("danielk"));
    }

    #[test]
    fn a_word_that_other_posts_use_is_right() {
        let usual = FrequentValues::of(std::iter::once("contract"), false);
        assert_eq!(usual.intended("contrast", &|_| false), Some("contract"));
        assert_eq!(usual.intended("contrast", &|word| word == "contrast"), None);
    }
}
