//! `field/missing`: a required field is not there, or its key is misspelt.
use crate::config::Field;
use crate::diagnostic::Safety;
use crate::dialect::{Generator, known_keys};
use crate::front_matter::Entry;
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::fields::{self, CheckedMapping};
use crate::rules::{Context, Rule};
use crate::text::Edit;
use crate::text::spelling;

pub(crate) struct FieldMissing;

details! {
    /// How the key of a field that is there differs from the field's name.
    MissingDetail {
        /// Only its capitals differ.
        WrongCase "wrong-case",
        /// It is one typo away.
        Misspelt "misspelt",
    }
}

impl Rule for FieldMissing {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let settings = cx.settings;
        for mapping in fields::checked_mappings(post, settings) {
            for (field, misspelt) in missing(&mapping, post, &settings.inherited) {
                match misspelt {
                    Some(entry) => report_misspelt(&mapping, field, entry, cx),
                    None => report_missing(&mapping, field, cx),
                }
            }
        }
    }
}

/// The required fields that are not there, each with the entry that was probably intended as that field.
pub(super) fn missing<'a>(
    mapping: &CheckedMapping<'a>,
    post: &Post<'_>,
    inherited: &[String],
) -> Vec<(&'a Field, Option<&'a Entry>)> {
    let mut taken: Vec<&Entry> = Vec::new();
    let mut missing = Vec::new();
    for field in mapping.fields.iter().filter(|field| mapping.requires(field)) {
        let is_there = mapping.entry(&field.name).is_some()
            || mapping.is_top() && inherited.iter().any(|given| mapping.same(given, &field.name));
        if is_there {
            continue;
        }
        let intended = intended_as(&field.name, mapping, post.dialect.generator)
            .filter(|entry| !taken.iter().any(|other| std::ptr::eq(*other, *entry)));
        taken.extend(intended);
        missing.push((field, intended));
    }
    missing
}

/// The entry whose key is `name` in another case or with a typo.
fn intended_as<'a>(name: &str, mapping: &CheckedMapping<'a>, generator: Option<Generator>) -> Option<&'a Entry> {
    let is_free = |key: &str| !mapping.fields.iter().any(|field| mapping.same(&field.name, key));
    let keys = || mapping.entries.iter().map(|entry| (entry.key.text.as_str(), entry));
    let other_case = keys().find(|(key, _)| spelling::is_same(key, name) && is_free(key));
    let found = other_case.or_else(|| {
        // `file_name` is a known key because `filename` is, and that is the one that is missing.
        let is_known = |key: &str| {
            known_keys::of(generator).contains(&key)
                || known_keys::is_known(key, generator) && !spelling::has_same_letters(key, name)
        };
        let typo = |(key, _): &(&str, &Entry)| {
            spelling::is_near_miss(name, key) && !spelling::is_plural_pair(key, name) && is_free(key) && !is_known(key)
        };
        let near = spelling::nearest(name, keys().filter(typo).map(|(key, _)| key))?;
        keys().find(|(key, _)| *key == near)
    });
    found.map(|(_, entry)| entry)
}

fn report_misspelt(mapping: &CheckedMapping<'_>, field: &Field, entry: &Entry, cx: &mut Context<'_>) {
    let key = &entry.key;
    let same_letters = spelling::is_same(&key.text, &field.name);
    let (detail, why) = if same_letters {
        (MissingDetail::WrongCase, "its key is written")
    } else {
        (MissingDetail::Misspelt, "its key is misspelt as")
    };
    let name = mapping.name(field);
    cx.report(key.span, format!("the required field `{name}` is missing: {why} `{}`", key.text))
        .detail(detail.name())
        .help(format!("templates look a field up by its exact name and find nothing under `{}`", key.text))
        .fix(
            Safety::Unsafe,
            format!("rename `{}` to `{}`", key.text, field.name),
            vec![Edit::replace(key.span, &field.name)],
        );
}

fn report_missing(mapping: &CheckedMapping<'_>, field: &Field, cx: &mut Context<'_>) {
    let name = mapping.name(field);
    let plural = mapping.entries.iter().find(|entry| spelling::is_plural_pair(&entry.key.text, &field.name));
    let finding = cx.report(mapping.head, format!("the required field `{name}` is missing")).subject(&*name);
    if let Some(entry) = plural {
        finding.label(entry.key.span, format!("`{}` is another field", entry.key.text)).help(format!(
            "if your templates read `{}`, require that field in the config instead of `{}`",
            entry.key.text, field.name
        ));
        return;
    }
    let whole = match mapping.prefix.trim_end_matches('.') {
        "" => "the front matter".to_string(),
        parent => format!("`{parent}`"),
    };
    finding.help(format!("templates that use the field get nothing; add a line `{}: …` to {whole}", field.name));
}
