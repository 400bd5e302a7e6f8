//! `post/date-mismatch`: a file name that begins with another date than the post has.
use crate::diagnostic::Safety;
use crate::dialect::DayOfName;
use crate::post::Post;
use crate::rules::read_dates::written_date;
use crate::rules::{Context, Rule, dates};
use crate::values::date::Date;
use jiff::civil;

pub(crate) struct DateMismatch;

impl Rule for DateMismatch {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let stem = post.source.site_path().file_stem().map(|stem| stem.to_string_lossy());
        let Some(named) = stem.and_then(|stem| dates::day_of_name(&stem)) else { return };
        let dated = is_dated(post);
        let name_is_ignored = match post.dialect.day_of_name {
            DayOfName::Day => false,
            DayOfName::Spare => dated,
            DayOfName::Nothing => true,
        };
        if name_is_ignored || !post.front().is_readable() {
            return;
        }
        let settings = cx.settings;
        let Some(entry) = dates::post_date(post, settings) else { return };
        let Some(date) = dates::date_of(entry, settings) else { return };
        if dates::is_of_name(&date, named) || dates::is_event(post) {
            return;
        }
        let (node, text) = (&entry.value, entry.value.text().unwrap_or(""));
        let written_day = if date.has_day { dates::in_words(date.day) } else { text.to_string() };
        let finding = cx
            .report(
                node.span,
                format!(
                    "`{}` is {written_day}, but the date in the file name is {}",
                    entry.key.text,
                    dates::in_words(named)
                ),
            )
            .help(match (post.dialect.generator.and_then(|generator| generator.facts().day_of_name_help), dated) {
                (Some(help), _) => help,
                (None, true) => {
                    "generators use the field; correct the wrong date, or rename the file of a postponed post"
                }
                (None, false) => "without a `date` the post gets the date of its file name; correct the wrong date",
            });
        let own = date.form.write(named).or_else(|| with_day(text, named));
        let named = Date { day: named, ..date };
        if let Some((written, edit)) = own.and_then(|own| written_date(post, node, settings, &named, own)) {
            finding.fix(Safety::Unsafe, format!("write `{written}`"), vec![edit]);
        }
    }
}

/// Whether the front matter has the date of the post, so that no generator takes it from the file name.
fn is_dated(post: &Post<'_>) -> bool {
    let keys = post.dialect.generator.map_or(&["date"][..], |generator| generator.facts().keys.day_of_post);
    let is_date = |key: &str| keys.iter().any(|name| name.eq_ignore_ascii_case(key));
    post.front().entries.iter().any(|entry| is_date(&entry.key.text))
}

/// The text of a date and time with another day, when it begins with an ISO day.
fn with_day(text: &str, day: civil::Date) -> Option<String> {
    let rest = text.get(10..)?;
    let is_iso = text
        .bytes()
        .take(10)
        .enumerate()
        .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    is_iso.then(|| format!("{day}{rest}"))
}
