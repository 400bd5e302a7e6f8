//! Readers that are known only by the forms of dates that they accept.
use super::{DateValue, Loaded, Moment, Reading, by_person};
use crate::values::date::Cause;
use crate::values::{Length, Locale, Scalar};
use jiff::civil;

/// A few forms, with months in figures or in short English; words that stand for a date.
pub(super) fn fixed_forms(written: &DateValue<'_>, words: &[&str]) -> Reading {
    let Some(text) = text(written) else { return Reading::Unknown };
    if words.contains(&&*text.to_lowercase()) {
        return Reading::Unknown;
    }
    match by_person(text) {
        Ok(date) if date.form.month_name().is_none_or(|name| name.len() == 3 && begins_in_english(name, date.day)) => {
            Reading::Moment(Moment::day(date.day))
        }
        Err(error)
            if matches!(
                error.cause,
                Cause::Ambiguous | Cause::TwoDigitYear | Cause::ImpossibleOffset | Cause::WrongWeekday
            ) =>
        {
            Reading::Unknown
        }
        _ => Reading::Refused,
    }
}

/// JavaScript's months; `others` says what becomes of a date with another month.
pub(super) fn english_months(written: &DateValue<'_>, others: Option<&str>) -> Reading {
    let Some(date) = text(written).and_then(|text| by_person(text).ok()) else { return Reading::Unknown };
    let is_other = date.form.month_name().is_some_and(|name| !begins_in_english(name, date.day));
    match others {
        _ if !is_other => Reading::Moment(Moment::day(date.day)),
        Some(what) => Reading::Other(what.to_string()),
        None => Reading::Refused,
    }
}

fn text<'a>(written: &DateValue<'a>) -> Option<&'a str> {
    let text = written.node.text().filter(|text| !text.trim_start().is_empty())?;
    (!matches!(written.loaded(), Loaded::Scalar(Scalar::Date(_) | Scalar::Null))).then_some(text)
}

/// Whether a month's name begins as the English one does.
fn begins_in_english(name: &str, day: civil::Date) -> bool {
    let english = Locale::En.month(day.month(), Length::Full);
    name.get(..3).is_some_and(|letters| letters.eq_ignore_ascii_case(&english[..3]))
}
