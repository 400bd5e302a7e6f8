//! `field/missing`: a required field is not there, or its key is misspelt.
use crate::config::Field;
use crate::diagnostic::Safety;
use crate::dialect::{Generator, known_keys};
use crate::front_matter::Entry;
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::fields::{self, CheckedMapping};
use crate::rules::{Context, Facts, Rule, SiteContext, SiteFacts};
use crate::text::Edit;
use crate::text::spelling;
use std::collections::HashMap;

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

    /// Counts the built-in required fields that the post does not have.
    fn gather(&self, post: &Post<'_>, facts: &mut Facts<'_>) {
        let settings = facts.settings;
        if !settings.fields.iter().any(is_built_in) {
            return;
        }
        for mapping in fields::checked_mappings(post, settings).iter().filter(|mapping| mapping.is_top()) {
            for (field, _) in missing(mapping, post, &settings.inherited) {
                if is_built_in(field) {
                    facts.count(&field.name);
                }
            }
        }
    }

    fn check_site(&self, site: &SiteFacts<'_>, cx: &mut SiteContext<'_>) {
        if cx.posts < ENOUGH_POSTS {
            return;
        }
        let absent: HashMap<&str, usize> = site.groups().map(|group| (group.key(), group.posts())).collect();
        let absent_in = |field: &&Field| absent.get(field.name.as_str()).copied().unwrap_or(0);
        let built_in = cx.settings.fields.iter().filter(|field| is_built_in(field));
        let rare: Vec<&Field> = built_in.filter(|field| absent_in(field) * 10 >= cx.posts * 9).collect();
        if rare.is_empty() {
            return;
        }
        let line =
            |field: &&Field| format!("`{}` is in {} of {} posts\n", field.name, cx.posts - absent_in(field), cx.posts);
        let lines: String = rare.iter().map(line).collect();
        let fields = if rare.len() == 1 { "this field is required" } else { "these fields are required" };
        let preset = cx.preset.unwrap_or("post");
        let text = format!(
            "{lines}{fields} by the built-in preset `{preset}`: choose another with `--preset NAME`, \
             or write a config with what your posts need (`frontlint init` makes one)"
        );
        cx.sum_up(rare.iter().map(|field| field.name.clone()).collect(), text);
    }

    fn compares_sites(&self) -> bool {
        true
    }
}

/// Fields can be rare only when at least this many posts were checked.
const ENOUGH_POSTS: usize = 20;

/// Whether a built-in preset requires the field: when at least nine in ten posts do not have it, the preset is probably not the site's.
fn is_built_in(field: &Field) -> bool {
    field.required && field.built_in
}

/// The required fields that are not there, each with the entry that was probably intended as that field.
pub(super) fn missing<'a>(
    mapping: &CheckedMapping<'a>,
    post: &Post<'_>,
    inherited: &[String],
) -> Vec<(&'a Field, Option<&'a Entry>)> {
    let mut taken: Vec<&Entry> = Vec::new();
    let mut missing = Vec::new();
    for field in mapping.fields {
        let is_there = mapping.entry(&field.name).is_some()
            || mapping.is_top() && inherited.iter().any(|given| mapping.same(given, &field.name));
        if is_there || !mapping.requires(field, post.kind) {
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
