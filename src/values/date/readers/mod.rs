//! What generators make of the value of a key that they read as a date: one module for each reader.
//!
//! A reader gets what the loader made of the value and gives one plain [`Reading`]. Whether that is what a person means, and what is said
//! of it, is for the rules to decide.
mod cast;
mod go_time;
mod javascript;
mod js_date;
mod js_tokens;
mod luxon;
mod ruby;
mod ruby_time;
mod zola;

use super::Date;
use crate::dialect::generators::DateGrammar;
use crate::front_matter::{Node, Value};
use crate::values::{Length, Loader, Locale, Scalar};
use jiff::civil::{self, DateTime};

/// The value of a date key, as its loader reads it.
#[derive(Clone, Debug)]
pub struct DateValue<'a> {
    /// The key, as the generator names it.
    pub key: &'a str,
    /// The value as written.
    pub node: &'a Node,
    /// The loader that reads it.
    pub loader: Loader,
}

/// The value of a date key after loading.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Loaded {
    /// A scalar, of whatever type.
    Scalar(Scalar),
    /// A list or a mapping.
    Collection,
    /// The value of an alias is elsewhere.
    Alias,
}

impl DateValue<'_> {
    pub(super) fn loaded(&self) -> Loaded {
        match &self.node.value {
            Value::Scalar { .. } => self.loader.scalar(self.node).map_or(Loaded::Alias, Loaded::Scalar),
            Value::Sequence(_) | Value::Mapping(_) => Loaded::Collection,
            Value::Alias(_) => Loaded::Alias,
        }
    }
}

/// What a generator makes of the value of a date key.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A day, and a time where one is known.
    Moment(Moment),
    /// Something else than one day: what it is, as a sentence to follow a colon.
    Other(String),
    /// Nothing: the generator cannot read the value. Its facts say what happens then.
    Refused,
    /// The key counts as not there.
    Nothing,
    /// It is not known.
    Unknown,
}

/// A day, and perhaps a time and a zone, as a generator reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day and the time in its own zone; midnight where no time is written.
    pub at: DateTime,
    /// Seconds east of UTC; `None` for the zone of the site.
    pub offset: Option<i32>,
}

impl Moment {
    /// A day without a time.
    pub fn day(day: civil::Date) -> Self {
        Self { at: day.at(0, 0, 0, 0), offset: None }
    }

    /// The moment of so many seconds after the beginning of 1970; `None` after the year 9999.
    pub fn of_unix(seconds: i64) -> Option<Self> {
        let moment = jiff::Timestamp::from_second(seconds).ok()?;
        Some(Self { at: moment.to_zoned(jiff::tz::TimeZone::UTC).datetime(), offset: Some(0) })
    }

    /// The same moment in UTC; of a time without a zone, as if it were one of UTC.
    pub fn in_utc(&self) -> Option<DateTime> {
        self.at.checked_sub(jiff::Span::new().seconds(self.offset.unwrap_or(0))).ok()
    }

    /// Whether this is the day that a person reads, or the same instant.
    pub fn is_meant(&self, date: &Date) -> bool {
        let day = self.at.date();
        let same_day =
            day == date.day || !date.has_day && day.year() == date.day.year() && day.month() == date.day.month();
        same_day || date.offset.is_some() && self.in_utc().is_some() && self.in_utc() == Self::of(date).in_utc()
    }

    /// Whether the numbers of the day are written in a text that people may or may not read as a date: its year, its month in figures or
    /// by the first three letters of its English name, and its day; or year and week, or year and number of the day in it.
    pub fn is_written_in(&self, text: &str) -> bool {
        let day = self.at.date();
        let text = without_offset(text);
        let runs: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
        if let Some(compact) = runs.first().filter(|digits| matches!(digits.len(), 8 | 14)) {
            return compact[..8] == format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
        }
        if let [in_year] = runs.as_slice()
            && in_year.len() == 7
        {
            return *in_year == format!("{:04}{:03}", day.year(), day.day_of_year());
        }
        let is = |digits: &&str, most: usize, number: i64| digits.len() <= most && digits.parse() == Ok(number);
        let has = |number: i64| runs.iter().any(|digits| is(digits, 2, number));
        let year = i64::from(day.year());
        let has_long_year = runs.iter().any(|digits| digits.len() == 4);
        let has_year = if has_long_year { runs.iter().any(|digits| is(digits, 4, year)) } else { has(year % 100) };
        if !has_year || text.trim_start().starts_with('-') {
            return false;
        }
        let (week, ordinal) = (day.iso_week_date().week(), i64::from(day.day_of_year()));
        let name = Locale::En.month(day.month(), Length::Full)[..3].to_lowercase();
        let has_month = has(i64::from(day.month())) || text.to_lowercase().contains(&name);
        match runs.as_slice() {
            [_] if !has_month => {
                has_long_year && !text.contains(char::is_alphabetic) && day.month() == 1 && day.day() == 1
            }
            [_, number] if text.contains('-') && number.len() == 3 => is(number, 3, ordinal),
            [_, number, ..] if text.contains("-W") => is(number, 2, i64::from(week)),
            [_, number] if text.contains('W') && number.len() == 3 => is(&&number[..2], 2, i64::from(week)),
            _ => has_month && (has(i64::from(day.day())) || day.day() == 1),
        }
    }

    /// Whether this is the midnight after a day, which may be written as its hour 24.
    pub fn is_midnight_after(&self, day: civil::Date) -> bool {
        day.tomorrow().is_ok_and(|next| self.at == next.at(0, 0, 0, 0))
    }

    /// What a person reads.
    fn of(date: &Date) -> Self {
        let offset = date.offset.map(|minutes| i32::from(minutes) * 60);
        Self { at: date.time.map_or_else(|| date.day.at(0, 0, 0, 0), |time| date.day.to_datetime(time)), offset }
    }
}

/// What a generator with this grammar of dates makes of a value.
pub fn read_by(grammar: DateGrammar, written: &DateValue<'_>) -> Reading {
    match grammar {
        DateGrammar::Ruby => ruby::read(written),
        DateGrammar::Cast => cast::read(written),
        DateGrammar::Zola => zola::read(written),
        DateGrammar::Luxon { words } => luxon::read(written, words),
        DateGrammar::Hexo => javascript::hexo(written),
        DateGrammar::Joi => javascript::joi(written),
        DateGrammar::Zod => javascript::zod(written),
        DateGrammar::ZodCoerce => javascript::zod_coerce(written),
        DateGrammar::Unknown => Reading::Unknown,
    }
}

/// A text without the offset of a time zone at its end, whose four digits are no year.
fn without_offset(text: &str) -> &str {
    let text = text.trim_end();
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':');
    let is_offset = before.ends_with(['+', '-']) && before.contains(':');
    if is_offset { &before[..before.len() - 1] } else { text }
}
