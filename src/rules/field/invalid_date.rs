//! `field/invalid-date`: a value of a date field that is not a date, or not in a form that the config accepts.
use crate::config::{Field, FieldType};
use crate::diagnostic::{Diagnostic, Safety};
use crate::front_matter::Node;
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::fields::{self, Present};
use crate::rules::read_dates::{is_read_as_written, written_date};
use crate::rules::{Context, Rule, dates};
use crate::text::Edit;
use crate::values::date::{self, Date, DateError, DateOptions, Form};
use crate::values::{Locale, quote};
use jiff::civil;

pub(crate) struct InvalidDate;

details! {
    /// What is wrong with a date that can be read; `date::Cause` says why a text cannot.
    InvalidDateDetail {
        /// It has no time, where the type is `datetime`.
        NoTime "no-time",
        /// The config accepts other forms.
        WrongForm "wrong-form",
    }
}

const WRITE_DATE: &str =
    "write the date as in `2017-01-18`; a generator that cannot read a date ignores it or reads another day";

impl Rule for InvalidDate {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in fields::present(post, cx.settings, |field| field.kind.is_some()) {
            let Some(kind) = &present.field.kind else { continue };
            for (kind, node) in fields::leaves(kind, &present.entry.value) {
                if matches!(kind, FieldType::Date | FieldType::Datetime) && !fields::is_empty(node) {
                    check_date(node, kind, &present, post, cx);
                }
            }
        }
    }
}

fn check_date(node: &Node, kind: &FieldType, present: &Present<'_>, post: &Post<'_>, cx: &mut Context<'_>) {
    let Some(text) = node.text() else {
        if is_read_as_written(post, node, cx.settings) {
            return;
        }
        cx.report(node.span, format!("`{}` is a list or a mapping, not a date", present.name))
            .detail(date::Cause::NotADate.name())
            .help(WRITE_DATE);
        return;
    };
    if fields::is_template(text) {
        return;
    }
    let locales = &cx.settings.locales;
    let forms = forms(present.field, locales);
    match date::read(text, options(&forms, locales)) {
        // What the generator reads is a date, whatever people think of its form.
        Err(error)
            if forms.is_empty()
                && error.cause != date::Cause::OtherLanguage
                && is_read_as_written(post, node, cx.settings) => {}
        Err(error) => not_a_date(node, error, &forms, post, cx),
        Ok(date) if !forms.is_empty() && !forms.iter().any(|form| form.covers(&date)) => {
            wrong_form(node, text, &date, &forms, present, post, cx);
        }
        Ok(date) if *kind == FieldType::Datetime && forms.is_empty() && date.time.is_none() => {
            cx.report(node.span, format!("`{}` is `{text}`, which has no time of day", present.name))
                .detail(InvalidDateDetail::NoTime.name())
                .help("the config requires a time of day in this field; write it as in `2017-01-18 10:20:30 +0100`");
        }
        Ok(_) => {}
    }
}

/// The forms that the config accepts for a field.
fn forms(field: &Field, locales: &[Locale]) -> Vec<Form> {
    field.forms.iter().filter_map(|example| Form::by_example(example, locales)).collect()
}

/// The options for reading the dates of a field.
fn options<'a>(forms: &[Form], locales: &'a [Locale]) -> DateOptions<'a> {
    DateOptions { locales, day_first: forms.iter().find_map(Form::day_first) }
}

fn not_a_date(node: &Node, error: DateError, forms: &[Form], post: &Post<'_>, cx: &mut Context<'_>) {
    let (text, settings) = (node.text().unwrap_or(""), cx.settings);
    let options = options(forms, &settings.locales);
    let is_of_post = dates::post_date(post, settings).is_some_and(|entry| std::ptr::eq(&raw const entry.value, node));
    let named = is_of_post.then(|| dates::day_of_file(post)).flatten();
    let corrected = match named {
        Some(named) => as_file_is_named(text, &error, named, options),
        None => error.corrected,
    };
    let corrected = corrected.and_then(|corrected| in_form(corrected, forms, options));
    let finding = cx.report(node.span, error.message).detail(error.cause.name());
    if error.part.len() < text.len()
        && let Some(part) = fields::part_of(node, error.part, post.source)
    {
        finding.label(part, "this part is wrong");
    }
    finding.help(match error.cause {
        date::Cause::Ambiguous => "write the month as a word, or the date as in `2017-01-18`",
        date::Cause::OtherLanguage => {
            "the config sets the languages of dates with `locale`; write the month in one of them"
        }
        _ => WRITE_DATE,
    });
    let Some(corrected) = corrected else { return };
    match date::read(&corrected, options).ok().filter(|_| forms.is_empty()) {
        Some(date) => {
            if let Some((written, edit)) = written_date(post, node, settings, &date, corrected) {
                finding.fix(Safety::Unsafe, format!("write `{written}`"), vec![edit]);
            }
        }
        // The config decides which forms are read.
        None => offer(finding, node, &corrected, post),
    }
}

/// What was probably meant where the name of the file has the day: the correction if it is that day, else the way to read day and month
/// that is. `None` where the name contradicts them.
fn as_file_is_named(text: &str, error: &DateError, named: civil::Date, options: DateOptions<'_>) -> Option<String> {
    let is_named = |date: &Date| dates::is_of_name(date, named);
    let corrected = error.corrected.as_ref();
    if let Some(corrected) = corrected.filter(|text| date::read(text, options).is_ok_and(|date| is_named(&date))) {
        return Some(corrected.clone());
    }
    let ways = [true, false].map(|first| date::read(text, DateOptions { day_first: Some(first), ..options }));
    let meant = ways.into_iter().flatten().find(is_named)?;
    meant.portable_forms().into_iter().next()
}

/// A corrected date as it is, or in a form of the config when it has none of them.
fn in_form(corrected: String, forms: &[Form], options: DateOptions<'_>) -> Option<String> {
    let date = date::read(&corrected, options).ok()?;
    if forms.is_empty() || forms.iter().any(|form| form.covers(&date)) {
        return Some(corrected);
    }
    rewritten(&date, forms)
}

/// A date in the form that its day has already, else in the first form that a day can be written in; `None` when only a month is known.
fn rewritten(date: &Date, forms: &[Form]) -> Option<String> {
    let near = forms.iter().filter(|form| form.covers_day(date));
    near.chain(forms).filter(|_| date.has_day).find_map(|form| form.write(date.day))
}

fn wrong_form(
    node: &Node,
    text: &str,
    date: &Date,
    forms: &[Form],
    present: &Present<'_>,
    post: &Post<'_>,
    cx: &mut Context<'_>,
) {
    let examples: Vec<String> = present.field.forms.iter().map(|example| format!("`{example}`")).collect();
    let accepted = examples.join(" or ");
    let finding = cx
        .report(node.span, format!("the date `{text}` is not written like {accepted}"))
        .detail(InvalidDateDetail::WrongForm.name());
    finding.help("the config sets the accepted forms with `forms`, so that templates read all dates in one way");
    if let Some(written) = rewritten(date, forms) {
        offer(finding, node, &written, post);
    }
}

/// Offers to write `date` in place of the value.
fn offer(finding: &mut Diagnostic, node: &Node, date: &str, post: &Post<'_>) {
    let written = quote::like(node, date, post.front().format());
    finding.fix(Safety::Unsafe, format!("write `{date}`"), vec![Edit::replace(node.span, written)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_the_form_of_its_day() {
        let forms: Vec<Form> =
            ["18 janvier 2017", "2017-01-18"].iter().filter_map(|form| Form::by_example(form, &[])).collect();
        let corrected = |text: &str| in_form(text.to_string(), &forms, DateOptions::default());
        assert_eq!(corrected("2017-01-19 10:20").as_deref(), Some("2017-01-19"));
        assert_eq!(corrected("19 janvier 2017, 10:20").as_deref(), Some("19 janvier 2017"));
        assert_eq!(corrected("19/01/2017").as_deref(), Some("19 janvier 2017"));
        assert_eq!(corrected("2017-01"), None);
    }
}
