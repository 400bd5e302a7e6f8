//! Reads a written date: numbers in any usual order, month names in twelve languages, or as in Chinese, Japanese and Korean, then a time and an offset.
use super::form::{Digits, Form, FormPart, NameStyle};
use super::lookalikes;
use super::tokens::{Token, TokenKind, tokens};
use super::{Cause, Date, DateError, DateOptions};
use crate::text::spelling;
use crate::values::locale::{Length, Locale, folded, months_named, weekdays_named};
use std::ops::Range;

/// Words that may come between or before the parts of a date.
const CONNECTING_WORDS: &[&str] = &[
    "de", "del", "ano", "of", "the", "le", "du", "el", "il", "der", "am", "vom", "di", "op", "on", "do", "em", "dia",
    "den", "d",
];
/// Words for "year" behind the number of one: `18 января 2017 г.`, `18 stycznia 2017 r.`
const YEAR_WORDS: &[&str] = &["г", "года", "год", "r", "roku", "rok"];
/// Italian articles that are shortened before `8` and `11`, with an apostrophe after them.
const ELIDED_ARTICLES: &[&str] = &["l", "dell", "dall", "all", "nell"];
/// Endings of the number of a day (`1st`, `1er`, `1º`).
const ORDINAL_ENDINGS: &[&str] =
    &["st", "nd", "rd", "th", "er", "re", "ère", "e", "ᵉʳ", "ʳᵉ", "ᵉ", "º", "ª", "o", "ro", "°", "ste", "de"];

/// Reads a date, or says why the text is not one.
///
/// # Errors
/// The cause, with the bytes of `text` that are wrong.
pub fn read(text: &str, options: DateOptions<'_>) -> Result<Date, DateError> {
    read_as_written(text, options).map_err(|error| {
        lookalikes::in_plain_characters(text, |plain| read_as_written(plain, options).is_ok()).unwrap_or(error)
    })
}

fn read_as_written(text: &str, options: DateOptions<'_>) -> Result<Date, DateError> {
    let mut reader = DateReader {
        text,
        tokens: tokens(text),
        at: 0,
        parts: Vec::new(),
        weekday: None,
        month: None,
        has_other_zone: false,
    };
    let written = reader.day(options)?;
    let tail_start = reader.tokens.get(reader.at).map_or(text.len(), |token| token.start);
    let (time, offset) = reader.time()?;
    if let Some(token) = reader.peek() {
        let part = token.start..text.trim_end().len();
        return Err(reader.not_a_date(part));
    }
    let day = written.day_of_calendar(&reader)?;
    reader.check_language(options.locales)?;
    reader.check_weekday(day, options.locales)?;
    let tail: String = text[tail_start..].trim().chars().map(plain_digit).collect();
    let parts = std::mem::take(&mut reader.parts);
    let (has_day, has_other_zone) = (written.day.is_some(), reader.has_other_zone);
    Ok(Date { day, has_day, time, offset, has_other_zone, form: Form { parts, tail } })
}

/// Whether a text has letters that are not Latin: those of a language that is not supported, as its words were not found.
fn is_in_another_script(text: &str) -> bool {
    const LAST_LATIN: char = '\u{24f}';
    text.chars().any(|c| c.is_alphabetic() && c > LAST_LATIN)
}

/// Whether the day comes first in these languages; `None` when that is not known, or they differ.
fn order_of(locales: &[Locale]) -> Option<bool> {
    let mut orders = locales.iter().map(|locale| locale.day_comes_first());
    let first = orders.next()?;
    orders.all(|other| other == first).then_some(first)
}

fn plain_digit(c: char) -> char {
    match c {
        '0'..='9' => '0',
        '-' => '+',
        other => other,
    }
}

/// The numbers of a date, and the bytes of day and month.
pub(super) struct Numbers {
    pub(super) year: i16,
    pub(super) month: i8,
    pub(super) day: Option<i8>,
    pub(super) day_at: Range<usize>,
    pub(super) month_at: Range<usize>,
}

/// The tokens of a text, and what has been read of them.
pub(super) struct DateReader<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token<'a>>,
    pub(super) at: usize,
    pub(super) parts: Vec<FormPart>,
    pub(super) weekday: Option<Token<'a>>,
    pub(super) month: Option<Token<'a>>,
    pub(super) has_other_zone: bool,
}

pub(super) fn problem(cause: Cause, part: Range<usize>, message: impl Into<String>) -> DateError {
    DateError { cause, part, message: message.into(), corrected: None }
}

impl<'a> DateReader<'a> {
    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).copied()
    }

    pub(super) fn ahead(&self, by: usize) -> Option<Token<'a>> {
        self.tokens.get(self.at + by).copied()
    }

    pub(super) fn push(&mut self, part: FormPart, spaced: bool) {
        if spaced && !self.parts.is_empty() {
            self.parts.push(FormPart::Space);
        }
        self.parts.push(part);
    }

    pub(super) fn not_a_date(&self, part: Range<usize>) -> DateError {
        let languages = if is_in_another_script(self.text) { " in any supported language" } else { "" };
        problem(Cause::NotADate, part, format!("`{}` is not a date{languages}", self.text.trim()))
    }

    /// The text with one part replaced.
    pub(super) fn with(&self, part: Range<usize>, replacement: &str) -> String {
        format!("{}{replacement}{}", &self.text[..part.start], &self.text[part.end..])
    }

    fn day(&mut self, options: DateOptions<'_>) -> Result<Numbers, DateError> {
        self.skip_leading_words();
        if let Some(eastern) = self.eastern() {
            return Ok(eastern);
        }
        match self.numbers(options.day_first.or_else(|| order_of(options.locales))) {
            Some(found) => found,
            None => self.words(options.locales),
        }
    }

    /// Skips a weekday and articles before the date.
    fn skip_leading_words(&mut self) {
        while let Some(token) = self.peek().filter(|token| token.kind == TokenKind::Word) {
            let is_weekday = !weekdays_named(token.text).is_empty()
                && (months_named(token.text).is_empty() || self.another_month_follows());
            if is_weekday && self.weekday.is_none() {
                self.take_weekday(token);
            } else if ELIDED_ARTICLES.contains(&folded(token.text).as_str())
                && self.ahead(1).is_some_and(|next| next.is_mark('\'') || next.is_mark('’'))
            {
                self.at += 2;
            } else if self.parts.is_empty() && CONNECTING_WORDS.contains(&folded(token.text).as_str()) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn another_month_follows(&self) -> bool {
        self.tokens[self.at + 1..].iter().any(|token| !months_named(token.text).is_empty())
    }

    fn take_weekday(&mut self, token: Token<'a>) {
        self.weekday = Some(token);
        self.at += 1;
        if self.peek().is_some_and(|next| next.is_mark('-')) && self.ahead(1).is_some_and(|next| next.is_word("feira"))
        {
            self.at += 2;
        }
        let stop = self.skip_mark('.');
        self.push(FormPart::Weekday(NameStyle::of(token.text, weekdays_named(token.text), stop)), token.spaced);
        if self.skip_mark(',') {
            self.parts.push(FormPart::Text(",".into()));
        }
    }

    pub(super) fn skip_mark(&mut self, mark: char) -> bool {
        let found = self.peek().is_some_and(|token| token.is_mark(mark));
        self.at += usize::from(found);
        found
    }

    /// A date of numbers only: `2017-01-18`, `18/01/2017`, `18.1.2017`, `2017-01`, `20170118`; `None` when it is something else.
    fn numbers(&mut self, day_first: Option<bool>) -> Option<Result<Numbers, DateError>> {
        let first = self.peek().filter(|token| token.kind == TokenKind::Number)?;
        if first.text.len() == 8 && self.ahead(1).is_none_or(|next| next.spaced || next.is_word("t")) {
            return Some(Ok(self.compact(first)));
        }
        let mark = self.ahead(1).filter(|mark| "-/.".contains(mark.text) && !mark.spaced)?;
        let second = self.ahead(2).filter(|token| token.kind == TokenKind::Number)?;
        let third = self
            .ahead(3)
            .filter(|again| again.kind == mark.kind && !again.spaced)
            .and_then(|_| self.ahead(4))
            .filter(|token| token.kind == TokenKind::Number);
        Some(match third {
            Some(third) => self.three_numbers([first, second, third], mark, day_first),
            None => self.month_of_year(first, second, mark),
        })
    }

    fn compact(&mut self, token: Token<'a>) -> Numbers {
        let part = |from: usize, to: usize| token.start + from..token.start + to;
        let small = |from: usize, to: usize| token.text[from..to].parse().unwrap_or(0);
        self.at += 1;
        self.parts.push(FormPart::Text("compact".into()));
        Numbers {
            year: token.text[..4].parse().unwrap_or(0),
            month: small(4, 6),
            day: Some(small(6, 8)),
            day_at: part(6, 8),
            month_at: part(4, 6),
        }
    }

    fn month_of_year(&mut self, first: Token<'a>, second: Token<'a>, mark: Token<'a>) -> Result<Numbers, DateError> {
        let (year, month) = match (first.year(), second.year()) {
            (Some(year), _) if second.small().is_some() => (year, second),
            (_, Some(year)) if first.small().is_some() => (year, first),
            _ => return Err(self.not_a_date(first.start..second.end())),
        };
        self.at += 3;
        let month_part = FormPart::Month(Digits::of(month.text));
        let separator = FormPart::Text(mark.text.into());
        let own = if month.start == second.start {
            [FormPart::Year, separator, month_part]
        } else {
            [month_part, separator, FormPart::Year]
        };
        self.parts.extend(own);
        let number = month.small().unwrap_or(0);
        Ok(Numbers { year, month: number, day: None, day_at: month.range(), month_at: month.range() })
    }

    fn three_numbers(
        &mut self,
        [first, second, third]: [Token<'a>; 3],
        mark: Token<'a>,
        day_first: Option<bool>,
    ) -> Result<Numbers, DateError> {
        let whole = first.start..third.end();
        let (year, month, day) = if let (Some(year), Some(_), Some(_)) = (first.year(), second.small(), third.small()) {
            (year, second, third)
        } else if let (Some(first_value), Some(second_value), Some(year)) =
            (first.small(), second.small(), third.year())
        {
            let day_comes_first = match day_first.or(mark.is_mark('.').then_some(true)) {
                Some(known) => known,
                None if first_value > 12 || first_value == second_value => true,
                None if second_value > 12 => false,
                None => return Err(self.ambiguous(year, first_value, second_value, whole)),
            };
            if day_comes_first { (year, second, first) } else { (year, first, second) }
        } else if first.small().is_some() && second.small().is_some() && third.small().is_some() {
            return Err(self.two_digit_year(third));
        } else {
            return Err(self.not_a_date(whole));
        };
        self.at += 5;
        for (index, token) in [first, second, third].into_iter().enumerate() {
            if index > 0 {
                self.parts.push(FormPart::Text(mark.text.into()));
            }
            let part = match token.start {
                start if start == month.start => FormPart::Month(Digits::of(token.text)),
                start if start == day.start => FormPart::Day(Digits::of(token.text)),
                _ => FormPart::Year,
            };
            self.push(part, token.spaced);
        }
        let (month_at, day_at) = (month.range(), day.range());
        Ok(Numbers { year, month: month.small().unwrap_or(0), day: day.small(), day_at, month_at })
    }

    fn ambiguous(&self, year: i16, first: i8, second: i8, part: Range<usize>) -> DateError {
        let name = |month: i8| Locale::En.month(month, Length::Full);
        let text = &self.text[part.clone()];
        let message = format!("`{text}` can be {first} {} {year} or {second} {} {year}", name(second), name(first));
        problem(Cause::Ambiguous, part, message)
    }

    fn two_digit_year(&self, year: Token<'_>) -> DateError {
        let message = format!("the year of `{}` has only two digits", self.text.trim());
        problem(Cause::TwoDigitYear, year.range(), message)
    }

    /// A date with a month's name, in any order of its parts.
    fn words(&mut self, locales: &[Locale]) -> Result<Numbers, DateError> {
        let (mut year, mut month, mut day) = (None, None, None);
        while let Some(token) = self.peek() {
            if year.is_some() && month.is_some() && (day.is_some() || !self.is_day_next(token)) {
                break;
            }
            match token.kind {
                TokenKind::Number => {
                    if let Some(value) = token.year().filter(|_| year.is_none()) {
                        year = Some(value);
                        self.push(FormPart::Year, token.spaced);
                    } else if let Some(value) = token.small() {
                        if day.is_some() {
                            let is_hour = self.ahead(1).is_some_and(|next| next.is_mark(':'));
                            let whole = 0..self.text.len();
                            return Err(if is_hour || month.is_none() {
                                self.not_a_date(whole)
                            } else {
                                self.two_digit_year(token)
                            });
                        }
                        day = Some((value, token));
                        self.push(FormPart::Day(Digits::of(token.text)), token.spaced);
                        self.take_ordinal();
                    } else {
                        return Err(self.not_a_date(token.range()));
                    }
                    self.at += 1;
                }
                TokenKind::Word => self.word(token, &mut month, locales)?,
                TokenKind::Mark(',' | '.' | '-' | '/') if !self.parts.is_empty() => {
                    self.push(FormPart::Text(token.text.into()), token.spaced);
                    self.at += 1;
                }
                TokenKind::Mark(_) => return Err(self.not_a_date(token.range())),
            }
        }
        if year.is_some() {
            self.skip_year_word();
        }
        let all = 0..self.text.len();
        match (year, month) {
            (Some(year), Some((month, token))) => Ok(Numbers {
                year,
                month,
                day: day.map(|(value, _)| value),
                day_at: day.map_or(token.range(), |(_, token)| token.range()),
                month_at: token.range(),
            }),
            (Some(_), None) if day.is_none() => {
                Err(problem(Cause::Incomplete, all, format!("`{}` is only a year", self.text.trim())))
            }
            (None, Some(_)) => {
                Err(problem(Cause::Incomplete, all, format!("the date `{}` has no year", self.text.trim())))
            }
            _ => Err(self.not_a_date(all)),
        }
    }

    /// Skips a word for "year", and its full stop.
    fn skip_year_word(&mut self) {
        let Some(token) = self.peek().filter(|token| YEAR_WORDS.contains(&folded(token.text).as_str())) else { return };
        self.push(FormPart::Text(token.text.into()), token.spaced);
        self.at += 1;
        if self.skip_mark('.') {
            self.parts.push(FormPart::Text(".".into()));
        }
    }

    /// Whether, after year and month, the day follows and not the hour: alone or after the mark of `2017-Jan-18`.
    fn is_day_next(&self, token: Token<'a>) -> bool {
        let joined = matches!(token.kind, TokenKind::Mark('-' | '/')) && !token.spaced;
        let (day, after) = if joined { (self.ahead(1), self.ahead(2)) } else { (Some(token), self.ahead(1)) };
        let is_hour = after.is_some_and(|next| next.is_mark(':') || next.is_word("h"));
        day.is_some_and(|day| day.small().is_some() && !(joined && day.spaced)) && !is_hour
    }

    /// Skips the ending of the current day: `1er`, `18th`.
    fn take_ordinal(&mut self) {
        let is_ending = |token: Option<Token<'_>>| {
            // Some write `1 er`.
            token.is_some_and(|token| {
                ORDINAL_ENDINGS.contains(&token.text.to_lowercase().as_str()) && (!token.spaced || token.is_word("er"))
            })
        };
        // Spanish and Portuguese write `1.º`.
        let stop = usize::from(self.ahead(1).is_some_and(|next| next.is_mark('.') && !next.spaced));
        if is_ending(self.ahead(1 + stop)) {
            self.parts.push(FormPart::Ordinal);
            self.at += 1 + stop;
        }
    }

    fn word(
        &mut self,
        token: Token<'a>,
        month: &mut Option<(i8, Token<'a>)>,
        locales: &[Locale],
    ) -> Result<(), DateError> {
        let months = months_named(token.text);
        if let (Some(name), None) = (months.first(), &month) {
            *month = Some((name.number, token));
            self.month = Some(token);
            self.at += 1;
            let stop = self.peek().is_some_and(|next| next.is_mark('.') && !next.spaced);
            self.at += usize::from(stop);
            let mut style = NameStyle::of(token.text, months, stop);
            style.names.sort_by_key(|name| !locales.iter().any(|locale| locale.reads(name.locale)));
            self.push(FormPart::MonthName(style), token.spaced);
        } else if !weekdays_named(token.text).is_empty() && self.weekday.is_none() {
            self.take_weekday(token);
        } else if CONNECTING_WORDS.contains(&folded(token.text).as_str()) {
            self.push(FormPart::Text(token.text.to_lowercase()), token.spaced);
            self.at += 1;
        } else if month.is_none() {
            return Err(self.unknown_month(token, locales));
        } else {
            return Err(self.not_a_date(token.range()));
        }
        Ok(())
    }

    fn unknown_month(&self, token: Token<'a>, locales: &[Locale]) -> DateError {
        let locales = if locales.is_empty() { &Locale::ALL } else { locales };
        let months: Vec<&str> = locales.iter().flat_map(|locale| locale.full_months()).collect();
        let plain: Vec<String> = months.iter().map(|month| folded(month)).collect();
        let near = spelling::nearest(&folded(token.text), plain.iter().map(String::as_str))
            .and_then(|near| plain.iter().position(|month| month == near))
            .map(|at| months[at]);
        let year_follows = self.tokens[self.at + 1..].iter().any(|next| next.year().is_some());
        let has_number =
            year_follows || self.parts.iter().any(|part| matches!(part, FormPart::Day(_) | FormPart::Year));
        match near {
            Some(near) if has_number => DateError {
                corrected: Some(self.with(token.range(), near)),
                ..problem(
                    Cause::UnknownMonth,
                    token.range(),
                    format!("unknown month `{}`; did you mean `{near}`?", token.text),
                )
            },
            _ if year_follows && !self.parts.is_empty() => {
                let languages = if is_in_another_script(token.text) { ": its language is not supported" } else { "" };
                problem(Cause::UnknownMonth, token.range(), format!("unknown month `{}`{languages}", token.text))
            }
            _ => self.not_a_date(0..self.text.len()),
        }
    }
}
