//! Dates in forms of other languages, written as TOML has them.
use toml::de::DeValue;

/// A date written as TOML has it.
pub(super) struct TomlDate {
    pub(super) text: String,
    /// Only zeros, marks and spaces are written otherwise: no number is read as another part of the date.
    pub(super) is_sure: bool,
}

/// The date that a value without quotes means, when TOML does not read it and its parts can only be read in one way: `2024-4-1`,
/// `18/04/2024`, `2024-04-18 10:00:00 +0800`.
pub(super) fn in_toml(value: &str) -> Option<TomlDate> {
    if is_value(value) {
        return None;
    }
    let (day, time) = value.split_at(value.find(['T', 't', ' ']).unwrap_or(value.len()));
    let (day, is_sure) = day_in_toml(day)?;
    let time = time.get(1..).map(str::trim).filter(|time| !time.is_empty());
    let text = match time {
        Some(time) => format!("{day}T{}", time_in_toml(time)?),
        None => day,
    };
    is_value(&text).then_some(TomlDate { text, is_sure })
}

fn is_value(text: &str) -> bool {
    DeValue::parse(text).is_ok()
}

/// Whether a value is a day whose month is not known, as in `04/05/2024`.
pub(super) fn is_ambiguous(value: &str) -> bool {
    let is_short = |part: &str| part.len() < 3 && part.parse::<u32>().is_ok_and(|number| (1..=12).contains(&number));
    numbers(value, '/').is_some_and(|[first, second, year]| is_short(first) && is_short(second) && year.len() == 4)
}

/// A day with its year first, and whether it was so before.
fn day_in_toml(day: &str) -> Option<(String, bool)> {
    let mark = day.chars().find(|c| !c.is_ascii_digit()).filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let [first, second, third] = numbers(day, mark)?;
    let number = |digits: &str| digits.parse::<u32>().ok();
    let (year, month, day) = match (first.len(), third.len()) {
        (4, 1 | 2) if number(second)? > 12 => (first, third, second),
        (4, 1 | 2) => (first, second, third),
        (1 | 2, 4) if number(first)? > 12 || mark == '.' => (third, second, first),
        (1 | 2, 4) if number(second)? > 12 => (third, first, second),
        _ => return None,
    };
    let is_in_order = (month, day) == (second, third);
    Some((format!("{year}-{:02}-{:02}", number(month)?, number(day)?), is_in_order))
}

/// A time with two digits in each part, and its offset with a colon.
fn time_in_toml(time: &str) -> Option<String> {
    let (clock, offset) = time.split_at(time.find(['Z', 'z', '+', '-']).unwrap_or(time.len()));
    let (clock, fraction) = clock.trim_end().split_once('.').unwrap_or((clock.trim_end(), ""));
    let mut parts = clock.split(':').collect::<Vec<_>>();
    if parts.len() == 2 {
        parts.push("00");
    }
    let is_part = |part: &&str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() != 3 || !parts.iter().all(is_part) {
        return None;
    }
    let clock = parts.iter().map(|part| format!("{part:0>2}")).collect::<Vec<_>>().join(":");
    let fraction = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
    Some(format!("{clock}{fraction}{}", offset_in_toml(offset)?))
}

/// `Z`, `+08:00` for `+0800`, or nothing.
fn offset_in_toml(offset: &str) -> Option<String> {
    let Some(sign) = offset.chars().next().filter(|sign| matches!(sign, '+' | '-')) else {
        return Some(offset.to_uppercase());
    };
    let digits = offset[1..].replace(':', "");
    let is_whole = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then(|| format!("{sign}{}:{}", &digits[..2], &digits[2..]))
}

/// The three numbers between two marks.
fn numbers(text: &str, mark: char) -> Option<[&str; 3]> {
    let mut parts = text.split(mark);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (parts.next().is_none() && three.iter().all(is_number)).then_some(three)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_toml_has_it_where_it_means_one_day() {
        for (written, wanted, is_sure) in [
            ("2024-4-1", "2024-04-01", true),
            ("2024/04/18", "2024-04-18", true),
            ("2024-04-18 10:00:00 +0800", "2024-04-18T10:00:00+08:00", true),
            ("2024-4-1T9:00", "2024-04-01T09:00:00", true),
            ("2024-04-18T9:00:00.25Z", "2024-04-18T09:00:00.25Z", true),
            ("18/04/2024", "2024-04-18", false),
            ("4/18/2024", "2024-04-18", false),
            ("5.4.2024", "2024-04-05", false),
            ("2018-27-03", "2018-03-27", false),
        ] {
            let date = in_toml(written).unwrap();
            assert_eq!((date.text.as_str(), date.is_sure), (wanted, is_sure), "{written}");
        }
        for text in
            ["2024-04-18", "04/05/2024", "2024-02-30", "24-04-18", "2024-04-18 10", "2024-04-18T10:00:00 CET", "2024"]
        {
            assert!(in_toml(text).is_none(), "{text}");
        }
        assert!(is_ambiguous("4/05/2024") && !is_ambiguous("18/05/2024") && !is_ambiguous("1/2/3"));
    }
}
