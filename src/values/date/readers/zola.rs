//! How Zola reads a date: `from_unknown_datetime` of its `front_matter/datetime.rs`, that is the dates of TOML (`toml_datetime` 1.1) and,
//! in text, those of YAML by a pattern of its own; then `parse_datetime` of `front_matter/page.rs`. Recorded with Zola 0.22.
use super::{DateValue, Loaded, Moment, Reading};
use crate::values::{Loader, Scalar};
use jiff::civil::{Date, Time};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// `FromStr for Datetime` of `toml_datetime`, with a date; the time without a date is apart.
static TOML: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:[Zz]|([-+]\d\d):(\d\d))?)?$")
});
static TOML_TIME: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?$"));
/// `YAML_DATETIME_RE`.
static YAML: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r#"^"?(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.\d{0,9})?[ \t]*(?:Z|([-+]\d\d?)(?::(\d\d))?)?)?"?$"#,
    )
});

fn compiled(pattern: &str) -> Regex {
    Regex::new(&pattern.replace(r"\d", "[0-9]")).expect("the patterns are valid")
}

pub(super) fn read(written: &DateValue<'_>) -> Reading {
    let is_date = match written.loaded() {
        Loaded::Scalar(Scalar::Date(_)) => true,
        Loaded::Scalar(Scalar::Text(text)) => {
            written.loader != Loader::Toml || !is_plain(written) || TOML_TIME.is_match(&text)
        }
        Loaded::Alias => return Reading::Unknown,
        // `null` is no variant of what Zola asks for, and neither are numbers and booleans.
        Loaded::Scalar(_) | Loaded::Collection => false,
    };
    let Some(text) = written.node.text().filter(|_| is_date) else { return Reading::Refused };
    match of_toml(text).or_else(|| YAML.captures(text).and_then(|found| moment(&found))) {
        Some(moment) => Reading::Moment(moment),
        // `date` alone is checked once more after that.
        None if TOML_TIME.is_match(text) && written.key != "date" => {
            Reading::Other("Zola reads a time without a day".into())
        }
        None => Reading::Refused,
    }
}

fn is_plain(written: &DateValue<'_>) -> bool {
    use crate::front_matter::{Style, Value};
    matches!(&written.node.value, Value::Scalar { style: Style::Plain, .. })
}

/// A date of TOML, with or without a time.
pub(super) fn of_toml(text: &str) -> Option<Moment> {
    TOML.captures(text).and_then(|found| moment(&found))
}

fn moment(found: &Captures<'_>) -> Option<Moment> {
    let number = |group: usize| found.get(group).map_or(Ok(0), |digits| digits.as_str().parse::<i16>());
    let small = |group: usize| number(group).ok().and_then(|number| i8::try_from(number).ok());
    let day = Date::new(number(1).ok()?, small(2)?, small(3)?).ok()?;
    let leap_second = small(6)? == 60 && small(5)? == 59 && day.last_of_month() == day;
    let second = if leap_second { 59 } else { small(6)? };
    let time = Time::new(small(4)?, small(5)?, second, 0).ok()?;
    let (hours, minutes) = (number(7).ok()?, number(8).ok()?);
    if hours.abs() > 23 || minutes > 59 {
        return None;
    }
    let sign = if found.get(7).is_some_and(|hours| hours.as_str().starts_with('-')) { -1 } else { 1 };
    // A time without a zone is one of UTC.
    Some(Moment { at: day.to_datetime(time), offset: Some(i32::from(hours) * 3600 + sign * i32::from(minutes) * 60) })
}
