//! Dates as in Chinese, Japanese and Korean: numbers, each with a mark behind it.
use super::form::{Digits, FormPart};
use super::read::{DateReader, Numbers};
use super::tokens::Token;

/// What follows the numbers of year, month and day in Chinese, Japanese and Korean.
const EASTERN_MARKS: [[&str; 3]; 3] = [["年", "月", "日"], ["年", "月", "号"], ["년", "월", "일"]];

impl DateReader<'_> {
    /// A date as in Chinese, Japanese and Korean: `2017年1月18日`, `2017년 1월 18일`, `2017年1月`.
    pub(super) fn eastern(&mut self) -> Option<Numbers> {
        let year = self.peek()?.year()?;
        let mark = self.ahead(1)?;
        let marks = EASTERN_MARKS.iter().filter(|marks| marks[0] == mark.text);
        let (marks, count) = marks.map(|marks| (marks, self.eastern_parts(marks))).max_by_key(|(_, count)| *count)?;
        let month = self.ahead(2).filter(|_| count > 1)?;
        let day = self.ahead(4).filter(|_| count > 2);
        for (nth, mark) in marks.iter().enumerate().take(count) {
            let number = self.ahead(2 * nth)?;
            let digits = Digits::of(number.text);
            let part = [FormPart::Year, FormPart::Month(digits), FormPart::Day(digits)].into_iter().nth(nth)?;
            self.push(part, number.spaced);
            self.push(FormPart::Text((*mark).into()), self.ahead(2 * nth + 1)?.spaced);
        }
        self.at += 2 * count;
        self.skip_eastern_weekday();
        let day_at = day.unwrap_or(month).range();
        Some(Numbers {
            year,
            month: month.small()?,
            day: day.and_then(|day| day.small()),
            day_at,
            month_at: month.range(),
        })
    }

    /// Skips the weekday after such a date: `(水)`, `星期三`, `수요일`.
    fn skip_eastern_weekday(&mut self) {
        let is_open = self.peek().is_some_and(|token| token.is_mark('(') || token.is_mark('（'));
        let is_weekday = |token: Token<'_>| {
            let text = token.text;
            ["星期", "周", "週"].iter().any(|start| text.starts_with(start))
                || ["曜日", "요일"].iter().any(|end| text.ends_with(end))
                || is_open && text.chars().count() == 1 && "月火水木金土日一二三四五六월화수목금토일".contains(text)
        };
        if self.ahead(usize::from(is_open)).is_some_and(is_weekday) {
            self.at += 1 + usize::from(is_open);
            self.at +=
                usize::from(is_open && self.peek().is_some_and(|token| token.is_mark(')') || token.is_mark('）')));
        }
    }

    /// How many of the three numbers are here, each with its mark.
    fn eastern_parts(&self, marks: &[&str; 3]) -> usize {
        let has = |nth: &usize| {
            let number = self.ahead(2 * nth).is_some_and(|token| *nth == 0 || token.small().is_some());
            number && self.ahead(2 * nth + 1).is_some_and(|token| token.text == marks[*nth])
        };
        (0..3).take_while(has).count()
    }
}
