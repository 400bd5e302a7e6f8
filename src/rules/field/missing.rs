//! `field/missing`: a required field is not there, or its key is misspelt.
use super::misplaced;
use crate::config::Field;
use crate::diagnostic::{Diagnostic, Safety};
use crate::dialect::{Generator, known_keys, translated_keys};
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
    fn compares_beyond_run(&self) -> bool {
        true
    }

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
            || is_renamed(field, mapping)
            || mapping.is_top() && is_on_broken_line(field, mapping, post)
            || mapping.is_top() && is_swallowed(field, mapping, post)
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

/// Whether the post has a field that the config wants to be renamed to this one: `field/deprecated` reports that.
fn is_renamed(field: &Field, mapping: &CheckedMapping<'_>) -> bool {
    let renames = |other: &&Field| {
        other.deprecated.as_ref().is_some_and(|old| old.replacement.as_deref() == Some(field.name.as_str()))
    };
    mapping.fields.iter().filter(renames).any(|other| mapping.entry(&other.name).is_some())
}

/// Whether the field is in another table: `field/misplaced` reports that.
fn is_swallowed(field: &Field, mapping: &CheckedMapping<'_>, post: &Post<'_>) -> bool {
    let Some(generator) = post.dialect.generator else { return false };
    let swallowed = misplaced::swallowed(post, generator);
    swallowed.iter().any(|(entry, _)| mapping.same(&entry.key.text, &field.name))
}

/// Whether a line has the key behind signs that keep it from being read (`@author:`, `**author**:`, `- author:`): what is wrong with the
/// line is reported.
fn is_on_broken_line(field: &Field, mapping: &CheckedMapping<'_>, post: &Post<'_>) -> bool {
    let front = post.front();
    let curly = || {
        mapping
            .entries
            .iter()
            .find(|entry| fields::bare_key(&entry.key.text).is_some_and(|key| mapping.same(key, &field.name)))
    };
    if curly().is_some_and(|entry| entry.key.text.starts_with(['“', '”', '„', '«'])) {
        return true;
    }
    front.problems.iter().any(|problem| {
        let line = post.source.line_span(post.source.line_of(problem.span.start()));
        fields::bare_key(post.source.slice(line)).is_some_and(|key| mapping.same(key, &field.name))
    })
}

/// The entry whose key is `name` in another case or with a typo.
fn intended_as<'a>(name: &str, mapping: &CheckedMapping<'a>, generator: Option<Generator>) -> Option<&'a Entry> {
    let is_free = |key: &str| !mapping.fields.iter().any(|field| mapping.same(&field.name, key));
    let keys = || mapping.entries.iter().map(|entry| (entry.key.text.as_str(), entry));
    let other_case = keys().find(|(key, _)| spelling::is_same(key, name) && is_free(key));
    let is_translated = |key: &str| translated_keys::is_translation(key, name);
    let found = other_case.or_else(|| {
        // `file_name` is a known key because `filename` is, and that is the one that is missing.
        let is_known = |key: &str| {
            known_keys::of(generator).contains(&key)
                || known_keys::is_known(key, generator) && !spelling::has_same_letters(key, name)
        };
        let typo = |(key, _): &(&str, &Entry)| {
            spelling::is_near_miss(name, key)
                && !spelling::is_plural_pair(key, name)
                && is_free(key)
                && !is_known(key)
                && !is_translated(key)
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
    let otherwise = missing_at_head(mapping, field, cx);
    cx.report(key.span, format!("the required field `{name}` is missing: {why} `{}`", key.text))
        .detail(detail.name())
        .help(format!("templates look a field up by its exact name and find nothing under `{}`", key.text))
        .unless_habit((&mapping.prefix, &key.text), fields::OWN_SPELLING, Some(otherwise))
        .fix(
            Safety::Unsafe,
            format!("rename `{}` to `{}`", key.text, field.name),
            vec![Edit::replace(key.span, fields::renamed(key, &field.name))],
        );
}

fn report_missing(mapping: &CheckedMapping<'_>, field: &Field, cx: &mut Context<'_>) {
    let finding = cx.report(mapping.head, missing_message(mapping, field));
    explain_missing(mapping, field, finding);
}

/// The finding that is reported where the key that looks misspelt is one that the site has.
fn missing_at_head(mapping: &CheckedMapping<'_>, field: &Field, cx: &Context<'_>) -> Diagnostic {
    let mut finding = cx.draft(mapping.head, missing_message(mapping, field));
    explain_missing(mapping, field, &mut finding);
    finding
}

fn missing_message(mapping: &CheckedMapping<'_>, field: &Field) -> String {
    format!("the required field `{}` is missing", mapping.name(field))
}

fn explain_missing(mapping: &CheckedMapping<'_>, field: &Field, finding: &mut Diagnostic) {
    let name = field.name.as_str();
    finding.subject(&*mapping.name(field));
    let keys =
        || mapping.entries.iter().filter(|entry| !mapping.fields.iter().any(|field| field.name == entry.key.text));
    if let Some(Entry { key, .. }) = keys().find(|entry| spelling::is_plural_pair(&entry.key.text, name)) {
        finding.label(key.span, format!("`{}` is another field", key.text)).help(format!(
            "if your templates read `{}`, require that field in the config instead of `{name}`",
            key.text
        ));
        return;
    }
    if let Some(Entry { key, .. }) = keys().find(|entry| translated_keys::is_translation(&entry.key.text, name)) {
        finding.label(key.span, format!("`{}` is `{name}` in another language", key.text)).help(format!(
            "templates look a field up by its exact name: write `{name}` if they read that, or require `{}` in the config if they read \
             the translated one",
            key.text
        ));
        return;
    }
    let whole = match mapping.prefix.trim_end_matches('.') {
        "" => "the front matter".to_string(),
        parent => format!("`{parent}`"),
    };
    finding.help(format!("templates that use the field get nothing; add a line `{name}: …` to {whole}"));
}
