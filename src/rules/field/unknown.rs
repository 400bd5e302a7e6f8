//! `field/unknown`: a field that is not in the config, when its name is nearly that of a known one or the config allows no other fields.
use super::missing;
use crate::config::{Settings, UnknownFields};
use crate::diagnostic::{Safety, Severity};
use crate::dialect::generators::KeyType;
use crate::dialect::{known_keys, translated_keys};
use crate::front_matter::{Entry, Format, Style};
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::fields::{self, CheckedMapping};
use crate::rules::{Context, FactState, Facts, Rule};
use crate::text::Edit;
use crate::text::spelling;
use crate::values::Loader;
use std::cell::OnceCell;

pub(crate) struct Unknown;

details! {
    /// Why a field is reported.
    UnknownDetail {
        /// The name is almost that of a known field.
        NearMiss "near-miss",
        /// The config allows no other fields.
        NotConfigured "not-configured",
    }
}

/// The keys of a mapping with more are not compared with each other.
const MOST_COMPARED: usize = 64;

impl Rule for Unknown {
    fn compares_beyond_run(&self) -> bool {
        true
    }

    /// Notes keys that are nearly another one of their mapping, so that they are never one that is misspelt: where posts have both, they
    /// are two fields.
    fn gather(&self, post: &Post<'_>, facts: &mut Facts<'_>) {
        if facts.settings.unknown_fields == UnknownFields::Allow {
            return;
        }
        let entries = &post.front().entries;
        // Each key is compared with each other one.
        if entries.0.len() > MOST_COMPARED {
            return;
        }
        for entry in entries.iter().filter(|entry| !entry.broken) {
            let key = entry.key.text.as_str();
            let is_beside = |other: &Entry| spelling::is_near_miss(key, &other.key.text);
            let may_be_misspelt = !known_keys::is_known(key, post.dialect.generator) && entries.iter().any(is_beside);
            if may_be_misspelt && let Some(fact) = facts.note("", key, key, entry.key.span) {
                (fact.state, fact.beyond_run) = (FactState::Counted, true);
            }
        }
    }

    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let settings = cx.settings;
        if settings.unknown_fields == UnknownFields::Allow {
            return;
        }
        for mapping in fields::checked_mappings(post, settings) {
            let missing = OnceCell::new();
            // A key that is probably a misspelt required field is reported by `field/missing`.
            let is_explained = |entry: &Entry| {
                let missing = missing.get_or_init(|| missing::missing(&mapping, post, &settings.inherited));
                missing.iter().any(|(field, misspelt)| {
                    misspelt.is_some_and(|misspelt| std::ptr::eq(misspelt, entry))
                        || translated_keys::is_translation(&entry.key.text, &field.name)
                })
            };
            for entry in mapping.entries {
                let is_in_config = mapping.fields.iter().any(|field| mapping.same(&field.name, &entry.key.text));
                // What keeps its line from being read is reported.
                if is_in_config || entry.broken && fields::bare_key(&entry.key.text).is_some() {
                    continue;
                }
                if mapping.is_top() && check_glued(entry, post, cx) || check_case(entry, &mapping, post, cx) {
                    continue;
                }
                let near = near_miss(entry, &mapping, post);
                if (near.is_some() || is_strict(settings)) && !is_explained(entry) {
                    report(entry, near, &mapping, cx);
                }
            }
        }
    }
}

/// A key with its value in a mapping in braces, for which a space behind the colon is missing: `{title:A}`.
fn check_glued(entry: &Entry, post: &Post<'_>, cx: &mut Context<'_>) -> bool {
    let key = &entry.key;
    let Some((name, value)) = key.text.split_once(':').filter(|_| entry.colon.is_none()) else { return false };
    let is_read_so = post.dialect.yaml_loader() != Some(Loader::Goccy) && post.front().format() == Format::Yaml;
    if !is_read_so
        || value.is_empty()
        || value.starts_with([' ', '\t', '\n', '\r'])
        || key.style != Style::Plain
        || !entry.value.span.is_empty()
    {
        return false;
    }
    if !known_keys::is_common(name) && !known_keys::of(post.dialect.generator).contains(&name) {
        return false;
    }
    let severity = if is_strict(cx.settings) { Severity::Error } else { Severity::Warning };
    cx.report_as(severity, key.span, format!("unknown field `{}`; did you mean `{name}: {value}`?", key.text))
        .detail(UnknownDetail::NearMiss.name())
        .help("in braces, a colon ends a key only when a space follows it")
        .fix(Safety::Unsafe, "add a space", vec![Edit::replace(key.span, format!("{name}: {value}"))]);
    true
}

/// A key of the generator in another case beside the right one.
fn check_case(entry: &Entry, mapping: &CheckedMapping<'_>, post: &Post<'_>, cx: &mut Context<'_>) -> bool {
    let Some(near) = known_case(&entry.key.text, mapping, post) else { return false };
    if mapping.entry(near).is_none() {
        return false;
    }
    let (key, severity) = (&entry.key, if is_strict(cx.settings) { Severity::Error } else { Severity::Warning });
    cx.report_as(severity, key.span, format!("unknown field `{}`, beside `{near}`", key.text))
        .detail(UnknownDetail::NearMiss.name())
        .help(format!("upper and lower case are different here, so that only `{near}` counts; remove one of the two"))
        .unless_habit((&mapping.prefix, &key.text), fields::OWN_SPELLING, None);
    true
}

/// The key of the generator that this one is but for its case, where case counts.
fn known_case(key: &str, mapping: &CheckedMapping<'_>, post: &Post<'_>) -> Option<&'static str> {
    if !mapping.is_top() || mapping.any_case || !key.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let known = known_keys::of(post.dialect.generator);
    let is_it = |known: &&str| spelling::is_same(known, key) && is_for_authors(known, post);
    known.iter().copied().find(is_it).filter(|_| !known.contains(&key))
}

/// Whether a key of the generator is one that front matter may have: not one that the generator sets itself.
fn is_for_authors(known: &str, post: &Post<'_>) -> bool {
    let Some(generator) = post.dialect.generator else { return true };
    let typed = generator.facts().keys.typed;
    !typed.iter().any(|(key, kind)| *key == known && matches!(kind, KeyType::Reserved | KeyType::Keeps(_)))
}

fn is_strict(settings: &Settings) -> bool {
    settings.unknown_fields == UnknownFields::Error
}

fn report(entry: &Entry, near: Option<&str>, mapping: &CheckedMapping<'_>, cx: &mut Context<'_>) {
    let key = &entry.key;
    let name = format!("{}{}", mapping.prefix, key.text);
    let severity = if is_strict(cx.settings) { Severity::Error } else { Severity::Warning };
    let Some(near) = near else {
        cx.report_as(severity, key.span, format!("unknown field `{name}`"))
            .detail(UnknownDetail::NotConfigured.name())
            .help("the config allows only the fields that it names (`unknown-fields: error`); add the field there, or remove it here");
        return;
    };
    let finding = cx.report_as(severity, key.span, format!("unknown field `{name}`; did you mean `{near}`?"));
    finding.detail(UnknownDetail::NearMiss.name()).unless_habit(
        (&mapping.prefix, &key.text),
        fields::OWN_SPELLING,
        None,
    );
    if translated_keys::is_translation(&key.text, near) {
        finding.help(format!(
            "`{}` may be `{near}` in another language; templates look a field up by its exact name",
            key.text
        ));
        return;
    }
    finding.help(format!("templates look a field up by its exact name and find nothing under `{}`", key.text)).fix(
        Safety::Unsafe,
        format!("rename `{}` to `{near}`", key.text),
        vec![Edit::replace(key.span, fields::renamed(key, near))],
    );
}

/// The known field whose name this key nearly is and that is not there.
fn near_miss<'a>(entry: &Entry, mapping: &CheckedMapping<'a>, post: &Post<'_>) -> Option<&'a str> {
    let (key, generator) = (entry.key.text.as_str(), post.dialect.generator);
    let in_config = || mapping.fields.iter().map(|field| field.name.as_str());
    let is_absent = |name: &&str| mapping.entry(name).is_none();
    // Where the generator ignores the case of keys, such a key is in the config.
    if !mapping.any_case
        && let Some(name) = in_config().find(|name| spelling::is_same(name, key) && is_absent(name))
    {
        return Some(name);
    }
    if let Some(name) = known_case(key, mapping, post) {
        return Some(name);
    }
    // Asked first, because most keys are known, and a near miss is searched among hundreds of names.
    if known_keys::is_known(key, generator) {
        return None;
    }
    let of_generator = if mapping.is_top() { known_keys::of(generator) } else { &[] };
    let of_generator = of_generator.iter().copied().filter(|name| is_for_authors(name, post));
    let names = in_config().chain(of_generator);
    let likely = names.filter(|name| spelling::is_misspelt_name(key, name) && is_absent(name));
    spelling::nearest(key, likely)
}
