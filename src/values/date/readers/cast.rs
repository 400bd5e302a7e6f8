//! How Hugo reads a date: `ToTimeInDefaultLocationE` of Go's `spf13/cast` 1.10 (its `TimeFormats`, in their order), after what
//! `common/htime/time.go` and `page_frontmatter.go` of Hugo do. Measured with Hugo 0.168.
use super::go_time::{self, Part};
use super::{DateValue, Loaded, Moment, Reading};
use crate::values::{Loader, Scalar};
use Part::{
    ColonOffset, ColonOffsetOrZ, Day, FixedFraction, Fraction, Hour, Hour12, LongWeekday, Minute, Month, MonthName,
    Noon, Offset, OffsetOrZ, PaddedDay, Second, ShortYear, Text, Weekday, Year, ZoneName,
};

/// How the zone of a layout is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// A written offset counts; without one it is the zone of the site.
    DateValue,
    /// A name of a zone is read, and the zone of the site is used.
    Site,
}

const DASH: Part = Text("-");
const COLON: Part = Text(":");
const SPACE: Part = Text(" ");
const COMMA: Part = Text(", ");

/// The layouts, in the order in which they are tried.
const LAYOUTS: &[(Zone, &[Part])] = &[
    (Zone::DateValue, &[Year, DASH, Month, DASH, Day]),
    (Zone::DateValue, &[Year, DASH, Month, DASH, Day, Text("T"), Hour, COLON, Minute, COLON, Second, ColonOffsetOrZ]),
    (Zone::DateValue, &[Year, DASH, Month, DASH, Day, Text("T"), Hour, COLON, Minute, COLON, Second]),
    (
        Zone::DateValue,
        &[Weekday, COMMA, Day, SPACE, MonthName, SPACE, Year, SPACE, Hour, COLON, Minute, COLON, Second, SPACE, Offset],
    ),
    (
        Zone::Site,
        &[
            Weekday, COMMA, Day, SPACE, MonthName, SPACE, Year, SPACE, Hour, COLON, Minute, COLON, Second, SPACE,
            ZoneName,
        ],
    ),
    (Zone::DateValue, &[Day, SPACE, MonthName, SPACE, ShortYear, SPACE, Hour, COLON, Minute, SPACE, Offset]),
    (Zone::Site, &[Day, SPACE, MonthName, SPACE, ShortYear, SPACE, Hour, COLON, Minute, SPACE, ZoneName]),
    (
        Zone::Site,
        &[
            LongWeekday,
            COMMA,
            Day,
            DASH,
            MonthName,
            DASH,
            ShortYear,
            SPACE,
            Hour,
            COLON,
            Minute,
            COLON,
            Second,
            SPACE,
            ZoneName,
        ],
    ),
    (
        Zone::DateValue,
        &[
            Year, DASH, Month, DASH, Day, SPACE, Hour, COLON, Minute, COLON, Second, Fraction, SPACE, Offset, SPACE,
            ZoneName,
        ],
    ),
    (Zone::DateValue, &[Year, DASH, Month, DASH, Day, Text("T"), Hour, COLON, Minute, COLON, Second, Offset]),
    (Zone::DateValue, &[Year, DASH, Month, DASH, Day, SPACE, Hour, COLON, Minute, COLON, Second, OffsetOrZ]),
    (Zone::DateValue, &[Year, DASH, Month, DASH, Day, SPACE, Hour, COLON, Minute, COLON, Second]),
    (
        Zone::DateValue,
        &[Weekday, SPACE, MonthName, SPACE, PaddedDay, SPACE, Hour, COLON, Minute, COLON, Second, SPACE, Year],
    ),
    (
        Zone::Site,
        &[
            Weekday, SPACE, MonthName, SPACE, PaddedDay, SPACE, Hour, COLON, Minute, COLON, Second, SPACE, ZoneName,
            SPACE, Year,
        ],
    ),
    (
        Zone::DateValue,
        &[Weekday, SPACE, MonthName, SPACE, Day, SPACE, Hour, COLON, Minute, COLON, Second, SPACE, Offset, SPACE, Year],
    ),
    (Zone::DateValue, &[Year, DASH, Month, DASH, Day, SPACE, Hour, COLON, Minute, COLON, Second, ColonOffsetOrZ]),
    (Zone::DateValue, &[Day, SPACE, MonthName, SPACE, Year]),
    (Zone::DateValue, &[Year, DASH, Month, DASH, Day, SPACE, Hour, COLON, Minute, COLON, Second, SPACE, ColonOffset]),
    (Zone::DateValue, &[Year, DASH, Month, DASH, Day, SPACE, Hour, COLON, Minute, COLON, Second, SPACE, Offset]),
    (Zone::DateValue, &[Hour12, COLON, Minute, Noon]),
    (Zone::DateValue, &[MonthName, SPACE, PaddedDay, SPACE, Hour, COLON, Minute, COLON, Second]),
    (Zone::DateValue, &[MonthName, SPACE, PaddedDay, SPACE, Hour, COLON, Minute, COLON, Second, FixedFraction(3)]),
    (Zone::DateValue, &[MonthName, SPACE, PaddedDay, SPACE, Hour, COLON, Minute, COLON, Second, FixedFraction(6)]),
    (Zone::DateValue, &[MonthName, SPACE, PaddedDay, SPACE, Hour, COLON, Minute, COLON, Second, FixedFraction(9)]),
];

pub(super) fn read(written: &DateValue<'_>) -> Reading {
    match written.loaded() {
        Loaded::Scalar(Scalar::Text(text)) if text.is_empty() => Reading::Nothing,
        Loaded::Scalar(Scalar::Null) => Reading::Nothing,
        Loaded::Scalar(Scalar::Text(text)) => by_layouts(&text),
        Loaded::Scalar(Scalar::Date(_)) => of_toml(written),
        // `published: 1` is meant as `true`, and the post is published.
        Loaded::Scalar(Scalar::Integer(1)) if written.key.eq_ignore_ascii_case("published") => Reading::Unknown,
        // Numbers of JSON are floats, whatever they look like.
        Loaded::Scalar(Scalar::Integer(seconds)) if written.loader != Loader::Json => {
            let moment = i64::try_from(seconds).ok().and_then(Moment::of_unix);
            moment.map_or_else(
                || Reading::Other("the number counts seconds, and that is after the year 9999".into()),
                Reading::Moment,
            )
        }
        Loaded::Alias => Reading::Unknown,
        Loaded::Scalar(_) | Loaded::Collection => Reading::Refused,
    }
}

fn by_layouts(text: &str) -> Reading {
    let found = LAYOUTS.iter().find_map(|(zone, layout)| Some((*zone, go_time::parse(layout, text)?)));
    match found {
        Some((_, moment)) if moment.at.year() == 0 => {
            Reading::Other("Hugo finds no year in it and takes the year 0".into())
        }
        Some((Zone::Site, moment)) => Reading::Moment(Moment { offset: None, ..moment }),
        Some((Zone::DateValue, moment)) => Reading::Moment(moment),
        None => Reading::Refused,
    }
}

/// A date of TOML, or one with the tag `!!timestamp`, as written.
fn of_toml(written: &DateValue<'_>) -> Reading {
    let moment = written.node.text().and_then(super::zola::of_toml);
    moment.map_or(Reading::Unknown, Reading::Moment)
}
