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

/// An integer without its `_` and `,`.
pub(super) enum Whole {
    Exact(i128),
    /// More than 127 bits: the nearest float, which may be infinite.
    Huge(f64),
    /// `0x_`
    NoDigits,
}

/// The value of an integer.
pub(super) fn integer(base: Base, text: &str) -> Whole {
    let number: String = text.chars().filter(|c| !matches!(c, '_' | ',' | '+')).collect();
    let (minus, digits) = number.strip_prefix('-').map_or(("", number.as_str()), |digits| ("-", digits));
    let (digits, radix) = match base {
        Base::Decimal => (digits, 10),
        Base::Octal => (digits, 8),
        Base::OctalWithO => (digits.get(2..).unwrap_or_default(), 8),
        Base::Hex => (digits.get(2..).unwrap_or_default(), 16),
        Base::Binary => (digits.get(2..).unwrap_or_default(), 2),
    };
    if !digits.chars().all(|digit| digit.is_digit(radix)) || digits.is_empty() {
        return Whole::NoDigits;
    }
    i128::from_str_radix(&format!("{minus}{digits}"), radix).map_or_else(
        |_| {
            let value = huge(digits, radix);
            Whole::Huge(if minus.is_empty() { value } else { -value })
        },
        Whole::Exact,
    )
}

/// The float nearest to an integer of any length; of other bases than ten, the last bit may differ.
fn huge(digits: &str, radix: u32) -> f64 {
    if radix == 10 {
        return digits.parse().unwrap_or(f64::INFINITY);
    }
    let digits = digits.chars().filter_map(|digit| digit.to_digit(radix));
    digits.fold(0.0, |sum: f64, digit| sum.mul_add(f64::from(radix), f64::from(digit)))
}

/// The value of a float without its `_` and `,`; `None` when it is too large.
pub(super) fn float(text: &str) -> Option<f64> {
    let bare: String = text.chars().filter(|c| !matches!(c, '_' | ',')).collect();
    bare.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The value of `12:30:45`. Psych counts the first number as hours even where only two are written, and its sign as that of the hours
/// alone: `-1:30` is half an hour before 0 (measured with Psych 4).
pub(super) fn sexagesimal(text: &str, of_psych: bool) -> f64 {
    let (minus, parts) = sexagesimal_parts(text, of_psych);
    let parts = parts.iter().map(|part| part.trim_end_matches('.').parse().unwrap_or(0.0));
    let value = parts.enumerate().fold(0.0, |sum: f64, (place, part): (usize, f64)| {
        sum * 60.0 + if minus && of_psych && place == 0 { -part } else { part }
    });
    if minus && !of_psych { -value } else { value }
}

/// The same of a number without a fraction, to its last digit; `None` when it has more than 127 bits.
pub(super) fn whole_sexagesimal(text: &str, of_psych: bool) -> Option<i128> {
    let (minus, parts) = sexagesimal_parts(text, of_psych);
    let value = parts.iter().enumerate().try_fold(0_i128, |sum, (place, part)| {
        let part: i128 = part.parse().ok()?;
        sum.checked_mul(60)?.checked_add(if minus && of_psych && place == 0 { -part } else { part })
    })?;
    Some(if minus && !of_psych { -value } else { value })
}

/// Whether such a number has a minus, and its parts without signs.
fn sexagesimal_parts(text: &str, of_psych: bool) -> (bool, Vec<String>) {
    let bare: String = text.chars().filter(|c| !matches!(c, '_' | '+' | '-')).collect();
    let mut parts: Vec<String> = bare.split(':').map(str::to_string).collect();
    if of_psych {
        parts.resize(parts.len().max(3), "0".to_string());
    }
    (text.starts_with('-'), parts)
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
    let [hour, minute, second] = [hour, minute, second].map(i64::from);
    let seconds = hour * 3600 + minute * 60 + second - i64::from(offset_minutes(text)) * 60;
    let moment: DateTime = date.at(0, 0, 0, 0).checked_add(seconds.seconds()).ok()?;
    Some(format!("{moment}Z"))
}

fn calendar(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// The day by `Date.UTC` of JavaScript, to which the years up to 99 are those of the twentieth century.
fn running_over(year: i32, month: i32, day: i32) -> Option<Date> {
    let year = if (0..100).contains(&year) { year + 1900 } else { year };
    let months = i64::from(year) * 12 + i64::from(month) - 1;
    let first = calendar(months.div_euclid(12).try_into().ok()?, (months.rem_euclid(12) + 1).try_into().ok()?, 1)?;
    first.checked_add((i64::from(day) - 1).days()).ok()
}

/// The offset at the end of a time, in minutes east of UTC; 0 for what is none, such as one of more than four digits.
pub(super) fn offset_minutes(text: &str) -> i32 {
    let Some(at) = text.rfind(['+', '-']).filter(|at| *at > 10) else { return 0 };
    let digits: String = text[at + 1..].chars().filter(char::is_ascii_digit).collect();
    if digits.len() > 4 {
        return 0;
    }
    let (hours, minutes) = if digits.len() > 2 { digits.split_at(digits.len() - 2) } else { (digits.as_str(), "0") };
    let total = hours.parse().unwrap_or(0) * 60 + minutes.parse().unwrap_or(0);
    if text[at..].starts_with('-') { -total } else { total }
}
