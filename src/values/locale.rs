//! Names of months and weekdays in seven languages, found in any case and without accents too.
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
}

/// Months January to December: full names, then `|` and abbreviations; without `|` the name is never shortened.
type Months = [&'static str; 12];
/// Weekdays Monday to Sunday, written likewise.
type Weekdays = [&'static str; 7];

const EN_MONTHS: Months = [
    "January|Jan",
    "February|Feb",
    "March|Mar",
    "April|Apr",
    "May",
    "June|Jun",
    "July|Jul",
    "August|Aug",
    "September|Sep Sept",
    "October|Oct",
    "November|Nov",
    "December|Dec",
];
const FR_MONTHS: Months = [
    "janvier|janv jan",
    "février|févr fév",
    "mars",
    "avril|avr",
    "mai",
    "juin",
    "juillet|juil juill",
    "août",
    "septembre|sept sep",
    "octobre|oct",
    "novembre|nov",
    "décembre|déc",
];
const ES_MONTHS: Months = [
    "enero|ene",
    "febrero|feb",
    "marzo|mar",
    "abril|abr",
    "mayo|may",
    "junio|jun",
    "julio|jul",
    "agosto|ago",
    "septiembre setiembre|sept sep set",
    "octubre|oct",
    "noviembre|nov",
    "diciembre|dic",
];
const DE_MONTHS: Months = [
    "Januar Jänner Jaenner|Jan Jän",
    "Februar Feber|Feb Febr",
    "März Maerz|Mrz Mär",
    "April|Apr",
    "Mai",
    "Juni|Jun",
    "Juli|Jul",
    "August|Aug",
    "September|Sept Sep",
    "Oktober|Okt",
    "November|Nov",
    "Dezember|Dez",
];
const IT_MONTHS: Months = [
    "gennaio|gen genn",
    "febbraio|feb febbr",
    "marzo|mar",
    "aprile|apr",
    "maggio|mag",
    "giugno|giu",
    "luglio|lug",
    "agosto|ago",
    "settembre|set sett",
    "ottobre|ott",
    "novembre|nov",
    "dicembre|dic",
];
const PT_MONTHS: Months = [
    "janeiro|jan",
    "fevereiro|fev",
    "março|mar",
    "abril|abr",
    "maio|mai",
    "junho|jun",
    "julho|jul",
    "agosto|ago",
    "setembro|set",
    "outubro|out",
    "novembro|nov",
    "dezembro|dez",
];
const NL_MONTHS: Months = [
    "januari|jan",
    "februari|feb febr",
    "maart|mrt",
    "april|apr",
    "mei",
    "juni|jun",
    "juli|jul",
    "augustus|aug",
    "september|sep sept",
    "oktober|okt",
    "november|nov",
    "december|dec",
];

const EN_WEEKDAYS: Weekdays = [
    "Monday|Mon",
    "Tuesday|Tue Tues",
    "Wednesday|Wed",
    "Thursday|Thu Thur Thurs",
    "Friday|Fri",
    "Saturday|Sat",
    "Sunday|Sun",
];
const FR_WEEKDAYS: Weekdays =
    ["lundi|lun", "mardi|mar", "mercredi|mer", "jeudi|jeu", "vendredi|ven", "samedi|sam", "dimanche|dim"];
const ES_WEEKDAYS: Weekdays =
    ["lunes|lun", "martes|mar", "miércoles|mié", "jueves|jue", "viernes|vie", "sábado|sáb", "domingo|dom"];
const DE_WEEKDAYS: Weekdays =
    ["Montag|Mo", "Dienstag|Di", "Mittwoch|Mi", "Donnerstag|Do", "Freitag|Fr", "Samstag Sonnabend|Sa", "Sonntag|So"];
const IT_WEEKDAYS: Weekdays =
    ["lunedì|lun", "martedì|mar", "mercoledì|mer", "giovedì|gio", "venerdì|ven", "sabato|sab", "domenica|dom"];
const PT_WEEKDAYS: Weekdays =
    ["segunda|seg", "terça|ter", "quarta|qua", "quinta|qui", "sexta|sex", "sábado|sáb", "domingo|dom"];
const NL_WEEKDAYS: Weekdays =
    ["maandag|ma", "dinsdag|di", "woensdag|wo", "donderdag|do", "vrijdag|vr", "zaterdag|za", "zondag|zo"];

impl Locale {
    /// Every supported language.
    pub const ALL: [Self; 7] = [Self::En, Self::Fr, Self::Es, Self::De, Self::It, Self::Pt, Self::Nl];

    /// The language of a code such as `fr`, `pt-BR` or `en_GB`.
    pub fn from_code(code: &str) -> Option<Self> {
        let language = code.split(['-', '_']).next().unwrap_or(code).to_lowercase();
        Self::ALL.into_iter().find(|locale| locale.code() == language)
    }

    /// The two-letter code of the language (ISO 639-1).
    pub fn code(self) -> &'static str {
        ["en", "fr", "es", "de", "it", "pt", "nl"][self as usize]
    }

    /// The English name of the language.
    pub fn english_name(self) -> &'static str {
        ["English", "French", "Spanish", "German", "Italian", "Portuguese", "Dutch"][self as usize]
    }

    fn months(self) -> &'static Months {
        [&EN_MONTHS, &FR_MONTHS, &ES_MONTHS, &DE_MONTHS, &IT_MONTHS, &PT_MONTHS, &NL_MONTHS][self as usize]
    }

    fn weekdays(self) -> &'static Weekdays {
        [&EN_WEEKDAYS, &FR_WEEKDAYS, &ES_WEEKDAYS, &DE_WEEKDAYS, &IT_WEEKDAYS, &PT_WEEKDAYS, &NL_WEEKDAYS]
            [self as usize]
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
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
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
        assert_eq!(Locale::from_code("xx"), None);
    }

    #[test]
    fn a_language_is_a_short_code() {
        assert!(["fr", "pt-br", "zh_Hans", "PT-BR"].into_iter().all(is_language_code));
        assert!(!["blog", "2017", "f", "fr-", "-fr", "en-12"].into_iter().any(is_language_code));
    }
}
