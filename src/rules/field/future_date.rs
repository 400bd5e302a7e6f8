//! `field/future-date`: a date after today.
use crate::config::FieldType;
use crate::post::Post;
use crate::rules::{Context, Rule, dates};
use crate::values::date;

pub(crate) struct FutureDate;

impl Rule for FutureDate {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        if !post.front().is_readable() {
            return;
        }
        let settings = cx.settings;
        let today = settings.today.unwrap_or_else(date::today);
        for entry in &post.front().entries {
            let name = entry.key.text.as_str();
            let kind = settings.field(name).and_then(|field| field.kind.as_ref());
            if name != "date" && !matches!(kind, Some(FieldType::Date | FieldType::Datetime)) {
                continue;
            }
            let Some(date) = dates::date_of(entry, settings).filter(|date| date.day > today) else { continue };
            cx.report(entry.value.span, format!("`{name}` is {}, which is after today", dates::in_words(date.day)))
                .help("depending on its settings, a generator leaves out a post of the future or publishes it at once; check the year");
        }
    }
}
