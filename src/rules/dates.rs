//! The dates of a post and of its file name, and how messages name them.
use super::fields;
use crate::config::{FieldType, Settings};
use crate::front_matter::Entry;
use crate::post::Post;
use crate::values::date::{self, Date, DateOptions, Form};
use crate::values::{Length, Locale};
use jiff::ToSpan as _;
use jiff::civil;

/// The date of a top-level entry, when the value is a date and not a template.
pub(super) fn date_of(entry: &Entry, settings: &Settings) -> Option<Date> {
    let text = entry.value.text().filter(|text| !entry.broken && !fields::is_template(text))?;
    let forms = forms_of(&entry.key.text, settings);
    let options = DateOptions { locales: &settings.locales, day_first: forms.iter().find_map(Form::day_first) };
    date::read(text, options).ok()
}

/// The forms that the config accepts for the dates of a field.
pub(super) fn forms_of(name: &str, settings: &Settings) -> Vec<Form> {
    let examples = settings.field(name).map_or(&[][..], |field| field.forms.as_slice());
    examples.iter().filter_map(|example| Form::by_example(example, &settings.locales)).collect()
}

/// The entry with the date of the post: `date`, else the only field that the config calls a date.
pub(super) fn post_date<'a>(post: &'a Post<'_>, settings: &Settings) -> Option<&'a Entry> {
    let is_date = |kind: &Option<FieldType>| matches!(kind, Some(FieldType::Date | FieldType::Datetime));
    post.front().get("date").or_else(|| {
        let mut dates = settings.fields.iter().filter(|field| is_date(&field.kind));
        let only = dates.next().filter(|_| dates.next().is_none())?;
        post.front().get(&only.name)
    })
}

/// The year, month and day of `2017-01-18-name` as written, and the name after them; a year may have two digits, as Jekyll accepts.
pub(super) fn split_name(stem: &str) -> Option<([&str; 3], &str)> {
    let mut parts = stem.splitn(4, '-');
    let mut number = |digits: std::ops::RangeInclusive<usize>| {
        let is_number = |part: &&str| digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        parts.next().filter(is_number)
    };
    let day = [number(2..=4)?, number(1..=2)?, number(1..=2)?];
    Some((day, parts.next()?))
}

/// The day of `2017-01-18-name`; `None` when the name does not begin with a date of the calendar.
pub(super) fn day_of_name(stem: &str) -> Option<civil::Date> {
    let (day, _) = split_name(stem).filter(|([year, ..], name)| year.len() == 4 && !name.is_empty())?;
    in_calendar(day)
}

/// The day in the name of a post's file, where that tells what a date of the post was meant to be: of an event it is another day.
pub(super) fn day_of_file(post: &Post<'_>) -> Option<civil::Date> {
    let stem = post.source.site_path().file_stem()?.to_string_lossy();
    day_of_name(&stem).filter(|_| !is_event(post))
}

/// Whether the date of the post is that of an event, because the event's end is given as well.
pub(super) fn is_event(post: &Post<'_>) -> bool {
    post.front().entries.iter().any(|entry| {
        let name = entry.key.text.to_lowercase().replace(['-', '_'], "");
        matches!(name.as_str(), "end" | "enddate" | "dateend" | "endtime")
    })
}

/// Whether a date is that of the name of its file; with a time it may be the day before or after, in another zone.
pub(super) fn is_of_name(date: &Date, named: civil::Date) -> bool {
    let is_same_month = (date.day.year(), date.day.month()) == (named.year(), named.month());
    days_apart(date.day, named) <= i32::from(date.time.is_some()) || !date.has_day && is_same_month
}

/// The day of a year, month and day as written; `None` when it is not in the calendar.
pub(super) fn in_calendar([year, month, day]: [&str; 3]) -> Option<civil::Date> {
    let century = if year.len() == 2 { 2000 } else { 0 };
    civil::Date::new(century + year.parse::<i16>().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The day that the 29th to 31st of a shorter month becomes when it counts as one of the next month: 31 April is 1 May.
pub(super) fn day_after_month([year, month, day]: [&str; 3]) -> Option<civil::Date> {
    let day = day.parse::<i8>().ok().filter(|day| (29..=31).contains(day))?;
    let first = in_calendar([year, month, "1"])?;
    first.checked_add((i64::from(day) - 1).days()).ok()
}

/// The day as messages name it: `18 January 2017`.
pub(super) fn in_words(day: civil::Date) -> String {
    format!("{} {} {}", day.day(), Locale::En.month(day.month(), Length::Full), day.year())
}

/// The number of days between two days.
pub(super) fn days_apart(one: civil::Date, other: civil::Date) -> i32 {
    one.until(other).map_or(i32::MAX, |span| span.get_days().abs())
}
