//! `frontlint explain`: the pages of rules.
use super::args::Explain;
use super::{CommandError, Streams, pager, rules, terminal};
use crate::catalogue::{self, Page};
use crate::report::rule_page;
use crate::rules::is_mandatory;
use crate::text::spelling::nearest;
use std::collections::HashSet;

/// Prints the page of a rule; it is found by the name of the rule, with or without its group, and by a detail of its findings. Of a
/// group it prints the rules.
pub(super) fn explain(args: &Explain, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let look = terminal::look(args.color);
    let words = args.rule.join(" ");
    let name = &*one_name(bare(&words));
    let mut text = Vec::new();
    match found(name)? {
        Explained::Config => text.extend_from_slice(CONFIG_INVALID.as_bytes()),
        Explained::Group => rules::table(Some(name)).write(look, &mut text)?,
        Explained::Page(page, detail) => rule_page(page, detail, is_mandatory(page.rule), look, &mut text)?,
    }
    pager::show(&String::from_utf8_lossy(&text), streams)?;
    Ok(0)
}

/// The name as a report shows it: `error[html/misnested]` is about `html/misnested`.
fn bare(name: &str) -> &str {
    let inner = name.split_once('[').map_or(name, |(_, rest)| rest);
    inner.split(']').next().unwrap_or(inner).trim()
}

/// A name that was written as several words: `unquoted colon`, `html misnested`.
fn one_name(words: &str) -> String {
    let joined = words.split_whitespace().collect::<Vec<_>>().join("-");
    let with_group = joined.replacen('-', "/", 1);
    if catalogue::page(&with_group).is_some() { with_group } else { joined }
}

/// What a name leads to.
enum Explained {
    Config,
    Group,
    Page(&'static Page, Option<&'static str>),
}

fn found(name: &str) -> Result<Explained, CommandError> {
    if name == "config/invalid" {
        return Ok(Explained::Config);
    }
    if let Some(page) = catalogue::page(name) {
        return Ok(Explained::Page(page, None));
    }
    let pages = catalogue::pages();
    if pages.iter().any(|page| page.rule.group() == name) {
        return Ok(Explained::Group);
    }
    let named: Vec<&Page> = pages.iter().filter(|page| page.rule.as_str().split('/').nth(1) == Some(name)).collect();
    let detailed: Vec<(&Page, &str)> = pages.iter().filter_map(|page| Some((page, detail(page, name)?))).collect();
    match (named.as_slice(), detailed.as_slice()) {
        ([page], _) => Ok(Explained::Page(page, None)),
        ([], [(page, detail)]) => Ok(Explained::Page(page, Some(detail))),
        ([], []) => Err(CommandError::Message(unknown_rule(name))),
        (named, detailed) => {
            let rules = named.iter().copied().chain(detailed.iter().map(|(page, _)| *page));
            let rules: Vec<String> = rules.map(|page| format!("`frontlint explain {}`", page.rule)).collect();
            Err(CommandError::Message(format!("several rules are called `{name}`: write {}", rules.join(" or "))))
        }
    }
}

/// The detail of this name that a rule gives.
fn detail(page: &'static Page, name: &str) -> Option<&'static str> {
    page.header().details.iter().map(|(detail, _)| *detail).find(|detail| *detail == name)
}

const CONFIG_INVALID: &str = "\
config/invalid  error, which cannot be turned off

The config file itself is not valid: it cannot be parsed, or has an unknown key, a value of the wrong type, an unknown rule or
preset, or a glob or pattern that is not valid. Nothing is checked with half a config: its posts are left unchecked, those with
another config are checked, and the run ends with exit code 2 after every problem in the file has been reported.

A setting that is valid but changes nothing (`html: error`, where no rule of `html` is more severe) is a warning, and posts are checked.
";

/// How many names that have a word in common are offered.
const SIMILAR: usize = 5;

/// The message for a name that is not a rule, with the rules that were probably intended.
fn unknown_rule(name: &str) -> String {
    let rules = || catalogue::pages().iter().map(|page| page.rule.as_str());
    let without_group = |rule: &'static str| rule.rsplit('/').next().unwrap_or(rule);
    let details = || catalogue::pages().iter().flat_map(|page| page.header().details).map(|(detail, _)| *detail);
    let similar: Vec<_> = match (nearest(name, rules()), nearest(name, rules().map(without_group))) {
        (Some(rule), _) => vec![rule],
        (None, Some(near)) => rules().filter(|rule| without_group(rule) == near).collect(),
        (None, None) => nearest(name, details()).map_or_else(|| with_word(name, details()), |detail| vec![detail]),
    };
    if similar.is_empty() {
        return format!("there is no rule `{name}`; `frontlint rules` lists them");
    }
    let similar: Vec<_> = similar.iter().map(|rule| format!("`{rule}`")).collect();
    format!("there is no rule `{name}`; did you mean {}?", similar.join(" or "))
}

/// The details and rules that have this word in their name. The last word says what a name is about: `unquoted-colon`.
fn with_word(word: &str, details: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let rules = catalogue::pages().iter().map(|page| page.rule.as_str());
    let has_word = |known: &&str| known.rsplit('/').next().is_some_and(|name| name.split('-').any(|part| part == word));
    let mut named: Vec<_> = details.chain(rules).filter(has_word).collect();
    // A detail may be that of several rules.
    let mut seen = HashSet::new();
    named.retain(|known| seen.insert(*known));
    named.sort_by_key(|known| !known.ends_with(word));
    named.truncate(SIMILAR);
    named
}
