//! How Eleventy reads a date: dates of YAML as they are, a text by `DateTime.fromISO` of Luxon 3 in UTC (`regexParser.js`), and four words
//! of its own (`getMappedDate` of `Template.js` in Eleventy 3.1).
use super::javascript::of_iso;
use super::{DateValue, Loaded, Moment, Reading};
use crate::values::Scalar;
use jiff::ToSpan as _;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// What follows a day. Names of zones may have 256 characters in Luxon; to count them makes each pattern many times as large.
const TIME: &str = r"(?:[Tt](?<hour>[0-9]{2})(?::?(?<minute>[0-9]{2})(?::?(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{1,30}))?)?)?(?:(?:(?<utc>[Zz])|(?<east>[+-][0-9]{2})(?::?(?<minutes>[0-9]{2}))?)?(?:\[[A-Za-z_+-]+(?::?/[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)?)?\])?)?)?";

/// The three kinds of days: by month, by week and by number in the year. Luxon takes the first that matches.
static FORMS: [LazyLock<Regex>; 3] = [
    LazyLock::new(|| form(r"(?<year>[+-][0-9]{6}|[0-9]{4})(?:-?(?<month>[0-9]{2})(?:-?(?<day>[0-9]{2}))?)?")),
    LazyLock::new(|| form(r"(?<weekyear>[0-9]{4})-?W(?<week>[0-9]{2})(?:-?(?<weekday>[0-9]))?")),
    LazyLock::new(|| form(r"(?<year>[0-9]{4})-?(?<ordinal>[0-9]{3})")),
];

fn form(day: &str) -> Regex {
    Regex::new(&format!("^{day}{TIME}$")).expect("the patterns are valid")
}

/// In bytes: a longer text may have a zone whose name is too long for Luxon, so nothing is said of it.
const LONGEST: usize = 256;

/// A time of day without a day.
static TIME_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,30})?)?)?(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?$")
        .expect("the pattern is valid")
});

pub(super) fn read(written: &DateValue<'_>, words: &[&str]) -> Reading {
    match written.loaded() {
        Loaded::Scalar(Scalar::Null) => Reading::Nothing,
        Loaded::Scalar(Scalar::Text(text)) if text.is_empty() => Reading::Nothing,
        Loaded::Scalar(Scalar::Text(text)) if words.contains(&&*text.to_lowercase()) => Reading::Unknown,
        Loaded::Scalar(Scalar::Text(text)) => by_text(&text),
        Loaded::Scalar(Scalar::Date(iso)) => of_iso(&iso).map_or(Reading::Unknown, Reading::Moment),
        Loaded::Scalar(Scalar::Integer(0) | Scalar::Boolean(false)) => {
            Reading::Other("it counts as no date, so the date is that of the file".into())
        }
        Loaded::Alias => Reading::Unknown,
        Loaded::Scalar(_) | Loaded::Collection => Reading::Refused,
    }
}

fn by_text(text: &str) -> Reading {
    let found = FORMS.iter().find_map(|form| form.captures(text));
    match found {
        Some(_) if text.len() > LONGEST => Reading::Unknown,
        Some(captures) => moment(&captures).map_or(Reading::Refused, Reading::Moment),
        None if TIME_ALONE.is_match(text) => Reading::Other("it finds no day in it and takes that of the build".into()),
        None => Reading::Refused,
    }
}

/// The moment of a text that matches; `None` when one of its numbers is out of range.
fn moment(captures: &Captures<'_>) -> Option<Moment> {
    let number = |name: &str| captures.name(name).and_then(|part| part.as_str().parse::<i32>().ok());
    let small = |name: &str| number(name).map(|number| i8::try_from(number).unwrap_or(-1));
    let day = if let (Some(year), Some(week)) = (number("weekyear"), small("week")) {
        let weekday = Weekday::from_monday_one_offset(small("weekday").unwrap_or(1)).ok()?;
        ISOWeekDate::new(year.try_into().ok()?, week, weekday).ok()?.date()
    } else if let (Some(year), Some(ordinal)) = (number("year"), number("ordinal")) {
        let first = Date::new(year.try_into().ok()?, 1, 1).ok()?;
        let in_year = (1..=i32::from(first.days_in_year())).contains(&ordinal);
        first.checked_add((ordinal - 1).days()).ok().filter(|_| in_year)?
    } else {
        let year = number("year")?;
        Date::new(year.try_into().ok()?, small("month").unwrap_or(1), small("day").unwrap_or(1)).ok()?
    };
    let (hour, minute, second) =
        (number("hour").unwrap_or(0), number("minute").unwrap_or(0), number("second").unwrap_or(0));
    let is_last = hour == 24 && minute == 0 && second == 0 && number("fraction").unwrap_or(0) == 0;
    if !is_last && hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let at = day.at(0, 0, 0, 0).checked_add((hour * 3600 + minute * 60 + second).seconds()).ok()?;
    let east = number("east").map(|hours| {
        let minutes = number("minutes").unwrap_or(0) * 60;
        hours * 3600 + if captures["east"].starts_with('-') { -minutes } else { minutes }
    });
    Some(Moment { at, offset: Some(east.unwrap_or(0)) })
}
