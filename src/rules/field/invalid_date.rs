//! `field/invalid-date`: a date field that holds no date, or not in the form the config asks for.
use crate::config::{Field, FieldType};
use crate::diagnostic::{Diagnostic, Safety};
use crate::front_matter::Node;
use crate::post::Post;
use crate::rules::fields::{self, Present};
use crate::rules::{Context, Rule};
use crate::text::Edit;
use crate::values::date::{self, Date, DateOptions, Form, NoDate};
use crate::values::{Locale, quote};

pub(crate) struct InvalidDate;

impl Rule for InvalidDate {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for present in fields::present(post, cx.settings, |field| field.kind.is_some()) {
            let Some(kind) = &present.field.kind else { continue };
            for (kind, node) in fields::leaves(kind, &present.entry.value) {
                if matches!(kind, FieldType::Date | FieldType::Datetime) && !fields::is_empty(node) {
                    judge(node, kind, &present, post, cx);
                }
            }
        }
    }
}

fn judge(node: &Node, kind: &FieldType, present: &Present<'_>, post: &Post<'_>, cx: &mut Context<'_>) {
    let Some(text) = node.text() else {
        cx.report(node.span, format!("`{}` is a list or a mapping, not a date", present.name)).detail("not-a-date");
        return;
    };
    if fields::is_template(text) {
        return;
    }
    let locales = &cx.settings.locales;
    let forms = forms(present.field, locales);
    match date::read(text, reading(&forms, locales)) {
        Err(no) => no_date(node, no, &forms, post, cx),
        Ok(date) if !forms.is_empty() && !forms.iter().any(|form| form.covers(&date)) => {
            wrong_form(node, text, &date, &forms, present, post, cx);
        }
        Ok(date) if *kind == FieldType::Datetime && forms.is_empty() && date.time.is_none() => {
            cx.report(node.span, format!("`{}` is `{text}`, which has no time of day", present.name))
                .detail("no-time")
                .help("write it as in `2017-01-18 10:20:30 +0100`");
        }
        Ok(_) => {}
    }
}

/// The forms that the config asks for.
fn forms(field: &Field, locales: &[Locale]) -> Vec<Form> {
    field.forms.iter().filter_map(|example| Form::by_example(example, locales)).collect()
}

/// How dates of a field are to be read.
fn reading<'a>(forms: &[Form], locales: &'a [Locale]) -> DateOptions<'a> {
    DateOptions { locales, day_first: forms.iter().find_map(Form::day_first) }
}

fn no_date(node: &Node, no: NoDate, forms: &[Form], post: &Post<'_>, cx: &mut Context<'_>) {
    let text = node.text().unwrap_or("");
    let reading = reading(forms, &cx.settings.locales);
    let mended = no.mended.and_then(|mended| in_form(mended, forms, reading));
    let finding = cx.report(node.span, no.message).detail(no.cause.name());
    if no.part.len() < text.len()
        && let Some(part) = fields::part_of(node, no.part, post.source)
    {
        finding.label(part, "here");
    }
    match mended {
        Some(mended) => write(finding, node, &mended, post),
        None => finding.help(match no.cause {
            date::Cause::Ambiguous => "write the month as a word, or the date as in `2017-01-18`",
            _ => "write a date as in `2017-01-18`; a generator that cannot read it drops it, or takes another day",
        }),
    };
}

/// A mended date as it is, or in a form of the config when it has none of them.
fn in_form(mended: String, forms: &[Form], reading: DateOptions<'_>) -> Option<String> {
    let date = date::read(&mended, reading).ok()?;
    if forms.is_empty() || forms.iter().any(|form| form.covers(&date)) {
        return Some(mended);
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
    let wanted = examples.join(" or ");
    let finding = cx.report(node.span, format!("the date `{text}` is not written as in {wanted}")).detail("wrong-form");
    if let Some(written) = rewritten(date, forms) {
        write(finding, node, &written, post);
    }
}

fn write<'a>(finding: &'a mut Diagnostic, node: &Node, date: &str, post: &Post<'_>) -> &'a mut Diagnostic {
    let written = quote::like(node, date, post.front.format());
    finding.fix(Safety::Unsafe, format!("write `{date}`"), vec![Edit::replace(node.span, written)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_the_form_of_its_day() {
        let forms: Vec<Form> =
            ["18 janvier 2017", "2017-01-18"].iter().filter_map(|form| Form::by_example(form, &[])).collect();
        let mended = |text: &str| in_form(text.to_string(), &forms, DateOptions::default());
        assert_eq!(mended("2017-01-19 10:20").as_deref(), Some("2017-01-19"));
        assert_eq!(mended("19 janvier 2017, 10:20").as_deref(), Some("19 janvier 2017"));
        assert_eq!(mended("19/01/2017").as_deref(), Some("19 janvier 2017"));
        assert_eq!(mended("2017-01"), None);
    }
}
