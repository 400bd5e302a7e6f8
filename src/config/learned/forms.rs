//! The forms of the dates of a key, by example, as a config takes them.
use crate::site::norms::PostTraits;
use crate::values::Locale;
use crate::values::date::{self, Cause, Date, DateOptions, Form};
use jiff::civil;
use std::collections::HashMap;

/// The day that examples have.
const EXAMPLE_DAY: civil::Date = civil::date(2017, 1, 18);
/// More forms are no habit.
const MOST_FORMS: usize = 4;
/// A form that fewer have, one of so many, is a mistake.
pub(super) const RARE: usize = 25;

/// The forms that a config accepts for the dates of a key.
#[derive(Clone, Debug, Default)]
pub(super) struct DateForms {
    /// An example of each, most usual first; none when every form is accepted.
    pub(super) examples: Vec<String>,
    forms: Vec<Form>,
    locales: Vec<Locale>,
}

impl DateForms {
    /// The forms that cover nearly all of some dates, each at least one of so many as `rare` says; none when there are too many.
    pub(super) fn of(dates: &[&str], locales: &[Locale], rare: usize) -> Self {
        let every = Self { locales: locales.to_vec(), ..Self::default() };
        let mut candidates = candidates(dates, locales);
        candidates.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
        candidates.retain(|(_, uses)| uses * rare >= dates.len());
        let covered: usize = candidates.iter().map(|(_, uses)| uses).sum();
        if candidates.len() > MOST_FORMS || covered * 20 < dates.len() * 19 {
            return every;
        }
        let examples: Vec<String> = candidates.iter().filter_map(|(text, _)| standard(text, locales)).collect();
        let forms = examples.iter().filter_map(|example| Form::by_example(example, locales)).collect();
        Self { examples, forms, ..every }
    }

    /// Whether a text is a date in one of the forms.
    pub(super) fn accept(&self, text: &str) -> bool {
        let read = read(text, &self.locales, self.forms.iter().find_map(Form::day_first));
        read.is_some_and(|date| self.forms.is_empty() || self.forms.iter().any(|form| form.covers(&date)))
    }
}

/// An example for each form of some dates, and how many dates it covers. Examples whose day and month show whether numbers have leading
/// zeros come first, because the others are covered by them.
fn candidates<'a>(dates: &[&'a str], locales: &[Locale]) -> Vec<(&'a str, usize)> {
    let day_first = dates.iter().find_map(|text| Form::by_example(text, locales)?.day_first());
    let mut read: Vec<(&str, Date)> =
        dates.iter().filter_map(|text| Some((*text, read(text, locales, day_first)?))).collect();
    read.sort_by_key(|(text, date)| (date.form.family().padded().is_none(), Form::by_example(text, locales).is_none()));
    let mut by_family: HashMap<String, Vec<(&str, Form, usize)>> = HashMap::new();
    for (text, date) in &read {
        let same = by_family.entry(date.form.family().parts().to_string()).or_default();
        if let Some((.., uses)) = same.iter_mut().find(|(_, form, _)| form.covers(date)) {
            *uses += 1;
        } else if same.len() < MOST_OF_A_FAMILY
            && let Some(form) = Form::by_example(text, locales)
        {
            same.push((text, form, 1));
        }
    }
    by_family.into_values().flatten().map(|(text, _, uses)| (text, uses)).collect()
}

/// How many forms of one family are distinguished: zones, and names of months in full or short.
const MOST_OF_A_FAMILY: usize = 8;

/// The example with the day of all examples, where it can be written in its form; `None` for a text that is no example.
fn standard(example: &str, locales: &[Locale]) -> Option<String> {
    let form = Form::by_example(example, locales)?;
    let same = |text: &String| Form::by_example(text, locales).is_some_and(|other| other.family() == form.family());
    Some(form.write(EXAMPLE_DAY).filter(same).unwrap_or_else(|| example.to_string()))
}

fn read(text: &str, locales: &[Locale], day_first: Option<bool>) -> Option<Date> {
    date::read(text, DateOptions { locales, day_first }).ok()
}

/// The languages of the months in the dates of a site; none when no month is a name, or when languages are mixed.
pub(super) fn locales(posts: &[PostTraits]) -> Vec<Locale> {
    let dated = posts.iter().flat_map(|post| &post.keys).flat_map(|key| key.value.scalars());
    let texts: Vec<&str> =
        dated.filter(|scalar| scalar.date.is_some()).filter_map(|scalar| scalar.text.as_deref()).collect();
    let is_named = |text: &&&str| {
        let read = date::read(text, DateOptions::default());
        read.is_ok_and(|date| date.form.month_name().is_some())
    };
    let named: Vec<&&str> = texts.iter().filter(is_named).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let reads = |locale: &Locale| {
        named.iter().all(|text| match date::read(text, DateOptions { locales: &[*locale], day_first: None }) {
            Ok(_) => true,
            Err(error) => error.cause == Cause::Ambiguous,
        })
    };
    Locale::ALL.into_iter().filter(reads).take(1).collect()
}
