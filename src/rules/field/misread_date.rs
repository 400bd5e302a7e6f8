//! `field/misread-date`: a date that the site's generator reads as another day, or refuses.
use crate::diagnostic::{Safety, Severity};
use crate::front_matter::Entry;
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::read_dates::{GeneratorReader, Misreading, dates_of, misreading};
use crate::rules::{Context, Rule, dates};
use crate::values::date::{self, Date};

pub(crate) struct MisreadDate;

details! {
    /// What a generator does instead of reading the date.
    MisreadDetail {
        /// It cannot read the date.
        Refused "refused",
    }
}

impl Rule for MisreadDate {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Some(reader) = GeneratorReader::of(post) else { return };
        for entry in dates_of(post, reader.generator, cx.settings) {
            let reading = reader.read(&entry.key.text, &entry.value);
            let meant = date::read(entry.value.text().unwrap_or(""), date::DateOptions::default());
            let text = post.source.slice(entry.value.span);
            if let Some(misreading) = misreading(reading, text, &meant) {
                let corrected =
                    |error: date::DateError| date::read(&error.corrected?, date::DateOptions::default()).ok();
                report(entry, reader, misreading, meant.map_or_else(corrected, Some), cx);
            }
        }
    }
}

fn report(entry: &Entry, reader: GeneratorReader, misreading: Misreading, date: Option<Date>, cx: &mut Context<'_>) {
    let (name, node) = (reader.generator.title(), &entry.value);
    let shown = match node.text().map(str::trim) {
        Some("") => format!("an empty `{}`", entry.key.text),
        Some(text) => format!("`{text}`"),
        None => format!("the `{}`, a list or a mapping,", entry.key.text),
    };
    // An empty value has no place of its own.
    let span = if node.span.is_empty() { entry.key.span } else { node.span };
    let finding = match misreading {
        Misreading::Refused => {
            let refusal = reader.generator.facts().dates.refusal;
            let message = format!("{name} cannot read {shown} as a date and {refusal}");
            cx.report_as(Severity::Error, span, message).detail(MisreadDetail::Refused.name())
        }
        Misreading::AsDay(moment) => {
            cx.report(span, format!("{name} misreads the date {shown} as {}", dates::in_words(moment.at.date())))
        }
        Misreading::Other(what) => cx.report(span, format!("{name} misreads the date {shown}: {what}")),
    };
    finding.help("write the date as in `2017-01-18`, which every generator reads");
    let Some(date) = date.filter(|date| date.has_day) else { return };
    if let Some((written, edit)) = reader.written(&date, &date.portable_forms(), entry) {
        finding.fix(Safety::Unsafe, format!("write `{written}`"), vec![edit]);
    }
}
