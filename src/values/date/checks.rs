//! What is checked of a date that could be read: its day is in the calendar, its weekday is right, and its language is one of the site.
use super::form::{FormPart, with_case};
use super::read::{DateReader, Numbers, problem};
use super::{Cause, DateError};
use crate::values::locale::{Length, Locale, months_named, weekdays_named};
use jiff::civil;
use std::ops::Range;

impl DateReader<'_> {
    /// Checks that the month is in a language of the site.
    pub(super) fn check_language(&self, locales: &[Locale]) -> Result<(), DateError> {
        let (Some(site), Some(token)) = (locales.first(), self.month) else { return Ok(()) };
        let names = months_named(token.text);
        let Some(theirs) = names.first() else { return Ok(()) };
        if names.iter().any(|name| locales.iter().any(|locale| locale.reads(name.locale))) {
            return Ok(());
        }
        let length = if theirs.full { Length::Full } else { Length::Short };
        let message = format!(
            "the date `{}` is in {}, not in {}",
            self.text.trim(),
            theirs.locale.english_name(),
            site.english_name()
        );
        let corrected = self.weekday.is_none().then(|| self.with(token.range(), site.month(theirs.number, length)));
        Err(DateError { corrected, ..problem(Cause::OtherLanguage, token.range(), message) })
    }

    pub(super) fn check_weekday(&self, day: civil::Date, locales: &[Locale]) -> Result<(), DateError> {
        let Some(token) = self.weekday else { return Ok(()) };
        let names = weekdays_named(token.text);
        let right = day.weekday().to_monday_one_offset();
        let Some(name) = names
            .iter()
            .find(|name| locales.iter().any(|locale| locale.reads(name.locale)))
            .or_else(|| names.iter().find(|name| self.is_language_of_month(name.locale)))
            .or(names.first())
            .filter(|_| names.iter().all(|name| name.number != right))
        else {
            return Ok(());
        };
        let length = if name.full { Length::Full } else { Length::Short };
        let is_capital = token.text.starts_with(char::is_uppercase);
        let weekday = with_case(name.locale.weekday(right, length), is_capital);
        let message = format!(
            "{} {} {} is a {}, not `{}`",
            day.day(),
            Locale::En.month(day.month(), Length::Full),
            day.year(),
            Locale::En.weekday(right, Length::Full),
            token.text
        );
        let corrected = Some(self.with(token.range(), &weekday));
        Err(DateError { corrected, ..problem(Cause::WrongWeekday, token.range(), message) })
    }

    fn is_language_of_month(&self, locale: Locale) -> bool {
        self.parts.iter().any(|part| match part {
            FormPart::MonthName(written) => written.names.iter().any(|name| name.locale == locale),
            _ => false,
        })
    }
}

impl Numbers {
    pub(super) fn day_of_calendar(&self, reader: &DateReader<'_>) -> Result<civil::Date, DateError> {
        let text = reader.text.trim();
        let Ok(month) = civil::Date::new(self.year, self.month, 1) else {
            let message = format!("`{text}` is not in the calendar: there is no month {}", self.month);
            let swapped = self.day.and_then(|day| civil::Date::new(self.year, day, self.month).ok());
            let corrected = swapped.filter(|_| self.month > 12).map(|day| {
                let (first, second) = ordered(&self.month_at, &self.day_at);
                let numbers = if self.month_at.start < self.day_at.start {
                    (day.month(), day.day())
                } else {
                    (day.day(), day.month())
                };
                let between = &reader.text[first.end..second.start];
                reader.with(first.start..second.end, &format!("{:02}{between}{:02}", numbers.0, numbers.1))
            });
            return Err(DateError { corrected, ..problem(Cause::ImpossibleMonth, self.month_at.clone(), message) });
        };
        let Some(day) = self.day else { return Ok(month) };
        civil::Date::new(self.year, self.month, day).map_err(|_| {
            let message = if day == 0 {
                format!("`{text}` is not in the calendar: there is no day 0")
            } else {
                format!(
                    "`{text}` is not in the calendar: {} {} has {} days",
                    Locale::En.month(self.month, Length::Full),
                    self.year,
                    month.days_in_month()
                )
            };
            problem(Cause::ImpossibleDay, self.day_at.clone(), message)
        })
    }
}

fn ordered<'a>(one: &'a Range<usize>, other: &'a Range<usize>) -> (&'a Range<usize>, &'a Range<usize>) {
    if one.start < other.start { (one, other) } else { (other, one) }
}
