//! How Jekyll reads a date: `Time.parse(value.to_s)` of whatever the loader made of the value (`Utils.parse_date`).
use super::ruby_time::{RubyDate, ruby};
use super::{DateValue, Loaded, Moment, Reading};
use crate::values::Scalar;

pub(super) fn read(written: &DateValue<'_>) -> Reading {
    match written.loaded() {
        // What the loader has read as a day or a time is printed and read once more, without a change.
        Loaded::Scalar(Scalar::Date(iso)) => super::zola::of_toml(&iso).map_or_else(|| of_text(&iso), Reading::Moment),
        Loaded::Scalar(Scalar::Refused(_)) | Loaded::Alias | Loaded::Collection => Reading::Unknown,
        Loaded::Scalar(scalar) => of_text(&written.loader.prints(&scalar)),
    }
}

fn of_text(text: &str) -> Reading {
    let Some(found) = ruby(text) else { return Reading::Refused };
    match found.date() {
        Some(day) => Reading::Moment(Moment::day(day)),
        None => Reading::Other(part(found)),
    }
}

/// What is said of a date of which Ruby finds only a part.
fn part(found: RubyDate) -> String {
    match (found.month, found.day) {
        (None, Some(day)) => format!("Ruby reads only the day, {day}, and uses the month of the build"),
        (Some(_), _) => "Ruby reads only the month and uses the year of the build".into(),
        (None, None) => "Ruby cannot read any part of the date and uses the time of the build".into(),
    }
}
