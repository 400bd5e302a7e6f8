//! `field/misread-date`: a date that the site's generator reads as another day, or refuses.
use crate::diagnostic::{Safety, Severity};
use crate::dialect::Generator;
use crate::dialect::generators::DateGrammar;
use crate::front_matter::{Entry, Format};
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::{Context, Rule, dates, fields};
use crate::text::Edit;
use crate::values::date::{self, Cause, Date, DateError, ruby};
use crate::values::{Loader, Scalar, quote};
use jiff::civil;

pub(crate) struct MisreadDate;

details! {
    /// What a generator does instead of reading the date.
    MisreadDetail {
        /// It cannot read the date.
        Refused "refused",
    }
}

/// What a generator does with a date that it does not read as people do.
enum Misreading {
    /// The generator stops.
    Refused,
    /// The generator reads something else; the end of the message says what.
    Other(String),
}

impl Misreading {
    fn as_day(day: civil::Date) -> Self {
        Self::Other(format!(" as {}", dates::in_words(day)))
    }
}

impl Rule for MisreadDate {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(generator) = generator(post) else { return };
        if !post.front().is_readable() {
            return;
        }
        let format = post.front().format();
        for entry in post.front().entries.iter().filter(|entry| !entry.broken && is_read(generator, &entry.key.text)) {
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

/// The generator that reads the date: that of the site, and that whose posts' folder the post is in when its site is not known.
fn generator(post: &Post<'_>) -> Option<Generator> {
    let folders = || post.source.site_path().components().map(|part| part.as_os_str().to_string_lossy());
    match post.dialect.generator {
        Some(generator) if generator.facts().files.has_collections => {
            folders().any(|folder| folder.starts_with('_')).then_some(generator)
        }
        // Folders above an unknown site may be called anything (`_work`).
        None => Generator::all().find(|generator| {
            let files = &generator.facts().files;
            files.has_collections && folders().any(|folder| files.posts_folders.contains(&&*folder))
        }),
        other => other,
    }
}

/// Whether the generator itself reads this key as a date.
fn is_read(generator: Generator, key: &str) -> bool {
    let keys = &generator.facts().keys;
    if keys.any_case { keys.dates.contains(&&*key.to_lowercase()) } else { keys.dates.contains(&key) }
}

fn misreading(generator: Generator, text: &str, read: &Result<Date, DateError>) -> Option<Misreading> {
    match generator.facts().dates {
        DateGrammar::Ruby => by_ruby(text, read),
        DateGrammar::FixedForms { words } if words.contains(&&*text.to_lowercase()) => None,
        DateGrammar::FixedForms { .. } => (!has_fixed_form(read)).then_some(Misreading::Refused),
        DateGrammar::EnglishMonths { others } => {
            let date = read.as_ref().ok()?;
            let is_other = date.form.month_name().is_some_and(|name| !begins_in_english(name, date.day));
            is_other.then(|| match others {
                Some(what) => Misreading::Other(format!(": {} {what}", generator.title())),
                None => Misreading::Refused,
            })
        }
        DateGrammar::Unknown => None,
    }
}

/// Whether a date has one of the few forms that a strict generator knows, or may have one.
fn has_fixed_form(read: &Result<Date, DateError>) -> bool {
    match read {
        Ok(date) => date.form.month_name().is_none_or(|name| name.len() == 3 && begins_in_english(name, date.day)),
        Err(error) => matches!(
            error.cause,
            Cause::Ambiguous | Cause::TwoDigitYear | Cause::ImpossibleOffset | Cause::WrongWeekday
        ),
    }
}

/// Whether a month's name begins as the English one does.
fn begins_in_english(name: &str, day: civil::Date) -> bool {
    let english = crate::values::Locale::En.month(day.month(), crate::values::Length::Full);
    name.get(..3).is_some_and(|letters| letters.eq_ignore_ascii_case(&english[..3]))
}

fn by_ruby(text: &str, read: &Result<Date, DateError>) -> Option<Misreading> {
    let Some(found) = ruby(text) else { return Some(Misreading::Refused) };
    let intended = match read {
        Ok(date) => date,
        // A text that people do not read as a date either is not misread, but a day after the end of its month is.
        Err(error) if error.cause == Cause::ImpossibleDay => return found.date().map(Misreading::as_day),
        Err(_) => return None,
    };
    match (found.date(), found.month, found.day) {
        (Some(day), ..) if day == intended.day => None,
        (Some(day), ..) => Some(Misreading::as_day(day)),
        (None, None, Some(day)) => {
            Some(Misreading::Other(format!(": Ruby reads only the day, {day}, and uses the month of the build")))
        }
        (None, Some(_), _) => {
            Some(Misreading::Other(": Ruby reads only the month and uses the year of the build".into()))
        }
        (None, None, None) => {
            Some(Misreading::Other(": Ruby cannot read any part of the date and uses the time of the build".into()))
        }
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
            .detail(MisreadDetail::Refused.name()),
        Misreading::Other(what) => cx.report(node.span, format!("{name} misreads the date `{text}`{what}")),
    };
    finding.help("write the date as in `2017-01-18`, which every generator reads");
    let Some(date) = date.filter(|date| date.has_day) else { return };
    let written = match date.time {
        None => date.iso(),
        Some(_) => return,
    };
    let edit = Edit::replace(node.span, quote::like(node, &written, format));
    finding.fix(Safety::Unsafe, format!("write `{written}`"), vec![edit]);
}
