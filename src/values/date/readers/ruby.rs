//! How Jekyll reads a date: `Time.parse(value.to_s)` of whatever the loader made of the value (`Utils.parse_date`).
use super::ruby_time::{RubyDate, ruby};
use super::{DateValue, Loaded, Moment, Reading};
use crate::front_matter::{Node, Value};
use crate::values::Scalar;

pub(super) fn read(written: &DateValue<'_>) -> Reading {
    match written.loaded() {
        // What the loader has read as a day or a time is printed and read once more, without a change.
        Loaded::Scalar(Scalar::Date(iso)) => super::zola::of_toml(&iso).map_or_else(|| of_text(&iso), Reading::Moment),
        Loaded::Scalar(Scalar::Refused(_)) | Loaded::Alias => Reading::Unknown,
        Loaded::Collection => inspected(written).map_or(Reading::Unknown, |text| of_text(&text)),
        Loaded::Scalar(scalar) => of_text(&written.loader.prints(&scalar)),
    }
}

/// A list or a mapping of plain values as Ruby prints it, which is what it looks for a date in; `None` where it is not known how.
fn inspected(written: &DateValue<'_>) -> Option<String> {
    let one = |node: &Node| match written.loader.scalar(node)? {
        Scalar::Integer(number) => Some(number.to_string()),
        Scalar::Text(text) => Some(format!("\"{text}\"")),
        Scalar::Boolean(value) => Some(value.to_string()),
        Scalar::Null => Some("nil".into()),
        _ => None,
    };
    match &written.node.value {
        Value::Mapping(mapping) => {
            // Before Ruby 3.4 there are no spaces around the arrow, which changes nothing about a date.
            let entries: Option<Vec<String>> =
                mapping.iter().map(|entry| Some(format!("\"{}\"=>{}", entry.key.text, one(&entry.value)?))).collect();
            Some(format!("{{{}}}", entries?.join(", ")))
        }
        Value::Sequence(items) => {
            let items: Option<Vec<String>> = items.iter().map(one).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        _ => None,
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
