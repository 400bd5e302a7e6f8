//! Forms of dates by example: whether a date is written like `18 janvier 2017`, and how another day is written in that form.
use super::super::locale::{Length, Locale, Name};
use super::Date;
use jiff::civil;

/// How a date is written, apart from which day it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    pub(super) parts: Vec<FormPart>,
    /// Time and zone, with `0` for every digit.
    pub(super) tail: String,
}

/// How a date is written, for comparing the posts of a site: languages, zones and what a number does not show are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFamily {
    parts: Box<str>,
    padded: Option<bool>,
}

impl DateFamily {
    /// The parts: equal for dates written in the same way, apart from leading zeros.
    pub fn parts(&self) -> &str {
        &self.parts
    }

    /// Whether numbers have leading zeros; `None` where the date does not show it.
    pub fn padded(&self) -> Option<bool> {
        self.padded
    }
}

/// One part of a written date.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FormPart {
    Year,
    Month(Digits),
    Day(Digits),
    MonthName(NameStyle),
    Weekday(NameStyle),
    /// `er`, `th`: the ending of a day.
    Ordinal,
    /// A mark or a word between the parts.
    Text(String),
    Space,
}

/// What a number shows about leading zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// `8`
    Bare,
    /// `08`
    Padded,
    /// `18`, which shows nothing.
    Two,
}

/// How a name is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NameStyle {
    pub(super) text: String,
    pub(super) names: Vec<Name>,
    pub(super) capital: bool,
    /// A full stop follows it.
    pub(super) stop: bool,
}

impl Digits {
    pub(super) fn of(text: &str) -> Self {
        match text.len() {
            1 => Self::Bare,
            _ if text.starts_with('0') => Self::Padded,
            _ => Self::Two,
        }
    }
}

impl Form {
    /// Whether the day comes before the month in this form; `None` when the form does not decide that for other dates, because its month
    /// is a name or its year comes first.
    pub fn day_first(&self) -> Option<bool> {
        if self.parts.first() == Some(&FormPart::Year) {
            return None;
        }
        let day = self.parts.iter().position(|part| matches!(part, FormPart::Day(_)))?;
        let month = self.parts.iter().position(|part| matches!(part, FormPart::Month(_)))?;
        Some(day < month)
    }

    /// The family of the form. A zone counts only as there or not: its sign and its value are no form.
    pub fn family(&self) -> DateFamily {
        let mut parts = String::new();
        for part in self.parts.iter().filter(|part| **part != FormPart::Ordinal) {
            match part {
                FormPart::Year => parts.push('Y'),
                FormPart::Month(_) => parts.push('M'),
                FormPart::Day(_) => parts.push('D'),
                FormPart::MonthName(_) => parts.push('N'),
                FormPart::Weekday(_) => parts.push('W'),
                FormPart::Text(text) => parts += text,
                FormPart::Space => parts.push(' '),
                FormPart::Ordinal => {}
            }
        }
        let is_of_time = |c: char| matches!(c, '0' | ':' | 'T' | 't' | ' ');
        let (time, rest) = self.tail.split_at(self.tail.find(|c| !is_of_time(c)).unwrap_or(self.tail.len()));
        parts += time.trim_end();
        let fraction = rest.strip_prefix(['.', ',']).map(|rest| rest.trim_start_matches('0'));
        if !fraction.unwrap_or(rest).is_empty() {
            parts += " zone";
        }
        DateFamily { parts: parts.into(), padded: self.padding() }
    }

    /// Whether a date is written in this form. Case and accents do not count, nor a leading zero that the example does not decide.
    pub fn covers(&self, date: &Date) -> bool {
        self.tail == date.form.tail && self.covers_day(date)
    }

    /// Whether the day of a date is written in this form, whatever time follows it.
    pub fn covers_day(&self, date: &Date) -> bool {
        let own = self.parts.contains(&FormPart::Ordinal);
        let theirs = date.form.parts.iter().filter(|part| own || date.day.day() != 1 || **part != FormPart::Ordinal);
        let pairs: Vec<_> = theirs.collect();
        pairs.len() == self.parts.len()
            && self.parts.iter().zip(pairs).all(|(own, theirs)| self.covers_part(own, theirs))
    }

    fn covers_part(&self, own: &FormPart, theirs: &FormPart) -> bool {
        match (own, theirs) {
            (FormPart::Month(_), FormPart::Month(digits)) | (FormPart::Day(_), FormPart::Day(digits)) => {
                match self.padding() {
                    Some(true) => *digits != Digits::Bare,
                    Some(false) => *digits != Digits::Padded,
                    None => true,
                }
            }
            (FormPart::MonthName(own), FormPart::MonthName(theirs))
            | (FormPart::Weekday(own), FormPart::Weekday(theirs)) => own.is_like(theirs),
            _ => own == theirs,
        }
    }

    /// Whether numbers have leading zeros in this form; `None` when the example does not show it.
    fn padding(&self) -> Option<bool> {
        self.parts.iter().find_map(|part| match part {
            FormPart::Month(Digits::Padded) | FormPart::Day(Digits::Padded) => Some(true),
            FormPart::Month(Digits::Bare) | FormPart::Day(Digits::Bare) => Some(false),
            _ => None,
        })
    }

    /// The month's name as written, when it is a name.
    pub fn month_name(&self) -> Option<&str> {
        self.parts.iter().find_map(|part| match part {
            FormPart::MonthName(written) => Some(written.text.as_str()),
            _ => None,
        })
    }

    /// The day written in this form; `None` when the form has a time, which a day does not have.
    pub fn write(&self, day: civil::Date) -> Option<String> {
        if !self.tail.is_empty() {
            return None;
        }
        let locale = self.locale();
        let number = |number: i8| {
            if self.padding() == Some(true) { format!("{number:02}") } else { number.to_string() }
        };
        let (year, weekday) = (format!("{:04}", day.year()), day.weekday().to_monday_one_offset());
        let mut text = String::new();
        for part in &self.parts {
            match part {
                FormPart::Year => text += &year,
                FormPart::Month(_) => text += &number(day.month()),
                FormPart::Day(_) => {
                    text += &number(day.day());
                    if day.day() == 1 && locale == Some(Locale::Fr) && !self.parts.contains(&FormPart::Ordinal) {
                        text += "er";
                    }
                }
                FormPart::MonthName(written) => {
                    text += &written.spell(|name, length| name.locale.month(day.month(), length));
                }
                FormPart::Weekday(written) => {
                    text += &written.spell(|name, length| name.locale.weekday(weekday, length));
                }
                FormPart::Ordinal => text += ordinal(day.day(), locale),
                FormPart::Text(between) => text += between,
                FormPart::Space => text.push(' '),
            }
        }
        Some(text)
    }

    /// The language of the month's name.
    fn locale(&self) -> Option<Locale> {
        self.parts.iter().find_map(|part| match part {
            FormPart::MonthName(written) => written.names.first().map(|name| name.locale),
            _ => None,
        })
    }
}

impl NameStyle {
    /// How a name is written of which these may be the meanings.
    pub(super) fn of(text: &str, names: &[Name], stop: bool) -> Self {
        Self { text: text.to_string(), names: names.to_vec(), capital: text.starts_with(char::is_uppercase), stop }
    }

    /// Whether both can be names of one language and are abbreviated in the same way.
    fn is_like(&self, other: &Self) -> bool {
        self.names.iter().any(|own| {
            other
                .names
                .iter()
                .any(|theirs| own.locale == theirs.locale && (own.full && theirs.full || own.short && theirs.short))
        })
    }

    /// The name that `name_of` returns, with the length, capital and full stop of this one.
    fn spell(&self, name_of: impl Fn(&Name, Length) -> &'static str) -> String {
        let Some(name) = self.names.first() else { return String::new() };
        let full = name_of(name, Length::Full);
        let spelt = if name.full { full } else { name_of(name, Length::Short) };
        let mut text = with_case(spelt, self.capital);
        if self.stop && spelt != full {
            text.push('.');
        }
        text
    }
}

/// A name with a capital letter when `capital` is set; a name that always has one (German, English) keeps it.
pub(super) fn with_case(name: &str, capital: bool) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if capital => first.to_uppercase().chain(letters).collect(),
        _ => name.to_string(),
    }
}

fn ordinal(day: i8, locale: Option<Locale>) -> &'static str {
    match (locale, day) {
        (Some(Locale::Fr), 1) => "er",
        (Some(Locale::En), 11..=13) => "th",
        (Some(Locale::En), _) => match day % 10 {
            1 => "st",
            2 => "nd",
            3 => "rd",
            _ => "th",
        },
        _ => "",
    }
}
