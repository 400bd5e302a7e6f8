//! `field/unknown`: a field that no one asked for, when its name is nearly that of a known one or the config allows no other.
use super::missing::missing;
use crate::config::UnknownFields;
use crate::diagnostic::{Safety, Severity};
use crate::front_matter::Entry;
use crate::post::Post;
use crate::rules::asked::{self, Place};
use crate::rules::{Context, Rule, known_keys};
use crate::text::Edit;
use crate::values::spelling;

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let settings = cx.settings;
        if settings.unknown_fields == UnknownFields::Allow {
            return;
        }
        for place in asked::places(post, settings) {
            // A key that stands for a missing field is that finding's, not this one's.
            let explained: Vec<&Entry> =
                missing(&place, post, &settings.inherited).into_iter().filter_map(|(_, entry)| entry).collect();
            let absent = absent(&place, post);
            for entry in place.mapping {
                let asked_for = place.fields.iter().any(|field| place.same(&field.name, &entry.key.text));
                if !asked_for && !explained.iter().any(|other| std::ptr::eq(*other, entry)) {
                    unknown(entry, &place, &absent, post, cx);
                }
            }
        }
    }
}

fn unknown(entry: &Entry, place: &Place<'_>, absent: &[&str], post: &Post<'_>, cx: &mut Context<'_>) {
    let key = &entry.key;
    let name = format!("{}{}", place.prefix, key.text);
    let strict = cx.settings.unknown_fields == UnknownFields::Error;
    let severity = if strict { Severity::Error } else { Severity::Warning };
    let near = near_miss(entry, place, absent, post);
    if let Some(near) = near {
        let verb = if spelling::is_same(near, &key.text) { "is written" } else { "is probably" };
        cx.report_as(severity, key.span, format!("the field `{name}` is not known: it {verb} `{near}`"))
            .detail("near-miss")
            .help("a template that asks for the right name finds nothing")
            .fix(Safety::Unsafe, format!("rename `{}` to `{near}`", key.text), vec![Edit::replace(key.span, near)]);
    } else if strict {
        cx.report_as(severity, key.span, format!("the field `{name}` is not known"))
            .detail("not-asked-for")
            .help("the config has `unknown-fields: error`: only the fields it names may be there");
    }
}

/// The known fields that are not there.
fn absent<'a>(place: &Place<'a>, post: &Post<'_>) -> Vec<&'a str> {
    let of_generator = if place.is_top() { known_keys::of(post.dialect.generator) } else { &[] };
    let names = place.fields.iter().map(|field| field.name.as_str()).chain(of_generator.iter().copied());
    names.filter(|name| place.entry(name).is_none()).collect()
}

/// The one of the absent fields whose name this key nearly is.
fn near_miss<'a>(entry: &Entry, place: &Place<'_>, absent: &[&'a str], post: &Post<'_>) -> Option<&'a str> {
    let (key, generator) = (entry.key.text.as_str(), post.dialect.generator);
    let other_case =
        |name: &&&str| place.fields.iter().any(|field| field.name == ***name) && spelling::is_same(name, key);
    if let Some(name) = absent.iter().find(other_case) {
        return Some(name);
    }
    let likely =
        absent.iter().copied().filter(|name| !spelling::is_plural_pair(key, name) && digits(key).eq(digits(name)));
    spelling::nearest(key, likely).filter(|_| !known_keys::is_known(key, generator))
}

/// `image2` is no slip for `image`.
fn digits(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(u8::is_ascii_digit)
}
