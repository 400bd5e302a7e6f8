//! Names of months and weekdays in twelve languages, found in any case and without accents too.
use super::month_names::{
    DA_MONTHS, DA_WEEKDAYS, DE_MONTHS, DE_WEEKDAYS, EN_MONTHS, EN_WEEKDAYS, ES_MONTHS, ES_WEEKDAYS, FR_MONTHS,
    FR_WEEKDAYS, IT_MONTHS, IT_WEEKDAYS, Months, NB_MONTHS, NL_MONTHS, NL_WEEKDAYS, PL_MONTHS, PL_WEEKDAYS, PT_MONTHS,
    PT_WEEKDAYS, RU_MONTHS, RU_WEEKDAYS, SV_MONTHS, SV_WEEKDAYS, Weekdays,
};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language of month and weekday names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English.
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// German.
    De,
    /// Italian.
    It,
    /// Portuguese.
    Pt,
    /// Dutch.
    Nl,
    /// Russian.
    Ru,
    /// Polish.
    Pl,
    /// Swedish.
    Sv,
    /// Danish.
    Da,
    /// Norwegian.
    Nb,
    /// English with the day before the month, as everywhere but in the United States.
    EnGb,
}

/// What belongs to a name in a table of this language: its code (ISO 639-1), its English name, its months and its weekdays.
type Row = (&'static str, &'static str, &'static Months, &'static Weekdays);
/// In the order of the languages.
const ROWS: [Row; 13] = [
    ("en", "English", &EN_MONTHS, &EN_WEEKDAYS),
    ("fr", "French", &FR_MONTHS, &FR_WEEKDAYS),
    ("es", "Spanish", &ES_MONTHS, &ES_WEEKDAYS),
    ("de", "German", &DE_MONTHS, &DE_WEEKDAYS),
    ("it", "Italian", &IT_MONTHS, &IT_WEEKDAYS),
    ("pt", "Portuguese", &PT_MONTHS, &PT_WEEKDAYS),
    ("nl", "Dutch", &NL_MONTHS, &NL_WEEKDAYS),
    ("ru", "Russian", &RU_MONTHS, &RU_WEEKDAYS),
    ("pl", "Polish", &PL_MONTHS, &PL_WEEKDAYS),
    ("sv", "Swedish", &SV_MONTHS, &SV_WEEKDAYS),
    ("da", "Danish", &DA_MONTHS, &DA_WEEKDAYS),
    ("nb", "Norwegian", &NB_MONTHS, &DA_WEEKDAYS),
    ("en-GB", "English", &EN_MONTHS, &EN_WEEKDAYS),
];

impl Locale {
    /// Every supported language.
    pub const ALL: [Self; 12] = [
        Self::En,
        Self::Fr,
        Self::Es,
        Self::De,
        Self::It,
        Self::Pt,
        Self::Nl,
        Self::Ru,
        Self::Pl,
        Self::Sv,
        Self::Da,
        Self::Nb,
    ];

    /// The language of a code such as `fr`, `pt-BR` or `en_GB`. The region of English decides the order of day and month.
    pub fn from_code(code: &str) -> Option<Self> {
        let mut parts = code.split(['-', '_']);
        let language = parts.next().unwrap_or(code).to_lowercase();
        let language = if matches!(&*language, "no" | "nn") { "nb" } else { &*language };
        let found = Self::ALL.into_iter().find(|locale| locale.code() == language)?;
        let has_region = parts.next().is_some_and(|region| !region.eq_ignore_ascii_case("us"));
        Some(if found == Self::En && has_region { Self::EnGb } else { found })
    }

    /// The two-letter code of the language (ISO 639-1); with its region where that matters.
    pub fn code(self) -> &'static str {
        ROWS[self as usize].0
    }

    /// The English name of the language.
    pub fn english_name(self) -> &'static str {
        ROWS[self as usize].1
    }

    /// Whether `3/5/2017` is the third of May: everywhere but in the English of the United States.
    pub fn day_comes_first(self) -> bool {
        self != Self::En
    }

    /// Whether names of this language are those of `language`, whatever its region.
    pub(crate) fn reads(self, language: Self) -> bool {
        self == language || (self, language) == (Self::EnGb, Self::En)
    }

    fn months(self) -> &'static Months {
        ROWS[self as usize].2
    }

    fn weekdays(self) -> &'static Weekdays {
        ROWS[self as usize].3
    }

    /// The usual name of a month (1 to 12), full or shortened; a month that is never shortened is given in full.
    pub fn month(self, month: i8, length: Length) -> &'static str {
        pick(self.months()[index(month, 12)], length)
    }

    /// The usual name of a weekday (1 is Monday).
    pub fn weekday(self, weekday: i8, length: Length) -> &'static str {
        pick(self.weekdays()[index(weekday, 7)], length)
    }

    /// The full month names, for near misses.
    pub(crate) fn full_months(self) -> impl Iterator<Item = &'static str> {
        self.months().iter().flat_map(|names| names.split('|').next().unwrap_or("").split(' '))
    }
}

/// Whether a name is written in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// `janvier`
    Full,
    /// `janv`
    Short,
}

fn index(number: i8, count: usize) -> usize {
    usize::try_from(number - 1).unwrap_or(0).min(count - 1)
}

fn pick(names: &'static str, length: Length) -> &'static str {
    let (full, short) = names.split_once('|').unwrap_or((names, names));
    let names = if length == Length::Full { full } else { short };
    names.split(' ').next().unwrap_or(names)
}

/// A month or a weekday that a word names in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) locale: Locale,
    /// 1 to 12, or 1 (Monday) to 7.
    pub(crate) number: i8,
    pub(crate) full: bool,
    pub(crate) short: bool,
}

/// The months a word names, in all languages.
pub(crate) fn months_named(word: &str) -> &'static [Name] {
    static TABLE: LazyLock<HashMap<String, Vec<Name>>> = LazyLock::new(|| table(|locale| locale.months()));
    TABLE.get(&folded(word)).map_or(&[], Vec::as_slice)
}

/// The weekdays a word names, in all languages.
pub(crate) fn weekdays_named(word: &str) -> &'static [Name] {
    static TABLE: LazyLock<HashMap<String, Vec<Name>>> = LazyLock::new(|| table(|locale| locale.weekdays()));
    TABLE.get(&folded(word)).map_or(&[], Vec::as_slice)
}

fn table(names_of: impl Fn(Locale) -> &'static [&'static str]) -> HashMap<String, Vec<Name>> {
    let mut table: HashMap<String, Vec<Name>> = HashMap::new();
    for locale in Locale::ALL {
        for (number, names) in (1..).zip(names_of(locale)) {
            let (full, short) = names.split_once('|').unwrap_or((names, ""));
            let mut add = |words: &str, full, short| {
                for word in words.split(' ').filter(|word| !word.is_empty()) {
                    table.entry(folded(word)).or_default().push(Name { locale, number, full, short });
                }
            };
            add(full, true, short.is_empty());
            add(short, false, true);
        }
    }
    table
}

/// A word in lower case and without accents, whether these are letters of their own or combining characters.
pub fn folded(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).filter_map(plain_letter).collect()
}

fn plain_letter(letter: char) -> Option<char> {
    Some(match letter {
        '\u{300}'..='\u{36f}' => return None,
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => 'a',
        'ç' | 'ć' => 'c',
        'ł' => 'l',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        // Their marks may be combining characters, too.
        'й' => 'и',
        'ё' => 'е',
        'è' | 'é' | 'ê' | 'ë' | 'ę' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' | 'ń' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        other => other,
    })
}

/// Whether the name of a folder or a file's extension is the code of a language: `fr`, `pt-br`, `zh_Hans`.
pub(crate) fn is_language_code(name: &str) -> bool {
    let (language, region) = name.split_once(['-', '_']).unwrap_or((name, "XX"));
    let is_code = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    is_code(language, 2..=2) && is_code(region, 2..=4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_that_of_two_months() {
        for locale in Locale::ALL {
            for names in locale.months() {
                for name in names.split(['|', ' ']) {
                    let found = months_named(name);
                    assert!(found.iter().all(|other| other.number == found[0].number), "{name}: {found:?}");
                }
            }
        }
    }

    #[test]
    fn accents_and_case_do_not_count() {
        for word in ["février", "FEVRIER", "Février", "fe\u{301}vrier"] {
            assert_eq!(months_named(word)[0].number, 2, "{word}");
        }
        assert_eq!(weekdays_named("MIÉRCOLES")[0].number, 3);
    }

    #[test]
    fn a_code_may_name_a_country_too() {
        assert_eq!(Locale::from_code("pt-BR"), Some(Locale::Pt));
        assert_eq!((Locale::from_code("en"), Locale::from_code("en-US")), (Some(Locale::En), Some(Locale::En)));
        assert_eq!((Locale::from_code("en_AU"), Locale::from_code("no")), (Some(Locale::EnGb), Some(Locale::Nb)));
        assert_eq!(Locale::from_code("xx"), None);
    }

    #[test]
    fn a_language_is_a_short_code() {
        assert!(["fr", "pt-br", "zh_Hans", "PT-BR"].into_iter().all(is_language_code));
        assert!(!["blog", "2017", "f", "fr-", "-fr", "en-12"].into_iter().any(is_language_code));
    }
}
