//! The time of day and the offset that may follow a written day.
use super::read::{DateReader, problem};
use super::tokens::{Token, TokenKind};
use super::{Cause, DateError};
use jiff::civil::Time;

/// Words and marks that may come between day and time.
const BEFORE_TIME: &[&str] =
    &["t", "at", "à", "a", "um", "om", "kl", "alle", "as", "às", "las", "ore", ",", "-", "–", "@"];

impl<'a> DateReader<'a> {
    /// Reads a time of day and an offset from UTC, when they follow.
    pub(super) fn time(&mut self) -> Result<(Option<Time>, Option<i16>), DateError> {
        let start = self.at;
        while self.peek().is_some_and(|token| BEFORE_TIME.contains(&token.text.to_lowercase().as_str())) {
            self.at += 1;
        }
        let Some(hour) = self.peek().filter(|token| token.small().is_some()) else {
            self.at = start;
            return Ok((None, None));
        };
        self.at += 1;
        let (mut minute, mut second, mut end) = (0, 0, hour.end());
        let mut two_digits = |reader: &mut Self| {
            let token = reader.peek().filter(|token| token.text.len() == 2)?;
            let value = token.small()?;
            reader.at += 1;
            end = token.end();
            Some(value)
        };
        if self.skip_mark(':') {
            minute = two_digits(self).ok_or_else(|| self.not_a_date(hour.range()))?;
            if self.skip_mark(':') {
                second = two_digits(self).ok_or_else(|| self.not_a_date(hour.range()))?;
                if self.skip_mark('.') || self.skip_mark(',') {
                    self.at += usize::from(self.peek().is_some_and(|token| token.kind == TokenKind::Number));
                }
            }
        } else if self.is_hour_with_stop() {
            self.at += 1;
            minute = two_digits(self).unwrap_or(0);
        } else if self.skip_word(&["h", "uhr", "uur"]) {
            minute = two_digits(self).unwrap_or(0);
        } else if !self.peek().is_some_and(|next| next.is_word("am") || next.is_word("pm")) {
            self.at = start;
            return Ok((None, None));
        }
        let written = hour.start..end;
        let hour = self.hour_of_day(hour.small().unwrap_or(0));
        self.skip_word(&["uhr", "uur", "h"]);
        let time = (hour <= 24 && minute <= 59 && second <= 60 && (hour < 24 || minute + second == 0))
            .then(|| Time::new(hour % 24, minute, second.min(59), 0).ok())
            .flatten();
        if time.is_none() {
            let message = format!("`{}` is not a time of day", &self.text[written.clone()]);
            return Err(problem(Cause::ImpossibleTime, written, message));
        }
        Ok((time, self.offset()?))
    }

    /// Whether `.30 Uhr` follows.
    fn is_hour_with_stop(&self) -> bool {
        let is_clock = |token: Token<'_>| ["uhr", "uur", "h"].iter().any(|word| token.is_word(word));
        self.peek().is_some_and(|token| token.is_mark('.')) && self.ahead(2).is_some_and(is_clock)
    }

    fn skip_word(&mut self, words: &[&str]) -> bool {
        let found = self.peek().is_some_and(|token| words.iter().any(|word| token.is_word(word)));
        self.at += usize::from(found);
        found
    }

    /// The hour by the 24-hour clock; more than 24 for an impossible one such as `13 pm`.
    fn hour_of_day(&mut self, hour: i8) -> i8 {
        let (morning, afternoon) = (self.skip_word(&["am"]), self.skip_word(&["pm"]));
        match hour {
            _ if !morning && !afternoon => hour,
            1..=11 => hour + if afternoon { 12 } else { 0 },
            12 => {
                if afternoon {
                    12
                } else {
                    0
                }
            }
            _ => 25,
        }
    }

    /// `Z`, `+01:00`, `-0500`, `UTC`, `CET`, `[Europe/Paris]`; a place gives no number, because its offset depends on the day.
    fn offset(&mut self) -> Result<Option<i16>, DateError> {
        let (mut offset, start) = (None, self.at);
        if let Some(name) = self.peek().filter(|token| token.kind == TokenKind::Word) {
            if !is_zone_name(name.text) {
                return Ok(None);
            }
            self.at += 1;
            offset = named_offset(name.text);
            self.skip_place_name();
        }
        if let Some(sign) = self.peek().filter(|token| matches!(token.kind, TokenKind::Mark('+' | '-' | '\u{2212}'))) {
            self.at += 1;
            offset = Some(self.offset_number(sign)?);
        }
        for (open, close) in [('[', ']'), ('(', ')')] {
            if self.skip_mark(open) {
                while self.peek().is_some_and(|token| !token.is_mark(close)) {
                    self.at += 1;
                }
                self.skip_mark(close);
            }
        }
        self.has_other_zone = offset.is_none() && self.at > start;
        Ok(offset)
    }

    /// The rest of a zone such as `Europe/Paris` or `America/New_York`.
    fn skip_place_name(&mut self) {
        while self.peek().is_some_and(|token| (token.is_mark('/') || token.is_mark('_')) && !token.spaced) {
            self.at += 1;
            self.at += usize::from(self.peek().is_some_and(|token| token.kind == TokenKind::Word));
        }
    }

    fn offset_number(&mut self, sign: Token<'a>) -> Result<i16, DateError> {
        let Some(digits) = self.peek().filter(|token| token.kind == TokenKind::Number && !token.spaced) else {
            return Err(self.not_a_date(sign.range()));
        };
        self.at += 1;
        let mut end = digits.end();
        let (hours, minutes) = match digits.text.len() {
            1 | 2 => {
                let minutes = self.ahead(1).filter(|_| self.peek().is_some_and(|token| token.is_mark(':')));
                let minutes = minutes.filter(|token| token.text.len() == 2).and_then(|token| {
                    end = token.end();
                    self.at += 2;
                    token.number()
                });
                (digits.number(), minutes.unwrap_or(0))
            }
            4 => (digits.text[..2].parse().ok(), digits.text[2..].parse().unwrap_or(60)),
            _ => (None, 0),
        };
        let east = if sign.is_mark('+') { 1 } else { -1 };
        let total = hours.filter(|_| minutes < 60).map(|hours| east * (hours * 60 + minutes));
        let total = total.filter(|total| (-12 * 60..=14 * 60).contains(total)).and_then(|total| total.try_into().ok());
        total.ok_or_else(|| {
            let part = sign.start..end;
            let message = format!(
                "`{}` is not an offset from UTC; offsets range from `-12:00` to `+14:00`",
                &self.text[part.clone()]
            );
            problem(Cause::ImpossibleOffset, part, message)
        })
    }
}

/// The minutes east of UTC of a zone whose name means one offset: those of RFC 2822, section 4.3, and those of Europe, which Ruby's
/// `Time.parse` and V8's `Date.parse` do not contradict.
fn named_offset(name: &str) -> Option<i16> {
    let hours = match name.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "UT" | "GMT" | "WET" => 0,
        "WEST" | "CET" => 1,
        "CEST" | "EET" => 2,
        "EEST" => 3,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => return None,
    };
    Some(hours * 60)
}

/// Whether a word can be a zone: `Z`, `UTC`, `CET`, `Europe`.
fn is_zone_name(word: &str) -> bool {
    const REGIONS: &[&str] =
        &["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "Etc"];
    let short = word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    short || word == "z" || REGIONS.contains(&word)
}
