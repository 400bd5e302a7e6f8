//! The dates a post has, and how findings speak of them.
use super::asked;
use crate::config::{FieldType, Settings};
use crate::front_matter::Entry;
use crate::post::Post;
use crate::values::date::{self, Date, Form, Reading};
use crate::values::{Length, Locale};
use jiff::civil;

/// The date of a top-level entry, when it is one and no template.
pub(super) fn date_of(entry: &Entry, settings: &Settings) -> Option<Date> {
    let text = entry.value.text().filter(|text| !entry.broken && !asked::is_template(text))?;
    let forms = forms_of(&entry.key.text, settings);
    let reading = Reading { locales: &settings.locales, day_first: forms.iter().find_map(Form::day_first) };
    date::read(text, reading).ok()
}

/// The forms that the config asks of a field.
pub(super) fn forms_of(name: &str, settings: &Settings) -> Vec<Form> {
    let examples = settings.field(name).map_or(&[][..], |field| field.forms.as_slice());
    examples.iter().filter_map(|example| Form::by_example(example, &settings.locales)).collect()
}

/// The entry that dates the post: `date`, else the only field that the config calls a date.
pub(super) fn post_date<'a>(post: &'a Post<'_>, settings: &Settings) -> Option<&'a Entry> {
    let is_date = |kind: &Option<FieldType>| matches!(kind, Some(FieldType::Date | FieldType::Datetime));
    post.front.get("date").or_else(|| {
        let mut dates = settings.fields.iter().filter(|field| is_date(&field.kind));
        let only = dates.next().filter(|_| dates.next().is_none())?;
        post.front.get(&only.name)
    })
}

/// The day of `2017-01-18-name`, as the file has it; `None` when the name begins with no date of the calendar.
pub(super) fn day_of_name(stem: &str) -> Option<civil::Date> {
    let mut parts = stem.splitn(4, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().filter(|name| !name.is_empty())?;
    let is_number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !(is_number(year, 4..=4) && is_number(month, 1..=2) && is_number(day, 1..=2)) {
        return None;
    }
    civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `18 January 2017`
pub(super) fn in_words(day: civil::Date) -> String {
    format!("{} {} {}", day.day(), Locale::En.month(day.month(), Length::Full), day.year())
}

/// How many days lie between two days.
pub(super) fn days_apart(one: civil::Date, other: civil::Date) -> i32 {
    one.until(other).map_or(i32::MAX, |span| span.get_days().abs())
}
