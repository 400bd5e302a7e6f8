//! `field/misread-date`: a date that the site's generator itself reads as another day, or refuses.
use crate::diagnostic::{Safety, Severity};
use crate::dialect::Generator;
use crate::front_matter::{Entry, Format};
use crate::post::Post;
use crate::rules::{Context, Rule, dates, fields};
use crate::text::Edit;
use crate::values::date::{self, Cause, Date, NoDate, ruby};
use crate::values::{Loader, Scalar, quote};
use jiff::civil;

pub(crate) struct MisreadDate;

/// What a generator does with a date that it does not read as it is meant.
enum Misreading {
    /// It stops.
    Refused,
    /// It takes something else: in words, after the generator's name.
    Other(String),
}

impl Rule for MisreadDate {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(generator) = generator(post) else { return };
        if !post.front.is_readable() {
            return;
        }
        let format = post.front.format();
        for entry in post.front.entries.iter().filter(|entry| !entry.broken && is_read(generator, &entry.key.text)) {
            let Some(text) =
                entry.value.text().filter(|text| !text.trim_start().is_empty() && !fields::is_template(text))
            else {
                continue;
            };
            let read_as = Loader::of(Some(generator), format).scalar(&entry.value);
            if matches!(read_as, Some(Scalar::Date(_) | Scalar::Null)) {
                continue;
            }
            let read = date::read(text, date::DateOptions::default());
            if let Some(misreading) = misreading(generator, text, &read) {
                report(entry, text, format, generator, misreading, read.ok(), cx);
            }
        }
    }
}

/// The generator that reads the date: the site's, and Jekyll where a lone post lies in `_posts`.
fn generator(post: &Post<'_>) -> Option<Generator> {
    let folders = || post.source.place().components().map(|part| part.as_os_str().to_string_lossy());
    match post.dialect.generator {
        // Jekyll reads the dates of posts and of other collections, not those of plain pages.
        Some(Generator::Jekyll) => folders().any(|folder| folder.starts_with('_')).then_some(Generator::Jekyll),
        // Folders above an unknown site may be called anything (`_work`).
        None => folders().any(|folder| folder == "_posts" || folder == "_drafts").then_some(Generator::Jekyll),
        other => other,
    }
}

/// Whether the generator itself reads this key as a date.
fn is_read(generator: Generator, key: &str) -> bool {
    match generator {
        Generator::Jekyll | Generator::Eleventy | Generator::Docusaurus => key == "date",
        Generator::Hugo => matches!(key.to_lowercase().as_str(), "date" | "publishdate" | "expirydate" | "lastmod"),
        Generator::Zola | Generator::Hexo => matches!(key, "date" | "updated"),
        _ => false,
    }
}

fn misreading(generator: Generator, text: &str, read: &Result<Date, NoDate>) -> Option<Misreading> {
    match generator {
        Generator::Jekyll => by_ruby(text, read),
        // Words that Eleventy takes for the file's own dates.
        Generator::Eleventy
            if matches!(
                text.to_lowercase().as_str(),
                "last modified" | "created" | "git last modified" | "git created"
            ) =>
        {
            None
        }
        Generator::Hexo | Generator::Docusaurus => {
            let date = read.as_ref().ok()?;
            let refused = date.form.month_name().is_some_and(|name| !begins_in_english(name, date.day));
            refused.then(|| match generator {
                Generator::Hexo => Misreading::Other("does not understand it and takes the day of the file".into()),
                _ => Misreading::Refused,
            })
        }
        _ => {
            let is_understood = match read {
                Ok(date) => {
                    date.form.month_name().is_none_or(|name| name.len() == 3 && begins_in_english(name, date.day))
                }
                Err(no) => matches!(
                    no.cause,
                    Cause::Ambiguous | Cause::TwoDigitYear | Cause::ImpossibleOffset | Cause::WrongWeekday
                ),
            };
            (!is_understood).then_some(Misreading::Refused)
        }
    }
}

/// Whether a month's name begins as the English one does.
fn begins_in_english(name: &str, day: civil::Date) -> bool {
    let english = crate::values::Locale::En.month(day.month(), crate::values::Length::Full);
    name.get(..3).is_some_and(|letters| letters.eq_ignore_ascii_case(&english[..3]))
}

fn by_ruby(text: &str, read: &Result<Date, NoDate>) -> Option<Misreading> {
    let Some(found) = ruby(text) else { return Some(Misreading::Refused) };
    let meant = match read {
        Ok(date) => date,
        // What people would not read as a date either is not misread, but a day that runs over is.
        Err(no) if no.cause == Cause::ImpossibleDay => {
            return found.date().map(|day| Misreading::Other(format!("reads it as {}", dates::in_words(day))));
        }
        Err(_) => return None,
    };
    match (found.date(), found.month, found.day) {
        (Some(day), ..) if day == meant.day => None,
        (Some(day), ..) => Some(Misreading::Other(format!("reads it as {}", dates::in_words(day)))),
        (None, None, Some(day)) => {
            Some(Misreading::Other(format!("reads only the {day} and takes the month of the build")))
        }
        (None, Some(_), _) => Some(Misreading::Other("reads only the month and takes the year of the build".into())),
        (None, None, None) => Some(Misreading::Other("reads nothing of it and takes the moment of the build".into())),
    }
}

fn report(
    entry: &Entry,
    text: &str,
    format: Format,
    generator: Generator,
    misreading: Misreading,
    date: Option<Date>,
    cx: &mut Context<'_>,
) {
    let name = generator.title();
    let node = &entry.value;
    let finding = match misreading {
        Misreading::Refused => cx
            .report_as(Severity::Error, node.span, format!("{name} cannot read `{text}` as a date and stops"))
            .detail("refused"),
        Misreading::Other(what) => cx.report(node.span, format!("{name} misreads the date `{text}`: it {what}")),
    };
    finding.help("write it as in `2017-01-18`, which every generator reads");
    let Some(date) = date.filter(|date| date.has_day) else { return };
    let written = match date.time {
        None => date.iso(),
        Some(_) => return,
    };
    let edit = Edit::replace(node.span, quote::like(node, &written, format));
    finding.fix(Safety::Unsafe, format!("write `{written}`"), vec![edit]);
}
