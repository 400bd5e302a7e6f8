//! Numbers, days and times as loaders compute them.
use crate::values::scalar::Scalar;
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime};

/// How an integer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Decimal,
    /// `017`
    Octal,
    /// `0o17`
    OctalWithO,
    /// `0xF`
    Hex,
    /// `0b1`
    Binary,
}

/// The value of an integer without its `_` and `,`; `None` when it has no digit or more than 127 bits.
pub(super) fn integer(base: Base, text: &str) -> Option<i128> {
    let number: String = text.chars().filter(|c| !matches!(c, '_' | ',' | '+')).collect();
    let (minus, digits) = number.strip_prefix('-').map_or(("", number.as_str()), |digits| ("-", digits));
    let (digits, radix) = match base {
        Base::Decimal => (digits, 10),
        Base::Octal => (digits, 8),
        Base::OctalWithO => (&digits[2..], 8),
        Base::Hex => (&digits[2..], 16),
        Base::Binary => (&digits[2..], 2),
    };
    i128::from_str_radix(&format!("{minus}{digits}"), radix).ok()
}

/// The value of a float without its `_` and `,`; `None` when it is too large.
pub(super) fn float(text: &str) -> Option<f64> {
    let bare: String = text.chars().filter(|c| !matches!(c, '_' | ',')).collect();
    bare.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The value of `12:30:45`. Psych counts the first number as hours even where only two are written.
pub(super) fn sexagesimal(text: &str, hours_first: bool) -> f64 {
    let bare: String = text.chars().filter(|c| !matches!(c, '_' | '+' | '-')).collect();
    let parts: Vec<f64> = bare.split(':').map(|part| part.trim_end_matches('.').parse().unwrap_or(0.0)).collect();
    let missing = if hours_first { 3usize.saturating_sub(parts.len()) } else { 0 };
    let whole = parts.iter().fold(0.0, |sum, part| sum * 60.0 + part);
    let scaled = (0..missing).fold(whole, |sum, _| sum * 60.0);
    if text.starts_with('-') { -scaled } else { scaled }
}

/// The float nearest to an integer, for languages whose numbers are all floats.
#[allow(clippy::cast_precision_loss, reason = "JavaScript loses the same digits")]
pub(super) fn nearest_float(value: i128) -> f64 {
    value as f64
}

/// The bytes of a text in base 64, which may contain white space; `None` when the text is not base 64.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let digit = DIGITS.iter().position(|digit| *digit == byte)?;
        buffer = buffer << 6 | u32::try_from(digit).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(buffer >> bits & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// The integer that a float without a fraction is.
pub(super) fn whole(value: f64) -> Scalar {
    format!("{value:.0}").parse().map_or(Scalar::Float(value), Scalar::Integer)
}

/// A day as `2017-01-18`, a time as `2017-01-18T10:20:30Z` in UTC; `None` when it is not in the calendar. With `runs_over`, a day after
/// the end of its month is one of the next month, as in JavaScript (30 February is 2 March).
pub(super) fn moment(text: &str, runs_over: bool) -> Option<String> {
    let numbers: Vec<i32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.get(..9).unwrap_or(part).parse().unwrap_or(0))
        .collect();
    let (&[year, month, day], rest) = numbers.split_first_chunk::<3>()?;
    let date = if runs_over { running_over(year, month, day)? } else { calendar(year, month, day)? };
    let &[hour, minute, second, ..] = rest else { return Some(date.to_string()) };
    if !runs_over && (hour > 23 || minute > 59 || second > 59) {
        return None;
    }
    let seconds = i64::from(hour * 3600 + minute * 60 + second) - i64::from(offset_minutes(text)) * 60;
    let moment: DateTime = date.at(0, 0, 0, 0).checked_add(seconds.seconds()).ok()?;
    Some(format!("{moment}Z"))
}

fn calendar(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// The day by `Date.UTC` of JavaScript, to which the years up to 99 are those of the twentieth century.
fn running_over(year: i32, month: i32, day: i32) -> Option<Date> {
    let year = if (0..100).contains(&year) { year + 1900 } else { year };
    let months = year * 12 + month - 1;
    let first = calendar(months.div_euclid(12), months.rem_euclid(12) + 1, 1)?;
    first.checked_add((i64::from(day) - 1).days()).ok()
}

/// The offset at the end of a time, in minutes east of UTC.
pub(super) fn offset_minutes(text: &str) -> i32 {
    let Some(at) = text.rfind(['+', '-']).filter(|at| *at > 10) else { return 0 };
    let digits: String = text[at + 1..].chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = if digits.len() > 2 { digits.split_at(digits.len() - 2) } else { (digits.as_str(), "0") };
    let total = hours.parse().unwrap_or(0) * 60 + minutes.parse().unwrap_or(0);
    if text[at..].starts_with('-') { -total } else { total }
}
