//! `style/inconsistent-date-form`: a date that is written otherwise than nearly all dates of the site in the same key.
use crate::config::Settings;
use crate::diagnostic::Safety;
use crate::front_matter::{Entry, Format, Style, Value};
use crate::post::Post;
use crate::rules::block_lines::is_sound;
use crate::rules::{FactGroup, FactState, Facts, PlacedFact, Rule, SiteContext, SiteFacts, dates, fields};
use crate::text::Edit;
use crate::values::date::{self, DateOptions, Form};
use crate::values::quote;
use std::collections::BTreeMap;

pub(crate) struct InconsistentDateForm;

/// The fewest posts that make a form a habit.
const HABIT: usize = 3;
/// A form is usual when at most one date in so many has another.
const ONE_IN: usize = 4;
/// Keys that are dates on every site.
const DATE_KEYS: &[&str] = &["created", "lastmod", "last_modified_at", "modified", "published", "updated"];

impl Rule for InconsistentDateForm {
    fn gather(&self, post: &Post<'_>, facts: &mut Facts<'_>) {
        let front = post.front();
        if !is_sound(front) {
            return;
        }
        for entry in front.entries.iter().filter(|entry| is_date_key(&entry.key.text, post, facts.settings)) {
            let Some(date) = dates::date_of(entry, facts.settings).filter(|date| date.has_day) else { continue };
            let text = entry.value.text().unwrap_or("");
            let place = fields::part_of(&entry.value, 0..text.len(), post.source);
            let fact = facts.note(&entry.key.text, &form_of(&date.form), text, place.unwrap_or(entry.value.span));
            if let Some(fact) = fact.filter(|_| place.is_none() || is_native(entry, front.format())) {
                fact.state = FactState::Counted;
            }
        }
    }

    fn check_site(&self, site: &SiteFacts<'_>, cx: &mut SiteContext) {
        if !site.is_whole {
            return;
        }
        let mut by_key: BTreeMap<&str, Vec<FactGroup<'_>>> = BTreeMap::new();
        for group in site.groups() {
            by_key.entry(group.key()).or_default().push(group);
        }
        for groups in by_key.into_values() {
            compare(&groups, cx);
        }
    }
}

/// Whether a key holds dates, and the config does not say how they are written.
fn is_date_key(key: &str, post: &Post<'_>, settings: &Settings) -> bool {
    let name = key.to_lowercase();
    let of_generator =
        || post.dialect.generator.is_some_and(|generator| generator.facts().keys.dates.contains(&&*name));
    let field = settings.field(key);
    let is_declared = field.and_then(|field| field.kind.as_ref()).is_some_and(crate::config::FieldType::is_of_dates);
    let has_forms = field.is_some_and(|field| !field.forms.is_empty());
    !has_forms && (is_declared || name.contains("date") || DATE_KEYS.contains(&&*name) || of_generator())
}

/// Whether a date is a value of the language itself, which has one form.
fn is_native(entry: &Entry, format: Format) -> bool {
    format == Format::Toml && matches!(entry.value.value, Value::Scalar { style: Style::Plain, .. })
}

/// The form of the day: a time behind it is no matter of form.
fn form_of(form: &Form) -> String {
    let family = form.family();
    let day = family.parts().split('0').next().unwrap_or("").trim_end_matches(['T', 't', ' ']);
    day.to_string()
}

/// Reports the dates of one key that are written otherwise than the others.
fn compare(groups: &[FactGroup<'_>], cx: &mut SiteContext) {
    let all: usize = groups.iter().map(FactGroup::posts).sum();
    let Some(usual) = groups.iter().max_by_key(|group| (group.posts(), group.value())) else { return };
    let most = usual.posts();
    if most < HABIT || (all - most) * ONE_IN > all {
        return;
    }
    let Some(example) = example(usual) else { return };
    for group in groups.iter().filter(|group| group.value() != usual.value()) {
        group.facts().for_each(|fact| report(&fact, group.key(), example, most, cx));
    }
}

/// A date in the usual form, if possible one that shows it whole.
fn example<'a>(usual: &FactGroup<'a>) -> Option<&'a str> {
    let is_whole = |text: &&str| {
        Form::by_example(text, &[]).is_some_and(|form| form.family().padded().is_some() && !text.contains(':'))
    };
    usual.facts().map(|fact| fact.name).find(is_whole).or_else(|| usual.facts().next().map(|fact| fact.name))
}

fn report(fact: &PlacedFact<'_>, key: &str, example: &str, most: usize, cx: &mut SiteContext) {
    let message = format!("the date `{}` is not written like `{example}`, as `{key}` is in {most} posts", fact.name);
    let written = in_form(fact.name, example);
    let finding = cx.report(fact, message);
    finding.help("dates in one form are easier to sort, to search for, and to read for a template");
    if let Some(written) = written.filter(|written| quote::is_safe_plain(written)) {
        finding.fix(Safety::Unsafe, format!("write `{written}`"), vec![Edit::replace(fact.span, written)]);
    }
}

/// A date without a time in the form of another.
fn in_form(text: &str, example: &str) -> Option<String> {
    let form = Form::by_example(example, &[])?;
    let date = date::read(text, DateOptions { locales: &[], day_first: form.day_first() }).ok()?;
    form.write(date.day).filter(|_| date.time.is_none())
}
