//! How Ruby reads a date that is a string: `Time.parse`, which Jekyll calls for `date`. Imitates `date__parse` of Ruby 3.1
//! (`ext/date/date_parse.c`): patterns are tried in turn, and only English months are known.
use jiff::ToSpan as _;
use jiff::civil;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// What Ruby finds in a text. For what it does not find, `Time.parse` uses the time of the build, or the first day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RubyDate {
    /// The year, when one was found.
    pub(super) year: Option<i32>,
    /// The month, likewise.
    pub(super) month: Option<i32>,
    /// The day of the month, likewise.
    pub(super) day: Option<i32>,
}

impl RubyDate {
    /// The day, when year and month were found. Days over the end of a month run on into the next one.
    pub(super) fn date(self) -> Option<civil::Date> {
        let first = civil::Date::new(self.year?.try_into().ok()?, self.month?.try_into().ok()?, 1).ok()?;
        first.checked_add((i64::from(self.day.unwrap_or(1)) - 1).days()).ok()
    }
}

const MONTHS: &str = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";

/// What a text must contain so that a pattern can match it.
enum Needs {
    /// The first three letters of a month.
    Month,
    /// The same, after a digit.
    MonthAfterDigit,
    Mark(char),
    Nothing,
}

impl Needs {
    fn are_in(&self, text: &str) -> bool {
        match self {
            Self::Month => months().any(|name| text.contains(name)),
            Self::MonthAfterDigit => {
                let after = text.find(|c: char| c.is_ascii_digit()).map_or("", |digit| &text[digit..]);
                Self::Month.are_in(after)
            }
            Self::Mark(mark) => text.contains(*mark),
            Self::Nothing => true,
        }
    }
}

fn months() -> impl Iterator<Item = &'static str> {
    MONTHS.trim_matches(['(', ')']).split('|')
}

/// The patterns in the order in which `date__parse` tries them (`parse_eu`, `parse_us`, `parse_iso`, `parse_vms` with two, `parse_sla`,
/// `parse_dot`, `parse_mon`, `parse_mday`), with what a text must contain for each and its groups of year, month and day. A pattern is
/// compiled when it is first tried: compiling them all takes longer than checking a post.
static PATTERNS: [(Needs, LazyLock<Regex>, [usize; 3]); 9] = [
    (
        Needs::MonthAfterDigit,
        LazyLock::new(|| regex(r"'?(\d+)[^-\d\s]*\s*MONTHS[^-\d\s']*(?:\s*('?-?\d+))?")),
        [3, 2, 1],
    ),
    (Needs::Month, LazyLock::new(|| regex(r"\bMONTHS[^-\d\s']*\s*('?\d+)[^-\d\s']*(?:\s*,?\s*('?-?\d+))?")), [3, 1, 2]),
    (Needs::Mark('-'), LazyLock::new(|| regex(r"('?[-+]?\d+)-(\d+)-('?-?\d+)")), [1, 2, 3]),
    (Needs::MonthAfterDigit, LazyLock::new(|| regex(r"('?-?\d+)-MONTHS[^-/.]*-('?-?\d+)")), [1, 2, 3]),
    (Needs::Month, LazyLock::new(|| regex(r"\bMONTHS[^-/.]*-('?\d+)(?:-('?-?\d+))?")), [3, 1, 2]),
    (Needs::Mark('/'), LazyLock::new(|| regex(r"('?-?\d+)/\s*('?\d+)(?:\D\s*('?-?\d+))?")), [1, 2, 3]),
    (Needs::Mark('.'), LazyLock::new(|| regex(r"('?-?\d+)\.\s*('?\d+)\.\s*('?-?\d+)")), [1, 2, 3]),
    (Needs::Month, LazyLock::new(|| regex(r"\bMONTHS\S*")), [9, 1, 9]),
    (Needs::Nothing, LazyLock::new(|| regex(r"(\d+)(?:st|nd|rd|th)\b")), [9, 9, 1]),
];

/// Compiles a pattern for texts that [`simplified`] has made: of lower-case letters, and with no other space than ` `.
fn regex(pattern: &str) -> Regex {
    let pattern = pattern.replace("MONTHS", MONTHS).replace(r"\d", "[0-9]").replace(r"\D", "[^0-9]");
    Regex::new(&pattern.replace(r"\s", " ").replace(r"\S", "[^ ]")).expect("the patterns are valid")
}

/// How Ruby reads a text; `None` when it raises an error, which stops a build.
pub(super) fn ruby(text: &str) -> Option<RubyDate> {
    let found = in_digits(text).or_else(|| by_patterns(text))?;
    let is_right = found.month.is_none_or(|month| (1..=12).contains(&month))
        && found.day.is_none_or(|day| (1..=31).contains(&day));
    is_right.then_some(found)
}

/// Reads `2017-01-18`, with or without a time after it, as nearly all dates are: the same result as the patterns, without them.
fn in_digits(text: &str) -> Option<RubyDate> {
    let (date, time) = text.split_at_checked("2017-01-18".len())?;
    let is_time = |byte: u8| byte.is_ascii_digit() || matches!(byte, b' ' | b':' | b'+' | b'-' | b'.' | b'T' | b'Z');
    if !(time.is_empty() || time.starts_with([' ', 'T'])) || !time.bytes().all(is_time) {
        return None;
    }
    // A time that there is not is an error.
    let mut parts = time.get(1..9).unwrap_or("00:00:00").split(':').map(first_number);
    let is_later = |limit: u32, part: Option<u32>| part.is_some_and(|part| part > limit);
    if time.len() > 3 && [23, 59, 59].into_iter().any(|limit| is_later(limit, parts.next())) {
        return None;
    }
    let number = |part: &str, digits: usize| {
        let is_whole = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|_| is_whole)
    };
    let (year, rest) = date.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    Some(RubyDate { year: Some(number(year, 4)?), month: Some(number(month, 2)?), day: Some(number(day, 2)?) })
}

/// The number that a text begins with; 0 where there is none.
fn first_number(text: &str) -> u32 {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text[..end].parse().unwrap_or(0)
}

fn by_patterns(text: &str) -> Option<RubyDate> {
    static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/\d\s]*"));
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"(?:(?:(\d+)\s*:\s*(\d+)(?:\s*:\s*(\d+)(?:[,.]\d*)?)?|(\d+)\s*h(?:\s*(\d+)m?(?:\s*(\d+)s?)?)?)",
            r"(?:\s*[ap](?:m\b|\.m\.))?|\d+\s*[ap](?:m\b|\.m\.))",
            r"(\s*(?:(?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?|[a-z]+(?:\sdst)?\b))?",
        ))
    });
    let text = simplified(text);
    let has_weekday = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"].iter().any(|name| text.contains(name));
    let text = if has_weekday { WEEKDAY.replace(&text, " ") } else { text.as_str().into() };
    let time = if may_have_time(&text) { TIME.captures(&text) } else { None };
    if time.as_ref().is_some_and(|time| time.get(7).is_none() && !is_time_of_day(time)) {
        return None;
    }
    // The `T` between day and time stays: the pattern of the day matches it.
    let (text, has_time) = if time.is_some() { (TIME.replace(&text, " "), true) } else { (text, false) };
    let mut patterns = PATTERNS.iter().filter(|(needs, ..)| needs.are_in(&text));
    let found = patterns.find_map(|(_, pattern, order)| Some(in_order(&pattern.captures(&text)?, *order)));
    found.or_else(|| in_year(&text)).or_else(|| digits(&text)).or(has_time.then(RubyDate::default))
}

/// Whether digits come before a colon, an `h` or an `am` or `pm`: the `h` of `march` is none of a time, and the pattern takes long to compile.
fn may_have_time(text: &str) -> bool {
    text.match_indices([':', 'h', 'm']).any(|(at, mark)| {
        let before = text[..at].trim_end_matches(' ');
        let before = if mark == "m" { before.trim_end_matches(['a', 'p', '.', ' ']) } else { before };
        before.ends_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether `Time.local` accepts the hour, the minute and the second; 24:00:00 is the end of the day.
fn is_time_of_day(time: &Captures<'_>) -> bool {
    let number = |one: usize, other: usize| {
        time.get(one).or_else(|| time.get(other)).map_or(Some(0), |digits| digits.as_str().parse::<u32>().ok())
    };
    let (Some(hour), Some(minute), Some(second)) = (number(1, 4), number(2, 5), number(3, 6)) else { return false };
    hour < 24 && minute < 60 && second <= 60 || hour == 24 && minute == 0 && second == 0
}

/// `2017-018`: the number of a day in its year (`parse_iso25`).
fn in_year(text: &str) -> Option<RubyDate> {
    static ORDINAL: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(\d{2}|\d{4})-(\d{3})\b"));
    let found = text.contains('-').then(|| ORDINAL.captures(text))??;
    let year: i32 = found.get(1)?.as_str().parse().ok()?;
    day_of_year(if year < 100 { century(year) } else { year }, found.get(2)?.as_str().parse().ok()?)
}

/// The day with this number in its year; one that the year does not have is not a time to `Time.parse`.
fn day_of_year(year: i32, number: i64) -> Option<RubyDate> {
    let first = civil::Date::new(year.try_into().ok()?, 1, 1).ok()?;
    let day = first.checked_add((number - 1).days()).ok().filter(|day| day.year() == first.year())?;
    Some(RubyDate { year: Some(year), month: Some(day.month().into()), day: Some(day.day().into()) })
}

/// The text as `date__parse` goes on with it: characters that no date has are a space, however many. The case of letters does not count.
fn simplified(text: &str) -> String {
    let mut simplified = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphabetic() || c.is_ascii_digit() || "-+',./:@[]".contains(c) {
            simplified.push(c.to_ascii_lowercase());
        } else if !simplified.ends_with(' ') {
            simplified.push(' ');
        }
    }
    simplified
}

/// Year, month and day of a match, reordered where a number of more than two digits shows which one is the year (`s3e`).
fn in_order(found: &Captures<'_>, order: [usize; 3]) -> RubyDate {
    let [mut year, mut month, mut day] = order.map(|group| found.get(group).map(|part| part.as_str()));
    let is_long = |part: Option<&str>| part.is_some_and(|part| part.starts_with('\'') || part.len() > 2);
    let is_name = |part: Option<&str>| part.is_some_and(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()));
    if year.is_some() && month.is_some() && day.is_none() && !is_long(year) {
        (year, month, day) = (day, year, month);
    }
    if is_long(month) && !is_name(month) {
        (year, month, day) = (month, day, year);
    }
    if is_long(day) {
        (year, day) = (day, year);
    }
    let number = |part: &str| part.trim_matches(['\'', '-', '+']).parse::<i32>().ok();
    // A year before our era is not what anybody writes, but `-2017-01-18` is read as one.
    let sign = |part: &str| if part.trim_start_matches('\'').starts_with('-') { -1 } else { 1 };
    let full_year =
        |part: &str| number(part).map(|year| if part.len() > 2 { sign(part) * year } else { century(year) });
    let month_number = |part: &str| {
        months().zip(1..).find(|(name, _)| name.eq_ignore_ascii_case(part)).map(|(_, at)| at).or_else(|| number(part))
    };
    RubyDate { year: year.and_then(full_year), month: month.and_then(month_number), day: day.and_then(number) }
}

/// Reads a run of two digits or more by its length (`parse_ddd`): `18` is a day, `2017` the 17th of the 20th month, `18.` seconds.
fn digits(text: &str) -> Option<RubyDate> {
    static RUN: LazyLock<Regex> = LazyLock::new(|| regex(r"(\d{2,14})([.,]?)"));
    let found = RUN.captures(text)?;
    let (run, is_time) = (found.get(1)?.as_str(), found.get(2)?.as_str() != "");
    let part = |from: usize, to: usize| run.get(from..to).and_then(|digits| digits.parse().ok());
    let (year, month, day) = match run.len() {
        2 | 4 if is_time => (None, None, None),
        2 => (None, None, part(0, 2)),
        4 => (None, part(0, 2), part(2, 4)),
        5 => return day_of_year(part(0, 2).map(century)?, part(2, 5)?.into()),
        6 => (part(0, 2).map(century), part(2, 4), part(4, 6)),
        7 => return day_of_year(part(0, 4)?, part(4, 7)?.into()),
        8 | 10 | 12 | 14 => (part(0, 4), part(4, 6), part(6, 8)),
        _ => (part(0, 4), None, None),
    };
    Some(RubyDate { year, month, day })
}

/// The year that two digits stand for.
fn century(year: i32) -> i32 {
    year + if year >= 69 { 1900 } else { 2000 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let part = |part: Option<i32>| part.map_or("?".to_string(), |part| part.to_string());
        ruby(text).map_or("refused".to_string(), |date| {
            format!("{}-{}-{}", part(date.year), part(date.month), part(date.day))
        })
    }

    #[test]
    fn months_are_read_by_their_first_three_english_letters() {
        // Each as Ruby 3.1's `Date._parse` reads it; refused where `Time.parse` raises an error.
        for (text, wanted) in [
            ("18 janvier 2017", "2017-1-18"),
            ("18 février 2017", "?-?-18"),
            ("3 février 2017", "refused"),
            ("18 mars 2017", "2017-3-18"),
            ("18 avril 2017 10:20", "?-?-18"),
            ("18 de enero de 2017", "?-?-18"),
            ("18 de febrero de 2017", "?-2-?"),
            ("18. Januar 2017", "2017-1-18"),
            ("18. März 2017", "?-?-?"),
            ("January 18, 2017", "2017-1-18"),
            ("Wed, 18 Jan 2017 10:20:30 +0100", "2017-1-18"),
            ("January 2017", "2017-1-?"),
            ("août 2017", "refused"),
            ("2017-01-18", "2017-1-18"),
            ("2017-1-8", "2017-1-8"),
            ("2017-01-18 10:20", "2017-1-18"),
            ("2017-01-18 10:20:30 +0100", "2017-1-18"),
            ("2017-01-18T10:20:30Z", "2017-1-18"),
            ("2017-01", "refused"),
            ("18/01/2017", "2017-1-18"),
            ("01/18/2017", "refused"),
            ("2017/01/18", "2017-1-18"),
            ("18.01.2017", "2017-1-18"),
            ("18-01-17", "2018-1-17"),
            ("2017", "refused"),
            ("TBD", "refused"),
            ("1er janvier 2017", "2017-1-1"),
            ("20170118", "2017-1-18"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn dates_in_digits_are_read_as_the_patterns_read_them() {
        for time in [
            "",
            " ",
            "T",
            " 10:20",
            "T10:20:30Z",
            " 10:20:30.5 +0100",
            " 10:20 -05:00",
            "T10:20:30-05:00",
            " 3",
            " 1-2-3",
            "  ",
            " -1",
        ] {
            for date in ["2017-01-18", "0001-12-31", "2017-13-01", "2017-00-00", "2017-02-30", "1969-10-11"] {
                let text = format!("{date}{time}");
                assert!(in_digits(&text).is_some(), "{text}");
                assert_eq!(in_digits(&text), by_patterns(&text), "{text}");
            }
        }
        for text in [
            "2017-1-18",
            "2017-01-181",
            "201-01-18x",
            "2017-01-18 noon",
            "18-01-2017",
            "2017-01-1",
            "2017/01/18",
            "",
            "é017-01-1",
        ] {
            assert_eq!(in_digits(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_over_the_end_of_its_month_runs_on() {
        assert_eq!(ruby("2017-02-30").unwrap().date(), Some(civil::date(2017, 3, 2)));
    }
}
