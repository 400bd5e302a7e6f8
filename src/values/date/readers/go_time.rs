//! Go's `time.Parse`, for the layouts that `cast` tries. Imitates `src/time/format.go` of Go 1.25: which spellings a part of a layout
//! accepts, and that a layout must match the whole text.
use super::Moment;
use jiff::civil::{Date, Time};

/// One part of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `2006`
    Year,
    /// `06`
    ShortYear,
    /// `01`
    Month,
    /// `Jan`
    MonthName,
    /// `02`
    Day,
    /// `_2`
    PaddedDay,
    /// `Mon`
    Weekday,
    /// `Monday`
    LongWeekday,
    /// `15`
    Hour,
    /// `3`
    Hour12,
    /// `04`
    Minute,
    /// `05`
    Second,
    /// `.999999999`
    Fraction,
    /// `.000`: so many digits.
    FixedFraction(usize),
    /// `PM`
    Noon,
    /// `-0700`
    Offset,
    /// `-07:00`
    ColonOffset,
    /// `Z0700`
    OffsetOrZ,
    /// `Z07:00`
    ColonOffsetOrZ,
    /// `MST`
    ZoneName,
    /// Text as it is; a space in it stands for any number of spaces.
    Text(&'static str),
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What has been read of a text.
struct Parser<'a> {
    rest: &'a str,
    year: i16,
    month: i8,
    day: i8,
    hour: i8,
    minute: i8,
    second: i8,
    nanosecond: i32,
    afternoon: Option<bool>,
    offset: Option<i32>,
}

/// The text as the layout reads it; `None` where it does not match. A year that the layout does not have is 0.
pub(super) fn parse(layout: &[Part], text: &str) -> Option<Moment> {
    let mut parser = Parser {
        rest: text,
        year: 0,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        nanosecond: 0,
        afternoon: None,
        offset: None,
    };
    for (at, part) in layout.iter().enumerate() {
        parser.part(*part, layout.get(at + 1))?;
    }
    if !parser.rest.is_empty() {
        return None;
    }
    let hour = match parser.afternoon {
        Some(true) if parser.hour < 12 => parser.hour + 12,
        Some(false) if parser.hour == 12 => 0,
        _ => parser.hour,
    };
    let day = Date::new(parser.year, parser.month, parser.day).ok()?;
    let time = Time::new(hour, parser.minute, parser.second, parser.nanosecond).ok()?;
    Some(Moment { at: day.to_datetime(time), offset: parser.offset })
}

impl Parser<'_> {
    fn part(&mut self, part: Part, next: Option<&Part>) -> Option<()> {
        match part {
            Part::Year => self.year = self.digits(4, 4)?,
            Part::ShortYear => {
                let year: i16 = self.digits(2, 2)?;
                self.year = year + if year >= 69 { 1900 } else { 2000 };
            }
            Part::Month => self.month = self.digits(2, 2)?,
            Part::MonthName => self.month = i8::try_from(self.name(&MONTHS, 3)? + 1).ok()?,
            Part::Day => self.day = self.digits(2, 2)?,
            Part::PaddedDay => {
                self.rest = self.rest.strip_prefix(' ').unwrap_or(self.rest);
                self.day = self.digits(1, 2)?;
            }
            Part::Weekday => drop(self.name(&WEEKDAYS, 3)?),
            Part::LongWeekday => drop(self.name(&WEEKDAYS, usize::MAX)?),
            Part::Hour => self.hour = self.digits(1, 2)?,
            Part::Hour12 => self.hour = self.digits(1, 2).filter(|hour| *hour <= 12)?,
            Part::Minute => self.minute = self.digits(2, 2)?,
            Part::Second => {
                self.second = self.digits(2, 2)?;
                // A fraction may follow though the layout has none.
                if !matches!(next, Some(Part::Fraction | Part::FixedFraction(_))) {
                    self.fraction();
                }
            }
            Part::Fraction => self.fraction(),
            Part::FixedFraction(count) => {
                let digits = self.rest.strip_prefix(['.', ','])?;
                let is_whole = digits.len() >= count && digits.as_bytes()[..count].iter().all(u8::is_ascii_digit);
                self.rest = is_whole.then(|| &digits[count..])?;
            }
            Part::Noon => {
                self.afternoon = Some(self.rest.starts_with("PM"));
                self.rest = self.rest.strip_prefix("PM").or_else(|| self.rest.strip_prefix("AM"))?;
            }
            Part::OffsetOrZ | Part::ColonOffsetOrZ if self.rest.starts_with('Z') => self.zulu(),
            Part::Offset | Part::OffsetOrZ => self.offset(false)?,
            Part::ColonOffset | Part::ColonOffsetOrZ => self.offset(true)?,
            Part::ZoneName => self.zone_name()?,
            Part::Text(text) => self.text(text)?,
        }
        Some(())
    }

    /// A number of so many digits, and no more of them than `most`.
    fn digits<N: std::str::FromStr>(&mut self, least: usize, most: usize) -> Option<N> {
        let count = self.rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        digits.parse().ok().filter(|_| count >= least)
    }

    /// The index of a name, of which at most so many letters are read; case does not count.
    fn name(&mut self, names: &[&str], letters: usize) -> Option<usize> {
        let found = names.iter().position(|name| {
            let name = &name[..letters.min(name.len())];
            self.rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        })?;
        self.rest = &self.rest[letters.min(names[found].len())..];
        Some(found)
    }

    /// A point or a comma, and digits after it.
    fn fraction(&mut self) {
        let Some(digits) = self.rest.strip_prefix(['.', ',']) else { return };
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        if count > 0 {
            self.nanosecond = format!("{:0<9.9}", &digits[..count]).parse().unwrap_or(0);
            self.rest = &digits[count..];
        }
    }

    fn zulu(&mut self) {
        self.rest = &self.rest[1..];
        self.offset = Some(0);
    }

    fn offset(&mut self, colon: bool) -> Option<()> {
        let (sign, rest) = match self.rest.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, self.rest.strip_prefix('+')?),
        };
        self.rest = rest;
        let hours: i32 = self.digits(2, 2)?;
        if colon {
            self.rest = self.rest.strip_prefix(':')?;
        }
        let minutes: i32 = self.digits(2, 2)?;
        if hours > 24 || minutes > 59 {
            return None;
        }
        self.offset = Some(sign * (hours * 60 + minutes) * 60);
        Some(())
    }

    /// The abbreviation of a zone, which says nothing of its offset except for `UTC` and after a written one (`parseTimeZone`).
    fn zone_name(&mut self) -> Option<()> {
        if let Some(rest) = self.rest.strip_prefix("UTC") {
            self.rest = rest;
            self.offset = self.offset.or(Some(0));
            return Some(());
        }
        if self.rest.starts_with("ChST") || self.rest.starts_with("MeST") {
            self.rest = &self.rest[4..];
            return Some(());
        }
        if let Some(rest) = self.rest.strip_prefix("GMT") {
            self.rest = rest;
            self.signed_hours();
            return Some(());
        }
        if self.rest.starts_with(['+', '-']) {
            return self.signed_hours().then_some(());
        }
        let letters = self.rest.bytes().take(6).take_while(u8::is_ascii_uppercase).count();
        let name = self.rest.get(..letters)?;
        let is_zone = match letters {
            3 => true,
            4 => name.ends_with('T') || name == "WITA",
            5 => name.ends_with('T'),
            _ => false,
        };
        self.rest = &self.rest[letters..];
        is_zone.then_some(())
    }

    /// `+3` after `GMT` (`parseSignedOffset`).
    fn signed_hours(&mut self) -> bool {
        let Some(after) = self.rest.strip_prefix(['+', '-']) else { return false };
        let count = after.bytes().take_while(u8::is_ascii_digit).count();
        let is_right = after[..count].parse::<u32>().is_ok_and(|hours| hours < 24);
        if is_right {
            self.rest = &after[count..];
        }
        is_right
    }

    fn text(&mut self, text: &str) -> Option<()> {
        let mut wanted = text;
        while let Some(first) = wanted.chars().next() {
            if first == ' ' {
                if !self.rest.is_empty() && !self.rest.starts_with(' ') {
                    return None;
                }
                wanted = wanted.trim_start_matches(' ');
                self.rest = self.rest.trim_start_matches(' ');
            } else {
                self.rest = self.rest.strip_prefix(first)?;
                wanted = &wanted[first.len_utf8()..];
            }
        }
        Some(())
    }
}
