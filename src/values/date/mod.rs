//! Dates as people write them: how they are read, why a text is not a date, and how a date is written in another form.
mod checks;
mod eastern;
mod form;
mod lookalikes;
mod read;
pub mod readers;
mod time;
mod today;
mod tokens;

pub use form::{DateFamily, Form};
pub use read::read;
pub use today::today;

use super::Locale;
use jiff::civil::{self, Time};
use std::ops::Range;

/// A date as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Date {
    /// The day; the first of its month when only the month is written.
    pub day: civil::Date,
    /// Whether the day itself is written, not only its month.
    pub has_day: bool,
    /// The time of day, when one is written.
    pub time: Option<Time>,
    /// Minutes east of UTC, when an offset is written: as a number, `Z` or a name that means one offset.
    pub offset: Option<i16>,
    /// Whether a zone is written that has another offset on other days, or one that is not known here.
    pub has_other_zone: bool,
    /// How it is written.
    pub form: Form,
}

impl Date {
    /// `2017-01-18`, or `2017-01` when only the month is written.
    pub fn iso(&self) -> String {
        let (year, month) = (self.day.year(), self.day.month());
        if self.has_day {
            format!("{year:04}-{month:02}-{:02}", self.day.day())
        } else {
            format!("{year:04}-{month:02}")
        }
    }

    /// The date in the forms that most generators read, the best known first: the day; of a date with a time, both, with the offset when
    /// one is written; none when it has a zone whose offset is not known, as another form would be another time.
    pub fn portable_forms(&self) -> Vec<String> {
        let Some(time) = self.time else { return vec![self.iso()] };
        let (day, time) = (self.iso(), format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second()));
        let offset = self.offset.map(|minutes| {
            let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
            (sign, minutes / 60, minutes % 60)
        });
        match offset {
            None if self.has_other_zone => Vec::new(),
            None => vec![format!("{day}T{time}"), format!("{day} {time}")],
            Some((_, 0, 0)) => vec![format!("{day}T{time}Z")],
            Some((sign, hours, minutes)) => vec![
                format!("{day}T{time}{sign}{hours:02}:{minutes:02}"),
                format!("{day} {time} {sign}{hours:02}{minutes:02}"),
            ],
        }
    }
}

/// How to read what can be read in two ways.
#[derive(Clone, Copy, Debug, Default)]
pub struct DateOptions<'a> {
    /// The languages of names; empty means every supported one.
    pub locales: &'a [Locale],
    /// Whether `03/04/2017` has the day first; when that is not known, the date is ambiguous.
    pub day_first: Option<bool>,
}

impl Form {
    /// The form of an example such as `18 janvier 2017`, whose day is over 12 so that it cannot be a month.
    pub fn by_example(example: &str, locales: &[Locale]) -> Option<Self> {
        read(example, DateOptions { locales, day_first: None }).ok().map(|date| date.form)
    }
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What kind of mistake it is.
    pub cause: Cause,
    /// The bytes of the text that are wrong.
    pub part: Range<usize>,
    /// What is wrong, for people.
    pub message: String,
    /// The whole text as it was probably intended, when that is evident.
    pub corrected: Option<String>,
}

/// The causes why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A day that its month does not have: `31 avril 2017`.
    ImpossibleDay,
    /// A month over 12.
    ImpossibleMonth,
    /// `25:00`
    ImpossibleTime,
    /// `+23:00`
    ImpossibleOffset,
    /// The written weekday is not that of the day.
    WrongWeekday,
    /// A word where a month should be: `18 janvire 2017`.
    UnknownMonth,
    /// A month's name in a language that the site does not use.
    OtherLanguage,
    /// `03/04/2017`
    Ambiguous,
    /// `18/01/17`
    TwoDigitYear,
    /// Only a year, or no year.
    Incomplete,
    /// Anything else.
    NotADate,
}

impl Cause {
    /// Every cause, for the test of the page of `field/invalid-date`.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 11] = [
        Self::ImpossibleDay,
        Self::ImpossibleMonth,
        Self::ImpossibleTime,
        Self::ImpossibleOffset,
        Self::WrongWeekday,
        Self::UnknownMonth,
        Self::OtherLanguage,
        Self::Ambiguous,
        Self::TwoDigitYear,
        Self::Incomplete,
        Self::NotADate,
    ];

    /// Stable kebab-case name, the `detail` of `field/invalid-date`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ImpossibleDay => "impossible-day",
            Self::ImpossibleMonth => "impossible-month",
            Self::ImpossibleTime => "impossible-time",
            Self::ImpossibleOffset => "impossible-offset",
            Self::WrongWeekday => "wrong-weekday",
            Self::UnknownMonth => "unknown-month",
            Self::OtherLanguage => "other-language",
            Self::Ambiguous => "ambiguous",
            Self::TwoDigitYear => "two-digit-year",
            Self::Incomplete => "incomplete",
            Self::NotADate => "not-a-date",
        }
    }
}

#[cfg(test)]
mod tests;
